package ingest

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
func FieldNames() []string { return fieldNames() }
