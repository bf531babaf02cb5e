package ingest

import (
	"bytes"
	"cmp"
	"context"
	"errors"
	"fmt"
	"iter"
	"slices"
	"strings"

	"golang.org/x/net/html"
)

// htmlFormat is a page.
var htmlFormat = format{
	name: "HTML", extensions: []string{".html", ".htm", ".xhtml"}, sniff: sniffHTML, decode: decodeHTML,
	whole: true, charset: ofPage,
}

// decodeHTML yields a whole file as one article: its text as the extractors find
// it, its metadata as the page declares it.
func decodeHTML(_ context.Context, in input) iter.Seq2[record, error] {
	return func(yield func(record, error) bool) {
		data, over, err := readUpTo(in.r, in.limit)
		switch {
		case err != nil:
			yield(record{}, in.readError(0, err))
			return
		case over:
			yield(record{}, tooLong(in, 0))
			return
		}
		if isBinary(data) {
			yield(record{}, errBinary)
			return
		}
		a, err := articleOfHTML(data, "", "")
		if err != nil {
			yield(record{}, &rawError{File: in.file, Problem: "is a page without an article", Remedy: "give a page with text", Err: err})
			return
		}
		a.Path, a.File, a.Origin = in.path, in.file, in.wholeOrigin(data)
		yield(a, nil)
	}
}

// errNoArticle is what articleOfHTML says of a page without any text.
var errNoArticle = errors.New("no text")

// articleOfHTML makes a raw article of one page. The url is where it was fetched
// from and contentType the header it came with, each "" if unknown. The error is
// errNoArticle where the page has no text.
func articleOfHTML(page []byte, url, contentType string) (record, error) {
	text, repairs := decodePage(page, contentType)
	a, by := record{}, "all text"
	if doc, err := parsePage(text); err == nil {
		var body string
		facts, ld := metadataOf(doc, url)
		a, body = articleOfFacts(facts), ld
		a.Body, by = extract(doc, a.Title)
		if strings.Contains(body, "<") {
			body = textOfHTML(body)
		}
		if len(a.Body) < leastText && len(body) > 2*len(a.Body) {
			a.Body, by = body, "JSON-LD articleBody"
		}
		settleDeck(&a)
	} else {
		if head, err := parsePage(text[:headEnd(text)]); err == nil {
			facts, _ := metadataOf(head, url)
			a = articleOfFacts(facts)
		}
		a.Body = textOfHTML(text)
	}
	a.found(pageCandidate{Field: "text", Value: fmt.Sprintf("%d bytes", len(a.Body)), Source: extractor.named(by), Chosen: true})
	a.URL = cmp.Or(a.URL, url)
	a.Repairs = repairs
	if strings.TrimSpace(a.Body) == "" {
		return record{}, errNoArticle
	}
	return a, nil
}

// decodePage returns a page as UTF-8, by its byte order mark, by the charset that
// its Content-Type or itself declares, or by what its text makes sense in.
func decodePage(page []byte, contentType string) (string, []charsetRepair) {
	if c := charsetOf(page[:min(len(page), pageCharsetBytes)], contentType); c != nil {
		_, mark := byteOrderMark(page)
		return c.decode(page[mark:]), []charsetRepair{decodedRepair(c)}
	}
	return toUTF8(string(bytes.TrimPrefix(page, bomUTF8)))
}

// pageCharsetBytes is how much of a page its charset is told by: scripts may
// stand long before the first word.
const pageCharsetBytes = 512 << 10

// mostTags is how many tags a page may have to be made a tree of; a node takes
// some 200 bytes. News has some thousands.
const mostTags = 500_000

// parsePage returns the tree of a page; an error if it is nested more deeply
// than html.Parse goes, or has more than mostTags tags.
func parsePage(text string) (*html.Node, error) {
	if strings.Count(text, "<") > mostTags {
		return nil, errors.New("too many tags")
	}
	return html.Parse(strings.NewReader(text))
}

// headEnd returns where the head of a page ends, as far as its tags tell.
func headEnd(text string) int {
	const most = 1 << 20
	head := text[:min(len(text), most)]
	for _, tag := range []string{"</head", "<body", "</HEAD", "<BODY"} {
		if i := strings.Index(head, tag); i >= 0 {
			return i
		}
	}
	return 0
}

// sniffHTML takes for HTML what begins with its doctype, or with an element that
// pages begin with.
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

// articleOfFacts returns an article that has the facts of its page, and no text
// yet.
func articleOfFacts(p pageFacts) record {
	a := record{
		URL: p.URL, Title: p.Title, Deck: p.Deck, Outlet: p.Outlet, Language: p.Language, Section: p.Section,
		Authors: p.Authors, Tags: p.Tags,
		Published: p.Published.at, PublishedLayout: p.Published.layout, Updated: p.Updated.at, UpdatedLayout: p.Updated.layout,
		Found: p.Found,
	}
	return a
}

// settleDeck compares the deck with the text. A line at the head that the page
// shows as the deck leaves the text; a description that stands in the text is
// its first paragraph, and refused.
func settleDeck(a *record) {
	const head = 3 // lines
	key := normalizedKey(strings.TrimRight(a.Deck, ". …["))
	at := slices.IndexFunc(a.Found, func(c pageValue) bool { return c.Field == "deck" && c.Chosen })
	if key == "" || at < 0 {
		return
	}
	if lines := strings.Split(a.Body, "\n"); len(lines) > head && slices.Contains(a.Found[at].Sources, classDeck) {
		if i := slices.IndexFunc(lines[:head], func(line string) bool { return normalizedKey(line) == normalizedKey(a.Deck) }); i >= 0 {
			a.Body = strings.Join(slices.Delete(lines, i, i+1), "\n")
			return
		}
	}
	if strings.Contains(normalizedKey(a.Body[:min(len(a.Body), 8<<10)]), key) {
		a.Found[at].Chosen, a.Found[at].Refused = false, "repeats the text"
		a.Deck = ""
	}
}
