package source

import (
	"os"
	"path/filepath"
	"strings"
)

// RealPath returns the absolute path of a file or folder without symbolic links.
func RealPath(p string) (string, error) {
	real, err := filepath.EvalSymlinks(p)
	if err != nil {
		return "", err
	}
	return filepath.Abs(real)
}

// A node is a file or a folder that a walk meets.
type node struct {
	name string // as messages write it
	rel  string // below the root
	real string // absolute, without links
	root string // the real path of the root
}

// child returns the node of an entry of a folder. The name of a link leads to it.
func (n node) child(entry string) node {
	return node{name: filepath.Join(n.name, entry), rel: filepath.Join(n.rel, entry), real: filepath.Join(n.real, entry), root: n.root}
}

// settle follows a link. A file or folder that a link within the root leads to is known by
// its own place, so that each is read once, whatever links there are. One outside the root
// is known by the link.
func (n node) settle() (node, error) {
	real, err := RealPath(n.name)
	if err != nil {
		return n, err
	}
	n.real = real
	rel, err := filepath.Rel(n.root, real)
	if err == nil && filepath.IsLocal(rel) && !hasHidden(rel) {
		n.rel = rel
	}
	return n, nil
}

// hasHidden reports whether a part of a path begins with ".".
func hasHidden(rel string) bool {
	for part := range strings.SplitSeq(filepath.ToSlash(rel), "/") {
		if strings.HasPrefix(part, ".") && part != "." {
			return true
		}
	}
	return false
}

// key names the node among those of all roots: by its real path, so that links cannot lead
// around in a circle.
func (n node) key() string { return n.root + "\x00" + n.real }

// findRoots finds the folders among the arguments.
func (w *walk) findRoots(paths []string) {
	for _, p := range paths {
		if w.options.Check != nil && w.options.Check(p) != nil {
			continue
		}
		matches := []string{p}
		if _, err := os.Lstat(p); err != nil {
			matches, _ = filepath.Glob(p) // argument tells of the error
		}
		for _, m := range matches {
			if info, err := os.Stat(m); err == nil && info.IsDir() {
				if real, err := RealPath(m); err == nil {
					w.roots = append(w.roots, real)
				}
			}
		}
	}
}

// rooted returns the node of an argument. Its root is the outermost folder among the
// arguments that holds it, or else the file itself.
func (w *walk) rooted(name, real string) node {
	n := node{name: name, rel: filepath.Base(real), real: real, root: real}
	for _, root := range w.roots {
		if rel, err := filepath.Rel(root, real); err == nil && filepath.IsLocal(rel) && len(root) <= len(n.root) {
			n.root, n.rel = root, rel
		}
	}
	return n
}
