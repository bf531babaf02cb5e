package ingest

import (
	"reflect"
	"testing"
)

// TestRestore checks that restored text is in its original position, that nothing is
// lost by it, and that it is restored again when the article is cleaned again.
func TestRestore(t *testing.T) {
	body := "Boats return to the harbour\nBy Ann Lee\nAll boats are back, the mayor said. What do you think? Share your thoughts in the comments below!\nShare this article\nNobody was hurt."
	var a Article
	for c, err := range Read(t.Context(), atHand{{ID: "a", Body: body}}, Options{}) {
		if err != nil {
			t.Fatal(err)
		}
		a = c
	}
	if len(a.Removed) != 3 {
		t.Fatalf("removed: %+v", a.Removed)
	}
	for _, c := range []struct {
		rule  string // "" is all
		n     int
		title string
		body  string
	}{
		{"none", 0, a.Title, a.Body},
		{"share-bar", 1, a.Title, "All boats are back, the mayor said.\n\nShare this article\n\nNobody was hurt."},
		{"call-to-action", 1, a.Title, "All boats are back, the mayor said. What do you think? Share your thoughts in the comments below!\n\nNobody was hurt."},
		{"", 3, a.Title, "By Ann Lee\n\nAll boats are back, the mayor said. What do you think? Share your thoughts in the comments below!\n\nShare this article\n\nNobody was hurt."},
	} {
		got, n := a.Restore(func(r Removal) bool { return c.rule == "" || r.Rule == c.rule })
		if n != c.n || got.Title != c.title || got.Body != c.body || len(got.Removed) != 3-n || len(got.Restored) != n {
			t.Errorf("rule %q: put back %d, removed %+v:\n%s\nwant %d:\n%s", c.rule, n, got.Removed, got.Body, c.n, c.body)
		}
		if o := got.Original(); o != body {
			t.Errorf("rule %q: the original is %q", c.rule, o)
		}
		if b := again(t, got, Options{}); !reflect.DeepEqual(b, got) {
			t.Errorf("rule %q: cleaned anew it is %+v\nwant %+v", c.rule, b, got)
		}
		if b := a.RestoreAgain(got.Restored); !reflect.DeepEqual(b, got) {
			t.Errorf("rule %q: put back again it is %+v\nwant %+v", c.rule, b, got)
		}
	}
}
