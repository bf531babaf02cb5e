package postings

import (
	"sort"

	"github.com/newsdex/newsdex/index/schema"
)

// A LanguageCount is the number of articles analysed in one language.
type LanguageCount struct {
	Code     string `json:"code"`     // the language code, "und" for no particular language
	Articles int    `json:"articles"` // the number of live articles
}

// Languages returns the languages of analysis, by descending number of articles and
// then by code. It is computed on first use. The caller must not change the slice.
func (v *Reader) Languages() ([]LanguageCount, error) {
	v.langOnce.Do(func() {
		counts := map[string]int{}
		for _, seg := range v.segments {
			for code, err := range seg.Terms(schema.Analysis, "", "") {
				if err != nil {
					v.langErr = err
					return
				}
				docs, err := seg.Docs(schema.Analysis, code)
				if err != nil {
					v.langErr = err
					return
				}
				if n := int(docs.GetCardinality()); n > 0 {
					counts[code] += n
				}
			}
		}
		for code, n := range counts {
			v.langs = append(v.langs, LanguageCount{Code: code, Articles: n})
		}
		sort.Slice(v.langs, func(i, j int) bool {
			a, b := v.langs[i], v.langs[j]
			return a.Articles > b.Articles || a.Articles == b.Articles && a.Code < b.Code
		})
	})
	return v.langs, v.langErr
}
