package date

import (
	"embed"
	"fmt"
	"strconv"
	"strings"
	"sync"

	"github.com/newsdex/newsdex/ingest/internal/table"
)

// wordFiles are the names of months, days and zones and the other words that dates are
// written with: a file for each language. words/all.txt tells all lists.
//
//go:embed words/*.txt
var wordFiles embed.FS

// words are the lists of wordFiles.
var words = table.New(wordFiles, "words")

// A vocabulary is the words of dates, in lower case, by what they say.
type vocabulary struct {
	months map[string]int // 1 to 12
	zones  map[string]int // hours from UTC of the zones whose letters mean one thing
	// fillers are the other words that dates are written with: days of the week,
	// articles and prepositions, and zones whose letters mean several things.
	fillers  map[string]bool
	ordinals map[string]bool // what stands behind the number of a day
	dotted   map[string]bool // words by which "9.12" is a time of day
	// afterClock are those that stand right behind it.
	afterClock map[string]bool

	// labels are the words by which a line says that it tells a date of the article,
	// updates those that say when it was changed, english those of English, stamp
	// the others that stand in it.
	labels, updates, english, stamp map[string]bool
	// written and named are such labels of lines that tell more: named only in front.
	written, named map[string]bool

	agoUnits  map[string]bool // words of lines that tell it from when they were read
	ago       map[string]bool // the words that say "ago"
	agoBefore []string        // and the phrases that do
}

// monthLists are the lists of the months, in order.
var monthLists = [...]string{"january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december"}

// readVocabulary declares the lists of a vocabulary and returns what reads it.
func readVocabulary(t *table.Table) func() *vocabulary {
	var months [len(monthLists)]func() []string
	for i, list := range monthLists {
		months[i] = t.Words(list)
	}
	weekdays, fillers, unsure := t.WordSet("weekday"), t.WordSet("filler"), t.WordSet("unsure-zone")
	ordinals, zones := t.WordSet("ordinal"), t.Phrases("zone")
	dotted, afterClock := t.WordSet("dotted-clock"), t.WordSet("after-clock")
	published, updates, stamp := t.WordSet("published"), t.WordSet("updated"), t.WordSet("stamp")
	written, named := t.WordSet("written"), t.WordSet("date-label")
	ago, agoUnits, agoBefore := t.WordSet("ago"), t.WordSet("ago-unit"), t.Phrases("ago-before")
	return sync.OnceValue(func() *vocabulary {
		v := &vocabulary{
			months: map[string]int{}, zones: map[string]int{}, ordinals: ordinals(), dotted: dotted(), afterClock: afterClock(),
			fillers: union(weekdays(), fillers(), unsure()),
			labels:  union(published(), updates()), updates: updates(), english: map[string]bool{}, stamp: stamp(),
			written: written(), named: named(), ago: ago(), agoUnits: agoUnits(), agoBefore: agoBefore(),
		}
		for i := range months {
			for _, w := range months[i]() {
				if v.months[w] == 0 { // "listopada" is November in Polish and October in Croatian
					v.months[w] = i + 1
				}
			}
		}
		for _, z := range zones() {
			name, hours, err := parseZone(z)
			if err != nil {
				panic(fmt.Sprintf("a data file of the program is broken: zone %s: %v", z, err))
			}
			v.zones[name] = hours
		}
		rows, _ := t.Rows() // were read above
		for _, r := range rows {
			if r.Lang == "en" && (r.List == "published" || r.List == "updated") {
				for w := range strings.FieldsSeq(r.Entry) {
					v.english[w] = true
				}
			}
		}
		return v
	})
}

// parseZone reads an entry of the list of zones: "edt -4".
func parseZone(entry string) (name string, hours int, err error) {
	name, offset, _ := strings.Cut(entry, " ")
	if hours, err = strconv.Atoi(offset); err == nil && (hours < -12 || hours > 14) {
		err = fmt.Errorf("no zone is %d hours from UTC", hours)
	}
	return name, hours, err
}

func union(sets ...map[string]bool) map[string]bool {
	all := map[string]bool{}
	for _, set := range sets {
		for w := range set {
			all[w] = true
		}
	}
	return all
}

// vocab returns the vocabulary of the program. It is read when it is first wanted.
var vocab = readVocabulary(words)

// Month returns the month that a word in lower case names, 1 to 12, in any of the
// languages of the files, or 0.
func Month(word string) int { return vocab().months[word] }

// IsLabel reports whether a word in lower case says that its line tells when an article
// was published or changed.
func IsLabel(word string) bool { return vocab().labels[word] }

// IsUpdateLabel reports whether it says when the article was changed.
func IsUpdateLabel(word string) bool { return vocab().updates[word] }
