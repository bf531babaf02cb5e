package ingest

import (
	"bytes"
	"compress/bzip2"
	"io"
	"math/bits"
	"sort"
	"strings"
	"testing"
)

// bzip2Of packs s as bzip2 does, in blocks of a few kilobytes, without looking
// for good codes: the standard library has no writer. The format is that of
// Julian Seward's bzip2 1.0.
func bzip2Of(s string) string {
	const size = 4 << 10
	w := &bitWriter{}
	w.write(24, 'B'<<16|'Z'<<8|'h')
	w.write(8, '9')
	all := uint32(0)
	for len(s) > 0 {
		part := s[:min(len(s), size)]
		s = s[len(part):]
		sum := bzip2Sum(part)
		all = bits.RotateLeft32(all, 1) ^ sum
		bzip2Block(w, part, sum)
	}
	w.write(48, 0x177245385090)
	w.write(32, uint64(all))
	if w.n > 0 {
		w.write(8-w.n, 0)
	}
	return w.b.String()
}

type bitWriter struct {
	b   bytes.Buffer
	cur uint64
	n   int // bits in cur
}

func (w *bitWriter) write(n int, v uint64) {
	for n--; n >= 0; n-- {
		w.cur = w.cur<<1 | v>>n&1
		if w.n++; w.n == 8 {
			w.b.WriteByte(byte(w.cur))
			w.cur, w.n = 0, 0
		}
	}
}

func bzip2Sum(s string) uint32 {
	sum := ^uint32(0)
	for _, c := range []byte(s) {
		sum ^= uint32(c) << 24
		for range 8 {
			sum = sum<<1 ^ 0x04c11db7&-(sum>>31)
		}
	}
	return ^sum
}

func bzip2Block(w *bitWriter, s string, sum uint32) {
	// Runs of four and more.
	var b []byte
	for i := 0; i < len(s); {
		n := 1
		for i+n < len(s) && n < 255 && s[i+n] == s[i] {
			n++
		}
		b = append(b, s[i:i+min(n, 4)]...)
		if n >= 4 {
			b = append(b, byte(n-4))
		}
		i += n
	}
	// Burrows and Wheeler.
	twice := append(bytes.Clone(b), b...)
	order := make([]int, len(b))
	for i := range order {
		order[i] = i
	}
	sort.Slice(order, func(i, j int) bool {
		x, y := order[i], order[j]
		if c := bytes.Compare(twice[x:x+len(b)], twice[y:y+len(b)]); c != 0 {
			return c < 0
		}
		return x < y
	})
	w.write(48, 0x314159265359)
	w.write(32, uint64(sum))
	w.write(1, 0)
	var used [256]bool
	first := 0
	last := make([]byte, len(b))
	for i, at := range order {
		if at == 0 {
			first = i
		}
		last[i] = twice[at+len(b)-1]
		used[last[i]] = true
	}
	w.write(24, uint64(first))
	// The bytes that there are.
	var front []byte
	for i := range 16 {
		w.write(1, uint64(boolBit(bytes.Contains(byteRow(used, i), []byte("1")))))
	}
	for i := range 16 {
		row := byteRow(used, i)
		if !bytes.Contains(row, []byte("1")) {
			continue
		}
		for j, c := range row {
			w.write(1, uint64(c-'0'))
			if c == '1' {
				front = append(front, byte(i*16+j))
			}
		}
	}
	symbols := len(front) + 2
	// To the front, and runs of the first.
	var codes []int
	run := 0
	flush := func() {
		for ; run > 0; run = (run - 1) / 2 {
			codes = append(codes, (run-1)&1)
		}
	}
	for _, c := range last {
		i := bytes.IndexByte(front, c)
		copy(front[1:], front[:i])
		front[0] = c
		if i == 0 {
			run++
			continue
		}
		flush()
		codes = append(codes, i+1)
	}
	flush()
	codes = append(codes, symbols-1)
	// Two tables, the same, as there must be two; codes of one length and the
	// next.
	short := bits.Len(uint(symbols)) - 1
	nShort := 1<<(short+1) - symbols
	selectors := (len(codes) + 49) / 50
	w.write(3, 2)
	w.write(15, uint64(selectors))
	w.write(selectors, 0)
	for range 2 {
		w.write(5, uint64(short))
		for i := range symbols {
			if i == nShort {
				w.write(2, 2) // one longer
			}
			w.write(1, 0)
		}
	}
	for _, c := range codes {
		if c < nShort {
			w.write(short, uint64(c))
		} else {
			w.write(short+1, uint64(c+nShort))
		}
	}
}

func boolBit(b bool) int {
	if b {
		return 1
	}
	return 0
}

// byteRow returns a digit for each of 16 bytes.
func byteRow(used [256]bool, row int) []byte {
	out := make([]byte, 16)
	for i := range out {
		out[i] = '0' + byte(boolBit(used[row*16+i]))
	}
	return out
}

func TestBzip2Of(t *testing.T) {
	for _, s := range []string{"", "a", "Text a.", strings.Repeat("aaaaaaaaab", 900), "abcabcabc", strings.Repeat("x", 10000), "\x00\xff\x00"} {
		got, err := io.ReadAll(bzip2.NewReader(strings.NewReader(bzip2Of(s))))
		if err != nil || string(got) != s {
			t.Errorf("%q became %q, %v", s, got, err)
		}
	}
}
