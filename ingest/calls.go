package ingest

import (
	"regexp"
	"strings"
)

// callWords are fragments of which one stands in every call to action below.
// They lack their first letters, which may be capitals.
var callWords = []string{
	"omment", "hare your", "haring this", "hare this", "ubscri", "ewsletter", "ollow us", "ign up for", "onversation", "et us know", "elegram",
	"ike us on", "lick here", "lick the link", "ead the full", "ead more", "mailing list", "id you like this", "o you think",
}

// A call is one sentence that asks the reader to do something for the outlet.
// The expressions are matched against the folded sentence.
var calls = []*regexp.Regexp{
	regexp.MustCompile(`^((please|so|and|but|now|also|then|feel free to|don't forget to|be sure to|make sure to|why not) )*(share|leave|post|drop|add|write|tell us|let us know|sound off|give us|weigh in|comment|have your say)\b.{0,60}\b(in (the|our) comments?( section)?|comments? (section )?below|comments? box|below in the comments|in a comment|on (our )(facebook|twitter|social media)( page)?)( below| section)*$`),
	regexp.MustCompile(`^(if you (found|liked|enjoyed|like|enjoy) (this|our|the) .*)?(please |don't forget to |be sure to |make sure to |consider |help (us )?spread the (word|conversation) by )?(shar(e|ing)|lik(e|ing)) (this|our|the) (article|story|post|piece|page|analysis|video)( with .*| on .*| and .*)?$`),
	regexp.MustCompile(`^((please|and|also|don't forget to|be sure to|make sure to|remember to|to stay updated|for more) )*(subscribe|sign up|register|join) (here |now |today |free )*(to|for) (our|the|my) .*\b(newsletters?|mailing list|channel|updates|alerts|feed|podcast|community)\b`),
	regexp.MustCompile(`^((please|and|also|don't forget to|be sure to|make sure to|for more( .*)?|stay tuned and) )*(follow|like) us on (facebook|twitter|x|instagram|telegram|linkedin|youtube|tiktok|whatsapp|social media|google news)\b`),
	regexp.MustCompile(`^join (the|our) (conversation|discussion|debate)( .*)?$`),
	regexp.MustCompile(`^(click|tap) (here|the link( below)?|on the link( below)?) (to|for) (read|see|view|subscribe|sign up|learn more|learn about|more (on|from|about|stories|news|coverage)|listen|watch|join|find out|register|donate|get (the|our) .*(app|newsletter|inbox))\b`),
	regexp.MustCompile(`^(read|see|view) (the full|the rest of the|the whole) (article|story|post|report|piece)( .*)? (here|at .*|on .*)$`),
}

// maybeCalls go only where the next sentence, or the one before, is a call.
var maybeCalls = regexp.MustCompile(`^(what do you think( about .*| of .*)?|what are your thoughts( on .*)?|do you agree|have (a|any) (question|thought|opinion|comment)s?( .*)?)$`)

// findCalls finds calls to action, sentence by sentence: a paragraph may end in
// one after a real sentence, and then only the call goes.
func findCalls(t *Text) []Cut {
	var cuts []Cut
	var buf [512]byte
	for i := range t.Lines {
		s := t.Lines[i].Text
		if !containsAny(s, callWords) {
			continue
		}
		parts := sentences(s)
		isCall := make([]bool, len(parts))
		for j, p := range parts {
			sentence := s[p.start:p.end]
			if len(sentence) > 300 || strings.ContainsAny(sentence, `"“”«»„`) {
				continue
			}
			folded := foldPhrase(buf[:0], sentence)
			for _, re := range calls {
				if re.Match(folded) {
					isCall[j] = true
					break
				}
			}
		}
		for j, p := range parts {
			if !isCall[j] && (j+1 < len(parts) && isCall[j+1] || j > 0 && isCall[j-1]) {
				isCall[j] = maybeCalls.Match(foldPhrase(buf[:0], s[p.start:p.end]))
			}
			if isCall[j] {
				cuts = append(cuts, Cut{Line: i, Start: p.start, End: p.end})
			}
		}
	}
	return cuts
}

func containsAny(s string, fragments []string) bool {
	for _, f := range fragments {
		if strings.Contains(s, f) {
			return true
		}
	}
	return false
}
