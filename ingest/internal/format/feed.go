package format

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"hash/maphash"
	"io"
	"iter"
	"strings"

	"github.com/newsdex/newsdex/ingest/internal/jsontext"
	"github.com/newsdex/newsdex/ingest/internal/match"
	"github.com/newsdex/newsdex/ingest/internal/plain"
	"github.com/newsdex/newsdex/ingest/internal/tags"
)

// feedFormat reads the items of a feed.
var feedFormat = Format{
	Name: "feeds", Extensions: []string{".rss", ".atom", ".rdf", ".xml", ".feed"}, Sniff: sniffFeed, Decode: decodeFeed,
}

// decodeFeed yields the items of a feed, one at a time: RSS 0.9 to 2.0, RSS 1.0 (RDF) and
// Atom 0.3 and 1.0. Feeds are rarely well-formed XML, so items are found by their tags
// and split by the tags in them: an error in one item does not affect the others.
// Entities that a document type declares are not expanded.
func decodeFeed(ctx context.Context, in Input) iter.Seq2[Record, error] {
	return func(yield func(Record, error) bool) {
		head, _ := in.R.Peek(SniffBytes)
		if len(bytes.TrimSpace(head)) == 0 {
			yield(Record{}, EmptyFile(in.File))
			return
		}
		if !isFeed(head) {
			yield(Record{}, ErrOtherForm)
			return
		}
		d := &feedDecoder{in: in, w: jsontext.NewWindow(in.R, in.Limit+feedTag), seed: maphash.MakeSeed(), links: map[uint64]string{}}
		for ctx.Err() == nil {
			a, err := d.next()
			if err == io.EOF {
				if d.items == 0 {
					yield(Record{}, &Error{File: in.File, Problem: "is a feed without items", Remedy: "leave it out"})
				}
				return
			}
			if !yield(a, err) || d.w.Err != nil && len(d.w.Data()) == 0 {
				return
			}
		}
	}
}

// mostFeedHead is the number of bytes of a feed's beginning that are kept with each item.
const mostFeedHead = 16 << 10

// feedTag is the limit of bytes of a tag that begins an item.
const feedTag = 64 << 10

// feedRoots matches the root elements of feeds.
var feedRoots = match.Expression(`<(rss|channel|feed|([\w-]+:)?RDF|[\w-]+:feed)[\s>]`)

func isFeed(head []byte) bool { return feedRoots().Match(head) }

// sniffFeed accepts XML whose root element is that of a feed.
func sniffFeed(head []byte) bool {
	head = bytes.TrimLeft(head, "\ufeff \t\r\n")
	return bytes.HasPrefix(head, []byte("<")) && !sniffHTML(head) && isFeed(head)
}

// A feedDecoder is one pass over a feed.
type feedDecoder struct {
	in      Input
	w       *jsontext.Window
	started bool
	channel feedChannel
	head    []byte // the text before the first item, if origins are kept
	items   int
	seed    maphash.Seed
	// links maps the hash of each page to the Item of the first item that has a link to
	// it.
	links map[uint64]string
}

// next returns the next item; io.EOF after the last.
func (d *feedDecoder) next() (Record, error) {
	at, over := d.toItem()
	if !d.started {
		d.started = true
		if !over {
			d.channel = parseChannel(d.w.Data()[:at])
		}
		if d.in.Origins {
			d.head = bytes.Clone(d.w.Data()[:min(at, mostFeedHead)])
		}
	}
	d.w.Take(at)
	if len(d.w.Data()) == 0 {
		if err := d.w.Err; err != io.EOF {
			return Record{}, d.in.ReadError(0, err)
		}
		return Record{}, io.EOF
	}
	d.items++
	offset := d.w.Taken
	end, err := d.itemEnd()
	var a Record
	if err == nil {
		a, err = d.channel.article(string(d.w.Data()[:end]))
		a.Origin = d.in.origin(d.head, d.w.Data()[:end], []byte("\n"))
	}
	d.w.Take(end)
	switch {
	case err == jsontext.ErrTooLong:
		err = tooLong(d.in, 0)
	case err == io.ErrUnexpectedEOF:
		err = &Error{File: d.in.File, Problem: "is cut short: an item does not end", Remedy: "fetch it again"}
	case err == errNoItem:
		err = &Error{File: d.in.File, Problem: "has an item with neither title nor text", Remedy: "leave it out"}
	case err != nil:
		err = d.in.ReadError(0, err)
	}
	if err != nil {
		var e *Error
		if errors.As(err, &e) && e.Offset == 0 {
			e.Offset = offset
		}
		return Record{}, err
	}
	a.File = d.in.File
	a.Path = fmt.Sprintf("%s:%d", d.in.Path, d.items)
	d.name(&a)
	return a, nil
}

