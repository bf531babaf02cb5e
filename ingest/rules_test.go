package ingest

import (
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"testing"
)

// TestFindChangesNothing checks that no rule's Find changes the Text, and that it finds
// the same twice.
func TestFindChangesNothing(t *testing.T) {
	files, err := filepath.Glob("../testdata/articles/*.txt")
	if err != nil || len(files) < 5 {
		t.Fatal(files, err)
	}
	texts := []string{
		"Council approves budget – Harbor News\n\nMenu\n\nCouncil approves budget\n\nBy Ann Lee\n\n3 May 2020\n\n" +
			"LONDON (Reuters) - The council approved the budget on Monday after six hours of debate in a full hall.\n\nShare this article\n\nTags: harbor, quay",
	}
	for _, f := range files {
		data, err := os.ReadFile(f)
		if err != nil {
			t.Fatal(err)
		}
		texts = append(texts, Normalize(string(data)))
	}
	for _, s := range texts {
		text := newText(Article{Body: s})
		for _, r := range DefaultRules() {
			if r.look != nil {
				r.look(text)
			}
			before := *text
			before.Lines = slices.Clone(text.Lines)
			cuts := r.Find(text)
			again := r.Find(text)
			for i := range cuts {
				cuts[i].Set = nil // functions cannot be compared
			}
			for i := range again {
				again[i].Set = nil
			}
			if !reflect.DeepEqual(before, *text) {
				t.Errorf("%s changes the text %.60q", r.Name, s)
			}
			if !reflect.DeepEqual(cuts, again) {
				t.Errorf("%s finds %v and then %v in %.60q", r.Name, cuts, again, s)
			}
			text.apply(Rule{Name: r.Name, Reason: r.Reason, Find: r.Find})
		}
	}
}
