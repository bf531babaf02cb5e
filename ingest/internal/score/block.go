package score

// ArticleBlock returns the block of lines, from start to before end, with the lowest
// scores: the run with the greatest sum of (below - score) (Kadane's algorithm),
// extended at both ends by lines that are not surely something else.
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
	const edge = 4 // from this score on, a line at the border is surely not the article
	for start > 0 && scores[start-1] < edge {
		start--
	}
	for end < len(scores) && scores[end] < edge {
		end++
	}
	return start, end
}
