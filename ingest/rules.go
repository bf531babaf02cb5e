package ingest

// defaultRules is the table of rules. Its order matters and goes by what each
// must still see:
//
//  1. what becomes metadata, while the head of the article is as it was found;
//  2. whole lines that widgets write, decided together before anything is cut
//     (see markLines);
//  3. sentences inside paragraphs;
//  4. repetitions, when nothing but the article is left to be repeated.
var defaultRules = []Rule{
	{Name: "page-furniture", Reason: "stands around the article on its page", Level: Careful, Find: findFurniture, look: (*Text).lookAtHead},

	{Name: "byline", Reason: "names the authors; kept as its metadata", Level: Careful, Find: findByline},
	{Name: "timestamp", Reason: "says when the article was published; kept as its metadata", Level: Careful, Find: findTimestamp},
	{Name: "outlet-tag", Reason: "names the outlet; kept as its metadata", Level: Careful, Find: findOutletTag},

	{Name: agencyTagRule, Reason: "names the agency and the place; kept as its metadata", Level: Careful, Find: findAgencyTag},
	{Name: "markup", Reason: "is markup that was left in the text", Level: Careful, Find: findMarkup},

	{Name: "comments", Reason: "belongs to a comment section", Level: Careful, Find: findComments},
	{Name: "share-bar", Reason: "is a button or heading of a share bar", Level: Careful, Find: cutMarked(shareBar)},
	{Name: "navigation", Reason: "leads to other pages", Level: Careful, Find: cutMarked(navigation)},
	{Name: "related", Reason: "names another article", Level: Careful, Find: findRelated},
	{Name: "newsletter", Reason: "asks the reader to sign up", Level: Careful, Find: cutMarked(newsletter)},
	{Name: "promo", Reason: "advertises the outlet's own channels", Level: Normal, Find: cutMarked(promo)},
	{Name: "contact", Reason: "tells how to reach the author or the outlet", Level: Careful, Find: findContacts},
	{Name: "advertisement", Reason: "marks an advertisement", Level: Careful, Find: cutMarked(advertisement)},
	{Name: "image-credit", Reason: "says whose picture stood here, or what it showed", Level: Normal, Find: findCredits},
	{Name: "reporter-credit", Reason: "names who else worked on the article", Level: Normal, Find: findReporterCredits},
	{Name: "copyright", Reason: "is a copyright or legal notice", Level: Normal, Find: findCopyright},
	{Name: "topics", Reason: "lists what the article is filed under", Level: Normal, Find: findTopics},
	{Name: "about-author", Reason: "tells who the authors are", Level: Normal, Find: findBiographies},
	{Name: "notice", Reason: "is a notice of the site to its visitors", Level: Careful, Find: cutMarked(notice)},

	{Name: "stray-line", Reason: "does not read like a part of the article", Level: Normal, Find: findStray, look: (*Text).scoreLines},

	{Name: "call-to-action", Reason: "asks the reader to do something", Level: Careful, Find: findCalls},

	{Name: "repeated-headline", Reason: "repeats the headline", Level: Careful, Find: findRepeatedHeadline},
	{Name: "repeated-text", Reason: "repeats text that stands elsewhere in the article", Level: Careful, Find: findRepeatedText},
}
