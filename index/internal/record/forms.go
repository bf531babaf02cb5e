package record

import (
	"hash/maphash"
	"strings"

	bleveindex "github.com/blevesearch/bleve_index_api"

	"github.com/newsdex/newsdex/analyze"
	"github.com/newsdex/newsdex/index/schema"
)

// Forms collects the inflected forms of an article's words, for the field
// [schema.Forms]. It is for one goroutine.
type Forms struct {
	seen  Interner        // words as they stand in the text
	Terms Interner        // form, separator and stem
	all   strings.Builder // backs the strings of Terms
	form  []byte          // buffer
}

var formSeed = maphash.MakeSeed()

func (f *Forms) reset() {
	f.seen.reset()
	f.Terms.reset()
	f.all.Reset()
}

// note adds the forms of a text's words.
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

// add adds the form of a word, unless it is equal to its stem or is the possessive
// of that.
func (f *Forms) add(text, stem string) {
	f.form = schema.AppendForm(f.form[:0], text)
	if string(f.form) == stem {
		return // equal to its stem
	}
	if n := len(f.form); n < len(text) && n == len(stem)+1 && f.form[n-1] == 's' && string(f.form[:n-1]) == stem {
		return // the possessive of its stem
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

// appendField appends the field of the forms, if there are any.
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
