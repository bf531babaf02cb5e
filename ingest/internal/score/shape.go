package score

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/newsdex/newsdex/ingest/internal/plain"
)

// A shape holds the features of one line by itself. It depends on no language: it has
// counts of words and signs, and the verdict of the phrase tables.
type shape struct {
	bytes, Words  int
	capitals      int // words that begin with a capital
	shouted       int // words all in capitals
	small         int // lower-case words of at most three letters: "of", "der", "y"
	digits        int
	letters       int
	commas        int
	sentences     int // sentence ends (full stops and the like) inside the line
	signs         int // bars, arrows, ©, @ and other signs that are rare in prose
	Ends          uint8
	begins        uint8
	address       bool // contains a web or mail address
	colon         bool // a colon within the line
	CopyBefore    bool // an equal line stands above
	CopyBelow     bool // …or below
	Overlap       float32
	TitleOverlap  float32
	logOdds       lineLogOdds
	marked, Taken bool // the phrase tables know the line; they remove it
}

// Values of Ends and begins: how a line ends and begins.
const (
	endsOtherwise = iota
	EndsStatement
	endsQuestion
	EndsColon
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

// ShapeLimit is how many bytes of a line are examined. The counts of a longer line are
// extrapolated from them.
const ShapeLimit = 240

// ShapeOf returns the shape of a line.
func ShapeOf(s string) shape {
	sh := shape{bytes: len(s)}
	sh.begin(s)
	switch plain.Last(s) {
	case '.', '。':
		sh.Ends = EndsStatement
	case '?', '!', '？', '！':
		sh.Ends = endsQuestion
	case ':':
		sh.Ends = EndsColon
	case '…':
		sh.Ends = endsEllipsis
	case ',', ';', '-', '–', '—':
		sh.Ends = endsComma
	}
	if sh.Ends == EndsStatement && strings.HasSuffix(s, "...") {
		sh.Ends = endsEllipsis
	}
	rest := s
	if len(s) > ShapeLimit {
		rest = s[:ShapeLimit]
		for !utf8.ValidString(rest[len(rest)-min(4, len(rest)):]) && len(rest) > ShapeLimit-4 {
			rest = rest[:len(rest)-1]
		}
	}
	sh.count(rest)
	if len(rest) < len(s) {
		more := float64(len(s)) / float64(len(rest))
		for _, n := range []*int{&sh.Words, &sh.capitals, &sh.shouted, &sh.small, &sh.digits, &sh.letters, &sh.commas, &sh.sentences, &sh.signs} {
			*n = int(float64(*n) * more)
		}
	}
	if i := strings.IndexByte(rest, ':'); i > 0 && i < len(rest)-1 {
		sh.colon = true
	}
	sh.address = strings.Contains(rest, "://") || strings.Contains(rest, "www.") || strings.Contains(rest, "@")
	return sh
}

// begin sets how s begins.
func (sh *shape) begin(s string) {
	r, _ := utf8.DecodeRuneInString(s)
	switch {
	case plain.IsBullet(s):
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
			sh.Words++
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
				sh.Words++
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

// IsParagraph reports whether the line reads like prose.
func (sh *shape) IsParagraph() bool {
	switch sh.Ends {
	case EndsStatement, endsQuestion:
		return sh.Words >= 10
	case EndsColon, endsEllipsis:
		return sh.Words >= 16
	}
	return sh.Words >= 32
}
