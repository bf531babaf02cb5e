package ingest

import "regexp"

// A pattern finds lines that begin alike and then name something: an outlet, a
// person, another article.
type pattern struct {
	kind  kind
	words string // folded first words that a line must have one of
	max   int    // bytes that the line may have at most
	re    *regexp.Regexp
}

// patterns is the table of what is said in too many ways for phrases. Each
// expression is matched against the folded line (see foldPhrase): lower case,
// without punctuation, numbers as "#".
var patterns = []pattern{
	{imageCredit, "image|images|photo|photos|picture|pictures|photograph|photographs|photography|illustration|graphic|video|screenshot|cover|featured|feature", 200,
		regexp.MustCompile(`^((cover|featured?|header|lead|main) )?(images?|photos?|pictures?|photograph(s|y)?|illustrations?|graphics?|video|screenshot) (source|credits?|courtesy|copyright|by|via|taken by|provided by)\b`)},
	{promo, "get", 200,
		regexp.MustCompile(`^get (all )?(the |our |your |more )?(latest|best|real-time|breaking|top|daily|free|weekly|all|exclusive|important)?.*\b(in|to|on|via|with|from) (your (inbox|email|phone)|.{0,40}(telegram|whatsapp|newsletters?|app|alerts)\b)`)},
	{newsletter, "sign|subscribe", 240,
		regexp.MustCompile(`^(sign up|subscribe) (here |now |today |free |below )*(for|to) .*\b(newsletters?|emails?|alerts|updates|briefings?|inbox|podcasts?|channel|feed|notifications)\b`)},
	{promo, "follow|like|join|find|visit|connect", 200,
		regexp.MustCompile(`^(follow|like|join|find|visit|connect with) (us|our|me|him|her|@?\w+( \w+)?) (on|at|via|page on|channel on|group on) (facebook|twitter|x|instagram|telegram|whatsapp|linkedin|youtube|tiktok|google news|threads|social media|flipboard)\b`)},
	{copyright, "copyright|©|#|all", 260,
		regexp.MustCompile(`^(copyright( c)?( by)? #|copyright c |copyright # |# .* all rights reserved$|all rights reserved\b)`)},
}
