package plain

import (
	"strings"

	"golang.org/x/text/language"
)

// LanguageCode returns the language of a tag such as "en-US" or "pt_BR" (RFC
// 5646), or of an English name, as a code in lower case, the shorter one where
// there are two ("en" for "eng"); "" for what is no language.
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
