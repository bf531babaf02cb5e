// Package postings answers which articles of an index hold a word, where in them, and
// how often. It is for engines that rank and filter, of which package query has one;
// programs that search use package query.
//
//	s, err := news.Snapshot()
//	if err != nil {
//		return err
//	}
//	defer s.Close()
//	for _, segment := range s.Postings().Segments() {
//		word, err := segment.Word("en", "harbour", schema.Title, schema.Body)
//		if err != nil {
//			return err
//		}
//		list, err := word.List()
//		if err != nil {
//			return err
//		}
//		for i, document := range list.Docs() {
//			fmt.Println(document, list.Freq(i)[schema.Body])
//		}
//	}
//
// A [Reader] is the postings of an index at one moment. It has [Segment]s, each with
// documents numbered from 0. Of a segment a [Word] is a term of some text fields that
// was looked up, and a [List] its decoded postings; [List.Positions] reads where the
// word stands, and [List.Impacts] bounds the part of a score that each posting can
// give. A [Column] counts the values of a field over all articles, a [TitleOrder]
// sorts by title, [Segment.Published] has the dates.
//
// Lists are decoded when a search first asks for them and kept in a [Cache] by use.
// Everything is safe for concurrent use but a [PositionReader] and a [SpanReader],
// which are for one goroutine each. An error is a CorruptError of package index, where
// what is read is not what was written.
//
// # Design
//
// What is needed of every article that matches, and not only of the hits, stands
// in memory by document number, once it is first asked for: its date and the
// lengths of its fields for a segment ([Segment.Published], [Segment.Lengths]),
// and for all segments together the values to be counted and the rank of its
// title ([Reader.Column], [Reader.TitleOrder]). Dates and lengths are each the
// postings of one term that all articles have, which is as quick as a column of
// one's own; the others are made from the terms of fields: names as they are, and
// titles folded. For 12,000 articles these fields take 1.6 of the index's 89 MB.
//
// Postings are not quite Bleve's own:
//
//   - The number beside a posting of a word, which Bleve takes for its frequency,
//     says where the word is, and so how often (record/positions.go), together with the one
//     that it takes for the length of the field (segment/number.go). So Bleve itself
//     finds the articles that hold a word, but neither ranks them nor finds phrases.
//     Byte offsets are not kept: the hits that are shown are analysed again.
//   - The length of a field is kept once for an article (record/frequencies.go), and not with
//     each posting. It counts positions, not tokens, so that the alternatives of a
//     word ("nonprofit" beside "non", "profit") do not make a text longer for the
//     scorer.
package postings
