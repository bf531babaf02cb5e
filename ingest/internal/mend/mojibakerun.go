package mend

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// A sequence is an element of a run: a wrongly decoded character of UTF-8, or a
// character that belongs there.
type sequence struct {
	text   string
	r      rune
	lead   byte // its first byte, or 0 if it was not wrongly decoded
	second rune // the character decoded from its second byte
	sure   bool
}

// decodeRun decodes the certain sequences of a run. It returns the new text, the first
// bytes of the decoded sequences, and whether there are doubtful sequences left. If
// seen is not nil, a sequence is certain if the text has three that begin alike. If
// opened, a "”" without its last byte is certain.
func decodeRun(run string, before, after rune, opened bool, seen *[256]int) (now string, certain []byte, more bool) {
	now = run
	for range mojibakeRounds {
		seqs := sequences(now, opened)
		settle(seqs, before, after, seen)
		var b strings.Builder
		changed := false
		more = false
		for _, q := range seqs {
			switch {
			case q.lead != 0 && q.sure:
				changed = true
				certain = append(certain, q.lead)
				b.WriteRune(q.r)
			default:
				more = more || q.lead != 0
				b.WriteString(q.text)
			}
		}
		if !changed {
			break
		}
		now = b.String()
	}
	return now, certain, more
}

// firstOpened returns the position of the first wrongly decoded "“" of s, or len(s) if
// there is none.
func firstOpened(s string) int {
	at := len(s)
	for _, quote := range []string{"â€œ", "Ã¢â‚¬Å“"} {
		if i := strings.Index(s[:at], quote); i >= 0 {
			at = i
		}
	}
	return at
}

// sequences splits a run into sequences.
func sequences(run string, opened bool) []sequence {
	var seqs []sequence
	for len(run) > 0 {
		q := firstSequence(run)
		if rest, ok := strings.CutPrefix(run, "â€"); ok && opened && q.lead == 0 {
			// A "”" without its last byte, or with the remains of that byte after a
			// second round.
			if rest == "" || rest == "Â" {
				q = sequence{text: run, r: '”', lead: 0xe2, second: '€', sure: true}
			}
		}
		seqs = append(seqs, q)
		run = run[len(q.text):]
	}
	return seqs
}

func firstSequence(run string) sequence {
	first, n := utf8.DecodeRuneInString(run)
	own := sequence{text: run[:n], r: first}
	lead, ok := wrongByte(first)
	size := 0
	switch {
	case !ok || lead < 0xc2 || lead > 0xf4:
		return own
	case lead < 0xe0:
		size = 2
	case lead < 0xf0:
		size = 3
	default:
		size = 4
	}
	bytes := []byte{lead}
	var second rune
	for len(bytes) < size {
		r, m := utf8.DecodeRuneInString(run[n:])
		b, ok := wrongByte(r)
		if len(bytes) == 2 && lead == 0xe2 && second == '€' && r == utf8.RuneError && m == 3 {
			b, ok = 0x9d, true // "”", whose last byte Windows-1252 lacks
		}
		if !ok || b >= 0xc0 {
			return own
		}
		if len(bytes) == 1 {
			second = r
		}
		bytes = append(bytes, b)
		n += m
	}
	r, m := utf8.DecodeRune(bytes)
	if m != size {
		return own
	}
	if lead == 0xc2 && r < 0xa0 {
		// Windows-1252 that was first read as Latin-1: "Â’".
		if w := Windows1252[r-0x80]; w != 0 {
			r = w
		}
	}
	return sequence{text: run[:n], r: r, lead: lead, second: second}
}

// settle marks the certain sequences of a run between two characters.
func settle(seqs []sequence, before, after rune, seen *[256]int) {
	for i := 0; i < len(seqs); {
		if seqs[i].lead == 0 {
			i++
			continue
		}
		end, sure := i, false
		for end < len(seqs) && seqs[end].lead != 0 {
			prev, next := before, after
			if end > 0 {
				prev, _ = utf8.DecodeLastRuneInString(seqs[end-1].text)
				if seqs[end-1].lead != 0 {
					prev = seqs[end-1].r
				}
			}
			if end+1 < len(seqs) {
				next = seqs[end+1].r
			}
			q := &seqs[end]
			q.sure = q.certain(prev, next) || seen != nil && seen[q.lead] >= 3 && !unicode.IsUpper(prev)
			sure = sure || q.sure
			end++
		}
		if sure && end-i >= 2 || likeWord(seqs[i:end]) {
			for j := i; j < end; j++ {
				seqs[j].sure = true
			}
		}
		i = end
	}
}

// likeWord reports whether the sequences are the letters of a word in one script.
func likeWord(seqs []sequence) bool {
	letters := 0
	for _, q := range seqs {
		if q.lead < 0xc4 || !unicode.IsLetter(q.r) && !unicode.IsMark(q.r) || unicode.Is(unicode.Latin, q.r) {
			return false
		}
		letters++
	}
	return letters >= 3
}

// certain reports whether nobody writes the sequence, regardless of the rest of the
// text.
func (q *sequence) certain(prev, next rune) bool {
	odd := !strings.ContainsRune("‘’“”–—…™®°ªº»«·¹²³ŠšŽž\u00a0\u00ad", q.second)
	switch q.lead {
	case 0xc2:
		return !unicode.IsUpper(prev)
	case 0xc3, 0xc4, 0xc5:
		if unicode.IsUpper(prev) {
			return odd && q.second != '‹' || unicode.IsLower(next)
		}
		return odd || unicode.IsLower(prev) || unicode.IsLower(next) || q.r == 'à'
	case 0xc8: // "ș" and "ț"
		return unicode.IsLower(prev) && unicode.Is(unicode.Latin, q.r) || unicode.IsLower(next) && (q.r == 'ș' || q.r == 'ț')
	case 0xe2:
		return q.second == '€' || odd && !unicode.IsLetter(prev)
	case 0xef:
		return q.second == '»' && q.r == '\ufeff' || q.r == utf8.RuneError || 0xfb00 <= q.r && q.r <= 0xfb06
	case 0xf0:
		return 0x1f000 <= q.r && q.r <= 0x1fbff
	}
	return false
}
