package terminal

import (
	"slices"
	"strings"
	"testing"
	"unicode/utf8"
)

func TestColumns(t *testing.T) {
	for _, c := range []struct {
		text string
		want int
	}{
		{"", 0},
		{"musk", 4},
		{"müsk", 4},
		{"mu\u0308sk", 4}, // a combining mark
		{"日本語", 6},
		{"ｍｕ", 4},
		{"a\u200bb", 2}, // zero width
		{"\x1b[1;31mmusk\x1b[0m", 4},
		{"\x1b[1", 3}, // no colour
		{"\xff", 1},
	} {
		if got := Columns(c.text); got != c.want {
			t.Errorf("columns(%q) = %d, want %d", c.text, got, c.want)
		}
	}
}

func TestWrap(t *testing.T) {
	for _, c := range []struct {
		text  string
		limit int
		want  []string
	}{
		{"one two three", 0, []string{"one two three"}},
		{"one two three", 7, []string{"one two", "three"}},
		{"one two three", 6, []string{"one", "two", "three"}},
		{"one  two", 80, []string{"one two"}},
		{"abcdefgh ij", 3, []string{"abc", "def", "gh", "ij"}},
		{"日本語 日本", 4, []string{"日本", "語", "日本"}},
		{"a \x1b[1mbold word\x1b[0m", 6, []string{"a \x1b[1mbold", "word\x1b[0m"}},
		{"", 5, []string{""}},
	} {
		if got := Wrap(c.text, c.limit); !slices.Equal(got, c.want) {
			t.Errorf("wrap(%q, %d) = %q, want %q", c.text, c.limit, got, c.want)
		}
	}
}

// FuzzWrap holds that wrap loses and adds nothing but spaces, and that no line is
// wider than the limit unless one sign alone is.
func FuzzWrap(f *testing.F) {
	f.Add("one two three", 5)
	f.Add("日本語 \x1b[1mbold\x1b[0m mu\u0308sk", 1)
	f.Fuzz(func(t *testing.T, text string, limit int) {
		if limit < 1 || limit > 200 || len(text) > 10_000 || !utf8.ValidString(text) {
			t.Skip()
		}
		letters := func(s string) string { return strings.Join(strings.Fields(s), "") }
		lines := Wrap(text, limit)
		if got, want := letters(strings.Join(lines, " ")), letters(text); got != want {
			t.Errorf("wrap(%q, %d) = %q", text, limit, lines)
		}
		for _, line := range lines {
			if n := Columns(line); n > max(limit, 2) {
				t.Errorf("wrap(%q, %d): %q has %d columns", text, limit, line, n)
			}
			if got := Cut(line, limit); Columns(got) > limit || !strings.HasPrefix(line, got) {
				t.Errorf("cut(%q, %d) = %q", line, limit, got)
			}
		}
	})
}

func TestTable(t *testing.T) {
	got := Table{{"a", "bb", "c"}, {"日本", "", "d"}, {"e"}}.Lines()
	want := []string{"a     bb  c", "日本      d", "e"}
	if !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
}
