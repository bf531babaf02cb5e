package analyze

import (
	"strings"
	"unicode"

	"github.com/blevesearch/bleve/v2/analysis/lang/ar"
	"github.com/blevesearch/bleve/v2/analysis/lang/bg"
	"github.com/blevesearch/bleve/v2/analysis/lang/ca"
	"github.com/blevesearch/bleve/v2/analysis/lang/ckb"
	"github.com/blevesearch/bleve/v2/analysis/lang/cs"
	"github.com/blevesearch/bleve/v2/analysis/lang/da"
	"github.com/blevesearch/bleve/v2/analysis/lang/de"
	"github.com/blevesearch/bleve/v2/analysis/lang/el"
	"github.com/blevesearch/bleve/v2/analysis/lang/en"
	"github.com/blevesearch/bleve/v2/analysis/lang/es"
	"github.com/blevesearch/bleve/v2/analysis/lang/eu"
	"github.com/blevesearch/bleve/v2/analysis/lang/fa"
	"github.com/blevesearch/bleve/v2/analysis/lang/fi"
	"github.com/blevesearch/bleve/v2/analysis/lang/fr"
	"github.com/blevesearch/bleve/v2/analysis/lang/ga"
	"github.com/blevesearch/bleve/v2/analysis/lang/gl"
	"github.com/blevesearch/bleve/v2/analysis/lang/hi"
	"github.com/blevesearch/bleve/v2/analysis/lang/hr"
	"github.com/blevesearch/bleve/v2/analysis/lang/hu"
	"github.com/blevesearch/bleve/v2/analysis/lang/hy"
	"github.com/blevesearch/bleve/v2/analysis/lang/id"
	"github.com/blevesearch/bleve/v2/analysis/lang/in"
	"github.com/blevesearch/bleve/v2/analysis/lang/it"
	"github.com/blevesearch/bleve/v2/analysis/lang/nl"
	"github.com/blevesearch/bleve/v2/analysis/lang/no"
	"github.com/blevesearch/bleve/v2/analysis/lang/pl"
	"github.com/blevesearch/bleve/v2/analysis/lang/pt"
	"github.com/blevesearch/bleve/v2/analysis/lang/ro"
	"github.com/blevesearch/bleve/v2/analysis/lang/ru"
	"github.com/blevesearch/bleve/v2/analysis/lang/sv"
	"github.com/blevesearch/bleve/v2/analysis/lang/tr"
)