// name gives the record an ID of its own if its link does not identify it: other items
// have a link to the same page, or it has none. A link that leads to a part of a page
// identifies its item.
func (d *feedDecoder) name(a *Record) {
	guid := a.ID
	own := guid // the guid, made globally unique
	if guid != "" && !isGlobal(guid) && !plain.IsURL(guid) {
		own = d.in.Path + "#" + guid
	}
	if a.URL == "" {
		a.ID = own
		return
	}
	if isGlobal(guid) {
		return
	}
	a.ID = ""
	if guid == "" && a.Item == "" {
		a.Item = titleName(a.Title)
	}
	if a.Item == "" {
		return
	}
	page := plain.CanonicalURL(a.URL)
	isFragment := strings.HasSuffix(a.URL, "#"+a.Item)
	h := maphash.String(d.seed, page)
	first, seen := d.links[h]
	if !seen {
		d.links[h] = a.Item
	}
	if isFragment || seen && first != a.Item {
		a.ID = page + "#" + a.Item
	}
}

// titleName names an item without a guid by its title: 8 hexadecimal digits of a hash, or ""
// without a title.
func titleName(title string) string {
	if title = plain.OneLine(title); title == "" {
		return ""
	}
	sum := sha256.Sum256([]byte(title))
	return hex.EncodeToString(sum[:4])
}

// isGlobal reports whether a guid is made to be globally unique, like a URN or a tag (RFC
// 4151). Numbers are unique within one outlet only, and a URL is no better than the link.
func isGlobal(guid string) bool {
	return !plain.IsURL(guid) && regexpGlobal().MatchString(guid)
}

var regexpGlobal = match.Expression(`(?i)^(urn|tag|doi|info):|^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$`)

// toItem returns the offset of the next item, or the length of the window at the end of
// the feed; over says that the text before the item was too long and part of it is gone.
func (d *feedDecoder) toItem() (at int, over bool) {
	var s tags.TagScan
	for {
		b := d.w.Data()
		for {
			name, start, ok := s.Tag(b)
			if !ok {
				break
			}
			if isItem(name) {
				return start, over
			}
		}
		if d.w.Full() {
			over = true
			d.w.Take(s.At)
			s.At = 0
			if d.w.Full() { // the window is one tag
				d.w.Take(1)
			}
		}
		if !d.w.More() && !d.w.Full() {
			return len(d.w.Data()), over
		}
	}
}

// itemEnd returns the end of the item at the window's beginning: after its end tag, or
// before another item.
func (d *feedDecoder) itemEnd() (int, error) {
	var s tags.TagScan
	over := false
	first := ""
	for {
		b := d.w.Data()
		for {
			name, start, ok := s.Tag(b)
			switch {
			case !ok:
			case first == "":
				first = name
				if s.Empty {
					return s.At, nil
				}
				continue
			case name == "/"+first:
				if over {
					return s.At, jsontext.ErrTooLong
				}
				return s.At, nil
			case name == first && over:
				return start, jsontext.ErrTooLong
			case name == first:
				return start, nil
			default:
				continue
			}
			break
		}
		if d.w.Full() {
			over = true
			d.w.Take(s.At)
			s.At = 0
			if d.w.Full() {
				d.w.Take(1)
			}
		}
		if !d.w.More() && !d.w.Full() {
			if d.w.Err != io.EOF {
				return len(d.w.Data()), d.w.Err
			}
			return len(d.w.Data()), io.ErrUnexpectedEOF
		}
	}
}

// isItem reports whether a tag begins an item.
func isItem(name string) bool {
	switch tags.LocalName(name) {
	case "item", "entry":
		return name[0] != '/'
	}
	return false
}
