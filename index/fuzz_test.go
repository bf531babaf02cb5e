package index

import (
	"reflect"
	"testing"
	"unicode/utf8"

	"github.com/newsdex/newsdex/analyze"
	"github.com/newsdex/newsdex/index/schema"
	"github.com/newsdex/newsdex/ingest"
)

// FuzzStored checks that an article comes back unchanged but for its language, which is
// the code of the one given, or of the one detected if that is no language, and that the
// totals are the sums of its fields' lengths.
func FuzzStored(f *testing.F) {
	f.Add("id", "A title", "", "A body.\n\nOf two lines.", "en")
	f.Add("0", "0", "", "0", "0")
	f.Add("2", "Of no language", "", "Ein Satz, der auf Deutsch geschrieben ist.", "")
	f.Add("3", "A tag", "", "A body.", "PT_br")
	f.Add("\x01", "$97.4bn non-profit", "X’i", "U.S. \u00ad", "xx")
	f.Fuzz(func(t *testing.T, id, title, deck, body, lang string) {
		for _, s := range []string{id, title, deck, body, lang} {
			if !utf8.ValidString(s) {
				t.Skip("articles are valid UTF-8")
			}
		}
		if id == "" || id[0] == 0 {
			t.Skip("an article has an ID, which does not begin with a zero byte")
		}
		a := ingest.Article{ID: id, Title: title, Deck: deck, Body: body, Language: lang}
		x, _, err := Memory(ctx, seq(a), Options{})
		if err != nil {
			t.Fatal(err)
		}
		defer x.Close()
		got, err := x.Get(id)
		if a.Language = ingest.LanguageCode(lang); a.Language == "" {
			a.Language, _ = analyze.Detect(body, "")
		}
		if a.Language == "" || ingest.LanguageCode(a.Language) != a.Language {
			t.Errorf("language %q of %q is no code", a.Language, lang)
		}
		if err != nil || !reflect.DeepEqual(got, a) {
			t.Errorf("got %+v, %v\nwant %+v", got, err, a)
		}
		s, err := x.Snapshot()
		if err != nil {
			t.Fatal(err)
		}
		defer s.Close()
		for i := range schema.TextFields {
			length, err := s.Postings().Segments()[0].Length(0)
			if err != nil || int64(length[i]) != s.Totals().Lengths[i] {
				t.Errorf("%s: length %v, %v, total %d", schema.TextField(i), length[i], err, s.Totals().Lengths[i])
			}
		}
	})
}
