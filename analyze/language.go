package analyze

import (
	"iter"
	"strings"
)

// A Language analyses text in one language. Its methods are safe for concurrent use.
// [For] returns a Language.
type Language struct {
	// Code is the ISO 639 code in lower case, such as "en", or "und" for the fallback.
	Code string
	// Name is the English name of the language.
	Name string

	row *row
}

// Tokens returns the terms of text for an index, in the order of their positions.
// Alternatives at one position are adjacent, the most specific first.
func (l Language) Tokens(text string) iter.Seq[Token] { return l.tokens(nil, text) }

// tokens is like Tokens but omits the words that in passes over.
func (l Language) tokens(in *Initials, text string) iter.Seq[Token] {
	return func(yield func(Token) bool) {
		s := l.scan(text)
		s.front = s.row.takeFront(text)
		defer s.row.returnFront(s.front)
		var unit []Token
		pos := 1
		for {
			pos += s.passOver(in)
			p := s.pieceFrom(s.at)
			if t, ok := s.plain(p, pos); ok {
				if !yield(t) {
					return
				}
				pos++
				continue
			}
			run, ok := s.nextFrom(p)
			if !ok {
				return
			}
			if run.kind == cjkPiece {
				for b := range s.bigrams(run) {
					b.Position = pos
					if !yield(b) {
						return
					}
					pos++
				}
				continue
			}
			unit = s.unit.tokens(unit[:0], pos, s.upper)
			for _, t := range unit {
				if !yield(t) {
					return
				}
			}
			pos += s.unit.n
		}
	}
}

// AppendTokens appends the tokens that [Language.Tokens] yields for text to dst and
// returns the extended slice. It allows many texts to share one slice.
func (l Language) AppendTokens(dst []Token, text string) []Token {
	s := l.scan(text)
	s.front = s.row.takeFront(text)
	defer s.row.returnFront(s.front)
	pos := 1
	for {
		p := s.pieceFrom(s.at)
		if t, ok := s.plain(p, pos); ok {
			dst = append(dst, t)
			pos++
			continue
		}
		run, ok := s.nextFrom(p)
		if !ok {
			return dst
		}
		if run.kind != cjkPiece {
			dst = s.unit.tokens(dst, pos, s.upper)
			pos += s.unit.n
			continue
		}
		for b := range s.bigrams(run) {
			b.Position = pos
			dst = append(dst, b)
			pos++
		}
	}
}

// scan returns a scanner of text. The zero Language acts as the fallback.
func (l Language) scan(text string) scanner {
	if l.row == nil {
		l = For("und")
	}
	return scanner{text: text, row: l.row.load(), upper: isUpperText(text)}
}

// plain returns the token of the next piece if the piece is a word that is surely part
// of nothing else and has no alternatives. Most words are such.
func (s *scanner) plain(p piece, pos int) (Token, bool) {
	if p.kind != wordPiece || !s.isPlain(p) {
		return Token{}, false
	}
	e := s.word(s.text[p.start:p.end])
	if e.rest != nil || e.term == "" {
		return Token{}, false
	}
	s.at = p.end
	return Token{Term: e.term, Hash: e.hash, Position: pos, Width: 1, Start: p.start, End: p.end, Kind: e.kind, Stop: e.stop}, true
}

