package ingest

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"github.com/newsdex/newsdex/ingest/internal/found"
	"github.com/newsdex/newsdex/ingest/internal/plain"
)

// A Candidate is one value that was found for one field of an article. One candidate of
// each field is chosen as the field's value. The others are kept so that a wrong choice
// can be seen and understood.
type Candidate struct {
	// Field is the field's name in the table of record fields ("title", "published"),
	// or "text", whose Value is the amount of text.
	Field string
	// Value is the value found, on one line, cut off if it is long.
	Value string
	// Sources are the places where the value was found, each once, in the order of
	// preference. For "text" the source is the extractor. See [Candidate.Source].
	Sources []Provenance `json:",omitzero"`
	// Chosen reports whether the field has this value.
	Chosen bool `json:",omitzero"`
	// Refused says why the value cannot be right ("lies in the future"); "" if it can.
	Refused string `json:",omitzero"`
}

// found appends a candidate to those of its field, or adds its sources to the candidate
// with the same value.
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
	// Kind is the kind of place in which the value was found.
	Kind ProvenanceKind `json:",omitzero"`
	// Name is the name of the place: the field's name for InRecord and InArticle, the
	// name of the place ("JSON-LD headline") for InPage and InAddress, the extractor's
	// name for ByExtractor. InText has none. For an unknown kind it is the description
	// that was written.
	Name string `json:",omitzero"`
	// Line is the line of the normalized input, from 1; 0 except for InText.
	Line int `json:",omitzero"`
}

// A ProvenanceKind is the kind of place in which a value was found.
type ProvenanceKind string

const (
	// UnknownProvenance is the kind of places in indexes of an older newsdex, which
	// kept only their descriptions.
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
	// ByExtractor is the whole page, in which the extractor found the text.
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
// og:title". It leaves out a place whose words are part of those before it, such as
// "title" after "meta og:title".
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

// UnmarshalJSON implements [json.Unmarshaler]. An older newsdex wrote the places as one
// string, "Source", which becomes the name of a place of unknown kind.
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

// provenanceOf returns the Provenance of a source in a page or a record.
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
