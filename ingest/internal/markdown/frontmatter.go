package markdown

import (
	"strings"
)

// maxFrontMatter is the limit of bytes of front matter.
const maxFrontMatter = 64 << 10

// FrontMatter splits a text into the fields of its front matter and the rest. A value
// follows its key on the same line or, indented, on the lines below. A list is in
// brackets, or each item is a line that begins with "-". Other YAML and TOML is not read.
func FrontMatter(text string) (map[string]any, string) {
	mark, separator := "---", ":"
	if strings.HasPrefix(text, "+++") {
		mark, separator = "+++", "="
	}
	first, rest, ok := strings.Cut(text, "\n")
	if !ok || strings.TrimRight(first, " \t\r") != mark {
		return map[string]any{}, text
	}
	object := map[string]any{}
	key, block := "", false
	for at := 0; at < len(rest) && at < maxFrontMatter; {
		line, _, more := strings.Cut(rest[at:], "\n")
		at += len(line)
		if more {
			at++
		}
		line = strings.TrimRight(line, " \t\r")
		if line == mark || line == "..." {
			return object, rest[at:]
		}
		trimmed := strings.TrimSpace(line)
		item, isItem := strings.CutPrefix(trimmed, "- ")
		switch name, value, ok := strings.Cut(line, separator); {
		case trimmed == "" || trimmed[0] == '#':
		case isItem && key != "" && !block:
			if _, name, ok := strings.Cut(item, "name:"); ok {
				item = name
			}
			list, _ := object[key].([]any)
			object[key] = append(list, unquoted(item))
		case (line[0] == ' ' || line[0] == '\t') && key != "":
			s, isString := object[key].(string)
			if block {
				object[key] = strings.TrimSpace(s + "\n" + trimmed)
			} else if isString && s != "" {
				object[key] = s + " " + trimmed
			}
		case ok && !strings.ContainsAny(strings.TrimSpace(name), " \t\"'"):
			key = strings.ToLower(strings.TrimSpace(name))
			value = strings.TrimSpace(value)
			block = value == "|" || value == ">" || value == "|-" || value == ">-"
			switch {
			case block:
				object[key] = ""
			case strings.HasPrefix(value, "[") && strings.HasSuffix(value, "]"):
				var list []any
				for s := range strings.SplitSeq(value[1:len(value)-1], ",") {
					list = append(list, unquoted(s))
				}
				object[key] = list
			default:
				object[key] = unquoted(value)
			}
		default: // no front matter, but a thematic break and text
			return map[string]any{}, text
		}
	}
	return map[string]any{}, text
}

// unquoted returns a value without the quotes around it.
func unquoted(s string) string {
	s = strings.TrimSpace(s)
	for _, q := range []string{`"`, "'"} {
		if len(s) >= 2 && strings.HasPrefix(s, q) && strings.HasSuffix(s, q) {
			s = s[1 : len(s)-1]
			if q == `"` {
				return strings.ReplaceAll(strings.ReplaceAll(s, `\"`, `"`), `\\`, `\`)
			}
			return strings.ReplaceAll(s, "''", "'")
		}
	}
	return s
}
