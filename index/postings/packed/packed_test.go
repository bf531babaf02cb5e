package packed

import (
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/newsdex/newsdex/index/schema"
)

// A posting is a posting before it is encoded.
type posting struct {
	doc   uint32
	freq  [Fields]uint32
	spans []schema.Span
}

// randomPostings returns postings in documents below size, some gap documents apart.
// With wide, some positions cover several.
func randomPostings(r *rand.Rand, n, gap int, wide bool) (all []posting, size uint32) {
	doc := uint32(r.IntN(gap))
	for range n {
		p := posting{doc: doc}
		switch r.IntN(10) {
		case 0:
			p.freq = [Fields]uint32{Title: 1, Body: uint32(r.IntN(3))}
		case 1:
			p.freq = [Fields]uint32{Deck: 2, Body: uint32(r.IntN(300))}
		default:
			p.freq = [Fields]uint32{Body: 1 + uint32(r.IntN(1+r.IntN(20)))}
		}
		for _, tf := range p.freq {
			pos := 0
			for range tf {
				pos += 1 + r.IntN(1+r.IntN(2000))
				covers := 1
				if wide && r.IntN(50) == 0 {
					covers += r.IntN(9)
				}
				p.spans = append(p.spans, schema.Span{Pos: pos, End: pos + covers})
			}
		}
		all = append(all, p)
		doc += 1 + uint32(r.IntN(gap))
	}
	return all, doc
}

// encode returns a list of postings.
func encode(t testing.TB, all []posting, size uint32, norms *Norms) (*List, []byte) {
	var e Encoder
	e.Reset(norms)
	for _, p := range all {
		e.Add(p.doc, p.freq, p.spans)
	}
	places, list, err := e.Finish()
	if err != nil {
		t.Fatal(err)
	}
	b := append(slices.Clone(places), list...)
	b = append(b, make([]byte, beyond)...)
	l, err := Open(b, nil, uint64(len(places)), uint64(size))
	if err != nil {
		t.Fatal(err)
	}
	return l, b
}

func TestList(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	for _, n := range []int{1, 2, 31, 127, 128, 129, 256, 300, 5000} {
		for _, gap := range []int{1, 2, 3, 5, 40, 3000, 1 << 18} {
			for _, wide := range []bool{false, true} {
				t.Run(fmt.Sprint(n, gap, wide), func(t *testing.T) {
					all, size := randomPostings(r, n, gap, wide)
					l, _ := encode(t, all, size, nil)
					checkPostings(t, l, all)
					checkSeeks(t, r, l, all, size)
					checkFinds(t, r, l, all, size)
					checkFill(t, l, all, size)
				})
			}
		}
	}
}

// checkPostings checks that a cursor goes through all postings.
func checkPostings(t *testing.T, l *List, all []posting) {
	t.Helper()
	if l.Len() != len(all) {
		t.Fatalf("%d postings of %d", l.Len(), len(all))
	}
	var c Cursor
	c.Reset(l)
	i := 0
	for ok := c.Seek(0); ok; ok = c.Next() {
		checkPosting(t, &c, &all[i])
		i++
	}
	if i != len(all) || c.Err() != nil {
		t.Fatalf("%d postings of %d, %v", i, len(all), c.Err())
	}
	for _, i := range []int{0, len(all) - 1, len(all) / 2, len(all) / 3} {
		ok := c.Place(i/BlockSize, i%BlockSize)
		spans, freq, err := c.Positions(nil)
		if !ok || err != nil || freq != all[i].freq || !slices.Equal(spans, all[i].spans) {
			t.Fatalf("posting %d: %v at %v, %v", i, freq, spans, err)
		}
	}
}

func checkPosting(t *testing.T, c *Cursor, want *posting) {
	t.Helper()
	spans, freq, err := c.Positions(nil)
	if err != nil || c.Doc() != want.doc || freq != want.freq || !slices.Equal(spans, want.spans) {
		t.Fatalf("document %d: %v at %v, %v; want %d: %v at %v", c.Doc(), freq, spans, err, want.doc, want.freq, want.spans)
	}
	rest := want.spans
	for f, n := range freq {
		places, ok, err := c.Places(f, nil)
		plain := true
		for i, s := range rest[:n] {
			plain = plain && s.End == s.Pos+1
			if ok && (len(places) != int(n) || int(places[i]) != s.Pos) {
				t.Fatalf("document %d, field %d: %v; want %v", want.doc, f, places, rest[:n])
			}
		}
		checkAmong(t, c, f, rest[:n], plain)
		if rest = rest[n:]; err != nil || ok && !plain {
			t.Fatalf("document %d, field %d: plain %v, %v", want.doc, f, ok, err)
		}
		holders := c.Holders(f)
		if c.Freq(f, c.Index()) != n || n > 0 && !c.Has(f) || n > 0 != (holders[c.Index()/64]&(1<<(c.Index()%64)) != 0) {
			t.Fatalf("document %d: frequencies %v", c.Doc(), freq)
		}
	}
}

