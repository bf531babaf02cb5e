package ingest

import (
	"regexp"
	"strings"
)

// callStarts are the first words of the calls below.
var callStarts = wordSet("share leave post drop add write tell let sound give weigh comment have subscribe sign register join " +
	"follow like click tap read see view sharing liking please and but so now also then feel don't be make why remember to for stay if consider help what do")

// callWords are fragments of which one stands in every call. They lack their
// first letters, which may be capitals.
var callWords = []string{
	"omment", "hare your", "haring this", "hare this", "iking this", "ike this", "ubscri", "ewsletter", "ollow us", "ike us", "ign up", "egister", "oin ", "et us know",
	"lick ", "ap here", "ap on", "ead the", "ee the", "iew the", "ur say", "hare the", "hare our",
}

// mayCall spares most paragraphs the expressions: one of its sentences must
// begin with one of callStarts and hold one of callWords.
func mayCall(s string) bool {
	for start := 0; start < len(s); {
		end := start
		for end < len(s) && (s[end] != ' ' || end == start || !endsClause[s[end-1]]) {
			end++
		}
		if startsCall(s[start:end]) && containsAny(s[start:end], callWords) {
			return true
		}
		start = end + 1
	}
	return false
}

// endsClause are the last bytes of what may end a sentence.
var endsClause = [256]bool{'.': true, '!': true, '?': true, '"': true, ')': true, ']': true, ':': true, 0xa6: true, 0x9d: true, 0xbb: true} // … ” »

// startsCall reports whether the first word of s is one of callStarts.
func startsCall(s string) bool {
	var word [12]byte
	n := 0
letters:
	for i := 0; i < len(s) && n < len(word); i++ {
		switch c := s[i]; {
		case 'a' <= c && c <= 'z', c == '\'' && n > 0:
			word[n] = c
		case 'A' <= c && c <= 'Z':
			word[n] = c | 0x20
		case n > 0 && strings.HasPrefix(s[i:], "’"):
			word[n] = '\''
			i += len("’") - 1
		case n == 0:
			continue
		default:
			break letters
		}
		n++
	}
	return callStarts[string(word[:n])]
}

func wordSet(words string) map[string]bool {
	set := map[string]bool{}
	for w := range strings.FieldsSeq(words) {
		set[w] = true
	}
	return set
}

// A call is one sentence that asks the reader to do something for the outlet.
// The expressions are matched against the folded sentence.
var calls = []*regexp.Regexp{
	regexp.MustCompile(`^((please|so|and|but|now|also|then|feel free to|don't forget to|be sure to|make sure to|why not) )*(share|leave|post|drop|add|write|tell us|let us know|sound off|give us|weigh in|comment|have your say)\b.{0,60}\b(in (the|our) comments?( section)?|comments? (section )?below|comments? box|below in the comments|in a comment|on (our )(facebook|twitter|social media)( page)?)( below| section)*$`),
	regexp.MustCompile(`^(if you (found|liked|enjoyed|like|enjoy) (this|our|the) .*)?(please |don't forget to |be sure to |make sure to |consider |help (us )?spread the (word|conversation) by )?(shar(e|ing)|lik(e|ing)) (this|our|the) (article|story|post|piece|page|analysis|video)( with .*| on .*| and .*)?$`),
	regexp.MustCompile(`^sign up to (receive|get) (our|the) .*(stories|news|updates|headlines)\b.*|^((please|and|also|don't forget to|be sure to|make sure to|remember to|to stay updated|for more) )*(subscribe|sign up|register|join) (here |now |today |free )*(to|for) (our|the|my) .*\b(newsletters?|mailing list|channel|updates|alerts|feed|podcast|community)\b`),
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
		if !mayCall(s) {
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
