package record

import (
	"hash/maphash"
	"strings"

	bleveindex "github.com/blevesearch/bleve_index_api"

	"github.com/newsdex/newsdex/analyze"
	"github.com/newsdex/newsdex/index/schema"
)

// Forms collects the forms of an article's words.
type Forms struct {
	seen  Interner // as they stand in the text
	Terms Interner
	all   strings.Builder // that the terms are parts of
	form  []byte
}

var formSeed = maphash.MakeSeed()

func (f *Forms) reset() {
	f.seen.reset()
	f.Terms.reset()
	f.all.Reset()
}

// note notes the forms of the words of a text.
func (f *Forms) note(text string, tokens []analyze.Token) {
	for i := range tokens {
		t := &tokens[i]
		if t.Kind != analyze.Word || t.Width != 1 {
			continue
		}
		word := text[t.Start:t.End]
		if word == t.Term && schema.IsPlainForm(word) {
			continue
		}
		if _, isNew := f.seen.Number(word, uint32(maphash.String(formSeed, word))); isNew {
			f.add(word, t.Term)
		}
	}
}

func (f *Forms) add(text, stem string) {
	f.form = schema.AppendForm(f.form[:0], text)
	if string(f.form) == stem {
		return // its own stem
	}
	if n := len(f.form); n < len(text) && n == len(stem)+1 && f.form[n-1] == 's' && string(f.form[:n-1]) == stem {
		return // and a possessive
	}
	if f.all.Len() == 0 {
		f.all.Grow(4 << 10)
	}
	start := f.all.Len()
	f.all.Write(f.form)
	f.all.WriteString(schema.FormSeparator)
	f.all.WriteString(stem)
	term := f.all.String()[start:]
	f.Terms.Number(term, analyze.TermHash(term))
}

// appendField appends the field of the forms, if there are some.
func (f *Forms) appendField(fields []Field, language string) []Field {
	if len(f.Terms.Strings) == 0 {
		return fields
	}
	all := Field{Name: schema.Forms + language, Options: bleveindex.IndexField | bleveindex.SkipFreqNorm}
	all.Terms = make([]FieldTerm, len(f.Terms.Strings))
	for n, term := range f.Terms.Strings {
		all.Terms[n] = FieldTerm{Text: term, Hash: f.Terms.Hashes[n]}
	}
	return append(fields, all)
}
