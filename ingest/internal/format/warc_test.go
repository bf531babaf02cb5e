package format_test

import (
	"bytes"
	"compress/zlib"
	"fmt"
	"io"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/newsdex/newsdex/ingest"
	"github.com/newsdex/newsdex/ingest/internal/fixture"
	"github.com/newsdex/newsdex/ingest/internal/source"
)

func TestWARC(t *testing.T) {
	chunk := func(s string) string {
		return fmt.Sprintf("%x;x=y\r\n%s\r\n%x\r\n%s\r\n0\r\n\r\n", 10, s[:10], len(s)-10, s[10:])
	}
	head := "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n"
	var deflated bytes.Buffer
	zw := zlib.NewWriter(&deflated)
	io.WriteString(zw, fixture.WARCPage(6))
	zw.Close()
	data := "\r\n" + fixture.WARCRecord("warcinfo", "", "application/warc-fields", "software: x\r\n") +
		fixture.WARCRecord("request", "https://h.example/1", "application/http; msgtype=request", "GET / HTTP/1.1\r\n\r\n") +
		fixture.WARCRecord("response", "<https://h.example/1>", fixture.HTTPType, fixture.HTTPPage(1)) +
		fixture.WARCRecord("response", "https://h.example/x", fixture.HTTPType, "HTTP/1.1 404 Not Found\r\nContent-Type: text/html\r\n\r\n"+fixture.WARCPage(99)) +
		fixture.WARCRecord("response", "https://h.example/x.png", fixture.HTTPType, "HTTP/1.1 200 OK\r\nContent-Type: image/png\r\n\r\n\xff\x00") +
		fixture.WARCRecord("response", "https://h.example/2", fixture.HTTPType, head+"Transfer-Encoding: chunked\r\n\r\n"+chunk(fixture.WARCPage(2))) +
		fixture.WARCRecord("response", "https://h.example/3", fixture.HTTPType, head+"Content-Encoding: gzip\r\n\r\n"+fixture.Gzip(fixture.WARCPage(3))) +
		fixture.WARCRecord("response", "https://h.example/4", fixture.HTTPType, head+"Content-Encoding: gzip\r\nTransfer-Encoding: chunked\r\n\r\n"+chunk(fixture.Gzip(fixture.WARCPage(4)))) +
		fixture.WARCRecord("response", "https://h.example/5", fixture.HTTPType, fixture.HTTPPage(5, "Content-Encoding: gzip\r\n", "Transfer-Encoding: chunked\r\n")) + // decoded already
		fixture.WARCRecord("response", "https://h.example/6", fixture.HTTPType, head+"Content-Encoding: deflate\r\n\r\n"+deflated.String()) +
		fixture.WARCRecord("resource", "https://h.example/7", "text/html", fixture.WARCPage(7)) +
		fixture.WARCRecord("conversion", "https://h.example/8", "text/plain", "Page 8\nThe council approved budget number 8.") +
		fixture.WARCRecord("revisit", "https://h.example/1", fixture.HTTPType, "HTTP/1.1 200 OK\r\n\r\n") +
		fixture.WARCRecord("response", "https://h.example/9", fixture.HTTPType, "HTTP/1.1 200 OK\r\n\r\n"+fixture.WARCPage(9)) +
		fixture.WARCRecord("response", "https://h.example/0", fixture.HTTPType, head+"Content-Encoding: br\r\nTransfer-Encoding: chunked\r\n\r\n"+chunk(fixture.EncodeContent(t, "br", fixture.WARCPage(0)))) +
		fixture.WARCRecord("response", "https://h.example/00", fixture.HTTPType, head+"Content-Encoding: zstd\r\n\r\n"+fixture.EncodeContent(t, "zstd", fixture.WARCPage(0))) +
		fixture.WARCRecord("response", "https://h.example/empty", fixture.HTTPType, head+"\r\n<html></html>")
	data = strings.TrimSuffix(data, "\r\n\r\n") // as some tools end a file
	members := ""
	for part := range strings.SplitAfterSeq(data, "\r\n\r\nWARC/1.0\r\n") {
		members += fixture.Gzip(part)
	}
	for name, data := range map[string]string{"a.warc": data, "a.warc.gz": members, "a": strings.TrimLeft(data, "\r\n"), "lf.warc": strings.ReplaceAll(data, "\r\n", "\n")} {
		if name == "lf.warc" { // headers only: blocks have lengths
			data = strings.ReplaceAll(fixture.WARCRecord("conversion", "https://h.example/1", "text/plain", "Number 1."), "\r\n", "\n")
		}
		dir := fixture.Folder(t, map[string]string{name: data})
		s := ingest.Files(dir)
		skipped := map[string]int{}
		s.OnSkipped = func(k ingest.Skipped) { skipped[k.Kind] = k.Count }
		articles, failures := fixture.Collect(s.Articles(t.Context()))
		var urls []string
		for _, a := range articles {
			urls = append(urls, a.URL[len("https://h.example/"):])
			if want := fmt.Sprintf("umber %s", a.URL[len(a.URL)-1:]); !strings.Contains(a.Body, want) || !a.Retrieved.Equal(time.Date(2025, 3, 5, 6, 7, 8, 0, time.UTC)) || !a.Published.IsZero() {
				t.Errorf("%s: %s: body %q, retrieved %v, published %v", name, a.URL, a.Body, a.Retrieved, a.Published)
			}
		}
		if name == "lf.warc" {
			if failures != nil || !slices.Equal(urls, []string{"1"}) {
				t.Errorf("%s: %q, %v", name, urls, failures)
			}
			continue
		}
		if failures != nil || !slices.Equal(urls, strings.Fields("1 2 3 4 5 6 7 8 9 0 00")) {
			t.Errorf("%s: %q, %v", name, urls, failures)
		}
		if articles[0].Path != source.UnpackedName(name)+":3" {
			t.Errorf("%s: path %s", name, articles[0].Path)
		}
		for kind, n := range map[string]int{"WARC records of type request": 1, "WARC records of type revisit": 1, "WARC responses of status 404": 1, "WARC responses of type image/png": 1, "WARC records without text": 1} {
			if skipped[kind] != n {
				t.Errorf("%s: skipped %v, want %d %s", name, skipped, n, kind)
			}
		}
	}
}

