package ingest

import (
	"bytes"
	"math/bits"
	"strings"
	"unicode/utf8"
)

// callStarts are the first words of the English calls below, and callWords
// fragments of which one stands in each of them. The fragments lack their first
// letters, which may be capitals.
var (
	callStarts = wordSet("share leave post drop add write tell let sound give weigh comment have subscribe sign register join " +
		"follow like click tap read see view sharing liking please and but so now also then feel don't be make why remember to for stay if consider help what do")
	callWords = newFinder(
		"omment", "hare your", "haring this", "hare this", "iking this", "ike this", "ubscri", "ewsletter", "ollow us", "ike us", "ign up", "egister",
		"oin the", "oin our", "et us know", "lick ", "ap here", "ap on", "ead the", "ee the", "iew the", "ur say", "hare the", "hare our",
	)
)

// callStartsElsewhere are the first words of the calls of other languages. They
// begin few other sentences.
var callStartsElsewhere = wordSet("folgen folge folgt abonnieren abonniere melden teilen schreiben diskutieren " +
	"n'hésitez suivez-nous abonnez-vous inscrivez-vous partagez partager laissez-nous dites-nous réagissez " +
	"recevez síguenos siguenos sigue regístrate suscríbete suscríbase únete comparte déjanos cuéntanos " +
	"siga-nos siga receba inscreva-se assine compartilhe deixe entre seguici ricevi iscriviti condividi lasciaci scrivici facci " +
	"подписывайтесь подпишитесь подпишись читайте следите поделитесь присоединяйтесь оставляйте пишите " +
	"bizi bültenimize kanalımıza görüşlerinizi yorumlarınızı düşüncelerinizi")

// mayCall spares most paragraphs the expressions: one of its sentences must
// begin with one of callStarts and hold one of callWords, or begin with one of
// callStartsElsewhere.
func mayCall(s string) bool {
	start := 0
	for end := nextClauseEnd(s, 1); end <= len(s); end = nextClauseEnd(s, end+1) {
		var buf [64]byte
		word := firstWord(buf[:0], s[start:end])
		if len(word) > 1 && beginsCall.may(word) &&
			(callStarts[string(word)] && callWords.in(s[start:end]) || callStartsElsewhere[string(word)]) {
			return true
		}
		start = end + 1
	}
	return false
}

// beginsCall has the words of both sets, so that few others need be looked up.
var beginsCall = func() (begins wordFilter) {
	for _, words := range []map[string]bool{callStarts, callStartsElsewhere} {
		for w := range words {
			begins.add(w)
		}
	}
	return begins
}()

// A wordFilter tells most words that a set does not have, by their length and three
// of their letters.
type wordFilter [1 << 11]bool

// add adds a word of two bytes or more.
func (f *wordFilter) add(word string) { f[filterPlace(word)] = true }

// may reports, without false negatives, whether a word of two bytes or more is one.
func (f *wordFilter) may(word []byte) bool { return f[filterPlace(word)] }

func filterPlace[T string | []byte](w T) int {
	n := len(w)
	return (n*131 ^ int(w[0])*29 ^ int(w[1])*67 ^ int(w[n-1])*7) & (1<<11 - 1)
}

// nextClauseEnd returns the place of the next space of s, from byte i on, before
// which a sentence may end, or the end of s; beyond that, one more than its length.
func nextClauseEnd(s string, i int) int {
	for i+8 <= len(s) {
		// Spaces after anything but letters: most words are passed over.
		x := eightBytes(s, i-1)
		others := ^x<<1&highBits | bytesLike(x, ']')
		spaces := bytesLike(x, ' ') & (others << 8)
		for ; spaces != 0; spaces &= spaces - 1 {
			end := i - 1 + bits.TrailingZeros64(spaces)/8
			if clauseEnd[s[end-1]] && endsClause(s[:end]) {
				return end
			}
		}
		i += 7
	}
	for ; i < len(s); i++ {
		if s[i] == ' ' && clauseEnd[s[i-1]] && endsClause(s[:i]) {
			break
		}
	}
	return i
}

// clauseEnd are the last bytes of what may end a sentence; those beyond ASCII
// may be others' too.
var clauseEnd = [256]bool{'.': true, '!': true, '?': true, '"': true, ')': true, ']': true, ':': true, 0xa6: true, 0x9d: true, 0xbb: true}

