package segment

import (
	"context"
	"errors"

	blevedocument "github.com/blevesearch/bleve/v2/document"
	"github.com/blevesearch/bleve/v2/index/scorch"
	bleveindex "github.com/blevesearch/bleve_index_api"
	segmentapi "github.com/blevesearch/scorch_segment_api/v2"
	zap "github.com/blevesearch/zapx/v17"

	"github.com/newsdex/newsdex/index/schema"
)

// A segmentPlugin is what scorch makes segments with: zapx's, but for documents that
// come from a Builder. What it makes is zapx's kind of file and says so, and
// whoever opens it needs no plugin.
type segmentPlugin struct{ zap.ZapPlugin }

// Bleve looks plugins up by what they say they are, in a table of the whole
// process. It has no lock, so this is done before anything else; zapx's own stays
// what Bleve uses where nothing is asked for, and does the rest here.
func init() { scorch.RegisterSegmentPlugin(&segmentPlugin{}, false) }

// PluginConfig has scorch use the plugin.
func PluginConfig(config map[string]any) map[string]any {
	config["forceSegmentType"], config["forceSegmentVersion"] = zap.Type, int(zap.Version)
	return config
}

func (p *segmentPlugin) New(docs []bleveindex.Document) (segmentapi.Segment, uint64, error) {
	return p.NewUsing(docs, nil)
}

func (p *segmentPlugin) NewUsing(docs []bleveindex.Document, config map[string]any) (segmentapi.Segment, uint64, error) {
	switch b, all := builtBy(docs); {
	case b == nil:
		return p.ZapPlugin.NewUsing(docs, config)
	case !all:
		return nil, 0, errors.New("some of a batch's documents were made otherwise")
	default:
		return b.Builder.segment(b.Ctx, config)
	}
}

// A Batch is the documents of a builder on their way through Bleve: for each
// Bleve has a document with the ID, and a field that leads here and holds nothing.
type Batch struct {
	Ctx     context.Context // that of the run: Bleve's Batch has none
	Builder *Builder
}

func (*Batch) Name() string { return schema.Stored }

func (*Batch) ArrayPositions() []uint64 { return nil }

func (*Batch) Options() bleveindex.FieldIndexingOptions { return 0 }

func (*Batch) Analyze() {}

func (*Batch) Value() []byte { return nil }

func (*Batch) NumPlainTextBytes() uint64 { return 0 }

func (*Batch) Size() int { return 0 }

func (*Batch) EncodedFieldType() byte { return zapFieldType }

func (*Batch) AnalyzedLength() int { return 0 }

func (*Batch) AnalyzedTokenFrequencies() bleveindex.TokenFrequencies { return nil }

// Documents returns what Bleve takes for the documents.
func (b *Batch) Documents() []*blevedocument.Document {
	docs := make([]*blevedocument.Document, 0, b.Builder.Len())
	for id := range b.Builder.byID {
		doc := blevedocument.NewDocument(id)
		doc.AddField(b)
		docs = append(docs, doc)
	}
	return docs
}

// builtBy returns the batch that documents come from, nil where none does, and
// whether they are all of it.
func builtBy(docs []bleveindex.Document) (batch *Batch, all bool) {
	n := 0
	for _, doc := range docs {
		doc.VisitFields(func(f bleveindex.Field) {
			if b, ok := f.(*Batch); ok && (batch == nil || b == batch) {
				batch = b
				n++
			}
		})
	}
	return batch, batch != nil && n == len(docs) && n == batch.Builder.Len()
}
