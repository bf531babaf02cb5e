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
	{"page-furniture", "stands around the article on its page", Careful, findFurniture},

	{"byline", "names the authors; kept as its metadata", Careful, findByline},
	{"timestamp", "says when the article was published; kept as its metadata", Careful, findTimestamp},
	{"outlet-tag", "names the outlet; kept as its metadata", Careful, findOutletTag},

	{agencyTagRule, "names the agency and the place; kept as its metadata", Careful, findAgencyTag},
	{"markup", "is markup that was left in the text", Careful, findMarkup},

	{"comments", "belongs to a comment section", Careful, findComments},
	{"share-bar", "is a button or heading of a share bar", Careful, cutMarked(shareBar)},
	{"navigation", "leads to other pages", Careful, cutMarked(navigation)},
	{"related", "names another article", Careful, findRelated},
	{"newsletter", "asks the reader to sign up", Careful, cutMarked(newsletter)},
	{"promo", "advertises the outlet's own channels", Normal, cutMarked(promo)},
	{"contact", "tells how to reach the author or the outlet", Careful, findContacts},
	{"advertisement", "marks an advertisement", Careful, cutMarked(advertisement)},
	{"image-credit", "says whose picture stood here, or what it showed", Normal, findCredits},
	{"reporter-credit", "names who else worked on the article", Normal, findReporterCredits},
	{"copyright", "is a copyright or legal notice", Normal, findCopyright},
	{"topics", "lists what the article is filed under", Normal, findTopics},
	{"about-author", "tells who the authors are", Normal, findBiographies},
	{"notice", "is a notice of the site to its visitors", Careful, cutMarked(notice)},

	{"stray-line", "does not read like a part of the article", Normal, findStray},

	{"call-to-action", "asks the reader to do something", Careful, findCalls},

	{"repeated-headline", "repeats the headline", Careful, findRepeatedHeadline},
	{"repeated-text", "repeats text that stands elsewhere in the article", Careful, findRepeatedText},
}
