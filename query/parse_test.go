package query

import (
	"errors"
	"reflect"
	"strings"
	"testing"
	"time"
)

func day(s string) time.Time {
	t, err := time.Parse(time.DateOnly, s)
	if err != nil {
		panic(err)
	}
	return t
}

func TestParse(t *testing.T) {
	for _, tt := range []struct {
		in   string
		want Query
	}{
		{`musk`, Term{"musk"}},
		{`musk bid`, Or{[]Query{Term{"musk"}, Term{"bid"}}}},
		{`musk OR bid`, Or{[]Query{Term{"musk"}, Term{"bid"}}}},
		{`musk or bid`, Or{[]Query{Term{"musk"}, Term{"or"}, Term{"bid"}}}},
		{`musk AND bid`, And{[]Query{Term{"musk"}, Term{"bid"}}}},
		{`a b AND c`, Or{[]Query{Term{"a"}, And{[]Query{Term{"b"}, Term{"c"}}}}}},
		{`a AND b OR c`, Or{[]Query{And{[]Query{Term{"a"}, Term{"b"}}}, Term{"c"}}}},
		{`a AND (b OR c)`, And{[]Query{Term{"a"}, Or{[]Query{Term{"b"}, Term{"c"}}}}}},
		{`(a b) (c d)`, Or{[]Query{Term{"a"}, Term{"b"}, Term{"c"}, Term{"d"}}}},
		{`"no thank you"`, Phrase{Text: "no thank you"}},
		{`“no thank you”`, Phrase{Text: "no thank you"}},
		{`„nein danke“`, Phrase{Text: "nein danke"}},
		{`« non merci »`, Phrase{Text: "non merci"}},
		{`negotiat*`, Prefix{"negotiat"}},
		{`*`, All{}},
		{`-twitter`, Not{Term{"twitter"}}},
		{`NOT twitter`, Not{Term{"twitter"}}},
		{`--twitter`, Term{"twitter"}},
		{`musk -twitter`, And{[]Query{Term{"musk"}, Not{Term{"twitter"}}}}},
		{`musk bid -twitter`, And{[]Query{Or{[]Query{Term{"musk"}, Term{"bid"}}}, Not{Term{"twitter"}}}}},
		{`-a -b`, And{[]Query{Not{Term{"a"}}, Not{Term{"b"}}}}},
		{`-"no thanks"`, Not{Phrase{Text: "no thanks"}}},
		{`-(a b)`, Not{Or{[]Query{Term{"a"}, Term{"b"}}}}},
		{`non-profit`, Term{"non-profit"}},
		{`$97.4 billion`, Or{[]Query{Term{"$97.4"}, Term{"billion"}}}},
		{`title:musk`, Field{"title", Term{"musk"}}},
		{`Headline:musk`, Field{"title", Term{"musk"}}},
		{`title:"musk bid"`, Field{"title", Phrase{Text: "musk bid"}}},
		{`title:(musk bid)`, Field{"title", Or{[]Query{Term{"musk"}, Term{"bid"}}}}},
		{`title:mus*`, Field{"title", Prefix{"mus"}}},
		{`outlet:"Unblock Media"`, Field{"outlet", Phrase{Text: "Unblock Media"}}},
		{`musk outlet:cnn`, And{[]Query{Term{"musk"}, Field{"outlet", Term{"cnn"}}}}},
		{`musk OR outlet:cnn`, Or{[]Query{Term{"musk"}, Field{"outlet", Term{"cnn"}}}}},
		{`musk (outlet:cnn OR outlet:bbc)`, And{[]Query{Term{"musk"}, Or{[]Query{Field{"outlet", Term{"cnn"}}, Field{"outlet", Term{"bbc"}}}}}}},
		{`musk -outlet:cnn lang:en`, And{[]Query{Term{"musk"}, Not{Field{"outlet", Term{"cnn"}}}, Field{"lang", Term{"en"}}}}},
		{`after:2025-02-11 before:2025-02-12`, And{[]Query{DateRange{From: day("2025-02-11")}, DateRange{To: day("2025-02-12")}}}},
		{`after:2025-02`, DateRange{From: day("2025-02-01")}},
		{`date:2025-02`, DateRange{From: day("2025-02-01"), To: day("2025-03-01")}},
		{`date:2025-02-01..2025-02-11`, DateRange{From: day("2025-02-01"), To: day("2025-02-12")}},
		{`date:2024..`, DateRange{From: day("2024-01-01")}},
		{`date:..2024`, DateRange{To: day("2025-01-01")}},
		{`10:30`, Term{"10:30"}},
		{`https://example.com/a`, Term{"https://example.com/a"}},
		{`what's up?`, Or{[]Query{Term{"what's"}, Term{"up?"}}}},
		{`AT&T`, Term{"AT&T"}},
		{`"musk bid"~3`, Phrase{"musk bid", 3}},
		{`"musk bid"~0`, Phrase{"musk bid", 0}},
		{`title:"musk bid"~3^2 x`, Or{[]Query{Field{"title", Boost{Phrase{"musk bid", 3}, 2}}, Term{"x"}}}},
		{`„musk bid“~99(a)`, Or{[]Query{Phrase{"musk bid", 99}, Term{"a"}}}},
		{`musk~`, Fuzzy{"musk", AutoEdits}},
		{`musk~1`, Fuzzy{"musk", 1}},
		{`musk~2^3`, Boost{Fuzzy{"musk", 2}, 3}},
		{`title:(musk~ -bid~1)`, Field{"title", And{[]Query{Fuzzy{"musk", AutoEdits}, Not{Fuzzy{"bid", 1}}}}}},
		{`outlet:herold~1`, Field{"outlet", Fuzzy{"herold", 1}}},
		{`~50 a~b example.com/~smith`, Or{[]Query{Term{"~50"}, Term{"a~b"}, Term{"example.com/~smith"}}}},
		{`AND~ x`, Or{[]Query{Term{"AND~"}, Term{"x"}}}},
		{`musk^2`, Boost{Term{"musk"}, 2}},
		{`musk^2 bid^.5`, Or{[]Query{Boost{Term{"musk"}, 2}, Boost{Term{"bid"}, .5}}}},
		{`"musk bid"^1.5`, Boost{Phrase{Text: "musk bid"}, 1.5}},
		{`«musk bid»^1.5 x`, Or{[]Query{Boost{Phrase{Text: "musk bid"}, 1.5}, Term{"x"}}}},
		{`(a OR b)^3`, Boost{Or{[]Query{Term{"a"}, Term{"b"}}}, 3}},
		{`(a OR b^2)^3`, Boost{Or{[]Query{Term{"a"}, Boost{Term{"b"}, 2}}}, 3}},
		{`((a)^2)^3`, Boost{Boost{Term{"a"}, 2}, 3}},
		{`title:musk^2`, Field{"title", Boost{Term{"musk"}, 2}}},
		{`(title:musk)^2`, Boost{Field{"title", Term{"musk"}}, 2}},
		{`title:(a b)^2`, Field{"title", Boost{Or{[]Query{Term{"a"}, Term{"b"}}}, 2}}},
		{`negotiat*^1000`, Boost{Prefix{"negotiat"}, 1000}},
		{`musk -bid^2`, And{[]Query{Term{"musk"}, Not{Boost{Term{"bid"}, 2}}}}},
		{`musk (outlet:cnn)^2`, And{[]Query{Term{"musk"}, Boost{Field{"outlet", Term{"cnn"}}, 2}}}},
		{`10:30^2`, Boost{Term{"10:30"}, 2}},
		{`a - b`, Or{[]Query{Term{"a"}, Term{"b"}}}},
	} {
		got, notices, err := Interpret(tt.in)
		if err != nil || !reflect.DeepEqual(got, tt.want) {
			t.Errorf("Interpret(%s)\n got %#v, %v\nwant %#v", tt.in, got, err, tt.want)
			continue
		}
		if len(notices) > 0 {
			t.Errorf("Interpret(%s): notices %v, want none", tt.in, notices)
		}
	}
}

