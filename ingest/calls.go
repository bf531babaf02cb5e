package ingest

import (
	"math/bits"
	"strings"
	"unicode/utf8"

	"github.com/newsdex/newsdex/ingest/internal/match"
	"github.com/newsdex/newsdex/ingest/internal/plain"
)

// callStarts are the first words of the English calls below, and callWords
// fragments of which one stands in each of them. The fragments lack their first
// letters, which may be capitals.
var (
	callStarts = plain.WordSet("share leave post drop add write tell let sound give weigh comment have subscribe sign register join " +
		"follow like click tap read see view sharing liking please and but so now also then feel don't be make why remember to for stay if consider help what do")
	callWords = match.NewFinder(
		"omment", "hare your", "haring this", "hare this", "iking this", "ike this", "ubscri", "ewsletter", "ollow us", "ike us", "ign up", "egister",
		"oin the", "oin our", "et us know", "lick ", "ap here", "ap on", "ead the", "ee the", "iew the", "ur say", "hare the", "hare our",
	)
)

// callStartsElsewhere are the first words of the calls of other languages. They
// begin few other sentences.
var callStartsElsewhere = plain.WordSet("folgen folge folgt abonnieren abonniere melden teilen schreiben diskutieren " +
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
		word := plain.FirstWord(buf[:0], s[start:end])
		if len(word) > 1 && beginsCall.may(word) &&
			(callStarts[string(word)] && callWords.In(s[start:end]) || callStartsElsewhere[string(word)]) {
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
		x := plain.EightBytes(s, i-1)
		others := ^x<<1&plain.HighBits | plain.BytesLike(x, ']')
		spaces := plain.BytesLike(x, ' ') & (others << 8)
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

// A call is one sentence that asks the reader to do something for the outlet.
// The expressions are matched against the folded sentence.
var calls = []*match.Matcher{
	match.MustMatcher(`^((please|so|and|but|now|also|then|feel free to|don't forget to|be sure to|make sure to|why not) )*(share|leave|post|drop|add|write|tell us|let us know|sound off|give us|weigh in|comment|have your say)\b.{0,60}\b(in (the|our) comments?( section)?|comments? (section )?below|comments? box|below in the comments|in a comment|on (our )(facebook|twitter|social media)( page)?)( below| section)*$`),
	match.MustMatcher(`^(if you (found|liked|enjoyed|like|enjoy) (this|our|the) .*)?(please |don't forget to |be sure to |make sure to |consider |help (us )?spread the (word|conversation) by )?(shar(e|ing)|lik(e|ing)) (this|our|the) (article|story|post|piece|page|analysis|video)( with .*| on .*| and .*)?$`),
	match.MustMatcher(`^sign up to (receive|get) (our|the) .*(stories|news|updates|headlines)\b.*|^((please|and|also|don't forget to|be sure to|make sure to|remember to|to stay updated|for more) )*(subscribe|sign up|register|join) (here |now |today |free )*(to|for) (our|the|my) .*\b(newsletters?|mailing list|channel|updates|alerts|feed|podcast|community)\b`),
	match.MustMatcher(`^((please|and|also|don't forget to|be sure to|make sure to|for more( .*)?|stay tuned and) )*(follow|like) us on (facebook|twitter|x|instagram|telegram|linkedin|youtube|tiktok|whatsapp|social media|google news)\b`),
	match.MustMatcher(`^join (the|our) (conversation|discussion|debate)( .*)?$`),
	match.MustMatcher(`^(click|tap) (here|the link( below)?|on the link( below)?) (to|for) (read|see|view|subscribe|sign up|learn more|learn about|more (on|from|about|stories|news|coverage)|listen|watch|join|find out|register|donate|get (the|our) .*(app|newsletter|inbox))\b`),
	match.MustMatcher(`^(read|see|view) (the full|the rest of the|the whole) (article|story|post|report|piece)( .*)? (here|at .*|on .*)$`),

	// German, French, Spanish, Portuguese, Italian, Russian, Turkish.
	match.MustMatcher(`^((folgen sie|folge|folgt) uns\b.*(facebook|twitter|instagram|telegram|whatsapp|youtube|google news|social media|kanal)|(abonnieren sie|abonniere) (unseren|den|unser)\b.*(newsletter|kanal|podcast)|melden sie sich\b.*newsletter|teilen sie (diesen artikel|uns ihre meinung|ihre meinung)|schreiben sie (uns|einen|ihren|ihre)\b.*(kommentar|meinung)|diskutieren sie (jetzt )?mit$)`),
	match.MustMatcher(`^(n'hésitez pas à )?partage[rz] cet article$|^((n'hésitez pas à )?(suivez-nous|abonnez-vous|inscrivez-vous à (la|notre)|partagez (cet|votre|vos)|laissez-nous (un|vos)|dites-nous (ce que|dans)|réagissez (dans|à)))\b.*(facebook|twitter|instagram|telegram|whatsapp|newsletter|chaîne|article|avis|commentaires?|réseaux)\b.*`),
	match.MustMatcher(`^sigue (toda|todas|la|las) .*(facebook|twitter|newsletter|redes)\b.*|^(síguenos|sígue?nos|suscríbete|suscríbase|únete a nuestro|comparte (este|esta|tu)|déjanos (tu|tus)|cuéntanos)\b.*(facebook|twitter|instagram|telegram|whatsapp|newsletter|boletín|canal|artículo|noticia|opinión|comentarios?|redes)\b.*`),
	match.MustMatcher(`^(siga-nos|siga o|siga a|siga nosso|inscreva-se|assine (a|nossa|o)|compartilhe (este|esta|sua)|deixe (seu|sua|o seu)|entre no nosso)\b.*(facebook|twitter|instagram|telegram|whatsapp|newsletter|canal|artigo|notícia|opinião|comentários?|redes)\b.*`),
	match.MustMatcher(`^(seguici|iscriviti (alla|al|ai)|condividi (questo|questa|la tua)|lasciaci|scrivici|facci sapere)\b.*(facebook|twitter|instagram|telegram|whatsapp|newsletter|canale|articolo|notizia|opinione|commenti|social)\b.*`),
	match.MustMatcher(`^(recevez|regístrate|receba|ricevi)\b.{0,160}\b(newsletters?|boletín|boletim|e-?mail|mail|correo|posta)( .{0,24})?$`),
	match.MustMatcher(`^(подписывайтесь|подпишитесь|подпишись|читайте нас|следите за (нашими|нами|новостями)|поделитесь|присоединяйтесь|оставляйте|пишите (нам|в комментариях)).*(facebook|twitter|instagram|telegram|телеграм|whatsapp|вконтакте|рассылк|канал|статьей|новостью|мнением|комментари|друзьями|соцсет)`),
	match.MustMatcher(`^(bizi|bültenimize|kanalımıza|görüşlerinizi|yorumlarinizi|düşüncelerinizi)\b.*(takip (edin|et|edebilirsiniz)|abone ol(un)?|katilin|paylaşin|yazin|bekliyoruz)$`),
}

// maybeCalls go only where the next sentence, or the one before, is a call.
var maybeCalls = match.MustMatcher(`^(what do you think( about .*| of .*)?|what are your thoughts( on .*)?|do you agree|have (a|any) (question|thought|opinion|comment)s?( .*)?)$`)

// findCalls finds calls to action, sentence by sentence: a paragraph may end in
// one after a real sentence, and then only the call goes.
func findCalls(t *Text) []Cut {
	var cuts []Cut
	var buf [512]byte
	var parts []plain.Span
	var isCall []bool
	for i := range t.Lines {
		s := t.Lines[i].Text
		if !mayCall(s) {
			continue
		}
		parts = plain.AppendSentences(parts[:0], s)
		isCall = plain.Sized(isCall, len(parts))
		clear(isCall)
		for j, p := range parts {
			sentence := s[p.Start:p.End]
			if len(sentence) > 300 || strings.ContainsAny(sentence, `"“”«»„`) {
				continue
			}
			folded := plain.FoldPhrase(buf[:0], sentence)
			for _, re := range calls {
				if re.Match(folded) {
					isCall[j] = true
					break
				}
			}
		}
		for j, p := range parts {
			if !isCall[j] && (j+1 < len(parts) && isCall[j+1] || j > 0 && isCall[j-1]) {
				isCall[j] = maybeCalls.Match(plain.FoldPhrase(buf[:0], s[p.Start:p.End]))
			}
			if isCall[j] {
				cuts = append(cuts, Cut{Line: i, Start: p.Start, End: p.End})
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
