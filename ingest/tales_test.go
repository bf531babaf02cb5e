package ingest

import (
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/newsdex/newsdex/ingest/internal/mend"
	"github.com/newsdex/newsdex/ingest/internal/phrase"
)

// A tale is an article that the generators write in every format.
type tale struct {
	title, author, date, url string
	body                     string // lines, with all their damage
}

// taleSentences are the sentences of tales: in languages that the rules know, and in
// scripts that they do not.
var taleSentences = []string{
	"The council approved the budget on Monday after a debate of six hours.",
	"Boats that had waited outside the harbour since the storm came back in the evening, said the mayor.",
	"“We don't know,” she said, “whether the bridge — built in 1931 — will stand.”",
	"Der Gemeinderat beschloss am Montag nach sechs Stunden, dass die Brücke größer gebaut wird.",
	"Le conseil a adopté le budget lundi après un débat de six heures, où l’on n’a guère été d’accord.",
	"El consejo aprobó el presupuesto el lunes tras seis horas; ¿quién lo pagará?",
	"O conselho aprovou o orçamento na segunda-feira, após seis horas de discussão.",
	"Il consiglio ha approvato il bilancio lunedì, perché così è più semplice.",
	"Совет утвердил бюджет в понедельник после шестичасовых споров, сообщил мэр.",
	"Meclis, altı saatlik tartışmanın ardından bütçeyi pazartesi günü onayladı; İzmir'de yağmur var.",
	"委員会は月曜日、六時間の議論の末に予算案を可決した。",
	"وافق المجلس على الميزانية يوم الاثنين بعد نقاش دام ست ساعات.",
	"It rained.",
}

// taleJunk is text around articles that is not in the tables of phrases.
var taleJunk = []string{
	"Advertisement", "By Ann Lee", "By Ann Lee and Bo Chan, The Harbour Gazette | March 4, 2025", "March 4, 2025 3:15 p.m.", "LONDON (Reuters) - The boats are back.",
	"Read more: The council and the bridge", "Share this article", "12 Comments", "Reply", "guest", "Photo: Ann Lee/AP Photo", "(Photo by Ann Lee/Getty Images)",
	"© 2025 The Harbour Gazette. All rights reserved.", "Ann Lee is a reporter for The Harbour Gazette. Follow her on Twitter @annlee.", "[Harbour News] The boats are back, the mayor said on Monday.",
	"What do you think? Share your thoughts in the comments below!", "Sign up for our newsletter", "Topics: Harbour, Boats, Storm", "Story continues below", "Contact Ann Lee at ann@harbour.example.",
	taleTemplate, taleTemplate, "Home", "News", "Sport", "Weather", "Obituaries", "- a first item", "- a second one", "• The bridge stands", "* * *", "function() { var x = 1; }", "What's next?", "Q: And then?", "12:04 The boats are seen.",
}

// taleTemplate is the line that the outlet puts below its stories.
const taleTemplate = "The harbour is watched from the tower by those who stay."

// taleDamage are the kinds of damage done to sentences.
var taleDamage = []func(string) string{
	func(s string) string { return s },
	func(s string) string { return asWindows1252(s) },
	func(s string) string { return asWindows1252(asWindows1252(s)) },
	func(s string) string { return strings.ReplaceAll(s, " ", "&nbsp;") },
	func(s string) string {
		return strings.ReplaceAll(s, "e", "&#101;") + " AT&amp;T &amp;#8217; &quot;x&quot; <b>"
	},
	func(s string) string { return s + s },
	func(s string) string { return hardWrapped(s+" "+s+" "+s+" "+s, 60, "") },
	func(s string) string { return hardWrapped(s+" "+s+" "+s+" "+s, 64, "-") },
	func(s string) string { return hardWrapped(s+" "+s+" "+s+" "+s, 64, "\u00ad") },
	func(s string) string { return strings.ReplaceAll(s, " ", "\u00a0 \u200b") },
	func(s string) string { return strings.ReplaceAll(s, "o", "o\u00ad") + "\u00ad" },
	func(s string) string { return strings.ToUpper(s) },
	func(s string) string { return strings.ToValidUTF8(s[:len(s)/2], "") },
	func(s string) string { return s + " " + s + "\n" + s },
}

