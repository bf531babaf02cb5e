package segment

import (
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"

	segmentapi "github.com/blevesearch/scorch_segment_api/v2"
	"github.com/blevesearch/vellum"

	"github.com/newsdex/newsdex/index/internal/disk"
)

// transducer returns a transducer of n random terms.
func transducer(t testing.TB, r *rand.Rand, n int) []byte {
	t.Helper()
	var terms []string
	for range n {
		terms = append(terms, fmt.Sprintf("%x", r.Uint32N(uint32(8*n)))+string(rune('a'+r.IntN(500))))
	}
	slices.Sort(terms)
	var b bytes.Buffer
	w, err := vellum.New(&b, nil)
	if err != nil {
		t.Fatal(err)
	}
	for i, term := range slices.Compact(terms) {
		value := uint64(i) * uint64(r.Uint32N(100))
		if r.IntN(4) == 0 {
			value = r.Uint64()
		}
		if err := w.Insert([]byte(term), value); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// dictionaryOf returns the dictionary of a transducer, nil if its ends are damaged.
func dictionaryOf(b []byte) *dictionary {
	file := binary.AppendUvarint(nil, uint64(len(b)))
	z := &File{Data: append(file, b...), path: "file", dicts: map[string]*dictionary{}}
	z.Fields, z.fields = []string{"f"}, []writtenField{{name: "f", at: 1}} // the dictionary is at 0
	d, err := z.OpenDictionary("f")
	if err != nil {
		return nil
	}
	return d
}

// TestWalk holds that walks come to the terms and values of vellum's, whatever their bounds
// and automaton.
func TestWalk(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 4))
	walks := 0
	for n := range 60 {
		b := transducer(t, r, n*n/4)
		fst, err := vellum.Load(b)
		if err != nil {
			t.Fatal(err)
		}
		d := dictionaryOf(b)
		for range 40 {
			from, to := fmt.Sprintf("%x", r.Uint32N(1+uint32(2*n*n))), fmt.Sprintf("%x", r.Uint32N(1+uint32(2*n*n)))
			if r.IntN(3) == 0 {
				from = ""
			}
			if r.IntN(3) == 0 {
				to = ""
			}
			if to != "" && to <= from {
				continue
			}
			var a segmentapi.Automaton
			if r.IntN(2) == 0 {
				a = lastByte{byte('0' + r.IntN(10))}
			}
			compareWalks(t, d, fst, a, from, to)
			walks++
		}
	}
	if walks < 1000 {
		t.Errorf("%d walks", walks)
	}
}

// A lastByte accepts texts in which a byte comes up to twice, the second time at the end.
type lastByte struct{ b byte }

func (a lastByte) Start() int { return 0 }

func (a lastByte) IsMatch(state int) bool { return state == 2 }

func (a lastByte) CanMatch(state int) bool { return state <= 2 }

func (a lastByte) WillAlwaysMatch(int) bool { return false }

func (a lastByte) Accept(state int, b byte) int {
	if state == 2 || b == a.b {
		return state + 1
	}
	return state
}

// compareWalks compares a walk with vellum's.
func compareWalks(t *testing.T, d *dictionary, fst *vellum.FST, a segmentapi.Automaton, from, to string) {
	t.Helper()
	var end []byte
	if to != "" {
		end = []byte(to)
	}
	var all vellum.Automaton = &vellum.AlwaysMatch{}
	if a != nil {
		all = a
	}
	it, err := fst.Search(all, []byte(from), end)
	w, werr := d.file.Walk("f", a, from, to)
	for ; ; err = it.Next() {
		if err != nil && err != vellum.ErrIteratorDone || werr != nil {
			t.Fatal(err, werr)
		}
		more, werr := w.Next()
		if werr != nil || more != (err == nil) {
			t.Fatalf("from %q to %q: more terms: %v, %v, want %v", from, to, more, werr, err == nil)
		}
		if !more {
			return
		}
		if term, v := it.Current(); string(term) != string(w.Term()) || v != w.Value() {
			t.Fatalf("from %q to %q: %q %d, want %q %d", from, to, w.Term(), w.Value(), term, v)
		}
	}
}

// TestWalkOfDamaged holds that a walk through a changed transducer ends, without a panic,
// and that its terms are in order.
func TestWalkOfDamaged(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 4))
	refused, walked := 0, 0
	for n := range 60 {
		b := transducer(t, r, n*n/4)
		for range 200 {
			changed := slices.Clone(b)
			for range 1 + r.IntN(2) {
				changed[r.IntN(len(changed))] ^= byte(1 + r.IntN(255))
			}
			d := dictionaryOf(changed)
			if d == nil {
				refused++
				continue
			}
			w, err := d.file.Walk("f", nil, "", "")
			more, last := false, ""
			for steps := 0; err == nil; steps++ {
				if more, err = w.Next(); err != nil || !more {
					break
				}
				if steps > 1<<20 {
					t.Fatal("the walk does not end")
				}
				if term := string(w.Term()); steps > 0 && term <= last {
					t.Fatalf("%q follows %q", term, last)
				}
				last = string(w.Term())
			}
			if err != nil {
				refused++
			} else {
				walked++
			}
			if _, _, err := d.Get(last); err != nil && !errors.Is(err, disk.ErrDamaged) {
				t.Fatal(err)
			}
		}
	}
	if refused == 0 || walked == 0 {
		t.Errorf("%d were refused and %d walked through", refused, walked)
	}
}

// BenchmarkWalk walks through 100,000 terms, newsdex beside vellum.
func BenchmarkWalk(b *testing.B) {
	data := transducer(b, rand.New(rand.NewPCG(3, 4)), 100_000)
	d := dictionaryOf(data)
	b.Run("newsdex", func(b *testing.B) {
		for b.Loop() {
			w, err := d.file.Walk("f", nil, "", "")
			for more := true; err == nil && more; {
				more, err = w.Next()
			}
			if err != nil {
				b.Fatal(err)
			}
		}
	})
	fst, err := vellum.Load(data)
	if err != nil {
		b.Fatal(err)
	}
	b.Run("vellum", func(b *testing.B) {
		for b.Loop() {
			it, err := fst.Iterator(nil, nil)
			for ; err == nil; err = it.Next() {
			}
		}
	})
}
