package index

import (
	"fmt"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/newsdex/newsdex/index/postings"
	"github.com/newsdex/newsdex/index/postings/packed"
	"github.com/newsdex/newsdex/index/schema"
	"github.com/newsdex/newsdex/ingest"
)

// A use is one way to read an index. Its results are compared.
type use struct {
	name string
	read func(*Index, *Snapshot) (any, error)
}

// eachSegment is a use of each segment, one after the other.
func eachSegment(name string, read func(*postings.Segment, *[]any) error) use {
	return use{name, func(_ *Index, s *Snapshot) (any, error) {
		var all []any
		for _, seg := range s.Postings().Segments() {
			if err := read(seg, &all); err != nil {
				return nil, err
			}
		}
		return all, nil
	}}
}

// eachDocument is a use of each live document.
func eachDocument(name string, read func(*postings.Segment, uint32) (any, error)) use {
	return eachSegment(name, func(s *postings.Segment, all *[]any) error {
		for it := s.All().Iterator(); it.HasNext(); {
			v, err := read(s, it.Next())
			if err != nil {
				return err
			}
			*all = append(*all, v)
		}
		return nil
	})
}

var (
	useWords = []string{"bid", "word", "the", "after", "no", "model", "missing"}
	useTerms = [][2]string{{schema.Outlet, "gazett"}, {schema.OutletName, "The Gazette"}, {schema.Author, "bob"}, {schema.URL, "exampl"}, {schema.Analysis, "de"}, {"_id", "c"}, {schema.Published, "20250211070500"}}
)

// readList reads all data of a list: documents, frequencies, bounds, positions.
func readList(l *packed.List, all *[]any) error {
	*all = append(*all, l != nil && l.Len() > 0)
	if l == nil {
		return nil
	}
	var c packed.Cursor
	c.Reset(l)
	for ok := c.Load(0); ok; ok = c.Next() {
		spans, freq, err := c.Positions(nil)
		if err != nil {
			return err
		}
		*all = append(*all, fmt.Sprint(c.Doc(), freq, spans))
	}
	for b := range l.Full() {
		*all = append(*all, l.Impact(b))
	}
	if c.Err() != nil || l.Full() == l.Blocks() {
		return c.Err()
	}
	impact, err := l.TailImpact()
	*all = append(*all, impact)
	return err
}

func near(text string, edits int) *postings.Levenshtein {
	l, err := postings.NewLevenshtein(text, edits)
	if err != nil {
		panic(err)
	}
	return l
}

