package plain

import "testing"

func TestLanguageCode(t *testing.T) {
	for in, want := range map[string]string{"en": "en", "en-US": "en", "pt_BR": "pt", "DE": "de", "eng": "en", "gsw": "gsw", "English": "en", "elvish": "", "x": "", "": "", "e1": ""} {
		if got := LanguageCode(in); got != want {
			t.Errorf("%q: %q, want %q", in, got, want)
		}
	}
}
