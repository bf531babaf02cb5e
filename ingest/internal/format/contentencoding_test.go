package format

import (
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/newsdex/newsdex/ingest/internal/fixture"
)

// TestContentEncodings checks that each encoding of the table is read, that decoded
// bodies stay unchanged, and that damage and bombs are reported.
func TestContentEncodings(t *testing.T) {
	fixture.NotShort(t, "unpacks bodies of many megabytes")
	t.Parallel()
	for _, e := range ContentEncodings() {
		for _, name := range e.Names {
			if fixture.ContentEncoders[name] == nil {
				t.Errorf("%s has no test", name)
			}
		}
	}
	const limit = 1 << 20
	var long strings.Builder // what does not pack well
	r := rand.New(rand.NewPCG(1, 2))
	for long.Len() < 600<<10 {
		long.WriteString(fixture.WARCPage(r.IntN(1e9)))
	}
	for name := range fixture.ContentEncoders {
		field := strings.TrimPrefix(name, "bare ")
		page := long.String()
		packed := fixture.EncodeContent(t, name, page)
		for _, c := range []struct {
			what, body string
			want       string
			cut        bool
			err        string
		}{
			{what: "whole", body: packed, want: page},
			{what: "decoded already", body: page, want: page},
			{what: "a fragment decoded already", body: "<div>Zürich</div>", want: "<div>Zürich</div>"},
			{what: "empty"},
			{what: "cut short", body: packed[:len(packed)*3/4], want: "part", cut: true},
			{what: "a bomb", body: fixture.EncodeContent(t, name, strings.Repeat("x", 8*limit)), err: "it unpacks to more than 1048576 bytes"},
		} {
			got, cut, err := DecodeContent([]byte(c.body), field, limit)
			switch {
			case c.err != "":
				if err == nil || !strings.Contains(err.Error(), c.err) {
					t.Errorf("%s, %s: %v, want %s", name, c.what, err, c.err)
				}
			case err != nil || (cut != nil) != c.cut:
				t.Errorf("%s, %s: %v, %v", name, c.what, cut, err)
			case c.want == "part" && (len(got) < 1000 || !strings.HasPrefix(page, string(got))),
				c.want != "part" && string(got) != c.want:
				t.Errorf("%s, %s: %d bytes", name, c.what, len(got))
			}
		}
	}
	for encoding, want := range map[string]string{
		"br, gzip": "", "identity, br , gzip": "", "gzip,gzip,gzip,gzip": "it is encoded 4 times over", "lzw": `its encoding is "lzw"`,
	} {
		body := fixture.EncodeContent(t, "gzip", fixture.EncodeContent(t, "br", fixture.WARCPage(1)))
		h := "HTTP/1.1 200 OK\r\nContent-Encoding: " + encoding + "\r\n\r\n"
		r, err := parseResponse([]byte(h + body))
		if err != nil {
			t.Fatal(err)
		}
		got, _, err := r.decoded(limit)
		if want == "" && (err != nil || string(got) != fixture.WARCPage(1)) || want != "" && (err == nil || !strings.Contains(err.Error(), want)) {
			t.Errorf("%s: %.20q, %v; want %s", encoding, got, err, want)
		}
	}
}
