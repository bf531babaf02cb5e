package ingest

import (
	"strings"
	"testing"
)

const wrappedText = `The council of the harbour town met on Monday to talk about the wall,
which was damaged by the storm of last winter, and about who is to pay
for it. The mayor said that the well-known engineer who had exam-
ined it found more damage than anybody had thought. It needs a repair
that the town cannot pay for from its own means, she said, and an ar-
rangement with the state is far away, for the wall is not a well-
known one and the minister of finance has refused so far.

The wall was built in 1911, when the harbour was one of the busiest --
and richest -- of the coast and the fleet counted more than a hundred
boats. Today there are no more than 12 boats left, and what the Covid-
19 virus left of the trade the storm has taken.

- a first item of a list that is about as long as a line of the text is
- a second item of that list which is also as long as a line of it, yes
- a third

https://example.com/a/very/long/address/that/goes/on/and/on/and/on/and
lower/case/and/more`

func TestWrapped(t *testing.T) {
	a := normalize(Article{Body: wrappedText}, false)
	want := []string{
		"The council of the harbour town met on Monday to talk about the wall, which was damaged by the storm of last winter, and about who is to pay for it. The mayor said that the well-known engineer who had examined it found more damage than anybody had thought. It needs a repair that the town cannot pay for from its own means, she said, and an arrangement with the state is far away, for the wall is not a well-known one and the minister of finance has refused so far.",
		"The wall was built in 1911, when the harbour was one of the busiest -- and richest -- of the coast and the fleet counted more than a hundred boats. Today there are no more than 12 boats left, and what the Covid-19 virus left of the trade the storm has taken.",
		"- a first item of a list that is about as long as a line of the text is",
		"- a second item of that list which is also as long as a line of it, yes",
		"- a third",
		"https://example.com/a/very/long/address/that/goes/on/and/on/and/on/and",
		"lower/case/and/more",
	}
	b := clean(a, nil, Normal)
	got := append([]string{b.Title}, b.Paragraphs()...)
	if b.TitleDerived {
		got = b.Paragraphs()
	}
	if strings.Join(got, "\n") != strings.Join(want, "\n") {
		t.Errorf("got\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
	if b.Lines.Body[1] != 9 || b.Lines.Body[2] != 14 {
		t.Errorf("lines %v, want those on which the paragraphs begin", b.Lines.Body)
	}
	if b.Original() != wrappedText {
		t.Errorf("Original: %s", firstDifference(b.Original(), wrappedText))
	}
}

// TestNotWrapped checks lines that must not be joined.
func TestNotWrapped(t *testing.T) {
	for name, text := range map[string]string{
		"a poem": `So much depends upon the harbour wall at night, my love,
and when the ships come in
the lamps along the quay are lit for none but those who wait
until the morning comes
and takes the last of them to sea, where all of them are lost,
as you and I are lost`,
		"paragraphs that are a line each": `The council of the harbour town met on Monday to talk about the wall.
It needs a repair that the town cannot pay for from its own means, she said.
The wall was built in 1911, when the harbour was one of the busiest.
nothing was decided, and the council will meet again in some weeks to do it.
Some of the members had left before the vote was called by the mayor, she said.`,
		"headlines of a length": `Harbour wall to be raised by a metre, council decides
Fishermen of the town say that they were never asked
Storm of last winter has cost the state two billions
Minister of finance refuses to pay for harbour walls
Ferry to the islands is late for the third day in a row`,
		"a table": `Town Boats Wall Built Repaired Cost in millions of dollars
North Harbour 12 Yes 1911 1953 14.5 and 3.2 in the last year
South Harbour 33 Yes 1921 1973 24.5 and 1.2 in the last year
East Harbour 112 No 1931 1983 34.5 and 13.2 in the last year`,
		"two lines": "The council of the harbour town met on Monday to talk about the wall,\nwhich was damaged by the storm.",
	} {
		if a := normalize(Article{Body: text}, false); a.Body != text {
			t.Errorf("%s: became\n%s", name, a.Body)
		}
	}
}
