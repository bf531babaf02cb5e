package ingest

import (
	"strings"
	"time"

	"github.com/newsdex/newsdex/ingest/internal/date"
)

// An Article is one news article. A [Source] yields raw articles, in which Body
// is the text as it was found and most other fields are empty; [Read] yields
// clean ones.
//
// Articles are values: copying one is cheap, and nothing in this module changes
// the slices of an article that it has handed out.
type Article struct {
	// ID names the article in an index. Where a source leaves it empty, Read
	// sets it to the canonical form of URL or else to Path.
	ID string
	// URL is where the article was published; canonical after Read.
	URL string
	// Path is the place of the article inside its source, with forward
	// slashes: "2025/02/musk.txt", or "feed.jsonl:17" for a record.
	Path string
	// File is the file that the article was read from, as the user named it,
	// for messages; empty when there is none.
	File string

	// Title is the headline.
	Title string
	// TitleDerived says that the article had no headline and that Title was
	// made from its text.
	TitleDerived bool
	// Deck is the line beneath the headline that sums the article up.
	Deck string
	// Body is the article's text. In a clean article it is paragraphs and
	// headings, separated by blank lines: see [Article.Paragraphs].
	Body string

	// Outlet is the name of the publication.
	Outlet string
	// Authors are the names of those who wrote it, in the order of the source.
	Authors []string
	// Published is when the article was published; zero when unknown. What
	// the source did not say is zero in it (midnight, UTC).
	Published time.Time
	// PublishedLayout is the layout, as of package time, that says exactly as
	// much of Published as the source did: "2006-01-02" for a day,
	// "2006-01-02T15:04" for a minute without a zone. Empty means
	// time.RFC3339. See [Article.PublishedString].
	PublishedLayout string
	// Updated is when the article was last changed, if the source says so and
	// it was after Published; zero when unknown. See UpdatedLayout.
	Updated time.Time `json:",omitzero"`
	// UpdatedLayout is to Updated what PublishedLayout is to Published.
	UpdatedLayout string `json:",omitzero"`
	// Retrieved is when the article was fetched, as far as its source says so;
	// zero when unknown. It is no hint of when it was published.
	Retrieved time.Time `json:",omitzero"`
	// Language is a lower-case ISO 639 code ("en"), or "" when unknown.
	Language string
	// DeclaredLanguage is the language that the source declared, where Language is
	// another that [Options].Detect told: a code like Language, "und" where the
	// source declared none. It is "" where Language is the declared one. An article
	// that is cleaned again is detected by it.
	DeclaredLanguage string `json:",omitzero"`
	// Agency is the news agency whose tag stood before the first sentence:
	// "Reuters" of "LONDON (Reuters) - ". May be empty.
	Agency string `json:",omitzero"`
	// Dateline is the place of that tag, and the day if it told one: "LONDON".
	Dateline string `json:",omitzero"`
	// Section is the part of the publication: "Sports". May be empty.
	Section string `json:",omitzero"`
	// Tags are the keywords that the source gave.
	Tags []string `json:",omitzero"`
	// Found lists what was found out for the fields above, where it was found,
	// and what was chosen; see [Candidate]. Empty where a form leaves no
	// choice.
	Found []Candidate `json:",omitzero"`

	// Origin is what the article was made of; nil unless [FileSource].Origins asked
	// for it. It is not part of the article's JSON.
	Origin *Origin `json:"-"`

	// Earlier lists earlier texts of the same page, the newest first, at most
	// 50; only [Revisions] sets it.
	Earlier []Revision `json:",omitzero"`

	// Lines says where in the normalized input the kept text stood.
	Lines Lines
	// Removed lists everything that the rules took out, in the order of the
	// input.
	Removed []Removal
	// Restored lists what rules took out and somebody put back: see
	// [Article.Restore].
	Restored []Removal `json:",omitempty"`
	// Repairs lists what was mended in the text, in the order in which it was.
	Repairs []Repair
	// Fingerprint identifies the cleaned title and body: articles with the
	// same fingerprint are exact duplicates. 32 hexadecimal digits.
	Fingerprint string
}

// Lines are the line numbers, from 1, on which an article's kept text stood in
// its normalized input; of a paragraph that was wrapped the first one. A field that was not a line of the input (a title from
// a JSON field, or a derived one) has 0.
type Lines struct {
	Title int // of the title
	Deck  int // of the deck
	// Body has one number for each of [Article.Paragraphs].
	Body []int
}

// A Removal records one piece of text that a rule took out, and why.
type Removal struct {
	Rule   string // name of the rule
	Reason string // why, as a sentence for people
	Text   string // exactly what was taken out of the line
	Line   int    // line of the normalized input, from 1
	Column int    // byte offset of Text within that line, as repaired
}

// A Repair records one kind of damage in an article's text that was mended or
// made visible: bytes that were not valid UTF-8, entities, wrapped lines.
type Repair struct {
	Kind   string // short name: "invalid-utf8", "entity"
	Detail string // what was done, as a sentence for people
	Count  int    // how often
	// Edits are the places, in the order of the text; none of bytes that
	// were not valid UTF-8, which are gone. Several things mended in one
	// line may be one edit.
	Edits []Edit `json:",omitempty"`
}

// ParagraphSeparator stands between the paragraphs of a clean Body.
const ParagraphSeparator = "\n\n"

// Paragraphs returns the paragraphs and headings of a clean Body, in order.
func (a *Article) Paragraphs() []string {
	if a.Body == "" {
		return nil
	}
	return strings.Split(a.Body, ParagraphSeparator)
}

// PublishedString returns the publication date with the precision that the
// source gave it, "" when it is unknown.
func (a *Article) PublishedString() string {
	return date.DateString(a.Published, a.PublishedLayout)
}

// UpdatedString is to Updated what PublishedString is to Published.
func (a *Article) UpdatedString() string { return date.DateString(a.Updated, a.UpdatedLayout) }
