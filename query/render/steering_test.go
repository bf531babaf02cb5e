package render

import (
	"bytes"
	"encoding/json"
	"strings"
	"testing"
	"unicode/utf8"
)

// TestWriteEscapes holds that no character that steers stands in JSON, and that JSON
// with its escapes has the same value.
func TestWriteEscapes(t *testing.T) {
	var all strings.Builder
	for r := range rune(utf8.MaxRune + 1) {
		if utf8.ValidRune(r) {
			all.WriteRune(r)
		}
	}
	var b bytes.Buffer
	in := map[string]string{all.String(): all.String()}
	if err := Write(&b, in); err != nil {
		t.Fatal(err)
	}
	line, ok := strings.CutSuffix(b.String(), "\n")
	if !ok {
		t.Error("the line has no end")
	}
	for i, r := range line {
		if Steers(r) {
			t.Errorf("%U stands at %d", r, i)
		}
	}
	var out map[string]string
	if err := json.Unmarshal(b.Bytes(), &out); err != nil || out[all.String()] != all.String() {
		t.Errorf("the value has changed, %v", err)
	}
}

// TestSteers holds which characters steer.
func TestSteers(t *testing.T) {
	for _, r := range "\x00\x1b\t\n\x7f\u0080\u0085\u009b\u009f\u061c\u200e\u200f\u2028\u2029\u202a\u202e\u2066\u2069\ufeff\U000e0001\U000e007f" {
		if !Steers(r) {
			t.Errorf("%U does not steer", r)
		}
	}
	for _, r := range " aé\u00a0\u00ad\u200b\u200c\u200d\u2060жя中\u0301\ufe0f\ufffd😀" {
		if Steers(r) {
			t.Errorf("%U steers", r)
		}
	}
}
