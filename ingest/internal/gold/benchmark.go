package gold

import (
	"bytes"
	"encoding/json"
	"fmt"
	"path/filepath"
)

// A Page is a page of the article extraction benchmark.
type Page struct {
	ID, URL string
	HTML    string // the page
	Text    string // its article, by hand
}

// Pages returns the pages of the benchmark, of a folder of data.
func Pages(data string) ([]Page, error) {
	return readPages(data, func(p *Page, file string) error {
		html, err := ReadFile(file)
		p.HTML = string(html)
		return err
	})
}

// Sites returns the sites of the pages of the benchmark.
func Sites(data string) (map[string]bool, error) {
	pages, err := readPages(data, func(*Page, string) error { return nil })
	sites := map[string]bool{}
	for _, p := range pages {
		sites[SiteOf(p.URL)] = true
	}
	return sites, err
}

// readPages reads the list of the benchmark and calls read with each page and the name
// of its file.
func readPages(data string, read func(p *Page, file string) error) ([]Page, error) {
	dir := filepath.Join(data, "pages")
	name := filepath.Join(dir, "cases.jsonl.gz")
	list, err := ReadFile(name)
	if err != nil {
		return nil, err
	}
	var pages []Page
	number := 0
	for line := range bytes.Lines(list) {
		number++
		var p Page
		if err := json.Unmarshal(line, &p); err != nil {
			return nil, fmt.Errorf("%s, line %d: %w", name, number, err)
		}
		if err := read(&p, filepath.Join(dir, p.HTML)); err != nil {
			return nil, fmt.Errorf("%s, line %d: %w", name, number, err)
		}
		pages = append(pages, p)
	}
	return pages, nil
}
