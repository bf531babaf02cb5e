package ingest

import (
	"bufio"
	"compress/gzip"
	"fmt"
	"maps"
	"math/rand/v2"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/newsdex/newsdex/ingest/internal/plain"
)

// An augmenter makes labelled texts for training out of others: the furniture
// of labelled pages around articles of news/, with lists, tables, interviews and
// poems in them, so that the scorer learns to leave in an article whatever may
// stand in one.
type augmenter struct {
	rng    *rand.Rand
	bodies [][]string // articles: their lines

	pages, extracts furniture
}

// loadSentences returns sentences of many languages, by language.
func loadSentences(t *testing.T) map[string][]string {
	f, err := os.Open(dataFolder(t, "languages/europarl.tsv.gz"))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	zr, err := gzip.NewReader(f)
	if err != nil {
		t.Fatal(err)
	}
	out := map[string][]string{}
	for in := bufio.NewScanner(zr); in.Scan(); {
		if code, s, ok := strings.Cut(in.Text(), "\t"); ok && len(s) > 20 {
			out[code] = append(out[code], plain.OneLine(s))
		}
	}
	return out
}

func (g *augmenter) pick(words ...string) string { return words[g.rng.IntN(len(words))] }

// phrase returns n words that follow each other in some article.
func (g *augmenter) phrase(n int) []string {
	for range 20 {
		body := g.bodies[g.rng.IntN(len(g.bodies))]
		words := strings.Fields(body[g.rng.IntN(len(body))])
		if len(words) > n {
			at := g.rng.IntN(len(words) - n)
			return append([]string{}, words[at:at+n]...)
		}
	}
	return []string{"Results"}
}

func capital(s string) string {
	s = strings.Trim(s, `.,;:!?"'“”()`)
	if s == "" {
		return "The"
	}
	return strings.ToUpper(s[:1]) + s[1:]
}

func (g *augmenter) heading() string {
	w := g.phrase(1 + g.rng.IntN(6))
	for i := range w {
		if i == 0 || g.rng.IntN(3) > 0 {
			w[i] = capital(w[i])
		}
	}
	s := strings.Trim(strings.Join(w, " "), ",;.")
	switch g.rng.IntN(6) {
	case 0:
		s = strings.ToUpper(s)
	case 1:
		s += ":"
	case 2:
		s += "?"
	}
	return s
}

func (g *augmenter) name() string {
	return capital(g.phrase(1)[0]) + " " + capital(g.phrase(1)[0])
}

