package score

// ArticleBlock returns the block of lines, from start to before end, in which the
// scores are lowest: the greatest sum of how far they are below a bound (Kadane's
// algorithm), and lines at its borders that are not surely something else.
func ArticleBlock(scores []float32, below float32) (start, end int) {
	best, sum, from := float32(-1), float32(0), 0
	for i, x := range scores {
		if sum <= 0 {
			sum, from = 0, i
		}
		if sum += max(-surest, min(surest, below-x)); sum > best {
			best, start, end = sum, from, i+1
		}
	}
	const edge = 4 // a line at the border goes only if it is surely not the article
	for start > 0 && scores[start-1] < edge {
		start--
	}
	for end < len(scores) && scores[end] < edge {
		end++
	}
	return start, end
}
