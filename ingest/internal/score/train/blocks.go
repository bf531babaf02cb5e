package main

import (
	"fmt"
	"strings"

	"github.com/newsdex/newsdex/ingest/internal/plain"
)

// pick returns one of words.
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

// capital returns s with a capital letter and without signs at its ends.
func capital(s string) string {
	s = strings.Trim(s, `.,;:!?"'“”()`)
	if s == "" {
		return "The"
	}
	return strings.ToUpper(s[:1]) + s[1:]
}

// heading returns some words as a heading.
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

// name returns two words as a name.
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
