package record

// An Interner numbers distinct strings from 0 in the order in which they come. It is
// an open-addressing hash table, which is cheaper to clear and reuse than a map. The
// zero value is ready to use. It is for one goroutine.
type Interner struct {
	Strings []string // by number
	Hashes  []uint32 // by number
	table   []uint64 // hash<<32 | number+1, or 0 where free; its length is a power of two
}

// Number returns the number of s, whose hash is h, and whether s is new.
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

// grow makes a larger table.
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

// reset removes all strings. It keeps the memory, unless that is large.
func (t *Interner) reset() {
	if len(t.table) > 1<<16 {
		*t = Interner{}
		return
	}
	clear(t.table)
	clear(t.Strings)
	t.Strings, t.Hashes = t.Strings[:0], t.Hashes[:0]
}
