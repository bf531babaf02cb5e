package record

import (
	"encoding/base64"
	"encoding/binary"
	"fmt"
	"path/filepath"
	"strings"

	"github.com/newsdex/newsdex/ingest"
)

// An entry is a text in an index. It has a name that depends on its source alone, its key:
//
//	source 0 place                    a text without an ID or URL: what is read in this
//	                                  place is this entry
//	source 0 file 0 ID 0 digest       a text with one: other texts with this ID, in this
//	                                  file or another, are other entries
//
// The parts are separated by zero bytes; the source is a number of 8 hexadecimal digits,
// file is the place without the number of a record. An entry without a source, which a
// program made, has no key; its ID is its name.
//
// Several entries may be texts of one page: one of them stands, the others are kept aside.
// An entry that stands is an article, whose ID is its base ID, the one that its source
// gave, unless several articles have that base ID. An entry aside has a document without
// words, which no search finds, under a name made of its key.

// Numbers of sources that are no folders or files.
const (
	StandardInput = 1 // standard input
	Program       = 2 // articles of a program without places, read by Ingest
	Unplaced      = 3 // articles whose places were lost; the next one of their ID takes them over
	FirstSource   = 16
)

const keySeparator = "\x00"

// Key returns the key of the entry, "" without a source.
func (r *Record) Key() string {
	if r.Source == 0 {
		return ""
	}
	a := &r.Article
	source := fmt.Sprintf("%08x", r.Source)
	if r.InPlace() {
		return strings.Join([]string{source, a.Place}, keySeparator)
	}
	return strings.Join([]string{source, placeOfFile(a.Place), r.BaseID(), a.Digest}, keySeparator)
}

// Term returns the term of [schema.Place] for the entry: the source and the file of its
// key, and a hash of the rest. Different entries may have one term: who looks one up
// compares keys. It is "" without a source.
func (r *Record) Term() string {
	key := r.Key()
	if key == "" || r.InPlace() {
		return key
	}
	term := r.File() + keySeparator + shortHash(key)
	if r.Article.Digest == "" {
		term += noDigest
	}
	return term
}

// noDigest ends the terms of entries of an older format, which had no digests.
const noDigest = "~"

// ClaimTerm returns the term of [schema.Claim] for a name: a hash of it. Different names may
// have one term: who looks one up compares names.
func ClaimTerm(name string) string { return shortHash(name)[:claimBytes] }

// claimBytes is the length of a claim's term: 24 bits. A longer one would cost more in the
// dictionary than the articles that share a term now and then.
const claimBytes = 4

// shortHash returns a hash of 48 bits in 8 characters.
func shortHash(s string) string {
	var b [8]byte
	binary.BigEndian.PutUint64(b[:], ingest.NameHash(s))
	return base64.RawURLEncoding.EncodeToString(b[:6])
}

// InPlace reports whether the place of the entry is its name.
func (r *Record) InPlace() bool {
	return r.Source >= FirstSource && r.Article.URL == "" && r.BaseID() == r.Article.Path
}

// placeOfFile returns a place without the number of a record.
func placeOfFile(place string) string {
	parts := strings.SplitN(place, "\t", 3)
	if len(parts) == 3 {
		parts = parts[:2]
	}
	return strings.TrimSuffix(strings.Join(parts, "\t"), "\t")
}

// File returns a name of the file of the entry, or of its member of an archive, among those
// of all sources.
func (r *Record) File() string {
	return fmt.Sprintf("%08x", r.Source) + keySeparator + placeOfFile(r.Article.Place)
}

// BaseID returns the ID that the article has if no other article has it.
func (r *Record) BaseID() string {
	if r.Base != "" {
		return r.Base
	}
	return r.Article.ID
}

// SetID sets the ID of the article and keeps the base ID.
func (r *Record) SetID(id string) {
	base := r.BaseID()
	r.Article.ID, r.Base = id, base
	if id == base {
		r.Base = ""
	}
}

// Page returns the name of the page that the text is of: its URL, or else its ID. It is ""
// for a text that has neither.
func (r *Record) Page() string {
	switch {
	case r.Source == 0:
		return "" // the program knows which texts are of one article
	case r.Article.URL != "":
		return r.Article.URL
	case r.BaseID() == r.Article.Path:
		return ""
	}
	return r.BaseID()
}

// Claims returns the names under which the entry is looked up beside the ID of its
// document: its page and its base ID. Their terms are those of [ClaimTerm].
func (r *Record) Claims() []string {
	var claims []string
	id := r.DocumentID()
	page, base := r.Page(), r.BaseID()
	if page != "" && page != id {
		claims = append(claims, page)
	}
	if base != id && base != page {
		claims = append(claims, base)
	}
	return claims
}

// DocumentID returns the ID of the entry's document: the article's, or for an entry aside
// a name made of its key.
func (r *Record) DocumentID() string {
	if r.Aside {
		return AsideID(r.Key())
	}
	return r.Article.ID
}

// AsideID returns the ID of the document of an entry aside.
func AsideID(key string) string { return keySeparator + key }

// OfAside returns as much of an entry aside as the ID of its document tells.
func OfAside(id string) (r Record, ok bool) {
	key, ok := strings.CutPrefix(id, keySeparator)
	parts := strings.Split(key, keySeparator)
	if !ok || len(parts) != 4 {
		return r, false
	}
	if _, err := fmt.Sscanf(parts[0], "%08x", &r.Source); err != nil {
		return r, false
	}
	r.Aside = true
	r.Article.Place, r.Article.ID, r.Article.Digest = parts[1], parts[2], parts[3]
	return r, true
}

// KeyOfFile returns the beginning of the keys of all entries of a file of a source. The
// keys of its entries are followed by nothing, a tab or a zero byte.
func KeyOfFile(source uint32, file string) string {
	return fmt.Sprintf("%08x", source) + keySeparator + file
}

// KeysOfSource returns the beginning of the keys of all entries of a source.
func KeysOfSource(source uint32) string { return KeyOfFile(source, "") }

// IsWithoutDigest reports whether a term of [schema.Place] is that of an entry without a
// digest, as an older format has them.
func IsWithoutDigest(term string) bool {
	return strings.HasSuffix(term, noDigest) && strings.Count(term, keySeparator) == 2
}

// ParseKey returns the source and the file of a key or of a term of [schema.Place], and
// whether the entry has no other name than its place.
func ParseKey(key string) (source uint32, file string, inPlace bool) {
	number, rest, _ := strings.Cut(key, keySeparator)
	fmt.Sscanf(number, "%08x", &source)
	place, _, named := strings.Cut(rest, keySeparator)
	file, _, _ = strings.Cut(place, "\t")
	return source, file, !named
}

// FileAt returns the name of the file at a place of a source at root, for people: of a
// member it is the name of the archive followed by that of the member. isFile says that
// the root is the file.
func FileAt(root string, isFile bool, place string) string {
	parts := strings.SplitN(place, "\t", 3)
	file := root
	if !isFile {
		file = filepath.Join(root, filepath.FromSlash(ingest.UnescapeName(parts[0])))
	}
	if len(parts) > 1 && parts[1] != "" {
		file = filepath.Join(file, filepath.FromSlash(parts[1]))
	}
	return file
}

// SampleBits are the bits of a sample number.
const SampleBits = 36

// SampleNumber returns the number by which an article is drawn into the sample from which
// the templates of its outlet are learned: a hash of the name of its entry.
func (r *Record) SampleNumber() uint64 {
	name := r.Key()
	if name == "" {
		name = r.Article.ID
	}
	return ingest.NameHash(name) >> (64 - SampleBits)
}
