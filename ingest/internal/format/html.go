package format

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"iter"
	"slices"
	"strings"

	"github.com/newsdex/newsdex/ingest/internal/charset"
	"github.com/newsdex/newsdex/ingest/internal/found"
	"github.com/newsdex/newsdex/ingest/internal/htmltext"
	"github.com/newsdex/newsdex/ingest/internal/page"
	"github.com/newsdex/newsdex/ingest/internal/plain"
)

// htmlFormat reads an HTML page.
var htmlFormat = Format{
	Name: "HTML", Extensions: []string{".html", ".htm", ".xhtml"}, Sniff: sniffHTML, Decode: decodeHTML,
	Whole: true, Charset: ofPage,
}

// decodeHTML yields a whole file as one article: its text as the extractors find it, its
// metadata as the page declares it.
func decodeHTML(_ context.Context, in Input) iter.Seq2[Record, error] {
	return func(yield func(Record, error) bool) {
		data, err := in.wholeFile(ReadUpTo(in.R, in.Limit))
		if err != nil {
			yield(Record{}, err)
			return
		}
		a, err := ReadHTML(data, "", "")
		if err != nil {
			yield(Record{}, &Error{File: in.File, Problem: "is a page without an article", Remedy: "give a page with text", Err: err})
			return
		}
		a.Path, a.File, a.Origin = in.Path, in.File, in.wholeOrigin(data)
		yield(a, nil)
	}
}

// errNoArticle is the error that ReadHTML returns for a page without any text.
var errNoArticle = errors.New("no text")

// ReadHTML makes a raw article of one page. The url is the address it was fetched from
// and contentType its Content-Type header, each "" if unknown. The error is errNoArticle
// if the page has no text.
func ReadHTML(webpage []byte, url, contentType string) (Record, error) {
	text, repairs := DecodePage(webpage, contentType)
	a, by := Record{}, "all text"
	if doc, err := page.Parse(text); err == nil {
		var body string
		facts, ld := page.Read(doc, url)
		a, body = articleOfFacts(facts), ld
		a.Body, by = page.Extract(doc, a.Title)
		if strings.Contains(body, "<") {
			body = htmltext.Text(body)
		}
		if len(a.Body) < page.LeastText && len(body) > 2*len(a.Body) {
			a.Body, by = body, "JSON-LD articleBody"
		}
		settleDeck(&a)
	} else {
		if head, err := page.Parse(text[:page.HeadEnd(text)]); err == nil {
			facts, _ := page.Read(head, url)
			a = articleOfFacts(facts)
		}
		a.Body = htmltext.Text(text)
	}
	a.found(found.Candidate{Field: "text", Value: fmt.Sprintf("%d bytes", len(a.Body)), Source: found.Extractor.Named(by), Chosen: true})
	if a.URL == "" {
		a.setURL(url, "", found.FetchedAddress)
	}
	a.Repairs = repairs
	if strings.TrimSpace(a.Body) == "" {
		return Record{}, errNoArticle
	}
	return a, nil
}

// DecodePage returns a page as UTF-8. It decodes by the byte order mark, by the charset
// that the Content-Type or the page declares, or else by the charset in which the text
// makes sense.
func DecodePage(page []byte, contentType string) (string, []charset.Repair) {
	if c := charset.CharsetOf(page[:min(len(page), pageCharsetBytes)], contentType); c != nil {
		_, mark := charset.ByteOrderMark(page)
		return c.Decode(page[mark:]), []charset.Repair{charset.DecodedRepair(c)}
	}
	return charset.ToUTF8(string(bytes.TrimPrefix(page, charset.BomUTF8)))
}

// pageCharsetBytes is the number of bytes of a page by which its charset is detected.
// Long scripts may stand before the first word.
const pageCharsetBytes = 512 << 10

// sniffHTML accepts text that begins with the HTML doctype or with an element that pages
// begin with.
func sniffHTML(head []byte) bool {
	head = bytes.ToLower(bytes.TrimLeft(head, " \t\r\n"))
	if bytes.HasPrefix(head, []byte("<?xml")) {
		if end := bytes.Index(head, []byte("?>")); end >= 0 {
			head = bytes.TrimLeft(head[end+2:], " \t\r\n")
		}
	}
	for bytes.HasPrefix(head, []byte("<!--")) {
		end := bytes.Index(head, []byte("-->"))
		if end < 0 {
			return false
		}
		head = bytes.TrimLeft(head[end+3:], " \t\r\n")
	}
	for _, tag := range []string{"<!doctype html", "<html", "<head", "<body", "<title", "<meta"} {
		if bytes.HasPrefix(head, []byte(tag)) {
			return true
		}
	}
	return false
}

// articleOfFacts returns a Record with the facts of its page, without text.
func articleOfFacts(p page.Facts) Record {
	a := Record{
		URL: p.URL, Title: p.Title, Deck: p.Deck, Outlet: p.Outlet, Language: p.Language, Section: p.Section,
		Authors: p.Authors, Tags: p.Tags,
		Published: p.Published.At, PublishedLayout: p.Published.Layout, Updated: p.Updated.At, UpdatedLayout: p.Updated.Layout,
		Found: p.Found,
	}
	return a
}

// settleDeck compares the deck with the text. A line at the head of the text that the
// page shows as its deck is removed from the text. A description that occurs in the text
// is its first paragraph, and is refused.
func settleDeck(a *Record) {
	const head = 3 // lines
	key := plain.NormalizedKey(strings.TrimRight(a.Deck, ". …["))
	at := slices.IndexFunc(a.Found, func(c found.Value) bool { return c.Field == "deck" && c.Chosen })
	if key == "" || at < 0 {
		return
	}
	if lines := strings.Split(a.Body, "\n"); len(lines) > head && slices.Contains(a.Found[at].Sources, found.ClassDeck) {
		if i := slices.IndexFunc(lines[:head], func(line string) bool { return plain.NormalizedKey(line) == plain.NormalizedKey(a.Deck) }); i >= 0 {
			a.Body = strings.Join(slices.Delete(lines, i, i+1), "\n")
			return
		}
	}
	if strings.Contains(plain.NormalizedKey(a.Body[:min(len(a.Body), 8<<10)]), key) {
		a.Found[at].Chosen, a.Found[at].Refused = false, "repeats the text"
		a.Deck = ""
	}
}
