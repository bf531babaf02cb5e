package record

import (
	"encoding/binary"
	"encoding/json"
	"fmt"

	"github.com/newsdex/newsdex/index/internal/disk"
	"github.com/newsdex/newsdex/index/schema"
	"github.com/newsdex/newsdex/ingest"
)

// A Record is the stored form of an article: the article, and the part of its
// analysis that is needed to subtract it from the totals.
//
// A record has two parts, each compressed by itself, with a dictionary of its language
// (disk/article.go). The first part is shown with a hit. The second, the account of how the
// article was read and cleaned, is a large part of an article, and no search needs it. The
// first part is preceded by its length in bytes, doubled, plus 1 if an account follows. It
// begins with the lengths in bytes of title, deck and body, and these texts as they are.
// The other fields stand behind them (rest.go). Lengths are varints of package binary. The
// account is JSON.
//
// Articles are compressed one by one, so Bleve keeps them, merges them and drops deleted
// ones. An article of 6.4 KB takes 0.40 of its size, and 15 µs to read; without a
// dictionary, and with JSON for the other fields, it took 0.48 of its size and 23 µs. Four
// in a block would take 0.42 without a dictionary, and four times the time. A dictionary of
// an index's own articles would make the bytes of an article depend on the others.
type Record struct {
	Article ingest.Article         // the article
	Lengths [schema.TextFields]int // the length of each text field, in words
	// Original is the key of the article's original (package originals), 0 without
	// one.
	Original uint32 `json:",omitzero"`
	// Source is the number of the article's source, 0 if it has none. The Source and
	// File of the Article depend on where that source is now, and are not stored.
	Source uint32 `json:",omitzero"`
	// Base is the base ID of the article, "" if that is its ID (entry.go).
	Base string `json:",omitzero"`
	// Aside says that the text does not stand (entry.go).
	Aside bool `json:",omitzero"`
}

// An account is the second part of a record: the fields of an article that no hit
// shows.
type account struct {
	Found    []ingest.Candidate `json:",omitzero"`
	Lines    ingest.Lines       `json:",omitzero"`
	Removed  []ingest.Removal   `json:",omitzero"`
	Restored []ingest.Removal   `json:",omitzero"`
	Repairs  []ingest.Repair    `json:",omitzero"`
}

// takeAccount moves the account out of an article.
func takeAccount(a *ingest.Article) account {
	c := account{a.Found, a.Lines, a.Removed, a.Restored, a.Repairs}
	a.Found, a.Lines, a.Removed, a.Restored, a.Repairs = nil, ingest.Lines{}, nil, nil, nil
	return c
}

// giveAccount moves an account back into its article.
func giveAccount(a *ingest.Article, c account) {
	a.Found, a.Lines, a.Removed, a.Restored, a.Repairs = c.Found, c.Lines, c.Removed, c.Restored, c.Repairs
}

// texts returns the texts that are stored as they are.
func (r *Record) texts() [schema.TextFields]*string {
	return [schema.TextFields]*string{&r.Article.Title, &r.Article.Deck, &r.Article.Body}
}

// Encode returns the bytes of the record.
func (r *Record) Encode() ([]byte, error) {
	b, digests, account, err := r.Parts()
	if err != nil {
		return nil, err
	}
	first := disk.CompressArticle(nil, b, digests, r.Article.Language)
	if account == nil {
		return append(binary.AppendUvarint(b[:0], uint64(len(first))<<1), first...), nil
	}
	b = append(binary.AppendUvarint(b[:0], uint64(len(first))<<1|1), first...)
	return disk.CompressArticle(b, account, 0, accountLanguage), nil
}

// accountLanguage is the language of the reasons in an account.
const accountLanguage = "en"

// Parts returns the two parts of the record before their compression. The last bytes of
// the first, as many as digests says, are digests. account is nil if it is empty.
func (r *Record) Parts() (first []byte, digests int, account []byte, err error) {
	shown := *r
	b := make([]byte, 0, len(r.Article.Title)+len(r.Article.Deck)+len(r.Article.Body)+1024)
	for _, s := range r.texts() {
		b = binary.AppendUvarint(b, uint64(len(*s)))
	}
	for _, s := range r.texts() {
		b = append(b, *s...)
	}
	if r.Source != 0 {
		shown.Article.Source, shown.Article.File = "", ""
	}
	if account, err = json.Marshal(takeAccount(&shown.Article)); err != nil {
		return nil, 0, nil, err
	}
	if len(account) == len("{}") {
		account = nil
	}
	first, digests, err = shown.appendRest(b)
	return first, digests, account, err
}

// DecodeShown decodes the first part of a record, without the account.
func (r *Record) DecodeShown(b []byte) error {
	_, err := r.decodeFirst(b)
	return err
}

// Decode decodes a whole record. The error wraps [disk.ErrRecord] where bytes are
// missing.
func (r *Record) Decode(b []byte) error {
	b, err := r.decodeFirst(b)
	if err != nil || len(b) == 0 {
		return err
	}
	buf := disk.Buffers.Get().(*[]byte)
	defer disk.PutBuffer(buf)
	if *buf, err = disk.Decompress((*buf)[:0], b); err != nil {
		return fmt.Errorf("its account: %w", err)
	}
	var c account
	if err := json.Unmarshal(*buf, &c); err != nil {
		return fmt.Errorf("its account: %w", err)
	}
	giveAccount(&r.Article, c)
	return nil
}

// decodeFirst decodes the first part and returns the bytes behind it.
func (r *Record) decodeFirst(b []byte) (rest []byte, err error) {
	v, size := binary.Uvarint(b)
	n := v >> 1
	if size <= 0 || n > uint64(len(b)-size) {
		return nil, disk.ErrRecord
	}
	b, rest = b[size:size+int(n)], b[size+int(n):]
	if (v&1 != 0) != (len(rest) > 0) {
		return nil, disk.ErrRecord
	}
	buf := disk.Buffers.Get().(*[]byte)
	defer disk.PutBuffer(buf)
	if *buf, err = disk.Decompress((*buf)[:0], b); err != nil {
		return nil, err
	}
	b = *buf
	var sizes [schema.TextFields]uint64
	for i := range sizes {
		v, n := binary.Uvarint(b)
		if n <= 0 {
			return nil, disk.ErrRecord
		}
		sizes[i], b = v, b[n:]
	}
	var texts [schema.TextFields]string
	for i, n := range sizes {
		if n > uint64(len(b)) {
			return nil, disk.ErrRecord
		}
		texts[i], b = string(b[:n]), b[n:]
	}
	if err := r.decodeRest(b); err != nil {
		return nil, err
	}
	for i, s := range r.texts() {
		*s = texts[i]
	}
	return rest, nil
}