// rows is the table of languages, in the order of their codes, with the fallback last.
// A new language needs a row here and a golden file testdata/analyze/<code>.txt. A row
// without a stemmer allows Detect to name the language and marks its stop words.
var rows = []*row{
	{code: "ar", name: "Arabic", stemmer: bleveFilters(ar.NormalizeName, ar.StemmerName),
		stopLists: list(ar.ArabicStopWords)},
	{code: "bg", name: "Bulgarian", decimalComma: true, stopLists: list(bg.BulgarianStopWords)},
	{code: "ca", name: "Catalan", decimalComma: true, stopLists: list(ca.CatalanStopWords),
		elided: []string{"d l m n s t"}},
	{code: "ckb", name: "Sorani", stemmer: bleveFilters(ckb.NormalizeName, "stemmer_ckb"),
		stopLists: list(ckb.SoraniStopWords)},
	{code: "cs", name: "Czech", decimalComma: true, stopLists: list(cs.CzechStopWords),
		magnitudes: words("tisic 3 tisice 3 tis 3 milion 6 miliony 6 milionu 6 mil 6 miliarda 9 miliardy 9 miliard 9 mld 9"),
		currencies: codes("korun czk koruna czk koruny czk eur eur eura eur dolaru usd dolary usd")},
	{code: "da", name: "Danish", decimalComma: true, stemmer: bleveFilters(da.SnowballStemmerName),
		stopLists:  list(da.DanishStopWords),
		magnitudes: words("tusind 3 million 6 millioner 6 mio 6 milliard 9 milliarder 9 mia 9 mrd 9 billion 12 billioner 12"),
		currencies: codes("kroner dkk kr dkk krone dkk")},
	{code: "de", name: "German", decimalComma: true, stemmer: bleveFilters(de.NormalizeName, de.LightStemmerName),
		stopLists:  list(de.GermanStopWords),
		magnitudes: words("tausend 3 million 6 millionen 6 mio 6 milliarde 9 milliarden 9 mrd 9 billion 12 billionen 12"),
		currencies: codes("dollar usd euro eur pfund gbp franken chf rubel rub")},
	{code: "el", name: "Greek", decimalComma: true, stopLists: list(el.GreekStopWords),
		magnitudes: words("χιλιαδεσ 3 εκατ 6 εκατομμυρια 6 εκατομμυριο 6 δισ 9 δισεκατομμυρια 9 δισεκατομμυριο 9"),
		currencies: codes("ευρω eur δολαρια usd")},
	{code: "en", name: "English", foldFirst: true, keepsTwo: true, stemmer: stemEnglish, stopLists: append(list(en.EnglishStopWords), "us"),
		apostrophe: englishApostrophe, protected: englishNames, exceptions: englishExceptions,
		acronyms:   map[string]string{"us": "u.s.", "who": "w.h.o.", "it": "i.t."},
		magnitudes: englishMagnitudes, currencies: englishCurrencies},
	{code: "es", name: "Spanish", decimalComma: true, keepsTwo: true, stemmer: stemSpanish, stopLists: list(es.SpanishStopWords),
		magnitudes: words("mil 3 millon 6 millones 6 mdd 6 billon 12 billones 12"),
		currencies: codes("dolar usd dolares usd euro eur euros eur libras gbp pesos mxn")},
	{code: "et", name: "Estonian", decimalComma: true,
		magnitudes: words("tuhat 3 miljon 6 miljonit 6 mln 6 miljard 9 miljardit 9 mld 9"), currencies: codes("eurot eur eurot eur dollarit usd")},
	{code: "eu", name: "Basque", decimalComma: true, stopLists: list(eu.BasqueStopWords)},
	{code: "fa", name: "Persian", stemmer: bleveFilters(ar.NormalizeName, fa.NormalizeName),
		stopLists: list(fa.PersianStopWords)},
	{code: "fi", name: "Finnish", decimalComma: true, colonSuffix: true, stemmer: bleveFilters(fi.SnowballStemmerName),
		stopLists:  list(fi.FinnishStopWords),
		magnitudes: words("tuhat 3 tuhatta 3 miljoona 6 miljoonaa 6 miljoonan 6 milj 6 miljardi 9 miljardia 9 miljardin 9 mrd 9 biljoonaa 12"),
		currencies: codes("euroa eur euron eur dollaria usd dollarin usd")},
	{code: "fr", name: "French", decimalComma: true, keepsTwo: true, stemmer: stemFrench, stopLists: list(fr.FrenchStopWords),
		elided:     []string{"c d j l m n s t qu jusqu lorsqu puisqu quoiqu quelqu presqu"},
		magnitudes: words("mille 3 million 6 millions 6 milliard 9 milliards 9 md 9 mds 9 billion 12 billions 12"),
		currencies: codes("dollar usd dollars usd euro eur euros eur livres gbp francs chf")},
	{code: "ga", name: "Irish", stopLists: list(ga.IrishStopWords)},
	{code: "gl", name: "Galician", decimalComma: true, stopLists: list(gl.GalicianStopWords)},
	{code: "he", name: "Hebrew"},
	{code: "hi", name: "Hindi", stemmer: bleveFilters(in.NormalizeName, hi.NormalizeName, hi.StemmerName),
		stopLists:  list(hi.HindiStopWords),
		magnitudes: words("हजार 3 लाख 5 करोड़ 7 अरब 9"), currencies: codes("रुपये inr रुपए inr डॉलर usd")},
	{code: "hr", name: "Croatian", decimalComma: true, stemmer: bleveFilters(hr.SuffixTransformationFilterName, hr.StemmerName),
		stopLists:  list(hr.CroatianStopWords),
		magnitudes: words("tisuca 3 milijun 6 milijuna 6 mil 6 milijarda 9 milijarde 9 milijardi 9 mlrd 9"),
		currencies: codes("eura eur dolara usd kuna hrk")},
	{code: "hu", name: "Hungarian", decimalComma: true, keepsTwo: true, stemmer: stemHungarian, stopLists: list(hu.HungarianStopWords),
		magnitudes: words("ezer 3 millio 6 milliard 9 mrd 9 billio 12"), currencies: codes("forint huf euro eur dollar usd")},
	{code: "hy", name: "Armenian", stopLists: list(hy.ArmenianStopWords)},
	{code: "id", name: "Indonesian", decimalComma: true, stopLists: list(id.IndonesianStopWords),
		magnitudes: words("ribu 3 juta 6 miliar 9 triliun 12"), currencies: codes("rupiah idr dolar usd")},
	{code: "it", name: "Italian", decimalComma: true, stemmer: bleveFilters(it.LightStemmerName), stopLists: list(it.ItalianStopWords),
		elided:     []string{"c d l m n s t v un all dall dell nell sull coll gl agl dagl degl negl sugl quest quell bell sant"},
		magnitudes: words("mila 3 milione 6 milioni 6 mln 6 miliardo 9 miliardi 9 mld 9"),
		currencies: codes("dollaro usd dollari usd euro eur sterline gbp franchi chf")},
	{code: "ja", name: "Japanese"},
	{code: "ko", name: "Korean"},
	{code: "lt", name: "Lithuanian", decimalComma: true,
		magnitudes: words("tukst 3 mln 6 milijonu 6 mlrd 9 milijardu 9"), currencies: codes("euru eur eurai eur doleriu usd")},
	{code: "lv", name: "Latvian", decimalComma: true,
		magnitudes: words("tukstosi 3 tukstosu 3 miljons 6 miljoni 6 miljonu 6 miljards 9 miljardi 9 miljardu 9"), currencies: codes("eiro eur dolaru usd")},
	{code: "mk", name: "Macedonian", decimalComma: true},
	{code: "ms", name: "Malay", magnitudes: words("ribu 3 juta 6 bilion 9"), currencies: codes("ringgit myr dolar usd")},
	{code: "nl", name: "Dutch", decimalComma: true, stemmer: bleveFilters(nl.SnowballStemmerName), stopLists: list(nl.DutchStopWords),
		magnitudes: words("duizend 3 miljoen 6 mln 6 miljard 9 mld 9 biljoen 12"),
		currencies: codes("dollar usd euro eur pond gbp")},
	{code: "no", name: "Norwegian", decimalComma: true, keepsTwo: true, stemmer: stemNorwegian, stopLists: list(no.NorwegianStopWords),
		magnitudes: words("tusen 3 million 6 millioner 6 mill 6 milliard 9 milliarder 9 mrd 9 billion 12 billioner 12"),
		currencies: codes("kroner nok kr nok krone nok")},
	{code: "pl", name: "Polish", prefixes: true, decimalComma: true, stemmer: bleveFilters("stemmer_pl"), stopLists: list(pl.PolishStopWords),
		magnitudes: words("tys 3 tysiecy 3 tysiace 3 milion 6 miliony 6 milionow 6 mln 6 miliard 9 miliardy 9 miliardow 9 mld 9 bilion 12 bilionow 12"),
		currencies: codes("zl pln zlotych pln zlote pln zloty pln euro eur dolarow usd dolary usd dol usd")},
	{code: "pt", name: "Portuguese", decimalComma: true, stemmer: bleveFilters(pt.LightStemmerName), stopLists: list(pt.PortugueseStopWords),
		magnitudes: words("mil 3 milhao 6 milhoes 6 mi 6 bilhao 9 bilhoes 9 bi 9 trilhao 12 trilhoes 12"),
		currencies: codes("dolar usd dolares usd euro eur euros eur real brl reais brl libras gbp")},
	{code: "ro", name: "Romanian", decimalComma: true, stemmer: bleveFilters(ro.SnowballStemmerName), stopLists: list(ro.RomanianStopWords),
		magnitudes: words("mii 3 milion 6 milioane 6 mil 6 miliard 9 miliarde 9 mld 9"),
		currencies: codes("lei ron leu ron euro eur dolari usd")},
	{code: "ru", name: "Russian", decimalComma: true, stemmer: stemRussian, stopLists: list(ru.RussianStopWords),
		magnitudes: words("тыс 3 тысяч 3 тысячи 3 тысяча 3 млн 6 миллион 6 миллиона 6 миллионов 6 млрд 9 миллиард 9 миллиарда 9 миллиардов 9 трлн 12 триллион 12 триллиона 12 триллионов 12"),
		currencies: codes("рубль rub рубля rub рублей rub руб rub доллар usd доллара usd долларов usd долл usd евро eur")},
	{code: "sk", name: "Slovak", decimalComma: true,
		magnitudes: words("tisic 3 milion 6 miliony 6 milionov 6 miliarda 9 miliardy 9 miliard 9 mld 9"), currencies: codes("eur eur eura eur dolarov usd")},
	{code: "sl", name: "Slovenian", decimalComma: true,
		magnitudes: words("tisoc 3 milijon 6 milijona 6 milijonov 6 milijarda 9 milijarde 9 milijard 9"), currencies: codes("evrov eur evra eur dolarjev usd")},
	{code: "sq", name: "Albanian", decimalComma: true},
	{code: "sr", name: "Serbian", decimalComma: true},
	{code: "sv", name: "Swedish", decimalComma: true, colonSuffix: true, keepsTwo: true, stemmer: stemSwedish, stopLists: list(sv.SwedishStopWords),
		magnitudes: words("tusen 3 miljon 6 miljoner 6 milj 6 mkr 6 miljard 9 miljarder 9 mdr 9 mdkr 9 biljoner 12"),
		currencies: codes("kronor sek kr sek krona sek dollar usd euro eur")},
	{code: "sw", name: "Swahili"},
	{code: "th", name: "Thai"},
	{code: "tl", name: "Tagalog"},
	{code: "tr", name: "Turkish", decimalComma: true, stemmer: bleveFilters(tr.SnowballStemmerName), stopLists: list(tr.TurkishStopWords),
		lower: turkishLower, apostrophe: suffixApostrophe,
		magnitudes: words("bin 3 milyon 6 milyar 9 trilyon 12"), currencies: codes("lira try tl try dolar usd euro eur avro eur")},
	{code: "uk", name: "Ukrainian", decimalComma: true,
		magnitudes: words("тис 3 тисяч 3 млн 6 мільйон 6 мільйони 6 мільйонів 6 млрд 9 мільярд 9 мільярди 9 мільярдів 9 трлн 12"),
		currencies: codes("гривень uah грн uah гривні uah доларів usd долари usd євро eur")},
	{code: "ur", name: "Urdu"},
	{code: "vi", name: "Vietnamese", decimalComma: true,
		magnitudes: words("nghin 3 ngan 3 trieu 6 ty 9"), currencies: codes("dong vnd usd usd")},
	{code: "zh", name: "Chinese"},
	{code: "und", name: "Undetermined", magnitudes: words("million 6 mn 6 mln 6 bn 9 mrd 9 mld 9 trillion 12")},
}

// list returns one of Bleve's lists as the stop lists of a row.
func list(b []byte) []string { return []string{string(b)} }

// words reads a table of magnitudes: folded words, each followed by its power of ten.
func words(s string) map[string]int {
	m := map[string]int{}
	f := strings.Fields(s)
	for i := 0; i+1 < len(f); i += 2 {
		exp := 0
		for _, c := range f[i+1] {
			exp = 10*exp + int(c-'0')
		}
		m[f[i]] = exp
	}
	return m
}

// codes reads a table of currencies: folded words, each followed by its code.
func codes(s string) map[string]string {
	m := map[string]string{}
	f := strings.Fields(s)
	for i := 0; i+1 < len(f); i += 2 {
		m[f[i]] = f[i+1]
	}
	return m
}

// turkishLower returns s in lower case, with I paired with ı and İ with i.
func turkishLower(s string) string {
	return strings.ToLowerSpecial(unicode.TurkishCase, s)
}