// endsClause reports whether s, whose last byte is one of clauseEnd, ends in what
// may end a sentence.
func endsClause(s string) bool {
	return s[len(s)-1] < utf8.RuneSelf || strings.HasSuffix(s, "…") || strings.HasSuffix(s, "”") || strings.HasSuffix(s, "»")
}

// firstWord appends to dst the first word of s, folded. What stands before it
// on the line (a quote, a bracket) is skipped.
func firstWord(dst []byte, s string) []byte {
	for i := 0; i < len(s); i++ {
		switch c := s[i]; {
		case c >= utf8.RuneSelf:
			folded := foldPhrase(dst[:0], s[:min(len(s), 40)])
			if end := bytes.IndexByte(folded, ' '); end >= 0 {
				folded = folded[:end]
			}
			return folded
		case 'a' <= c && c <= 'z', (c == '\'' || c == '-') && len(dst) > 0:
			dst = append(dst, c)
		case 'A' <= c && c <= 'Z':
			dst = append(dst, c|0x20)
		case len(dst) > 0:
			return dst
		}
		if len(dst) == cap(dst) {
			return dst
		}
	}
	return dst
}

func wordSet(words string) map[string]bool {
	set := map[string]bool{}
	for w := range strings.FieldsSeq(words) {
		set[string(foldPhrase(nil, w))] = true
	}
	return set
}

// A call is one sentence that asks the reader to do something for the outlet.
// The expressions are matched against the folded sentence.
var calls = []*matcher{
	mustMatcher(`^((please|so|and|but|now|also|then|feel free to|don't forget to|be sure to|make sure to|why not) )*(share|leave|post|drop|add|write|tell us|let us know|sound off|give us|weigh in|comment|have your say)\b.{0,60}\b(in (the|our) comments?( section)?|comments? (section )?below|comments? box|below in the comments|in a comment|on (our )(facebook|twitter|social media)( page)?)( below| section)*$`),
	mustMatcher(`^(if you (found|liked|enjoyed|like|enjoy) (this|our|the) .*)?(please |don't forget to |be sure to |make sure to |consider |help (us )?spread the (word|conversation) by )?(shar(e|ing)|lik(e|ing)) (this|our|the) (article|story|post|piece|page|analysis|video)( with .*| on .*| and .*)?$`),
	mustMatcher(`^sign up to (receive|get) (our|the) .*(stories|news|updates|headlines)\b.*|^((please|and|also|don't forget to|be sure to|make sure to|remember to|to stay updated|for more) )*(subscribe|sign up|register|join) (here |now |today |free )*(to|for) (our|the|my) .*\b(newsletters?|mailing list|channel|updates|alerts|feed|podcast|community)\b`),
	mustMatcher(`^((please|and|also|don't forget to|be sure to|make sure to|for more( .*)?|stay tuned and) )*(follow|like) us on (facebook|twitter|x|instagram|telegram|linkedin|youtube|tiktok|whatsapp|social media|google news)\b`),
	mustMatcher(`^join (the|our) (conversation|discussion|debate)( .*)?$`),
	mustMatcher(`^(click|tap) (here|the link( below)?|on the link( below)?) (to|for) (read|see|view|subscribe|sign up|learn more|learn about|more (on|from|about|stories|news|coverage)|listen|watch|join|find out|register|donate|get (the|our) .*(app|newsletter|inbox))\b`),
	mustMatcher(`^(read|see|view) (the full|the rest of the|the whole) (article|story|post|report|piece)( .*)? (here|at .*|on .*)$`),

	// German, French, Spanish, Portuguese, Italian, Russian, Turkish.
	mustMatcher(`^((folgen sie|folge|folgt) uns\b.*(facebook|twitter|instagram|telegram|whatsapp|youtube|google news|social media|kanal)|(abonnieren sie|abonniere) (unseren|den|unser)\b.*(newsletter|kanal|podcast)|melden sie sich\b.*newsletter|teilen sie (diesen artikel|uns ihre meinung|ihre meinung)|schreiben sie (uns|einen|ihren|ihre)\b.*(kommentar|meinung)|diskutieren sie (jetzt )?mit$)`),
	mustMatcher(`^(n'hésitez pas à )?partage[rz] cet article$|^((n'hésitez pas à )?(suivez-nous|abonnez-vous|inscrivez-vous à (la|notre)|partagez (cet|votre|vos)|laissez-nous (un|vos)|dites-nous (ce que|dans)|réagissez (dans|à)))\b.*(facebook|twitter|instagram|telegram|whatsapp|newsletter|chaîne|article|avis|commentaires?|réseaux)\b.*`),
	mustMatcher(`^sigue (toda|todas|la|las) .*(facebook|twitter|newsletter|redes)\b.*|^(síguenos|sígue?nos|suscríbete|suscríbase|únete a nuestro|comparte (este|esta|tu)|déjanos (tu|tus)|cuéntanos)\b.*(facebook|twitter|instagram|telegram|whatsapp|newsletter|boletín|canal|artículo|noticia|opinión|comentarios?|redes)\b.*`),
	mustMatcher(`^(siga-nos|siga o|siga a|siga nosso|inscreva-se|assine (a|nossa|o)|compartilhe (este|esta|sua)|deixe (seu|sua|o seu)|entre no nosso)\b.*(facebook|twitter|instagram|telegram|whatsapp|newsletter|canal|artigo|notícia|opinião|comentários?|redes)\b.*`),
	mustMatcher(`^(seguici|iscriviti (alla|al|ai)|condividi (questo|questa|la tua)|lasciaci|scrivici|facci sapere)\b.*(facebook|twitter|instagram|telegram|whatsapp|newsletter|canale|articolo|notizia|opinione|commenti|social)\b.*`),
	mustMatcher(`^(recevez|regístrate|receba|ricevi)\b.{0,160}\b(newsletters?|boletín|boletim|e-?mail|mail|correo|posta)( .{0,24})?$`),
	mustMatcher(`^(подписывайтесь|подпишитесь|подпишись|читайте нас|следите за (нашими|нами|новостями)|поделитесь|присоединяйтесь|оставляйте|пишите (нам|в комментариях)).*(facebook|twitter|instagram|telegram|телеграм|whatsapp|вконтакте|рассылк|канал|статьей|новостью|мнением|комментари|друзьями|соцсет)`),
	mustMatcher(`^(bizi|bültenimize|kanalımıza|görüşlerinizi|yorumlarinizi|düşüncelerinizi)\b.*(takip (edin|et|edebilirsiniz)|abone ol(un)?|katilin|paylaşin|yazin|bekliyoruz)$`),
}

