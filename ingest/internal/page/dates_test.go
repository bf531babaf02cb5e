package page

import (
	"testing"

	"github.com/newsdex/newsdex/ingest/internal/found"
	"github.com/newsdex/newsdex/ingest/internal/plain"
)

// TestURLDates checks the dates found in addresses.
func TestURLDates(t *testing.T) {
	for _, c := range []struct{ url, want string }{
		{"https://harbornews.example/2019/03/12/budget", "URL 2019-03-12"},
		{"https://harbornews.example/2019/3/2/budget", "URL 2019-03-02"},
		{"https://harbornews.example/texts/20220127-budget.html", "URL name 2022-01-27"},
		{"https://harbornews.example/23-01-2022-budget/17.html", "URL name 2022-01-23"},
		{"https://harbornews.example/2019/03/budget", "URL month 2019-03"},
		{"https://harbornews.example/budget-2019", ""},
		{"https://harbornews.example/2019/13/budget", ""},
		{"https://harbornews.example/p?d=/2019/03/12/", ""},
	} {
		p := &data{values: map[found.Source][]string{}}
		p.addURLDate(c.url)
		got := ""
		for _, source := range []found.Source{found.AddressDay, found.AddressName, found.AddressMonth} {
			if v := plain.First(p.values[source]); v != "" && got == "" {
				got = source.String() + " " + v
			}
		}
		if got != c.want {
			t.Errorf("%s tells %q, want %q", c.url, got, c.want)
		}
	}
}
