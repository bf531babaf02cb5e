// Package packed encodes posting lists so that a search reads them as they lie, without
// decoding a list before its first use.
//
//	var e packed.Encoder
//	e.Reset(norms)
//	e.Add(7, [packed.Fields]uint32{packed.Title: 1}, []schema.Span{{Pos: 3, End: 4}})
//	places, list := e.Finish()
//
//	l, err := packed.Open(data, blocks, at, size)
//	c := packed.NewCursor(l)
//	for ok := c.Seek(0); ok; ok = c.Next() {
//		fmt.Println(c.Doc(), c.Freq(packed.Title))
//	}
//	return c.Err()
//
// # A list
//
// A list holds the documents of a term in ascending order, and for each the term's
// frequency and positions in up to three fields. Its bytes are
//
//	positions, list
//
// and its offset is that of the list. A list is
//
//	number of postings, size of the positions in bytes
//	an entry for each block of 128 postings
//	the blocks
//	the tail: its impact, its size in bytes, its postings
//
// Numbers are varints of package binary unless a size is given, and then the lowest byte
// is first. An entry has 16 bytes:
//
//	4  the last document of the block
//	4  the end of the block, from the first block on
//	4  the end of the block's positions, from the first position on
//	1  the impact: an upper bound of the block's scores ([Norms])
//	3  four widths of 6 bits: of documents, and of frequencies in title, deck and body
//
// A block has its documents and then its frequencies by field, body first, packed at
// their widths (bits.go). A document is its difference, less one, to the document before. If that takes less
// room, the documents are a bitmap instead, and their width is 63: a word of 8 bytes for
// each 64 documents, from that of the document behind the last of the block before to
// that of the last, then a byte for each word, the number of documents before it. The
// postings behind the last block are the tail: for each
//
//	difference × 2 + (1 if the term is in the body alone, once), else the frequencies
//
// # Positions
//
// The positions of a block are in four groups of 32 postings. A position is its
// difference to the position before in its field. The groups are packed at a width of
// their own:
//
//	1     1 if the offsets have 4 bytes, else 0
//	3 × 2 or 3 × 4    offsets of the groups but the first, from the first one on
//	4     the width of each group, plus 128 if a number of covered positions, less one,
//	      stands behind each position
//
// The positions of the tail are
//
//	difference × 2 + (1 if it covers several positions, whose number less one follows)
//
// So the positions of any posting are read without those of other blocks.
package packed