// TestParseForgives holds the queries that strings with invalid syntax give, and the
// offsets of their notices.
func TestParseForgives(t *testing.T) {
	for _, tt := range []struct {
		in     string
		want   string // the query's string
		offset int
		notice string
	}{
		{`"musk bid`, `musk OR bid`, 0, "quote is not closed"},
		{`(musk bid`, `musk OR bid`, 0, "parenthesis is not closed"},
		{`musk) bid`, `musk OR bid`, 4, "not opened"},
		{`musk AND`, `musk`, 5, "nothing after it"},
		{`OR musk`, `musk`, 0, "nothing before it"},
		{`musk AND OR bid`, `musk OR bid`, 5, "nothing after it"},
		{`musk NOT`, `musk`, 5, "nothing after it"},
		{`foo:bar`, `foo:bar`, 0, "foo: is not a field"},
		{`foo:"a b"`, `foo OR "a b"`, 0, "foo: is not a field"},
		{`title:AND`, `title`, 0, "has no value"},
		{`after:banana`, `after OR "banana"`, 6, "banana is not a date"},
		{`after:2025-02-31`, `after OR "2025-02-31"`, 6, "2025-02-31 is not a date"},
		{`before:2025..2026`, `before OR "2025..2026"`, 7, "is not a date"},
		{`"a b"~100`, `"a b"~99`, 5, "by at most 99"},
		{`"a b"~999999999999999999999^2`, `"a b"~99^2`, 5, "by at most 99"},
		{`"a b"~`, `"a b"`, 5, "before a whole number"},
		{`"a b"~1.5`, `"a b"`, 5, "before a whole number"},
		{`after:"2025"~3 b`, `b AND after:2025-01-01`, 12, "nothing before it"},
		{`musk~3`, `musk~`, 4, "1 or 2 edits"},
		{`musk~0`, `musk~`, 4, "1 or 2 edits"},
		{`musk~0.8`, `musk~`, 4, "1 or 2 edits"},
		{`mus*~1`, `mus*`, 4, "a * or a ~"},
		{strings.Repeat("é", 65) + `~1^2`, strings.Repeat("é", 65) + `^2`, 130, "searched as it is"},
		{`musk^2~1`, `musk^2~1`, 0, "only read before a number"},
		{`foo:bar~1`, `foo:bar~1`, 0, "foo: is not a field"},
		{`musk^bid`, `musk^bid`, 0, "only read before a number"},
		{`musk^2^3`, `musk^2^3`, 0, "only read before a number"},
		{`musk^-1`, `musk^-1`, 0, "only read before a number"},
		{`musk^1e3`, `musk^1e3`, 0, "only read before a number"},
		{`musk^0`, `musk`, 4, "a number above 0"},
		{`bid musk^1000.5`, `bid OR musk`, 8, "at most 1000"},
		{`"a b"^0.0`, `"a b"`, 5, "a number above 0"},
		{`(a b)^99999999999999999999`, `a OR b`, 5, "at most 1000"},
		{`(a^40 b)^30`, `a^40 OR b`, 8, "multiply, to 1000"},
		{`a)^2 b`, `a OR b`, 1, "not opened"},
		{`musk AND^2`, `musk OR AND^2`, 5, "only read before a number"},
		{`foo:bar^2`, `foo:bar^2`, 0, "foo: is not a field"},
		{`mu*sk`, `mu*sk`, 0, "only read at the end"},
	} {
		got, notices, err := Interpret(tt.in)
		if err != nil || got.String() != tt.want {
			t.Errorf("Interpret(%s) = %v, %v, want %s", tt.in, got, err, tt.want)
			continue
		}
		if len(notices) == 0 || !strings.Contains(notices[0].Msg, tt.notice) || notices[0].Offset != tt.offset {
			t.Errorf("Interpret(%s): notices %+v, want one at %d that says %q", tt.in, notices, tt.offset, tt.notice)
		}
	}
}

