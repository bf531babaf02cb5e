package date

import (
	"embed"
	"fmt"
	"strconv"
	"strings"
	"sync"

	"github.com/newsdex/newsdex/ingest/internal/table"
)

// wordFiles has the words of dates (names of months, days and zones, and others): a
// file for each language. words/all.txt describes all lists.
//
//go:embed words/*.txt
var wordFiles embed.FS

// words are the lists of wordFiles.
var words = table.New(wordFiles, "words")

// A vocabulary holds the words of dates, in lower case, by their meaning.
type vocabulary struct {
	months map[string]int // 1 to 12
	zones  map[string]int // hours from UTC of the unambiguous zone abbreviations
	// fillers are other words within dates: days of the week, articles and
	// prepositions, and ambiguous zone abbreviations.
	fillers  map[string]bool
	of       map[string]bool // prepositions between a month and its year
	ordinals map[string]bool // endings of the number of a day: "rd" of "3rd"
	dotted   map[string]bool // words that make "9.12" a time of day
	// afterClock are the words that make it one if they directly follow it.
	afterClock map[string]bool

	// labels are the words that announce a date of the article. updates are the labels
	// of changes, english the labels in English. stamp are the other words of stamps.
	labels, updates, english, stamp map[string]bool
	// written and named are labels in lines that say more than the date. A word of
	// named is a label only at the front of the line.
	written, named map[string]bool

	agoUnits  map[string]bool // words of lines that give a date relative to when they were read
	ago       map[string]bool // words for "ago"
	agoBefore []string        // phrases for "ago"
}

// monthLists are the names of the lists of months, in order.
var monthLists = [...]string{"january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december"}

// readVocabulary declares the lists of a vocabulary and returns the function that reads
// it.
func readVocabulary(t *table.Table) func() *vocabulary {
	var months [len(monthLists)]func() []string
	for i, list := range monthLists {
		months[i] = t.Words(list)
	}
	weekdays, fillers, unsure := t.WordSet("weekday"), t.WordSet("filler"), t.WordSet("unsure-zone")
	of := t.WordSet("of")
	ordinals, zones := t.WordSet("ordinal"), t.Phrases("zone")
	dotted, afterClock := t.WordSet("dotted-clock"), t.WordSet("after-clock")
	published, updates, stamp := t.WordSet("published"), t.WordSet("updated"), t.WordSet("stamp")
	written, named := t.WordSet("written"), t.WordSet("date-label")
	ago, agoUnits, agoBefore := t.WordSet("ago"), t.WordSet("ago-unit"), t.Phrases("ago-before")
	return sync.OnceValue(func() *vocabulary {
		v := &vocabulary{
			months: map[string]int{}, zones: map[string]int{}, ordinals: ordinals(), dotted: dotted(), afterClock: afterClock(),
			fillers: union(weekdays(), fillers(), unsure()), of: of(),
			labels: union(published(), updates()), updates: updates(), english: map[string]bool{}, stamp: stamp(),
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
		rows, _ := t.Rows() // Rows has already succeeded above
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

// parseZone reads an entry of the list of zones, like "edt -4".
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

// vocab returns the vocabulary of the program. The first call reads it.
var vocab = readVocabulary(words)

// Month returns the month, 1 to 12, that a word in lower case names in any of the
// languages of the word files. It returns 0 for other words.
func Month(word string) int { return vocab().months[word] }

// IsOf reports whether a word in lower case may stand between a month and its year, as
// in "juin de 2015".
func IsOf(word string) bool { return vocab().of[word] }

// IsLabel reports whether a word in lower case announces when an article was published
// or changed.
func IsLabel(word string) bool { return vocab().labels[word] }

// IsUpdateLabel reports whether a word in lower case announces when an article was
// changed.
func IsUpdateLabel(word string) bool { return vocab().updates[word] }
