package markdown

import (
	"strings"

	"github.com/newsdex/newsdex/ingest/internal/htmltext"
	"github.com/newsdex/newsdex/ingest/internal/match"
	"github.com/newsdex/newsdex/ingest/internal/plain"
)

// A markdown is the state of converting lines to blocks.
type markdown struct {
	lines  []string
	labels map[string]bool // labels of link definitions, in lower case
	out    []string
	Title  string

	para   []string // lines of the open paragraph
	listed bool     // the last block was a list item
	fence  string   // the mark that closes the open code block
}

func NewMarkdown(text string) *markdown {
	m := &markdown{lines: strings.Split(strings.ReplaceAll(text, "\r\n", "\n"), "\n"), labels: map[string]bool{}}
	for _, line := range m.lines {
		if d := definition().FindStringSubmatch(line); d != nil {
			m.labels[strings.ToLower(d[1])] = true
		}
	}
	return m
}

var (
	definition = match.Expression(`^ {0,3}\[([^\[\]^][^\[\]]*)\]:\s*\S`)
	footnote   = match.Expression(`^ {0,3}\[\^[^\[\]]+\]:\s*`)
	atxHeading = match.Expression(`^ {0,3}(#{1,6})(?:[ \t]+(.*?))?(?:[ \t]+#+)?[ \t]*$`)
	rule       = match.Expression(`^ {0,3}(?:(?:\*[ \t]*){3,}|(?:-[ \t]*){3,}|(?:_[ \t]*){3,})$`)
	underline  = match.Expression(`^ {0,3}(?:=+|-+)[ \t]*$`)
	listItem   = match.Expression(`^\s*([-*+]|\d{1,9}[.)])(?:[ \t]+(?:\[[ xX]\][ \t]+)?(.*))?$`)
	quoteMark  = match.Expression(`^ {0,3}> ?`)
	fenceMark  = match.Expression("^\\s*(`{3,}|~{3,})([^`]*)$")
	delimiters = match.Expression(`^\s*\|?[ \t]*:?-+:?[ \t]*(\|[ \t]*:?-+:?[ \t]*)*\|?[ \t]*$`)
	htmlBlock  = match.Expression(`(?i)^ {0,3}<(?:!--|!doctype|\?|/?(?:address|article|aside|blockquote|body|center|details|dialog|dd|div|dl|dt|fieldset|figcaption|figure|footer|form|h[1-6]|head|header|hr|html|iframe|li|link|main|menu|nav|ol|p|pre|script|section|style|summary|table|tbody|td|tfoot|th|thead|title|tr|ul)(?:[\s/>]|$))`)
)

// Text returns the text of all blocks, a line for each. Blank lines stay where the
// Markdown has them.
func (m *markdown) Text() string {
	for i := 0; i < len(m.lines); i++ {
		i = m.line(i)
	}
	m.flush()
	return strings.Trim(strings.Join(m.out, "\n"), "\n")
}

