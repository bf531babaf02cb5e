package ingest

import (
	"errors"
	"strings"
	"testing"
)

const harbourRules = `# A remark.
rule tide-table
  reason  gives the tides
  line    ^High water: \d\d
	equal   Tides for # days
  place   head 2

rule weather-ship
reason advertises
sentence ^Follow .*ship
outlet The Harbour Gazette
host www.Harbour.example

rule end
  reason  stands at the end
  equal   The end
  place   tail 1
  level   strict
`

func TestParseRules(t *testing.T) {
	rules, err := ParseRules(strings.NewReader(harbourRules), "h.rules")
	if err != nil {
		t.Fatal(err)
	}
	body := "High water: 12\nTides for 14 days.\nHigh water: 13\nThe wall is new. Follow our ship. It sails.\nTHE END!"
	for _, c := range []struct {
		name, url, outlet string
		level             Level
		want              string
	}{
		{"no outlet", "", "", Normal, "tide-table:High water: 12|tide-table:Tides for 14 days.|"},
		{"host", "https://news.harbour.example:8080/x", "", Careful, "tide-table:High water: 12|tide-table:Tides for 14 days.|weather-ship:Follow our ship. |"},
		{"other host", "https://theharbour.example/x", "", Careful, "tide-table:High water: 12|tide-table:Tides for 14 days.|"},
		{"outlet", "", "the harbour gazette", Strict, "tide-table:High water: 12|tide-table:Tides for 14 days.|weather-ship:Follow our ship. |end:THE END!|"},
		{"off", "", "", Off, ""},
	} {
		o := Options{Rules: rules, Level: c.level}
		for a, err := range Read(t.Context(), slice{{Body: body, URL: c.url, Outlet: c.outlet}}, o) {
			if err != nil {
				t.Fatal(err)
			}
			got := ""
			for _, r := range a.Removed {
				got += r.Rule + ":" + r.Text + "|"
			}
			if got != c.want {
				t.Errorf("%s: removed %q, want %q", c.name, got, c.want)
			}
		}
	}
}

// TestParseRulesErrors checks that each mistake is reported with its line and the
// remedy.
func TestParseRulesErrors(t *testing.T) {
	for _, c := range []struct{ rules, want string }{
		{"", "r: holds no rule; begin one with a line: rule NAME"},
		{"# nothing\n", "r: holds no rule; begin one with a line: rule NAME"},
		{"reason x\n", "r:1: reason stands before any rule; begin one with a line: rule NAME"},
		{"rule a\nequal x\n", "r:1: the rule a has no reason; say why such text goes: reason TEXT"},
		{"rule a\nreason x\n", "r:1: the rule a finds nothing; give it a line: equal TEXT, line REGEXP or sentence REGEXP"},
		{"rule A B\nreason x\nequal x", `r:1: "A B" cannot be a rule's name; use lower case letters, digits and hyphens: tide-table`},
		{"rule byline\nreason x\nequal x", "r:1: newsdex has a rule byline itself; take another name"},
		{"rule a\nreason x\nequal x\nrule a\nreason x\nequal x", "r:4: the rule a stands on line 1 already; take another name, or put the patterns together"},
		{"rule a\nreason x\nline (?=x)", "r:3: error parsing regexp: invalid or unsupported Perl syntax: `(?=`; write it in RE2's syntax, which has no look-ahead and no back-references"},
		{"rule a\nreason x\nline ^Читайте\\b", `r:3: \b stands beside a letter that is not ASCII, where it does not mean the end of a word; write the sign that may follow: ( |$)`},
		{"rule a\nreason x\nline x*\nequal y", "r:3: the regular expression matches any text; make it say what there must be: ^Share this"},
		{"rule a\nreason x\nline " + strings.Repeat("x", 1001), "r:3: the regular expression is longer than 1000 bytes; write several, each on a line of its own"},
		{"rule a\nreason x\nequal ***\nline y", "r:3: the line has no letter and no digit; use line with a regular expression"},
		{"rule a\nreason x\nreason y\nequal x", "r:3: a second reason; keep one"},
		{"rule a\nreason x\nequal x\nplace middle", `r:4: "middle" is not a place; take head, tail or anywhere; after head and tail may stand a number of lines`},
		{"rule a\nreason x\nequal x\nplace head 0", `r:4: "0" is not a number of lines; take a whole number from 1 on: place head 3`},
		{"rule a\nreason x\nequal x\nhost http://a.b/", `r:4: "http://a.b/" is not a host; give the name alone: news.example.com`},
		{"rule a\nreason x\nequal x\nlevel off", `r:4: "off" is not a level at which rules run; take careful, normal or strict`},
		{"rule a\nreason x\nequal\nline y", "r:3: equal has no value; write it after the word, or remove the line"},
		{"rule a\nreason x\nequals x\nline y", `r:3: "equals" is not a word of rules; the words are rule, reason, equal, line, sentence, place, outlet, host, level`},
		{"rule a\nreason x\nequal " + strings.Repeat("x", 5000), "r:3: is longer than 4096 bytes; write several rules, or several patterns of one"},
		{strings.Repeat("# no rule at all\n", 70000), "r: is larger than 1 MB; keep what is needed"},
	} {
		rules, err := ParseRules(strings.NewReader(c.rules), "r")
		var bad *InputError
		if rules != nil || !errors.As(err, &bad) {
			t.Errorf("%.40q: got %v, %v", c.rules, rules, err)
			continue
		}
		if !strings.Contains("\n"+err.Error()+"\n", "\n"+c.want+"\n") {
			t.Errorf("%.40q: error\n%v\nwant\n%s", c.rules, err, c.want)
		}
	}
	_, err := ParseRules(strings.NewReader(strings.Repeat("nonsense\n", 100)), "r")
	if n := strings.Count(err.Error(), "\n") + 1; n != maxRuleErrors {
		t.Errorf("%d errors are told, want %d", n, maxRuleErrors)
	}
}

func FuzzParseRules(f *testing.F) {
	f.Add(harbourRules, "High water: 12\n\nText.")
	f.Fuzz(func(t *testing.T, file, body string) {
		rules, err := ParseRules(strings.NewReader(file), "r")
		if err != nil {
			return
		}
		n := Normalize(strings.ToValidUTF8(body, "?"))
		if a := clean(Article{Body: n}, rules, Strict); a.Original() != n {
			t.Fatalf("%q by %q became %q", n, file, a.Original())
		}
	})
}