func TestParseHasNoReading(t *testing.T) {
	for _, in := range []string{``, ` `, `""`, `()`, `AND`, `- "" (`, `?!`, `((((`, strings.Repeat("a ", MaxQueryBytes)} {
		q, err := Parse(in)
		var syntax *SyntaxError
		if !errors.As(err, &syntax) {
			t.Errorf("Parse(%.20q) = %v, %v, want a *SyntaxError", in, q, err)
		}
	}
}

func TestString(t *testing.T) {
	for _, tt := range []struct {
		q    Query
		want string
	}{
		{And{}, `()`},
		{Or{}, `()`},
		{And{[]Query{Term{"a"}}}, `a`},
		{Not{And{[]Query{Term{"a"}, Term{"b"}}}}, `NOT (a AND b)`},
		{Field{"title", Not{Term{"a"}}}, `title:(NOT a)`},
		{Field{"title", Or{[]Query{Term{"a"}, Phrase{Text: "b c"}}}}, `title:(a OR "b c")`},
		{Boost{Term{"a"}, 2}, `a^2`},
		{Boost{Term{"a^b"}, 2}, `(a^b)^2`},
		{Boost{Phrase{Text: "a b"}, .25}, `"a b"^0.25`},
		{Boost{All{}, 2}, `*^2`},
		{Boost{Boost{Term{"a"}, 2}, 3}, `(a^2)^3`},
		{Boost{Not{Term{"a"}}, 3}, `(NOT a)^3`},
		{Field{"title", Boost{Term{"a"}, 2}}, `title:a^2`},
		{Boost{Field{"title", Term{"a"}}, 2}, `(title:a)^2`},
		{DateRange{}, `()`},
		{Fuzzy{"musk", AutoEdits}, `musk~`},
		{Fuzzy{"musk", 0}, `musk`},
		{DateRange{From: day("2025-02-01"), To: day("2025-02-12")}, `date:2025-02-01..2025-02-11`},
		{DateRange{From: day("2025-02-01").Add(90 * time.Minute)}, `after:2025-02-01T01:30:00`},
	} {
		if got := tt.q.String(); got != tt.want {
			t.Errorf("%#v.String() = %s, want %s", tt.q, got, tt.want)
		}
	}
}