// checkAmong checks the number of wanted positions of the current posting.
func checkAmong(t *testing.T, c *Cursor, f int, spans []schema.Span, plain bool) {
	t.Helper()
	var wanted []uint32
	for i, s := range spans {
		if i%2 == 0 {
			wanted = append(wanted, uint32(s.Pos))
		} else if s.Pos > spans[i-1].Pos+1 {
			wanted = append(wanted, uint32(s.Pos-1)) // which is not there
		}
	}
	n, ok, err := c.Among(f, wanted, math.MaxInt)
	if want := (len(spans) + 1) / 2; err != nil || ok && (n != want || !plain) {
		t.Fatalf("document %d, field %d: %d of %d wanted positions, %v", c.Doc(), f, n, want, err)
	}
	if one, ok, err := c.Among(f, wanted, 1); err != nil || ok && one != min(n, 1) {
		t.Fatalf("document %d, field %d: %d wanted positions, %v", c.Doc(), f, one, err)
	}
}

// checkSeeks checks that a cursor finds documents, in order and back in the block.
func checkSeeks(t *testing.T, r *rand.Rand, l *List, all []posting, size uint32) {
	t.Helper()
	var c Cursor
	c.Reset(l)
	for doc := uint32(0); doc < size+2; doc += 1 + uint32(r.IntN(int(size)/50+1)) {
		i, _ := slices.BinarySearchFunc(all, doc, func(p posting, doc uint32) int { return int(p.doc) - int(doc) })
		if ok := c.Seek(doc); ok != (i < len(all)) || c.Err() != nil {
			t.Fatalf("document %d: %v, %v", doc, ok, c.Err())
		} else if ok {
			checkPosting(t, &c, &all[i])
		}
	}
}

// checkFinds checks that a cursor finds the documents of the list and no others.
func checkFinds(t *testing.T, r *rand.Rand, l *List, all []posting, size uint32) {
	t.Helper()
	var c Cursor
	c.Reset(l)
	for doc := uint32(0); doc < size+2; doc += 1 + uint32(r.IntN(int(size)/300+1)) {
		i, has := slices.BinarySearchFunc(all, doc, func(p posting, doc uint32) int { return int(p.doc) - int(doc) })
		if found := c.Find(doc); found != has || c.Err() != nil {
			t.Fatalf("document %d: %v, %v", doc, found, c.Err())
		} else if found {
			spans, freq, err := c.Positions(nil)
			if err != nil || freq != all[i].freq || !slices.Equal(spans, all[i].spans) || c.Freqs(c.Index()) != freq {
				t.Fatalf("document %d: %v at %v, %v", doc, freq, spans, err)
			}
		}
		if r.IntN(20) == 0 {
			c.Rewind(0)
		}
	}
}

// checkFill checks the bits of the documents.
func checkFill(t *testing.T, l *List, all []posting, size uint32) {
	t.Helper()
	got, want := make([]uint64, size/64+1), make([]uint64, size/64+1)
	for _, p := range all {
		want[p.doc/64] |= 1 << (p.doc % 64)
	}
	if err := l.Fill(got); err != nil || !slices.Equal(got, want) {
		t.Fatalf("other documents: %v", err)
	}
	if size > 1<<22 {
		return // it would take long
	}
	for _, step := range []uint32{1, 7, 1000} {
		kept, both := make([]uint64, len(want)), make([]uint64, len(want))
		for doc := uint32(0); doc < size; doc += step {
			kept[doc/64] |= 1 << (doc % 64)
			both[doc/64] |= want[doc/64] & (1 << (doc % 64))
		}
		if err := l.Keep(kept); err != nil || !slices.Equal(kept, both) {
			t.Fatalf("every %d-th document: other documents are kept: %v", step, err)
		}
	}
}

// TestLongPositions checks positions that take more than 64 KB in a block.
func TestLongPositions(t *testing.T) {
	var all []posting
	for doc := range uint32(130) {
		p := posting{doc: doc, freq: [Fields]uint32{Body: 5000}}
		for i := range 5000 {
			p.spans = append(p.spans, schema.Span{Pos: 1 + 9*i, End: 2 + 9*i})
		}
		all = append(all, p)
	}
	l, _ := encode(t, all, 130, nil)
	checkPostings(t, l, all)
}

