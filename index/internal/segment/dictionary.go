package segment

import (
	"errors"
	"runtime/debug"
	"slices"
	"sync"

	"github.com/blevesearch/vellum"

	"github.com/newsdex/newsdex/index/internal/disk"
)

// A dictionary is the dictionary of a field in a segment's file. Looking a term up
// reads some ten states of its transducer, in as many blocks. A whole transducer is
// a hundred blocks in an index of 100,000 articles, whose checksums take as long as
// the rest of a quick search. So the blocks of a state are checked when a lookup
// reaches it. It is safe for concurrent use.
type dictionary struct {
	file     *File
	FST      *vellum.FST // over the file's bytes, which may be unchecked
	at, size uint64      // offset and length in the file, in bytes

	whole sync.Once // checks the transducer before the first walk
	err   error     // the result of that
}

// fstEnds is the number of bytes of a transducer's header and of its footer.
const fstEnds = 16

// OpenDictionary returns the dictionary of a Bleve field, nil if there is none. Only
// its header and footer are checked.
func (z *File) OpenDictionary(field string) (d *dictionary, err error) {
	z.mu.Lock()
	defer z.mu.Unlock()
	d, ok := z.dicts[field]
	if ok || !slices.Contains(z.Fields, field) {
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
	d = &dictionary{file: z, size: r.Number(), at: r.At}
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
	if d.FST, err = vellum.Load(z.Data[d.at:][:d.size:d.size]); err != nil {
		return nil, errors.Join(disk.ErrDamaged, err)
	}
	z.dicts[field] = d
	return d, nil
}

// Dictionary returns the dictionary of a Bleve field, completely checked, nil if
// there is none.
func (z *File) Dictionary(field string) (*vellum.FST, error) {
	d, err := z.OpenDictionary(field)
	if err != nil || d == nil {
		return nil, err
	}
	b, err := z.bytes(d.at, d.size)
	if err != nil {
		return nil, err
	}
	d.whole.Do(func() { d.err = checkTransducer(b) })
	return d.FST, d.err
}

// Get returns the value of a term, and whether the dictionary has the term.
func (d *dictionary) Get(term string) (value uint64, ok bool, err error) {
	defer disk.Caught(&err)
	if d.file.Blocks == nil {
		return d.FST.Get([]byte(term))
	}
	at := d.FST.Start()
	for i := range len(term) {
		if err := d.check(at); err != nil {
			return 0, false, err
		}
		next, out := d.FST.AcceptWithVal(at, term[i])
		if !d.FST.CanMatch(next) {
			return 0, false, nil
		}
		at = next
		value += out
	}
	if err := d.check(at); err != nil {
		return 0, false, err
	}
	ok, out := d.FST.IsMatchWithVal(at)
	return value + out, ok, nil
}

// check checks the bytes of a state (vellum/decoder_v1.go), whose address is the
// offset of its last byte in the transducer. That byte has its highest bit set for a
// state with one transition. Otherwise its lowest six bits are the number of
// transitions. If they are 0, the number is in the byte before, where 1 stands for
// 256. A transition is a byte, an address of up to eight bytes and an output of up
// to eight.
func (d *dictionary) check(state int) error {
	const single, head, transition, output = 1 << 7, 3, 1 + 8 + 8, 8
	at := uint64(state)
	if at < fstEnds {
		return nil // the final states have no bytes
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
