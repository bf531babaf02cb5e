package plain

import (
	"testing"
)

func TestNormalize(t *testing.T) {
	for _, c := range []struct{ name, in, want string }{
		{"empty", "", ""},
		{"line ends", "a\r\nb\rc\u2028d\u2029e\u0085f\vg\fh", "a\nb\nc\nd\ne\nf\ng\nh"},
		{"blank lines stay, but for the last", "\n\na\n\n\nb\n\n", "\n\na\n\n\nb"},
		{"spaces", "  a\u00a0 \t b\u2009c\u3000d  \n \u202f e", "a b c d\ne"},
		{"zero width", "s\u00adoft\u200b hy\u2060phen\ufeff", "soft hyphen"},
		{"soft hyphens at line ends stay", "exam\u00ad \nined\u00ad\u00ad\n\n- \u00ad\n5\u00ad\nend\u00ad", "exam\u00ad\nined\u00ad\n\n-\n5\nend\u00ad"},
		{"direction marks", "\u200eab\u202ecd\u2069", "abcd"},
		{"controls", "a\x00b\x07c\x7fd", "abcd"},
		{"composed", "Zu\u0308rich \u212b", "Zürich Å"},
		{"quotes and dashes stay", "“a” — ‘b’ – «c» … \"d\"", "“a” — ‘b’ – «c» … \"d\""},
		{"persian joiner stays", "\u0645\u06cc\u200c\u062e\u0648\u0627\u0647\u0645", "\u0645\u06cc\u200c\u062e\u0648\u0627\u0647\u0645"},
		{"family emoji stays", "👩\u200d👧", "👩\u200d👧"},
		{"latin joiner goes", "a\u200db\u200cc", "abc"},
		{"invalid", "caf\xe9", "caf\ufffd"},
	} {
		if got := NormalForm(c.in); got != c.want {
			t.Errorf("%s: %q became %q, want %q", c.name, c.in, got, c.want)
		}
	}
}

func TestSentences(t *testing.T) {
	for _, c := range []struct {
		in   string
		want []string
	}{
		{"One. Two! Three? “Four.” Five", []string{"One.", "Two!", "Three?", "“Four.”", "Five"}},
		{"Mr. Lee of the U.S. Army paid $3.5 million. He left.", []string{"Mr. Lee of the U.S. Army paid $3.5 million.", "He left."}},
		{"see example.com for more. it goes on", []string{"see example.com for more. it goes on"}},
		{"句子。句子！", []string{"句子。", "句子！"}},
	} {
		var got []string
		for _, s := range Sentences(c.in) {
			got = append(got, c.in[s.Start:s.End])
		}
		if len(got) != len(c.want) {
			t.Errorf("%q: %q", c.in, got)
			continue
		}
		for i := range got {
			if got[i] != c.want[i] {
				t.Errorf("%q: %q, want %q", c.in, got, c.want)
				break
			}
		}
	}
}

func TestFoldPhrase(t *testing.T) {
	for in, want := range map[string]string{
		"0 Comments":       "# comments",
		"Comments (1,204)": "comments #",
		"DON’T  MISS: ":    "don't miss",
		"E‑mail":           "e-mail",
		"»Lesen Sie auch…": "lesen sie auch",
		"İLGİLİ Haberler":  "ilgili haberler",
		"Paylaş | Yazdır":  "paylaş yazdir",
		"© 2024 Harbor":    "# harbor",
		"- # - ":           "#",
		"***":              "",
		"Читайте также: «Новости»": "читайте также новости",
	} {
		if got := string(FoldPhrase(nil, in)); got != want {
			t.Errorf("%q: %q, want %q", in, got, want)
		}
	}
}
