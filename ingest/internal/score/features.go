package score

import (
	"math"

	"github.com/newsdex/newsdex/ingest/internal/phrase"
	"github.com/newsdex/newsdex/ingest/internal/plain"
)

// FeatureNames are the names of a line's features, in the order of their values. The
// trees of the scorer name features by them. Counts of words are given as log2(1+n).
var FeatureNames = func() []string {
	names := []string{
		"words", "letters/word", "capitals", "shouted", "small", "digits", "commas", "sentences", "signs",
		"ends", "begins", "address", "above", "below", "overlap", "title", "marked", "taken", "paragraph",
		"lines", "paragraphs", "paragraphs/bytes", "short/lines", "marked/lines", "block/words",
		"line/lines", "words/above", "paragraphs/above", "from-end", "from-start",
		"in-block", "to-block", "after-block",
		"paragraph-up", "paragraph-down", "run",
		"mark-up", "mark-down", "section-up", "alike", "colon", "odds", "odds/word", "odds-most", "odds-1", "odds+1",
	}
	for _, o := range neighbours {
		for _, n := range []string{"words", "ends", "paragraph", "taken"} {
			names = append(names, n+offsetName(o))
		}
	}
	for _, w := range windows {
		for _, n := range []string{"paragraphs", "words", "taken", "capitals", "odds"} {
			names = append(names, n+"±"+string(rune('0'+w/10))+string(rune('0'+w%10)))
		}
	}
	return names
}()

// neighbours are the offsets of the lines whose shapes are features of a line. windows
// are the distances, on either side, over which averages are features.
var (
	neighbours = [...]int{-3, -2, -1, 1, 2, 3}
	windows    = [...]int{3, 8, 20}
)

const FeatureCount = 46 + 4*6 + 5*3

func offsetName(o int) string {
	if o < 0 {
		return string([]byte{'-', byte('0' - o)})
	}
	return string([]byte{'+', byte('0' + o)})
}

// Features are all that the scorer knows of a text: the shapes of its lines, and for
// each line the facts that follow from the lines around it.
type Features struct {
	Shapes     []shape
	sums       []sums  // totals before each line, and at the end of the text
	up, down   []int32 // distance in lines to the next paragraph above and below
	markUp     []int32 // …to the next line that the phrase tables know
	markDown   []int32
	sectionUp  []int32 // …to the last line above that opens a section outside the article
	start, end int     // the block: the run of lines with most of the prose
	blockWords int
	keys       []wordKey // keys of the words of all lines, line by line…
	keysFrom   []int32   // …and the index of each line's first key, and of the end
	Doc        struct{ lines, paragraphs, Prose, short, marked float32 }
}

// sums are totals over the lines above one.
type sums struct{ words, paragraphs, taken, capitals, log, logOdds float32 }

func log2(n int) float32 {
	if n < len(logs) {
		return logs[n]
	}
	return float32(math.Log2(float64(1 + n)))
}

// logs are the logarithms of most counts.
var logs = func() (t [512]float32) {
	for n := range t {
		t[n] = float32(math.Log2(float64(1 + n)))
	}
	return t
}()

func ratio(a, b int) float32 { return float32(a) / float32(max(b, 1)) }

// NewFeatures returns the features of the lines of a text. logOdds returns the table of
// log-odds for the words of a line.
func NewFeatures(lines []phrase.Line, logOdds func(line string) LogOdds) *Features {
	f := new(Features)
	f.Look(lines, logOdds)
	return f
}

// Look sets f to the features of a text. It discards the previous contents of f but
// reuses their memory.
func (f *Features) Look(lines []phrase.Line, logOdds func(line string) LogOdds) {
	n := len(lines)
	*f = Features{
		Shapes: plain.Sized(f.Shapes, n), sums: plain.Sized(f.sums, n+1), up: plain.Sized(f.up, n), down: plain.Sized(f.down, n),
		markUp: plain.Sized(f.markUp, n), markDown: plain.Sized(f.markDown, n), sectionUp: plain.Sized(f.sectionUp, n),
		keys: f.keys[:0], keysFrom: plain.Sized(f.keysFrom, n+1),
	}
	f.sums[0], f.keysFrom[0] = sums{}, 0
	bytes, prose, short, marked, paragraphs := 0, 0, 0, 0, 0
	for i := range lines {
		s := lines[i].Text
		sh := ShapeOf(s)
		sh.marked, sh.Taken = lines[i].Mark.Kind != phrase.NoKind, lines[i].Mark.Out
		sh.logOdds, f.keys = logOdds(s).look(s[:min(len(s), ShapeLimit)], f.keys)
		f.keysFrom[i+1] = int32(len(f.keys))
		bytes += sh.bytes
		if sh.IsParagraph() {
			prose += sh.bytes
			paragraphs++
		} else if sh.Words <= 4 {
			short++
		}
		if sh.marked {
			marked++
		}
		f.Shapes[i] = sh
		f.sums[i+1] = f.sums[i].plus(&sh)
	}
	f.Doc.lines, f.Doc.paragraphs = log2(len(lines)), log2(paragraphs)
	f.Doc.Prose, f.Doc.short, f.Doc.marked = ratio(prose, bytes), ratio(short, len(lines)), ratio(marked, len(lines))
	isParagraph := func(i int) bool { return f.Shapes[i].IsParagraph() }
	isMarked := func(i int) bool { return f.Shapes[i].marked }
	distances(f.up, isParagraph, false)
	distances(f.down, isParagraph, true)
	distances(f.markUp, isMarked, false)
	distances(f.markDown, isMarked, true)
	distances(f.sectionUp, func(i int) bool {
		m := lines[i].Mark
		return m.Heads || m.Opens || m.Kind == phrase.Related && m.Sure
	}, false)
	f.findCopies(lines)
	f.findBlock()
	f.overlaps(lines)
}

