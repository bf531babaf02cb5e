package ingest

import "github.com/newsdex/newsdex/ingest/internal/plain"

// LanguageCode returns the lower-case ISO 639 code of a language, as [Article].Language
// has it, given a tag such as "en-US" or "pt_BR" (RFC 5646) or an English name. It
// returns "" if tag is no language.
func LanguageCode(tag string) string { return plain.LanguageCode(tag) }
