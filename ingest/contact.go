package ingest

import (
	"strings"
)

var (
	contactStart = mustMatcher(`(?i)^[^\p{L}\p{N}]*(write to|contact|e-?mail|reach|send|follow|have a|got a|questions|tips|comments|corrections|to reach|to contact|you can (reach|contact|e-?mail|follow)|(he|she|they) (can|may) be (reached|contacted|e-?mailed)|kontakt|contacto|contatto|контакты|yazara ulaşmak)\b`)
	contactInner = mustMatcher(`(?i)\b((can|may) be (reached|contacted|e-?mailed|followed)|(email|contact|write to|reach) (him|her|them|me|us|the (author|writer|reporter))|(email|e-mail|mail): ?\S+@|tips (to|at)|feedback to)\b`)
	bareAddress  = mustMatcher(`^[^\p{L}\p{N}]*(?i:e-?mail|mail|contact)?[: ]*[\w.+-]+@[\w-]+(\.[\w-]+)+[^\p{L}\p{N}]*$`)
)

// findContacts finds short paragraphs that hold an e-mail address and say to
// write to it.
func findContacts(t *Text) []Cut {
	return t.cutLines(func(l *Line) bool {
		s := l.Text
		at := strings.IndexByte(s, '@')
		if len(s) > 300 || at <= 0 || at == len(s)-1 || strings.ContainsAny(s, `"“”`) || !strings.ContainsAny(s[at:], ".") {
			return false
		}
		if s[at-1] == ' ' { // "@name", not an address
			return false
		}
		return contactStart.MatchString(s) || contactInner.MatchString(s) || bareAddress.MatchString(s)
	})
}