// line reads the line i, or the block that begins there, and returns the index of the
// last line read.
func (m *markdown) line(i int) int {
	line := m.lines[i]
	if m.fence != "" {
		if s := strings.TrimSpace(line); strings.HasPrefix(s, m.fence) && strings.Trim(s, m.fence[:1]) == "" {
			m.fence = ""
		} else {
			m.out = append(m.out, line)
		}
		return i
	}
	for depth := 0; depth < 100; depth++ {
		mark := quoteMark().FindString(line)
		if mark == "" {
			break
		}
		line = line[len(mark):]
	}
	f := fenceMark().FindStringSubmatch(line)
	item := listItem().FindStringSubmatch(line)
	switch {
	case strings.TrimSpace(line) == "":
		m.flush()
		m.out = append(m.out, "")
	case f != nil && (f[1][0] == '~' || !strings.Contains(f[2], "`")):
		m.flush()
		m.fence = f[1]
	case atxHeading().MatchString(line):
		m.flush()
		h := atxHeading().FindStringSubmatch(line)
		m.heading(h[2], len(h[1]))
	case len(m.para) > 0 && !m.listed && underline().MatchString(line):
		text := strings.Join(m.para, " ")
		m.para = nil
		level := 2
		if strings.Contains(line, "=") {
			level = 1
		}
		m.heading(text, level)
	case rule().MatchString(line):
		m.flush()
	case len(m.para) == 0 && definition().MatchString(line):
	case footnote().MatchString(line):
		m.flush()
		m.para = []string{line[len(footnote().FindString(line)):]}
	case item != nil:
		m.flush()
		mark := item[1]
		if len(mark) == 1 {
			mark = "-"
		}
		m.para, m.listed = []string{mark + " " + item[2]}, true
	case strings.Contains(line, "|") && i+1 < len(m.lines) && strings.Contains(m.lines[i+1], "-") && delimiters().MatchString(m.lines[i+1]):
		return m.table(i)
	case htmlBlock().MatchString(line):
		return m.html(i)
	case len(m.para) == 0 && !m.listed && (strings.HasPrefix(line, "    ") || strings.HasPrefix(line, "\t")):
		m.out = append(m.out, strings.TrimSpace(line)) // code
	default:
		if len(m.para) == 0 && !strings.HasPrefix(line, " ") && !strings.HasPrefix(line, "\t") {
			m.listed = false
		}
		m.para = append(m.para, line)
	}
	return i
}

// flush ends the open paragraph.
func (m *markdown) flush() {
	if len(m.para) == 0 {
		return
	}
	var b strings.Builder
	for i, line := range m.para {
		s := strings.TrimSpace(line)
		hard := strings.HasSuffix(line, "  ")
		if cut, ok := strings.CutSuffix(s, `\`); ok && i < len(m.para)-1 {
			s, hard = cut, true
		}
		b.WriteString(s)
		switch {
		case i == len(m.para)-1:
		case hard:
			b.WriteByte('\n')
		default:
			b.WriteByte(' ')
		}
	}
	m.para = nil
	if text := strings.TrimSpace(inlineText(b.String(), m.labels)); text != "" {
		m.out = append(m.out, text)
	}
}

func (m *markdown) heading(text string, level int) {
	text = inlineText(strings.TrimSpace(text), m.labels)
	m.listed = false
	if level == 1 && m.Title == "" && strings.Join(m.out, "") == "" {
		m.Title = plain.OneLine(text)
		return
	}
	m.out = append(m.out, text)
}

// table reads the table that begins on line i. Each row becomes a line with bars between
// its cells.
func (m *markdown) table(i int) int {
	m.flush()
	for row := i; ; row++ {
		if row == len(m.lines) || !strings.Contains(m.lines[row], "|") {
			return row - 1
		}
		if row == i+1 {
			continue // the delimiters
		}
		cells := strings.Split(strings.ReplaceAll(strings.TrimSpace(m.lines[row]), `\|`, "\x00"), "|")
		var texts []string
		for _, c := range cells {
			if c = strings.TrimSpace(strings.ReplaceAll(c, "\x00", "|")); c != "" {
				texts = append(texts, inlineText(c, m.labels))
			}
		}
		m.out = append(m.out, strings.Join(texts, " | "))
	}
}

// html reads the HTML block that begins on line i, up to a blank line. A comment, script,
// style or pre element may contain blank lines, so its block ends at its end mark.
func (m *markdown) html(i int) int {
	m.flush()
	end := ""
	for begin, e := range map[string]string{"<!--": "-->", "<script": "</script", "<style": "</style", "<pre": "</pre"} {
		if strings.HasPrefix(strings.ToLower(strings.TrimSpace(m.lines[i])), begin) {
			end = e
		}
	}
	last := i
	for ; last < len(m.lines); last++ {
		line := m.lines[last]
		if end != "" && strings.Contains(strings.ToLower(line), end) || end == "" && strings.TrimSpace(line) == "" {
			break
		}
	}
	last = min(last, len(m.lines)-1)
	if end == "" && last > i && strings.TrimSpace(m.lines[last]) == "" {
		last--
	}
	if text := htmltext.Text(strings.Join(m.lines[i:last+1], "\n")); text != "" {
		m.out = append(m.out, text)
	}
	return last
}
