package index

import (
	"encoding/binary"
	"encoding/json"
	"errors"

	"github.com/newsdex/newsdex/ingest"
)

// A record is what the index stores of an article: the article, and what of its
// analysis must be known to take it out of the totals again.
//
// It is stored as the lengths in bytes of title, deck and body, each a number in
// the variable-length form of package binary; these texts as they are; and the
// record without them in JSON. So the texts, most of an article, are neither
// escaped nor parsed: of an article of 6 KB, decoding takes a sixth of the time.
type record struct {
	Article ingest.Article
	Lengths [TextFields]int // positions in each text field
}

// texts returns the texts that are stored as they are.
func (r *record) texts() [TextFields]*string {
	return [TextFields]*string{&r.Article.Title, &r.Article.Deck, &r.Article.Body}
}

func (r *record) encode() ([]byte, error) {
	rest := *r
	b := make([]byte, 0, len(r.Article.Body)+1024)
	for _, s := range r.texts() {
		b = binary.AppendUvarint(b, uint64(len(*s)))
	}
	for _, s := range r.texts() {
		b = append(b, *s...)
	}
	for _, s := range rest.texts() {
		*s = ""
	}
	j, err := json.Marshal(&rest)
	return append(b, j...), err
}

var errRecord = errors.New("its texts are cut off")

func (r *record) decode(b []byte) error {
	var size [TextFields]uint64
	for i := range size {
		v, n := binary.Uvarint(b)
		if n <= 0 {
			return errRecord
		}
		size[i], b = v, b[n:]
	}
	var texts [TextFields]string
	for i, n := range size {
		if n > uint64(len(b)) {
			return errRecord
		}
		texts[i], b = string(b[:n]), b[n:]
	}
	if err := json.Unmarshal(b, r); err != nil {
		return err
	}
	for i, s := range r.texts() {
		*s = texts[i]
	}
	return nil
}
