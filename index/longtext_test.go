package index

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"reflect"
	"strings"
	"testing"

	"github.com/newsdex/newsdex/analyze"
	"github.com/newsdex/newsdex/index/internal/record"
	"github.com/newsdex/newsdex/index/internal/rounds"
	"github.com/newsdex/newsdex/ingest"
)

// TestLongText checks that a text whose tokens are not all in memory at once has the
// same terms, positions and forms as otherwise.
func TestLongText(t *testing.T) {
	rounds.NotShort(t, "indexes texts of megabytes")
	r := rand.New(rand.NewPCG(7, 7))
	zipf := rand.NewZipf(r, 1.3, 2, 20_000)
	var b strings.Builder
	for b.Len() < record.LongText+record.LongText/4 {
		word := strings.Map(func(r rune) rune { return r - '0' + 'c' }, fmt.Sprint(zipf.Uint64()))
		fmt.Fprintf(&b, "Re%sings of non-profits, ", word)
	}
	text := b.String()
	lang := analyze.For("en")
	var long, short record.Counter
	var longForms, shortForms record.Forms
	got := long.TextField(ctx, "body.en", lang, &longForms, text, text[:100])
	want := got
	want.Length = short.Walk(ctx, lang, &shortForms, []string{text, text[:100]}, short.Add)
	want.Terms = short.Take()
	if !reflect.DeepEqual(got, want) || got.Length == 0 || len(got.Terms) < 1000 {
		t.Errorf("%d terms in %d positions, want %d in %d", len(got.Terms), got.Length, len(want.Terms), want.Length)
	}
	if !reflect.DeepEqual(longForms.Terms.Strings, shortForms.Terms.Strings) || len(longForms.Terms.Strings) < 1000 {
		t.Errorf("%d forms, want %d", len(longForms.Terms.Strings), len(shortForms.Terms.Strings))
	}
	x, stats, err := Memory(ctx, seq(article("a", "long", text), article("b", "short", "b"), article("c", "long too", text), article("a", "again", text)), Options{})
	if err != nil || stats.Added != 3 || stats.Replaced != 1 {
		t.Fatalf("stats %+v, %v", stats, err)
	}
	defer x.Close()
	if got := contents(t, x); len(got) != 3 || got["a"] != "again" {
		t.Errorf("contents %v", got)
	}
	stopped, stop := context.WithCancel(ctx)
	stop()
	if _, _, err := record.NewDocument(stopped, record.Record{Article: ingest.Article{ID: "a", Body: text, Language: "en"}}); !errors.Is(err, context.Canceled) {
		t.Errorf("error %v", err)
	}
}
