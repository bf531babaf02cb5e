package format

import (
	"strings"
	"testing"
	"time"

	"github.com/newsdex/newsdex/ingest/internal/date"
)

// TestFieldLooks checks that a layout of data sets that is not tried would not have
// matched.
func TestFieldLooks(t *testing.T) {
	at := time.Date(2019, 11, 8, 9, 4, 5, 0, time.FixedZone("EST", -5*3600))
	texts := []string{"", "2", "2019", "18-11-2019", "20191118100506.5"}
	for _, layouts := range [][]date.Layout{fieldLayouts, date.Layouts} {
		for _, l := range layouts {
			s := at.Format(l.In)
			texts = append(texts, s, strings.ToUpper(s), strings.ToLower(s), strings.ReplaceAll(s, " ", "  "), s+"x", s[1:], s[:len(s)-1], strings.Replace(s, "0", "", 1))
		}
	}
	for _, s := range texts {
		for i, l := range fieldLayouts {
			if _, err := time.Parse(l.In, s); err == nil && !fieldLooks[i].MayBe(s) {
				t.Errorf("%q is a date by %q, but is not tried", s, l.In)
			}
		}
	}
}
