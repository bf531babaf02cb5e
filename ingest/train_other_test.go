package ingest

import (
	"math/bits"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	distiller "github.com/markusmobius/go-domdistiller"
	"golang.org/x/net/html"

	"github.com/newsdex/newsdex/ingest/internal/format"
	"github.com/newsdex/newsdex/ingest/internal/page"
	"github.com/newsdex/newsdex/ingest/internal/plain"
)

// morePages returns, besides otherPages, those that go-htmldate is tested with, most of
// them news of all the world, and those of go-readability: again none of the sites of
// pages/. Of these nothing is written down.
func morePages(t testing.TB) []otherPage {
	pages, sites := otherPages(t), benchmarkSites(t)
	known := map[string]bool{}
	for _, p := range pages {
		known[p.URL] = true
	}
	add := func(url, file string) {
		data, err := os.ReadFile(file)
		if err != nil || known[url] || sites[siteOf(url)] || ofBenchmark.MatchString(filepath.Base(file)) {
			return
		}
		known[url] = true
		pages = append(pages, otherPage{URL: url, HTML: string(data)})
	}
	dates := moduleFolder(t, "github.com/markusmobius/go-htmldate")
	entry := regexp.MustCompile(`URL: +("[^"]+"),\s+File: +("[^"]+"),`)
	for _, list := range []string{"data-default.go", "data-mediacloud.go"} {
		data, err := os.ReadFile(filepath.Join(dates, "scripts/comparison", list))
		if err != nil {
			t.Fatal(err)
		}
		for _, m := range entry.FindAllStringSubmatch(string(data), -1) {
			for _, folder := range []string{"comparison", "mediacloud", "mock"} {
				add(strings.Trim(m[1], `"`), filepath.Join(dates, "test-files", folder, strings.Trim(m[2], `"`)))
			}
		}
	}
	files, err := filepath.Glob(filepath.Join(moduleFolder(t, "github.com/go-shiori/go-readability"), "test-pages", "*", "source.html"))
	if err != nil {
		t.Fatal(err)
	}
	for _, file := range files {
		name := filepath.Base(filepath.Dir(file))
		url := "https://" + strings.TrimRight(name, "-0123456789") + ".example/"
		if data, err := os.ReadFile(file); err == nil {
			if doc, err := html.Parse(strings.NewReader(string(data))); err == nil {
				if facts, _ := page.Read(doc, ""); siteOf(facts.URL) != "" {
					url = facts.URL
				}
			}
		}
		add(url, file)
	}
	return pages
}

// Of a page nobody labelled line by line, what three extractors say is almost as good:
// our own, in which two others have a voice, and go-domdistiller.

// Who has a line of a page, as bits.
const (
	ourVoice = 1 << iota
	readabilityVoice
	trafilaturaVoice
	distillerVoice
)

// A heardPage is a page with what the extractors say of its lines.
type heardPage struct {
	url, title string
	lines      []string         // of the page as flat text
	voices     map[string]uint8 // by the letters of a line
	distilled  string           // letters of what go-domdistiller found
	any        string           // letters of what any of them found
	times      map[string]int   // how often a line stands on the page
}

// hear asks the extractors about a page.
func hear(t testing.TB, webpage, url string) *heardPage {
	text, _ := format.DecodePage([]byte(webpage), "")
	parse := func() *html.Node {
		doc, err := html.Parse(strings.NewReader(text))
		if err != nil {
			t.Fatal(err)
		}
		return doc
	}
	h := &heardPage{url: url, voices: map[string]uint8{}, times: map[string]int{}}
	h.lines = strings.Split(normalize(Article{Body: flatText(parse())}, false).Body, "\n")
	for _, s := range h.lines {
		h.times[plain.NormalizedKey(s)]++
	}
	doc := parse()
	meta, _ := page.Read(doc, url)
	h.title = plain.NormalizedKey(meta.Title)
	page.Prune(doc)
	blocks := page.BlocksOf(doc)
	page.MarkByExtractors(doc, blocks)
	chosen, _ := page.Choose(blocks, meta.Title)
	for _, b := range chosen {
		h.voices[b.Key] |= ourVoice
	}
	var any strings.Builder
	for _, b := range blocks {
		if b.InR {
			h.voices[b.Key] |= readabilityVoice
		}
		if b.InT {
			h.voices[b.Key] |= trafilaturaVoice
		}
		if h.voices[b.Key] != 0 {
			any.WriteString(b.Key)
		}
	}
	if result, err := distiller.Apply(parse(), &distiller.Options{SkipPagination: true}); err == nil {
		h.distilled = plain.NormalizedKey(result.Text)
		for s := range strings.SplitSeq(result.Text, "\n") {
			h.voices[plain.NormalizedKey(s)] |= distillerVoice
		}
	}
	h.any = any.String() + h.distilled
	return h
}

// label returns what a line is: of the article, if ours and others have it; not of it,
// if none has.
func (h *heardPage) label(line string) Label {
	key := plain.NormalizedKey(line)
	voices := h.voices[key]
	if len(key) > 20 && strings.Contains(h.distilled, key) {
		voices |= distillerVoice
	}
	n := bits.OnesCount8(voices)
	switch {
	case key == "" || n > 0 && h.times[key] > 1 && len(key) < 60: // which of them?
	case h.title != "" && (strings.Contains(h.title, key) && len(key)*2 > len(h.title) || strings.Contains(key, h.title)):
	case voices&ourVoice != 0 && (n >= 3 || n == 2 && len(key) > 60):
		return ArticleLine
	case n == 0 && (len(key) <= 20 || !strings.Contains(h.any, key)):
		return Junk
	}
	return Unclear
}

// text returns the page as a labelled text. Ok is false where too little is agreed on, or
// what was written down of the page is against it.
func (h *heardPage) text(with, without []string) (page LabelledText, ok bool) {
	page = LabelledText{Case: h.url, Extractor: "other page", URL: h.url}
	var article strings.Builder
	for _, s := range h.lines {
		label := h.label(s)
		page.Lines = append(page.Lines, LabelledLine{s, label})
		if label == ArticleLine {
			article.WriteString(plain.NormalizedKey(s))
		}
	}
	missed := slices.ContainsFunc(with, func(s string) bool { return !strings.Contains(h.any, plain.NormalizedKey(s)) })
	taken := slices.ContainsFunc(without, func(s string) bool {
		key := plain.NormalizedKey(s)
		return len(key) > 12 && strings.Contains(article.String(), key)
	})
	return page, page.isNews() && !missed && !taken
}

// isNews reports whether a text is of the kind that the scorers are for: some
// paragraphs, which are most of the article.
func (lt *LabelledText) isNews() bool {
	all, prose, paragraphs := 0, 0, 0
	for _, l := range lt.Lines {
		if l.Label != ArticleLine {
			continue
		}
		all += len(l.Text)
		if len(l.Text) > 120 {
			paragraphs++
			prose += len(l.Text)
		}
	}
	return paragraphs >= 4 && prose*4 > all*3
}

// otherTexts returns, as labelled texts, the other pages of which the extractors agree
// enough. Of the development half of pages/, labelled so, 39 of 11,600 lines of junk and
// 65 of 2,150 of the article are labelled otherwise by hand, and for a good part of these
// the hand's choice is the odd one.
func otherTexts(t testing.TB) []LabelledText {
	var out []LabelledText
	for _, p := range morePages(t) {
		if lt, ok := hear(t, p.HTML, p.URL).text(p.With, p.Without); ok {
			out = append(out, lt)
		}
	}
	return out
}