// TestWARCBroken checks that a record that does not match its header gives one error with
// its offset, and that the records around it are read.
func TestWARCBroken(t *testing.T) {
	good := func(n int) string {
		return fixture.WARCRecord("response", fmt.Sprintf("https://h.example/%d", n), fixture.HTTPType, fixture.HTTPPage(n))
	}
	bad := func(length string) string {
		return fixture.WARCRecordOf("response", "https://h.example/bad", fixture.HTTPType, length, fixture.HTTPPage(50))
	}
	one := len(good(1))
	damaged := []byte(fixture.Gzip(good(2)))
	for i := range damaged[20:60] {
		damaged[20+i] ^= 0x55
	}
	big := fixture.WARCRecordOf("response", "https://h.example/big", fixture.HTTPType, fmt.Sprint(4<<20), "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n"+strings.Repeat("long ", 4<<20/5)[:4<<20-45])
	big = strings.Replace(big, "Content-Length", "WARC-Identified-Payload-Type: text/html\r\nContent-Length", 1)
	for name, c := range map[string]struct {
		data, want string
		urls       string
	}{
		"too long":         {good(1) + bad("700") + good(2) + good(3), fmt.Sprintf(`at byte %d: is a WARC record with a wrong Content-Length; fetch`, one), "123"},
		"too short":        {good(1) + bad("90") + good(2), fmt.Sprintf(`at byte %d: is a WARC record with a wrong Content-Length`, one), "12"},
		"beyond":           {good(1) + bad("1000000") + good(2), fmt.Sprintf(`at byte %d: is a WARC record with a wrong Content-Length`, one), "12"},
		"huge":             {good(1) + bad("100000000000") + good(2), fmt.Sprintf(`at byte %d: is a WARC record with a wrong Content-Length`, one), "12"},
		"none":             {good(1) + bad("") + good(2), fmt.Sprintf(`at byte %d: is a WARC record of no known length \(Content-Length is missing\)`, one), "12"},
		"no number":        {good(1) + bad("-5") + good(2), `is a WARC record of no known length \(Content-Length is "-5"\)`, "12"},
		"cut":              {good(1) + good(2)[:300], fmt.Sprintf(`at byte %d: is a WARC record that is cut short`, one), "1"},
		"cut in header":    {good(1) + good(2)[:100], `is a WARC record whose header does not end`, "1"},
		"garbage":          {good(1) + "garbage\r\nmore\r\n" + good(2), fmt.Sprintf(`at byte %d: is (no WARC record|a WARC record with a wrong)`, 0+0), "12"},
		"endless header":   {good(1) + "WARC/1.0\r\n" + strings.Repeat("X-Y: z\r\n", 10000) + "\r\n" + good(2), `whose header does not end`, "12"},
		"no HTTP":          {good(1) + fixture.WARCRecord("response", "https://h.example/x", fixture.HTTPType, "nothing") + good(2), `is a page that cannot be read \(it is no HTTP response\)`, "12"},
		"unknown encoding": {good(1) + fixture.WARCRecord("response", "https://h.example/x", fixture.HTTPType, "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Encoding: lzw\r\n\r\n\x01\x02") + good(2), `is a page that cannot be read \(its encoding is "lzw"\)`, "12"},
		"no brotli":        {good(1) + fixture.WARCRecord("response", "https://h.example/x", fixture.HTTPType, "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Encoding: br\r\n\r\n\xff\xff\xff\xff") + good(2), `is a page that cannot be read \(brotli: `, "12"},
		"bomb":             {good(1) + fixture.WARCRecord("response", "https://h.example/x", fixture.HTTPType, "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Encoding: gzip\r\n\r\n"+fixture.Gzip(strings.Repeat("x", 3<<20))) + good(2), `it unpacks to more than`, "12"},
		"long":             {good(1) + big + good(2), fmt.Sprintf(`at byte %d: is longer than 1 MB, the limit of one article`, one), "12"},
		"gzip damaged":     {fixture.Gzip(good(1)) + string(damaged) + fixture.Gzip(good(3)) + fixture.Gzip(good(4)), `at byte \d+: is damaged gzip`, "134"},
		"gzip cut":         {fixture.Gzip(good(1)) + fixture.Gzip(good(2)) + fixture.Gzip(good(3))[:100], `at byte \d+: is cut short: its gzip data ends too early`, "12"},
		"nothing":          {"nothing", `is no WARC record`, ""},
	} {
		want := c.want
		if name == "garbage" {
			want = `is (no WARC record|a WARC record with a wrong)`
		}
		dir := fixture.Folder(t, map[string]string{"a.warc": c.data, "good.txt": "Good."})
		s := ingest.Files(filepath.Join(dir, "a.warc"), filepath.Join(dir, "good.txt"))
		s.MaxArticle = 1 << 20
		articles, failures := fixture.Collect(s.Articles(t.Context()))
		fixture.CheckFailure[*ingest.InputError](t, name, failures, want)
		urls := ""
		for _, a := range articles {
			urls += strings.TrimPrefix(a.URL, "https://h.example/")
		}
		if urls != c.urls || articles[len(articles)-1].Body != "Good." {
			t.Errorf("%s: articles %q, want %q and the one after", name, urls, c.urls)
		}
	}
}

