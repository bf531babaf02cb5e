package ingest

import (
	"strings"
)

// strayMarkup is a line of HTML, shortcodes or templates that an extractor left in
// the text, as it is or escaped.
var strayMarkup = mustMatcher(`(?i)^(?:&(?:amp;)*lt;|<)/?(?:span|div|script|iframe|img|p|a|b|i|em|strong|blockquote|section|figure|noscript|style|object|embed|video|br|ins|aside|center|font|table|ul|li|h[1-6])\b.*(?:&(?:amp;)*gt;|>)$` +
	`|^\[/?(?:button|caption|embed|gallery|video|audio|youtube|twitter|instagram|pullquote|contextly_\w+|sidebar|related|poll|newsletter|adsense|ad|quads|toc|playlist|vc_\w+|et_pb_\w+)(?: [^\]]*)?\].*$` +
	`|^(?:\{\{.*\}\}|\{%.*%\}|<\?php.*)$|^\[/?[a-z]+_[a-z_]+(?: [^\]]*)?\]$`)

// findMarkup finds lines of markup.
func findMarkup(t *Text) []Cut {
	return t.cutLines(func(l *Line) bool {
		s := l.Text
		switch s[0] {
		case '<', '[', '{', '&':
			return (strings.HasSuffix(s, ">") || strings.HasSuffix(s, "]") || strings.HasSuffix(s, "}") || strings.HasSuffix(s, "gt;") || s[0] == '[') && len(s) < 2000 && strayMarkup.MatchString(s)
		}
		return false
	})
}
