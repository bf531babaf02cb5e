package format

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"iter"
	"strconv"
	"strings"

	"github.com/newsdex/newsdex/ingest/internal/charset"
)

// jsonLinesName is the name of the format in messages and origins.
const jsonLinesName = "JSON Lines"

// jsonLinesFormat reads one record from each line.
var jsonLinesFormat = Format{
	Name: jsonLinesName, Extensions: []string{".jsonl", ".ndjson", ".jsonlines", ".jl"}, Sniff: sniffJSONLines, Decode: decodeJSONLines,
}

// decodeJSONLines yields one article for each line of a file; a line is a JSON object
// (https://jsonlines.org). Blank lines are skipped. A line that is broken, too long or no
// article yields an error of its own, and reading continues with the next line. The names
// of fields are those of the table fields.
func decodeJSONLines(ctx context.Context, in Input) iter.Seq2[Record, error] {
	return func(yield func(Record, error) bool) {
		if isBinaryFile(in) {
			yield(Record{}, ErrBinary)
			return
		}
		if head, _ := in.R.Peek(len(charset.BomUTF8)); bytes.Equal(head, charset.BomUTF8) {
			in.R.Discard(len(charset.BomUTF8)) // it is buffered
		}
		if decodeLines(ctx, in, 1, yield) == 0 {
			yield(Record{}, EmptyFile(in.File))
		}
	}
}

// isBinaryFile reports whether in.R begins with binary bytes. Text in other charsets has
// been decoded before.
func isBinaryFile(in Input) bool {
	head, _ := in.R.Peek(4096)
	return charset.IsBinary(head)
}

// decodeLines yields the records of the lines of in.R and returns the number of elements
// it yielded. The first line has the given number.
func decodeLines(ctx context.Context, in Input, number int, yield func(Record, error) bool) (elements int) {
	var buf []byte
	for ; ctx.Err() == nil; number++ { // the source reports the end of ctx
		var over bool
		var err error
		buf, over, err = readLine(in.R, buf[:0], in.Limit)
		if err != nil && err != io.EOF {
			elements++
			if !yield(Record{}, in.ReadError(number, err)) || in.Resume == nil || !in.Resume() {
				return elements
			}
			continue
		}
		if line := bytes.TrimSpace(buf); len(line) > 0 {
			elements++
			var a Record
			var bad error
			if over {
				bad = tooLong(in, number)
			} else if a, bad = in.Fields.DecodeRecord(line); bad != nil {
				if err == io.EOF && errors.Is(bad, io.ErrUnexpectedEOF) {
					bad = &Error{File: in.File, Line: number, Problem: "is cut short: its last line ends too early", Remedy: "fetch it again"}
				} else {
					bad = recordError(in, number, bad)
				}
			} else {
				a.File = in.File
				a.Path = in.Path + ":" + strconv.Itoa(number)
				a.Origin = in.origin(line, []byte("\n"))
			}
			if !yield(a, bad) {
				return elements
			}
		}
		if err == io.EOF {
			break
		}
	}
	return elements
}

// readLine appends the next line of r to buf, without its "\n". If the line is longer
// than limit, it keeps limit bytes, skips the rest and sets over.
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

// sniffJSONLines accepts text that begins with the first key of an object.
func sniffJSONLines(head []byte) bool {
	head = bytes.TrimLeft(head, " \t\r\n")
	if len(head) == 0 || head[0] != '{' {
		return false
	}
	head = bytes.TrimLeft(head[1:], " \t")
	return len(head) > 0 && head[0] == '"'
}

// errNoText is the error that DecodeRecord returns for an object without any text field.
var errNoText = errors.New("no text")

func recordError(in Input, line int, err error) error {
	if errors.Is(err, errNoText) {
		return &Error{File: in.File, Line: line, Problem: "the object has no text",
			Remedy: "give one of the fields " + in.Fields.list("text") + ` ("" for an article that is only a title)`}
	}
	if strings.Contains(err.Error(), "exceeded max depth") { // encoding/json has no error value for it
		return &Error{File: in.File, Line: line, Problem: "is JSON nested more than 10,000 deep", Remedy: "leave that record out"}
	}
	return &Error{File: in.File, Line: line, Problem: "is not a JSON object", Remedy: "write one object on each line, or an array of objects", Err: err}
}

func EmptyFile(file string) error {
	return &Error{File: file, Problem: "is empty", Remedy: "remove it, or give a file with text"}
}

func tooLong(in Input, line int) error {
	limit := fmt.Sprintf("%d MB", in.Limit>>20)
	if in.Limit < 1<<20 {
		limit = fmt.Sprintf("%d bytes", in.Limit)
	}
	return &Error{File: in.File, Line: line,
		Problem: "is longer than " + limit + ", the limit of one article",
		Remedy:  "split it: one article to a text file, or to a line of a .jsonl file"}
}
