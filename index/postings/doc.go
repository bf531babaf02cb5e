// Package postings tells which articles of an index hold a term, at which positions,
// and how often. It is for engines that rank and filter; package query is one.
// Programs that search use package query.
//
//	s, err := news.Snapshot()
//	if err != nil {
//		return err
//	}
//	defer s.Close()
//	for _, segment := range s.Postings().Segments() {
//		list, err := segment.Packed("en", "harbour")
//		if err != nil {
//			return err
//		}
//		if list == nil {
//			continue // no article of the segment has it
//		}
//		var c packed.Cursor
//		c.Reset(list)
//		for ok := c.Seek(0); ok; ok = c.Next() {
//			fmt.Println(c.Doc(), c.Freq(packed.Body, c.Index()))
//		}
//		if err := c.Err(); err != nil {
//			return err
//		}
//	}
//
// A [Reader] is the postings of an index at one moment. It has [Segment]s. Each
// segment numbers its documents from 0. [Segment.Packed] is the list of a term in the text
// fields as it lies in the file: its documents, deleted ones too, its frequencies, its
// positions and bounds of its scores (package packed). A list must not be read when the
// reader is closed. A [Column] counts the values of a field over all articles, a
// [TitleOrder] sorts articles by title, and [Segment.Published] has their dates.
//
// A [Cache] keeps the lists that searches derive ([Segment.Derive]) and drops the least
// recently used. All types are safe for concurrent use but for [TermReader], which is for
// one goroutine. An error is a CorruptError of package index where the bytes read are not
// the bytes written.
//
// # Design
//
// Postings and columns are read from the files of segments (index/internal/segment),
// which the system maps into memory. The numbers that a search needs of every match, and
// not only of the hits it shows, stand in columns by document number: dates, lengths of
// fields, and ranks of IDs ([Segment.Published], [Segment.FieldLengths],
// [Segment.IDOrder]). Countable values and title ranks belong to all segments together
// ([Reader.Column], [Reader.TitleOrder]). They are made from the terms of fields on first
// use: names as they are, and titles folded.
//
// The length of a field is kept once for an article, and not with each posting. It counts
// positions, not tokens, so that the alternatives of a word ("nonprofit" beside "non",
// "profit") do not make a text longer for the scorer. Byte offsets are not kept: hits are
// analysed again when they are shown.
package postings
