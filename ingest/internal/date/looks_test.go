package date

import (
	"strings"
	"testing"
	"time"
)

// TestDateLooks checks that time.Parse fails with each layout that MayBe rules out.
func TestDateLooks(t *testing.T) {
	at := time.Date(2019, 11, 8, 9, 4, 5, 0, time.FixedZone("EST", -5*3600))
	texts := []string{"", "2", "20", "2019", "2019-", "Mon", "may", "December 3, 2019", "2019-11-18T10:05:06.123Z", "20191118100506.5", "18-11-2019", "11-18-2019"}
	for _, l := range Layouts {
		s := at.Format(l.In)
		texts = append(texts, s, strings.ToUpper(s), strings.ToLower(s), strings.ReplaceAll(s, " ", "  "), s+"x", s[1:], s[:len(s)-1], strings.Replace(s, "0", "", 1))
	}
	looks := LooksOf(Layouts)
	for _, s := range texts {
		for i, l := range Layouts {
			if _, err := time.Parse(l.In, s); err == nil && !looks[i].MayBe(s) {
				t.Errorf("%q is a date by %q, but is not tried", s, l.In)
			}
		}
	}
}
