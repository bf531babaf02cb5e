package main

import (
	"context"
	"fmt"
	"math/bits"
	"slices"
	"strings"

	distiller "github.com/markusmobius/go-domdistiller"
	"golang.org/x/net/html"

	"github.com/newsdex/newsdex/ingest"
	"github.com/newsdex/newsdex/ingest/internal/format"
	"github.com/newsdex/newsdex/ingest/internal/gold"
	"github.com/newsdex/newsdex/ingest/internal/page"
	"github.com/newsdex/newsdex/ingest/internal/plain"
)

// Nobody labelled the other pages line by line. The word of three extractors is almost as
// good: our own, in which two others have a voice, and go-domdistiller. Of the development
// half of the benchmark, labelled so, 39 of 11,600 lines of junk and 65 of 2,150 of the
// article are labelled otherwise by hand, and for a good part of these the hand's choice
// is the odd one.

// A voice is an extractor that takes a line of a page for the article. Voices are bits.
type voice uint8

const (
	ourVoice voice = 1 << iota
	readabilityVoice
	trafilaturaVoice
	distillerVoice
)

// A heardPage is a page with the extractors' word on its lines.
type heardPage struct {
	url, title string
	lines      []string         // of the page as flat text
	voices     map[string]voice // by the normalized key of a line
	distilled  string           // the key of the text that go-domdistiller found
	any        string           // the key of the text that any of them found
	times      map[string]int   // how often a line stands on the page, by its key
}

// hear asks the extractors about a page.
func hear(ctx context.Context, webpage, url string) (*heardPage, error) {
	text, _ := format.DecodePage([]byte(webpage), "")
	var docs [3]*html.Node // each extractor changes its own
	for i := range docs {
		doc, err := html.Parse(strings.NewReader(text))
		if err != nil {
			return nil, fmt.Errorf("%s: %w", url, err)
		}
		docs[i] = doc
	}
	h := &heardPage{url: url, voices: map[string]voice{}, times: map[string]int{}}
	flat, err := normalized(ctx, ingest.Article{Body: gold.FlatText(docs[0])})
	if err != nil {
		return nil, err
	}
	h.lines = strings.Split(flat.Body, "\n")
	for _, s := range h.lines {
		h.times[plain.NormalizedKey(s)]++
	}
	h.any = h.hearOurs(docs[1])
	if result, err := distiller.Apply(docs[2], &distiller.Options{SkipPagination: true}); err == nil {
		h.distilled = plain.NormalizedKey(result.Text)
		for s := range strings.SplitSeq(result.Text, "\n") {
			h.voices[plain.NormalizedKey(s)] |= distillerVoice
		}
	}
	h.any += h.distilled
	return h, nil
}

// hearOurs asks our extractor and the two that have a voice in it. It returns the key of
// all blocks that one of them takes.
func (h *heardPage) hearOurs(doc *html.Node) string {
	meta, _ := page.Read(doc, h.url)
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
	return any.String()
}

// label returns the label of a line: the article, if ours and others take it, and junk, if
// none does.
func (h *heardPage) label(line string) ingest.Label {
	key := plain.NormalizedKey(line)
	voices := h.voices[key]
	if len(key) > 20 && strings.Contains(h.distilled, key) {
		voices |= distillerVoice
	}
	n := bits.OnesCount8(uint8(voices))
	switch {
	case key == "" || n > 0 && h.times[key] > 1 && len(key) < 60: // which of them?
	case h.title != "" && (strings.Contains(h.title, key) && len(key)*2 > len(h.title) || strings.Contains(key, h.title)):
	case voices&ourVoice != 0 && (n >= 3 || n == 2 && len(key) > 60):
		return ingest.ArticleLine
	case n == 0 && (len(key) <= 20 || !strings.Contains(h.any, key)):
		return ingest.Junk
	}
	return ingest.Unclear
}

// text returns the page as a labelled text. Ok is false where the extractors agree on too
// little, or the pieces that were written down of the page contradict them.
func (h *heardPage) text(with, without []string) (lt ingest.LabelledText, ok bool) {
	lt = ingest.LabelledText{Case: h.url, Extractor: otherPage, URL: h.url}
	var article strings.Builder
	for _, s := range h.lines {
		label := h.label(s)
		lt.Lines = append(lt.Lines, ingest.LabelledLine{Text: s, Label: label})
		if label == ingest.ArticleLine {
			article.WriteString(plain.NormalizedKey(s))
		}
	}
	missed := slices.ContainsFunc(with, func(s string) bool { return !strings.Contains(h.any, plain.NormalizedKey(s)) })
	taken := slices.ContainsFunc(without, func(s string) bool {
		key := plain.NormalizedKey(s)
		return len(key) > 12 && strings.Contains(article.String(), key)
	})
	return lt, isNews(lt) && !missed && !taken
}

// isNews reports whether a text is of the kind that the scorers are for: some paragraphs,
// which are most of the article.
func isNews(lt ingest.LabelledText) bool {
	all, prose, paragraphs := 0, 0, 0
	for _, l := range lt.Lines {
		if l.Label != ingest.ArticleLine {
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
