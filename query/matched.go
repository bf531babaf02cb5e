package query

import "github.com/RoaringBitmap/roaring/v2"

// docSets are sets of documents by segment, kept because they are needed again in
// the same run: nobody may change them.
type docSets map[int]*roaring.Bitmap

// forget forgets the sets of a run that goes on with another query.
func (r *run) forget() {
	clear(r.passed)
	clear(r.found)
}

// matched returns the documents of a segment that match. They are found once in a
// run: by the search where it needs them all, or else here. The caller must not
// change the bitmap.
func (r *run) matched(root node, seg int) (*roaring.Bitmap, error) {
	if docs := r.found[seg]; docs != nil {
		return docs, nil
	}
	var docs *roaring.Bitmap
	p, planned := planOf(root)
	if planned {
		var err error
		if docs, err = p.docs(r, seg); err != nil {
			return nil, err
		}
	} else {
		m, err := root.eval(r, seg)
		if err != nil {
			return nil, err
		}
		docs = m.docs
	}
	r.found[seg] = docs
	return docs, nil
}
