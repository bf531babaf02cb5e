package plain

import (
	"strings"

	"golang.org/x/text/language"
)

// LanguageCode returns the lower-case code of a language, given a tag such as "en-US"
// or "pt_BR" (RFC 5646) or an English name. If a language has two codes, it returns the
// shorter ("en" for "eng"). It returns "" if tag is no language.
func LanguageCode(tag string) string {
	code := strings.ToLower(strings.TrimSpace(tag))
	if named, ok := languageNames()[code]; ok {
		return named
	}
	if i := strings.IndexAny(code, "-_"); i >= 0 {
		code = code[:i]
	}
	if len(code) < 2 || len(code) > 3 || strings.Trim(code, "abcdefghijklmnopqrstuvwxyz") != "" {
		return ""
	}
	if len(code) == 3 {
		if base, err := language.ParseBase(code); err == nil {
			return base.String()
		}
	}
	return code
}
