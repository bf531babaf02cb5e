package index

// An interner numbers distinct strings from 0 in the order in which they come:
// an open-addressing table that is cheap to use again, which a map is not. The
// zero value is ready to use.
type interner struct {
	strings []string
	hashes  []uint32
	table   []uint64 // 1 + number, and above it the hash, 0 where free; a power of two long
}

// number returns the number of s, which has the hash h, and whether it is new.
func (t *interner) number(s string, h uint32) (n int, isNew bool) {
	if 2*len(t.strings) >= len(t.table) {
		t.grow()
	}
	mask := uint32(len(t.table) - 1)
	for i := h & mask; ; i = (i + 1) & mask {
		at := t.table[i]
		if at == 0 {
			t.strings = append(t.strings, s)
			t.hashes = append(t.hashes, h)
			t.table[i] = uint64(h)<<32 | uint64(len(t.strings))
			return len(t.strings) - 1, true
		}
		if n := uint32(at) - 1; uint32(at>>32) == h && t.strings[n] == s {
			return int(n), false
		}
	}
}

func (t *interner) grow() {
	t.table = make([]uint64, max(512, 2*len(t.table)))
	mask := uint32(len(t.table) - 1)
	for n, h := range t.hashes {
		i := h & mask
		for t.table[i] != 0 {
			i = (i + 1) & mask
		}
		t.table[i] = uint64(h)<<32 | uint64(n+1)
	}
}

// reset forgets all strings and keeps the memory, unless it is a lot.
func (t *interner) reset() {
	if len(t.table) > 1<<16 {
		*t = interner{}
		return
	}
	clear(t.table)
	clear(t.strings)
	t.strings, t.hashes = t.strings[:0], t.hashes[:0]
}
