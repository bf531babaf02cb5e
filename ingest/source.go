package ingest

import (
	"context"
	"iter"
)

// A Source yields raw articles. An error it yields belongs to one input (a file
// that cannot be read, a record that is broken) and is not the end of the
// sequence; a Source stops early only when ctx is done, and then its last
// element is ctx.Err().
type Source interface {
	Articles(ctx context.Context) iter.Seq2[Article, error]
}
