package jsontext

import (
	"encoding/json"
	"maps"
	"strings"
	"testing"
	"unicode/utf8"
)

// FuzzFlatObject compares the fast reader of objects with encoding/json.
func FuzzFlatObject(f *testing.F) {
	for _, s := range []string{
		`{"a":"b","c":1.5e3,"d":null,"e":true}`, `{}`, `{ "a" : "\u00e9\ud83d\ude00\ud800x\n" , "b":-0 }`, `{"a":"b",}`, `{,}`, `{"a":01}`, `{"a":[1]}`, `{"a":"` + "\t" + `"}`, `{"a":1}x`, `{"a":"\ud83d\u0041"}`, `{"a":1 "b":2}`, "{}\x00", `{"a":"b","a":null}`,
	} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		if !utf8.ValidString(s) {
			return // DecodeRecord replaces invalid UTF-8 before
		}
		got, ok := flatObject([]byte(s))
		if !ok {
			return
		}
		var want map[string]any
		d := json.NewDecoder(strings.NewReader(s))
		d.UseNumber()
		if err := d.Decode(&want); err != nil || d.More() || !maps.Equal(got, want) {
			t.Fatalf("%q: got %v, want %v, %v", s, got, want, err)
		}
	})
}
