package bolt

import (
	"encoding/binary"
	"fmt"
	"hash/fnv"
	"math"
)

// A file consists of pages of one size, whose numbers are their places. Each begins with
//
//	number 8 bytes, kind 2, count of elements 2, count of pages behind it that belong to it 4
//
// Pages 0 and 1 are the two meta pages, written in turn:
//
//	magic 4, version 4, size of a page 4, flags 4, root bucket 16, page of the free list 8,
//	number of pages 8, transaction 8, checksum of these bytes (FNV-1a) 8
//
// The valid one with the higher transaction counts. A bucket is the number of its root
// page, 8 bytes, and a counter of 8. If the number is 0 the page itself follows. A branch
// page has elements of the offset of a key from the element, 4 bytes, its size, 4, and
// the number of a page, 8. A leaf page has elements of flags (1: the value is a bucket),
// offset of a key, its size, and the size of the value behind it, each 4 bytes. All
// numbers have the byte order of the machine. The free list is a page with the numbers
// of unused pages, 8 bytes each; if its count is 65535, the first number is the count.

var order = binary.NativeEndian

const (
	magic    = 0xED0CDAED
	version  = 2
	header   = 16 // bytes of the header of a page, of an element, and of a bucket
	metaSize = 64

	branchPage = 0x01
	leafPage   = 0x02
	freePage   = 0x10
	subBucket  = 0x01 // flag of an element
	noFreeList = math.MaxUint64
	maxDepth   = 32 // of pages below a bucket, and of buckets in buckets
)

// invalid returns the error for a file that is not as bbolt writes it.
func invalid(format string, args ...any) error {
	return fmt.Errorf("it is no valid file of bbolt: %s", fmt.Sprintf(format, args...))
}

// A file is a file in memory.
type file struct {
	data     []byte
	pageSize uint64
	pages    uint64   // number of pages
	used     []uint64 // a bit for each page that was read: each is read once
}

// A Bucket is a map of keys to values and to other buckets. Each bucket of a file may be
// walked once.
type Bucket struct {
	file   *file
	root   uint64 // number of the root page, 0 for an inline bucket
	inline []byte // the page of an inline bucket
}

// Open returns the root bucket of a file.
func Open(data []byte) (Bucket, error) {
	m, err := newestMeta(data)
	if err != nil {
		return Bucket{}, err
	}
	f := &file{data: data, pageSize: m.pageSize, pages: m.pages, used: make([]uint64, m.pages/64+1)}
	return Bucket{file: f, root: m.root}, nil
}

// newestMeta returns the meta page that counts. All pages that it tells of are in the
// file.
func newestMeta(data []byte) (best meta, err error) {
	found := false
	for at := range metaPlaces(data) {
		m, ok := readMeta(data[at:])
		if ok && (!found || m.transaction > best.transaction) {
			best, found = m, true
		}
	}
	switch size := best.pageSize; {
	case !found:
		return best, invalid("it has no meta page")
	case size < 512 || size > 1<<20 || size&(size-1) != 0:
		return best, invalid("its pages have %d bytes", size)
	case best.pages > uint64(len(data))/size:
		return best, invalid("it has fewer than %d pages", best.pages)
	}
	return best, nil
}

// metaPlaces yields the offsets at which a meta page may be: the first, and the second
// for each size of pages.
func metaPlaces(data []byte) func(func(int) bool) {
	return func(yield func(int) bool) {
		if len(data) < header+metaSize || !yield(0) {
			return
		}
		for at := 512; at <= 1<<20 && at+header+metaSize <= len(data); at *= 2 {
			if !yield(at) {
				return
			}
		}
	}
}

// A meta is the content of a meta page.
type meta struct{ pageSize, root, free, pages, transaction uint64 }

// readMeta reads a meta page, and reports whether its checksum is right.
func readMeta(page []byte) (meta, bool) {
	b := page[header:][:metaSize]
	sum := fnv.New64a()
	sum.Write(b[:metaSize-8])
	if order.Uint32(b) != magic || order.Uint32(b[4:]) != version || order.Uint64(b[metaSize-8:]) != sum.Sum64() {
		return meta{}, false
	}
	return meta{
		pageSize: uint64(order.Uint32(b[8:])), root: order.Uint64(b[16:]), free: order.Uint64(b[32:]),
		pages: order.Uint64(b[40:]), transaction: order.Uint64(b[48:]),
	}, true
}

