package ingest

import (
	"context"
	"io"
	"iter"
	"os"

	"github.com/newsdex/newsdex/ingest/internal/format"
	"github.com/newsdex/newsdex/ingest/internal/source"
)

// FieldNames returns the names of an article's fields that records may have: the keys
// of [FileSource].Fields. A record's fields are recognized by the names that scrapers
// use, in any case of letters; the first of several that is not empty counts:
//
//	id         id, _id, uuid, guid, article_id, story_id, stories_id, doc_id,
//	           docid, document_id, identifier
//	url        url, canonical_url, canonical_link, link, permalink, href,
//	           web_url, weburl, article_url, story_url, page_url,
//	           mainentityofpage, warc-target-uri, target_uri, documentidentifier,
//	           source, guid
//	title      title, headline, article_title, story_title, webtitle, title_page,
//	           title_rss, og_title, og:title
//	deck       deck, dek, subtitle, subheadline, sub_title, standfirst,
//	           description, meta_description, abstract, excerpt, teaser, summary
//	text       text, body, content, maintext, article, articlebody, article_body,
//	           article_text, main_text, body_text, bodytext, fields.bodytext,
//	           full_text, fulltext, story_text, story, plaintext, plain_text,
//	           clean_text, cleaned_text, text_content, content_text,
//	           page_content, raw_content, raw_text
//	html       content_html, body_html, html_content, html_body, article_html,
//	           content:encoded, content_encoded, fields.body, html, raw_html,
//	           rawhtml, page_html, source_html, page_source
//	outlet     outlet, source, site, publisher, sitename, site_name, source_name,
//	           source-hostname, meta_site_name, og_site_name, og:site_name,
//	           publication, newspaper, media_name, media, feed_title, hostname,
//	           domain, source_domain
//	authors    authors, author, byline, creator, dc:creator, dc_creator, writers,
//	           article_author, author_name, fields.byline
//	published  published, date, date_publish, publish_date, pubdate,
//	           published_at, publication_date, datepublished, date_published,
//	           publishing_date, publishedat, published_date, published_time,
//	           publish_time, published_on, pub_date, pub_time, datetime,
//	           article:published_time, webpublicationdate, issued
//	retrieved  retrieved, retrieved_at, date_download, download_date, crawl_date,
//	           crawled_at, crawl_time, date_crawled, fetched_at, fetch_time,
//	           scraped_at, scrape_date, collect_date, indexed_date, seendate,
//	           warc_date, warc-date, filedate, timestamp
//	updated    updated, updated_at, date_modify, date_modified, datemodified,
//	           modified, modified_at, last_modified, lastmod, update_time,
//	           article:modified_time, fields.lastmodified
//	section    section, category, categories, articlesection, sectionname,
//	           section_name, news_desk, channel, rubric
//	tags       tags, keywords, topics, meta_keywords, news_keywords, labels
//	language   language, lang, meta_lang, language_code, inlanguage,
//	           content_language, warc-identified-content-language
//
// An object needs one of the fields of text or html; the text may be "" for an article
// that is only a title. If only HTML is given, it is read like a page; HTML in a text
// is turned into text. A source, guid or mainEntityOfPage is the URL if it has the form
// of one. A summary is the deck up to 400 bytes, as longer ones were made by programs.
// C4's timestamp is the time of the crawl. A date may be seconds, milliseconds or
// microseconds since 1970; an ambiguous date such as 03-04-2025 is ignored. A record
// may be nested in _source, doc, document, article, attributes or data.
func FieldNames() []string { return format.FieldNames() }

// A FileSource reads articles from files; [Files] makes one. Its fields may be
// set before the first use. It is safe for concurrent use unless it reads
// standard input.
type FileSource struct {
	// Paths are the arguments of Files.
	Paths []string
	// Stdin is read for the path "-"; nil means os.Stdin.
	Stdin io.Reader
	// MaxArticle is the limit of one article, in bytes: of a text file, or of a line of
	// a .jsonl file. A longer one is an error and is not held in memory. 0 means 16
	// MiB.
	MaxArticle int
	// Fields maps field names of [FieldNames] ("text") to the names that the records
	// use, in any case of letters, in the order of preference; "a.b" is the field b of
	// the object a. The names replace that field's row in the table of [FieldNames];
	// other fields keep theirs.
	Fields map[string][]string
	// Skip, if not nil, is called for every file and folder below a given folder, with
	// its name as messages write it. If it returns true, the file, or the folder with
	// all below it, is skipped without a message.
	Skip func(name string, folder bool) bool
	// Check, if not nil, is called with each of Paths. An error is yielded in the place
	// of its articles.
	Check func(path string) error
	// Origins makes each article carry the file that it was made from: see
	// [Article].Origin.
	Origins bool
	// OnSkipped, if not nil, is called at the end of each pass, once for each kind of
	// input that was skipped because newsdex does not read its format. Only the
	// contents of folders, patterns and archives are skipped: a file given by name is
	// an error.
	OnSkipped func(Skipped)
	// Unchanged, if not nil, is called with each file before it is read, without its
	// Hash. If it returns true, the file is passed over: its articles are known.
	Unchanged func(SourceFile) bool
	// OnFile, if not nil, is called with each file after all its articles were yielded,
	// unless one of its inputs gave an error. Standard input is no file.
	OnFile func(SourceFile)
}

// A SourceFile is a file of a [FileSource] in the state in which it was met.
type SourceFile struct {
	Root     string   // see [Article].Source
	Place    string   // the file's name below Root: the beginning of [Article].Place
	Name     string   // the file as messages write it
	Size     int64    // in bytes
	Modified int64    // time of the last change of its bytes, in nanoseconds since 1970
	Changed  int64    // time of the last change of its inode, likewise; 0 if unknown
	Inode    uint64   // number of its inode; 0 if unknown
	Device   uint64   // number of its device; 0 if unknown
	Hash     [16]byte // first half of the SHA-256 of its bytes
}

