package segment

import (
	"encoding/binary"
	"runtime/debug"
	"slices"

	"github.com/newsdex/newsdex/index/internal/disk"
)

// A dictionary is the dictionary of a field in a segment's file: a transducer from the
// terms to numbers (transducer.go). A whole one is a hundred blocks in an index of 100,000
// articles, whose checksums take as long as the rest of a quick search. So the blocks of a
// state are checked when a lookup or a walk reaches it. It is safe for concurrent use.
type dictionary struct {
	file *File
	at   uint64 // offset of b in the file
	b    []byte // the transducer, whose bytes may be unchecked
	root int    // address of the first state
}

// fstEnds is the number of bytes of a transducer's header and of its footer.
const fstEnds = 16

// fstVersion is the version of the format, in the first eight bytes of the header.
const fstVersion = 1

// OpenDictionary returns the dictionary of a Bleve field, nil if there is none. Only
// its header and footer are checked.
func (z *File) OpenDictionary(field string) (d *dictionary, err error) {
	z.mu.Lock()
	defer z.mu.Unlock()
	d, ok := z.dicts[field]
	if ok {
		return d, nil
	}
	n := slices.Index(z.Fields, field)
	if n < 0 || z.fields[n].at == 0 {
		return nil, nil
	}
	defer disk.CatchFaults(z.path, debug.SetPanicOnFault(true), &err)
	r, err := z.numbers(z.fields[n].dict, 1)
	if err != nil {
		return nil, err
	}
	size := r.Number()
	if r.Bad || size > uint64(len(z.Data))-r.At || size < 2*fstEnds {
		return nil, disk.ErrDamaged
	}
	head, err := z.bytes(r.At, fstEnds)
	if err != nil {
		return nil, err
	}
	foot, err := z.bytes(r.At+size-fstEnds, fstEnds)
	if err != nil {
		return nil, err
	}
	d = &dictionary{file: z, at: r.At, b: z.Data[r.At:][:size:size]}
	root := binary.LittleEndian.Uint64(foot[8:])
	if binary.LittleEndian.Uint64(head) != fstVersion || root != uint64(rootOf(len(d.b))) && (root > noState || size > 2*fstEnds) {
		return nil, disk.ErrDamaged
	}
	d.root = int(root)
	z.dicts[field] = d
	return d, nil
}

// rootOf returns the address of the first state of a transducer of a size: its last.
func rootOf(size int) int { return size - fstEnds - 1 }

// Len returns the number of terms, as the dictionary claims.
func (d *dictionary) Len() uint64 { return binary.LittleEndian.Uint64(d.b[len(d.b)-fstEnds:]) }

// Get returns the value of a term, and whether the dictionary has the term.
func (d *dictionary) Get(term string) (value uint64, ok bool, err error) {
	at := d.root
	for i := 0; ; i++ {
		s, err := d.state(at)
		if err != nil {
			return 0, false, err
		}
		if i == len(term) {
			return value + s.finalOutput, s.final, nil
		}
		n := s.from(term[i])
		if n == s.n || s.key(n) != term[i] {
			return 0, false, nil
		}
		t, err := s.transition(n)
		if err != nil {
			return 0, false, err
		}
		at = t.to
		value += t.output
	}
}

// check checks the blocks of the bytes of a state, whose address is the offset of its last
// byte.
func (d *dictionary) check(state int) error {
	const single, head, transition, output = 1 << 7, 3, 1 + 8 + 8, 8
	at := uint64(state)
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
