package segment

import (
	"context"
	"slices"
	"strings"
)

// A postingList is the postings of all terms of a field, sorted by term number.
type postingList struct {
	field   *builtField
	order   []uint32 // the term numbers in byte order of the terms
	ends    []uint32 // by term number, the end of its postings; they start at the end of those of the term before
	docs    []uint32
	numbers []uint64
	next    int // index in order of the next term
}

// sort sorts the postings of a field by counting, and leaves out those of replaced
// documents. It drops the unsorted ones. The error is ctx's cause when ctx is done.
func (l *postingList) sort(ctx context.Context, f *builtField, numbers []uint32) error {
	terms := len(f.terms.Strings)
	l.field, l.next = f, 0
	l.order = slices.Grow(l.order[:0], terms)[:terms]
	l.ends = slices.Grow(l.ends[:0], terms)[:terms]
	clear(l.ends)
	for n := range l.order {
		l.order[n] = uint32(n)
	}
	slices.SortFunc(l.order, func(a, b uint32) int { return strings.Compare(f.terms.Strings[a], f.terms.Strings[b]) })
	for _, block := range f.postings {
		for i := range block {
			p := &block[i]
			if numbers == nil || numbers[p.doc] != noDocument {
				l.ends[p.term]++
			}
		}
	}
	sum := uint32(0)
	for n, count := range l.ends {
		l.ends[n] = sum
		sum += count
	}
	l.docs = slices.Grow(l.docs[:0], int(sum))[:sum]
	l.numbers = slices.Grow(l.numbers[:0], int(sum))[:sum]
	for _, block := range f.postings {
		if ctx.Err() != nil {
			return context.Cause(ctx)
		}
		for i := range block {
			p := &block[i]
			doc := p.doc
			if numbers != nil {
				if doc = numbers[doc]; doc == noDocument {
					continue
				}
			}
			at := l.ends[p.term]
			l.docs[at], l.numbers[at] = doc, p.number
			l.ends[p.term]++
		}
	}
	f.postings = nil
	return nil
}

// more reports whether there is a next term.
func (l *postingList) more() bool { return l.next < len(l.order) }

// term returns the next term.
func (l *postingList) term() string { return l.field.terms.Strings[l.order[l.next]] }

// take returns the postings of the next term, and goes to the one behind it.
func (l *postingList) take() (docs []uint32, numbers []uint64) {
	l.next++
	return l.of(l.order[l.next-1])
}

// of returns the postings of a term.
func (l *postingList) of(term uint32) (docs []uint32, numbers []uint64) {
	start := uint32(0)
	if term > 0 {
		start = l.ends[term-1]
	}
	return l.docs[start:l.ends[term]], l.numbers[start:l.ends[term]]
}
