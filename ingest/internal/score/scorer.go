package score

import (
	_ "embed"
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"
	"sync"
)

// scorerTable is the scorer: a sum of small decision trees over the features of a line
// (gradient boosting: Friedman, Annals of Statistics 29, 2001). The program in the
// folder train makes it and documents how. Each line of the table is a tree, written as
//
//	(feature threshold left right)
//
// where left is for values below the threshold, and a number is a leaf. The number in
// the first line plus the leaves of all trees is the log-odds (logarithm of the odds)
// that the line is not the article.
//
//go:embed scorer.txt
var scorerTable string

// A TreeNode is a node of a decision tree. A leaf has no feature.
type TreeNode struct {
	Feature     int16 // -1 for a leaf
	Left, Right int16 // indexes in the tree
	Value       float32
}

// A Scorer is a sum of decision trees.
type Scorer struct {
	Names  []string // names of the features
	Bias   float32
	Trees  [][]TreeNode
	once   sync.Once
	forest forest // Trees in their fast layout, made when the first line is scored

	Words  LogOdds // log-odds of words, for the features of lines
	Second *Scorer // second scorer, over the first scores of a line and of its surroundings
}

// secondTable is the second scorer, in the same format. Its features are the first
// scores of a line and of the lines around it (see Surroundings).
//
//go:embed surroundings.txt
var secondTable string

// readScorer reads a table whose features have the given names.
func readScorer(table string, names []string) (*Scorer, error) {
	s := &Scorer{Names: names}
	for number, line := range strings.Split(strings.TrimSpace(table), "\n") {
		fields := strings.Fields(strings.NewReplacer("(", " ( ", ")", " ) ").Replace(line))
		switch {
		case strings.HasPrefix(line, "//"):
			continue
		case len(fields) == 1:
			v, err := strconv.ParseFloat(fields[0], 32)
			if err != nil {
				return nil, fmt.Errorf("scorer, line %d: %w", number+1, err)
			}
			s.Bias = float32(v)
			continue
		}
		var tree []TreeNode
		rest, err := s.readNode(&tree, fields)
		switch {
		case err != nil:
		case len(rest) > 0:
			err = fmt.Errorf("%q is left over", rest[0])
		case depthOf(tree, 0) > deepest:
			err = fmt.Errorf("the tree is more than %d nodes deep", deepest)
		}
		if err != nil {
			return nil, fmt.Errorf("scorer, line %d: %w", number+1, err)
		}
		s.Trees = append(s.Trees, tree)
	}
	return s, nil
}

func (s *Scorer) readNode(tree *[]TreeNode, fields []string) (rest []string, err error) {
	if len(fields) == 0 {
		return nil, fmt.Errorf("the tree ends too soon")
	}
	at := len(*tree)
	if fields[0] != "(" {
		v, err := strconv.ParseFloat(fields[0], 32)
		*tree = append(*tree, TreeNode{Feature: -1, Value: float32(v)})
		return fields[1:], err
	}
	if len(fields) < 3 {
		return nil, fmt.Errorf("the tree ends too soon")
	}
	feature := slices.Index(s.Names, fields[1])
	if feature < 0 {
		return nil, fmt.Errorf("%q is no feature", fields[1])
	}
	v, err := strconv.ParseFloat(fields[2], 32)
	if err != nil {
		return nil, err
	}
	*tree = append(*tree, TreeNode{Feature: int16(feature), Value: float32(v)})
	rest = fields[3:]
	(*tree)[at].Left = int16(len(*tree))
	if rest, err = s.readNode(tree, rest); err != nil {
		return nil, err
	}
	(*tree)[at].Right = int16(len(*tree))
	if rest, err = s.readNode(tree, rest); err != nil {
		return nil, err
	}
	if len(rest) == 0 || rest[0] != ")" {
		return nil, fmt.Errorf("a bracket is missing")
	}
	return rest[1:], nil
}

