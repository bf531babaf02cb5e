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

// A segmentPlugin makes the segments of scorch: zapx's, and those of documents that
// come from a Builder. Both have zapx's type and version, so that an index opens
// without the plugin.
type segmentPlugin struct{ zap.ZapPlugin }

// Bleve finds plugins by type and version in an unlocked table of the process, so
// the plugin is registered before anything else runs. zapx's own plugin stays
// Bleve's default, and does the rest of the work here.
func init() { scorch.RegisterSegmentPlugin(&segmentPlugin{}, false) }

// PluginConfig adds the choice of the plugin to a configuration of scorch.
func PluginConfig(config map[string]any) map[string]any {
	config["forceSegmentType"], config["forceSegmentVersion"] = zap.Type, int(zap.Version)
	return config
}

// New makes a segment of documents.
func (p *segmentPlugin) New(docs []bleveindex.Document) (segmentapi.Segment, uint64, error) {
	return p.NewUsing(docs, nil)
}

// NewUsing makes a segment of documents with a configuration. The documents are all
// those of one Batch, or none is of a Batch.
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

// Open opens a segment's file for Bleve.
func (p *segmentPlugin) Open(path string) (segmentapi.Segment, error) {
	return p.OpenUsing(path, nil)
}

// OpenUsing is like Open with a configuration.
func (p *segmentPlugin) OpenUsing(path string, config map[string]any) (segmentapi.Segment, error) {
	s, err := p.ZapPlugin.OpenUsing(path, config)
	if file, ok := s.(*zap.Segment); ok && err == nil {
		return &fileSegment{Segment: file}, nil
	}
	return s, err
}

// A Batch takes the documents of a Builder through Bleve. Bleve gets a document with
// each ID and one field, the Batch itself, which is empty. The field's methods
// implement bleveindex.Field.
type Batch struct {
	Ctx     context.Context // the context of the run: a batch of Bleve has none
	Builder *Builder        // the documents
}

// Name returns the name of the field.
func (*Batch) Name() string { return schema.Stored }

// ArrayPositions returns nil.
func (*Batch) ArrayPositions() []uint64 { return nil }

// Options returns 0: Bleve neither indexes nor stores the field.
func (*Batch) Options() bleveindex.FieldIndexingOptions { return 0 }

// Analyze does nothing.
func (*Batch) Analyze() {}

// Value returns nil.
func (*Batch) Value() []byte { return nil }

// NumPlainTextBytes returns 0.
func (*Batch) NumPlainTextBytes() uint64 { return 0 }

// Size returns 0.
func (*Batch) Size() int { return 0 }

// EncodedFieldType returns the type of text fields.
func (*Batch) EncodedFieldType() byte { return zapFieldType }

// AnalyzedLength returns 0.
func (*Batch) AnalyzedLength() int { return 0 }

// AnalyzedTokenFrequencies returns nil.
func (*Batch) AnalyzedTokenFrequencies() bleveindex.TokenFrequencies { return nil }

// Documents returns the documents for Bleve.
func (b *Batch) Documents() []*blevedocument.Document {
	docs := make([]*blevedocument.Document, 0, b.Builder.Len())
	for id := range b.Builder.byID {
		doc := blevedocument.NewDocument(id)
		doc.AddField(b)
		docs = append(docs, doc)
	}
	return docs
}

// builtBy returns the batch that documents come from, nil where there is none, and
// whether they are all documents of that batch.
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