// TestParseDepth holds that deep nesting is read in time and without its
// parentheses.
func TestParseDepth(t *testing.T) {
	in := strings.Repeat("(", 2000) + "musk" + strings.Repeat(")", 2000)
	q, notices, err := Interpret(in)
	if err != nil || q.String() != "musk" || len(notices) == 0 {
		t.Errorf("2,000 parentheses: %v, %v, %v", q, notices, err)
	}
	for _, in := range []string{strings.Repeat("title:", 5000) + "musk", strings.Repeat("-", 60000) + "musk", strings.Repeat("a)", 30000)} {
		if _, err := Parse(in); err != nil {
			t.Errorf("Parse(%.20q): %v", in, err)
		}
	}
}

// BenchmarkParseWorst reads queries of the greatest length that are all syntax:
// the MB/s must not depend on the length.
func BenchmarkParseWorst(b *testing.B) {
	for _, piece := range []string{`a:`, `title:`, `after:`, `“`, `"`, `(`, `a)`, `-(`, `«» `, `a^2 `, `)^2`, `(a)^1.5`, `a^`, `a~1 `, `~`, `"a"~1^2`, `""~3`} {
		b.Run(piece, func(b *testing.B) {
			s := strings.Repeat(piece, MaxQueryBytes/len(piece))
			b.SetBytes(int64(len(s)))
			for b.Loop() {
				_, _ = Parse(s)
			}
		})
	}
}

// FuzzParse holds that every string is read or is a *SyntaxError, that offsets
// lie in it, that no query is empty or beyond a limit, and that a query is the parse
// of its string.
func FuzzParse(f *testing.F) {
	for _, s := range []string{
		`musk bid -twitter`, `a AND (b OR "c d") NOT title:(x y*)`, `after:2025-02-01 before:2025..`, `date:2024..2025`,
		`foo:bar:baz title: "a`, `“x” „y“ «z»`, `--a -(b) -"c"`, `a*b* **`, `title:title:-x`, `a^2 "b c"^.5 (d^3 e)^4 f^g`, `a~ b~1^2 c~3 ~d e*~ AND~`, `"a b"~3 "c"~^2 «d e»~4^5 "f"~x`, `)(`, `after:"x y" date:..`,
	} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		q, notices, err := Interpret(s)
		for _, n := range notices {
			if n.Offset < 0 || n.Offset > len(strings.ToValidUTF8(s, "\uFFFD")) || n.Msg == "" {
				t.Errorf("%q: notice %+v", s, n)
			}
		}
		var syntax *SyntaxError
		if err != nil {
			if !errors.As(err, &syntax) {
				t.Errorf("%q: %v", s, err)
			}
			return
		}
		if err := new(measure).check(q, 0); err != nil {
			t.Errorf("%q: %v", s, err)
		}
		again, err := Parse(q.String())
		if err != nil || !reflect.DeepEqual(q, again) {
			t.Errorf("%q\n is %#v\n its string %q\n is %#v, %v", s, q, q.String(), again, err)
		}
	})
}
