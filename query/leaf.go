package query

import (
	"crypto/sha256"
	"fmt"

	"github.com/newsdex/newsdex/analyze"
	"github.com/newsdex/newsdex/index/schema"
)

// A leaf is a word, a phrase, a prefix or a fuzzy word of a query, as one index
// holds it. In each language that the index has it asks for its own terms; an
// article is in one of them.
type leaf struct {
	text     string             // as in the query but for its boost, for people
	fields   []schema.TextField // to be ranked,
	boost    float64            // and scored as many times as high; or
	filter   string             // a Bleve field that filters
	variants []variant          // one for each language
	word     bool               // a word, sought in the whole article
}

// clause returns the leaf in the syntax of [Parse].
func (l *leaf) clause() string {
	if l.boost == 1 {
		return l.text
	}
	return l.text + boostString(l.boost)
}

// A variant is a leaf in one language.
type variant struct {
	lang   string   // of the text fields; "" for a filter
	slots  []slot   // one after the other,
	slop   int      // or this much away from that
	stop   bool     // all of them are stop words
	prefix string   // or many words: every term that begins so
	also   []string // and these, in order
}

// A slot is one word: alternatives, each a sequence of terms.
type slot [][]string

// single returns the term of a variant that asks for one term only.
func (v *variant) single() (string, bool) {
	if len(v.slots) == 1 && len(v.slots[0]) == 1 && len(v.slots[0][0]) == 1 {
		return v.slots[0][0][0], true
	}
	return "", false
}

// name returns what the variant asks for, for lists that are kept.
func (v *variant) name() string {
	if !v.expands() {
		return fmt.Sprintf("phrase %q~%d", v.slots, v.slop)
	}
	also := sha256.New()
	for _, term := range v.also {
		fmt.Fprintf(also, "%q", term)
	}
	return fmt.Sprintf("prefix %q and %x", v.prefix, also.Sum(nil))
}

// textVariant returns the variant that asks for the words of text.
func textVariant(text string, lang analyze.Language) variant {
	v := variant{lang: lang.Code, stop: true}
	for _, w := range lang.Query(text) {
		if len(w.Any) > 0 {
			v.slots = append(v.slots, slot(w.Any))
			v.stop = v.stop && w.Stop
		}
	}
	v.stop = v.stop && len(v.slots) > 0
	return v
}