// TestImpacts checks that impacts bound the saturations of their postings under the
// parameters they were made for and under others.
func TestImpacts(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 4))
	all, size := randomPostings(r, 3000, 3, false)
	lengths := make([]uint32, Fields*int(size))
	for i := range lengths {
		lengths[i] = uint32(r.IntN(3)) * uint32(r.IntN(900))
	}
	for _, p := range all {
		for f, n := range p.freq {
			lengths[int(p.doc)*Fields+f] = max(lengths[int(p.doc)*Fields+f], n)
		}
	}
	norms := NewNorms(lengths)
	l, _ := encode(t, all, size, norms)
	others := []Parameters{norms.Parameters}
	for range 200 {
		p := Parameters{K1: 3 * r.Float64(), B: r.Float64()}
		for f := range Fields {
			p.Weights[f], p.Average[f] = 4*r.Float64(), 1+900*r.Float64()
		}
		others = append(others, p)
	}
	tight := 0
	for i, p := range others {
		bounds := norms.Scale(p)
		most := make([]float64, l.Blocks())
		for i, posting := range all {
			w := 0.
			for f, n := range posting.freq {
				w += float64(n) * p.perOccurrence(f, lengths[int(posting.doc)*Fields+f])
			}
			if w > 0 {
				most[i/BlockSize] = max(most[i/BlockSize], w/(p.K1+w))
			}
		}
		for b, most := range most {
			impact := uint8(0)
			if b == l.Full() {
				var err error
				if impact, err = l.TailImpact(); err != nil {
					t.Fatal(err)
				}
			} else {
				impact = l.Impact(b)
			}
			if bound := bounds[impact]; bound < most {
				t.Fatalf("parameters %+v, block %d: bound %v of %v", p, b, bound, most)
			} else if i == 0 && bound < most+1./100 {
				tight++
			}
		}
	}
	if tight < l.Blocks() {
		t.Errorf("%d bounds of %d are tight", tight, l.Blocks())
	}
}

// FuzzOpen checks that no bytes make reading panic or return a document that is none.
func FuzzOpen(f *testing.F) {
	r := rand.New(rand.NewPCG(5, 6))
	for _, n := range []int{1, 100, 300} {
		for _, gap := range []int{2, 100} {
			all, size := randomPostings(r, n, gap, n == 300)
			l, b := encode(f, all, size, nil)
			f.Add(b, uint32(l.end), size)
		}
	}
	f.Fuzz(func(t *testing.T, b []byte, at, size uint32) {
		if size > 1<<20 {
			return
		}
		l, err := Open(b, nil, uint64(at), uint64(size))
		if err != nil {
			return
		}
		set := make([]uint64, size/64+1)
		filled := l.Fill(set)
		if err := l.Keep(set); (err == nil) != (filled == nil) && filled == nil {
			t.Fatalf("it can be read, and then not: %v", err)
		}
		var c Cursor
		c.Reset(l)
		last := -1
		for ok := c.Seek(0); ok; ok = c.Next() {
			if int(c.Doc()) <= last || c.Doc() >= size {
				t.Fatalf("document %d behind %d of %d", c.Doc(), last, size)
			}
			last = int(c.Doc())
			spans, freq, err := c.Positions(nil)
			if n := int(freq[0]) + int(freq[1]) + int(freq[2]); err == nil && len(spans) != n {
				t.Fatalf("%d positions of %d", len(spans), n)
			}
		}
	})
}

func BenchmarkFill(b *testing.B) {
	for _, gap := range []int{3, 10, 100} {
		b.Run(fmt.Sprint(gap), func(b *testing.B) {
			all, size := randomPostings(rand.New(rand.NewPCG(7, 8)), 100_000, gap, false)
			l, _ := encode(b, all, size, nil)
			set := make([]uint64, size/64+1)
			for b.Loop() {
				if err := l.Fill(set); err != nil {
					b.Fatal(err)
				}
			}
			b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/100_000, "ns/posting")
		})
	}
}

func BenchmarkEncode(b *testing.B) {
	all, size := randomPostings(rand.New(rand.NewPCG(7, 8)), 100_000, 10, false)
	norms := NewNorms(make([]uint32, Fields*int(size)))
	places := 0
	for _, p := range all {
		places += len(p.spans)
	}
	var e Encoder
	for b.Loop() {
		e.Reset(norms)
		for _, p := range all {
			e.Add(p.doc, p.freq, p.spans)
		}
		if _, _, err := e.Finish(); err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/100_000, "ns/posting")
}