// block returns lines that belong to an article and are not prose.
func (g *augmenter) block() []string {
	n := 3 + g.rng.IntN(12)
	if g.rng.IntN(3) == 0 {
		n += g.rng.IntN(40)
	}
	var out []string
	add := func(f func(i int) string) []string {
		for i := range n {
			out = append(out, plain.OneLine(f(i)))
		}
		return out
	}
	r := func(k int) int { return g.rng.IntN(k) }
	switch r(20) {
	case 0: // a table of results
		out = append(out, g.heading())
		return add(func(int) string { return fmt.Sprintf("%s %d, %s %d", g.heading(), r(120), g.heading(), r(120)) })
	case 1:
		return add(func(int) string {
			return fmt.Sprintf("%s (%s): %d%s %s", capital(g.phrase(1)[0]), g.pick("Group A", "B", "2018", "France", "1st"), r(30), g.pick("th", "st", "", "."), strings.Join(g.phrase(1+r(3)), " "))
		})
	case 2: // votes and shares
		unit := strings.Join(g.phrase(1+r(2)), " ")
		return add(func(int) string {
			if r(2) == 0 {
				return fmt.Sprintf("%d %% %d %s", r(100), r(900), unit)
			}
			return fmt.Sprintf("%s %d%%", g.heading(), r(100))
		})
	case 3: // a list with bullets
		b := g.pick("- ", "• ", "* ", "– ", "1. ", "")
		return add(func(int) string { return b + strings.Join(g.phrase(2+r(12)), " ") })
	case 4: // a recipe
		out = append(out, g.pick("Ingredients", "Ingredients:", "Zutaten", "Ingrédients", "What you need"))
		return add(func(int) string {
			return fmt.Sprintf("%d%s %s", 1+r(500), g.pick(" g", "g", " tsp", " cups", " EL", "ml", ""), strings.Join(g.phrase(1+r(3)), " "))
		})
	case 5: // an interview
		return add(func(i int) string {
			if i%2 == 0 {
				return g.pick("Q: ", "", "", "Interviewer: ") + capital(strings.Join(g.phrase(3+r(8)), " ")) + "?"
			}
			return g.pick("A: ", "", "") + g.pick("Yes.", "No.", "Absolutely.", "Never!", capital(strings.Join(g.phrase(2+r(14)), " "))+".")
		})
	case 6: // a poem or song
		return add(func(int) string { return capital(strings.Join(g.phrase(3+r(5)), " ")) })
	case 7: // details
		return add(func(int) string {
			return g.pick("Price", "Where", "When", "Tested by", "Director", "Rating", "Age", "Occupation", "Size", "Cast", "Account") + ": " + strings.Join(g.phrase(1+r(6)), " ")
		})
	case 8: // a live blog
		h := 6 + r(12)
		return add(func(i int) string {
			if r(2) == 0 {
				return fmt.Sprintf("%d:%02d%s", h+i/3, r(60), g.pick("", " am", " p.m.", " GMT", " Uhr"))
			}
			return fmt.Sprintf("%d:%02d – %s.", h+i/3, r(60), capital(strings.Join(g.phrase(6+r(20)), " ")))
		})
	case 9: // products or things with their headings
		return add(func(i int) string {
			if i%2 == 0 {
				return g.heading()
			}
			return strings.Join(g.phrase(12+r(10)), " ") + "."
		})
	case 10: // a table, cell by cell
		return add(func(int) string {
			return g.pick(fmt.Sprint(r(1000)), fmt.Sprintf("%d.%d", r(90), r(10)), g.name(), capital(g.phrase(1)[0]), fmt.Sprintf("$%d.99", r(100)))
		})
	case 11: // names
		return add(func(int) string {
			return g.name() + g.pick("", ", "+strings.Join(g.phrase(1+r(3)), " "), fmt.Sprintf(", %d", 20+r(60)))
		})
	case 12: // rows of statistics
		return add(func(int) string {
			return fmt.Sprintf("%s %s %d %d%% %d %s, %d %s.", strings.ToUpper(g.phrase(1)[0]), g.name(), r(90), r(100), r(9), g.phrase(1)[0], r(9), g.phrase(1)[0])
		})
	case 13: // numbered things, each with its details
		for i := range 2 + n/5 {
			out = append(out, g.pick(fmt.Sprintf("%d. ", i+1), fmt.Sprintf("No. %d: ", i+1), "", "")+g.heading())
			if r(2) == 0 {
				out = append(out, g.pick("Price", "Buy it from", "Address", "Cost", "Year", "Photo")+": "+strings.Join(g.phrase(1+r(4)), " "))
			}
			if r(4) > 0 {
				out = append(out, capital(strings.Join(g.phrase(10+r(12)), " "))+".")
			}
			if r(3) == 0 {
				out = append(out, g.pick("Buy now", "See it now: ", "Get it here", "Visit ")+g.name())
			}
		}
		return out
	case 14: // a transcript or debate
		a, b := strings.ToUpper(g.phrase(1)[0]), g.name()
		return add(func(i int) string {
			who := a
			if i%2 == 1 {
				who = b
			}
			return who + ": " + capital(strings.Join(g.phrase(1+r(20)), " ")) + g.pick(".", "?", "…", " —")
		})
	case 15: // a questionnaire: the same short lines again and again
		ask := []string{g.heading(), g.heading(), g.pick("Photo:", "Name:", "Account:") + " "}
		return add(func(i int) string {
			if i%2 == 0 {
				return ask[i/2%3]
			}
			return capital(strings.Join(g.phrase(1+r(12)), " ")) + g.pick(".", "", "!")
		})
	case 16: // code or commands
		return add(func(int) string {
			return g.phrase(1)[0] + "." + g.phrase(1)[0] + g.pick("(", " = ", " --", ": ") + g.phrase(1)[0] + g.pick(")", ";", "", fmt.Sprint(" ", r(99)))
		})
	case 17: // sources and notes
		return add(func(i int) string {
			return fmt.Sprintf("%s%s, “%s,” %s %d", g.pick("", fmt.Sprintf("[%d] ", i+1), fmt.Sprintf("%d ", i+1)), g.name(), g.heading(), capital(g.phrase(1)[0]), 1980+r(45))
		})
	case 18: // a programme
		return add(func(int) string {
			return g.pick("Monday", "Tuesday", "Sat", "12 March", "8 p.m.", "Oct. 4", "Dienstag") + g.pick(": ", ", ", " – ", " ") + strings.Join(g.phrase(2+r(6)), " ")
		})
	default: // short paragraphs
		return add(func(int) string {
			return capital(strings.Join(g.phrase(2+r(9)), " ")) + g.pick(".", ".", "!", "…", ".”")
		})
	}
}

