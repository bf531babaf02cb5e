package ingest

import (
	"bytes"
	"cmp"
	"context"
	"errors"
	"iter"
	"strings"

	"golang.org/x/net/html"
)

// decodeHTML yields a whole file as one article: its text as the extractors find
// it, its metadata as the page declares it.
func decodeHTML(_ context.Context, in input) iter.Seq2[Article, error] {
	return func(yield func(Article, error) bool) {
		data, over, err := readUpTo(in.r, in.limit)
		switch {
		case err != nil:
			yield(Article{}, &InputError{File: in.file, Problem: "cannot be read", Remedy: "check the file", Err: err})
			return
		case over:
			yield(Article{}, tooLong(in, 0))
			return
		}
		if problem, remedy := notText(data); problem != "" {
			yield(Article{}, &InputError{File: in.file, Problem: problem, Remedy: remedy})
			return
		}
		a, err := articleOfHTML(data, "", "")
		if err != nil {
			yield(Article{}, &InputError{File: in.file, Problem: "is a page without an article", Remedy: "give a page with text", Err: err})
			return
		}
		a.Path, a.File = in.path, in.file
		yield(a, nil)
	}
}

// errNoArticle is what articleOfHTML says of a page without any text.
var errNoArticle = errors.New("no text")

// articleOfHTML makes a raw article of one page. The url is where it was fetched
// from and contentType the header it came with, each "" if unknown. The error is
// errNoArticle where the page has no text.
func articleOfHTML(page []byte, url, contentType string) (Article, error) {
	text, _ := validUTF8(string(decodeBOM(page)))
	doc, err := html.Parse(strings.NewReader(text))
	if err != nil { // nested deeper than the parser goes
		body := textOfHTML(text)
		if body == "" {
			return Article{}, errNoArticle
		}
		return Article{URL: url, Body: body}, nil
	}
	a := metadataOf(doc)
	a.URL = cmp.Or(a.URL, url)
	a.Body, _ = extract(doc)
	if a.Body == "" {
		return Article{}, errNoArticle
	}
	return a, nil
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
