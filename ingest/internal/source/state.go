package source

import (
	"crypto/sha256"
	"hash"
	"io"
	"io/fs"
)

// A File is a file of a source in the state in which it was met. Its fields are those of
// the public SourceFile.
type File struct {
	Root     string
	Place    string
	Name     string
	Size     int64
	Modified int64
	Changed  int64
	Inode    uint64
	Device   uint64
	Hash     [16]byte
}

// stateOf returns a file's state without its hash.
func stateOf(root, place, name string, info fs.FileInfo) File {
	f := File{Root: root, Place: place, Name: name, Size: info.Size(), Modified: info.ModTime().UnixNano()}
	f.addSystem(info)
	return f
}

// HashOf returns the hash of the bytes of r: the first half of SHA-256.
func HashOf(r io.Reader) (sum [16]byte, err error) {
	h := sha256.New()
	if _, err := io.Copy(h, r); err != nil {
		return sum, err
	}
	copy(sum[:], h.Sum(nil))
	return sum, nil
}

// A hashingReader hashes the bytes that are read through it.
type hashingReader struct {
	r io.Reader
	h hash.Hash
	n int64
}

// Read implements [io.Reader].
func (r *hashingReader) Read(p []byte) (int, error) {
	n, err := r.r.Read(p)
	r.h.Write(p[:n])
	r.n += int64(n)
	return n, err
}

// sum returns the hash of a file of the given size. Where not all of its bytes were read
// in order, as of archives, it reads the file again.
func (r *hashingReader) sum(file io.ReaderAt, size int64) ([16]byte, error) {
	if r.n != size {
		return HashOf(io.NewSectionReader(file, 0, size))
	}
	var sum [16]byte
	copy(sum[:], r.h.Sum(nil))
	return sum, nil
}
