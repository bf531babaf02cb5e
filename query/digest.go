package query

import (
	"encoding/binary"
	"hash/fnv"
	"math"
	"time"
)

// A digest is 64 bits of FNV-1a: it tells a query, or options, from others that a program
// confuses with them.

// digestOf returns the digest of bytes.
func digestOf(b []byte) uint64 {
	h := fnv.New64a()
	h.Write(b) // never fails
	return h.Sum64()
}

// queryDigest returns the digest of a query, which has been checked. It does not depend on
// an index, as the plan of a query does.
func queryDigest(q Query) uint64 {
	return max(1, digestOf(appendQuery(make([]byte, 0, 64), q))) // 0 is no digest
}

// optionsDigest returns the digest of the options that decide which articles match or how
// they score, but for Now.
func optionsDigest(o *Options) uint64 {
	r := o.ranking()
	b := make([]byte, 0, 96)
	for _, v := range append(r.Weights[:], r.K1, r.B, r.Proximity) {
		b = appendFloat(b, v)
	}
	b = binary.AppendVarint(b, int64(o.Recency))
	if f := o.Feedback; f != nil {
		b = binary.AppendVarint(binary.AppendVarint(b, int64(f.Articles)), int64(f.Terms))
		b = appendFloat(b, f.Weight)
	}
	return digestOf(b)
}

// appendQuery appends a form of q that no other query has.
func appendQuery(b []byte, q Query) []byte {
	switch q := q.(type) {
	case Term:
		return appendText(append(b, 't'), q.Text)
	case Phrase:
		return binary.AppendVarint(appendText(append(b, 'p'), q.Text), int64(q.Slop))
	case Prefix:
		return appendText(append(b, '*'), q.Text)
	case Fuzzy:
		return binary.AppendVarint(appendText(append(b, '~'), q.Text), int64(q.Edits))
	case And:
		return appendQueries(append(b, '&'), q.Of)
	case Or:
		return appendQueries(append(b, '|'), q.Of)
	case Not:
		return appendQuery(append(b, '-'), q.Of)
	case Field:
		return appendQuery(appendText(append(b, ':'), q.Name), q.Of)
	case Boost:
		return appendQuery(appendFloat(append(b, '^'), q.By), q.Of)
	case DateRange:
		return appendMoment(appendMoment(append(b, 'd'), q.From), q.To)
	}
	return append(b, 'a') // All
}

func appendQueries(b []byte, of []Query) []byte {
	b = binary.AppendUvarint(b, uint64(len(of)))
	for _, q := range of {
		b = appendQuery(b, q)
	}
	return b
}

// appendText appends the length of a text and the text.
func appendText(b []byte, s string) []byte {
	return append(binary.AppendUvarint(b, uint64(len(s))), s...)
}

func appendFloat(b []byte, v float64) []byte {
	return binary.LittleEndian.AppendUint64(b, math.Float64bits(v))
}

// appendMoment appends a moment, whatever its time zone.
func appendMoment(b []byte, t time.Time) []byte {
	return binary.AppendUvarint(binary.AppendVarint(b, t.Unix()), uint64(t.Nanosecond()))
}
