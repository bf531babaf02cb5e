package charset

import (
	"strings"
	"unicode"
)

// A charsetLanguage has the weights of the characters of a language.
type charsetLanguage struct {
	name    string
	weights map[rune]float64
	wide    bool // has thousands of characters of East Asia
}

// Characters in texts of any language. Some are common everywhere, so that a text with
// no others above ASCII makes sense. The rest are occasional.
const (
	usualPunctuation = "’‘“”„–—…\u00a0"
	punctuation      = "‚«»‹›•·©®™°§€£¥№¿¡´\u00ad½¼¾²³×±†‰"
)

// weigh returns the weight of a character: near 1 for a frequent letter, below 0 for a
// character that the language does not use.
func (l *charsetLanguage) weigh(r rune) float64 {
	if w, ok := l.weights[unicode.ToLower(r)]; ok {
		if unicode.IsUpper(r) {
			return w - .15
		}
		return w
	}
	switch {
	case strings.ContainsRune(usualPunctuation, r):
		return .6
	case strings.ContainsRune(punctuation, r):
		return .4
	case l.wide && isWide(r):
		return 0
	case unicode.IsLetter(r) || unicode.IsMark(r):
		return -1
	}
	return -.6
}

// charsetLanguages have the letters above ASCII of each language, by falling frequency.
// Latin letters need no order: they are few, and their set identifies the language.
// Chinese, Japanese and Korean have their most frequent few hundred characters; their
// others are possible but neutral.
var charsetLanguages = []*charsetLanguage{
	evenly("French", "éèêàâçîïôûùüëœæ"), evenly("German", "äöüßéà"), evenly("Spanish", "áéíóúñüçªº"), evenly("Portuguese", "áàâãçéêíóôõúüªº"),
	evenly("Italian", "àèéìòùóíîº"), evenly("Dutch", "éëïóèöü"), evenly("Swedish", "åäöéü"), evenly("Danish", "æøåéöäüð"), evenly("Finnish", "äöåšž"),
	evenly("Icelandic", "áðéíóúýþæö"), evenly("Polish", "ąćęłńóśźż"), evenly("Czech", "áčďéěíňóřšťúůýžäöü"), evenly("Slovak", "áäčďéíĺľňóôŕšťúýž"),
	evenly("Hungarian", "áéíóöőúüű"), evenly("Croatian", "čćđšž"), evenly("Romanian", "ăâîșşțţ"), evenly("Turkish", "çğıöşüâîi̇"),
	evenly("Lithuanian", "ąčęėįšųūž"), evenly("Latvian", "āčēģīķļņšūž"), evenly("Estonian", "äöõüšž"), evenly("Albanian", "ëçéê"), evenly("Catalan", "àçèéíïòóúü·"),
	ranked("Russian", "оеаинтсрвлкмдпуяыьгзбчйхжшюцщэфъё"), ranked("Ukrainian", "оанивіертслкудмпязьбгчйхцїжюєшщфґ"), ranked("Bulgarian", "аиоентрсвлкдпмзябугчъцжйщхшфюь"),
	ranked("Serbian", "аоиенртсвукјмпдзлбгчшцјжхњћљфђџ"), ranked("Greek", "αοιετσνηυρπκμλςάωίγόέήδύχθφβώξζψϊϋΐ"),
	ranked("Hebrew", "יוהלאתרמבשנעםדקחפכטגןצזסךףץ"), ranked("Arabic", "اليمونربتةعدسفهكقأحجشطصىخإذزثئضغءؤظآ"), ranked("Persian", "اینردهموتبشسکگلزفعخقجحپصضچطژظذغثء"),
	ranked("Thai", "านรอกเง่มยลวด้ทัสตะปบคหีแจใิชพ์ไุขโูำผซึศืณถธษฐๆฟญภฉฎฝฆฮฌ็"),
	frequent("Japanese", "のにはをたがでてとしれさいるなあおきくけこすせそちつぬねふへほまみむめもやゆよらりろわんうえかどだばべぶじずごげぎがっょゅゃァィェォアイウエオカキクケコサシスセソタチツテトナニネノハヒフホマミムメモラリルレロンーッャュョガギグゲゴザジズゼデドバビブベボパピプペポ日本人年大出中学生者会社一二三十月時分行国見間事前後上下今何気新自動車手東京話合題使用法方部電入開業内場、。「」・"),
	frequent("Chinese", "的一是不了在人有我他这个们中来上大为和国地到以说时要就出会可也你对生能而子那得于着下自之年过发后作里用道行所然家种事成方多经么去法学如都同现当没动面起看定天分还进好小部其些主样理心她本前开但因只从想实日军者意无力它与长把机十民第公此已工使情明性知全三又关点正业外将两高间由问很最重并物手应战向头文体政美相见被利什二等产或新己制身果加西斯月话合回特代内信表化老给世位次度门任常先海通教儿原东声提立及比员解水名真论处走义各入几口认条平系气题活尔更别打女变四神总何电数安少报才结反受目太量再感建务做接必场件计管期市直德资命山金指克许统区保至队形社便空决治展马科司五基眼书非则听白却界达光放强即像难且权思王象完设式色路记南品住告类求据程北边死张该交规万取拉格望觉术领共确传师观清今切院让识候带导争运，。、“”《》：；？！（）"),
	frequent("Traditional Chinese", "的一是不了在人有我他這個們中來上大為和國地到以說時要就出會可也你對生能而子那得於著下自之年過發後作里用道行所然家種事成方多經麼去法學如都同現當沒動面起看定天分還進好小部其些主樣理心她本前開但因只從想實日軍者意無力它與長把機十民第公此已工使情明性知全三又關點正業外將兩高間由問很最重並物手應戰向頭文體政美相見被利什二等產或新己制身果加西斯月話合回特代內信表化老給世位次度門任常先海通教兒原東聲提立及比員解水名真論處走義各入幾口認條平系氣題活爾更別打女變四神總何電數安少報才結反受目太量再感建務做接必場件計管期市直德資命山金指克許統區保至隊形社便空決治展馬科司五基眼書非則聽白卻界達光放強即像難且權思王象完設式色路記南品住告類求據程北邊死張該交規萬取拉格望覺術領共確傳師觀清今切院讓識候帶導爭運台灣香港，。、「」：；？！（）"),
	frequent("Korean", "이다는의에가을로하고한지은를도으서기사자리인대어시해전정나부일들그아수제라보있것만원국공상장주여과였었년와마라게오되면진성동선신적경연월무관구등비소조유회용세업방위문안생물미실개내중말계우모습니까때문금요합입통당분최발표서울북한미국정치발행재단입력체산식교육후더저명건강했권스데트바야거래며각차점두할간없프터민호임설레러추영현양질심결외반확증속률달남불화난크처살석약독책여택키타투피히"),
}

// evenly returns a language whose letters all have the same weight.
func evenly(name, letters string) *charsetLanguage {
	l := &charsetLanguage{name: name, weights: map[rune]float64{}}
	for _, r := range letters {
		l.weights[r] = 1
	}
	return l
}

// ranked returns a language whose letters are given by falling frequency.
func ranked(name, letters string) *charsetLanguage {
	l := &charsetLanguage{name: name, weights: map[rune]float64{}}
	runes := []rune(letters)
	for i, r := range runes {
		l.weights[r] = 1.1 - 1.4*float64(i)/float64(len(runes))
	}
	return l
}

// frequent returns a language with thousands of characters. The given characters are
// frequent, the others possible.
func frequent(name, letters string) *charsetLanguage {
	l := &charsetLanguage{name: name, weights: map[rune]float64{}, wide: true}
	for _, r := range letters {
		l.weights[r] = 1.3
	}
	return l
}
