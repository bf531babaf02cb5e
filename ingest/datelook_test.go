package ingest

import (
	"strings"
	"testing"
	"time"
)

// TestDateLooks holds that a layout which may not be tried would not have fitted.
func TestDateLooks(t *testing.T) {
	at := time.Date(2019, 11, 8, 9, 4, 5, 0, time.FixedZone("EST", -5*3600))
	texts := []string{"", "2", "20", "2019", "2019-", "Mon", "may", "December 3, 2019", "2019-11-18T10:05:06.123Z", "20191118100506.5", "18-11-2019", "11-18-2019"}
	for _, l := range dateLayouts {
		s := at.Format(l.in)
		texts = append(texts, s, strings.ToUpper(s), strings.ToLower(s), strings.ReplaceAll(s, " ", "  "), s+"x", s[1:], s[:len(s)-1], strings.Replace(s, "0", "", 1))
	}
	for _, layouts := range [][]dateLayout{dateLayouts, fieldLayouts} {
		looks := looksOf(layouts)
		for _, s := range texts {
			for i, l := range layouts {
				if _, err := time.Parse(l.in, s); err == nil && !looks[i].mayBe(s) {
					t.Errorf("%q is a date by %q, but is not tried", s, l.in)
				}
			}
		}
	}
}
