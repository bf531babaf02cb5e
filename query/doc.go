// Package query finds articles in an index and ranks them.
//
//	q, err := query.Parse(`musk bid -twitter after:2025`)
//	if err != nil {
//		return err
//	}
//	results, err := query.Search(ctx, news, q, query.DefaultOptions())
//	if err != nil {
//		return err
//	}
//	fmt.Println(results.Total, "articles match")
//	for _, hit := range results.Hits {
//		fmt.Printf("%.3f %s\n", hit.Score, hit.Title)
//		for _, s := range hit.Snippets {
//			fmt.Println("     ", s.Mark("[", "]", nil))
//		}
//	}
//
// A query is a string that somebody typed ([Parse], [Interpret]), a text ([Words]), or a
// value that a program makes: eleven small types behind one interface ([Query]). Each has
// a String that [Parse] reads back. [Options] say how many hits are wanted, in which
// order, and what is shown of them; without any a search only counts.
//
// # How a query moves
//
//	"musk -twitter after:2025"        a string           Interpret, Parse
//	        │
//	        ▼
//	And{Term, Not{Term}, DateRange}   a Query            or made by a program
//	        │  with the languages and words of the index
//	        ▼
//	nodes and leaves                  a plan.Plan        Compile
//	        │  by an Engine: Local for an index of newsdex
//	        ▼
//	documents and scores              of those that can get among the hits
//	        │
//	        ▼
//	Hits                              the best, with passages marked  Search
//
// [Compile] analyses the words of a query as the articles were analysed, once for each
// language that the index holds; an article is in one language and meets the query in that
// one. Words that are stop words in the most frequent language of the index are left out
// of the ranking of alternatives. They are kept in phrases, in ANDs, and where there is no
// other word. The result is a [plan.Plan], which names no index and no engine. What runs
// it is an [Engine]; [Search] compiles a query and runs it with [Local].
//
// # The score
//
// The score of an article is the sum of the scores of the clauses that match it.
// It depends on the articles in the index and on nothing else: not on segments,
// batches, the order of indexing, or what has been deleted.
//
//   - A word scores BM25F. In each of title, deck and body its frequency is
//     divided by 1 − b + b·length/average and weighted; the sum w is saturated
//     once: idf · w/(k1 + w), with idf = ln(1 + (N − n + ½)/(n + ½)), where N is
//     the number of articles, n that of articles with the word in any of the
//     fields, length the positions of the field, and average its mean over all
//     articles. [DefaultRanking] holds k1, b and the weights. There is no
//     coordination factor and no query norm.
//   - A phrase scores as a word whose frequency is the number of positions at which
//     it begins, and whose n is the number of articles that hold it: a phrase is
//     rarer than its words, and so it is worth more. With slop the frequency is the
//     number of positions of its first word from which it is found, and n is
//     greater: a phrase that asks for less is worth less.
//   - A prefix scores as one word whose frequency is the sum over the words that
//     begin so, in all their forms: its expansions are one thing, and a rare
//     misspelling among them must not outweigh the rest.
//   - A fuzzy word scores as one word whose frequency is the sum over the words
//     that are near enough in one of their forms, for the same reason: it asks for
//     one word whose spelling is not known. A nearer word does not score more, or
//     the misspelling in the query would.
//   - A clause on title, deck or body scores in that field alone, with the n of
//     that field: it asks about the field, not about the article.
//   - A boost multiplies the score of its clause, and boosts within each other
//     multiply. It changes no match. Where the nearness of two words counts, idf
//     times boost stands for the idf of each.
//   - An AND or OR scores the sum of those of its clauses that match; the
//     clauses of an AND that fails as a whole add nothing.
//   - NOT, outlet, author, url, lang and the dates say yes or no and score 0:
//     they narrow, and say nothing of how well an article fits.
//
// Two words that follow each other in an AND or OR, stop words left out, are a
// pair, and add to the score where they stand near each other: idf · p · (s/(k1 +
// s) + ½·w/(k1 + w)), idf being the mean of theirs, s the sum of the weights, as of a
// word with frequency 1, of the fields in which the second follows the first at
// once, w that of the fields in which they are within eight positions of each
// other in any order, and p the Proximity of [DefaultRanking]. It is the form of
// the sequential dependence model (Metzler and Croft, 2005), without frequencies,
// so that little needs to be read. Each pair counts once; phrases, prefixes,
// words on one field and words that an index divides have none.
//
// With [Options].Recency the sum is multiplied by ½ + ½·2^(−age/half-life): an
// article that fits much better than a newer one still comes first.
//
// Hits of one score are in the order of their IDs.
//
// # Orders and facets
//
// Hits come by score, by date ([Newest], [Oldest]) or by title ([ByTitle]), in
// which neither case nor diacritics matter. Articles without a date or a title come
// last, and those that are equal by ID.
//
// A [Facet] counts the articles that match by outlet, author, language, day, month
// or year. It counts all of them, copies and those beyond the hits too, and
// exactly. A name is counted as it is written, but for white space: "Herald" and
// "HERALD" are two. Languages are those that articles are analysed in: one that
// has no analysis of its own is among "und". Dates are in UTC, as they are for
// clauses on dates.
//
// Orders and facets look at columns in memory by document number, and at no stored
// article: one look-up and one addition for each article and facet, of those that
// match or of those that do not, whichever are fewer.
//
// # Feedback
//
// [Options].Feedback searches twice (RM3; [Feedback] names the papers). Of the
// best articles of the first search it takes the terms that stand in two of them
// at least, weighs them by their part of the text and the articles by their
// scores, and adds those with the highest weight times idf to the query, as
// further alternatives with boosts: together (1 − Weight)/Weight of the boosts of the
// query's own clauses. These score as without feedback. Explanations show
// the added terms as "feedback: …", as the index has them.
//
// An article that holds none but added words comes in where the query is one word
// or an OR, for there every word is a suggestion. It does not where the query is a
// phrase, an AND of several ranked clauses, a prefix, a fuzzy word or a clause on
// one field: such a query says what must be in the text, and added words only change
// the order. Filters and NOT hold in any case. The total counts all that come in.
//
// Feedback finds more about a subject, and makes a poor first search poorer: it
// costs when there is one right article, which is why it is off by default.
//
// # What is shown
//
// The snippets of a hit are made when it is shown, from its text, which is
// searched once more for that: the index keeps no offsets. Passages are whole
// sentences of one paragraph, as many as fit into 300 bytes, or parts of a
// sentence that is longer. The best one holds the most and the rarest of the
// query's words, close to each other, and early in the text if all else is
// equal; further ones do not overlap with it and must bring other words or
// positions. A passage that says the headline or the deck again is passed over. Words are
// marked in all the forms that match, phrases as one mark, and the words of a
// phrase only where they are the phrase.
//
// # What is bounded
//
// A query string has at most [MaxQueryBytes]. Clauses beyond the first [MaxClauses] are
// left out, parentheses deeper than 100 are read as if they were not there, and a fuzzy
// word of more than [MaxFuzzyLetters] letters is searched as it is, as are prefixes and
// fuzzy words beyond the first [MaxExpanding]; a notice says so. Boosts are at most
// [MaxBoost], also where they multiply, and slop is at most [MaxSlop].
//
// To a query that a program makes the same limits hold, and [MaxNesting]; all its
// texts together have at most a megabyte. Beyond these limits a search is an error, and
// so is a phrase with slop for whose words more than 1,000,000 positions must be tried in
// one article. [Options] cannot ask for hits beyond [MaxWindow]. Feedback reads at most
// 100 articles, 64 KB of each, and adds at most 100 words.
//
// A prefix or a fuzzy word may stand for any number of words: it takes memory for
// their terms, once, and four bytes for each article of a segment. A search stops
// soon after its context is done.
//
// # Measured: the order of the hits
//
// nDCG@10, MRR@10 for the headlines, on three classic collections and on 12,000
// news articles: 500 headlines that must find their article, whose title is not
// indexed, and 104 topics. One setting for all.
//
//	                               cranfield       cisi       cacm  headlines     topics       mean
//	Bleve, en, its default            0.5137     0.3921     0.4763     0.6422     0.3854     0.4819
//	Bleve, en, its "bm25"             0.5096     0.3964     0.3921     0.5676     0.3536     0.4438
//	Lucene's formula, k1 .9 b .4      0.5021     0.3828     0.4810     0.5960     0.4034     0.4731
//	BM25F over Porter2 tokens         0.5261     0.4016     0.5045     0.6318     0.4179     0.4964
//	newsdex without proximity         0.5224     0.4037     0.5176     0.6318     0.4168     0.4985
//	newsdex                           0.5355     0.4070     0.5301     0.6748     0.4335     0.5162
//
// Lucene's formula has newsdex's tokens and one field, title and body. Bleve has
// that field too. Porter2 stands for newsdex's formula without proximity over
// plain stems. The table is made by
//
//	NEWSDEX_DATA=folder go test ./query -run TestQuality -v -timeout 20m
//
// With feedback:
//
//	                               cranfield       cisi       cacm  headlines     topics       mean
//	nDCG@10 (headlines: MRR@10)       0.5355     0.4070     0.5301     0.6748     0.4335     0.5162
//	with feedback                     0.5564     0.4044     0.5089     0.6552     0.4468     0.5143
//	Recall@100                        0.7669     0.4471     0.6530     0.9140     0.3892     0.6340
//	with feedback                     0.7969     0.4601     0.6746     0.9240     0.3993     0.6510
//
//	NEWSDEX_DATA=folder go test ./query -run TestFeedbackQuality -v -timeout 20m
//
// With a weight of 0.8 for the query in the place of 0.7 the means with feedback are
// 0.5160 and 0.6470.
//
// # Measured: the time of a search
//
// 100,000 articles of news, 2 cores, ten ids (or-hits: ten hits; or-snippets: with
// their snippets), newsdex beside Bleve with its analyzer for English and one field,
// both in one segment. Warm is a query that was searched for twice before; first
// is one of whose words newsdex holds nothing decoded, against Bleve warm; opened
// is the first query after opening, of both. Milliseconds, medians over three
// rounds in turn; the ratios say how many times as long Bleve takes.
//
//	             newsdex   p99   Bleve   p99   warm  warm p99  first  opened    two
//	term            0.19  0.39     5.8  13.3     35        36    3.5     1.8    2.2
//	or              0.41  0.89    12.3  33.9     30        42    2.8     2.0    2.3
//	or-frequent     0.56  2.01    22.2  40.9     40        20    1.6     1.3    1.8
//	and             0.24  1.03     2.0  23.3    8.6        27    1.2     0.9    2.0
//	phrase-2        0.04  0.18     8.1   155    226       862    4.8     2.1    2.0
//	phrase-3        0.01  0.08     7.9   106    519      1083    2.6     1.5    1.2
//	prefix          0.34  3.42    11.5   138     35        40    6.1     3.1    1.8
//	fuzzy           0.30  0.74     4.8  56.2   12.0        58    3.3     1.2    2.1
//	date-or         0.54  0.82     5.7  18.9   10.6        21    5.0     1.3    1.8
//	or-hits         1.00  2.58    12.5  37.8   13.0        15    2.6     2.1    1.9
//	or-snippets     1.57  3.25    30.9   102     21        36    4.8     4.1    1.6
//	or-newest       0.52  1.13    94.4   183    180       154    114      35    1.9
//	or-facet        0.41  0.95    38.0  82.9     94        94    9.2     3.9    1.9
//	or-recency      0.38  1.29    12.3  38.0     31        29    2.8     1.4    2.0
//	or-feedback     19.0  59.4    11.5  34.6    0.6       0.5    0.3     0.3    2.6
//
// Two is how many times as much two goroutines find in a time as one, measured on
// another day than the rest, before words were decoded at once: on this day it was 1.3
// to 2.1, and Bleve's .9 to 2.2. Snippets are made by both cores already. The machine's
// speed changes from hour to hour: at a better one the milliseconds are three fifths of
// these. Ten hits with snippets take half a millisecond more than without, and hits a
// third of one more than their ids, for reading the articles. An OR by ids with a facet
// takes some 1.25 times as long as one without.
//
// First use is slower than Bleve for feedback: newsdex also reads positions, which Bleve
// does not; and where all articles are of the same few words, as those
// that recombine the five examples, the first OR of some takes twice as long as Bleve's,
// for the same reason. As the first query of all an AND takes 2.5 ms where Bleve's takes
// 2.2: each block of a file is held against its checksum before a byte of it is used,
// and Bleve has none. Bleve has no recency and no feedback, and runs the plain OR there.
//
//	NEWSDEX_NEWS=articles.jsonl NEWSDEX_BENCH_DIR=folder NEWSDEX_SPEED=100000 \
//		go test ./query -run TestSpeed -v -timeout 60m
//
// Three fifths of the time for snippets go into finding the words, of which only
// those are looked up that begin like one of the query's: some 0.03 ms for an
// article of 5 KB.
//
//	go test ./query/internal/show -run '^$' -bench Snippets
package query
