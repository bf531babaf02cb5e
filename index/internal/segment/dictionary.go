package segment

import (
	"errors"
	"runtime/debug"
	"slices"

	"github.com/blevesearch/vellum"

	"github.com/newsdex/newsdex/index/internal/disk"
)

// A zapDictionary is the dictionary of a field in a file. To look a term up is to read
// some ten states of the transducer, in as many blocks; all of it is a hundred blocks
// in an index of 100,000 articles, whose checksums take as long as the rest of a quick
// search. So the blocks of a state are checked when a look-up comes to it. Safe for
// concurrent use.
type zapDictionary struct {
	file     *File
	Fst      *vellum.FST
	at, size uint64 // of its bytes in the file
}

// fstEnds is the number of bytes at the start and at the end of a transducer that say
// what it is and where it begins.
const fstEnds = 16

// Opened returns the dictionary of a Bleve field, nil if it has none.
func (z *File) Opened(field string) (d *zapDictionary, err error) {
	z.mu.Lock()
	defer z.mu.Unlock()
	d, ok := z.dicts[field]
	if ok || !slices.Contains(z.Known, field) {
		return d, nil
	}
	defer disk.CatchFaults(z.file.Path(), debug.SetPanicOnFault(true), &err)
	at, err := z.file.DictAddr(field)
	if err != nil {
		return nil, err
	}
	r, err := z.numbers(at, 1)
	if err != nil {
		return nil, err
	}
	d = &zapDictionary{file: z, size: r.Number(), at: r.At}
	left := uint64(len(z.Data)) - r.At
	if r.Bad || d.size > left || d.size < 2*fstEnds {
		return nil, disk.ErrDamaged
	}
	if _, err := z.bytes(d.at, fstEnds); err != nil {
		return nil, err
	}
	if _, err := z.bytes(d.at+d.size-fstEnds, fstEnds); err != nil {
		return nil, err
	}
	if d.Fst, err = vellum.Load(z.Data[d.at:][:d.size:d.size]); err != nil {
		return nil, errors.Join(disk.ErrDamaged, err)
	}
	z.dicts[field] = d
	return d, nil
}

// Dictionary returns the dictionary of a Bleve field, all of it checked, nil if it has
// none.
func (z *File) Dictionary(field string) (*vellum.FST, error) {
	d, err := z.Opened(field)
	if err != nil || d == nil {
		return nil, err
	}
	if _, err := z.bytes(d.at, d.size); err != nil {
		return nil, err
	}
	return d.Fst, nil
}

// Get returns what stands for the postings of a term; ok is false where it has none.
func (d *zapDictionary) Get(term string) (value uint64, ok bool, err error) {
	if d.file.Blocks == nil {
		return d.Fst.Get([]byte(term))
	}
	at := d.Fst.Start()
	for i := range len(term) {
		if err := d.check(at); err != nil {
			return 0, false, err
		}
		next, out := d.Fst.AcceptWithVal(at, term[i])
		if !d.Fst.CanMatch(next) {
			return 0, false, nil
		}
		at = next
		value += out
	}
	if err := d.check(at); err != nil {
		return 0, false, err
	}
	ok, out := d.Fst.IsMatchWithVal(at)
	return value + out, ok, nil
}

// check checks the bytes of a state (vellum/decoder_v1.go), which has the number of its
// last byte in the transducer. That one has its highest bit where there is one
// transition, and otherwise the number of these in its lowest six, or in the byte
// before if that is 0, where 1 stands for 256. Each is a byte, and a place and an output
// of up to eight.
func (d *zapDictionary) check(state int) error {
	const single, head, transition, output = 1 << 7, 3, 1 + 8 + 8, 8
	at := uint64(state)
	if at < fstEnds {
		return nil // the states without bytes
	}
	if at >= d.size {
		return disk.ErrDamaged
	}
	b, err := d.file.bytes(d.at+at-1, 2)
	if err != nil {
		return err
	}
	n := uint64(1)
	if b[1]&single == 0 {
		if n = uint64(b[1] & 0x3f); n == 0 {
			n = uint64(b[0])
			if n == 1 {
				n = 256
			}
		}
	}
	n = min(head+n*transition+output, at+1)
	_, err = d.file.bytes(d.at+at+1-n, n)
	return err
}
