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
	// callStarts are the first words of the English calls; callWords are parts of
	// words, one of which is in each of the calls. The parts lack their first letters,
	// which may be capitals.
	callStarts = foldedSet(words.Words("call-start"))
	callWords  = words.Finder("call-part")
	// callStartsElsewhere are the first words of the calls in other languages. Few
	// other sentences begin with them.
	callStartsElsewhere = foldedSet(words.Words("call-start-elsewhere"))
)

// mayCall is a fast test before the expressions, which most paragraphs fail. One of the
// sentences must begin with one of callStarts and hold one of callWords, or begin with
// one of callStartsElsewhere.
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

// beginsCall filters the words of both sets, so that few other words need a lookup.
var beginsCall = sync.OnceValue(func() *wordFilter {
	var begins wordFilter
	for _, starts := range []map[string]bool{callStarts(), callStartsElsewhere()} {
		for w := range starts {
			begins.add(w)
		}
	}
	return &begins
})

// A wordFilter rejects most words that are not in a set, by their length and three of
// their letters.
type wordFilter [1 << 11]bool

// add adds a word of two bytes or more.
func (f *wordFilter) add(word string) { f[filterPlace(word)] = true }

// may reports whether a word of two bytes or more may be in the set; it has no false
// negatives.
func (f *wordFilter) may(word []byte) bool { return f[filterPlace(word)] }

func filterPlace[T string | []byte](w T) int {
	n := len(w)
	return (n*131 ^ int(w[0])*29 ^ int(w[1])*67 ^ int(w[n-1])*7) & (1<<11 - 1)
}

// nextClauseEnd returns the position of the next space of s, from byte i on, before
// which a sentence may end. If there is none it returns len(s), and if i is beyond the
// end len(s)+1.
func nextClauseEnd(s string, i int) int {
	for i+8 <= len(s) {
		// Only spaces after a non-letter count, so most words are skipped.
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

// clauseEnd holds the last bytes of characters that may end a sentence; those beyond
// ASCII may also belong to other characters.
var clauseEnd = [256]bool{'.': true, '!': true, '?': true, '"': true, ')': true, ']': true, ':': true, 0xa6: true, 0x9d: true, 0xbb: true}

// endsClause reports whether s, whose last byte is in clauseEnd, ends in a character
// that may end a sentence.
func endsClause(s string) bool {
	return s[len(s)-1] < utf8.RuneSelf || strings.HasSuffix(s, "…") || strings.HasSuffix(s, "”") || strings.HasSuffix(s, "»")
}

// calls match one sentence that asks the reader to do something for the outlet. The
// expressions are matched against the folded sentence.
var calls = words.Matchers("call")

// maybeCalls match sentences that go only if the next or the previous sentence is a
// call.
var maybeCalls = words.Matcher("maybe-call")

// findCalls finds calls to action, sentence by sentence. If a call follows real
// sentences in a paragraph, only the call goes.
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
