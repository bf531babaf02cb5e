package ingest

// pageArticle makes a raw article of one page, as the format HTML does.
func pageArticle(page []byte, url, contentType string) (Article, error) {
	r, err := articleOfHTML(page, url, contentType)
	return articleOf(r), err
}