// tokens appends the tokens of a unit whose first part has position pos.
func (u *unit) tokens(dst []Token, pos int, upper bool) []Token {
	for i := range u.n {
		for _, w := range u.wides[:u.nwides] {
			if w.at != i {
				continue
			}
			t := Token{Term: w.term, Hash: termHash(w.term), Position: pos + i, Width: w.width, Kind: w.kind,
				Start: u.parts[i].start, End: u.parts[i+w.width-1].end}
			if i == 0 {
				t.Start = u.start
			}
			if i+w.width == u.n {
				t.End = u.end
			}
			dst = append(dst, t)
		}
		p := &u.parts[i]
		t := Token{Term: p.e.term, Hash: p.e.hash, Position: pos + i, Width: 1, Start: p.start, End: p.end, Kind: p.e.kind, Stop: p.e.stop}
		if p.e.rest == nil {
			dst = append(dst, t)
			continue
		}
		if p.e.twin() != "" && !upper {
			twin := t
			twin.Term, twin.Kind, twin.Stop = p.e.twin(), Acronym, false
			twin.Hash = termHash(twin.Term)
			dst = append(dst, twin)
			t.Stop = false
		}
		dst = append(dst, t)
		for _, t.Term = range p.e.more() {
			t.Hash = termHash(t.Term)
			dst = append(dst, t)
		}
	}
	return dst
}

// Query returns the words of the query text, in order, with their terms.
func (l Language) Query(text string) []QueryWord {
	s := l.scan(text)
	var words []QueryWord
	for {
		run, ok := s.next()
		if !ok {
			return words
		}
		if run.kind != cjkPiece {
			words = append(words, s.unit.query(s.upper))
			continue
		}
		var seq []string
		for b := range s.bigrams(run) {
			seq = append(seq, b.Term)
		}
		if len(seq) > 0 {
			words = append(words, QueryWord{Start: run.start, End: run.end, Any: [][]string{seq}})
		}
	}
}

// query returns the query word of a unit.
func (u *unit) query(upper bool) QueryWord {
	w := QueryWord{Start: u.start, End: u.end}
	if u.nwides > 0 {
		w.Any = append(w.Any, []string{u.wides[0].term})
		if u.whole {
			return w
		}
	}
	seq := make([]string, u.n)
	for i, p := range u.parts[:u.n] {
		seq[i] = p.e.term
		if p.e.twin() != "" && !upper {
			seq[i] = p.e.twin()
		}
	}
	w.Any = append(w.Any, seq)
	w.Stop = u.n == 1 && u.parts[0].e.stop && (u.parts[0].e.twin() == "" || upper)
	return w
}

// For returns the language with the given ISO 639 code, or the fallback "und". It never
// fails. "en", "EN", "en-GB" and "en_GB" are equivalent.
func For(code string) Language {
	if l, ok := byCode[code]; ok {
		return l
	}
	code, _, _ = strings.Cut(strings.ReplaceAll(strings.ToLower(strings.TrimSpace(code)), "_", "-"), "-")
	if same, ok := sameCodes[code]; ok {
		code = same
	}
	if l, ok := byCode[code]; ok {
		return l
	}
	return byCode["und"]
}

// sameCodes maps other codes to those of the table: the two forms of Norwegian, old
// codes, and codes of three letters that feeds use.
var sameCodes = map[string]string{
	"nb": "no", "nn": "no", "iw": "he", "in": "id", "sh": "hr", "bs": "hr", "mo": "ro",
	"eng": "en", "fra": "fr", "fre": "fr", "deu": "de", "ger": "de", "spa": "es", "ita": "it",
	"por": "pt", "rus": "ru", "nld": "nl", "dut": "nl", "swe": "sv", "nor": "no", "dan": "da",
	"fin": "fi", "hun": "hu", "pol": "pl", "tur": "tr", "ara": "ar", "zho": "zh", "chi": "zh",
	"jpn": "ja", "kor": "ko", "fas": "fa", "per": "fa", "hin": "hi", "ron": "ro", "rum": "ro",
	"cmn": "zh", "yue": "zh", "fil": "tl",
}

// Languages returns all languages of the table, in the order of their codes, with "und"
// last.
func Languages() []Language {
	ls := make([]Language, len(rows))
	for i, r := range rows {
		ls[i] = Language{r.code, r.name, r}
	}
	return ls
}

var byCode = func() map[string]Language {
	m := map[string]Language{}
	for _, l := range Languages() {
		m[l.Code] = l
	}
	return m
}()
