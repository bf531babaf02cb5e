package analyze

import (
	"math"
	"slices"
)

// maxDetected is how many bytes of a text Detect reads. More text would not change the
// result.
const maxDetected = 32 << 10

// sure is the threshold below which the text alone identifies no language. hinted is
// the confidence in a language that is only declared. Fewer than few common words do
// not override a declaration: of 12,000 English headlines, 4 % have one, two or three
// common words of another language ("House passes VA reform").
const (
	sure   = 0.22
	hinted = 0.3
	few    = 4
)

// Detect identifies the language of text by its script and a vote of its stop words.
// declared is the code that came with the text, or ""; it decides if the text alone is
// unsure. The result is a code of [Languages], or "und" if unsure, and a confidence
// from 0 to 1.
//
// The script comes first. It is that of most letters, so that a quotation or a name in
// another script does not count. A script of only one language of the table decides. In
// the other scripts, each common word votes for the languages that use it, with more
// weight the more frequent it is there and the rarer elsewhere: a naive Bayes
// classifier over stop words, whose frequencies follow from their ranks. Words that are
// frequent in no language of the table do not vote.
func Detect(text, declared string) (code string, confidence float64) {
	if len(text) > maxDetected {
		text = text[:maxDetected]
	}
	hint := For(declared).Code
	c := countScripts(text)
	script, share := c.main()
	switch {
	case script == noScript:
		return orHint(hint)
	case script.alone() != "":
		return script.alone(), share
	case script == hanScript:
		if c[kanaScript]*20 > c[hanScript] {
			return "ja", share
		}
		return "zh", share
	}
	b := ballots()[script]
	v := b.count(text)
	best, second := v.winners(slices.Index(b.codes, hint))
	if v.words == 0 || best < 0 {
		return orHint(hint)
	}
	// coverage is the share of words that are common words of the winner. It is at
	// least a fifth in prose, and less in other languages, names and lists.
	coverage := float64(v.hits[best]) / float64(v.words)
	margin := v.score[best]
	if second >= 0 {
		margin -= v.score[second]
	}
	hits := float64(v.hits[best])
	confidence = share * (1 - math.Exp(-margin)) * min(1, math.Sqrt(coverage/b.expected)) * hits / (hits + 1)
	declaredOne := hint != "und" && slices.Contains(b.codes, hint)
	switch {
	case declaredOne && b.codes[best] != hint && v.hits[best] < few:
		return hint, hinted
	case declaredOne && confidence < sure:
		return hint, max(confidence, hinted)
	case confidence < sure:
		return "und", confidence
	}
	return b.codes[best], confidence
}

// orHint returns the result for a text without evidence.
func orHint(hint string) (string, float64) {
	if hint == "und" {
		return hint, 0
	}
	return hint, hinted
}
