package plain

import "slices"

// Distinct returns the values of list, each once, in their order. It may reuse the
// array of list.
func Distinct(list []string) []string {
	const few = 16
	out := list[:0]
	if len(list) <= few {
		for _, s := range list {
			if !slices.Contains(out, s) {
				out = append(out, s)
			}
		}
		return out
	}
	seen := make(map[string]bool, len(list))
	for _, s := range list {
		if !seen[s] {
			seen[s] = true
			out = append(out, s)
		}
	}
	return out
}
