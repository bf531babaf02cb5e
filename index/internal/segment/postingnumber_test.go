package segment

import (
	"encoding/binary"
	"math/rand/v2"
	"testing"

	"github.com/blevesearch/vellum"

	"github.com/newsdex/newsdex/index/internal/disk"
	"github.com/newsdex/newsdex/index/internal/record"
)

// TestPostingNumber holds that JoinNumber is the inverse of splitNumber, and that
// zapx and Bleve accept these.
func TestPostingNumber(t *testing.T) {
	bytes, was := 0, 0
	check := func(n uint64) {
		t.Helper()
		first, second := splitNumber(n)
		if got := JoinNumber(first, second); got != n {
			t.Fatalf("%d comes back as %d out of %d and %d", n, got, first, second)
		}
		if n < 2 {
			if first != n {
				t.Errorf("%d begins with %d", n, first)
			}
		} else if first < 2 || first >= 1<<62 || second < 1 || second > 127 {
			t.Fatalf("%d is split into %d and %d", n, first, second)
		}
		b := append(binary.AppendUvarint(nil, first<<1), byte(second))
		plain := len(binary.AppendUvarint(nil, n<<1)) + 1
		if len(b) > plain && n > 63 {
			t.Errorf("%d takes %d bytes, and %d as it is", n, len(b), plain)
		}
		bytes, was = bytes+len(b), was+plain
		if count := int(countOf[b[0]]); n > 1 && (count != 0 || n&63 != 63) && count != record.PackedCount(n) {
			t.Errorf("%d has %d places by its first byte, and %d", n, count, record.PackedCount(n))
		}
	}
	for n := range uint64(1 << 17) {
		check(n)
	}
	for range 100_000 {
		check(rand.Uint64N(1<<record.PackedBits) >> rand.N(record.PackedBits))
	}
	check(1<<record.PackedBits - 1)
	if float64(bytes) > .85*float64(was) {
		t.Errorf("they take %d bytes, and %d as they are", bytes, was)
	}
}

// TestCountOf holds that the first byte of a posting tells the number of up to six
// positions.
func TestCountOf(t *testing.T) {
	for n := 1; n <= 8; n++ {
		at := make([]record.Occurrence, n)
		for i := range at {
			at[i] = record.Occurrence{Position: int32(i + 1), Width: 1}
		}
		number, ok := record.PackOccurrences(at)
		if !ok {
			t.Fatalf("%d places do not fit", n)
		}
		first, _ := splitNumber(number)
		want := uint8(n)
		if n > numberLowBits {
			want = 0
		}
		if got := countOf[binary.AppendUvarint(nil, first<<1)[0]]; got != want {
			t.Errorf("the first byte of %d places says %d", n, got)
		}
	}
}

// joinedFile returns a file with a 1 for the second number of each posting, as zapx
// has it, which it makes of documents by itself.
func joinedFile(t testing.TB, file []byte) []byte {
	t.Helper()
	docs, fields := footOf(file)
	z := &File{Data: file, Size: docs}
	for field := range fields {
		at := disk.Reader{Data: file[field:]}
		at.Number()
		at.Number()
		dict := disk.Reader{Data: file[at.Number():]}
		fst, err := vellum.Load(dict.Bytes(dict.Number()))
		if err != nil {
			t.Fatal(err)
		}
		it, err := fst.Iterator(nil, nil)
		for ; err == nil; err = it.Next() {
			_, v := it.Current()
			term, err := z.TermAt(v)
			if err != nil {
				t.Fatal(err)
			}
			b, err := term.Freqs.all()
			if err != nil {
				t.Fatal(err)
			}
			for len(b) > 0 {
				v, n := binary.Uvarint(b)
				if b = b[n:]; v>>1 == 0 {
					continue // no numbers are kept
				}
				b[0] = 1
				b = b[1:]
			}
		}
	}
	return file
}

// footOf returns the number of documents in a file, and where the sections of its
// fields' postings are.
func footOf(file []byte) (docs uint64, sections map[uint64]bool) {
	number := func(fromEnd int) uint64 { return binary.BigEndian.Uint64(file[len(file)-fromEnd:]) }
	sections = map[uint64]bool{}
	list := disk.Reader{Data: file[number(zapFieldsAt):]}
	for range list.Number() {
		field := disk.Reader{Data: file[binary.BigEndian.Uint64(list.Bytes(8)):]}
		field.Bytes(field.Number())
		field.Number()
		for range field.Number() {
			field.Bytes(2)
			if at := binary.BigEndian.Uint64(field.Bytes(8)); at != 0 {
				sections[at] = true
			}
		}
	}
	return number(zapCountAt), sections
}
