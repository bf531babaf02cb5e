package ingest

import "iter"

// A Report counts the results of a run over articles. The zero value is ready to use;
// it is not safe for concurrent use.
type Report struct {
	Articles   int            // elements that were articles
	Errors     int            // elements that were errors
	Duplicates int            // articles whose Fingerprint had been seen before
	Removals   map[string]int // by rule
	Removed    map[string]int // bytes taken out, by rule
	Repairs    map[string]int // occurrences, by kind

	seen map[string]struct{} // fingerprints: some 50 bytes an article
}

// Watch returns seq unchanged and counts its elements while it is ranged over.
func (r *Report) Watch(seq iter.Seq2[Article, error]) iter.Seq2[Article, error] {
	return func(yield func(Article, error) bool) {
		for a, err := range seq {
			r.Add(a, err)
			if !yield(a, err) {
				return
			}
		}
	}
}

// Add counts one element of the sequence that [Read] returns.
func (r *Report) Add(a Article, err error) {
	if err != nil {
		r.Errors++
		return
	}
	if r.seen == nil {
		r.seen = map[string]struct{}{}
		r.Removals, r.Removed, r.Repairs = map[string]int{}, map[string]int{}, map[string]int{}
	}
	r.Articles++
	if _, ok := r.seen[a.Fingerprint]; ok {
		r.Duplicates++
	}
	r.seen[a.Fingerprint] = struct{}{}
	for _, x := range a.Removed {
		r.Removals[x.Rule]++
		r.Removed[x.Rule] += len(x.Text)
	}
	for _, x := range a.Repairs {
		r.Repairs[x.Kind] += x.Count
	}
}
