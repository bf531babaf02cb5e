package format

import (
	"bufio"
	"encoding/csv"
	"io"
	"strings"
	"testing"
)

// FuzzCSVReader compares the reader of rows with encoding/csv.
func FuzzCSVReader(f *testing.F) {
	for _, s := range []string{"a,b\n1,2\n", "a;b\r\n\"x\ny\";2\n", "\"a\"\"b\",c\n", "a,\"b\n", "\ufeffa\tb\n"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		r := csv.NewReader(strings.NewReader(s))
		r.FieldsPerRecord = -1
		want, err := r.ReadAll()
		if err != nil || len(s) > fuzzLimit || strings.Contains(strings.ReplaceAll(s, "\r\n", ""), "\r") || strings.Contains(s, "\r\n") && strings.Contains(s, `"`) {
			return // line ends in fields are kept as they are here
		}
		c := &csvReader{r: bufio.NewReader(strings.NewReader(s)), limit: fuzzLimit, comma: ','}
		for i := 0; ; i++ {
			row, err := c.row()
			if err == io.EOF {
				if i != len(want) {
					t.Fatalf("%q: %d rows, want %d", s, i, len(want))
				}
				return
			}
			if err != nil || i >= len(want) || strings.Join(row, "\x00") != strings.Join(want[i], "\x00") {
				t.Fatalf("%q: row %d is %q, %v; want %q", s, i, row, err, want)
			}
		}
	})
}
