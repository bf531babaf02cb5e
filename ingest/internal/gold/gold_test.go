package gold

import (
	"strings"
	"testing"

	"golang.org/x/net/html"
)

// TestFlatText holds that all text of a page is in its flat text, a line for each block.
func TestFlatText(t *testing.T) {
	doc, err := html.Parse(strings.NewReader(`<html><head><title>The title</title><style>p{}</style></head><body><nav><a>Home</a><a hidden>Menu</a></nav><p>One <b>two</b></p><script>x()</script><ul><li>a<li>b</ul></body></html>`))
	if err != nil {
		t.Fatal(err)
	}
	if got, want := strings.Fields(FlatText(doc)), "The title HomeMenu One two a b"; strings.Join(got, " ") != want {
		t.Errorf("%q, want %q", got, want)
	}
	if lines := strings.Split(strings.TrimSpace(FlatText(doc)), "\n"); lines[0] != "The title" || lines[len(lines)-1] != "b" {
		t.Errorf("lines %q", lines)
	}
}

// TestHalves holds that both halves have pages, and that a page stays in its half.
func TestHalves(t *testing.T) {
	var n [2]int
	for c := 'a'; c <= 'z'; c++ {
		n[Half("page "+string(c))]++
	}
	if n[Development] < 5 || n[Check] < 5 || Half("a") != Development || Half("b") != Check {
		t.Errorf("%d pages for development and %d to check; a is in %d, b in %d", n[Development], n[Check], Half("a"), Half("b"))
	}
	if got := SiteOf("https://www.harbor.example/2025/a"); got != "harbor.example" {
		t.Errorf("site %q", got)
	}
}