// asWindows1252 decodes UTF-8 as Windows-1252.
func asWindows1252(s string) string {
	var b strings.Builder
	for _, c := range []byte(s) {
		switch {
		case c < 0x80 || c >= 0xa0:
			b.WriteRune(rune(c))
		case mend.Windows1252[c-0x80] != 0:
			b.WriteRune(mend.Windows1252[c-0x80])
		default:
			b.WriteRune(rune(c))
		}
	}
	return b.String()
}

// hardWrapped wraps s to a width, and divides words at the ends of lines if hyphen is
// not "".
func hardWrapped(s string, width int, hyphen string) string {
	var b strings.Builder
	n := 0
	for w := range strings.FieldsSeq(s) {
		size := utf8.RuneCountInString(w)
		switch {
		case n == 0:
		case n+1+size <= width:
			b.WriteByte(' ')
			n++
		default:
			runes := []rune(w)
			if at := min(width-n-2, len(runes)-3); hyphen != "" && at >= 3 {
				b.WriteString(" " + string(runes[:at]) + hyphen + "\n" + string(runes[at:]))
				n = len(runes) - at
				continue
			}
			b.WriteByte('\n')
			n = 0
		}
		b.WriteString(w)
		n += size
	}
	return b.String()
}

var talePhrases = func() []string {
	var texts []string
	for _, p := range phrase.Shipped().Phrases {
		texts = append(texts, p.Text)
	}
	return texts
}()

// choices are the bytes by which a generator chooses; 0 when they are used up.
type choices struct{ data string }

func (c *choices) next(n int) int {
	if c.data == "" || n == 0 {
		return 0
	}
	x := int(c.data[0])
	c.data = c.data[1:]
	return x % n
}

func (c *choices) of(list []string) string {
	if len(list) > 256 {
		return list[(c.next(256)<<8|c.next(256))%len(list)]
	}
	return list[c.next(len(list))]
}

// raw returns some of the fuzzer's own bytes, as text that any format can hold.
func (c *choices) raw() string {
	n := min(c.next(64), len(c.data))
	s := c.data[:n]
	c.data = c.data[n:]
	return printable(s)
}

// printable returns s as UTF-8 without control characters.
func printable(s string) string {
	return strings.Map(func(r rune) rune {
		if r < ' ' && r != '\n' && r != '\t' || r == 0x7f || r == 0xfffe || r == 0xffff || r == 0xfeff {
			return -1
		}
		return r
	}, strings.ToValidUTF8(s, ""))
}

// talesOf makes up to three tales from the fuzzer's bytes.
func talesOf(data string) []tale {
	c := &choices{data[:min(len(data), 400)]}
	var all []tale
	for n := 1 + c.next(3); n > 0; n-- {
		s := tale{url: "https://www.harbour.example/" + strings.Repeat("a", n), date: "2025-03-0" + string(rune('0'+n))}
		if c.next(4) > 0 {
			s.title = strings.TrimSpace(strings.ReplaceAll(taleDamage[c.next(6)](c.of(taleSentences)), "\n", " "))
		}
		if c.next(2) > 0 {
			s.author = "Ann Lee"
		}
		lines := []string{taleSentences[0]} // so that there is a text
		for k := c.next(20); k > 0; k-- {
			line := ""
			switch c.next(8) {
			case 0:
				line = c.of(taleJunk)
			case 1:
				line = c.of(talePhrases)
			case 2:
				line = c.raw()
			case 3:
				line = "" // a blank one
			case 4:
				line = s.title
			default:
				line = taleDamage[c.next(len(taleDamage))](c.of(taleSentences))
			}
			lines = append(lines, line)
		}
		if c.next(2) > 0 {
			lines = append(lines, "By Ann Lee", taleSentences[1])
			slices.Reverse(lines)
		}
		s.body = strings.Join(lines, "\n")
		all = append(all, s)
	}
	return all
}
