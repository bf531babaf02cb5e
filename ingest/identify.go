package ingest

import (
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"hash"
	"sync"

	"github.com/newsdex/newsdex/ingest/internal/plain"
)

// identify is the last stage: it sets the article's fingerprint, canonical URL,
// language code and ID.
func identify(a Article, detect func(text, declared string) string) Article {
	a.Fingerprint = a.fingerprint()
	a.URL = plain.CanonicalURL(a.URL)
	a.Language = plain.LanguageCode(a.Language)
	if detect != nil {
		a.detectLanguage(detect)
	}
	for _, id := range []string{a.ID, a.URL, a.Path, a.Fingerprint} {
		if id != "" {
			a.ID = id
			break
		}
	}
	return a
}

// undetermined is the ISO 639 code for an undeclared language.
const undetermined = "und"

// detectLanguage sets the language detected in the text, and records the declared one
// if it differs.
func (a *Article) detectLanguage(detect func(text, declared string) string) {
	text, declared := a.Body, a.Language
	if text == "" {
		text = a.Title
	}
	switch a.DeclaredLanguage {
	case "":
	case undetermined:
		declared = ""
	default:
		declared = a.DeclaredLanguage
	}
	a.Language, a.DeclaredLanguage = detect(text, declared), ""
	if a.Language != declared {
		a.DeclaredLanguage = cmp.Or(declared, undetermined)
	}
}

func (a *Article) fingerprint() string { return hashOf(16, a.Title, a.Body) }

// digest returns the Digest of a raw article whose body is in normal form.
func (a *Article) digest() string {
	return hashOf(16, plain.OneLine(a.Title), plain.OneLine(a.Deck), a.Body)
}

// hashOf returns the first size bytes of a hash of texts, in hexadecimal digits.
func hashOf(size int, texts ...string) string {
	h := hashers.Get().(*hasher)
	defer hashers.Put(h)
	h.Reset()
	for i, s := range texts {
		if i > 0 {
			h.add("\x00")
		}
		h.add(s)
	}
	sum := h.Sum(h.buf[:0])
	return hex.EncodeToString(sum[:size])
}

// A hasher hashes strings without allocating; hash.Hash accepts only byte slices.
type hasher struct {
	hash.Hash
	buf [4096]byte
}

var hashers = sync.Pool{New: func() any { return &hasher{Hash: sha256.New()} }}

func (h *hasher) add(s string) {
	for s != "" {
		n := copy(h.buf[:], s)
		h.Write(h.buf[:n]) // Write of a hash never returns an error
		s = s[n:]
	}
}
