package ingest

import (
	"math/bits"
	"strings"
	"sync"
	"unicode/utf8"

	"github.com/newsdex/newsdex/ingest/internal/plain"
)

// The words of calls are in words/, under "Calls".
var (
	// callStarts are the first words of the English calls, and callWords parts of which
	// one stands in each of them. The parts lack their first letters, which may be
	// capitals.
	callStarts = foldedSet(words.Words("call-start"))
	callWords  = words.Finder("call-part")
	// callStartsElsewhere are the first words of the calls of other languages. They
	// begin few other sentences.
	callStartsElsewhere = foldedSet(words.Words("call-start-elsewhere"))
)

// mayCall spares most paragraphs the expressions: one of its sentences must
// begin with one of callStarts and hold one of callWords, or begin with one of
// callStartsElsewhere.
func mayCall(s string) bool {
	begins := beginsCall()
	start := 0
	for end := nextClauseEnd(s, 1); end <= len(s); end = nextClauseEnd(s, end+1) {
		var buf [64]byte
		word := plain.FirstWord(buf[:0], s[start:end])
		if len(word) > 1 && begins.may(word) &&
			(callStarts()[string(word)] && callWords().In(s[start:end]) || callStartsElsewhere()[string(word)]) {
			return true
		}
		start = end + 1
	}
	return false
}

// beginsCall has the words of both sets, so that few others need be looked up.
var beginsCall = sync.OnceValue(func() *wordFilter {
	var begins wordFilter
	for _, starts := range []map[string]bool{callStarts(), callStartsElsewhere()} {
		for w := range starts {
			begins.add(w)
		}
	}
	return &begins
})

// A wordFilter tells most words that a set does not have, by their length and three
// of their letters.
type wordFilter [1 << 11]bool

// add adds a word of two bytes or more.
func (f *wordFilter) add(word string) { f[filterPlace(word)] = true }

// may reports, without false negatives, whether a word of two bytes or more is one.
func (f *wordFilter) may(word []byte) bool { return f[filterPlace(word)] }

func filterPlace[T string | []byte](w T) int {
	n := len(w)
	return (n*131 ^ int(w[0])*29 ^ int(w[1])*67 ^ int(w[n-1])*7) & (1<<11 - 1)
}

// nextClauseEnd returns the place of the next space of s, from byte i on, before
// which a sentence may end, or the end of s; beyond that, one more than its length.
func nextClauseEnd(s string, i int) int {
	for i+8 <= len(s) {
		// Spaces after anything but letters: most words are passed over.
		x := plain.EightBytes(s, i-1)
		others := ^x<<1&plain.HighBits | plain.BytesLike(x, ']')
		spaces := plain.BytesLike(x, ' ') & (others << 8)
		for ; spaces != 0; spaces &= spaces - 1 {
			end := i - 1 + bits.TrailingZeros64(spaces)/8
			if clauseEnd[s[end-1]] && endsClause(s[:end]) {
				return end
			}
		}
		i += 7
	}
	for ; i < len(s); i++ {
		if s[i] == ' ' && clauseEnd[s[i-1]] && endsClause(s[:i]) {
			break
		}
	}
	return i
}

// clauseEnd are the last bytes of what may end a sentence; those beyond ASCII
// may be others' too.
var clauseEnd = [256]bool{'.': true, '!': true, '?': true, '"': true, ')': true, ']': true, ':': true, 0xa6: true, 0x9d: true, 0xbb: true}

// endsClause reports whether s, whose last byte is one of clauseEnd, ends in what
// may end a sentence.
func endsClause(s string) bool {
	return s[len(s)-1] < utf8.RuneSelf || strings.HasSuffix(s, "…") || strings.HasSuffix(s, "”") || strings.HasSuffix(s, "»")
}

// A call is one sentence that asks the reader to do something for the outlet.
// The expressions are matched against the folded sentence.
var calls = words.Matchers("call")

// maybeCalls go only where the next sentence, or the one before, is a call.
var maybeCalls = words.Matcher("maybe-call")

// findCalls finds calls to action, sentence by sentence: a paragraph may end in
// one after a real sentence, and then only the call goes.
func findCalls(t *Text) []Cut {
	var cuts []Cut
	var buf [512]byte
	var parts []plain.Span
	var isCall []bool
	for i := range t.Lines {
		s := t.Lines[i].Text
		if !mayCall(s) {
			continue
		}
		parts = plain.AppendSentences(parts[:0], s)
		isCall = plain.Sized(isCall, len(parts))
		clear(isCall)
		for j, p := range parts {
			sentence := s[p.Start:p.End]
			if len(sentence) > 300 || strings.ContainsAny(sentence, `"“”«»„`) {
				continue
			}
			folded := plain.FoldPhrase(buf[:0], sentence)
			for _, re := range calls() {
				if re.Match(folded) {
					isCall[j] = true
					break
				}
			}
		}
		for j, p := range parts {
			if !isCall[j] && (j+1 < len(parts) && isCall[j+1] || j > 0 && isCall[j-1]) {
				isCall[j] = maybeCalls.Match(plain.FoldPhrase(buf[:0], s[p.Start:p.End]))
			}
			if isCall[j] {
				cuts = append(cuts, Cut{Line: i, Start: p.Start, End: p.End})
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
