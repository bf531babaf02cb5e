package record

// An Interner numbers distinct strings from 0 in the order in which they come:
// an open-addressing table that is cheap to use again, which a map is not. The
// zero value is ready to use.
type Interner struct {
	Strings []string
	Hashes  []uint32
	table   []uint64 // 1 + number, and above it the hash, 0 where free; a power of two long
}

// Number returns the number of s, which has the hash h, and whether it is new.
func (t *Interner) Number(s string, h uint32) (n int, isNew bool) {
	if 2*len(t.Strings) >= len(t.table) {
		t.grow()
	}
	mask := uint32(len(t.table) - 1)
	for i := h & mask; ; i = (i + 1) & mask {
		at := t.table[i]
		if at == 0 {
			t.Strings = append(t.Strings, s)
			t.Hashes = append(t.Hashes, h)
			t.table[i] = uint64(h)<<32 | uint64(len(t.Strings))
			return len(t.Strings) - 1, true
		}
		if n := uint32(at) - 1; uint32(at>>32) == h && t.Strings[n] == s {
			return int(n), false
		}
	}
}

func (t *Interner) grow() {
	t.table = make([]uint64, max(512, 2*len(t.table)))
	mask := uint32(len(t.table) - 1)
	for n, h := range t.Hashes {
		i := h & mask
		for t.table[i] != 0 {
			i = (i + 1) & mask
		}
		t.table[i] = uint64(h)<<32 | uint64(n+1)
	}
}

// reset forgets all strings and keeps the memory, unless it is a lot.
func (t *Interner) reset() {
	if len(t.table) > 1<<16 {
		*t = Interner{}
		return
	}
	clear(t.table)
	clear(t.Strings)
	t.Strings, t.Hashes = t.Strings[:0], t.Hashes[:0]
}
