package index

import (
	"encoding/binary"
	"errors"
	"io/fs"
	"maps"
	"path/filepath"
	"slices"

	"github.com/newsdex/newsdex/index/internal/disk"
)

// The table is kept in two files of a generation: one has the sources, which
// readers need, the other the states of the files, which only writers need.
// Each begins with the version of its form.
const tableVersion = 1

// encode returns the contents of the two files.
func (t *sourceTable) encode() (sources, files []byte) {
	sources = binary.AppendUvarint(sources, tableVersion)
	all := t.sorted()
	sources = binary.AppendUvarint(sources, uint64(btoi(t.grouped)))
	sources = binary.AppendUvarint(sources, uint64(len(all)))
	files = binary.AppendUvarint(files, tableVersion)
	for _, s := range all {
		sources = binary.AppendUvarint(sources, uint64(s.number))
		sources = appendString(appendString(sources, s.name), s.place)
		sources = binary.AppendUvarint(sources, uint64(btoi(s.isFile)))
		sources = binary.AppendUvarint(sources, uint64(len(s.files)))
		for _, name := range slices.Sorted(maps.Keys(s.files)) {
			f := s.files[name]
			files = appendString(files, name)
			for _, v := range []uint64{uint64(f.size), uint64(f.modified), uint64(f.changed), f.inode, f.device, uint64(f.read), uint64(btoi(f.stale))} {
				files = binary.AppendUvarint(files, v)
			}
			files = binary.LittleEndian.AppendUint64(append(files, f.hash[:]...), f.options)
		}
	}
	return sources, disk.Compress(nil, files)
}

func appendString(b []byte, s string) []byte {
	return append(binary.AppendUvarint(b, uint64(len(s))), s...)
}

func btoi(b bool) int {
	if b {
		return 1
	}
	return 0
}

var errTable = errors.New("it is not as newsdex writes it")

// decodeSources decodes the first file, and the second if it is not nil.
func decodeSources(sources, files []byte) (*sourceTable, error) {
	t := newSourceTable()
	r := disk.Reader{Data: sources}
	var fr disk.Reader
	if files != nil {
		b, err := disk.Decompress(nil, files)
		if err != nil {
			return nil, err
		}
		fr.Data = b
		if fr.Number() != tableVersion {
			return nil, errTable
		}
	}
	if r.Number() != tableVersion {
		return nil, errTable
	}
	t.grouped = r.Number() == 1
	for n := r.Number(); n > 0 && !r.Bad; n-- {
		s := &knownSource{number: uint32(r.Number()), name: string(r.Bytes(r.Number())), place: string(r.Bytes(r.Number())), isFile: r.Number() == 1}
		count := r.Number()
		s.count = int(count)
		t.sources[s.number] = s
		if s.files = map[string]fileState{}; files == nil {
			continue
		}
		for ; count > 0 && !fr.Bad; count-- {
			name := string(fr.Bytes(fr.Number()))
			f := fileState{
				size: int64(fr.Number()), modified: int64(fr.Number()), changed: int64(fr.Number()),
				inode: fr.Number(), device: fr.Number(), read: int64(fr.Number()), stale: fr.Number() == 1,
			}
			copy(f.hash[:], fr.Bytes(16))
			if b := fr.Bytes(8); b != nil {
				f.options = binary.LittleEndian.Uint64(b)
			}
			s.files[name] = f
		}
	}
	if r.Bad || fr.Bad {
		return nil, errTable
	}
	return t, nil
}

// readSources reads the sources of a generation folder, and the states of their files if
// those are wanted. A generation without sources has an empty table.
func readSources(dir string, states bool) (*sourceTable, error) {
	name := filepath.Join(dir, disk.SourcesFile)
	sources, err := disk.ReadFile(name)
	if errors.Is(err, fs.ErrNotExist) {
		return newSourceTable(), nil
	}
	var files []byte
	if err == nil && states {
		name = filepath.Join(dir, disk.FilesFile)
		files, err = disk.ReadFile(name)
	}
	if err != nil {
		return nil, err
	}
	t, err := decodeSources(sources, files)
	if err != nil {
		return nil, &disk.CorruptError{Path: name, Problem: "the sources cannot be read", Err: err}
	}
	return t, nil
}

// write writes the table into a generation folder. An empty table has no files.
func (t *sourceTable) write(d disk.Disk, dir string) error {
	if len(t.sources) == 0 && !t.grouped {
		return nil
	}
	sources, files := t.encode()
	return errors.Join(d.Write(filepath.Join(dir, disk.SourcesFile), sources), d.Write(filepath.Join(dir, disk.FilesFile), files))
}
