package query

import (
	"encoding/base64"
	"encoding/binary"
	"hash/crc32"
	"math"
)

// A pageToken is the place at which a page ends, and the search that it is of.
//
// Its string is made for programs to pass on, in URLs too. It is the URL-safe base64 form
// of these bytes. It is not signed: whoever forges one sees other hits of the same search.
//
//	version    1 byte: tokenVersion
//	order      1 byte: Order
//	query      8 bytes: planDigest
//	options    8 bytes: optionsDigest
//	now        varint: the moment at which ages are measured, in seconds since 1970; 0 if they do not count
//	number     uvarint: number of the hit
//	place      ByScore: 8 bytes, the bits of the score
//	           Newest, Oldest: varint, the date
//	           ByTitle: uvarint, the length of the title key, and the key
//	ID         the rest
//	checksum   4 bytes: CRC-32 (IEEE) of all before
type pageToken struct {
	order          Order
	query, options uint64
	now            int64
	key            SortKey
}

const (
	tokenVersion  = 1
	checksumBytes = 4
)

// String returns the token in printable form.
func (t *pageToken) String() string {
	b := make([]byte, 0, 64)
	b = append(b, tokenVersion, byte(t.order))
	b = binary.LittleEndian.AppendUint64(b, t.query)
	b = binary.LittleEndian.AppendUint64(b, t.options)
	b = binary.AppendVarint(b, t.now)
	b = binary.AppendUvarint(b, uint64(t.key.Number))
	switch t.order {
	case ByScore:
		b = binary.LittleEndian.AppendUint64(b, math.Float64bits(t.key.Score))
	case ByTitle:
		b = appendText(b, t.key.Title)
	default:
		b = binary.AppendVarint(b, t.key.Published)
	}
	b = append(b, t.key.ID...)
	b = binary.LittleEndian.AppendUint32(b, crc32.ChecksumIEEE(b))
	return base64.RawURLEncoding.EncodeToString(b)
}

// parsePageToken reads the string of a token. The error is an [*OptionsError] of After.
func parsePageToken(s string) (pageToken, error) {
	damaged := optionsErrorf("After", "%.40q is no page token, or a damaged one: it must be the Next of earlier results", s)
	b, err := base64.RawURLEncoding.Strict().DecodeString(s)
	if err != nil || len(b) < checksumBytes {
		return pageToken{}, damaged
	}
	b, sum := b[:len(b)-checksumBytes], b[len(b)-checksumBytes:]
	if crc32.ChecksumIEEE(b) != binary.LittleEndian.Uint32(sum) {
		return pageToken{}, damaged
	}
	if len(b) > 0 && b[0] != tokenVersion {
		return pageToken{}, optionsErrorf("After", "the page token is of another version of newsdex")
	}
	r := tokenReader{rest: b}
	r.take(1)
	t := pageToken{order: Order(r.byte()), query: r.uint64(), options: r.uint64(), now: r.varint()}
	number := r.uvarint()
	t.key.Number = int(number)
	switch t.order {
	case ByScore:
		t.key.Score = math.Float64frombits(r.uint64())
	case ByTitle:
		t.key.Title = string(r.take(r.uvarint()))
	case Newest, Oldest:
		t.key.Published = r.varint()
	default:
		r.short = true
	}
	t.key.ID = string(r.rest)
	if r.short || number > math.MaxInt32 || !(t.key.Score >= 0 && t.key.Score <= math.MaxFloat64) || t.String() != s {
		return pageToken{}, damaged // the last: a number was longer than it must be
	}
	return t, nil
}

// A tokenReader reads the parts of a token.
type tokenReader struct {
	rest  []byte
	short bool // a part was missing
}

// take returns the next n bytes, nil if there are fewer.
func (r *tokenReader) take(n uint64) []byte {
	if n > uint64(len(r.rest)) {
		r.short, r.rest = true, nil
		return nil
	}
	b := r.rest[:n]
	r.rest = r.rest[n:]
	return b
}

// byte returns the next byte.
func (r *tokenReader) byte() byte {
	if b := r.take(1); b != nil {
		return b[0]
	}
	return 0
}

// uint64 returns the next 8 bytes as a number.
func (r *tokenReader) uint64() uint64 {
	if b := r.take(8); b != nil {
		return binary.LittleEndian.Uint64(b)
	}
	return 0
}

// uvarint returns the next number without a sign.
func (r *tokenReader) uvarint() uint64 {
	v, n := binary.Uvarint(r.rest)
	r.skip(n)
	return v
}

// varint returns the next number with a sign.
func (r *tokenReader) varint() int64 {
	v, n := binary.Varint(r.rest)
	r.skip(n)
	return v
}

// skip passes over a number of n bytes; it was missing if n is not above 0.
func (r *tokenReader) skip(n int) {
	if n <= 0 {
		r.short, r.rest = true, nil
		return
	}
	r.rest = r.rest[n:]
}
