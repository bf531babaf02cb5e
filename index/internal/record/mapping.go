package record

import (
	"github.com/blevesearch/bleve/v2/mapping"

	"github.com/newsdex/newsdex/analyze"
	"github.com/newsdex/newsdex/index/schema"
)

// NewMapping returns the static mapping of an index. It lets a program that opens
// the index with Bleve alone query it with the same analysis. newsdex's own
// documents are analysed without it.
func NewMapping() mapping.IndexMapping {
	text := func(analyzer string) *mapping.FieldMapping {
		m := mapping.NewTextFieldMapping()
		m.Analyzer = analyzer
		m.Store, m.DocValues, m.IncludeInAll = false, false, false
		return m
	}
	keyword := func() *mapping.FieldMapping {
		m := mapping.NewKeywordFieldMapping()
		m.Store, m.DocValues, m.IncludeInAll = false, false, false
		return m
	}

	doc := mapping.NewDocumentStaticMapping()
	for f := range schema.TextFields {
		sub := mapping.NewDocumentStaticMapping()
		for _, l := range analyze.Languages() {
			sub.AddFieldMappingsAt(l.Code, text(analyze.BlevePrefix+l.Code))
		}
		doc.AddSubDocumentMapping(schema.TextField(f).String(), sub)
	}
	for _, name := range []string{schema.Outlet, schema.Author, schema.URL} {
		doc.AddFieldMappingsAt(name, text(analyze.BlevePrefix+schema.FilterLanguage))
	}
	for _, name := range []string{schema.Language, schema.Analysis, schema.Published, schema.Place, schema.Claim, schema.Aside, schema.Fingerprint, schema.OutletName, schema.AuthorName, schema.SortTitle} {
		doc.AddFieldMappingsAt(name, keyword())
	}

	m := mapping.NewIndexMapping()
	m.DefaultMapping = doc
	m.DefaultAnalyzer = analyze.BlevePrefix + schema.FilterLanguage
	m.IndexDynamic, m.StoreDynamic, m.DocValuesDynamic = false, false, false
	return m
}
