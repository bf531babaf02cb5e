package main

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strings"

	"golang.org/x/net/html"

	"github.com/newsdex/newsdex/ingest/internal/gold"
	"github.com/newsdex/newsdex/ingest/internal/page"
)

// modulePages returns the pages that modules are tested with: those of go-trafilatura,
// those of go-htmldate, most of them news of all the world, and those of go-readability,
// none of the given sites. Only of the first some pieces were written down.
func modulePages(ctx context.Context, without map[string]bool) ([]gold.AnnotatedPage, error) {
	first, err := gold.AnnotatedPages(ctx, without)
	if err != nil {
		return nil, err
	}
	m := &morePages{pages: first, known: map[string]bool{}, without: without}
	for _, p := range first {
		m.known[p.URL] = true
	}
	if err := m.addDatePages(ctx); err != nil {
		return nil, err
	}
	if err := m.addReadabilityPages(ctx); err != nil {
		return nil, err
	}
	return m.pages, nil
}

// morePages are pages with different addresses.
type morePages struct {
	pages          []gold.AnnotatedPage
	known, without map[string]bool // addresses, and sites
}

// add adds the page in a file. One that is not there, for modules list more pages than
// they come with, is left out.
func (m *morePages) add(url, file string) {
	data, err := os.ReadFile(file)
	if err != nil || m.known[url] || m.without[gold.SiteOf(url)] || gold.OfBenchmark.MatchString(filepath.Base(file)) {
		return
	}
	m.known[url] = true
	m.pages = append(m.pages, gold.AnnotatedPage{URL: url, HTML: string(data)})
}

// datePage is an entry of the lists of go-htmldate.
var datePage = regexp.MustCompile(`URL: +("[^"]+"),\s+File: +("[^"]+"),`)

// addDatePages adds the pages of go-htmldate.
func (m *morePages) addDatePages(ctx context.Context) error {
	dir, err := gold.ModuleFolder(ctx, "github.com/markusmobius/go-htmldate")
	if err != nil {
		return err
	}
	for _, list := range []string{"data-default.go", "data-mediacloud.go"} {
		data, err := os.ReadFile(filepath.Join(dir, "scripts/comparison", list))
		if err != nil {
			return fmt.Errorf("the list of the pages of go-htmldate: %w", err)
		}
		for _, entry := range datePage.FindAllStringSubmatch(string(data), -1) {
			for _, folder := range []string{"comparison", "mediacloud", "mock"} {
				m.add(strings.Trim(entry[1], `"`), filepath.Join(dir, "test-files", folder, strings.Trim(entry[2], `"`)))
			}
		}
	}
	return nil
}

// addReadabilityPages adds the pages of go-readability, under the addresses that they
// name, or else under their folders' names.
func (m *morePages) addReadabilityPages(ctx context.Context) error {
	dir, err := gold.ModuleFolder(ctx, "github.com/go-shiori/go-readability")
	if err != nil {
		return err
	}
	files, err := filepath.Glob(filepath.Join(dir, "test-pages", "*", "source.html"))
	if err != nil {
		return err
	}
	for _, file := range files {
		url := "https://" + strings.TrimRight(filepath.Base(filepath.Dir(file)), "-0123456789") + ".example/"
		data, err := os.ReadFile(file)
		if err != nil {
			return err
		}
		if doc, err := html.Parse(strings.NewReader(string(data))); err == nil {
			if facts, _ := page.Read(doc, ""); gold.SiteOf(facts.URL) != "" {
				url = facts.URL
			}
		}
		m.add(url, file)
	}
	return nil
}