// TestWARCLengthsAreBounded checks that wrong lengths do not make the decoder read the
// file over and over.
func TestWARCLengthsAreBounded(t *testing.T) {
	t.Parallel()
	one := fixture.WARCRecordOf("response", "https://h.example/x", fixture.HTTPType, "15000000", "x")
	s := ingest.Files("-")
	s.Stdin = &fixture.Repeated{Head: one, Part: one, Times: 100000}
	n := 0
	for _, err := range s.Articles(t.Context()) {
		if err == nil {
			t.Fatal("an article")
		}
		n++
	}
	if n != 100001 {
		t.Errorf("%d errors", n)
	}
}

// TestWARCStreams checks that memory does not grow with the file.
func TestWARCStreams(t *testing.T) {
	fixture.NotShort(t, "streams records of many megabytes")
	const n = 3000
	text := strings.Repeat("The council approved the budget on Monday after a debate of six hours.\n", 1500)
	page := fixture.WARCRecord("conversion", "https://h.example/1", "text/plain", text)
	other := fixture.WARCRecord("response", "https://h.example/1", fixture.HTTPType, "HTTP/1.1 200 OK\r\nContent-Type: video/mp4\r\n\r\n"+text)
	s := ingest.Files("-")
	s.Stdin = &fixture.Repeated{Head: page, Part: page + other, Times: n}
	got, before, most := 0, fixture.Heap(), uint64(0)
	for _, err := range s.Articles(t.Context()) {
		if err != nil {
			t.Fatal(err)
		}
		if got++; got%500 == 0 {
			most = max(most, fixture.Heap())
		}
	}
	if got != n+1 || most > before+16<<20 {
		t.Errorf("%d records of %d MB took %d MB of memory", got, n*(len(page)+len(other))>>20, (most-before)>>20)
	}
}
