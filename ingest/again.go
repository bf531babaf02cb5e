package ingest

import "context"

// Again makes an article again of its Origin, raw, for [Read]: by the rules of
// today, and with the ID and the place that it has, with its earlier revisions, and
// with what was put back into it. Without an Origin it is [Article.Raw]; so it is
// where the Origin gives an error, which is returned too.
func Again(ctx context.Context, a Article) (Article, error) {
	if a.Origin == nil {
		return a.Raw(), nil
	}
	r, err := readOrigin(ctx, (*rawOrigin)(a.Origin))
	if err != nil {
		return a.Raw(), inputError(err)
	}
	b := articleOf(r)
	b.ID, b.Path, b.File = a.ID, a.Path, a.File
	b.Earlier, b.Restored, b.Origin = a.Earlier, a.Restored, a.Origin
	if b.URL == "" {
		b.URL = a.URL
	}
	return b, nil
}
