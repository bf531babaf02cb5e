package ingest

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"hash/maphash"
	"io"
	"iter"
)

// feedFormat is the items of a feed.
var feedFormat = format{
	name: "feeds", extensions: []string{".rss", ".atom", ".rdf", ".xml", ".feed"}, sniff: sniffFeed, decode: decodeFeed,
}

// decodeFeed yields the items of a feed, one at a time: RSS 0.9 to 2.0, RSS 1.0
// (RDF) and Atom 0.3 and 1.0. Feeds are rarely well-formed XML, so items are
// found by their tags and split by the tags in them: what is wrong with one item
// does not touch the others. Entities that a document type declares are not
// expanded.
func decodeFeed(ctx context.Context, in input) iter.Seq2[record, error] {
	return func(yield func(record, error) bool) {
		head, _ := in.r.Peek(sniffBytes)
		if len(bytes.TrimSpace(head)) == 0 {
			yield(record{}, emptyFile(in.file))
			return
		}
		if !isFeed(head) {
			yield(record{}, errOtherForm)
			return
		}
		d := &feedDecoder{in: in, w: newWindow(in.r, in.limit+feedTag), seed: maphash.MakeSeed(), links: map[uint64]string{}}
		for ctx.Err() == nil {
			a, err := d.next()
			if err == io.EOF {
				if d.items == 0 {
					yield(record{}, &rawError{File: in.file, Problem: "is a feed without items", Remedy: "leave it out"})
				}
				return
			}
			if !yield(a, err) || d.w.err != nil && len(d.w.data()) == 0 {
				return
			}
		}
	}
}

// mostFeedHead is how much of the beginning of a feed is kept with each item.
const mostFeedHead = 16 << 10

// feedTag is how long a tag that begins an item may be.
const feedTag = 64 << 10

// feedRoots are the beginnings of feeds: their outermost elements.
var feedRoots = expression(`<(rss|channel|feed|([\w-]+:)?RDF|[\w-]+:feed)[\s>]`)

func isFeed(head []byte) bool { return feedRoots().Match(head) }

// sniffFeed takes for a feed XML whose outermost element is that of one.
func sniffFeed(head []byte) bool {
	head = bytes.TrimLeft(head, "\ufeff \t\r\n")
	return bytes.HasPrefix(head, []byte("<")) && !sniffHTML(head) && isFeed(head)
}

// A feedDecoder is one pass over a feed.
type feedDecoder struct {
	in      input
	w       *window
	started bool
	channel feedChannel
	head    []byte // what stands before the first item, where origins are asked for
	items   int
	seed    maphash.Seed
	// links has the guid of the item that each link was first seen with, by
	// the link's hash.
	links map[uint64]string
}

// next returns the next item; io.EOF after the last.
func (d *feedDecoder) next() (record, error) {
	at, over := d.toItem()
	if !d.started {
		d.started = true
		if !over {
			d.channel = parseChannel(d.w.data()[:at])
		}
		if d.in.origins {
			d.head = bytes.Clone(d.w.data()[:min(at, mostFeedHead)])
		}
	}
	d.w.take(at)
	if len(d.w.data()) == 0 {
		if err := d.w.err; err != io.EOF {
			return record{}, d.in.readError(0, err)
		}
		return record{}, io.EOF
	}
	d.items++
	offset := d.w.taken
	end, err := d.itemEnd()
	var a record
	if err == nil {
		a, err = d.channel.article(string(d.w.data()[:end]))
		a.Origin = d.in.origin(d.head, d.w.data()[:end], []byte("\n"))
	}
	d.w.take(end)
	switch {
	case err == errTooLong:
		err = tooLong(d.in, 0)
	case err == io.ErrUnexpectedEOF:
		err = &rawError{File: d.in.file, Problem: "is cut short: an item does not end", Remedy: "fetch it again"}
	case err == errNoItem:
		err = &rawError{File: d.in.file, Problem: "has an item with neither title nor text", Remedy: "leave it out"}
	case err != nil:
		err = d.in.readError(0, err)
	}
	if err != nil {
		var e *rawError
		if errors.As(err, &e) && e.Offset == 0 {
			e.Offset = offset
		}
		return record{}, err
	}
	a.File = d.in.file
	a.Path = fmt.Sprintf("%s:%d", d.in.path, d.items)
	d.name(&a)
	return a, nil
}

// name gives the article an ID of its own where its link does not name it: other
// items have the same one, or it has none.
func (d *feedDecoder) name(a *record) {
	guid := a.ID
	own := guid // the guid, made the only one of its kind
	if guid != "" && !isGlobal(guid) && !isURL(guid) {
		own = d.in.path + "#" + guid
	}
	if a.URL == "" {
		a.ID = own
		return
	}
	if !isGlobal(guid) {
		a.ID = ""
	}
	h := maphash.String(d.seed, a.URL)
	if first, seen := d.links[h]; !seen {
		d.links[h] = guid
	} else if first != guid {
		a.ID = own
	}
}

// isGlobal reports whether a guid is made to be the only one of its kind, like a
// URN or a tag (RFC 4151). Numbers are one outlet's own, and a URL is no better
// than the link.
func isGlobal(guid string) bool {
	return !isURL(guid) && regexpGlobal().MatchString(guid)
}

var regexpGlobal = expression(`(?i)^(urn|tag|doi|info):|^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$`)

// toItem returns where the next item begins, or the length of the window at the
// end of the feed. Over says that so much stood before it that part is gone.
func (d *feedDecoder) toItem() (at int, over bool) {
	var s tagScan
	for {
		b := d.w.data()
		for {
			name, start, ok := s.tag(b)
			if !ok {
				break
			}
			if isItem(name) {
				return start, over
			}
		}
		if d.w.full() {
			over = true
			d.w.take(s.at)
			s.at = 0
			if d.w.full() { // one tag
				d.w.take(1)
			}
		}
		if !d.w.more() && !d.w.full() {
			return len(d.w.data()), over
		}
	}
}

// itemEnd returns where the item at the window's beginning ends: after its end
// tag, or before another item.
func (d *feedDecoder) itemEnd() (int, error) {
	var s tagScan
	over := false
	first := ""
	for {
		b := d.w.data()
		for {
			name, start, ok := s.tag(b)
			switch {
			case !ok:
			case first == "":
				first = name
				if s.empty {
					return s.at, nil
				}
				continue
			case name == "/"+first:
				if over {
					return s.at, errTooLong
				}
				return s.at, nil
			case name == first && over:
				return start, errTooLong
			case name == first:
				return start, nil
			default:
				continue
			}
			break
		}
		if d.w.full() {
			over = true
			d.w.take(s.at)
			s.at = 0
			if d.w.full() {
				d.w.take(1)
			}
		}
		if !d.w.more() && !d.w.full() {
			if d.w.err != io.EOF {
				return len(d.w.data()), d.w.err
			}
			return len(d.w.data()), io.ErrUnexpectedEOF
		}
	}
}

// isItem reports whether a tag begins an item.
func isItem(name string) bool {
	switch localName(name) {
	case "item", "entry":
		return name[0] != '/'
	}
	return false
}
