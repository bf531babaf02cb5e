package ingest

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"github.com/newsdex/newsdex/ingest/internal/found"
	"github.com/newsdex/newsdex/ingest/internal/plain"
)

// A Candidate is one value that was found for one field of an article. Of the
// candidates of a field the chosen one is the article's; the others are kept, so
// that a wrong choice can be seen and understood.
type Candidate struct {
	// Field is the field's name as the table of record fields writes it:
	// "title", "published"; or "text", whose Value says how much text it is.
	Field string
	// Value is what was found, on one line, cut off where it is long.
	Value string
	// Sources are the places where it was found, each once, the one that was
	// asked first in front; of "text" it is the extractor. See [Candidate.Source].
	Sources []Provenance `json:",omitzero"`
	// Chosen says that the field has this value.
	Chosen bool `json:",omitzero"`
	// Refused says why the value cannot be right, "" if it can: "lies in the
	// future".
	Refused string `json:",omitzero"`
}

// found appends a candidate to those of its field, or its sources to the one that
// has the same value.
func (a *Article) found(c Candidate) {
	c.Value = plain.CutText(plain.OneLine(c.Value), found.LongestValue)
	for i := range a.Found {
		if old := &a.Found[i]; old.Field != c.Field || old.Value != c.Value || old.Refused != c.Refused {
			continue
		}
		a.Found = slices.Clone(a.Found) // articles are values
		old := &a.Found[i]
		old.Sources = found.AddSources(old.Sources, c.Sources...)
		old.Chosen = old.Chosen || c.Chosen
		return
	}
	a.Found = append(a.Found[:len(a.Found):len(a.Found)], c)
}

// A Provenance is one place where a value was found. It is comparable.
type Provenance struct {
	// Kind says in what the value was found.
	Kind ProvenanceKind `json:",omitzero"`
	// Name is the name of the place: of InRecord and InArticle the field's, of
	// InPage and InAddress that of the place, "JSON-LD headline", of ByExtractor
	// the extractor's. InText has none. Of an unknown kind it is the text that was
	// written of the place.
	Name string `json:",omitzero"`
	// Line is the line of the normalized input, from 1; 0 but for InText.
	Line int `json:",omitzero"`
}

// A ProvenanceKind says in what a value was found.
type ProvenanceKind string

const (
	// UnknownProvenance is the kind of the places in indexes of an older newsdex,
	// which kept only the words for them.
	UnknownProvenance ProvenanceKind = ""
	// InRecord is a field of the record: "date_publish" of a JSON object.
	InRecord ProvenanceKind = "record"
	// InArticle is a field of the raw article, as its source filled it.
	InArticle ProvenanceKind = "article"
	// InPage is a named place of the page: "meta og:title".
	InPage ProvenanceKind = "page"
	// InAddress is the address of the page, a part of it, or its host.
	InAddress ProvenanceKind = "address"
	// InText is a line of the text, in which a rule found the value.
	InText ProvenanceKind = "text"
	// ByExtractor is the whole page, of which the extractor found the text.
	ByExtractor ProvenanceKind = "extractor"
)

// String returns the place for people: "the record's date", "meta og:title",
// "line 3 of the text".
func (p Provenance) String() string {
	switch p.Kind {
	case InRecord:
		return "the record's " + p.Name
	case InArticle:
		return "the article's " + p.Name
	case InText:
		return fmt.Sprintf("line %d of the text", p.Line)
	}
	return p.Name
}

// Source returns all places of a candidate for people: "JSON-LD headline, meta
// og:title". A place whose words are part of those before it, such as "title" after
// "meta og:title", is left out.
func (c *Candidate) Source() string {
	text := ""
	for i, p := range c.Sources {
		switch s := p.String(); {
		case i == 0:
			text = s
		case !strings.Contains(text, s):
			text += ", " + s
		}
	}
	return text
}

// UnmarshalJSON implements [json.Unmarshaler]. Where an older newsdex wrote the
// places as one string, "Source", that is the name of a place of unknown kind.
func (c *Candidate) UnmarshalJSON(data []byte) error {
	type plain Candidate // without this method
	v := struct {
		*plain
		Source string
	}{plain: (*plain)(c)}
	if err := json.Unmarshal(data, &v); err != nil {
		return err
	}
	if v.Source != "" && len(c.Sources) == 0 {
		c.Sources = []Provenance{{Name: v.Source}}
	}
	return nil
}

// provenanceOf returns the place of a source that a page or a record has.
func provenanceOf(s found.Source) Provenance {
	switch s.Kind {
	case found.PageAddress, found.HostName, found.FetchedFrom:
		return Provenance{Kind: InAddress, Name: s.String()}
	case found.RecordField:
		return Provenance{Kind: InRecord, Name: s.Name}
	case found.Extractor:
		return Provenance{Kind: ByExtractor, Name: s.Name}
	}
	return Provenance{Kind: InPage, Name: s.String()}
}
