package phrase

import (
	"github.com/newsdex/newsdex/ingest/internal/match"
)

// otherPatterns are rows of patterns for German, French, Spanish, Portuguese, Italian,
// Russian and Turkish. Of verbs only the forms stand here that ask the reader to do
// something, for the others tell what somebody does.
var otherPatterns = []pattern{
	{kind: CommentWidget, words: "kommentare|kommentar|leserkommentare|alle|zeige|commentaires|commentaire|voir|lire|comentarios|comentario|ver|ler|leer|comentários|comentário|commenti|commento|leggi|vedi|комментарии|показать|читать|все|yorumlar|tüm|#", max: 90,
		Re: match.MustMatcher(`^((alle|zeige|voir|lire|ver|ler|leer|leggi|vedi|показать|читать|все|tüm) (les |los |os |i |tutti i |todos los |todos os |tous les |все )?)?` + commentsElsewhere + ` #$` +
			`|^((alle|zeige|voir|lire|ver|ler|leer|leggi|vedi|показать|читать|все|tüm) (les |los |os |i |tutti i )?)?# ` + commentsElsewhere + `( anzeigen| lesen| ansehen| zu diesem artikel| sur cet article| a este artículo)?$`)},
	{kind: CommentWidget, words: "bitte|melden|loggen|connectez-vous|inscrivez-vous|vous|inicia|inicie|debes|necesitas|regístrate|faça|você|é|tem|accedi|registrati|devi|effettua|войдите|авторизуйтесь|чтобы|yorum", max: 160,
		Re: match.MustMatcher(`^(bitte )?(melden|loggen) sie sich (bitte )?(an|ein) um .{0,40}komment(ar|ieren)` +
			`|^(connectez-vous|inscrivez-vous|vous devez (être connecté|vous connecter|vous identifier)) pour .{0,40}comment(er|aire)` +
			`|^(inicia sesión|inicie sesión|debes|necesitas|regístrate) .{0,40}(para )?(comentar|publicar un comentario|dejar un comentario)$` +
			`|^(faça login|você (precisa|deve)|é preciso|tem de|inicie sessão) .{0,40}(comentar|comentário)$` +
			`|^(accedi|registrati|devi|effettua) .{0,40}(commentare|commento)$` +
			`|^(войдите|авторизуйтесь|чтобы) .{0,40}коммент` +
			`|^yorum (yap|yaz)(mak|abilmek) için `)},
	{kind: Newsletter, words: "receba|recibe|recevez|ricevi|erhalten|получайте|regístrate|cadastre-se|registrati|inscrivez-vous|suscríbete|suscríbase|apúntate|inscreva-se|iscriviti|abonnez-vous|abonnieren|abonniere|melden|jetzt", max: 300,
		Re: match.MustMatcher(`^(receba|recevez|ricevi|получайте|regístrate|cadastre-se|registrati|inscrivez-vous|suscríbete|suscríbase|apúntate|inscreva-se|iscriviti|abonnez-vous|abonniere|abonnieren sie|melden sie sich|recibe (nuestr[ao]s?|las|toda|todas|cada|en tu)|erhalten sie)\b.{0,200}\b((newsletters?|boletín|boletim|рассылк\S*)\b|(correo|e-?mails?|mail|posta|почту|postfach|boîte mail|caixa de entrada)( .{0,24})?$)` +
			`|^receba no seu e-?mail ` +
			`|^(regístrate|inscríbete|cadastre-se|registrati|inscrivez-vous) (gratis|grátis|gratuitamente|gratuitement)\b`)},
	{kind: Newsletter, words: "se|pour|si|para|wenn|um", max: 200,
		Re: match.MustMatcher(`^(se vuoi|pour|si (quieres|deseas)|para|wenn sie|um) .{0,100}(iscriviti|inscrivez-vous|abonnez-vous|abonnieren sie|melden sie sich|suscríbete|inscreva-se|subscreva|assine|regístrate) .{0,60}newsletter`)},
	{kind: Notice, words: "você|tienes|il", max: 160,
		Re: match.MustMatcher(`^você tem # (acessos|artigos|matérias) |^tienes # artículos `)},
	{kind: CommentWidget, words: "os|los|les|i|die", max: 240,
		Re: match.MustMatcher(`^(os comentários|los comentarios|les commentaires|i commenti|die kommentare) .{0,60}(opinião|opinión|responsabilidade|responsabilidad|modér|moderat|moderad|moderiert)`)},
	{kind: Notice, words: "an|um|ich|damit|wir|mit|empfohlener|ce|cette|nous|en|pour|vous|il|la|este|utilizamos|usamos|al|ao|conteúdo|contenido|questo|utilizziamo|per|continuando|мы|сайт|этот|наш|продолжая|bu|web|çerezleri|çerez", max: 420,
		Re: match.MustMatcher(`^an dieser stelle finden sie .{0,60}(inhalt|drittanbieter)|^(um|mit) .{0,80}(inhalte?|videos?) .{0,120}(zustimmung|einwilligung|einverstanden)|^ich (bin (damit )?einverstanden dass|willige ein) .{0,80}(inhalte|daten)|^damit können personenbezogene daten |^wir (verwenden|nutzen|benutzen) .{0,40}cookies|^mit dem laden de[rs] .{0,60}(datenschutz|akzeptieren)` +
			`|^(ce|cette) (contenu|site|média|vidéo) .{0,100}cookies|^nous utilisons des cookies|^en (cliquant|poursuivant) .{0,140}(cookies|traceurs)|^pour (afficher|visualiser|voir|regarder) (ce|cette) .{0,100}(cookies|accepter)|^vous pouvez .{0,140}(cookies|un seul appareil)|^il vous reste # .{0,40}(article|découvrir|lire)|^la suite est réservée` +
			`|^este (sitio|site|contenido|conteúdo) .{0,80}(cookies|suscriptores|assinantes)|^(utilizamos|usamos) cookies|^(al|ao) (continuar|navegar|seguir|usar) .{0,100}cookies|^(contenido|conteúdo) (exclusivo|restrito|reservado) (para|a|aos) .{0,30}(suscriptores|assinantes)` +
			`|^questo (sito|contenuto|articolo) .{0,80}(cookies?|abbonati)$|^utilizziamo (i )?cookie|^per (visualizzare|vedere) questo .{0,80}cookies?|^continuando .{0,100}cookies?` +
			`|^(мы|сайт|этот сайт|наш сайт) использу(ем|ет) .{0,40}(cookie|куки)|^продолжая .{0,100}(cookie|куки)` +
			`|^(bu|web) site(miz|si|de|miz de)? .{0,60}çerez|^çerez(ler|leri)? .{0,60}kullan`)},
}

// commentsElsewhere is "comments" in those languages, folded.
const commentsElsewhere = `(kommentare?|leserkommentare|commentaires?|réactions?|comentarios?|comentários?|commenti|commento|комментари[ийяе]в?|yorum(lar|lari)?)`
