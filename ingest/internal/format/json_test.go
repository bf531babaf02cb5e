package format_test

import (
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/newsdex/newsdex/ingest"
	"github.com/newsdex/newsdex/ingest/internal/fixture"
	"github.com/newsdex/newsdex/ingest/internal/format"
)

func TestJSON(t *testing.T) {
	const a, b = `{"text":"One.","title":"A"}`, `{"title":"B","text":"Two."}`
	both := []string{"d.json:1 One.", "d.json:2 Two."}
	for name, c := range map[string]struct {
		in   string
		want []string
	}{
		"array":            {"[" + a + "," + b + "]", both},
		"array over lines": {"\ufeff[\n  " + a + ",\n  " + b + "\n]\n", both},
		"one record":       {a, both[:1]},
		"record over lines": {"{\n  \"text\": \"One.\",\n  \"tags\": [\"x\", {\"y\": [1, 2.5e3, true, null]}],\n  \"data\": [{\"text\": \"No.\"}]\n}",
			both[:1]},
		"list":                 {`{"status":"ok","articles":[` + a + `,` + b + `],"more":1}`, both},
		"list of lists":        {`{"hits":{"total":2,"hits":[{"_id":"x","_source":` + a + `},{"_id":"y","_source":` + b + `}]}}`, both},
		"two objects around":   {`{"response":{"status":"ok","docs":[` + a + `,` + b + `]}}`, both},
		"records by name":      {`{"x":` + a + `,"meta":{"n":1},"y":` + b + `}`, both},
		"one after another":    {"{\n\"text\":\"One.\"}\n{\n\"text\":\"Two.\"}", both},
		"lines":                {a + "\n\n" + b + "\n", []string{"d.json:1 One."}}, // see below
		"lines close":          {a + "\n" + b + "\n", both},
		"list of other things": {`{"news":["x","y"],"text":"One."}`, both[:1]},
		"text comes late":      {`{"items":[{"price":1}],"text":"One."}`, both[:1]},
		"escapes":              {`[{"text":"\"One\" \\"},{"text":"{[}]"}]`, []string{`d.json:1 "One" \`, "d.json:2 {[}]"}},
		"a JSON Feed": {`{"version":"https://jsonfeed.org/version/1.1","title":"Harbor","language":"en-GB","items":[
			{"id":"1","url":"https://h.example/1","content_html":"<p>One.</p><p>More.</p>"},{"id":"2","summary":"Two."}]}`, []string{"d.json:1 One.\nMore.", "d.json:2 Two."}},
	} {
		if name == "lines" {
			c.want = both
		}
		dir := fixture.Folder(t, map[string]string{"d.json": c.in})
		articles, failures := fixture.Collect(ingest.Files(dir).Articles(t.Context()))
		if got := places(articles); failures != nil || !slices.Equal(got, c.want) {
			t.Errorf("%s: got %q, %v; want %q", name, got, failures, c.want)
		}
		if name == "a JSON Feed" && (len(articles) == 0 || articles[0].Outlet != "Harbor" || articles[0].Language != "en-GB" || articles[0].URL != "https://h.example/1") {
			t.Errorf("%s: %+v", name, articles)
		}
		s := ingest.Files("-")
		s.Stdin = strings.NewReader(c.in)
		if piped, failures := fixture.Collect(s.Articles(t.Context())); name != "records by name" && (failures != nil || len(piped) != len(articles)) {
			t.Errorf("%s from a pipe: %q, %v", name, places(piped), failures)
		}
	}
}

// TestJSONBroken checks that broken JSON gives one clear error, that the records before
// it are kept, and the records after it if they begin on a line.
func TestJSONBroken(t *testing.T) {
	const a = `{"text":"Good."}`
	for _, c := range []struct {
		name, in, want string
		articles       int
	}{
		{"cut", "[" + a + "," + a[:9], `d\.json:1: at byte 27: is cut short: its JSON ends too early; fetch it again`, 1},
		{"open", "[" + a + "," + a, `is cut short`, 2},
		{"number", "[" + a + ",\n3," + a + "]", `d\.json:2: at byte 19: is not a JSON object`, 2},
		{"broken inside", "[\n" + a + ",\n{\"text\":\"x\" 1},\n" + a + "\n]", `d\.json:3: at byte 20: is not a JSON object`, 2},
		{"broken string", "[\n" + a + ",\n{\"text\":\"x\n},\n" + a + "\n]", `d\.json:3: at byte 30: is not well-formed JSON \(a string is not closed`, 2},
		{"not JSON", "hello", `d\.json:1: is not well-formed JSON \(neither`, 0},
		{"no text", `{"a":1}`, `d\.json:1: the object has no text; give one of the fields text, body`, 0},
		{"no text in one", "[" + a + `,{"title":"x"}]`, `d\.json:1: at byte 18: the object has no text`, 1},
		{"deep", strings.Repeat("[", 1_000_000) + strings.Repeat("]", 1_000_000), `is JSON nested more than 10,000 deep; leave that record out`, 0},
		{"deep and open", strings.Repeat(`{"a":`, 1_000_000), `is cut short|is longer than`, 0},
		{"deep text", `[{"text":` + strings.Repeat("[", 1_000_000) + strings.Repeat("]", 1_000_000) + "}," + a + "]", `is JSON nested more than 10,000 deep`, 1},
		{"deep around", strings.Repeat(`{"data":`, 100_000) + "1" + strings.Repeat("}", 100_000), `the object has no text|nested more`, 0},
		{"long", `[{"text":"` + strings.Repeat("long ", 1<<20) + `"},` + a + "]", `d\.json:1: is longer than 4 MB, the limit of one article`, 1},
		{"zeros between", "[" + a + ",\x00" + a + "," + a + "]" + strings.Repeat(" ", 500), `d\.json:1: at byte 18: is not a JSON object`, 3},
		{"a zero after", a + strings.Repeat(" ", 500) + "\x00", `neither an array nor an object`, 1},
		{"a zero for a key", "{\x00" + strings.Repeat(" ", 500) + "}", `a key is missing`, 0},
		{"empty", " \n", `d\.json: is empty`, 0},
	} {
		dir := fixture.Folder(t, map[string]string{"d.json": c.in, "good.txt": "Good."})
		s := ingest.Files(filepath.Join(dir, "d.json"), filepath.Join(dir, "good.txt"))
		s.MaxArticle = 4 << 20
		articles, failures := fixture.Collect(s.Articles(t.Context()))
		fixture.CheckFailure[*ingest.InputError](t, c.name, failures, c.want)
		if len(articles) != c.articles+1 {
			t.Errorf("%s: %d articles, want %d", c.name, len(articles)-1, c.articles)
		}
	}
}

// TestJSONStreams checks that an array is read one element at a time.
func TestJSONStreams(t *testing.T) {
	fixture.NotShort(t, "streams records of many megabytes")
	element := `{"title":"T","text":"` + strings.Repeat("A line of text. ", 3000) + `"},` + "\n"
	s := ingest.Files("-")
	s.Stdin = &fixture.Repeated{Head: "[", Part: element, Times: 2000, Tail: "{}]"}
	var m runtime.MemStats
	runtime.GC()
	runtime.ReadMemStats(&m)
	before := m.HeapAlloc // what other tests hold
	n, most := 0, before
	for _, err := range s.Articles(t.Context()) {
		if err != nil {
			continue // the last
		}
		if n++; n%400 == 0 {
			runtime.GC()
			runtime.ReadMemStats(&m)
			most = max(most, m.HeapAlloc)
		}
	}
	if n != 2000 || most-before > 40<<20 {
		t.Errorf("%d records of %d MB took %d MB of memory", n, 2000*len(element)>>20, (most-before)>>20)
	}
}

// TestRecordsOfScrapers checks that a record of each scraper becomes its article.
func TestRecordsOfScrapers(t *testing.T) {
	day := time.Date(2025, 3, 4, 0, 0, 0, 0, time.UTC)
	for name, c := range map[string]struct {
		in   string
		want ingest.Article
	}{
		"news-please": {`{"authors":["Ann Lee"],"date_download":"2025-03-05 01:02:03","date_modify":null,"date_publish":"2025-03-04 00:00:00","description":"D","filename":"x.json","image_url":null,"language":"en","localpath":null,"maintext":"Text.","source_domain":"harbor.example","title":"T","title_page":null,"title_rss":null,"url":"https://harbor.example/a"}`,
			ingest.Article{URL: "https://harbor.example/a", Title: "T", Deck: "D", Body: "Text.", Outlet: "harbor.example", Authors: []string{"Ann Lee"}, Published: day, Retrieved: time.Date(2025, 3, 5, 1, 2, 3, 0, time.UTC), Language: "en"}},
		"newspaper": {`{"url":"https://harbor.example/a","title":"T","text":"Text.","authors":["Ann Lee"],"publish_date":"2025-03-04 00:00:00","summary":"` + strings.Repeat("Long. ", 100) + `","meta_lang":"en","meta_description":"D","source_url":"https://harbor.example","html":"<html><body><p>Other.</p></body></html>","meta_site_name":"Harbor Media"}`,
			ingest.Article{URL: "https://harbor.example/a", Title: "T", Deck: "D", Body: "Text.", Outlet: "Harbor Media", Authors: []string{"Ann Lee"}, Published: day, Language: "en"}},
		"Fundus": {`{"title":"T","body":{"summary":["S."],"sections":[{"headline":["H"],"paragraphs":["One.","Two."]}]},"authors":["Ann Lee"],"publishing_date":"2025-03-04 00:00:00+00:00","topics":[],"publisher":"Harbor Media","lang":"en","html":{"requested_url":"https://harbor.example/a"}}`,
			ingest.Article{Title: "T", Body: "S.\nH\nOne.\nTwo.", Outlet: "Harbor Media", Authors: []string{"Ann Lee"}, Published: day, Language: "en"}},
		"trafilatura": {`{"title":"T","author":"Ann Lee; Bo Chan","hostname":"harbor.example","date":"2025-03-04","fingerprint":"f","id":null,"raw_text":"Text. Raw","source":"https://harbor.example/a","source-hostname":"Harbor Media","excerpt":"D","text":"Text.","comments":"","language":"en"}`,
			ingest.Article{URL: "https://harbor.example/a", Title: "T", Deck: "D", Body: "Text.", Outlet: "Harbor Media", Authors: []string{"Ann Lee", "Bo Chan"}, Published: day, Language: "en"}},
		"Media Cloud": {`{"stories_id":12,"media_name":"Harbor Media","media_url":"https://harbor.example","publish_date":"2025-03-04 00:00:00","collect_date":"2025-03-05 00:00:00","guid":"https://harbor.example/?p=1","url":"https://harbor.example/a","title":"T","story_text":"Text.","language":"en"}`,
			ingest.Article{ID: "12", URL: "https://harbor.example/a", Title: "T", Body: "Text.", Outlet: "Harbor Media", Published: day, Retrieved: day.AddDate(0, 0, 1), Language: "en"}},
		"CC-News": {`{"title":"T","text":"Text.","domain":"harbor.example","date":"2025-03-04 00:00:00","description":"D","url":"https://harbor.example/a","image_url":""}`,
			ingest.Article{URL: "https://harbor.example/a", Title: "T", Deck: "D", Body: "Text.", Outlet: "harbor.example", Published: day}},
		"C4": {`{"text":"Text.","timestamp":"2025-03-05T00:00:00Z","url":"https://harbor.example/a"}`,
			ingest.Article{URL: "https://harbor.example/a", Body: "Text.", Retrieved: day.AddDate(0, 0, 1)}},
		"RealNews": {`{"url":"https://harbor.example/a","url_used":"https://web.example/x","title":"T","text":"Text.","summary":"S","authors":["Ann Lee"],"publish_date":"03-24-2025","domain":"harbor.example","warc_date":"2025-03-05T00:00:00Z","status":"success","split":"train"}`,
			ingest.Article{URL: "https://harbor.example/a", Title: "T", Deck: "S", Body: "Text.", Outlet: "harbor.example", Authors: []string{"Ann Lee"}, Published: day.AddDate(0, 0, 20), Retrieved: day.AddDate(0, 0, 1)}},
		"GDELT": {`{"DocumentIdentifier":"https://harbor.example/a","seendate":"20250305T000000Z","domain":"harbor.example","language":"English","title":"T","text":"Text."}`,
			ingest.Article{URL: "https://harbor.example/a", Title: "T", Body: "Text.", Outlet: "harbor.example", Retrieved: day.AddDate(0, 0, 1), Language: "English"}},
		"schema.org": {`{"@type":"NewsArticle","headline":"T","articleBody":"Text.","datePublished":"2025-03-04","author":{"@type":"Person","name":"Ann Lee"},"publisher":{"name":"Harbor Media"},"inLanguage":"en","mainEntityOfPage":"https://harbor.example/a"}`,
			ingest.Article{URL: "https://harbor.example/a", Title: "T", Body: "Text.", Outlet: "Harbor Media", Authors: []string{"Ann Lee"}, Published: day, Language: "en"}},
		"WordPress": {`{"id":7,"date":"2025-03-04T00:00:00","guid":{"rendered":"https://harbor.example/?p=7"},"link":"https://harbor.example/a","title":{"rendered":"T"},"content":{"rendered":"<p>One &amp; two.</p>\n<p>Three.</p>","protected":false},"excerpt":{"rendered":"<p>D</p>"},"author":3}`,
			ingest.Article{ID: "7", URL: "https://harbor.example/a", Title: "T", Deck: "D", Body: "One & two.\nThree.", Published: day, Authors: []string{"3"}}},
		"a page": {`{"url":"https://harbor.example/a","crawled_at":1741132800,"raw_html":"<html><head><title>T</title></head><body><article><h1>T</h1><p>The council approved the budget on Monday after a long debate.</p></article></body></html>"}`,
			ingest.Article{URL: "https://harbor.example/a", Title: "T", Outlet: "harbor.example", Body: "*", Retrieved: day.AddDate(0, 0, 1)}},
		"Elasticsearch": {`{"_index":"news","_id":"x7","_source":{"title":"T","text":"Text."}}`, ingest.Article{ID: "x7", Title: "T", Body: "Text."}},
		"MongoDB":       {`{"_id":{"$oid":"5f"},"text":"Text.","date":{"$date":"2025-03-04T00:00:00Z"}}`, ingest.Article{ID: "5f", Body: "Text.", Published: day}},
	} {
		a, err := format.FieldMap{}.DecodeRecord([]byte(c.in))
		if c.want.Body == "*" && strings.Contains(a.Body, "approved the budget") {
			a.Body, a.Title = "*", "T" // the page's
		}
		if err != nil || a.ID != c.want.ID || a.URL != c.want.URL || a.Title != c.want.Title || a.Deck != c.want.Deck || a.Body != c.want.Body || a.Outlet != c.want.Outlet ||
			a.Language != c.want.Language || !slices.Equal(a.Authors, c.want.Authors) || !a.Published.Equal(c.want.Published) || !a.Retrieved.Equal(c.want.Retrieved) {
			t.Errorf("%s: got %+v, %v\nwant %+v", name, a, err, c.want)
		}
	}
}

func TestFields(t *testing.T) {
	dir := fixture.Folder(t, map[string]string{"a.jsonl": `{"Story":"Text.","text":"No.","meta":{"Head":"T"},"title":"No."}` + "\n"})
	s := ingest.Files(dir)
	s.Fields = map[string][]string{"text": {"missing", "story"}, "title": {"meta.head"}, "id": nil}
	articles, failures := fixture.Collect(s.Articles(t.Context()))
	if failures != nil || len(articles) != 1 || articles[0].Body != "Text." || articles[0].Title != "T" {
		t.Errorf("%+v, %v", articles, failures)
	}
	s.Fields = map[string][]string{"texts": {"story"}}
	_, failures = fixture.Collect(s.Articles(t.Context()))
	fixture.CheckFailure[*ingest.InputError](t, "unknown field", failures, "^texts: is no field of an article; give one of id, url, title")
}
