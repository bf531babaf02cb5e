package phrase

import (
	"github.com/newsdex/newsdex/ingest/internal/match"
)

// blogPatterns are rows of patterns for what the software of blogs and small news sites
// writes around an article, in the languages of the tables: where an entry is filed,
// how it may be sent on, what stands below the form for comments, under which licence
// it stands.
var blogPatterns = []pattern{
	// "Dieser Eintrag wurde veröffentlicht in Allgemein von Ann." "This entry was posted in …"
	{kind: Notice, words: "dieser|this|cet|cette|ce|esta|este|questo|ten", max: 320,
		Re: match.MustMatcher(`^this entry was (posted|filed|published|written)\b` +
			`|^dieser (eintrag|beitrag|artikel|post) (wurde|ist) (am .{2,60} |von .{2,40} |um .{2,20} |auf .{2,40} |unter .{2,80} |in .{2,80} |mit .{2,80} )*(veröffentlicht|publiziert|gepostet|abgelegt|geschrieben|verfasst|verschlagwortet|getaggt|gespeichert|erstellt)\b( (am|von|um|in|unter|und|mit|bei) .*)?$` +
			`|^(cet (article|entrée)|cette entrée|ce billet) a été (publiée?|postée?|classée?) (le|dans|par|sous) .*$` +
			`|^(esta entrada|este artículo|esta publicación) (fue|ha sido) (publicad[oa]|escrit[oa]|archivad[oa]) (en|el|por|bajo) .*$` +
			`|^(este post|esta entrada|este artigo) foi (publicad[oa]|postad[oa]) (em|por|no|na) .*$` +
			`|^questo (articolo|post) è stato (pubblicato|postato|inserito|scritto) (in|il|da|su) .*$` +
			`|^ten wpis (został )?(opublikowany|opublikowano|zamieszczono|zamieszczony|dodano) .*$`)},
	{kind: Notice, words: "bookmark|setze|speichere|ajoutez|guarda", max: 160,
		Re: match.MustMatcher(`^bookmark the permalink$|^(setze ein lesezeichen|speichere (in deinen favoriten|den permalink))\b.*$|^ajoutez ce permalien\b.*$|^guarda el enlace permanente$`)},
	// "Klick, um auf Facebook zu teilen (Wird in neuem Fenster geöffnet)"
	{kind: ShareBar, words: "klick|klicke|klicken|click|cliquez|cliquer|haz|haga|fai|clicca|clique|kliknij", max: 160,
		Re: match.MustMatcher(`^(klick|klicke|klicken)( sie)?( hier)? (um .{1,60} zu (teilen|senden|drucken|verschicken|versenden)|zum (ausdrucken|teilen|drucken))( .{0,40}fenster.{0,12})?$` +
			`|^click to (share|email|print|send|tweet)\b.{0,60}$|^cliqu(ez|er) pour (partager|envoyer|imprimer)\b.{0,80}$|^(haz|haga) clic para (compartir|enviar|imprimir)\b.{0,80}$` +
			`|^(fai clic( qui)?|clicca( qui)?) per (condividere|inviare|stampare)\b.{0,80}$|^clique para (compartilhar|partilhar|enviar|imprimir)\b.{0,80}$|^kliknij,? (by|aby|żeby) (udostępnić|wysłać|wydrukować|podzielić)\b.{0,80}$`)},
	{kind: CommentWidget, words: "meinen|save|enregistrer|guarda|guardar|salva|salvar|zapamiętaj|zapisz|du|bitte|trage|you", max: 200,
		Re: match.MustMatcher(`^meinen namen( meine)? e-?mail(-adresse)? und( meine)? website in diesem browser\b.*$|^meinen namen( meine)? e-?mail.{0,40} speichern\b.*$|^du kommentierst mit .{2,30}-?konto\b.*$|^you are commenting using your\b.*$` +
			`|^save my name( my)? e-?mail\b.*$|^enregistrer mon nom( mon)? e-?mail\b.*$|^(guarda|guardar) mi nombre\b.*\b(navegador|comente)\b.*$|^salva il mio nome\b.*\bbrowser\b.*$|^salvar (meus dados|meu nome)\b.*\bnavegador\b.*$|^(zapamiętaj|zapisz) moje dane\b.*\bprzeglądarce\b.*$`)},
	{kind: CommentWidget, words: "diese|this|ce|este|esta|questo|ta|ten|deze|witryna", max: 240,
		Re: match.MustMatcher(`^(diese (website|seite)|this site|ce site|este sitio|este site|questo sito|ta strona|ten serwis|witryna|deze site)( web)? (verwendet|nutzt|uses|utilise|usa|utiliza|utilizza|używa|wykorzystuje|gebruikt) akismet\b`)},
	{kind: CommentWidget, words: "comment", Start: "Comment by ", max: 120, Re: match.MustMatcher(`^comment by .{2,60} # .*#$`)},
	{kind: CommentWidget, words: "mit|durch", max: 300,
		Re: match.MustMatcher(`^(mit|durch) (dem|das) (absenden|abschicken|nutzung|verfassen|von dir abgeschickten) .{0,20}kommentars?\b.*$`)},
	// "Gib deine E-Mail-Adresse ein, um diesem Blog zu folgen …"
	{kind: Newsletter, words: "gib|gebe|geben|bitte|trage|tragen|um|enter|saisissez|entrez|indiquez|introduce|ingresa|escribe|inserisci|digite|insira|wpisz|podaj|join", max: 300,
		Re: match.MustMatcher(`^(bitte )?(gib|gebe?|geben sie|trage?|tragen sie)( hier)?( bitte)? (deine|ihre|eure) e-?mail(-?adresse)?( hier)? (ein|an)\b.*$|^um (neue beiträge|unseren newsletter|neuigkeiten) .{0,20}(per e-?mail )?zu erhalten\b.*$` +
			`|^(saisissez|entrez|indiquez) votre (adresse )?(e-?mail|courriel|mail)\b.* pour (vous abonner|suivre|recevoir|être)\b.*$|^(introduce|ingresa|escribe) tu (dirección de )?(correo|e-?mail)\b.* para (suscribirte|seguir|recibir)\b.*$` +
			`|^inserisci (il tuo|la tua|l'indirizzo) .{0,20}e-?mail .{0,20}per (iscriverti|seguire|ricevere)\b.*$|^(digite|insira) (o )?seu (endereço de )?e-?mail para (assinar|seguir|receber|acompanhar)\b.*$|^(wpisz|podaj) swój (adres )?e-?mail\b.*$|^join [#] other (subscribers|followers)\b.*$`)},
	{kind: Newsletter, words: "jetzt|hier|zum|mit|unser|unseren|unserem|holen|hol|melden|melde|abonnieren|abonniere|nichts|immer|newsletter-abonnenten|erhalte|erhalten", max: 200,
		Re: match.MustMatcher(`^(jetzt |hier )?(zum|für den|für unseren|unseren|den|mit unserem|mit dem|holen sie sich|hol dir|melden sie sich|melde dich|abonnieren sie|abonniere) (.{0,50} )?newsletters? (.{0,60} )?(anmelden|abonnieren|bestellen|eintragen|registrieren|an|ein|sichern|informiert|laufenden|bleiben|anmeldung)( .{0,20})?$` +
			`|^(holen sie sich|hol dir|abonnieren sie|abonniere) (.{0,50} )?newsletters?$|^unser( kostenloser| täglicher| wöchentlicher)? newsletter informiert\b.*$|^(erhalten sie|erhalte) .{0,80}newsletter\b.{0,60}$`)},
	{kind: Promo, words: "folge|folgt|folgen|síguenos|síganos|siguenos|seguinos|suivez-nous|seguici|siga-nos|siga|obserwuj|śledź|polub|znajdź|dołącz", max: 200,
		Re: match.MustMatcher(`^(folge|folgt|folgen sie) (uns|mir)( doch)?( auch)?( jetzt| gerne?)? (auf|bei|überall)\b.{0,140}$|^(síguenos|síganos|siguenos|seguinos)( también)?( en\b.{0,140})?$|^suivez-nous( aussi)?( sur\b.{0,140})?$|^seguici( anche)?( su\b.{0,140})?$|^(siga-nos|siga a gente)( no\b| na\b| em\b.{0,140})?$|^(obserwuj|śledź|polub|znajdź) nas( na| w)?( .{0,80})?$|^dołącz do nas( na .{0,80})?$`)},
	// Cookies, as the sentences of other rows do not have them.
	{kind: Notice, words: "datenschutz|privacy|cookies|um|wir|wenn|für|confidentialité|privacidad|privacidade|prywatność|strona|serwis|nasza|ta|używamy|korzystając|die|durch", max: 320,
		Re: match.MustMatcher(`^(datenschutz|privacy|confidentialité|privacidad|privacidade|prywatność)( (and|und|et|y|e|i))? (cookies?|pliki cookies?) (diese|this|ce|este|ta|esta|na) .*$|^cookies (erleichtern|helfen|ermöglichen) (die|uns|bei|eine)\b.*\b(dienste|seite|website|webseite|angebot|einverstanden)\b.*$` +
			`|^(um|für) (unsere|diese|die|unser|ihnen|dir|eine) .{0,160}(verwenden|nutzen|setzen|benutzen) wir .{0,60}cookies\b.*$|^wir (verwenden|nutzen|benutzen|setzen)( .{0,120})? cookies\b.*$|^wenn (sie|du) .{0,100}cookies .{0,30}akzeptieren$|^die technische speicherung oder der zugriff\b.*$|^durch die (weitere )?nutzung .{0,80}cookies\b.*$` +
			`|^((ta|nasza) strona|strona|serwis) .{0,40}(używa|korzysta z|wykorzystuje) .{0,20}(cookies|ciasteczek)\b.*$|^używamy (plików )?(cookies|ciasteczek)\b.*$|^korzystając z .{0,80}(cookies|polityk)\b.*$`)},
	// Where links earn money.
	{kind: Notice, words: "für|dieser|der|die|bei|als|links|alle|wir", max: 320,
		Re: match.MustMatcher(`^für links auf dieser seite erhält .{1,40} provision\b.*$|^(dieser|der) (beitrag|artikel|text|post) enthält .{0,60}(affiliate|werbelinks?|provisions|werbung)\b.*$|^bei .{0,80}(links|verlinkungen) .{0,20}handelt es sich um .{0,20}(affiliate|provisions|werbe)-?links?\b.{0,120}$|^als amazon-partner .{0,60}(verdiene|verdienen|erhalte|erhalten)\b.*$|^wir erhalten .{0,60}provision\b.*$|^die mit .{0,60}gekennzeichneten links sind\b.*$|^(alle )?links .{0,40}sind .{0,30}(affiliate|werbelinks|provisionslinks|partnerlinks)\b.*$`)},
	{kind: Notice, words: "lesen|lies|diese|this|dieser|letzte|ten|przeczytasz|temps|min|read|#", max: 160,
		Re: match.MustMatcher(`^(lesen sie|lies) diesen (artikel|beitrag|text) (auf|in) .{2,120}$|^diese seite wurde (zuletzt|bisher|#) .{0,60}(geändert|bearbeitet|aktualisiert|abgerufen|mal)\b.*$|^this page was last (modified|edited|updated)\b.*$|^dieser (beitrag|artikel|text) gibt (nur |ausschließlich |allein )?die meinung de[rs] (autors?|autorin|verfassers?)\b.*$|^ten tekst przeczytasz w .{1,30}$|^przeczytasz w # min.{0,8}$|^# min(utes?)? (lues?|gelesen)$|^(ca )?# (minuten?|min) (lesezeit|lesedauer|zum lesen)$`)},
	// "Alle Inhalte stehen unter einer Creative-Commons-Lizenz."
	{kind: Copyright, words: "dieses|diese|dieser|die|der|das|alle|sofern|soweit|wenn|falls|all|unless|except|this|content|text|ce|cette|les|sauf|tous|este|esta|salvo|todo|los|questo|questa|tutti|ta|treści|wszystkie|o", max: 320,
		Re: match.MustMatcher(`^(dieses|diese|dieser|die|der|das|alle|sofern|soweit|wenn|falls) .{0,140}(steht|stehen|ist|sind|wurden?|veröffentlicht|lizenzier\S+)\b.{0,60}(lizenz|creative[ -]commons|cc[ -]by)\b.*$` +
			`|^(all|this|content|text|unless|except) .{0,120}(is|are) (licensed|available|released|published) under .{0,60}(creative[ -]commons|cc[ -]by|licen[sc]e)\b.*$|^(ce|cette|les|sauf|tous) .{0,120}(sous|selon les termes de) .{0,30}licence .{0,30}(creative[ -]commons|cc)\b.*$` +
			`|^(este|esta|salvo|todo|los|o|questo|questa|tutti) .{0,120}(licencia|licença|licenza) .{0,30}(creative[ -]commons|cc)\b.*$|^(ta|treści|wszystkie) .{0,120}licencji .{0,30}(creative[ -]commons|cc)\b.*$`)},
	{kind: Copyright, has: "rechte vorbehalten", max: 240, Re: match.MustMatcher(`(alle|einige) rechte vorbehalten$|^(alle|einige) rechte vorbehalten`)},
	{kind: Copyright, has: "prawa zastrzeżone", max: 320, Re: match.MustMatcher(`(wszelkie|wszystkie) prawa zastrzeżone`)},
	{kind: Copyright, has: "droits réservés", max: 240, Re: match.MustMatcher(`tous droits réservés$|^(tous droits|©|copyright|#) `)},
	{kind: Copyright, has: "derechos reservados", max: 240, Re: match.MustMatcher(`todos los derechos reservados( .{0,40})?$|^todos los derechos`)},
	{kind: Copyright, has: "direitos reservados", max: 240, Re: match.MustMatcher(`todos os direitos reservados( .{0,40})?$|^todos os direitos`)},
	{kind: Copyright, has: "diritti riservati", max: 240, Re: match.MustMatcher(`(tutti i )?diritti (sono )?riservati$|^tutti i diritti`)},
	{kind: Copyright, words: "powered|proudly|simple|stolz|fièrement|funciona|fourni|thème|theme|tema|design|forum|use|mit|obsługiwane|dumnie|oparte", max: 120,
		Re: match.MustMatcher(`^(proudly |stolz |fièrement |dumnie )?(powered by|präsentiert von|propulsé par|funciona (con|gracias a)|fourni par|betrieben mit|wspierane przez|oparte na) (wordpress|blogger|drupal|joomla|typo #|jekyll|hugo|ghost|nikola|disqus|xenforo|vbulletin|phpbb|mediawiki|wikidot|shopify|squarespace|tumblr|contao|google)\b.*$|^(simple theme|thème simple|theme simple|design|tema|motiv) .{0,40}(powered by|fourni par|con la tecnología de|powered) blogger$|^(theme|thème|design|tema) (by|von|par|de|da|di) \S+( \S+){0,3}$|^forum software by\b.*$|^use of this (web ?)?site constitutes acceptance\b.*$`)},
	{kind: Navigation, words: "abonnieren|inscription|subscribe|suscribirse|iscriviti|assinar|s'abonner|subskrybuj", max: 80,
		Re: match.MustMatcher(`^(abonnieren|inscription à|s'abonner à|subscribe to|suscribirse a|iscriviti a|assinar|subskrybuj) .{0,50}\batom$`)},
	{kind: Navigation, words: "alle|zurück|voir|tous|ver|todas|todos|tutti|tutte|wszystkie|więcej|zobacz|inne", max: 70,
		Re: match.MustMatcher(`^alle .{0,24}-?(artikel|beiträge|meldungen|nachrichten|news|rezepte|videos|themen)( (von|aus|zu|zum|zur|im|in|dieser|dieses|anzeigen|ansehen|lesen) ?.{0,30})?$|^zurück zu[rm]? (übersicht\S*|startseite|liste|newsroom|blog|archiv|lexikon|magazin|shop|hauptseite|suche|home|homepage|news\S*|artikel\S*|rezept\S*|presse\S*)( .{0,20})?$|^(voir )?(tous|toutes) (les|ses|nos) (articles|actualités|dossiers|publications)( .{0,30})?$|^(ver )?(todas las noticias|todos los artículos|todas as notícias|todos os artigos)( .{0,30})?$|^(tutti gli articoli|tutte le notizie)( .{0,30})?$|^(wszystkie|więcej|inne|zobacz więcej) (artykuły|artykułów|wiadomości|wpisy|wpisów|informacji|newsy|newsów)( .{0,30})?$`)},
	{kind: CommentWidget, words: "hat|hast|dir|ihnen|wie|war|ist", max: 120,
		Re: match.MustMatcher(`^(hat )?(dir|ihnen|euch) (hat )?(der|dieser|unser) (artikel|beitrag|text|post) gefallen( .{0,60})?$|^(war|ist|fanden sie) (der|dieser|diesen|die|diese) (artikel|beitrag|seite|text|information) (hilfreich|nützlich|interessant)( .{0,30})?$|^wie (hat dir|hat ihnen|gefällt ihnen|gefällt dir|bewerten sie|bewertest du|hilfreich war) (der|dieser|diesen|den) (artikel|beitrag|text)( .{0,30})?$`)},
	{kind: ImageCredit, words: "fot", Start: "Fot", max: 120, Re: match.MustMatcher(`^fot( \S+){1,8}$`)},
	{kind: ImageCredit, words: "fot", Start: "fot. ", max: 120, Re: match.MustMatcher(`^fot( \S+){1,8}$`)},
	// The tree of a blog's archive: "► März (12)".
	{kind: Navigation, words: monthsOrNumber, Start: "►", max: 40, Re: match.MustMatcher(archiveTree)},
	{kind: Navigation, words: monthsOrNumber, Start: "▼", max: 40, Re: match.MustMatcher(archiveTree)},
	{kind: Navigation, words: monthsOrNumber, Start: "▶", max: 40, Re: match.MustMatcher(archiveTree)},
}

const (
	archiveTree    = `^\S+( #){0,2}$`
	monthsOrNumber = "#|january|february|march|april|may|june|july|august|september|october|november|december" +
		"|januar|jänner|februar|märz|mai|juni|juli|oktober|dezember|janvier|février|mars|avril|juin|juillet|août|septembre|octobre|novembre|décembre" +
		"|enero|febrero|marzo|abril|mayo|junio|julio|agosto|septiembre|octubre|noviembre|diciembre|gennaio|febbraio|aprile|maggio|giugno|luglio|settembre|ottobre|dicembre" +
		"|janeiro|fevereiro|março|maio|junho|julho|setembro|outubro|novembro|dezembro" +
		"|styczeń|stycznia|luty|lutego|marzec|marca|kwiecień|kwietnia|maj|maja|czerwiec|czerwca|lipiec|lipca|sierpień|sierpnia|wrzesień|września|październik|października|listopad|listopada|grudzień|grudnia"
)
