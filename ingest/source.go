package ingest

import (
	"context"
	"io"
	"iter"

	"github.com/newsdex/newsdex/ingest/internal/format"
	"github.com/newsdex/newsdex/ingest/internal/source"
)

// FieldNames returns the names of an article's fields that records may have: the
// keys of [FileSource].Fields. A record's fields go by the names that scrapers use;
// of several the first that says something counts, in any case of letters:
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
// An object needs one of the fields of text or html; the text may be "" for an
// article that is only a title. Where only HTML is given, it is read as a page is;
// HTML in a text becomes text. A source, guid or mainEntityOfPage is the URL if it
// is one; a summary is the deck up to 400 bytes, for longer ones were made by
// programs; C4's timestamp is when it was crawled. A date may be seconds,
// milliseconds or microseconds since 1970; 03-04-2025, which is two days, is none.
// A record may stand in _source, doc, document, article, attributes or data.
func FieldNames() []string { return format.FieldNames() }

// A FileSource reads articles from files; [Files] makes one. Its fields may be
// set before the first use. It is safe for concurrent use unless it reads
// standard input.
type FileSource struct {
	// Paths are what Files was given.
	Paths []string
	// Stdin is read for the path "-"; nil means os.Stdin.
	Stdin io.Reader
	// MaxArticle is the limit of one article, in bytes: of a text file, or of
	// a line of a .jsonl file. What is longer is an error and is not held in
	// memory. 0 means 16 MiB.
	MaxArticle int
	// Fields says under which names the fields of records are looked for: the
	// keys are of [FieldNames] ("text"), the values names as the records have
	// them, in any case of letters, in the order of preference; "a.b" is the
	// field b of the object a. They take the place of that field's row in the
	// table of [FieldNames]; other fields keep theirs.
	Fields map[string][]string
	// Skip, if not nil, is asked of every file and folder below a folder that
	// was given, by its name as messages write it; what it is true of is
	// passed over without a word, a folder with all below it.
	Skip func(name string, folder bool) bool
	// Origins has each article carry what it was made of: see [Article].Origin.
	Origins bool
	// OnSkipped, if not nil, is called at the end of each pass, once for each
	// kind of thing that was passed over because newsdex does not read that
	// form. Only what a folder, a pattern or an archive holds is passed over:
	// a file that was named by itself is an error.
	OnSkipped func(Skipped)
}

// Files returns the source of the articles in paths: files, folders with all
// below them, glob patterns as of [filepath.Match], and "-" for standard input.
// A folder is read in the order of its names, so the sequence is the same every
// time; names that begin with "." are skipped, and so is a folder that was read
// already, by whatever link. A file that several paths lead to is read once.
//
// The extension names the form, of a name without one the content: see the
// package's documentation for the table, and for what files may be packed in.
//
// An article's Path is its place below the folder given, or the base name of a
// file given itself; of a member of an archive, the archive's and then its own:
// "dump.zip/2025/a.txt". Where a second file would get a path that the run has
// seen, it gets as many of its parent folders in front as make it differ.
func Files(paths ...string) *FileSource { return &FileSource{Paths: paths} }

// Articles yields the articles of every path, in the order of the paths, and an
// [*InputError] for each input that cannot be read.
func (s *FileSource) Articles(ctx context.Context) iter.Seq2[Article, error] {
	return func(yield func(Article, error) bool) {
		o := source.Options{Stdin: s.Stdin, MaxArticle: s.MaxArticle, Fields: s.Fields, Skip: s.Skip, Origins: s.Origins}
		if s.OnSkipped != nil {
			o.OnSkipped = func(p source.Skipped) { s.OnSkipped(Skipped(p)) }
		}
		source.Read(ctx, s.Paths, o, func(r format.Record, err error) bool { return yield(articleOf(r), inputError(err)) })
	}
}

// articleOf returns a record as a raw article.
func articleOf(r format.Record) Article {
	a := Article{
		ID: r.ID, URL: r.URL, Path: r.Path, File: r.File, Title: r.Title, Deck: r.Deck, Body: r.Body, Outlet: r.Outlet,
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

// Skipped counts what a [FileSource] met and passed over because it does not
// read that form: pictures beside articles in a folder, say.
type Skipped struct {
	// Kind says what they are: the extension of files, in lower case (".jpg"),
	// "" for files without one whose content is no known form, or in words of
	// what else there is in a file ("WARC records of type request").
	Kind  string
	Count int    // how many there are
	First string // the first of them, as messages name it
}

// A Source yields raw articles. An error it yields belongs to one input (a file
// that cannot be read, a record that is broken) and is not the end of the
// sequence; a Source stops early only when ctx is done, and then its last
// element is ctx.Err().
type Source interface {
	// Articles yields the articles and errors of the source.
	Articles(ctx context.Context) iter.Seq2[Article, error]
}

// An InputError says what is wrong with one input and what to do about it. It
// is an element of the sequence that [Read] returns: the run goes on.
type InputError struct {
	// File is the input as the user named it, or as it was found in a folder;
	// of a member of an archive, the archive's name and the member's:
	// "dump.zip/2025/a.txt".
	File string
	Line int // line of the file, from 1; 0 when the whole file is meant
	// Offset is the byte of the file, out of any compression, at which the
	// problem was met; 0 when the whole file is meant, or Line says enough.
	Offset  int64
	Problem string // "is empty"
	Remedy  string // "remove it, or give a file with text"; may be empty
	Err     error  // what the system said; may be nil
}

// Error returns one line: file, line and offset, problem, cause, remedy.
func (e *InputError) Error() string { return (*format.Error)(e).Error() }

// Unwrap returns Err.
func (e *InputError) Unwrap() error { return e.Err }

// inputError returns an error of a source as the public error.
func inputError(err error) error {
	if e, ok := err.(*format.Error); ok {
		return (*InputError)(e)
	}
	return err
}
