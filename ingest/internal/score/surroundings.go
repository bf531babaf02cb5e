package score

import (
	"math"

	"github.com/newsdex/newsdex/ingest/internal/plain"
)

// The features of a line by which the second scorer scores it, in the order in
// which its trees name them: what the first scorer says of the line and of those
// around it. So a run of lines of which each alone might be a heading, a caption
// or a closing paragraph is known for the teasers below an article (stacking:
// Wolpert, Neural Networks 5, 1992).
var SurroundingsNames = []string{
	"score", "score-1", "score+1", "mean±02", "mean±05", "mean±12",
	"least-above", "least-below", "article-above", "article-below", "mean-above", "mean-below",
	"lines-above", "lines-below", "to-article-up", "to-article-down", "to-block", "after-block",
	"chain", "junk/lines", "article/bytes", "paragraph", "ends", "words", "marked", "overlap", "paragraphs/bytes", "lines",
	"words/above", "words/below",
}

const (
	takenScore   = 3   // at least this is said of a line that goes by the tables
	articleScore = 1.5 // a line whose score is below minus this is one of the article
	blockScore   = 2.5 // see ArticleBlock
	noScore      = surest + 1
)

// Surroundings are what the second scorer sees of a text.
type Surroundings struct {
	f      *Features
	scores []float32 // of the first scorer, as far as they are believed
	chain  []float32 // …smoothed
	sums   []float32 // of scores before each line, and of all
	words  []float32 // in lines of a score below 0 before each line, and in all

	leastAbove, leastBelow     []float32 // the least score above and below each line
	articleAbove, articleBelow []float32 // sums of how far scores are below 0
	up, down                   []int32   // lines to the next that surely is the article
	start, end                 int       // the block of the article
	junk                       float32   // part of the lines that is expected not to be the article
	article                    float32   // part of the bytes in lines of a score below 0
}

// NewSurroundings looks at what the first scorer says of all lines.
func NewSurroundings(f *Features, raw []float32) *Surroundings {
	s := new(Surroundings)
	s.look(f, raw)
	return s
}

// look makes s the surroundings in a text. What it held before is gone, but for
// its memory.
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

// mean returns the mean score of lines from and before to, as far as there are any.
func (s *Surroundings) mean(from, to int) float32 {
	from, to = max(from, 0), min(to, len(s.scores))
	return (s.sums[to] - s.sums[from]) / float32(to-from)
}

// log1 returns the logarithm of 1+x.
func log1(x float32) float32 { return float32(math.Log1p(float64(x))) }

// Of writes the features of line i into v.
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

// SecondScores puts in the place of what the first scorer says of the lines what
// the second says, in the memory of around.
func (s *Scorer) SecondScores(f *Features, around *Surroundings, scores []float32) {
	around.look(f, scores)
	var v [MostFeatures]float32
	for i := range scores {
		around.Of(i, v[:])
		scores[i] = s.Second.Score(&v)
	}
}
