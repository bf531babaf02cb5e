package rank

import (
	"math"
	"sync"

	"github.com/newsdex/newsdex/index/postings/packed"
	"github.com/newsdex/newsdex/index/schema"
)

// Most postings of a word are in the body alone, and most of these cannot enter the hits.
// A table of upper bounds by frequency and class of length rules them out without a
// division.

const (
	// tableRows is the number of rows of a table. Frequencies below 16 have rows of their
	// own. Higher ones share a row with others.
	tableRows = 20
	// tableColumns is at least the number of classes of lengths.
	tableColumns = 1 << 8
)

// tableSlack is a factor of bounds that are summed and divided in float32. It exceeds the
// rounding errors.
const tableSlack = 1 + 1e-5

// lastOfRow are the greatest frequencies of the rows from 16 on.
var lastOfRow = [tableRows - 16]int{23, 31, 63, math.MaxInt32}

// rowOf are the rows of frequencies, of which 64 stands for all higher ones.
var rowOf = func() (rows [65]uint8) {
	for n := range rows {
		row := n
		if n >= 16 {
			for row = 16; n > lastOfRow[row-16]; row++ {
			}
		}
		rows[n] = uint8(row)
	}
	return rows
}()

// A boundTable has upper bounds of saturations by classes of lengths.
type boundTable struct {
	words bodyBounds            // of a leaf in the body alone
	pairs [tableColumns]float32 // of a pair in the body alone, by class of the body's length

	// The upper bounds of the weight of an occurrence, and of that of a pair, by field and
	// class of the field's length.
	occurrence, near [schema.TextFields][tableColumns]float32
	k1               float32 // rounded down
}

// A bodyBounds has upper bounds by row and class of the body's length.
type bodyBounds [tableRows * tableColumns]float32

// at returns the bound for a frequency and a class.
func (t *bodyBounds) at(freq uint32, class uint8) float32 {
	return t[uint(rowOf[min(freq, 64)])*tableColumns+uint(class)]
}

// boundTables keeps the tables of the last rankings: to compute one takes longer than a
// search. Most programs have one ranking.
var boundTables struct {
	sync.Mutex
	all map[scoring]*boundTable
}

// maxBoundTables is the number of tables that are kept, of 27 KB each.
const maxBoundTables = 8

// boundTable returns the table of a scoring.
func (s *scoring) boundTable() *boundTable {
	boundTables.Lock()
	t := boundTables.all[*s]
	boundTables.Unlock()
	if t != nil {
		return t
	}
	t = new(boundTable)
	for row := 1; row < tableRows; row++ {
		freq := row
		if row >= 16 {
			freq = lastOfRow[row-16]
		}
		for class := range packed.LengthClasses {
			length := packed.LeastOfClass[class]
			t.words[row*tableColumns+class] = roundUp(s.saturate(s.weigh(schema.Body, freq, int(length))) * boundSlack)
		}
	}
	for class := range packed.LengthClasses {
		w := s.boundPair(schema.Body, int(packed.LeastOfClass[class]))
		t.pairs[class] = roundUp(s.proximity(w, w) * boundSlack)
		for f := range schema.TextFields {
			length := int(packed.LeastOfClass[class])
			t.occurrence[f][class] = roundUp(s.weigh(schema.TextField(f), 1, length) * tableSlack)
			t.near[f][class] = roundUp(s.boundPair(schema.TextField(f), length) * tableSlack)
		}
	}
	t.k1 = float32(s.K1 / tableSlack)
	boundTables.Lock()
	defer boundTables.Unlock()
	if len(boundTables.all) >= maxBoundTables || boundTables.all == nil {
		boundTables.all = make(map[scoring]*boundTable)
	}
	boundTables.all[*s] = t
	return t
}

// roundUp returns the least float32 that is not below c.
func roundUp(c float64) float32 {
	f := float32(c)
	if float64(f) < c {
		f = math.Nextafter32(f, math.MaxFloat32)
	}
	return f
}
