package date

import (
	"strconv"
	"strings"
	"time"
	"unicode"

	"github.com/newsdex/newsdex/ingest/internal/plain"
)

// Months are the names of the months and their abbreviations in English, German,
// French, Spanish, Portuguese, Italian, Russian, Turkish and Dutch, and in full as dates
// have them in Polish, Czech, Slovak, Hungarian, Romanian, Croatian, Serbian, Ukrainian,
// Bulgarian, Greek, Catalan, Finnish, Danish and Norwegian (CLDR 46). "listopada" is
// November as in Polish; in Croatian it is October.
var Months = monthWords(
	"january jan januar jänner janvier janv enero ene janeiro gennaio gen январь января янв ocak oca januari"+
		" stycznia styczeń ledna leden január januára ianuarie siječnja januara січня януари ιανουαρίου gener tammikuuta",
	"february feb februar février fevrier févr fevr febrero fevereiro fev febbraio февраль февраля фев февр şubat şub februari"+
		" lutego luty února únor február februára februarie veljače februara лютого февруари φεβρουαρίου febrer helmikuuta",
	"march mar märz mrz mär mars marzo março marco март марта мар mart maart mrt"+
		" marca marzec března březen március martie ožujka marta березня μαρτίου març maaliskuuta marts",
	"april apr avril avr abril abr aprile апрель апреля апр nisan nis"+
		" kwietnia kwiecień dubna duben április apríla aprilie travnja aprila квітня април απριλίου huhtikuuta",
	"may mai mayo maio maggio mag май мая mayıs mei"+
		" maja maj května květen május mája svibnja травня μαΐου maig toukokuuta",
	"june jun juni juin junio junho giugno giu июнь июня июн haziran haz"+
		" czerwca czerwiec června červen június júna iunie lipnja juna червня юни ιουνίου juny kesäkuuta",
	"july jul juli juillet juil julio julho luglio lug июль июля июл temmuz tem"+
		" lipca lipiec července červenec július júla iulie srpnja jula липня юли ιουλίου juliol heinäkuuta",
	"august aug août aout agosto ago авг август августа ağustos ağu augustus"+
		" sierpnia sierpień srpna srpen augusztus augusta kolovoza avgusta серпня αυγούστου agost elokuuta",
	"september sep sept septembre septiembre setiembre setembro set settembre сентябрь сентября сен сент eylül eyl"+
		" września wrzesień září szeptember septembra septembrie rujna вересня септември σεπτεμβρίου setembre syyskuuta",
	"october oct oktober okt octobre octubre outubro out ottobre ott октябрь октября окт ekim eki"+
		" października październik října říjen október októbra octombrie oktobra жовтня октомври οκτωβρίου lokakuuta",
	"november nov novembre noviembre novembro ноябрь ноября ноя нояб kasım kas"+
		" listopad listopada listopadu novembra noiembrie studenoga листопада ноември νοεμβρίου marraskuuta",
	"december dec dezember dez décembre decembre déc diciembre dic dezembro dicembre декабрь декабря дек aralık ara"+
		" grudnia grudzień prosince prosinec decembra decembrie prosinca грудня декември δεκεμβρίου desembre joulukuuta desember",
)

func monthWords(lists ...string) map[string]int {
	words := map[string]int{}
	for i, list := range lists {
		for w := range strings.FieldsSeq(list) {
			words[w] = i + 1
		}
	}
	return words
}

// dateFillers are the other words that dates are written with: days of the week,
// articles and prepositions, and zones whose letters mean several things.
var dateFillers = plain.FillerWords(
	"monday tuesday wednesday thursday friday saturday sunday mon tue tues wed thu thur thurs fri sat sun",
	"montag dienstag mittwoch donnerstag freitag samstag sonnabend sonntag mo di mi do fr sa so",
	"lundi mardi mercredi jeudi vendredi samedi dimanche lun mer jeu ven sam dim",
	"lunes martes miércoles jueves viernes sábado domingo",
	"segunda terça quarta quinta sexta feira lunedì martedì mercoledì giovedì venerdì sabato domenica",
	"понедельник вторник среда четверг пятница суббота воскресенье пн вт ср чт пт сб вс",
	"pazartesi salı çarşamba perşembe cuma cumartesi pazar",
	"maandag dinsdag woensdag donderdag vrijdag zaterdag zondag",
	"poniedziałek wtorek środa czwartek piątek sobota niedziela roku godz",
	"at on the of um uhr den der am à a le de del di das às h ore alle о в года г saat m p",
	"est cst mst pst ist bst amt ast et ct mt pt eastern central pacific time local",
)

