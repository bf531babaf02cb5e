package render

import (
	"time"

	"github.com/newsdex/newsdex/ingest"
)

// An Article is a cleaned article with the account of its cleaning.
type Article struct {
	// ID names the article in an index.
	ID string `json:"id"`
	// File is the file that the article was read from, "" if it was none.
	File string `json:"file"`
	// Title is the headline, or one that was made from the text.
	Title string `json:"title"`
	// Deck is the line beneath the headline.
	Deck string `json:"deck"`
	// Outlet is the name of the publication.
	Outlet string `json:"outlet"`
	// Published is the date of publication, as precise as the source; "" when
	// unknown.
	Published string `json:"published"`
	// Language is an ISO 639 code, "" when unknown.
	Language string `json:"language"`
	// Agency is the news agency of the dateline.
	Agency string `json:"agency,omitempty"`
	// Dateline is the place, and the day if it is told, before the first sentence.
	Dateline string `json:"dateline,omitempty"`
	// Body is the text, by paragraphs.
	Body []string `json:"body"`
	// Removed lists the pieces of text that rules took out, in their order.
	Removed []Removal `json:"removed"`
	// Authors are the names of the authors.
	Authors []string `json:"authors"`
	// Updated is the date of the last change, as precise as the source; "" when
	// unknown.
	Updated string `json:"updated"`
	// URL is the canonical address.
	URL string `json:"url"`
	// Section is the part of the publication.
	Section string `json:"section"`
	// Tags are the keywords of the source.
	Tags []string `json:"tags"`
	// Repairs lists the kinds of damage that were mended.
	Repairs []Repair `json:"repairs"`
	// Found lists the values that were found for the fields, chosen or not.
	Found []Candidate `json:"found"`
	// Retrieved is when the article was fetched; left out when unknown.
	Retrieved time.Time `json:"retrieved,omitzero"`
}

// A Removal is a piece of text that a rule took out: an [ingest.Removal].
type Removal struct {
	// Line is the line of the normalized input, from 1.
	Line int `json:"line"`
	// Rule is the name of the rule.
	Rule string `json:"rule"`
	// Reason says why, as a sentence.
	Reason string `json:"reason"`
	// Text is the text that was taken out.
	Text string `json:"text"`
}

// A Repair is one kind of damage that was mended: an [ingest.Repair].
type Repair struct {
	// Kind is a short name, such as "entity".
	Kind string `json:"kind"`
	// Detail describes the repair, as a sentence.
	Detail string `json:"detail"`
	// Count is the number of repairs of the kind.
	Count int `json:"count"`
	// Edits are the changes, in the order of the text.
	Edits []Edit `json:"edits"`
}

// An Edit is one change that a repair made: an [ingest.Edit].
type Edit struct {
	// Field is the field that was mended, "" for the body.
	Field string `json:"field,omitempty"`
	// Line is the line of the normalized input, from 1; 0 in a field.
	Line int `json:"line"`
	// Column is the offset of the change in the line, in bytes.
	Column int `json:"column"`
	// Old is the text before the change.
	Old string `json:"old"`
	// New is the text after it.
	New string `json:"new"`
}

// A Candidate is a value that was found for a field: an [ingest.Candidate].
type Candidate struct {
	// Field is the name of the field.
	Field string `json:"field"`
	// Value is the value as it was found.
	Value string `json:"value"`
	// Source says where it was found.
	Source string `json:"source"`
	// Chosen says that the article has this value.
	Chosen bool `json:"chosen"`
	// Refused says why the value cannot be right, "" if it can.
	Refused string `json:"refused,omitempty"`
}

// NewArticle returns the form of a.
func NewArticle(a *ingest.Article) Article {
	j := Article{
		ID: a.ID, File: a.File, Title: a.Title, Deck: a.Deck, Outlet: a.Outlet,
		Published: a.PublishedString(), Updated: a.UpdatedString(), Retrieved: a.Retrieved,
		Language: a.Language, Agency: a.Agency, Dateline: a.Dateline, URL: a.URL, Section: a.Section,
		Authors: list(a.Authors), Tags: list(a.Tags), Body: list(a.Paragraphs()),
		Removed: make([]Removal, 0, len(a.Removed)),
		Repairs: make([]Repair, 0, len(a.Repairs)),
		Found:   make([]Candidate, 0, len(a.Found)),
	}
	for _, r := range a.Removed {
		j.Removed = append(j.Removed, Removal{Line: r.Line, Rule: r.Rule, Reason: r.Reason, Text: r.Text})
	}
	for _, r := range a.Repairs {
		edits := make([]Edit, 0, len(r.Edits))
		for _, e := range r.Edits {
			edits = append(edits, Edit{Field: e.Field, Line: e.Line, Column: e.Column, Old: e.Old, New: e.New})
		}
		j.Repairs = append(j.Repairs, Repair{Kind: r.Kind, Detail: r.Detail, Count: r.Count, Edits: edits})
	}
	for _, c := range a.Found {
		j.Found = append(j.Found, Candidate{Field: c.Field, Value: c.Value, Source: c.Source(), Chosen: c.Chosen, Refused: c.Refused})
	}
	return j
}

// list returns a copy of s that is not nil: [] in JSON, not null.
func list(s []string) []string { return append([]string{}, s...) }
