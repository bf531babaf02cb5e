package analyze

import (
	"math"
	"slices"
)

// maxDetected is how much of a text Detect reads, in bytes. More changes
// nothing.
const maxDetected = 32 << 10

// Below sure the text alone names no language; hinted is the confidence of a
// language that is only declared. Fewer common words than few do not outweigh a
// declaration: of 12,000 English headlines 4 % have one, two or three of another
// language ("House passes VA reform").
const (
	sure   = 0.22
	hinted = 0.3
	few    = 4
)

// Detect names the language of text by its script and a vote of its stop words.
// declared is the code that the text came with, or ""; it decides where the
// text alone is unsure. The answer is a code of [Languages], "und" where
// unsure, with a confidence from 0 to 1.
//
// The script comes first: most letters decide, so that a quotation or a name in
// another one does not. Scripts that one language of the table writes are done
// then. In the others each common word speaks for the languages that use it, as
// strongly as it is frequent there and not elsewhere: a naive Bayes classifier
// over stop words, whose frequencies follow from their ranks. Words that no
// language of the table uses often say nothing.
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
	// Coverage is the share of words that are common words of the winner: a
	// fifth at least in prose; in other languages, names and lists it is less.
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

// orHint answers for a text without evidence.
func orHint(hint string) (string, float64) {
	if hint == "und" {
		return hint, 0
	}
	return hint, hinted
}
