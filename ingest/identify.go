package ingest

import (
	"crypto/sha256"
	"encoding/hex"
	"hash"
	"sync"
)

// identify is the last stage: it gives the article its fingerprint, canonical
// URL, language code and ID.
func identify(a Article, detect func(text, declared string) string) Article {
	a.Fingerprint = a.fingerprint()
	a.URL = canonicalURL(a.URL)
	a.Language = languageCode(a.Language)
	if detect != nil {
		text := a.Body
		if text == "" {
			text = a.Title
		}
		a.Language = detect(text, a.Language)
	}
	for _, id := range []string{a.ID, a.URL, a.Path, a.Fingerprint} {
		if id != "" {
			a.ID = id
			break
		}
	}
	return a
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
