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
//		lookup, err := segment.Lookup("en", "harbour", schema.Title, schema.Body)
//		if err != nil {
//			return err
//		}
//		list, err := lookup.List()
//		if err != nil {
//			return err
//		}
//		for i, document := range list.Docs() {
//			fmt.Println(document, list.Freq(i)[schema.Body])
//		}
//	}
//
// A [Reader] is the postings of an index at one moment. It has [Segment]s. Each
// segment numbers its documents from 0. A [Lookup] is a term looked up in some text
// fields of a segment, and a [List] its decoded postings. [List.Positions] reads the
// positions of the term. [List.Impacts] bounds the share of a score that each
// posting can contribute. A [Column] counts the values of a field over all articles,
// a [TitleOrder] sorts articles by title, and [Segment.Published] has their dates.
//
// Lists are decoded when a search first asks for them. A [Cache] keeps them and
// drops the least recently used. All types are safe for concurrent use but for
// [Lookup], [PositionReader] and [SpanReader], which are for one goroutine each. An
// error is a CorruptError of package index where the bytes read are not the bytes
// written.
//
// # Design
//
// Values that a search needs of every match, and not only of the hits it shows,
// stand in memory by document number after their first use. Dates and field lengths
// are kept for each segment ([Segment.Published], [Segment.Lengths]), countable
// values and title ranks for all segments together ([Reader.Column],
// [Reader.TitleOrder]). Dates and lengths are the postings of one term that all
// articles have; reading these is as quick as reading a column. Countable values and
// title ranks are made from the terms of fields: names as they are, and titles
// folded. For 12,000 articles these fields take 1.6 of the index's 89 MB.
//
// The postings differ from Bleve's own in two ways:
//
//   - Bleve's frequency of a posting holds the positions of the term, and so its count
//     (index/internal/record/positions.go). Bleve's field length of a posting holds the
//     rest of that number (index/internal/segment/postingnumber.go). So Bleve itself finds the
//     articles that hold a term, but can neither rank them nor find phrases. Byte offsets
//     are not kept: hits are analysed again when they are shown.
//   - The length of a field is kept once for an article
//     (index/internal/record/document.go), and not with each posting. It counts
//     positions, not tokens, so that the alternatives of a word ("nonprofit" beside "non",
//     "profit") do not make a text longer for the scorer.
package postings
