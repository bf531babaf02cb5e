package plain

import (
	"strings"

	"golang.org/x/text/language"
)

// languageNames are the English names of languages that sources write in the
// place of a code, as GDELT does.
var languageNames = map[string]string{
	"albanian": "sq", "arabic": "ar", "armenian": "hy", "basque": "eu", "bengali": "bn", "bulgarian": "bg", "catalan": "ca", "chinese": "zh",
	"croatian": "hr", "czech": "cs", "danish": "da", "dutch": "nl", "english": "en", "estonian": "et", "finnish": "fi", "french": "fr",
	"galician": "gl", "georgian": "ka", "german": "de", "greek": "el", "hebrew": "he", "hindi": "hi", "hungarian": "hu", "icelandic": "is",
	"indonesian": "id", "irish": "ga", "italian": "it", "japanese": "ja", "korean": "ko", "latvian": "lv", "lithuanian": "lt", "macedonian": "mk",
	"malay": "ms", "norwegian": "no", "persian": "fa", "polish": "pl", "portuguese": "pt", "romanian": "ro", "russian": "ru", "serbian": "sr",
	"slovak": "sk", "slovenian": "sl", "spanish": "es", "swahili": "sw", "swedish": "sv", "tagalog": "tl", "tamil": "ta", "telugu": "te",
	"thai": "th", "turkish": "tr", "ukrainian": "uk", "urdu": "ur", "vietnamese": "vi", "welsh": "cy",
}

// LanguageCode returns the language of a tag such as "en-US" or "pt_BR" (RFC
// 5646), or of an English name, as a code in lower case, the shorter one where
// there are two ("en" for "eng"); "" for what is no language.
func LanguageCode(tag string) string {
	code := strings.ToLower(strings.TrimSpace(tag))
	if named, ok := languageNames[code]; ok {
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
