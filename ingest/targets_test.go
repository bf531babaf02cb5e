package ingest

import (
	"slices"
	"testing"

	"github.com/newsdex/newsdex/ingest/internal/format"
	"github.com/newsdex/newsdex/ingest/internal/source"
)

// fuzzTargets has a fuzz target for each decoder, by its row in the table of
// formats, of compressions, of archives, or of content encodings.
var fuzzTargets = map[string]func(*testing.F){
	"plain text": FuzzText, "Markdown": FuzzMarkdown, "HTML": FuzzHTMLFile, "JSON Lines": FuzzJSONLines, "JSON": FuzzJSON, "CSV": FuzzCSV, "feeds": FuzzFeed, "WARC": FuzzWARC,
	"gzip": FuzzGzip, "zstd": FuzzZstd, "bzip2": FuzzBzip2, "zip": FuzzZip, "tar": FuzzTar,
	"gzip body": FuzzContent, "deflate body": FuzzContent, "br body": FuzzContent, "zstd body": FuzzContent,
}

// TestFuzzTargets checks that each decoder has a fuzz target, and stories in
// FuzzAccount.
func TestFuzzTargets(t *testing.T) {
	told := func(form string) bool {
		return slices.ContainsFunc(taleForms, func(f taleForm) bool { return f.format == form }) ||
			slices.ContainsFunc(talePackings, func(p talePacking) bool { return p.name == form })
	}
	var names []string
	for _, f := range format.Formats {
		names = append(names, f.Name)
		// Extensions with different formats need one each: feeds have two, and so have
		// WARC and WET.
		for _, ext := range f.Extensions {
			if data, ok := map[string]string{".wet": "a.wet", ".tsv": "a.tsv", ".atom": "a.atom", ".rss": "a.rss"}[ext]; ok && !slices.ContainsFunc(taleForms, func(f taleForm) bool { return f.name == data }) {
				t.Errorf("%s has no stories", ext)
			}
		}
	}
	for _, c := range source.Compressions() {
		names = append(names, c.Name)
	}
	for _, a := range source.Archives {
		names = append(names, a.Name)
	}
	for _, n := range names {
		if fuzzTargets[n] == nil || !told(n) {
			t.Errorf("%s has no fuzz target, or no stories", n)
		}
	}
	for _, e := range format.ContentEncodings() {
		names = append(names, e.Names[0]+" body")
		if fuzzTargets[e.Names[0]+" body"] == nil {
			t.Errorf("%s has no fuzz target", e.Names[0])
		}
	}
	if len(fuzzTargets) != len(names) {
		t.Errorf("%d fuzz targets of %d decoders", len(fuzzTargets), len(names))
	}
}
