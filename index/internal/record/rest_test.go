package record

import (
	"encoding/binary"
	"encoding/json"
	"reflect"
	"testing"
	"time"

	"github.com/newsdex/newsdex/index/internal/disk"
	"github.com/newsdex/newsdex/ingest"
)

// fill sets each field below v to a value that is not zero.
func fill(v reflect.Value, n *int) {
	*n++
	switch v.Kind() {
	case reflect.String:
		v.SetString("text " + string(rune('a'+*n%26)))
	case reflect.Bool:
		v.SetBool(true)
	case reflect.Int:
		v.SetInt(int64(*n))
	case reflect.Uint32:
		v.SetUint(uint64(*n) << 20)
	case reflect.Slice:
		v.Set(reflect.MakeSlice(v.Type(), 2, 2))
		fallthrough
	case reflect.Array:
		for i := range v.Len() {
			fill(v.Index(i), n)
		}
	case reflect.Struct:
		if v.Type() == reflect.TypeFor[time.Time]() {
			v.Set(reflect.ValueOf(time.Date(2025, 2, *n%28+1, 3, 4, 5, 0, time.UTC)))
			return
		}
		for i := range v.NumField() {
			fill(v.Field(i), n)
		}
	}
}

// full returns a record without a field that is zero, but for the article's Origin, which
// is not stored, and its Source and File, which are not stored beside a Source.
func full() Record {
	var r Record
	n := 0
	fill(reflect.ValueOf(&r).Elem(), &n)
	r.Article.Source, r.Article.File = "", ""
	return r
}

// TestEveryField checks that each field of a record is stored: a new field of an article
// must get a line in fields.
func TestEveryField(t *testing.T) {
	sourceless := full()
	sourceless.Source, sourceless.Article.Source, sourceless.Article.File = 0, "root", "root/file"
	digests := full()
	digests.Article.Fingerprint, digests.Article.Digest = "0123456789abcdef0123456789abcdef", "00000000000000000000000000000000"
	upper := full()
	upper.Article.Fingerprint = "0123456789ABCDEF0123456789abcdef"
	for what, want := range map[string]Record{"full": full(), "without a source": sourceless, "digests": digests, "capitals": upper, "empty": {}} {
		b, err := want.Encode()
		if err != nil {
			t.Fatal(err)
		}
		var got Record
		if err := got.Decode(b); err != nil || !reflect.DeepEqual(got, want) {
			t.Errorf("%s: %v\ngot  %+v\nwant %+v", what, err, got, want)
		}
	}
}

// TestSlicesAndTimes checks values that a form without JSON could confuse.
func TestSlicesAndTimes(t *testing.T) {
	east := time.FixedZone("", 5*3600+1800)
	for _, want := range []ingest.Article{
		{Authors: []string{}, Tags: []string{}},
		{Authors: []string{""}, Tags: []string{"", "a", ""}},
		{Published: time.Date(1850, 1, 2, 3, 4, 5, 0, time.UTC), Updated: time.Unix(0, 0).UTC()},
		{Published: time.Date(2025, 2, 3, 4, 5, 6, 789, time.UTC), Updated: time.Date(2025, 2, 3, 4, 5, 6, 0, east)},
		{Retrieved: time.Date(9999, 12, 31, 23, 59, 59, 999999999, east)},
	} {
		b, err := (&Record{Article: want}).Encode()
		if err != nil {
			t.Fatal(err)
		}
		var got Record
		if err := got.Decode(b); err != nil || !reflect.DeepEqual(got.Article, want) {
			t.Errorf("%v\ngot  %+v\nwant %+v", err, got.Article, want)
		}
	}
	for _, year := range []int{-1, 10000} {
		r := Record{Article: ingest.Article{Published: time.Date(year, 1, 1, 0, 0, 0, 0, time.UTC)}}
		if _, err := r.Encode(); err == nil {
			t.Errorf("the year %d is stored", year)
		}
	}
}

// TestOlderRecords checks that records are read that were written before format 10: with
// JSON, and as frames of zstd without a dictionary.
func TestOlderRecords(t *testing.T) {
	want := full()
	older := want
	var b []byte
	for _, s := range want.texts() {
		b = binary.AppendUvarint(b, uint64(len(*s)))
	}
	for _, s := range want.texts() {
		b = append(b, *s...)
	}
	for _, s := range older.texts() {
		*s = ""
	}
	account, err := json.Marshal(takeAccount(&older.Article))
	if err != nil {
		t.Fatal(err)
	}
	rest, err := json.Marshal(&older)
	if err != nil {
		t.Fatal(err)
	}
	first := disk.Compress(nil, append(b, rest...))
	b = append(binary.AppendUvarint(nil, uint64(len(first))<<1|1), first...)
	var got Record
	if err := got.Decode(disk.Compress(b, account)); err != nil || !reflect.DeepEqual(got, want) {
		t.Errorf("%v\ngot  %+v\nwant %+v", err, got, want)
	}
}

// FuzzRest checks that no bytes make the reader of the rest panic, and that the fields
// that it reads come back when they are written again.
func FuzzRest(f *testing.F) {
	r := full()
	b, _, err := r.appendRest(nil)
	if err != nil {
		f.Fatal(err)
	}
	f.Add(b)
	r.Article.Digest = "0123456789abcdef0123456789abcdef"
	b, _, _ = r.appendRest(nil)
	f.Add(b)
	f.Fuzz(func(t *testing.T, b []byte) {
		var r, again Record
		if len(b) > 0 && b[0] == restJSON || r.decodeRest(b) != nil {
			return
		}
		b, _, err := r.appendRest(nil)
		if err != nil {
			return // a year that has no text form
		}
		if err := again.decodeRest(b); err != nil || !reflect.DeepEqual(again, r) {
			t.Errorf("%v\ngot  %+v\nwant %+v", err, again, r)
		}
	})
}
