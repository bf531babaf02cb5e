package page

import (
	"strings"

	"golang.org/x/net/html"

	"github.com/newsdex/newsdex/ingest/internal/found"
	"github.com/newsdex/newsdex/ingest/internal/htmltext"
	"github.com/newsdex/newsdex/ingest/internal/plain"
)

// Limits per page, against pages made to be slow: values of one source, and bytes of
// one value.
const (
	mostValues       = 32
	longestMetadatum = 4 << 10
)

// add adds a value of a source, on one line. It ignores values that are empty or too
// long.
func (p *data) add(source found.Source, value string) {
	if addressSources[source] {
		// Some pages encode it twice. "&region" is no "®ion".
		value = strings.TrimSpace(strings.ReplaceAll(value, "&amp;", "&"))
	} else {
		value = lineOf(value)
	}
	if value == "" || len(value) > longestMetadatum || len(p.values[source]) >= mostValues {
		return
	}
	p.values[source] = append(p.values[source], value)
}

// addressSources has the sources whose values are addresses. Such a value stays as it is
// until setURL has judged it.
var addressSources = func() map[found.Source]bool {
	set := map[found.Source]bool{found.BaseAddress: true}
	for _, source := range MetadataSources["url"] {
		set[source] = true
	}
	return set
}()

// lineOf returns a value that is text as one line.
func lineOf(value string) string {
	if strings.Contains(value, "&") { // some pages encode it twice
		value = html.UnescapeString(value)
	}
	if strings.Contains(value, "<") && strings.Contains(value, ">") {
		value = htmltext.Text(value)
	}
	return plain.OneLine(value)
}
