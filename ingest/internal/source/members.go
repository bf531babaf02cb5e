package source

import (
	"bufio"
	"errors"
	"fmt"
	"hash/maphash"
	"io"
	"path/filepath"

	"github.com/newsdex/newsdex/ingest/internal/format"
)

// A memberWalk is one pass over the members of an archive.
type memberWalk struct {
	w    *walk
	s    stream // the archive, with the depth of its members
	kind archive
	seed maphash.Seed
	// seen counts the members of each path, by the path's hash: some 20 bytes a member.
	seen map[uint64]int
	met  int          // members of a known format
	last *layerReader // reader of the member read last
}

// members reads the members of an archive; br reads s.r from its beginning.
func (w *walk) members(s stream, kind archive, br *bufio.Reader) bool {
	s.depth++
	m := &memberWalk{w: w, s: s, kind: kind, seed: maphash.MakeSeed(), seen: map[uint64]int{}}
	var end archiveEnd
	for next := range kind.members(s, br, &end) {
		if !m.read(next) {
			return false
		}
	}
	return m.finish(end)
}

// read reads one member, unless its name shows that it is hidden or of an unknown format.
func (m *memberWalk) read(next archiveMember) bool {
	inner := MemberPath(next.name)
	if inner == "" || isHidden(inner) {
		return m.w.ctx.Err() == nil
	}
	file := m.s.file + string(filepath.Separator) + filepath.FromSlash(inner)
	base := BaseName(inner)
	if !isKnown(base) {
		m.w.skipped(format.ExtensionOf(base), file)
		return m.w.ctx.Err() == nil
	}
	m.met++
	r, err := next.open()
	if err != nil {
		return m.w.emitDamage(format.Damaged(file, m.kind.Name, 0, err))
	}
	path := UnpackedPath(inner)
	h := maphash.String(m.seed, path)
	if m.seen[h]++; m.seen[h] > 1 {
		path += fmt.Sprintf("#%d", m.seen[h])
	}
	m.last = &layerReader{r: r, guard: m.s.guard, depth: m.s.depth, file: file, form: m.kind.Name}
	if m.kind.whole {
		m.last.file = m.s.file
	}
	return m.w.read(stream{
		r: m.last, name: base, path: m.s.path + "/" + path, file: file,
		root: m.s.root, place: memberPlace(m.s.place, inner, m.seen[h]),
		depth: m.s.depth, guard: m.s.guard,
	})
}

// finish reports the error that ended the archive, unless it has been reported, or that
// the archive holds no articles.
func (m *memberWalk) finish(end archiveEnd) bool {
	if m.kind.whole && m.last != nil && m.last.err != nil && m.last.err != io.EOF {
		end.err = m.last.err
	}
	var e *format.Error
	switch {
	case errors.As(end.err, &e):
		return m.w.emit(format.Record{}, e)
	case end.err != nil:
		return m.w.emitDamage(format.Damaged(m.s.file, m.kind.Name, end.offset, end.err))
	case m.met == 0:
		return m.w.fail(m.s.file, "holds no articles", "give an archive that holds "+format.FormatNames(), nil)
	}
	return m.w.ctx.Err() == nil
}

// emitDamage reports d, unless it has been reported.
func (w *walk) emitDamage(d *format.Damage) bool {
	if d.Told {
		return w.ctx.Err() == nil
	}
	return w.emit(format.Record{}, d.Input())
}
