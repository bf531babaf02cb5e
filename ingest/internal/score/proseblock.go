package score

import (
	"github.com/newsdex/newsdex/ingest/internal/phrase"
)

// findBlock finds the run of lines with the greatest sum, to which a paragraph adds its
// words and almost every other line subtracts (Kadane's algorithm).
func (f *Features) findBlock() {
	best, sum, from := float32(-1), float32(0), 0
	for i := range f.Shapes {
		sh := &f.Shapes[i]
		v := float32(-8)
		switch {
		case sh.Taken:
			v = -12
		case sh.IsParagraph():
			v = float32(min(sh.Words, 60))
		case sh.Words >= 10:
			v = 0
		}
		if sum <= 0 {
			sum, from = 0, i
		}
		if sum += v; sum > best {
			best, f.start, f.end = sum, from, i+1
		}
	}
	f.blockWords = int(f.sums[f.end].words - f.sums[f.start].words)
}

// overlaps sets, for each line that is not prose, the share of its longer words that
// also occur in the block's prose, and the share that also occur in the first line,
// which is the title of a page.
func (f *Features) overlaps(lines []phrase.Line) {
	var prose, title wordBits
	for i := f.start; i < f.end; i++ {
		if f.Shapes[i].IsParagraph() {
			prose.addLine(lines[i].Text, f.keys[f.keysFrom[i]:f.keysFrom[i+1]])
		}
	}
	if len(lines) > 0 {
		title.addLine(lines[0].Text, f.keys[:f.keysFrom[1]])
	}
	for i := range lines {
		sh := &f.Shapes[i]
		if sh.IsParagraph() && i >= f.start && i < f.end {
			sh.Overlap = 1
			continue
		}
		keys := f.keys[f.keysFrom[i]:f.keysFrom[i+1]]
		sh.Overlap = prose.share(keys)
		if i > 0 {
			sh.TitleOverlap = title.share(keys)
		}
	}
}
