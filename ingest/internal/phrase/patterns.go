package phrase

import (
	"slices"

	"github.com/newsdex/newsdex/ingest/internal/match"
)

// A pattern finds lines that begin or read alike and name something: an outlet,
// a person, another article.
type pattern struct {
	kind Kind
	// A line is tried only if its folded first word is one of words, or if
	// words is empty and it contains has.
	words string
	has   string
	Start string // what the line begins with as it is written; "" is anything
	heads bool   // links to other articles may follow the line
	max   int    // bytes that the line may have at most
	Re    *match.Matcher
}

// channels are what outlets ask to be followed on.
const channels = `(facebook|twitter|x|instagram|telegram|whatsapp|linkedin|youtube|tiktok|snapchat|pinterest|flipboard|apple news|google news|google|threads|bluesky|social media)`

// Patterns is the table of what is said in too many ways for phrases. Each
// expression is matched against the folded line (see FoldPhrase): lower case,
// without punctuation, numbers as "#". A line that two rows match has the kind
// of the first.
var Patterns = slices.Concat(englishPatterns, otherPatterns, blogPatterns)

// englishPatterns are the rows that are English for the most part.
var englishPatterns = []pattern{
	{kind: ImageCredit, words: "image|images|photo|photos|picture|pictures|photograph|photographs|photography|illustration|graphic|screenshot|cover|featured|feature|header|lead|enlarge|foto|fotos|fotografía|imagen|imagem|bild|bilder|symbolbild|fotoğraf|фото|crédit|credit|crédito|crédits|photo-illustration", max: 320,
		Re: match.MustMatcher(`^((cover|featured?|header|lead|main) )?(images?|photos?|pictures?|photograph(s|y)?|(photo[ -])?illustrations?|graphics?|screenshot) (sources?|credits?|courtesy( of)?|copyright|by|via|taken by|provided by|illustration by)\b|^enlarge this image toggle caption|^image caption |^(foto|fotos|fotografía|imagen|imagem|bild|bilder|symbolbild|fotoğraf|фото|crédits?|crédito|fuente|quelle) (de|di|by|von|von der|da|do|reuters|afp|dpa|getty|ap|efe|ansa|imago|pixabay|shutterstock|ria|риа|тасс|archivo|archiv|arşiv|photo|foto|credits?)\b`)},
	{kind: ImageCredit, words: "media", max: 320,
		Re: match.MustMatcher(`^media playback is (un|not )?supported on (your|this) device media caption `)},
	{kind: ImageCredit, words: "facebook", Start: "Facebook Twitter Pinterest ", max: 320,
		Re: match.MustMatcher(`^facebook twitter pinterest \S+ \S+`)},
	{kind: ShareBar, words: "share|listen|read|facebook|tweet|email|print", max: 200,
		Re: match.MustMatcher(`^((listen to (this )?(article|story)( # #)? )?(read or )?share( this| on)? ?)?((article|story|page|post|share|tweet|email|facebook|twitter|pinterest|whatsapp|linkedin|reddit|print|pin|pin it|copy|link|comment|save|flipboard|messenger|telegram|tumblr|sms|google|plus|more|x|via|on) ?){3,}$|^read or share this (story|article)\b`)},
	{kind: Advertisement, words: "advertisement|advertisment|ad|sponsored|promoted", max: 120,
		Re: match.MustMatcher(`^(advertisement|ad)( (continue reading|scroll|article continues|story continues)( .*)?| \S+)?$|^(sponsored|promoted) (by|content by|content from|message from)( \S+){1,5}$`)},
	{kind: Newsletter, words: "sign|subscribe|enter|register|thank|thanks", max: 300,
		Re: match.MustMatcher(`^(sign up|subscribe|register) (here |now |today |free |below |and |to receive |to get )*(for|to|and get|today)\b.*\b(newsletters?|e?-?mail alerts|alerts|briefings?|inbox|podcasts?|channel|feed|notifications|digest|mailing list|for free|daily updates|breaking news)\b|^subscribe( now| today| here)? (to|for|on) [^#]{2,80}$|^sign up for( the| our| \S+){1,6} newsletters?( .*)?$|^enter your e-?mail( address)? (to|for|below)\b|^(thank you|thanks) for (signing up|subscribing|registering)\b|^sign up to (receive|get) (our|the) .*(stories|news|updates|headlines)\b`)},
	{kind: Newsletter, has: "newsletter", max: 300,
		Re: match.MustMatcher(`^((want|need) more .*|like what you .*|stay .*|don't miss .*|never miss .*|(this|these) \S+ .* )?(sign up|subscribe|get|join|receive|enter) .*newsletters?|^(get|receive|sent|delivered) .*newsletters?|newsletters? (sign ?-?up|signup|subscribe|privacy policy)|^(our|the) (daily|weekly|morning|free|email) newsletters?( .{0,80})?$`)},
	{kind: Newsletter, has: "inbox", max: 300,
		Re: match.MustMatcher(`^(get|let|have|the|sign up|subscribe|receive|our|want|top|delivered|all|never|breaking|send|stay|your|daily|weekly)\b.*\b(to|in|into|meet) your( e-?mail)? inbox\b`)},
	{kind: Newsletter, has: "by signing up you", max: 320, Re: match.MustMatcher(`by signing up you`)},
	{kind: Promo, words: "get|download|install|watch|listen|read|catch|click|tap|support", max: 260,
		Re: match.MustMatcher(`^get (all )?(the |our |your |more )?(latest|best|real-time|breaking|top|daily|free|weekly|all|exclusive|important|news|updates|stories)\b.*\b(in|to|on|via|with|from|at) (your (inbox|email|phone)|.{0,40}(telegram|whatsapp|newsletters?|app|alerts)\b)|^(get|download|install|read (it|this|more) (in|on)) (the|our|the free|the new|today's) .{0,40}\b(app|e-?newspaper|e-?paper|ios|android)\b|^click (here )?for more\b|^(click|tap) (here|the link|to tweet)( (to|for) (subscribe|sign up|get the|download the|join|donate|register|the .* app|read|watch|listen|more from|tweet)\b.*)?$|^(click|tap) (on )?.{0,40}\b(to (subscribe|sign up|download|join|donate|register))\b|^get .* by clicking here$|^support .{0,60}\b(journalism|and make a difference|so we continue|today|patreon)\b`)},
	{kind: Promo, words: "follow", Start: "Follow @", max: 60, Re: match.MustMatcher(`^follow \S+$`)},
	{kind: Promo, words: "follow|like|join|find|visit|connect|tweet|reach|email|interested", max: 240,
		Re: match.MustMatcher(`^(follow|find|reach|email) (.{1,80} )?(on|at|via) ` + channels + `\b|^(like|join|visit|connect with|find) (us|our .{1,20}|me|him|her|them) (.{1,30} )?(on|at|via) .{0,20}` + channels + `|^(like|join) .{1,30} on facebook( here.*)?$|^follow( us| him| her| them| me| \S+){0,4} on$|^(join|follow) us( here| now| today| for more)?$|^follow .* (full )?coverage\b|^tweet (this|us|him|her|me)\b|^visit .{2,40} (homepage|home page|website|site) for more\b|^interested in .* add .* as an interest\b`)},
	{kind: Related, words: "related|recommended|read|see|also|more|watch|listen|video|gallery|photos|slideshow|don't|must", max: 240,
		Re: match.MustMatcher(`^(related (stories|articles|news|content|coverage|posts|reading|topics|video)? ?#?|read more|read next|read also|also read|see also|must read|recommended reading|watch more|read the full (story|article|report)( here)?|more (stories|news|from|on|about|coverage) .{2,80})$|^more great \S+ stories$`)},
	{kind: Related, words: "popular|trending|most|more|other|top|recommended|latest|read|what|mehr|weitere|lesen|plus|à|lire|más|lee|mais|leia|altri|leggi|ещё|еще|другие|читайте|diğer|bunları", heads: true, max: 80,
		Re: match.MustMatcher(`^(popular|trending|most (read|popular|viewed)|top stories|latest|more( great| top| popular)?( stories| articles| news| posts| coverage| videos)?|other( top)? stories) (on|in|from|by) \S+( \S+){0,4}$|^more great .* stories$|^more .{2,40} (stories|coverage|news)$|^(recommended|top|latest|more) (stories|reading|articles|news|posts|videos|headlines)( for you)?$|^(what to|things to) (read|watch) next$|^(mehr|weitere) (artikel|beiträge|themen|nachrichten|meldungen|news)( (zu|zum|zur|aus|von|vom|über|auf|in|im|für) .{1,40})?$|^lesen sie (auch|mehr)( .{1,40})?$|^plus d'(articles|actualités|infos)( .{1,40})?$|^(à )?lire (aussi|également)$|^(más|otras) (noticias|artículos|notas)( .{1,40})?$|^lee también$|^(mais|outras) (notícias|matérias|artigos)( .{1,40})?$|^leia (também|mais)$|^altr[ie] (articoli|notizie)( .{1,40})?$|^leggi anche$|^(ещё|еще|другие) (новости|материалы|статьи)( .{1,40})?$|^читайте также$|^diğer haberler$|^bunlari da (okuyun|oku)$`)},
	{kind: Related, words: "more", Start: "More:", heads: true, max: 5, Re: match.MustMatcher(`^more$`)},
	{kind: Related, words: "don't", Start: "DON", heads: true, max: 14, Re: match.MustMatcher(`^don't miss$`)},
	{kind: Navigation, words: "video", Start: "VIDEO", max: 6, Re: match.MustMatcher(`^video$`)},
	{kind: Navigation, words: "learn", Start: "LEARN MORE", max: 12, Re: match.MustMatcher(`^learn more$`)},
	{kind: ShareBar, words: "share", Start: "SHARE", max: 6, Re: match.MustMatcher(`^share$`)},
	{kind: Newsletter, words: "subscribe", Start: "SUBSCRIBE", max: 10, Re: match.MustMatcher(`^subscribe$`)},
	{kind: Promo, words: "if", max: 420, Re: match.MustMatcher(`^if you (enjoyed|enjoy|liked|like|love|loved|appreciate|value|found) (this|our|reading this) (article|story|post|piece|reporting|journalism|work|coverage|column|interview)\b.*\b(join|subscribe|sign up|support|donate|consider|share|become|contribut\S+|proposition|newsletter|donation)\b`)},
	{kind: Navigation, words: "image", max: 8, Re: match.MustMatcher(`^image$`)},
	{kind: Navigation, words: "homepage|read|see|view|learn|order|text|go", max: 60,
		Re: match.MustMatcher(`^(homepage|read later|see (full|the) (gallery|photos)|view (the )?(full )?(gallery|slideshow)|order reprints|go to (the )?(home ?page|full site)|see (our|all) (full )?coverage)$`)},
	{kind: Notice, words: "tempo|temps|tiempo|lesezeit|lesedauer|reading|read|#|estimated|время|okuma|leitura|lecture", max: 60,
		Re: match.MustMatcher(`^(tempo de leitura|temps de lecture|tiempo de lectura|tempo di lettura|lese(zeit|dauer)( ca)?|(estimated )?read(ing)? time|время (чтения|на чтение)|okuma süresi|lecture)( #( #)? ?(min(uto|uti|utos|ute|uten|utes|s)?|мин(ут[аы]?)?|dk|dakika|m))?$|^# (min(ute)?s?|мин(ут[аы]?)?|dk|dakika)( de| di)? (read|reading|lecture|leitura|lectura|lettura|lesezeit|lesedauer|чтения|okuma)$|^# min read$`)},
	{kind: Notice, words: "if|when|this|we|some|we|products|as|our|sometimes|purchases|all|links", max: 420,
		Re: match.MustMatcher(`\b(if you (buy|click|purchase|make a purchase|book|shop)|when you (buy|click|purchase|shop)|through (our|these|the|affiliate) links?|links to (online )?(retail|retailers)|affiliate)\b.*\b(commissions?|share of (the )?(sale|revenue)|affiliate (partner|advertising|links?|commission)|earn)`)},
	{kind: Notice, has: "affiliate", max: 420,
		Re: match.MustMatcher(`affiliate (links?|partnerships?|partners|commissions?|programs?|programme|income).*\b(commissions?|earn|purchases?|paid|compensation|income)|^(this|the) (post|article|page|story) (may )?contains? affiliate`)},
	{kind: Notice, words: "npr|this|transcripts|transcript", max: 420,
		Re: match.MustMatcher(`^npr transcripts are created\b|^this (transcript|text|article) (was|is|has been) (automatically|auto-?generated|machine|created|produced|generated|translated|lightly edited|edited for)\b|^transcripts? (provided|created|produced) by\b`)},
	{kind: Notice, words: "live|this|refresh|follow|key|show|auto|updates|scroll|der|dieser|le|ce|este|esta|questa|трансляция|canlı", max: 120,
		Re: match.MustMatcher(`^(refresh|reload) (this |the )?page (for|to)\b|^this (live ?blog|live page|live coverage|live feed) (is|has) (now )?(closed|ended|finished)|^(our|this) live coverage (has|is)\b|^show key events only$|^auto-?refresh( on| off)?$|^live (updates|coverage|blog|feed|reporting)$|^(dieser|der) (live-?ticker|live-?blog) (ist|wird) (beendet|geschlossen|hier beendet)|^(ce|le) direct est (maintenant )?(terminé|fermé)|^(este|esta) (directo|cobertura|minuto a minuto) (ha|está) (terminad[oa]|finalizad[oa]|cerrad[oa])|^(esta|a) cobertura ao vivo (terminou|está encerrada)|^(questa|la) diretta è (terminata|finita|conclusa)|^трансляция (завершена|окончена)|^canli (yayin|anlatim) (sona erdi|bitti)`)},
	{kind: Promo, words: "subscribe|click|read|get|listen|watch|submit|send", max: 200,
		Re: match.MustMatcher(`^subscribe to .{2,60} (on youtube|youtube channel|podcast|on (apple podcasts|spotify|itunes))\b|^(click here to|read more on .* by) .*\b(app|clicking here|subscribe|sign up)\b|^get .{2,60} delivered (to|through) your (door|letterbox|home|inbox)\b|^listen to .{2,60} (live|here|on (apple|spotify|bbc|itunes))\b.*$|^get the .{2,30} (instant )?download$`)},
	{kind: Copyright, words: "copyright|©|#|all|via|distributed|content|this|©#", max: 320,
		Re: match.MustMatcher(`^(copyright( c)?( by)? #|copyright c |copyright # |copyright \S+( \S+){0,4} #|# .* all rights reserved|all rights reserved\b|distributed by .{2,60}$|this material may not be|content created by the .* available without charge)`)},
	{kind: Copyright, has: "all rights reserved", max: 320, Re: match.MustMatcher(`(copyright|#|inc|llc|ltd|gmbh|press|media|news|\bc) (.{0,60} )?all rights reserved|^all rights reserved`)},
	{kind: Copyright, has: "may not be published", max: 320, Re: match.MustMatcher(`^(©|#|this material|copyright|the|all)`)},
	{kind: Notice, words: "we|this|your|please|by|note|just|media|our", max: 320,
		Re: match.MustMatcher(`^(we|this (web)?site|our (web)?site) uses? cookies\b|^by (using|continuing|clicking|subscribing|signing up|submitting) .*(cookie|privacy policy|terms)|^this (site is protected by re?captcha|slideshow requires javascript|content requires|video (is|has been) )|^(your browser|please (enable|upgrade|turn|disable|update) (your )?(javascript|browser|cookies|ad ?blocker))|^(note )?we are temporarily moderating all comments|^this (article|story|post) is more than (#|\S+) (year|month|week|day)s? old$|^just watched .* replay more videos|^media playback is (un|not )?supported on (your|this) device$`)},
	{kind: Advertisement, words: "article|story|content|post|video|news|advertisement|scroll|keep|continue", max: 100,
		Re: match.MustMatcher(`^(article|story|content|post|news|video|page) continues? (below|after|under)( (this|the|an|our|a))?( ad| ads| advert| advertisement| promo| video| newsletter| message from our sponsors?)?$|^(scroll|scroll down|keep scrolling|continue scrolling) (to|for) (continue|keep|read|see|view)( reading| more| the rest| below)?( .{1,30})?$|^advertisement (scroll|article|story|content|continue|keep)\b`)},
	{kind: ShareBar, words: "share|follow|add|addthis", max: 160,
		Re: match.MustMatcher(`^share all sharing options\b|^addthis sharing buttons$|^share (this )?(to|on|via|with|by|in|using) (facebook|twitter|x|linkedin|whatsapp|pinterest|reddit|telegram|tumblr|e-?mail|flipboard|messenger|instagram|threads|bluesky|mastodon|pocket|sms|print|social media)\b|^share this (facebook|twitter|pocket|linkedin|whatsapp|reddit|tumblr|pinterest|telegram|e-?mail|print)$|^(follow|add) (\S+ ){1,6}(on|as a preferred source on) google( news| discover)?$`)},
	{kind: Notice, words: "you|you've|this|the|a|quotes|market|read|to|keep", max: 320,
		Re: match.MustMatcher(`^(you've|you have) (reached (your|the) (\S+ ){0,6}(limit|articles)|((read|used|viewed|reached|have) )?(\S+ ){0,4}(free|remaining|complimentary) (\S+ ){0,2}articles?|# (free )?articles? (left|remaining))\b|^this (copy|article|content|material) is for your personal\b|^the post .+ (appeared first|first appeared) on |^a version of this (article|story|review|op-ed|column|essay|obituary|post) (appears|appeared|also appears|was published|is published) (in print|in the)\b|^(quotes|market data) (are |is )?(delayed|provided by|powered by|supplied by)\b|^read the original (article|story|post|piece)( (on|at|in|from|here)\b|$)|^(to )?(continue |keep |read )(reading|this (article|story)|the full (article|story)) (\S+ ){0,4}(subscribe|sign in|log in|register|sign up)\b`)},
	{kind: Navigation, words: "view|see|read|open|launch|slide|photo|image|picture|report|suggest|got|have|was|did|watch", max: 120,
		Re: match.MustMatcher(`^(view|see|read) (all|more|other) ((posts?|articles?|stories|news|content) )?(by|from) \S+( \S+){0,4}$|^(view|see|open|launch) (the |all |full )?(gallery )?# (photos|images|pictures|slides)$|^view (photo |image )?gallery( # (images|photos))?$|^(slide|photo|image|picture) # (of|/) #$|^(report|suggest) (a|an) (typo|error|correction|mistake|problem|issue)( .{1,40})?$|^(got|have) (a|any) (news |confidential |story )?tips?( (email|contact|tell|let) us\b.*)?$|^(was|did) (you find )?this (article|story|page|content) (helpful|useful|interesting)( yes no)?$|^watch (the )?(full )?(video|clip|interview|trailer|highlights|live)( here| below| above| now)?$`)},
	{kind: Promo, words: "get|do|enjoying|like|love|help|your", max: 320,
		Re: match.MustMatcher(`^get (the )?(latest |breaking |top |more )(news |\S+ ){0,8}(alerts|updates)\b|^(do you (rely on|like|love|enjoy|value|appreciate)|enjoying|like|love) ((our|this|the|\S+) )?(reporting|journalism|article|story|coverage) (\S+ ){0,8}(click|support|subscribe|sign up|donate|join)\b|^(help us|your (donation|support|contribution)) (\S+ ){0,12}(journalism|reporting|newsroom)\b`)},
	{kind: CommentWidget, words: "#|view|show|see|load|read|join|leave|post|add|write|be|start", max: 100,
		Re: match.MustMatcher(`^((view|show|see|load|read) )?((all|more|the) )?# (comments?|replies|responses|reactions)( on .{2,60}| so far)?$|^(view|show|see|load|read) (all |more |the )?comments?( on .{2,60})?$|^(leave|post|add|write) (a|your) (comment|reply|response)( .{1,40})?$|^be the first to comment\b|^start the conversation$`)},
	{kind: ReporterCredit, has: "contributed", max: 320,
		Re: match.MustMatcher(`^.{3,250} (also )?contributed (reporting|to this (report|story|article|post|piece|column))( from .{3,40})?$|^contributed (reporting|to)`)},
	{kind: ReporterCredit, words: "reporting|additional|editing|writing|compiled|edited|contributing|written|story|research|with", max: 320,
		Re: match.MustMatcher(`^((additional )?(reporting|writing|editing|research)( and (writing|editing|reporting))? by|compiled by|contributing the associated press$|contributing (\S+ ){1,8}$|edited by|written by|with (reporting|assistance) (by|from)|story by) .*`)},
}
