package ingest

import (
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"hash"
	"sync"

	"github.com/newsdex/newsdex/ingest/internal/plain"
)

// identify is the last stage: it gives the article its fingerprint, canonical
// URL, language code and ID.
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

// undetermined is the ISO 639 code of a language that nobody declared.
const undetermined = "und"

// detectLanguage sets the language by the text, and notes the declared one where
// that is another.
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

func (a *Article) fingerprint() string {
	h := hashers.Get().(*hasher)
	defer hashers.Put(h)
	h.Reset()
	h.add(a.Title)
	h.add("\x00")
	h.add(a.Body)
	sum := h.Sum(h.buf[:0])
	return hex.EncodeToString(sum[:16])
}

// A hasher hashes strings, which hash.Hash takes only as copies.
type hasher struct {
	hash.Hash
	buf [4096]byte
}

var hashers = sync.Pool{New: func() any { return &hasher{Hash: sha256.New()} }}

func (h *hasher) add(s string) {
	for s != "" {
		n := copy(h.buf[:], s)
		h.Write(h.buf[:n]) // a hash never fails to take bytes
		s = s[n:]
	}
}