// maybeCalls go only where the next sentence, or the one before, is a call.
var maybeCalls = mustMatcher(`^(what do you think( about .*| of .*)?|what are your thoughts( on .*)?|do you agree|have (a|any) (question|thought|opinion|comment)s?( .*)?)$`)

// findCalls finds calls to action, sentence by sentence: a paragraph may end in
// one after a real sentence, and then only the call goes.
func findCalls(t *Text) []Cut {
	var cuts []Cut
	var buf [512]byte
	var parts []span
	var isCall []bool
	for i := range t.Lines {
		s := t.Lines[i].Text
		if !mayCall(s) {
			continue
		}
		parts = appendSentences(parts[:0], s)
		isCall = sized(isCall, len(parts))
		clear(isCall)
		for j, p := range parts {
			sentence := s[p.start:p.end]
			if len(sentence) > 300 || strings.ContainsAny(sentence, `"“”«»„`) {
				continue
			}
			folded := foldPhrase(buf[:0], sentence)
			for _, re := range calls {
				if re.Match(folded) {
					isCall[j] = true
					break
				}
			}
		}
		for j, p := range parts {
			if !isCall[j] && (j+1 < len(parts) && isCall[j+1] || j > 0 && isCall[j-1]) {
				isCall[j] = maybeCalls.Match(foldPhrase(buf[:0], s[p.start:p.end]))
			}
			if isCall[j] {
				cuts = append(cuts, Cut{Line: i, Start: p.start, End: p.end})
			}
		}
	}
	return cuts
}

func containsAny(s string, fragments []string) bool {
	for _, f := range fragments {
		if strings.Contains(s, f) {
			return true
		}
	}
	return false
}
