package analyze

import "iter"

// bigrams yields the tokens of a run of a script without spaces: each two adjacent
// signs, or a sign that is alone. The caller sets the positions.
func (s *scanner) bigrams(run piece) iter.Seq[Token] {
	return func(yield func(Token) bool) {
		first, second := run.start, s.signEnd(run.start, run.end)
		for alone := true; alone || second < run.end; alone = false {
			end := second
			if second < run.end {
				end = s.signEnd(second, run.end)
			}
			raw := s.text[first:end]
			e := s.row.words.get(raw, bigram)
			if e.term != "" && !yield(Token{Term: e.term, Hash: termHash(e.term), Width: 1, Start: first, End: end, Kind: CJK}) {
				return
			}
			first, second = second, end
		}
	}
}

// signEnd returns the end of the sign at i: a rune with its marks.
func (s *scanner) signEnd(i, end int) int {
	_, n := classAt(s.text, i)
	for i += n; i < end; i += n {
		var c class
		if c, n = classAt(s.text, i); c != extend && c != format && c != zwj {
			break
		}
	}
	return i
}

func bigram(raw string) *entry {
	e := &entry{kind: CJK}
	e.add(Fold(raw))
	return e
}
