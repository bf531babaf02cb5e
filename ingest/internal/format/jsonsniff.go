package format

import (
	"bytes"
	"strings"
)

// sniffJSON accepts an array of objects, and an object that spans several lines or whose
// beginning contains a list of records.
func sniffJSON(head []byte) bool {
	head = bytes.TrimLeft(head, " \t\r\n")
	if len(head) == 0 {
		return false
	}
	rest := bytes.TrimLeft(head[1:], " \t")
	switch head[0] {
	case '[':
		rest = bytes.TrimLeft(rest, " \t\r\n")
		return len(rest) > 0 && rest[0] == '{'
	case '{':
		if len(rest) > 0 && (rest[0] == '\n' || rest[0] == '\r') {
			rest = bytes.TrimLeft(rest, " \t\r\n")
			return len(rest) > 0 && (rest[0] == '"' || rest[0] == '}')
		}
		return aroundRecords(rest)
	}
	return false
}

// aroundRecords reports whether the first line of head contains the beginning of a list
// of records under one of the keys in lists.
func aroundRecords(head []byte) bool {
	line, _, _ := bytes.Cut(head, []byte("\n"))
	for at := 0; ; {
		i := bytes.Index(line[at:], []byte(`":`))
		if i < 0 {
			return false
		}
		at += i
		key := line[:at]
		key = key[bytes.LastIndexByte(key, '"')+1:]
		at += 2
		value := bytes.TrimLeft(head[at:], " ")
		if lists[strings.ToLower(string(key))] && len(value) > 1 && value[0] == '[' {
			value = bytes.TrimLeft(value[1:], " \t\r\n")
			return len(value) > 0 && value[0] == '{'
		}
	}
}
