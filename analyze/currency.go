package analyze

import (
	"unicode/utf8"
)

// A currencySign is a currency before a number.
type currencySign struct {
	code  string
	start int
}

// currencySigns are the signs of currencies. A $ alone is the US dollar, a ¥ the yen.
var currencySigns = map[rune]string{
	'$': "usd", '€': "eur", '£': "gbp", '¥': "jpy", '₹': "inr", '₽': "rub", '₩': "krw",
	'₺': "try", '₴': "uah", '₪': "ils", '₫': "vnd", '₦': "ngn", '฿': "thb", '₱': "php",
	'₿': "btc", '₵': "ghs", '₸': "kzt", '₡': "crc", '₲': "pyg", '₾': "gel", '₼': "azn",
	'＄': "usd", '￥': "jpy", '￡': "gbp", '￦': "krw", '﷼': "irr",
}

// dollars are the prefixes of $ that name its country: US$, R$.
var dollars = map[string]string{
	"us": "usd", "u": "usd", "a": "aud", "au": "aud", "c": "cad", "ca": "cad", "can": "cad",
	"nz": "nzd", "hk": "hkd", "s": "sgd", "sg": "sgd", "r": "brl", "nt": "twd", "tw": "twd",
	"mx": "mxn", "j": "jmd", "tt": "ttd", "bz": "bzd", "usd": "usd", "aud": "aud", "cad": "cad",
}

// rupees are abbreviations that precede a number like a sign.
var rupees = map[string]string{"Rs": "inr", "Rp": "idr", "RM": "myr", "Tk": "bdt", "Sh": "kes", "Kr": "sek"}

// currencyCodes are the ISO 4217 codes that are recognized beside a number. It lacks
// those that are also words (TRY, ALL, TOP) and those that usually mean something else
// (COP, PEN).
var currencyCodes = func() map[string]string {
	m := map[string]string{"rmb": "cny", "nis": "ils", "btc": "btc", "eth": "eth", "usdt": "usdt"}
	for code := range wordSet(`aed aud azn bdt bgn bhd brl cad chf clp cny czk dkk dzd egp
		eur gbp gel ghs hkd hrk huf idr ils inr iqd irr isk jod jpy kes krw kwd kzt lbp lkr
		mxn myr ngn nok nzd omr php pkr pln qar rsd rub sar sek sgd thb tnd twd tzs uah
		ugx usd uyu uzs vnd xaf xof zar`) {
		m[code] = code
	}
	return m
}()

// currencyAdjectives specify the country of dollars, pesos or francs.
var currencyAdjectives = map[string]string{
	"us": "usd", "american": "usd", "canadian": "cad", "australian": "aud", "singapore": "sgd",
	"swiss": "chf", "mexican": "mxn", "indian": "inr", "japanese": "jpy", "chinese": "cny",
	"russian": "rub", "turkish": "try", "british": "gbp", "philippine": "php", "taiwan": "twd",
	"egyptian": "egp", "norwegian": "nok", "swedish": "sek", "danish": "dkk", "czech": "czk",
	"pakistani": "pkr", "chilean": "clp", "colombian": "cop", "argentine": "ars", "sri": "",
}

// englishCurrencies are names of currencies that the press of any language may use.
var englishCurrencies = map[string]string{
	"dollar": "usd", "dollars": "usd", "euro": "eur", "euros": "eur", "pound": "gbp", "pounds": "gbp",
	"yen": "jpy", "yuan": "cny", "renminbi": "cny", "rupee": "inr", "rupees": "inr",
	"ruble": "rub", "rubles": "rub", "rouble": "rub", "roubles": "rub", "francs": "chf",
	"zloty": "pln", "zlotys": "pln", "shekel": "ils", "shekels": "ils", "hryvnia": "uah",
	"naira": "ngn", "ringgit": "myr", "rupiah": "idr", "baht": "thb", "dirham": "aed", "dirhams": "aed",
	"riyal": "sar", "riyals": "sar", "forint": "huf", "forints": "huf", "kronor": "sek", "lira": "try",
	"bitcoin": "btc", "bitcoins": "btc", "pesos": "mxn", "peso": "mxn", "reais": "brl",
}

// currencyBefore returns the currency sign before i, with at most one space between.
func (s *scanner) currencyBefore(i int) currencySign {
	j := i
	if j > 0 && s.text[j-1] == ' ' {
		j--
	} else if j > 1 && s.text[j-2] == 0xC2 && s.text[j-1] == 0xA0 {
		j -= 2
	}
	if j == 0 {
		return currencySign{}
	}
	b := s.text[j-1]
	if b < utf8.RuneSelf && b != '$' {
		return currencySign{}
	}
	r, n := utf8.DecodeLastRuneInString(s.text[:j])
	code := currencySigns[r]
	// A sign directly after a digit belongs to that number: 40€ 50.
	if code == "" || j-n > 0 && j < i && isWordByte[s.text[j-n-1]] {
		return currencySign{}
	}
	return currencySign{code, j - n}
}

func isUpper(s string) bool {
	for i := range len(s) {
		if s[i] < 'A' || s[i] > 'Z' {
			return false
		}
	}
	return true
}
