package score

import (
	"flag"
	"fmt"
	"math"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"github.com/newsdex/newsdex/ingest/internal/phrase"
)

var update = flag.Bool("update", false, "rewrite the expected scores in testdata")

// TestScorers checks that the tables of this build can be read, that writing them again
// yields the same bytes, and that they are as large as the trainer makes them.
func TestScorers(t *testing.T) {
	s, err := readScorers()
	if err != nil {
		t.Fatal(err)
	}
	if s.Table() != scorerTable || s.Second.Table() != secondTable {
		t.Error("the tables of trees are not written as they are read")
	}
	if len(s.Trees) != 160 || len(s.Second.Trees) != 60 {
		t.Errorf("%d and %d trees, want 160 and 60", len(s.Trees), len(s.Second.Trees))
	}
	for _, names := range [][]string{s.Names, s.Second.Names} {
		if len(names) == 0 || len(names) > FeatureCount {
			t.Errorf("%d features", len(names))
		}
	}
}

// TestWordTable checks that the table of words has the trainer's format: a line for
// each value, in order, and words that are found by their hashes.
func TestWordTable(t *testing.T) {
	words, err := ReadWordLogOdds(wordTable)
	if err != nil {
		t.Fatal(err)
	}
	n, last := 0, math.Inf(-1)
	for line := range strings.Lines(wordTable) {
		fields := strings.Fields(line)
		x, err := strconv.ParseFloat(fields[0], 32)
		if err != nil || x <= last || math.Abs(x) < 1 || math.Abs(x) > 3 || x*4 != math.Round(x*4) {
			t.Errorf("a line of %s after %.2f, %v", fields[0], last, err)
		}
		last = x
		for _, word := range fields[1:] {
			if got, _ := words.look(word, nil); got.sum != float32(x) || got.words != 1 {
				t.Errorf("%s has log-odds %v, want %v", word, got, x)
			}
			n++
		}
	}
	if n < 1000 {
		t.Errorf("%d words", n)
	}
}

// TestReadWordLogOdds checks that the words of a table are found in lines.
func TestReadWordLogOdds(t *testing.T) {
	words, err := ReadWordLogOdds("-1.50 said\n2.25 newsletter subscribe\n")
	if err != nil {
		t.Fatal(err)
	}
	for line, want := range map[string]lineLogOdds{
		"Subscribe to our Newsletter": {sum: 4.5, most: 2.25, words: 4},
		"“He said”":                   {sum: -1.5, words: 2},
		"42":                          {},
	} {
		if got, _ := words.look(line, nil); got != want {
			t.Errorf("%q: %v, want %v", line, got, want)
		}
	}
}

// TestScores checks the scores of the lines of a page, by the scorer of this build,
// against testdata/scores.txt. Each line of the file begins with the first scorer's
// score and the second's. They change with the tables, with the features and with the
// phrases.
func TestScores(t *testing.T) {
	name := filepath.Join("testdata", "scores.txt")
	data, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	var lines []phrase.Line
	for line := range strings.Lines(string(data)) {
		_, s, ok := strings.Cut(strings.TrimSuffix(line, "\n"), "| ")
		if !ok {
			t.Fatalf("%q has no bar between the scores and the line", line)
		}
		lines = append(lines, phrase.Line{Text: s})
	}
	phrase.MarkLines(lines, false)
	s := LineScorer()
	f := NewFeatures(lines, s.LogOddsOf)
	first := make([]float32, len(lines))
	var v [MostFeatures]float32
	for i := range lines {
		f.Of(i, v[:])
		first[i] = s.Score(&v)
	}
	second := append([]float32(nil), first...)
	s.SecondScores(f, new(Surroundings), second)
	var got strings.Builder
	for i, l := range lines {
		fmt.Fprintf(&got, "%6.2f %6.2f | %s\n", first[i], second[i], l.Text)
	}
	if *update {
		if err := os.WriteFile(name, []byte(got.String()), 0o666); err != nil {
			t.Fatal(err)
		}
		return
	}
	if got.String() != string(data) {
		t.Errorf("the scores are\n%s", &got)
	}
}

// TestTry checks that Try installs a scorer for as long as its function runs.
func TestTry(t *testing.T) {
	shipped, s := LineScorer(), new(Scorer)
	Try(s, func() {
		if LineScorer() != s {
			t.Error("another scorer is tried")
		}
	})
	if LineScorer() != shipped {
		t.Error("the scorer of this build is not back")
	}
}
