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
// value that a program makes: eleven small types behind one interface ([Query]). [Parse]
// reads the String of each. [Options] set the number of hits, their order and the parts
// that are shown; the zero value only counts, as [Count] does.
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
//	documents and scores              of articles that may be among the hits
//	        │
//	        ▼
//	Hits                              the best, with passages marked  Search
//
// [Compile] analyses the words of a query as the articles were analysed, once for each
// language of the index. An article has one language, and matches the query in that
// language. Stop words of the most frequent language of the index are left out of
// alternatives, unless there is no other word. They are kept in phrases and ANDs. The
// result is a [plan.Plan], which refers to no index and no engine. An [Engine] runs it;
// [Search] compiles a query and runs it with [Local].
//
// # The score
//
// The score of an article is the sum of the scores of the clauses that match it.
// It depends only on the articles in the index, and not on segments, batches, the order
// of indexing, or deleted articles.
//
//   - A word scores BM25F. In each of title, deck and body its frequency is
//     divided by 1 − b + b·length/average and weighted. The sum w is saturated
//     once: idf · w/(k1 + w), with idf = ln(1 + (N − n + ½)/(n + ½)). N is the
//     number of articles, n the number of articles with the word in any of the
//     fields, length the number of words of the field without stop words, and
//     average its mean over all articles. [DefaultRanking] returns k1, b and the weights. There is
//     no coordination factor and no query norm.
//   - A phrase scores as a word. Its frequency is the number of positions at which
//     it begins, and n is the number of articles with the phrase. A phrase is
//     rarer than its words, and so scores more. With slop the frequency is the
//     number of positions of its first word from which it matches, and n is
//     greater, so that the phrase scores less.
//   - A prefix scores as one word. Its frequency is the sum over the words that
//     begin with it, in all their inflected forms: a rare misspelling among them
//     must not outweigh the others.
//   - A fuzzy word scores as one word. Its frequency is the sum over the words with
//     a form within its edits, for the same reason. A nearer word does not score
//     more, or the misspelling in the query would.
//   - A clause on title, deck or body scores in that field alone, and n counts the
//     articles with the word in that field.
//   - A boost multiplies the score of its clause, and nested boosts multiply. It
//     changes no match. In the score of a pair, idf times boost takes the place
//     of the idf of each word.
//   - An AND or OR scores the sum of its matching clauses. The clauses of an AND
//     that does not match add nothing.
//   - NOT, outlet, author, url, lang and the dates score 0. They only restrict the
//     matches.
//
// Two words that follow each other in an AND or OR, without stop words, are a pair. A
// pair adds to the score of articles in which the words are near each other:
// idf · p · (s/(k1 + s) + ½·w/(k1 + w)). Here idf is the mean of the words' idfs, and p
// the Proximity of [DefaultRanking]. s is the sum of the weights of the fields in which the
// second word directly follows the first. w is the same sum over the fields in which the
// words are within eight positions of each other, in any order. The weight of a field is
// that of a word with frequency 1, times length/(length + 8): in a title any two words are
// near each other, and so they are in a notice of thirty words. The features are those of
// the sequential dependence model (Metzler and Croft, 2005), but without frequencies, so
// that few positions are read.
// Each pair counts once. Phrases, prefixes, words on one field, and words that an index
// divides have no pairs.
//
// With [Options].Recency the sum is multiplied by ½ + ½·2^(−age/half-life). An article
// with a much higher score than a newer one still comes first.
//
// Hits with equal scores are ordered by ID.
//
// # Orders and facets
//
// Hits are ordered by score, by date ([Newest], [Oldest]) or by title ([ByTitle]). The
// order by title ignores case and diacritics. Articles without a date or a title come
// last, and equal ones are ordered by ID.
//
// A [Facet] counts the matches by outlet, author, language, day, month or year. The
// counts are exact, and include copies and articles beyond the hits. A name is counted
// as it is written, but for white space: "Herald" and "HERALD" are two. Languages are
// the languages of analysis; a language without an analyzer of its own is counted as
// "und". Dates are in UTC, as in clauses on dates.
//
// Orders and facets read columns in memory by document number, and no stored article. A
// facet takes one lookup and one addition for each match, or for each article that does
// not match, whichever are fewer.
//
// # Pages
//
// [Results].Next is a token for the next page, and [Options].After takes it. It holds the
// place of the last hit in the order, its score or date or title and its ID ([SortKey]),
// with digests of the query and of the options that decide the order. Nothing is kept on
// the side of the index. The pages together are the hits of one large page: a text that was
// on an earlier page does not come again as a copy, because its other articles are found by
// their fingerprint and each is placed in the order by itself.
//
// A search keeps only the candidates behind the place, and reads only their articles. In the
// orders by date and title the matches before it are passed by, and a page takes as long as
// the first. By score they are scored, but most without their positions: the deepest page
// takes as long as scoring all matches once. With Offset a search ranks and reads all hits
// that it passes over.
//
// # Feedback
//
// [Options].Feedback searches twice (RM3; [Feedback] names the papers). It takes the
// terms that at least two of the best articles of the first search have in common. Terms
// are weighted by their share of the text, and articles by their scores. The terms with
// the highest weight times idf are added to the query as further alternatives. Their
// boosts sum to (1 − Weight)/Weight times the boosts of the query's own clauses, which
// score as without feedback. Explanations show an added term, as the index has it, as
// "feedback: …".
//
// If the query is one word or an OR, an article with added words alone is a match: each
// word of such a query is optional. If the query is a phrase, an AND of several ranked
// clauses, a prefix, a fuzzy word or a clause on one field, added words only change the
// order of the matches. Filters and NOT hold in any case. The total counts all matches.
//
// Feedback finds more articles about a subject. It makes a poor first search poorer, and
// lowers the rank of a single right article. So it is off by default.
//
// # What is shown
//
// The snippets of a hit are made when it is shown. Its text is analysed again, because
// the index keeps no byte offsets. A passage is as many whole sentences of one paragraph
// as fit into 300 bytes, or a part of a longer sentence. The best passage has the most
// and the rarest of the query's words, close to each other; among equal passages it is
// the first in the text. Further passages do not overlap it, and words that are shown
// already count less in them. A sentence that repeats the headline or the deck is not
// shown. Words are marked in all matching forms. A phrase is one mark, and its words are
// marked only where they are the phrase.
//
// # Empty queries
//
// A program that makes a query of the filters of a form may leave it empty. An empty AND
// that matched everything would delete an index. So queries without content are errors,
// wherever they are in a query. [Parse] never returns one.
//
//	And{}, Or{}                         an error; All and Not{All} say what is meant
//	Not, Field or Boost without Of      an error
//	Term, Phrase, Prefix, Fuzzy with    an error
//	  no letter, digit or symbol
//	DateRange{}                         an error; one end may be open
//	DateRange that ends before it       no article, as in other engines
//	  begins
//	Term or Phrase whose words the      no article
//	  analysis drops
//	Words of a text without a word      Or{}, and so an error
//	a nil Query                         an error
//
// The error of such a query, of a query or options beyond a limit, and of a string that
// [Parse] cannot read wraps [ErrInvalid].
//
// # What is bounded
//
// A query string has at most [MaxQueryBytes]. Clauses beyond the first [MaxClauses] are
// left out. Parentheses deeper than 100 are ignored. A fuzzy word of more than
// [MaxFuzzyLetters] letters is searched as a plain word, and so are prefixes and fuzzy
// words beyond the first [MaxExpanding]. A notice reports each of these. Boosts and their
// products are at most [MaxBoost], and slop is at most [MaxSlop].
//
// The same limits apply to a query that a program makes. Its clauses are nested to at
// most [MaxNesting], and its texts have at most 128 KB in total. A search beyond these
// limits fails with a [*QueryError]. So does a phrase with slop for which more than
// 1,000,000 positions would be tried in one article. A page has at most [MaxWindow]
// hits, and Offset reaches no further; After does. Feedback reads at most 100 articles,
// 64 KB of each text, and adds at most 100 words.
//
// A prefix or a fuzzy word may expand to any number of words. It takes memory for their
// terms, once, and four bytes for each article of a segment.
//
// All functions with a context return within some 50 ms after it is done: a query at
// these limits, cancelled at any moment, over 12,000 articles on 2 cores. [Parse] and
// [Interpret] take some milliseconds for the longest string.
//
//	NEWSDEX_LONG=1 NEWSDEX_CANCEL_INDEX=news.idx go test ./query -run TestCancel
//
// # Measured: the order of the hits
//
// nDCG@10, and MRR@10 for headlines, on four classic collections and on 12,000 news
// articles. 500 headlines must find their articles, whose titles are not indexed; 104
// topics have judgements. All have the same parameters.
//
//	                               cranfield       cisi       cacm        npl  headlines     topics       mean
//	Bleve, en, its default            0.5137     0.3921     0.4763     0.4345     0.6422     0.3854     0.4740
//	Bleve, en, its "bm25"             0.5096     0.3964     0.3921     0.3857     0.5676     0.3536     0.4341
//	Lucene's formula, k1 .9 b .4      0.5075     0.3861     0.4889     0.4455     0.6020     0.4057     0.4726
//	BM25F over Porter2 tokens         0.5261     0.4016     0.5045     0.4532     0.6318     0.4179     0.4892
//	newsdex without proximity         0.5278     0.4158     0.5169     0.4534     0.6380     0.4186     0.4951
//	newsdex                           0.5344     0.4161     0.5290     0.4527     0.6620     0.4301     0.5041
//
// The parameters are chosen so that no collection loses by them. With a Proximity of 0.3
// headlines gain a further .012, and npl, whose articles have thirty words, loses .005.
//
// Lucene's formula and Bleve have one field of title and body; Lucene's formula has
// newsdex's tokens. The line of Porter2 tokens is newsdex's formula without proximity
// over plain stems. The table is made by
//
//	NEWSDEX_DATA=folder go test ./query -run TestQuality$ -v -timeout 20m
//
// With feedback:
//
//	                               cranfield       cisi       cacm        npl  headlines     topics       mean
//	nDCG@10 (headlines: MRR@10)       0.5344     0.4161     0.5290     0.4527     0.6620     0.4301     0.5041
//	with feedback                     0.5629     0.4181     0.5054     0.4615     0.6454     0.4413     0.5058
//	Recall@100                        0.7698     0.4446     0.6571     0.6143     0.9160     0.3885     0.6317
//	with feedback                     0.8007     0.4585     0.6789     0.6309     0.9260     0.3995     0.6491
//
//	NEWSDEX_DATA=folder go test ./query -run TestFeedbackQuality -v -timeout 20m
//
// Other languages: 132 pages of 91 publishers, whose headlines must find the paragraphs of
// their articles. The others are 18 languages in one index. Plain words are newsdex's
// formula without proximity over words in lower case; Bleve has its "bm25", and the
// analyzer of the language or its standard one.
//
//	nDCG@10     articles  paragraphs   newsdex  no pairs plain words       Bleve
//	German            57         745    0.6677    0.6686      0.6376      0.6679
//	English           44        1187    0.7984    0.7991      0.7331      0.7937
//	others            31         564    0.7673    0.7669      0.6443      0.7602
//
//	NEWSDEX_DATA=folder go test ./query -run TestQualityLanguages -v
//
// # Measured: the time of a search
//
// Medians in milliseconds for 100,000 news articles, 680 MB of JSON Lines, on 2 cores, beside
// Lucene 10.6 and Tantivy 0.27 on one field of title and body: ten IDs (or-hits: ten hits;
// or-snippets: ten hits with snippets), one goroutine, three rounds in turn. First: each
// query comes once after opening, as the queries of users do. Warm: it was searched before.
// newsdex reads positions for the nearness of words and counts all matches in every class.
// Lucene and Tantivy do neither, but for or-total and the counts.
//
//	                      first                         warm
//	               newsdex  Lucene  Tantivy      newsdex  Lucene  Tantivy
//	term             0.061   0.089    0.041        0.024   0.079    0.026
//	or-2             0.379   0.110    0.189        0.335   0.107    0.182
//	or-3-5           0.702   0.194    0.367        0.650   0.175    0.377
//	or-frequent       1.85   0.534     1.72         1.84   0.507     1.66
//	and-2            0.336   0.113    0.067        0.322   0.093    0.049
//	and-3            0.433   0.155    0.108        0.423   0.139    0.090
//	and-frequent      1.88   0.516    0.316         1.84   0.498    0.313
//	phrase-2          1.26   0.460    0.626        0.014   0.430    0.574
//	phrase-3          1.11   0.547    0.529        0.012   0.544    0.436
//	phrase-3-stop     5.49    1.15     1.38        0.013    1.10     1.37
//	prefix            1.27   0.077    0.427        0.123   0.043    0.423
//	fuzzy-1          0.746   0.242    0.248        0.185   0.218    0.239
//	fuzzy-2           2.09    1.63     1.24         1.22    1.56     1.18
//	date-or          0.534   0.257    0.599        0.485   0.205    0.604
//	or-newest        0.450   0.707    0.642        0.413   0.708    0.640
//	or-top100         1.47   0.389    0.673         1.51   0.375    0.665
//	or-offset1000     5.43   0.845     1.50         5.44   0.833     1.50
//	or-total         0.758   0.819    0.441        0.651   0.821    0.424
//	or-count         0.144   0.088    0.168        0.113   0.052    0.147
//	and-count        0.081   0.051    0.062        0.062   0.037    0.048
//	or-hits          0.956   0.582    0.638        0.845   0.515    0.493
//	or-snippets       1.41    2.57     2.03         1.23    2.46     1.99
//	or-facet         0.744    1.94    0.685        0.690    1.92    0.680
//
// So newsdex is ahead in orders by date and snippets, and in phrases that were searched
// before, which it keeps; it is behind in ANDs, ORs and pages by Offset, two to six times,
// and in a prefix, which it ranks by the words that it stands for.
// With [Options].CountUpTo the union of an OR is not counted where one word has more articles.
// Without nearness ([Ranking].Proximity 0) or-2 takes 0.28 ms at first, or-3-5 0.48,
// or-frequent 0.87, and-2 0.22, and-3 0.34 and and-frequent 0.85. The first query after
// opening takes 0.1 to 0.7 ms more, and a phrase with stop words 3.4 ms. With a cache of 0
// bytes phrases, prefixes and fuzzy words take their first time each time, and all else the
// same. The programs that drive Lucene and Tantivy are not part of newsdex. Beside Bleve:
//
//	NEWSDEX_NEWS=articles.jsonl NEWSDEX_BENCH_DIR=folder NEWSDEX_SPEED=100000 \
//		go test ./query -run TestSpeed -v -timeout 60m
//
// Ten hits of an OR of three words, as IDs, take 0.27 ms of processor time on the first page,
// 0.64 on the hundredth by [Options].After and 2.1 by Offset, in 12,000 news articles; by date
// 0.09, 0.09 and 0.85; and with their articles, by score, 0.52, 0.94 and 31. The five hundredth
// page by score takes 1.0 ms by After and 3.3 by Offset.
//
//	NEWSDEX_NEWS=articles.jsonl go test ./query -run '^$' -bench Pages
//
// Three fifths of the time for snippets are spent on finding the words, some 0.03 ms for
// an article of 5 KB. Only words that begin like a word of the query are looked up.
//
//	go test ./query/internal/show -run '^$' -bench Snippets
package query
