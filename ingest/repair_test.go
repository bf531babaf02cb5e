package ingest

import (
	"strings"
	"testing"

	"github.com/newsdex/newsdex/ingest/internal/fixture"
)

// TestRepairLine checks the repair of single lines; "=" means that they stay.
func TestRepairLine(t *testing.T) {
	for _, c := range [][2]string{
		// Entities.
		{"AT&amp;T said &#8220;no&#8221; &mdash; twice", "AT&T said “no” — twice"},
		{"It&#x2019;s Tom &amp;amp; Jerry&amp;#8217;s", "It’s Tom & Jerry’s"},
		{"a&nbsp;b &nbsp; c&shy;d", "a b cd"},
		{"cafe&#769;", "café"},
		{"caf&Atilde;&copy;", "café"},
		{"&lt;b&gt; is bold", "<b> is bold"},
		{"line&#10;end &#13;", "line end"},
		{"AT&T; R&D; Q&A; a & b; &; &#; &#x; &nosuch; &notit; &amp", "="},
		// Text decoded wrongly.
		{"donâ€™t â€œgoâ€\u009d â€“ â€” â€¦ â‚¬5 â„¢", "don’t “go” – — … €5 ™"},
		{"DonÃ¢â‚¬â„¢t say Ã¢â‚¬ËœransomÃ¢â‚¬â„¢", "Don’t say ‘ransom’"},
		{"â€œgoâ€� he said", "“go” he said"},
		{"New Ã¢â‚¬Å“fiscal cliffÃ¢â‚¬Â compromise, Ã¢â‚¬Å“noÃ¢â‚¬Â", "New “fiscal cliff” compromise, “no”"},
		{"saidâ€ he, â€œnoâ€ and â€œyesâ€.", "saidâ€ he, “no” and “yes”."},
		{"MÃ¼ller, Ã–sterreich, straÃŸe, GÃ¶teborg", "Müller, Österreich, straße, Göteborg"},
		{"Ã€ la carte, lâ€™Ã‰tat, dÃ©jÃ\u00a0 vu, Ã\u00a0 Paris", "À la carte, l’État, déjà vu, à Paris"},
		{"Ã\u0085ngstrÃ¶m and Ã\u0081frica", "Ångström and África"},
		{"caf\u00c3\u00a9 \u00e2\u0080\u0099til \u00c2\u00a35", "café ’til £5"},
		{"coÃ»ts, garÃ§on, niÃ±o, SÃ£o JoÃ£o, informaÃ§Ã£o", "coûts, garçon, niño, São João, informação"},
		{"Å‚Ã³dÅº, sÄ…d, ÄŸ, ÅŸimdi, cafÃ©s", "łódź, sąd, ğ, şimdi, cafés"},
		{"Â£5 Â©2019 20Â°C Â\u00a0x Â»Â« donÂ’t", "£5 ©2019 20°C x »« don’t"},
		{"ÐŸÑ€Ð¸Ð²ÐµÑ‚ Ð¼Ð¸Ñ€", "Привет мир"},
		{"ðŸ˜€ and ï»¿x", "😀 and x"},
		{"“CAFÉ” “LIBERTÉ…” É» passé…” l’été… « Cité » é\u00a0»", "=“CAFÉ” “LIBERTÉ…” É» passé…” l’été… « Cité » é »"},
		{"AMANHÃ” IRMÃ… NÃO MANHÃ\u00a0– CÂ… Spaß” Spaß…", "=AMANHÃ” IRMÃ… NÃO MANHÃ – CÂ… Spaß” Spaß…"},
		{"naïve, façade, Zoë’s “Zoë” ‘à’ “à” Ä – Ö…", "="},
		{"Ça va? Über “Ärger” É a vida", "="},
		// Sentences run together.
		{"It ended.The next began.", "It ended. The next began."},
		{"“It ended.”The next", "“It ended.” The next"},
		{`"It ended."The next`, `"It ended." The next`},
		{`It ended."The next one," he said`, `It ended. "The next one," he said`},
		{"It ended.“The next", "It ended. “The next"},
		{"in 2016.The next; ended!What now?Yes, 5%.So", "in 2016. The next; ended! What now? Yes, 5%. So"},
		{"(it ended.)The next. It is over.I went. Über alles.Ändern", "(it ended.) The next. It is over. I went. Über alles. Ändern"},
		{"закончилась.Он сказал", "закончилась. Он сказал"},
		{"U.S. Congress, the U.S.The, example.com, 3.5, .NET, Node.js, J.K. Rowling, a.m.", "="},
		{"www.ForAmerica.org, Ann.Lee@wsj.com, Yahoo!Inc.Com, http://a.b/ended.The", "="},
		{"System.Collections.Generic foo.Bar() index.html?Page=2 read.Me.txt Rewire.News Salon.Com", "="},
		{"ended.) The, Mr.B, 1.The, e.g.The, #ended.The, end...The", "="},
	} {
		want := c[1]
		if strings.HasPrefix(want, "=") {
			if want = want[1:]; want == "" {
				want = c[0]
			}
		}
		a := normalize(Article{Title: c[0], Body: c[0]}, false)
		if strings.TrimRight(a.Body, "\n") != want || a.Title != want {
			t.Errorf("%q:\n   became %q\n          %q\n     want %q", c[0], a.Body, a.Title, want)
		}
		if b := clean(a, nil, Normal); b.Original() != Normalize(c[0]) {
			t.Errorf("%q: Original is %q", c[0], b.Original())
		}
		if off := normalize(Article{Body: c[0]}, true); off.Body != Normalize(c[0]) || off.Repairs != nil {
			t.Errorf("%q: became %q with repairs off", c[0], off.Body)
		}
	}
}

// TestRepairHuge checks that huge texts full of damage take little time.
func TestRepairHuge(t *testing.T) {
	fixture.NotShort(t, "cleans texts of megabytes")
	for _, s := range []string{"Ã©", "Ã¢â‚¬â„¢ ", "&amp;", "&", `end."The `, `end."The"`, "a.B", "Ã\u0085", "a\n", "the quick brown fox that jumped over the lazy dogs and-\n", "Ã\n"} {
		t.Run(s, func(t *testing.T) {
			t.Parallel()
			text := strings.Repeat(s, fixture.Rounds(2<<20)/len(s))
			a := normalize(Article{Body: text}, false)
			if b := clean(a, nil, Normal); b.Original() != Normalize(text) {
				t.Error("Original is another text")
			}
		})
	}
}