const farthest = 99 // limit of distances, in lines

// distances writes to out the distance from each line to the nearest line above it, or
// below it, for which is returns true.
func distances(out []int32, is func(int) bool, below bool) {
	at := int32(farthest)
	for k := range out {
		i := k
		if below {
			i = len(out) - 1 - k
		}
		out[i] = at
		if at = min(at+1, farthest); is(i) {
			at = 1
		}
	}
}

// alike counts the lines among the six around line i that resemble it: similar in
// length, in how they begin and end, and in having digits and a colon.
func (f *Features) alike(i int) float32 {
	n := float32(0)
	a := &f.Shapes[i]
	for j := max(i-3, 0); j < min(i+4, len(f.Shapes)); j++ {
		b := &f.Shapes[j]
		if j != i && a.begins == b.begins && a.Ends == b.Ends && a.Words <= 2*b.Words+1 && b.Words <= 2*a.Words+1 && (a.digits > 0) == (b.digits > 0) && a.colon == b.colon {
			n++
		}
	}
	return n
}

func (s sums) plus(sh *shape) sums {
	s.words += float32(sh.Words)
	s.log += log2(sh.Words)
	s.logOdds += sh.logOdds.mean()
	s.capitals += ratio(sh.capitals, sh.Words)
	if sh.IsParagraph() {
		s.paragraphs++
	}
	if sh.Taken {
		s.taken++
	}
	return s
}

// Of writes the features of line i to v.
func (f *Features) Of(i int, v []float32) {
	sh := &f.Shapes[i]
	n := len(f.Shapes)
	total := f.sums[n]
	vals := v[:0]
	flag := func(b bool) float32 {
		if b {
			return 1
		}
		return 0
	}
	vals = append(vals,
		log2(sh.Words), ratio(sh.letters, sh.Words), ratio(sh.capitals, sh.Words), ratio(sh.shouted, sh.Words), ratio(sh.small, sh.Words),
		ratio(sh.digits, sh.bytes), ratio(sh.commas, sh.Words), float32(sh.sentences), ratio(sh.signs, sh.bytes),
		float32(sh.Ends), float32(sh.begins), flag(sh.address), flag(sh.CopyBefore), flag(sh.CopyBelow), sh.Overlap, sh.TitleOverlap,
		flag(sh.marked), flag(sh.Taken), flag(sh.IsParagraph()),
		f.Doc.lines, f.Doc.paragraphs, f.Doc.Prose, f.Doc.short, f.Doc.marked, log2(f.blockWords),
		ratio(i, n), f.sums[i].words/max(total.words, 1), f.sums[i].paragraphs/max(total.paragraphs, 1), log2(n-1-i), log2(i),
		flag(i >= f.start && i < f.end), log2(max(f.start-i, 0)), log2(max(i-f.end+1, 0)),
		float32(f.up[i]), float32(f.down[i]), f.run(i),
		float32(f.markUp[i]), float32(f.markDown[i]), float32(f.sectionUp[i]), f.alike(i), flag(sh.colon),
		max(-20, min(20, sh.logOdds.sum)), sh.logOdds.mean(), sh.logOdds.most, f.meanLogOdds(i-1), f.meanLogOdds(i+1),
	)
	for _, o := range neighbours {
		if j := i + o; j >= 0 && j < n {
			b := &f.Shapes[j]
			vals = append(vals, log2(b.Words), float32(b.Ends), flag(b.IsParagraph()), flag(b.Taken))
		} else {
			vals = append(vals, -1, -1, -1, -1)
		}
	}
	for _, w := range windows {
		from, to := max(i-w, 0), min(i+w+1, n)
		a, b, size := f.sums[from], f.sums[to], float32(to-from)
		vals = append(vals, (b.paragraphs-a.paragraphs)/size, (b.log-a.log)/size, (b.taken-a.taken)/size, (b.capitals-a.capitals)/size, (b.logOdds-a.logOdds)/size)
	}
}

// run returns the length of the run of lines without prose that line i belongs to. It
// returns 0 for a line of prose.
func (f *Features) run(i int) float32 {
	if f.Shapes[i].IsParagraph() {
		return 0
	}
	return float32(min(f.up[i]+f.down[i]-1, 99))
}

// meanLogOdds returns the mean log-odds of the words of line i, or 0 if there is no
// such line.
func (f *Features) meanLogOdds(i int) float32 {
	if i < 0 || i >= len(f.Shapes) {
		return 0
	}
	return f.Shapes[i].logOdds.mean()
}