// body returns the lines of an article, often with blocks in it.
func (g *augmenter) body() []string {
	lines := g.bodies[g.rng.IntN(len(g.bodies))]
	lines = append([]string{}, lines[:min(len(lines), 4+g.rng.IntN(50))]...)
	switch g.rng.IntN(12) {
	case 0: // wrapped
		lines = wrapLines(lines, 60+g.rng.IntN(40))
	case 1: // sentence by sentence
		var split []string
		for _, s := range lines {
			for _, p := range plain.Sentences(s) {
				split = append(split, s[p.Start:p.End])
			}
		}
		lines = split
	}
	for range []int{0, 0, 1, 1, 2, 3}[g.rng.IntN(6)] {
		at := g.rng.IntN(len(lines) + 1)
		switch g.rng.IntN(6) {
		case 0, 1:
			at = len(lines)
		case 2:
			at = min(1, len(lines))
		}
		b := g.block()
		lines = append(lines[:at:at], append(b, lines[at:]...)...)
	}
	return lines
}

// text returns a labelled text: an article alone, in the furniture of a page, or
// with what extractors leave around and in it.
func (g *augmenter) text(kind string) *labelledText {
	var lines []LabelledLine
	for _, s := range g.body() {
		lines = append(lines, LabelledLine{s, ArticleLine})
	}
	set := map[string]*furniture{"page": &g.pages, "extracted": &g.extracts}[kind]
	if set != nil {
		if len(set.inside) > 0 {
			for range g.rng.IntN(3) {
				run := set.inside[g.rng.IntN(len(set.inside))]
				at := g.rng.IntN(len(lines) + 1)
				lines = slices.Concat(lines[:at], run, lines[at:])
			}
		}
		if g.rng.IntN(4) > 0 {
			lines = slices.Concat(set.heads[g.rng.IntN(len(set.heads))], lines)
		}
		if g.rng.IntN(4) > 0 {
			lines = slices.Concat(lines, set.tails[g.rng.IntN(len(set.tails))])
		}
	}
	return newLabelledText(LabelledText{Extractor: "made " + kind, Lines: lines})
}

// texts returns so many texts of each kind.
func (g *augmenter) texts(pages, alone, extracts int) []*labelledText {
	var out []*labelledText
	for _, kind := range []struct {
		name string
		n    int
	}{{"page", pages}, {"alone", alone}, {"extracted", extracts}} {
		g.rng = rand.New(rand.NewPCG(3, uint64(kind.n)))
		for range kind.n {
			out = append(out, g.text(kind.name))
		}
	}
	return out
}

// add adds what of a text of lines/ can be used: its article and its furniture.
func (g *augmenter) add(d *labelledText) {
	g.addBody(d)
	switch d.Extractor {
	case "html-text", "other page":
		g.pages.add(d)
	case "dom_smoothie": // wrapped
	default:
		g.extracts.add(d)
	}
}

// addBody adds what of a text is the article.
func (g *augmenter) addBody(d *labelledText) {
	var lines []string
	for i, x := range d.examples {
		if x != nil && !x.junk && !d.gone[i] {
			lines = append(lines, d.lines[i].whole)
		}
	}
	if len(lines) > 2 {
		g.bodies = append(g.bodies, lines)
	}
}

// addLanguages adds articles made of sentences.
func (g *augmenter) addLanguages(sentences map[string][]string) {
	for _, code := range slices.Sorted(maps.Keys(sentences)) {
		s := sentences[code]
		for range 40 {
			var lines []string
			for range 5 + g.rng.IntN(15) {
				p := s[g.rng.IntN(len(s))]
				for range g.rng.IntN(3) {
					p += " " + s[g.rng.IntN(len(s))]
				}
				lines = append(lines, plain.OneLine(p))
			}
			g.bodies = append(g.bodies, lines)
		}
	}
}

// furniture is what stands around and in articles.
type furniture struct{ heads, tails, inside [][]LabelledLine }

// add takes the furniture of a labelled text.
func (f *furniture) add(d *labelledText) {
	var lines []LabelledLine
	first, end := -1, -1
	for i := range d.lines {
		l := d.Lines[d.lines[i].Number-1]
		lines = append(lines, l)
		if l.Label == ArticleLine {
			if first < 0 {
				first = i
			}
			end = i + 1
		}
	}
	if first < 0 {
		return
	}
	f.heads = append(f.heads, lines[:first])
	f.tails = append(f.tails, lines[end:])
	for i := first; i < end; {
		j := i
		for lines[j].Label == Junk {
			j++
		}
		if j > i {
			f.inside = append(f.inside, lines[i:j])
		}
		i = j + 1
	}
}

// wrapLines breaks lines at a width.
func wrapLines(lines []string, width int) []string {
	var out []string
	for _, s := range lines {
		line := ""
		for w := range strings.FieldsSeq(s) {
			if len(line)+len(w) > width && line != "" {
				out = append(out, line)
				line = ""
			}
			line = strings.TrimPrefix(line+" "+w, " ")
		}
		out = append(out, line)
	}
	return out
}
