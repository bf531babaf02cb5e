package ingest

import (
	"crypto/sha256"
	"encoding/hex"
	"io"
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
	h := sha256.New()
	io.WriteString(h, a.Title) // a hash never fails to take bytes
	h.Write([]byte{0})
	io.WriteString(h, a.Body)
	return hex.EncodeToString(h.Sum(nil)[:16])
}