// uses are the ways to read an index.
func uses() []use {
	all := []use{
		{"get", func(x *Index, _ *Snapshot) (any, error) {
			var got []ingest.Article
			for _, id := range []string{"a", "b", "c", "d", "e"} {
				a, err := x.Get(id)
				if err != nil {
					return nil, err
				}
				got = append(got, a)
			}
			return got, nil
		}},
		{"original", func(x *Index, _ *Snapshot) (any, error) { return x.Original("a") }},
		{"another original", func(x *Index, _ *Snapshot) (any, error) { return x.Original("e") }},
		{"articles", func(_ *Index, s *Snapshot) (any, error) {
			var got []ingest.Article
			for a, err := range s.WithOriginals(ctx) {
				if err != nil {
					return nil, err
				}
				got = append(got, a)
			}
			return got, nil
		}},
		{"languages", func(_ *Index, s *Snapshot) (any, error) { return s.Languages() }},
		{"sizes", func(_ *Index, s *Snapshot) (any, error) { return s.Sizes(ctx) }},
		{"overview", func(_ *Index, s *Snapshot) (any, error) { return s.Overview(ctx) }},
		{"templates", func(x *Index, _ *Snapshot) (any, error) { return x.Templates() }},
		{"outlets", func(_ *Index, s *Snapshot) (any, error) { return readColumn(s, schema.OutletName) }},
		{"authors", func(_ *Index, s *Snapshot) (any, error) { return readColumn(s, schema.AuthorName) }},
		{"titles", func(_ *Index, s *Snapshot) (any, error) {
			o, err := s.Postings().TitleOrder(ctx)
			if err != nil {
				return nil, err
			}
			var all [][]uint32
			for i := range s.Postings().Segments() {
				all = append(all, o.Ranks(i))
			}
			return all, nil
		}},
		{"stems of a prefix", func(_ *Index, s *Snapshot) (any, error) {
			var got []string
			for stem, err := range s.Postings().Stems("en", "refu") {
				if err != nil {
					return nil, err
				}
				got = append(got, stem)
			}
			return got, nil
		}},
		{"stems near", func(_ *Index, s *Snapshot) (any, error) {
			var got []string
			for stem, err := range s.Postings().StemsNear("en", near("wrod", 2)) {
				if err != nil {
					return nil, err
				}
				got = append(got, stem)
			}
			return got, nil
		}},
		eachDocument("article", func(s *postings.Segment, doc uint32) (any, error) { return s.Article(doc) }),
		eachDocument("shown", func(s *postings.Segment, doc uint32) (any, error) { return s.Shown(doc) }),
		eachDocument("id", func(s *postings.Segment, doc uint32) (any, error) { return s.ID(doc) }),
		eachSegment("dates", func(s *postings.Segment, all *[]any) error {
			dates, err := s.Published()
			*all = append(*all, dates)
			return err
		}),
		eachSegment("lengths", func(s *postings.Segment, all *[]any) error {
			lengths, err := s.FieldLengths()
			*all = append(*all, lengths)
			return err
		}),
		eachSegment("ids", func(s *postings.Segment, all *[]any) error {
			for d, err := range s.IDs() {
				if err != nil {
					return err
				}
				*all = append(*all, d)
			}
			return nil
		}),
		eachSegment("terms", func(s *postings.Segment, all *[]any) error {
			for _, field := range s.Fields() {
				for term, err := range s.Terms(field, "", "") {
					if err != nil {
						return err
					}
					*all = append(*all, field+" "+term)
				}
			}
			return nil
		}),
		eachSegment("near", func(s *postings.Segment, all *[]any) error {
			for term, err := range s.TermsNear(schema.Body.In("en"), near("wird", 1)) {
				if err != nil {
					return err
				}
				*all = append(*all, term)
			}
			return nil
		}),
		eachSegment("all postings", func(s *postings.Segment, all *[]any) error {
			r, err := s.NewTermReader()
			if err != nil {
				return err
			}
			for _, field := range s.Fields() {
				for term, err := range s.Terms(field, "", "") {
					if err != nil {
						return err
					}
					err = r.Postings(field, term, func(p postings.TermPosting) {
						*all = append(*all, p.Doc, p.Number, slices.Clone(p.Spans))
					})
					if err != nil {
						return err
					}
				}
			}
			return nil
		}),
	}
	for _, term := range useWords {
		all = append(all, eachSegment("word "+term, func(s *postings.Segment, all *[]any) error {
			l, err := s.Packed("en", term)
			if err != nil {
				return err
			}
			return readList(l, all)
		}), eachSegment("title "+term, func(s *postings.Segment, all *[]any) error {
			l, err := s.Within(ctx, "en", term, []schema.TextField{schema.Title})
			if err != nil {
				return err
			}
			return readList(l, all)
		}), eachSegment("prefix of "+term, func(s *postings.Segment, all *[]any) error {
			l, err := s.Expand(ctx, "en", []schema.TextField{schema.Body}, postings.Expansion{Prefix: term[:1]})
			if err != nil {
				return err
			}
			*all = append(*all, l.Len())
			return nil
		}))
	}
	for _, t := range useTerms {
		all = append(all, eachSegment(strings.Join(t[:], " "), func(s *postings.Segment, all *[]any) error {
			docs, err := s.Docs(t[0], t[1])
			*all = append(*all, docs.ToArray())
			return err
		}))
	}
	return all
}

func readColumn(s *Snapshot, f string) (any, error) {
	c, err := s.Postings().Column(ctx, f)
	if err != nil {
		return nil, err
	}
	all := []any{c.Values()}
	for i := range s.Postings().Segments() {
		all = append(all, c.Ordinals(i))
	}
	return all, nil
}

// readAs uses an index.
func (u use) readAs(x *Index) (any, error) {
	s, err := x.Snapshot()
	if err != nil {
		return nil, err
	}
	defer s.Close()
	return u.read(x, s)
}

// results are the results of all uses.
func results(t *testing.T, path string) map[string]any {
	t.Helper()
	x := mustOpen(t, path)
	all := map[string]any{}
	for _, u := range uses() {
		got, err := u.readAs(x)
		if err != nil {
			t.Fatalf("%s: %v", u.name, err)
		}
		all[u.name] = got
	}
	return all
}

// TestUsesReadSomething checks that every use reads something.
func TestUsesReadSomething(t *testing.T) {
	path := t.TempDir() + "/i"
	buildForDamage(t, path)
	for name, got := range results(t, path) {
		if v := reflect.ValueOf(got); got == nil || (v.Kind() == reflect.Slice || v.Kind() == reflect.Map) && v.Len() == 0 {
			t.Errorf("%s reads nothing", name)
		}
	}
}