// page returns the bytes of a page and of those that belong to it.
func (f *file) page(n uint64) ([]byte, error) {
	if n < 2 || n >= f.pages {
		return nil, invalid("it names page %d of %d", n, f.pages)
	}
	b := f.data[n*f.pageSize:]
	more := uint64(order.Uint32(b[12:]))
	if order.Uint64(b) != n || more >= f.pages-n {
		return nil, invalid("page %d has a wrong header", n)
	}
	for i := n; i <= n+more; i++ {
		if f.isUsed(i) {
			return nil, invalid("it names page %d more than once", i)
		}
		f.used[i>>6] |= 1 << (i & 63)
	}
	return b[:(1+more)*f.pageSize], nil
}

func (f *file) isUsed(n uint64) bool { return f.used[n>>6]&(1<<(n&63)) != 0 }

// An Entry is a key of a bucket with its value, or with the bucket that it names.
type Entry struct {
	Key    []byte  // not empty
	Value  []byte  // the bytes behind the key
	Bucket *Bucket // the bucket that Value describes, nil if it is a value
}

// Entries returns the entries of a bucket in the order of their keys. They share the
// bytes of the file.
func (b *Bucket) Entries() ([]Entry, error) {
	if b.root == 0 {
		return b.file.entries(nil, b.inline, 0)
	}
	page, err := b.file.page(b.root)
	if err != nil {
		return nil, err
	}
	return b.file.entries(nil, page, 0)
}

// entries appends the entries of a page and of the pages below it.
func (f *file) entries(all []Entry, page []byte, depth int) ([]Entry, error) {
	if len(page) < header || depth > maxDepth {
		return nil, invalid("a bucket has no page, or too many on top of each other")
	}
	kind, count := order.Uint16(page[8:]), int(order.Uint16(page[10:]))
	if header+count*header > len(page) {
		return nil, invalid("a page has %d elements", count)
	}
	for i := range count {
		e := page[header+i*header:]
		switch kind {
		case branchPage:
			below, err := f.page(order.Uint64(e[8:]))
			if err == nil {
				all, err = f.entries(all, below, depth+1)
			}
			if err != nil {
				return nil, err
			}
		case leafPage:
			at, key, value := uint64(order.Uint32(e[4:])), uint64(order.Uint32(e[8:])), uint64(order.Uint32(e[12:]))
			if at+key+value > uint64(len(e)) || key == 0 {
				return nil, invalid("an element is outside its page")
			}
			entry := Entry{Key: e[at:][:key:key], Value: e[at+key:][:value:value]}
			if order.Uint32(e)&subBucket != 0 {
				if value < header {
					return nil, invalid("a bucket is cut off")
				}
				entry.Bucket = &Bucket{file: f, root: order.Uint64(entry.Value), inline: entry.Value[header:]}
			}
			all = append(all, entry)
		default:
			return nil, invalid("a page has the kind %d", kind)
		}
	}
	return all, nil
}

// Find returns the first entry with a key, and whether there is one.
func Find(entries []Entry, key string) (Entry, bool) {
	for _, e := range entries {
		if string(e.Key) == key {
			return e, true
		}
	}
	return Entry{}, false
}

// Check returns an error unless bbolt can open and change a file: all of its pages and
// its free list are valid, and none is used twice.
func Check(data []byte) error {
	root, err := Open(data)
	if err != nil {
		return err
	}
	if err := root.checkAll(0); err != nil {
		return err
	}
	m, err := newestMeta(data)
	if err != nil || m.free == noFreeList {
		return err
	}
	page, err := root.file.page(m.free)
	if err != nil {
		return err
	}
	count, list := uint64(order.Uint16(page[10:])), page[header:]
	if count == math.MaxUint16 {
		count, list = order.Uint64(list), list[8:]
	}
	if order.Uint16(page[8:]) != freePage || count > uint64(len(list))/8 {
		return invalid("its free list has %d pages", count)
	}
	for i := range count {
		n := order.Uint64(list[8*i:])
		if n < 2 || n >= m.pages || root.file.isUsed(n) {
			return invalid("its free list names page %d", n)
		}
		root.file.used[n>>6] |= 1 << (n & 63)
	}
	return nil
}

// checkAll reads a bucket and all buckets in it.
func (b *Bucket) checkAll(depth int) error {
	if depth > maxDepth {
		return invalid("it has buckets in buckets without end")
	}
	entries, err := b.Entries()
	if err != nil {
		return err
	}
	for _, e := range entries {
		if e.Bucket == nil {
			continue
		}
		if err := e.Bucket.checkAll(depth + 1); err != nil {
			return err
		}
	}
	return nil
}
