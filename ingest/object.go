package ingest

import (
	"bytes"
	"encoding/json"
	"errors"
	"unicode/utf16"
	"unicode/utf8"
)

// decodeObject returns the fields of one JSON object (RFC 8259), numbers as
// json.Number. What scrapers write, an object of strings, numbers and words, is
// read in one pass, at some three times the speed of encoding/json; anything
// else, and all that is wrong, is left to encoding/json.
func decodeObject(data []byte) (map[string]any, error) {
	if object, ok := flatObject(data); ok {
		return object, nil
	}
	var object map[string]any
	d := json.NewDecoder(bytes.NewReader(data))
	d.UseNumber()
	if err := d.Decode(&object); err != nil {
		return nil, err
	}
	if object == nil {
		return nil, errors.New("null")
	}
	if d.More() {
		return nil, errors.New("more than one value")
	}
	return object, nil
}

// flatObject reads an object without nested values; ok is false for all else.
func flatObject(data []byte) (object map[string]any, ok bool) {
	p := flatParser{data}
	if !p.take('{') {
		return nil, false
	}
	object = map[string]any{}
	for first := true; ; first = false {
		if p.take('}') {
			p.skip()
			return object, len(p.rest) == 0
		}
		if !first && !p.take(',') {
			return nil, false
		}
		if !p.take('"') {
			return nil, false
		}
		key, ok := p.text()
		if !ok || !p.take(':') {
			return nil, false
		}
		value, ok := p.value()
		if !ok {
			return nil, false
		}
		object[key] = value
	}
}

// A flatParser holds what is still to be read.
type flatParser struct{ rest []byte }

// skip drops white space and returns the next byte, 0 at the end.
func (p *flatParser) skip() byte {
	for i, c := range p.rest {
		if c != ' ' && c != '\t' && c != '\n' && c != '\r' {
			p.rest = p.rest[i:]
			return c
		}
	}
	p.rest = nil
	return 0
}

// take drops c if it is next, after white space.
func (p *flatParser) take(c byte) bool {
	if p.skip() != c || c == 0 {
		return false
	}
	p.rest = p.rest[1:]
	return true
}

func (p *flatParser) value() (any, bool) {
	if p.take('"') {
		return p.text()
	}
	end := bytes.IndexAny(p.rest, ",} \t\r\n")
	if end < 0 {
		return nil, false
	}
	word := string(p.rest[:end])
	p.rest = p.rest[end:]
	switch word {
	case "null":
		return nil, true
	case "true":
		return true, true
	case "false":
		return false, true
	}
	if word == "" || word[0] == '[' || word[0] == '{' || !json.Valid([]byte(word)) {
		return nil, false
	}
	return json.Number(word), true
}

// text reads a string after its opening quote.
func (p *flatParser) text() (string, bool) {
	end := bytes.IndexByte(p.rest, '"')
	if end < 0 {
		return "", false
	}
	if s := p.rest[:end]; bytes.IndexByte(s, '\\') < 0 {
		p.rest = p.rest[end+1:]
		return string(s), !hasControl(s)
	}
	out := make([]byte, 0, end+end/4)
	for {
		i := bytes.IndexAny(p.rest, `"\`)
		if i < 0 || hasControl(p.rest[:i]) {
			return "", false
		}
		out = append(out, p.rest[:i]...)
		c := p.rest[i]
		p.rest = p.rest[i+1:]
		if c == '"' {
			return string(out), true
		}
		var ok bool
		if out, ok = p.escape(out); !ok {
			return "", false
		}
	}
}

func hasControl(s []byte) bool {
	for _, c := range s {
		if c < ' ' {
			return true
		}
	}
	return false
}

// escapes are the characters that one letter after a backslash stands for.
var escapes = [256]byte{'"': '"', '\\': '\\', '/': '/', 'b': '\b', 'f': '\f', 'n': '\n', 'r': '\r', 't': '\t'}

// escape appends what an escape stands for, after its backslash.
func (p *flatParser) escape(out []byte) ([]byte, bool) {
	if len(p.rest) == 0 {
		return out, false
	}
	c := p.rest[0]
	p.rest = p.rest[1:]
	if e := escapes[c]; e != 0 {
		return append(out, e), true
	}
	if c != 'u' {
		return out, false
	}
	r, ok := p.hex()
	if !ok {
		return out, false
	}
	if utf16.IsSurrogate(r) {
		after := *p
		if bytes.HasPrefix(p.rest, []byte(`\u`)) {
			p.rest = p.rest[2:]
			low, ok := p.hex()
			if !ok {
				return out, false
			}
			if pair := utf16.DecodeRune(r, low); pair != utf8.RuneError {
				return utf8.AppendRune(out, pair), true
			}
		}
		*p = after // a surrogate without its pair
		r = utf8.RuneError
	}
	return utf8.AppendRune(out, r), true
}

// hex reads four hexadecimal digits.
func (p *flatParser) hex() (rune, bool) {
	if len(p.rest) < 4 {
		return 0, false
	}
	var r rune
	for _, c := range p.rest[:4] {
		switch {
		case '0' <= c && c <= '9':
			r = r<<4 | rune(c-'0')
		case 'a' <= c|0x20 && c|0x20 <= 'f':
			r = r<<4 | rune(c|0x20-'a'+10)
		default:
			return 0, false
		}
	}
	p.rest = p.rest[4:]
	return r, true
}
