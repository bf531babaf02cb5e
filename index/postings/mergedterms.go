package postings

import (
	"container/heap"
	"context"
	"fmt"

	"github.com/RoaringBitmap/roaring/v2"

	"github.com/newsdex/newsdex/index/internal/segment"
)

// walkTerms calls visit for every term of a Bleve field and every live document that
// holds it, over all segments: terms in byte order, and the documents of a term by
// segment and number. The error is ctx's when that is done.
func walkTerms(ctx context.Context, segments []*Segment, field string, visit func(term string, seg int, doc uint32)) error {
	var walks termWalks
	for i, s := range segments {
		c, err := s.terms(field, nil, "", "")
		if err != nil {
			return fmt.Errorf("field %s: %w", field, err)
		}
		w := &termWalk{termCursor: c, seg: i, file: s.file, deleted: s.deleted}
		more, err := w.next()
		if err != nil {
			return fmt.Errorf("field %s: %w", field, err)
		}
		if more {
			walks = append(walks, w)
		}
	}
	heap.Init(&walks)
	for n := 0; len(walks) > 0; n++ {
		if n%1024 == 0 {
			if err := ctx.Err(); err != nil {
				return err
			}
		}
		w := walks[0]
		err := w.docs(func(doc uint32) { visit(w.term, w.seg, doc) })
		more := false
		if err == nil {
			more, err = w.next()
		}
		switch {
		case err != nil:
			return fmt.Errorf("field %s, term %q: %w", field, w.term, err)
		case more:
			heap.Fix(&walks, 0)
		default:
			heap.Pop(&walks)
		}
	}
	return nil
}

// A termWalk is at one term of a field in a segment.
type termWalk struct {
	*termCursor
	seg     int
	file    *segment.File
	deleted *roaring.Bitmap
}

// docs calls visit for the live documents that hold the current term.
func (w *termWalk) docs(visit func(doc uint32)) error {
	t, err := w.file.TermAt(w.value)
	if err != nil {
		return err
	}
	if t.Docs == nil {
		if w.deleted == nil || !w.deleted.Contains(t.Only) {
			visit(t.Only)
		}
		return nil
	}
	for it := t.Docs.Iterator(); it.HasNext(); {
		if doc := it.Next(); w.deleted == nil || !w.deleted.Contains(doc) {
			visit(doc)
		}
	}
	return nil
}

// termWalks is a heap of walks, ordered by term and then by segment.
type termWalks []*termWalk

func (t termWalks) Len() int { return len(t) }

func (t termWalks) Swap(i, j int) { t[i], t[j] = t[j], t[i] }

func (t *termWalks) Push(x any) { *t = append(*t, x.(*termWalk)) }

func (t termWalks) Less(i, j int) bool {
	return t[i].term < t[j].term || t[i].term == t[j].term && t[i].seg < t[j].seg
}

func (t *termWalks) Pop() any {
	last := (*t)[len(*t)-1]
	*t = (*t)[:len(*t)-1]
	return last
}
