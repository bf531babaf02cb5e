package ingest

import (
	"bufio"
	"encoding/json"
	"fmt"
	"io"
	"iter"
	"strings"

	"github.com/newsdex/newsdex/ingest/internal/plain"
)

// A LabelledText is a text whose lines are labelled as article or not: gold to measure
// cleaning with.
type LabelledText struct {
	Case      string         // the page from which the text was made
	Extractor string         // the program that made it
	URL       string         // of the page
	Lines     []LabelledLine // all lines of the text, in order
}

// A LabelledLine is one line of a LabelledText.
type LabelledLine struct {
	Text  string // the line
	Label Label  // its label
}

// A Label classifies a line.
type Label int8

// The labels.
const (
	Unclear     Label = iota // counts for nothing
	Junk                     // should be removed
	ArticleLine              // should be kept
)

// Body returns the text in normal form; every LabelledLine is one line of it.
func (lt *LabelledText) Body() string {
	var b strings.Builder
	for i, l := range lt.Lines {
		if i > 0 {
			b.WriteByte('\n')
		}
		b.WriteString(plain.OneLine(l.Text))
	}
	return strings.TrimRight(b.String(), "\n")
}

// ReadLabelled reads labelled texts, a JSON object on each line:
//
//	{"case": "a1", "extractor": "trafilatura", "url": "…", "lines": [["A line", 1], ["Share", 0], ["?", null]]}
//
// The label 1 is the article, 0 is junk and null is unclear. The sequence ends with the
// first error.
func ReadLabelled(r io.Reader) iter.Seq2[LabelledText, error] {
	const longest = 64 << 20
	return func(yield func(LabelledText, error) bool) {
		in := bufio.NewScanner(r)
		in.Buffer(nil, longest)
		for number := 1; in.Scan(); number++ {
			var record struct {
				Case, Extractor, URL string
				Lines                []labelledLine
			}
			if len(strings.TrimSpace(in.Text())) == 0 {
				continue
			}
			if err := json.Unmarshal(in.Bytes(), &record); err != nil {
				yield(LabelledText{}, fmt.Errorf("line %d: %w", number, err))
				return
			}
			lt := LabelledText{Case: record.Case, Extractor: record.Extractor, URL: record.URL}
			for _, l := range record.Lines {
				lt.Lines = append(lt.Lines, LabelledLine(l))
			}
			if !yield(lt, nil) {
				return
			}
		}
		if err := in.Err(); err != nil {
			yield(LabelledText{}, err)
		}
	}
}

type labelledLine LabelledLine

// UnmarshalJSON reads [text, label].
func (l *labelledLine) UnmarshalJSON(data []byte) error {
	var pair []any
	if err := json.Unmarshal(data, &pair); err != nil {
		return err
	}
	if len(pair) == 2 {
		text, ok := pair[0].(string)
		switch l.Text = text; {
		case !ok:
		case pair[1] == nil:
			l.Label = Unclear
			return nil
		case pair[1] == 0.0:
			l.Label = Junk
			return nil
		case pair[1] == 1.0:
			l.Label = ArticleLine
			return nil
		}
	}
	return fmt.Errorf("%s is no line and its label, 0, 1 or null", data)
}

// A CleaningScore counts the results of cleaning on labelled lines. A line is removed
// if more than half of its bytes are. A line of the article is lost if it is removed
// and no copy of it stays. A line that became the title or the deck is not counted as
// removed or lost, because gold has no headlines in its bodies.
type CleaningScore struct {
	Cases       int // texts
	Junk        int // lines that are to go
	JunkRemoved int // junk lines removed
	Article     int // lines that are to stay
	ArticleLost int // article lines lost
}

// ScoreCleaning cleans a text with o and adds the result to the score.
func (s *CleaningScore) ScoreCleaning(lt LabelledText, o Options) error {
	rules, err := o.rules()
	if err != nil {
		return err
	}
	s.add(lt, clean(Article{Body: lt.Body()}, rules, o.Level))
	return nil
}

// add counts the lines of lt; a is the cleaned article.
func (s *CleaningScore) add(lt LabelledText, a Article) {
	s.Cases++
	lines := make([]string, len(lt.Lines))
	gone := make([]int, len(lt.Lines)+1)
	for _, r := range a.Removed {
		gone[r.Line] += len(r.Text)
	}
	stays := map[string]bool{}
	for i, l := range lt.Lines {
		lines[i] = plain.OneLine(l.Text)
		if gone[i+1]*2 <= len(lines[i]) {
			stays[lines[i]] = true
		}
	}
	for i, l := range lt.Lines {
		number := i + 1
		if lines[i] == "" || number == a.Lines.Title || number == a.Lines.Deck {
			continue
		}
		out := gone[number]*2 > len(lines[i])
		switch l.Label {
		case Junk:
			s.Junk++
			if out {
				s.JunkRemoved++
			}
		case ArticleLine:
			s.Article++
			if out && !stays[lines[i]] {
				s.ArticleLost++
			}
		}
	}
}

// Removed returns the share of junk lines that were removed, from 0 to 1; 1 if there
// were none.
func (s *CleaningScore) Removed() float64 { return part(s.JunkRemoved, s.Junk, 1) }

// Lost returns the share of article lines that were lost.
func (s *CleaningScore) Lost() float64 { return part(s.ArticleLost, s.Article, 0) }

// F1 returns the harmonic mean of precision and recall of the kept lines as article
// lines.
func (s *CleaningScore) F1() float64 {
	kept := s.Article - s.ArticleLost
	return part(2*kept, s.Article+kept+s.Junk-s.JunkRemoved, 1)
}

func part(n, of int, none float64) float64 {
	if of == 0 {
		return none
	}
	return float64(n) / float64(of)
}

// String returns the score in one line.
func (s *CleaningScore) String() string {
	return fmt.Sprintf("junk removed %5d of %5d %5.1f %%, article lost %4d of %5d %.2f %%, F1 %.4f",
		s.JunkRemoved, s.Junk, 100*s.Removed(), s.ArticleLost, s.Article, 100*s.Lost(), s.F1())
}
