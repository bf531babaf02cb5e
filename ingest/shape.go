package ingest

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// A shape is what the scorer sees of one line by itself. It knows no language:
// counts of words and signs, and what the phrase tables said.
type shape struct {
	bytes, words  int
	capitals      int // words that begin with a capital
	shouted       int // words in capitals
	small         int // words of at most three letters in lower case: "of", "der", "y"
	digits        int
	letters       int
	commas        int
	sentences     int // full stops and their like inside the line
	signs         int // bars, arrows, ©, @ and other signs that prose seldom has
	ends          uint8
	begins        uint8
	address       bool // an address of the web or of mail
	colon         bool // a colon within the line
	copyBefore    bool // the same line stands above
	copyBelow     bool // …or below
	overlap       float32
	titleOverlap  float32
	logOdds       lineLogOdds
	marked, taken bool // the tables know the line; it goes by them
}

// How a line ends and begins.
const (
	endsOtherwise = iota
	endsStatement
	endsQuestion
	endsColon
	endsEllipsis
	endsComma
)

const (
	beginsCapital = iota
	beginsSmall
	beginsBullet
	beginsQuote
	beginsDigit
	beginsBracket
	beginsSign
)

// shapeLimit is how many bytes of a line are looked at: of a longer one the rest
// is taken to be like it.
const shapeLimit = 240

// shapeOf counts what a line consists of.
func shapeOf(s string) shape {
	sh := shape{bytes: len(s)}
	sh.begin(s)
	switch last(s) {
	case '.', '。':
		sh.ends = endsStatement
	case '?', '!', '？', '！':
		sh.ends = endsQuestion
	case ':':
		sh.ends = endsColon
	case '…':
		sh.ends = endsEllipsis
	case ',', ';', '-', '–', '—':
		sh.ends = endsComma
	}
	if sh.ends == endsStatement && strings.HasSuffix(s, "...") {
		sh.ends = endsEllipsis
	}
	rest := s
	if len(s) > shapeLimit {
		rest = s[:shapeLimit]
		for !utf8.ValidString(rest[len(rest)-min(4, len(rest)):]) && len(rest) > shapeLimit-4 {
			rest = rest[:len(rest)-1]
		}
	}
	sh.count(rest)
	if len(rest) < len(s) {
		more := float64(len(s)) / float64(len(rest))
		for _, n := range []*int{&sh.words, &sh.capitals, &sh.shouted, &sh.small, &sh.digits, &sh.letters, &sh.commas, &sh.sentences, &sh.signs} {
			*n = int(float64(*n) * more)
		}
	}
	if i := strings.IndexByte(rest, ':'); i > 0 && i < len(rest)-1 {
		sh.colon = true
	}
	sh.address = strings.Contains(rest, "://") || strings.Contains(rest, "www.") || strings.Contains(rest, "@")
	return sh
}

// begin says how s begins.
func (sh *shape) begin(s string) {
	r, _ := utf8.DecodeRuneInString(s)
	switch {
	case isBullet(s):
		sh.begins = beginsBullet
	case unicode.IsLower(r):
		sh.begins = beginsSmall
	case unicode.IsLetter(r):
		sh.begins = beginsCapital
	case unicode.IsDigit(r):
		sh.begins = beginsDigit
	case r == '"' || r == '“' || r == '„' || r == '«' || r == '‘' || r == '\'' || r == '「':
		sh.begins = beginsQuote
	case r == '(' || r == '[':
		sh.begins = beginsBracket
	default:
		sh.begins = beginsSign
	}
}

// count counts words and signs.
func (sh *shape) count(s string) {
	letters, lower, upper, first, cjk := 0, 0, 0, false, 0
	endWord := func() {
		if letters > 0 {
			sh.words++
			if first {
				sh.capitals++
				if letters > 1 && lower == 0 && upper > 0 {
					sh.shouted++
				}
			} else if letters <= 3 && upper == 0 {
				sh.small++
			}
			sh.letters += letters
		}
		letters, lower, upper, first = 0, 0, 0, false
	}
	for i := 0; i < len(s); {
		c := s[i]
		if c < utf8.RuneSelf {
			i++
			switch {
			case 'a' <= c && c <= 'z':
				start := i - 1
				for i < len(s) && 'a' <= s[i] && s[i] <= 'z' {
					i++
				}
				lower += i - start
				letters += i - start
			case 'A' <= c && c <= 'Z':
				if letters == 0 {
					first = true
				}
				upper++
				letters++
			case c == ' ':
				endWord()
			case '0' <= c && c <= '9':
				sh.digits++
			case c == ',' || c == ';':
				sh.commas++
			case c == '.' || c == '!' || c == '?':
				if i < len(s) && s[i] == ' ' && letters > 2 {
					sh.sentences++
				}
			case c == '|' || c == '@' || c == '#' || c == '>' || c == '<' || c == '/' || c == '+' || c == '*' || c == '_' || c == '=':
				sh.signs++
			}
			continue
		}
		r, n := utf8.DecodeRuneInString(s[i:])
		i += n
		switch {
		case r >= 0x2e80 && unicode.IsLetter(r): // scripts without spaces
			if cjk++; cjk%2 == 0 {
				sh.words++
				sh.letters += 2
			}
		case unicode.IsUpper(r):
			if letters == 0 {
				first = true
			}
			upper++
			letters++
		case unicode.IsLetter(r) || unicode.IsMark(r):
			lower++
			letters++
		case r == '。' || r == '！' || r == '？' || r == '…':
			sh.sentences++
		case r == '，' || r == '、' || r == '،':
			sh.commas++
		case r == '’' || r == '‘' || r == '“' || r == '”' || r == '„' || r == '«' || r == '–' || r == '—' || r == '-':
		default:
			sh.signs++
		}
	}
	endWord()
}

// isParagraph reports whether the line reads like one of prose.
func (sh *shape) isParagraph() bool {
	switch sh.ends {
	case endsStatement, endsQuestion:
		return sh.words >= 10
	case endsColon, endsEllipsis:
		return sh.words >= 16
	}
	return sh.words >= 32
}
