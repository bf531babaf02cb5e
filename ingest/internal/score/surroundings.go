package score

import (
	"math"

	"github.com/newsdex/newsdex/ingest/internal/plain"
)

// SurroundingsNames are the names of the second scorer's features, in the order of
// their values. Most features are the first scores of the line and of the lines around
// it. With them, a run of lines below an article is recognized as teasers, even if each
// line alone might be a heading, a caption or a closing paragraph (stacking: Wolpert,
// Neural Networks 5, 1992).
var SurroundingsNames = []string{
	"score", "score-1", "score+1", "mean±02", "mean±05", "mean±12",
	"least-above", "least-below", "article-above", "article-below", "mean-above", "mean-below",
	"lines-above", "lines-below", "to-article-up", "to-article-down", "to-block", "after-block",
	"chain", "junk/lines", "article/bytes", "paragraph", "ends", "words", "marked", "overlap", "paragraphs/bytes", "lines",
	"words/above", "words/below",
}

const (
	takenScore   = 3   // least score of a line that the phrase tables remove
	articleScore = 1.5 // a line is surely the article if its score is below minus this
	blockScore   = 2.5 // threshold for ArticleBlock
	noScore      = surest + 1
)

// Surroundings hold the features of the lines of a text for the second scorer.
type Surroundings struct {
	f      *Features
	scores []float32 // first scores, limited to ±surest
	chain  []float32 // first scores, smoothed
	sums   []float32 // sum of scores before each line, and the total
	words  []float32 // words in lines of a score below 0, before each line and in total

	leastAbove, leastBelow     []float32 // lowest score above and below each line
	articleAbove, articleBelow []float32 // sum of how far the scores above and below each line are below 0
	up, down                   []int32   // distance in lines to the next line that surely is the article
	start, end                 int       // the block of the article
	junk                       float32   // expected share of lines that are not the article
	article                    float32   // share of the bytes in lines of a score below 0
}

// NewSurroundings returns the surroundings of the lines of a text, given the first
// scorer's scores of all lines.
func NewSurroundings(f *Features, raw []float32) *Surroundings {
	s := new(Surroundings)
	s.look(f, raw)
	return s
}

// look sets s to the surroundings in a text. It discards the previous contents of s but
// reuses their memory.
func (s *Surroundings) look(f *Features, raw []float32) {
	n := len(raw)
	*s = Surroundings{
		f: f, scores: plain.Sized(s.scores, n), chain: plain.Sized(s.chain, n), sums: plain.Sized(s.sums, n+1), words: plain.Sized(s.words, n+1),
		leastAbove: plain.Sized(s.leastAbove, n), leastBelow: plain.Sized(s.leastBelow, n),
		articleAbove: plain.Sized(s.articleAbove, n), articleBelow: plain.Sized(s.articleBelow, n),
		up: plain.Sized(s.up, n), down: plain.Sized(s.down, n),
	}
	s.sums[0], s.words[0] = 0, 0
	bytes, article, expected, unknown := 0, 0, float32(0), float32(0)
	for i, x := range raw {
		sh := &f.Shapes[i]
		x = max(-surest, min(surest, x))
		if sh.Taken {
			x = max(x, takenScore)
		} else {
			expected += float32(1 / (1 + math.Exp(-float64(x))))
			unknown++
		}
		s.scores[i] = x
		s.sums[i+1] = s.sums[i] + x
		s.words[i+1] = s.words[i]
		bytes += sh.bytes
		if x < 0 {
			article += sh.bytes
			s.words[i+1] += float32(sh.Words)
		}
	}
	s.junk, s.article = expected/max(unknown, 1), ratio(article, bytes)
	least, sum := float32(noScore), float32(0)
	for i, x := range s.scores {
		s.leastAbove[i], s.articleAbove[i] = least, sum
		least, sum = min(least, x), sum+max(0, -x)
	}
	least, sum = noScore, 0
	for i := n - 1; i >= 0; i-- {
		x := s.scores[i]
		s.leastBelow[i], s.articleBelow[i] = least, sum
		least, sum = min(least, x), sum+max(0, -x)
	}
	smooth(s.chain, s.scores)
	is := func(i int) bool { return s.scores[i] < -articleScore }
	distances(s.up, is, false)
	distances(s.down, is, true)
	s.start, s.end = ArticleBlock(s.scores, blockScore)
}

// mean returns the mean score of the lines from from to before to, ignoring indexes
// outside the text.
func (s *Surroundings) mean(from, to int) float32 {
	from, to = max(from, 0), min(to, len(s.scores))
	return (s.sums[to] - s.sums[from]) / float32(to-from)
}

// log1 returns the logarithm of 1+x.
func log1(x float32) float32 { return float32(math.Log1p(float64(x))) }

// Of writes the features of line i to v.
func (s *Surroundings) Of(i int, v []float32) {
	n := len(s.scores)
	sh := &s.f.Shapes[i]
	at := func(j int) float32 {
		if j < 0 || j >= n {
			return noScore
		}
		return s.scores[j]
	}
	flag := func(b bool) float32 {
		if b {
			return 1
		}
		return 0
	}
	_ = append(v[:0],
		s.scores[i], at(i-1), at(i+1), s.mean(i-2, i+3), s.mean(i-5, i+6), s.mean(i-12, i+13),
		s.leastAbove[i], s.leastBelow[i], log1(s.articleAbove[i]), log1(s.articleBelow[i]), s.mean(0, i+1), s.mean(i, n),
		log2(i), log2(n-1-i), float32(s.up[i]), float32(s.down[i]), log2(max(s.start-i, 0)), log2(max(i-s.end+1, 0)),
		s.chain[i], s.junk, s.article, flag(sh.IsParagraph()), float32(sh.Ends), log2(sh.Words), flag(sh.marked), sh.Overlap, s.f.Doc.Prose, s.f.Doc.lines,
		s.words[i]/max(s.words[n], 1), 1-s.words[i+1]/max(s.words[n], 1),
	)
}

// SecondScores replaces the first scorer's scores with those of the second scorer. It
// uses the memory of around.
func (s *Scorer) SecondScores(f *Features, around *Surroundings, scores []float32) {
	around.look(f, scores)
	var v [MostFeatures]float32
	for i := range scores {
		around.Of(i, v[:])
		scores[i] = s.Second.Score(&v)
	}
}
