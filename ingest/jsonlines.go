package ingest

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"iter"
	"strings"
	"unicode/utf8"
)

// decodeJSONLines yields one article for each line of a file; the line is a
// JSON object (https://jsonlines.org). Blank lines are skipped. A line that is
// broken, too long or no article is an error of its own, and the next line
// follows. Fields are those of the table fields.
func decodeJSONLines(ctx context.Context, in input) iter.Seq2[Article, error] {
	return func(yield func(Article, error) bool) {
		if head, _ := in.r.Peek(2); bytes.Equal(head, bomUTF16LE) || bytes.Equal(head, bomUTF16BE) {
			yield(Article{}, &InputError{File: in.file, Problem: "is UTF-16; JSON is UTF-8", Remedy: "convert it: iconv -f UTF-16 -t UTF-8"})
			return
		}
		if head, _ := in.r.Peek(4096); len(head) > 0 {
			if problem, remedy := notText(head); problem != "" {
				yield(Article{}, &InputError{File: in.file, Problem: problem, Remedy: remedy})
				return
			}
		}
		var buf []byte
		records := 0
		for number := 1; ; number++ {
			if ctx.Err() != nil {
				return // the source reports it
			}
			var over bool
			var err error
			buf, over, err = readLine(in.r, buf[:0], in.limit)
			if err != nil && err != io.EOF {
				yield(Article{}, in.readError(number, err))
				return
			}
			line := buf
			if number == 1 {
				line = bytes.TrimPrefix(line, bomUTF8)
			}
			line = bytes.TrimSpace(line)
			if len(line) > 0 {
				records++
				var a Article
				var bad error
				if over {
					bad = tooLong(in, number)
				} else if a, bad = decodeRecord(line); bad != nil {
					bad = recordError(in.file, number, bad)
				} else {
					a.File = in.file
					a.Path = fmt.Sprintf("%s:%d", in.path, number)
				}
				if !yield(a, bad) {
					return
				}
			}
			if err == io.EOF {
				break
			}
		}
		if records == 0 {
			yield(Article{}, emptyFile(in.file))
		}
	}
}

// readLine appends the next line of r to buf, without its "\n". Of a line longer
// than limit it keeps limit bytes, reads over the rest and says so.
func readLine(r *bufio.Reader, buf []byte, limit int) (line []byte, over bool, err error) {
	for {
		part, err := r.ReadSlice('\n')
		if room := limit + 1 - len(buf); len(part) > room {
			over = true
			buf = append(buf, part[:max(room, 0)]...)
		} else {
			buf = append(buf, part...)
		}
		if err == bufio.ErrBufferFull {
			continue
		}
		return bytes.TrimSuffix(buf, []byte("\n")), over, err
	}
}

// sniffJSONLines takes for JSON Lines what begins with an object's first key.
func sniffJSONLines(head []byte) bool {
	head = bytes.TrimLeft(head, " \t\r\n")
	if len(head) == 0 || head[0] != '{' {
		return false
	}
	head = bytes.TrimLeft(head[1:], " \t")
	return len(head) > 0 && head[0] == '"'
}

// errNoText is what decodeRecord says of an object without any text field.
var errNoText = errors.New("no text")

func recordError(file string, line int, err error) error {
	if errors.Is(err, errNoText) {
		return &InputError{File: file, Line: line, Problem: "the object has no text",
			Remedy: "give one of the fields " + strings.Join(fieldNames("text"), ", ") + ` ("" for an article that is only a title)`}
	}
	return &InputError{File: file, Line: line, Problem: "is not a JSON object", Remedy: "write one object on each line", Err: err}
}

// decodeRecord makes an article of one JSON object.
func decodeRecord(data []byte) (Article, error) {
	var repairs []Repair
	if !utf8.Valid(data) {
		s, n := validUTF8(string(data))
		data = []byte(s)
		repairs = []Repair{invalidUTF8(n)}
	}
	object, err := decodeObject(data)
	if err != nil {
		return Article{}, err
	}
	a, hasText := articleOf(object)
	if !hasText {
		return Article{}, errNoText
	}
	a.Repairs = repairs
	return a, nil
}

func emptyFile(file string) error {
	return &InputError{File: file, Problem: "is empty", Remedy: "remove it, or give a file with text"}
}

func tooLong(in input, line int) error {
	limit := fmt.Sprintf("%d MB", in.limit>>20)
	if in.limit < 1<<20 {
		limit = fmt.Sprintf("%d bytes", in.limit)
	}
	return &InputError{File: in.file, Line: line,
		Problem: "is longer than " + limit + ", the limit of one article",
		Remedy:  "split it: one article to a text file, or to a line of a .jsonl file"}
}