// HashFile returns the [SourceFile].Hash of the file with the given name.
func HashFile(name string) ([16]byte, error) {
	f, err := os.Open(name)
	if err != nil {
		return [16]byte{}, err
	}
	defer f.Close() // only read from
	return source.HashOf(f)
}

// Files returns the source of the articles in paths: files, folders with all below
// them, glob patterns as of [filepath.Match], and "-" for standard input. A folder is
// read in the order of its names, so the sequence is the same every time. Names that
// begin with "." are skipped. A file is read once, whatever links within a given folder
// lead to it.
//
// The extension names the format; without an extension the content does. The package's
// documentation has the table of formats and packings.
//
// An article's Path is its path below the given folder, or the base name of a file
// given itself; of nested folders the outermost counts. For a member of an archive it is
// the archive's path followed by the member's: "dump.zip/2025/a.txt". Files of two
// given folders may have the same Path; they differ in Source.
func Files(paths ...string) *FileSource { return &FileSource{Paths: paths} }

// Articles yields the articles of every path, in the order of the paths, and an
// [*InputError] for each input that cannot be read.
func (s *FileSource) Articles(ctx context.Context) iter.Seq2[Article, error] {
	return func(yield func(Article, error) bool) {
		o := source.Options{Stdin: s.Stdin, MaxArticle: s.MaxArticle, Fields: s.Fields, Skip: s.Skip, Origins: s.Origins}
		if s.OnSkipped != nil {
			o.OnSkipped = func(p source.Skipped) { s.OnSkipped(Skipped(p)) }
		}
		if s.Unchanged != nil {
			o.Unchanged = func(f source.File) bool { return s.Unchanged(SourceFile(f)) }
		}
		if s.OnFile != nil {
			o.OnFile = func(f source.File) { s.OnFile(SourceFile(f)) }
		}
		o.Check = s.Check
		source.Read(ctx, s.Paths, o, func(r format.Record, err error) bool { return yield(articleOf(r), inputError(err)) })
	}
}

// articleOf converts a record to a raw article.
func articleOf(r format.Record) Article {
	a := Article{
		ID: r.ID, URL: r.URL, Item: r.Item, Path: r.Path, File: r.File, Source: r.Source, Place: r.Place,
		Title: r.Title, Deck: r.Deck, Body: r.Body, Outlet: r.Outlet,
		Authors: r.Authors, Published: r.Published, PublishedLayout: r.PublishedLayout,
		Updated: r.Updated, UpdatedLayout: r.UpdatedLayout, Retrieved: r.Retrieved,
		Language: r.Language, Section: r.Section, Tags: r.Tags, Origin: (*Origin)(r.Origin),
	}
	if len(r.Repairs) > 0 {
		a.Repairs = withRepairs(nil, r.Repairs...)
	}
	for _, c := range r.Found {
		sources := make([]Provenance, len(c.Sources))
		for i, s := range c.Sources {
			sources[i] = provenanceOf(s)
		}
		a.Found = append(a.Found, Candidate{Field: c.Field, Value: c.Value, Sources: sources, Chosen: c.Chosen, Refused: c.Refused})
	}
	return a
}

// Skipped counts inputs of one kind that a [FileSource] skipped because it does not
// read their format, such as pictures beside articles in a folder.
type Skipped struct {
	// Kind is the kind of input: for files the extension in lower case (".jpg"), "" for
	// files without an extension and of unknown format, or a description of other
	// contents of a file ("WARC records of type request").
	Kind  string
	Count int    // how many there are
	First string // the first of them, as messages name it
}

// A Source yields raw articles. An error that it yields belongs to one input (an
// unreadable file, a broken record) and does not end the sequence. A Source stops early
// only when ctx is done, and then its last element is ctx.Err().
type Source interface {
	// Articles yields the articles and errors of the source.
	Articles(ctx context.Context) iter.Seq2[Article, error]
}

// An InputError describes a problem of one input and the remedy. It is an element of
// the sequence that [Read] returns; the run goes on.
type InputError struct {
	// File is the input as the user named it or as it was found in a folder. For a
	// member of an archive it is the archive's name followed by the member's:
	// "dump.zip/2025/a.txt".
	File string
	Line int // line of the file, from 1; 0 when the whole file is meant
	// Offset is the position in the file, in bytes after decompression, at which the
	// problem was met; 0 for the whole file, or if Line is enough.
	Offset  int64
	Problem string // "is empty"
	Remedy  string // "remove it, or give a file with text"; may be empty
	Err     error  // the system's error; may be nil
}

// Error returns one line: file, line and offset, problem, cause, remedy.
func (e *InputError) Error() string { return (*format.Error)(e).Error() }

// Unwrap returns Err.
func (e *InputError) Unwrap() error { return e.Err }

// inputError converts an error of a source to the public error.
func inputError(err error) error {
	if e, ok := err.(*format.Error); ok {
		return (*InputError)(e)
	}
	return err
}

// UnescapeName returns the name of a file whose escaped form stands in a Path or a Place.
func UnescapeName(name string) string { return source.UnescapeName(name) }

// EscapeName returns the name of a file as it stands in a Path or a Place: valid UTF-8
// without control characters. Names that differ in any byte stay different.
func EscapeName(name string) string { return source.EscapeName(name) }

// StandardInput is the [Article].Source of what is read from standard input.
const StandardInput = source.StdinRoot

// RealPath returns the absolute path of a file or folder without symbolic links, as it
// stands in [Article].Source.
func RealPath(path string) (string, error) { return source.RealPath(path) }
