package analyze

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/kljensen/snowball/english"
)

// TestStemAgreement compares the stemmers with the vocabularies of Snowball 3. A word
// agrees if its term is the folded stem of the vocabulary. Words that differ
// intentionally, by an exception or as a protected name, are counted separately.
func TestStemAgreement(t *testing.T) {
	for _, c := range []struct {
		code, file string
		least      float64
	}{
		{"en", "english", 0.998},
		{"es", "spanish", 0.999},
		{"fr", "french", 0.957},
		{"hu", "hungarian", 0.997},
		{"no", "norwegian", 0.993},
		{"ru", "russian", 0.997},
		{"sv", "swedish", 0.982},
	} {
		t.Run(c.code, func(t *testing.T) {
			r := For(c.code).row.load()
			words, same, meant := 0, 0, 0
			var differ []string
			readGzip(t, "stems/"+c.file+".tsv.gz", func(line string) {
				word, stem, _ := strings.Cut(line, "\t")
				if strings.Contains(word, "-") {
					return // several words in this package
				}
				words++
				_, exception := r.exceptions[Fold(word)]
				switch got := r.word(word).term; {
				case got == Fold(stem):
					same++
				case exception || r.keep[Fold(word)]:
					meant++
				default:
					differ = append(differ, fmt.Sprintf("%s: %s, theirs %s", word, got, stem))
				}
			})
			share := float64(same+meant) / float64(words)
			t.Logf("%.2f %% of %d words agree, %d differ on purpose", 100*share, words, meant)
			if share < c.least {
				t.Errorf("%.2f %% agree, want %.1f %%", 100*share, 100*c.least)
			}
			t.Log(strings.Join(differ[:min(12, len(differ))], "; "))
		})
	}
}

// TestStemGuards checks words that break an unguarded stemmer.
func TestStemGuards(t *testing.T) {
	for _, c := range []struct{ code, word, want string }{
		{"en", "being", "be"},
		{"en", "be", "be"},
		{"en", "news", "news"},
		{"en", "generous", "generous"},
		{"en", "4o", "4o"},
		{"en", strings.Repeat("ing", 30), strings.Repeat("ing", 30)},
		{"en", "a\xff", "a"},
		{"fr", "voudrions", "voudrion"},
		{"ru", "вши", "вши"},
		{"ru", "ёлки", "елк"},
		{"hu", "'", ""},
		{"en", "’’", ""},
		{"de", "Häuser", "haus"},
		{"tr", "IŞIK", "isik"},
	} {
		if got := For(c.code).row.load().term(c.word); got != c.want {
			t.Errorf("%s: term of %q is %q, want %q", c.code, c.word, got, c.want)
		}
	}
}

// TestExceptions checks the table of English exceptions: each sense has a stem of its
// own, and no exception is what Porter2 returns anyway.
func TestExceptions(t *testing.T) {
	for _, group := range [][]string{
		{"organization", "organ", "organic", "organism"},
		{"university", "universe"},
		{"international", "internal", "intern"},
		{"emergency", "emerge"},
		{"evening", "even"},
		{"past", "paste"},
		{"add", "ad"},
	} {
		var terms []string
		for _, w := range group {
			terms = append(terms, For("en").row.load().term(w))
		}
		slices.Sort(terms)
		if len(slices.Compact(terms)) != len(group) {
			t.Errorf("%v share a stem: %v", group, terms)
		}
	}
	for word, stem := range englishExceptions {
		if got := english.Stem(word, true); got == stem {
			t.Errorf("%s is %s without the exception too", word, stem)
		}
	}
}

// TestRows checks the invariants of every row of the table.
func TestRows(t *testing.T) {
	var codes []string
	for _, r := range rows {
		if err := r.load().loadErr; err != nil {
			t.Errorf("%s: %v", r.code, err)
		}
		if r.name == "" {
			t.Errorf("%s has no name", r.code)
		}
		codes = append(codes, r.code)
		for w := range r.magnitudes {
			if Fold(w) != w {
				t.Errorf("%s: magnitude %q is not folded", r.code, w)
			}
		}
		for w := range r.currencies {
			if Fold(w) != w {
				t.Errorf("%s: currency %q is not folded", r.code, w)
			}
		}
	}
	last := len(codes) - 1
	if codes[last] != "und" || !slices.IsSorted(codes[:last]) {
		t.Errorf("the codes are not sorted with und last: %v", codes)
	}
	for code := range commonWords {
		if !slices.Contains(codes, code) {
			t.Errorf("common words of %s, which has no row", code)
		}
	}
}