// Table returns the scorer in the format that readScorer reads.
func (s *Scorer) Table() string {
	var b strings.Builder
	fmt.Fprintf(&b, "%.4f\n", s.Bias)
	for _, tree := range s.Trees {
		s.writeNode(&b, tree, 0)
		b.WriteByte('\n')
	}
	return b.String()
}

func (s *Scorer) writeNode(b *strings.Builder, tree []TreeNode, at int16) {
	n := tree[at]
	if n.Feature < 0 {
		fmt.Fprintf(b, "%.3f", n.Value)
		return
	}
	fmt.Fprintf(b, "(%s %s ", s.Names[n.Feature], strconv.FormatFloat(float64(n.Value), 'g', 4, 32))
	s.writeNode(b, tree, n.Left)
	b.WriteByte(' ')
	s.writeNode(b, tree, n.Right)
	b.WriteByte(')')
}

// Score returns the log-odds that a line is not the article. The features of the line
// come first in v; the rest of v is ignored.
func (s *Scorer) Score(v *[MostFeatures]float32) float32 {
	s.once.Do(func() { s.forest = newForest(s.Trees) })
	return s.forest.sum(s.Bias, v)
}

// LogOddsOf returns the log-odds of the words of a line.
func (s *Scorer) LogOddsOf(string) LogOdds { return s.Words }

// LineScorer returns the scorer of this build, including its second scorer.
func LineScorer() *Scorer {
	if tried != nil {
		return tried
	}
	return shipped()
}

// tried, if not nil, is the scorer that Try has installed.
var tried *Scorer

// Try calls f while s is the scorer of all texts. It is for the trainer, which measures
// scorers before one of them is shipped. All cleaning that f starts must have ended
// when f returns, and nobody else may clean meanwhile.
func Try(s *Scorer, f func()) {
	tried = s
	defer func() { tried = nil }()
	f()
}

// shipped is the scorer of this build.
var shipped = sync.OnceValue(func() *Scorer {
	s, err := readScorers()
	if err != nil {
		nothing := float32(math.Inf(-1)) // cannot happen: the tables are embedded, and a test reads them
		return &Scorer{Bias: nothing, Second: &Scorer{Bias: nothing}}
	}
	return s
})

// readScorers reads the tables of this build.
func readScorers() (*Scorer, error) {
	s, err := readScorer(scorerTable, FeatureNames)
	if err != nil {
		return nil, err
	}
	if s.Second, err = readScorer(secondTable, SurroundingsNames); err != nil {
		return nil, fmt.Errorf("second %w", err)
	}
	s.Words, err = ReadWordLogOdds(wordTable)
	return s, err
}

// One feature of the second scorer combines the first score of a line with the first
// scores of the lines around it, by the forward-backward algorithm of a hidden Markov
// chain of two states: article and not article.
const (
	lineWeight  = .5  // weight of a line's own score, below 1 because neighbours share its features
	stateChange = .05 // probability that the next line has the other state
	surest      = 6   // limit of the score of one line, in either direction
)

// smooth computes the smoothed scores from the scores of single lines and writes them
// to out.
func smooth(out, scores []float32) {
	weigh := func(x float32) float32 { return lineWeight * max(-surest, min(surest, x)) }
	sum := float32(0)
	for i, x := range scores {
		sum = afterChange(sum)
		out[i] = sum
		sum += weigh(x)
	}
	sum = 0
	for i := len(scores) - 1; i >= 0; i-- {
		sum = afterChange(sum)
		out[i] += sum + weigh(scores[i])
		sum += weigh(scores[i])
	}
}

// afterChange returns the log-odds of a state after one step of the chain, given the
// log-odds before it.
func afterChange(x float32) float32 {
	p := 1 / (1 + math.Exp(-float64(x)))
	q := p*(1-stateChange) + (1-p)*stateChange
	return float32(math.Log(q / (1 - q)))
}
