package charset

import (
	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/korean"
	"golang.org/x/text/transform"
)

// johab is the Korean encoding of KS X 1001, annex 3 (code page 1361). It composes a
// syllable of three five-bit numbers: 1 iiiii mmmmm fffff. Its other characters are
// those of EUC-KR in another order.
type johab struct{}

func (johab) NewDecoder() *encoding.Decoder { return &encoding.Decoder{Transformer: &johabDecoder{}} }

// NewEncoder returns an encoder that changes nothing, because newsdex only reads.
func (johab) NewEncoder() *encoding.Encoder { return encoding.Nop.NewEncoder() }

type johabDecoder struct{ transform.NopResetter }

// These tables map five-bit numbers to indexes among the initials, medials and finals
// of Unicode (Unicode 16.0, section 3.12). -1 is no letter, -2 an invalid number.
var (
	johabInitial = [32]int{-2, -1, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, -2, -2, -2, -2, -2, -2, -2, -2, -2, -2, -2}
	johabMedial  = [32]int{-2, -2, -1, 0, 1, 2, 3, 4, -2, -2, 5, 6, 7, 8, 9, 10, -2, -2, 11, 12, 13, 14, 15, 16, -2, -2, 17, 18, 19, 20, -2, -2}
	johabFinal   = [32]int{-2, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, -2, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27, -2, -2}
)

// Letters outside syllables (U+3131 to U+3163).
var (
	johabInitialLetter = []rune("ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎ")
	johabFinalLetter   = []rune(" ㄱㄲㄳㄴㄵㄶㄷㄹㄺㄻㄼㄽㄾㄿㅀㅁㅂㅄㅅㅆㅇㅈㅊㅋㅌㅍㅎ")
)

func (d *johabDecoder) Transform(dst, src []byte, atEOF bool) (nDst, nSrc int, err error) {
	for nSrc < len(src) {
		r, n := rune(src[nSrc]), 1
		if r >= 0x80 {
			if nSrc+1 >= len(src) {
				if !atEOF {
					return nDst, nSrc, transform.ErrShortSrc
				}
				r = '\ufffd'
			} else if r = johabRune(src[nSrc], src[nSrc+1]); r != '\ufffd' || src[nSrc+1] >= 0x80 {
				n = 2
			}
		}
		if nDst+4 > len(dst) {
			return nDst, nSrc, transform.ErrShortDst
		}
		nDst += copy(dst[nDst:], string(r))
		nSrc += n
	}
	return nDst, nSrc, nil
}

// johabRune decodes two bytes. It returns U+FFFD if they are invalid.
func johabRune(c1, c2 byte) rune {
	switch {
	case 0x84 <= c1 && c1 <= 0xd3:
		code := int(c1)<<8 | int(c2)
		i, m, f := johabInitial[code>>10&31], johabMedial[code>>5&31], johabFinal[code&31]
		switch {
		case i >= 0 && m >= 0 && f >= 0:
			return rune(0xac00 + (i*21+m)*28 + f)
		case i >= 0 && m == -1 && f == 0:
			return johabInitialLetter[i]
		case i == -1 && m >= 0 && f == 0:
			return rune(0x314f + m)
		case i == -1 && m == -1 && f > 0:
			return johabFinalLetter[f]
		}
	case 0xd9 <= c1 && c1 <= 0xde || 0xe0 <= c1 && c1 <= 0xf9:
		// Each first byte covers two rows of EUC-KR.
		var trail int
		switch {
		case 0x31 <= c2 && c2 <= 0x7e:
			trail = int(c2) - 0x31
		case 0x91 <= c2 && c2 <= 0xfe:
			trail = int(c2) - 0x91 + 0x4e
		default:
			return '\ufffd'
		}
		row := (int(c1)-0xd9)*2 + 0xa1
		if c1 >= 0xe0 {
			row = (int(c1)-0xe0)*2 + 0xca
		}
		if trail >= 94 {
			row, trail = row+1, trail-94
		}
		out, err := korean.EUCKR.NewDecoder().Bytes([]byte{byte(row), byte(trail + 0xa1)})
		if rs := []rune(string(out)); err == nil && len(rs) == 1 {
			return rs[0]
		}
	}
	return '\ufffd'
}
