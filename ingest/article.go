package ingest

import (
	"strings"
	"time"

	"github.com/newsdex/newsdex/ingest/internal/date"
)

// An Article is one news article. A [Source] yields raw articles, in which Body is the
// original text and most other fields are empty; [Read] yields clean ones.
//
// Articles are values. Copying one is cheap, and this module never changes the slices
// of an article that it has handed out.
type Article struct {
	// ID names the article in an index. Where a source leaves it empty, Read
	// sets it to the canonical form of URL or else to Path.
	ID string
	// URL is the address at which the article was published. After Read it is a
	// canonical http or https URL, or "" if the source gave none: see Found.
	URL string
	// Item names the article among those of one page, such as the entries of a live
	// blog in a feed: the item's guid, if that is not its link, or the fragment of its
	// link, or a hash of its title without either. "" if the source is no feed.
	Item string `json:",omitzero"`
	// Path is the place of the article inside its source, with forward
	// slashes: "2025/02/musk.txt", or "feed.jsonl:17" for a record. Bytes of a file's
	// name that are not UTF-8, and control characters, are written as "\xe9".
	Path string
	// File is the file from which the article was read, as the user named it, for
	// messages; empty if there is none.
	File string
	// Source is the root of the article's file: the real path of the folder or of the
	// single file that was given to [Files], "-" for standard input, and "" for an
	// article from elsewhere. Files in one source with different names hold different
	// articles.
	Source string `json:",omitzero"`
	// Place is the place of the article below Source: the name of its file, and,
	// separated by tabs, its member of an archive and its number. Two records never
	// have the same Source and Place. Unlike Path it keeps extensions such as ".gz".
	Place string `json:",omitzero"`

	// Title is the headline.
	Title string
	// TitleDerived says that the article had no headline and that Title was
	// made from its text.
	TitleDerived bool
	// Deck is the line beneath the headline that sums the article up.
	Deck string
	// Body is the article's text. In a clean article it consists of paragraphs and
	// headings, separated by blank lines: see [Article.Paragraphs].
	Body string

	// Outlet is the name of the publication.
	Outlet string
	// Authors are the names of the authors, in the order of the source.
	Authors []string
	// Published is the time of publication; zero when unknown. Parts that the source
	// did not give are zero (midnight, UTC).
	Published time.Time
	// PublishedLayout is the layout, as of package time, with exactly the precision
	// that the source gave: "2006-01-02" for a day, "2006-01-02T15:04" for a minute
	// without a zone. Empty means time.RFC3339. See [Article.PublishedString].
	PublishedLayout string
	// Updated is the time of the last change, if the source gives it and it is after
	// Published; zero when unknown. See UpdatedLayout.
	Updated time.Time `json:",omitzero"`
	// UpdatedLayout is like PublishedLayout but for Updated.
	UpdatedLayout string `json:",omitzero"`
	// Retrieved is the time at which the article was fetched, if its source gives it;
	// zero when unknown. It says nothing about the time of publication.
	Retrieved time.Time `json:",omitzero"`
	// Language is a lower-case ISO 639 code ("en"), or "" when unknown.
	Language string
	// DeclaredLanguage is the language that the source declared, if [Options].Detect
	// returned another one as Language: a code like Language, or "und" if the source
	// declared none. It is "" if Language is the declared one. When the article is
	// cleaned again, Detect gets this language as the declared one.
	DeclaredLanguage string `json:",omitzero"`
	// Agency is the news agency whose tag precedes the first sentence: "Reuters" in
	// "LONDON (Reuters) - ". May be empty.
	Agency string `json:",omitzero"`
	// Dateline is the place in that tag, with the day if it has one: "LONDON".
	Dateline string `json:",omitzero"`
	// Section is the part of the publication: "Sports". May be empty.
	Section string `json:",omitzero"`
	// Tags are the keywords that the source gave.
	Tags []string `json:",omitzero"`
	// Found lists the values that were found for the fields above, where each was
	// found, and which was chosen; see [Candidate]. Empty where a format leaves no
	// choice.
	Found []Candidate `json:",omitzero"`

	// Origin is the file from which the article was made; nil unless
	// [FileSource].Origins asked for it. It is not part of the article's JSON.
	Origin *Origin `json:"-"`

	// Earlier lists earlier texts of the same page, the newest first, at most
	// 50; only package index sets it: see [GroupTexts].
	Earlier []Revision `json:",omitzero"`

	// Lines gives the positions of the kept text in the normalized input.
	Lines Lines
	// Removed lists all text that the rules took out, in the order of the input.
	Removed []Removal
	// Restored lists the removed text that was put back: see [Article.Restore].
	Restored []Removal `json:",omitempty"`
	// Repairs lists the repairs of the text, in the order in which they were made.
	Repairs []Repair
	// Fingerprint identifies the cleaned title and body: articles with the
	// same fingerprint are exact duplicates. 32 hexadecimal digits.
	Fingerprint string
	// Digest identifies the normalized title, deck and body as the source gave them, as
	// Fingerprint does the cleaned title and body. Cleaning again does not change it. 32
	// hexadecimal digits.
	Digest string `json:",omitzero"`
}

// Lines are the line numbers, from 1, of an article's kept text in its normalized
// input. A wrapped paragraph has the number of its first line. A field that was not a
// line of the input (a title from a JSON field, or a derived one) has 0.
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
	Text   string // the exact text that was taken out
	Line   int    // line of the normalized input, from 1
	Column int    // byte offset of Text within that line, as repaired
}

// A Repair records one kind of damage in an article's text that was mended or
// made visible: bytes that were not valid UTF-8, entities, wrapped lines.
type Repair struct {
	Kind   string // short name: "invalid-utf8", "entity"
	Detail string // what was done, as a sentence for people
	Count  int    // how often
	// Edits are the changes, in the order of the text. There are none for bytes that
	// were not valid UTF-8, which are gone. Several changes in one line may be one
	// edit.
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

// PublishedString returns the publication date with the precision that the source gave,
// "" when it is unknown.
func (a *Article) PublishedString() string {
	return date.DateString(a.Published, a.PublishedLayout)
}

// UpdatedString is like PublishedString but for Updated.
func (a *Article) UpdatedString() string { return date.DateString(a.Updated, a.UpdatedLayout) }