// zones are the hours of the zones whose letters mean one thing: CST, IST, BST
// and AMT are two or three zones each, ET and PT are summer and winter.
var zones = map[string]int{"utc": 0, "gmt": 0, "z": 0, "edt": -4, "pdt": -7, "cet": 1, "cest": 2, "msk": 3, "jst": 9, "kst": 9}

// parseWordDate reads a date whose month is written as a word, in any order:
// "Monday, 18. November 2019, 10:05 Uhr", "18 de
// noviembre de 2019", "Nov. 18, 2019 at 3:04 p.m. EST". It wants one month, one
// day, one year of four digits, and no word that dates are not written with; so
// "The attack of 11 September 2001" is none.
func parseWordDate(s string) (time.Time, string) {
	var month, day, year int
	clock, zone, half := "", "", ""
	for _, w := range strings.FieldsFunc(strings.ToLower(s), func(r rune) bool {
		return !unicode.IsLetter(r) && !unicode.IsMark(r) && !unicode.IsDigit(r) && r != ':'
	}) {
		w = strings.Trim(w, ":")
		digits := len(w) - len(strings.TrimLeft(w, "0123456789"))
		switch rest := w[digits:]; {
		case w == "":
		case digits > 0 && strings.HasPrefix(rest, ":") && clock == "":
			clock = w
			for _, h := range []string{"am", "pm"} {
				if c, ok := strings.CutSuffix(w, h); ok {
					clock, half = c, h
				}
			}
		case digits == 4 && rest == "" && year == 0:
			year, _ = strconv.Atoi(w)
		case (digits == 1 || digits == 2) && day == 0 && isOrdinal(rest):
			day, _ = strconv.Atoi(w[:digits])
		case digits > 0:
			return time.Time{}, "" // a number too many
		case w == "am" || w == "pm":
			half = w
		case (w == "a" || w == "p") && clock != "":
			half = w + "m"
		default:
			if m := Months[w]; m > 0 && month == 0 {
				month = m
			} else if _, ok := zones[w]; ok && clock != "" {
				zone = w
			} else if !dateFillers[w] {
				return time.Time{}, ""
			}
		}
	}
	if month == 0 || day == 0 || year < 1000 {
		return time.Time{}, ""
	}
	at := time.Date(year, time.Month(month), day, 0, 0, 0, 0, time.UTC)
	if at.Day() != day {
		return time.Time{}, ""
	}
	return withClock(at, clock, half, zone)
}

// withClock adds a time of day such as "3:04" to the day at.
func withClock(at time.Time, clock, half, zone string) (time.Time, string) {
	const day = "2006-01-02"
	parts := strings.Split(clock, ":")
	if len(parts) < 2 || len(parts) > 3 {
		return at, day
	}
	var n [3]int
	for i, p := range parts {
		v, err := strconv.Atoi(p)
		if err != nil || v < 0 || v > 59 {
			return at, day
		}
		n[i] = v
	}
	if half != "" && n[0] > 12 || n[0] > 23 {
		return at, day
	}
	if half == "pm" && n[0] < 12 {
		n[0] += 12
	} else if half == "am" && n[0] == 12 {
		n[0] = 0
	}
	layout := "2006-01-02T15:04"
	if len(parts) == 3 {
		layout += ":05"
	}
	where := time.UTC
	if hours, ok := zones[zone]; ok {
		layout += "Z07:00"
		if hours != 0 {
			where = time.FixedZone("", hours*3600)
		}
	}
	return time.Date(at.Year(), at.Month(), at.Day(), n[0], n[1], n[2], 0, where), layout
}

func isOrdinal(s string) bool {
	switch s {
	case "", "st", "nd", "rd", "th", "er", "º", "ª":
		return true
	}
	return false
}
