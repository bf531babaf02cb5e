package ingest

// findBlock finds the run of lines with the greatest sum, in which a paragraph
// counts for its words and every other line against it (Kadane's algorithm).
func (f *features) findBlock() {
	best, sum, from := float32(-1), float32(0), 0
	for i := range f.shapes {
		sh := &f.shapes[i]
		v := float32(-8)
		switch {
		case sh.taken:
			v = -12
		case sh.isParagraph():
			v = float32(min(sh.words, 60))
		case sh.words >= 10:
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

// overlaps says of each line that is not prose how many of its longer words
// stand in the block's prose too, and in the first line, which on a page is its
// title.
func (f *features) overlaps(lines []markedLine) {
	var prose, title wordBits
	for i := f.start; i < f.end; i++ {
		if f.shapes[i].isParagraph() {
			prose.addLine(lines[i].Text, f.keys[f.keysFrom[i]:f.keysFrom[i+1]])
		}
	}
	if len(lines) > 0 {
		title.addLine(lines[0].Text, f.keys[:f.keysFrom[1]])
	}
	for i := range lines {
		sh := &f.shapes[i]
		if sh.isParagraph() && i >= f.start && i < f.end {
			sh.overlap = 1
			continue
		}
		keys := f.keys[f.keysFrom[i]:f.keysFrom[i+1]]
		sh.overlap = prose.share(keys)
		if i > 0 {
			sh.titleOverlap = title.share(keys)
		}
	}
}
