package index

import (
	"bufio"
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"hash/fnv"
	"math/rand/v2"
	"os"
	"path/filepath"
	"runtime"
	"runtime/debug"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/newsdex/newsdex/index/internal/disk"
	"github.com/newsdex/newsdex/index/internal/rounds"
)

// An index from somewhere else may have been changed on purpose, with all of its
// checksums made right. It must not end the process that opens, searches or verifies it,
// make it wait for ever, or take much memory.

// Limits for one forged index.
const (
	hostileTime   = 30 * time.Second
	hostileMemory = 256 << 20 // bytes allocated in all, even if they are freed in between
)

// hostileWrites is the number of forged indexes of which one is also updated and repaired.
const hostileWrites = 8

// forge changes a file of an index in a way that the seed decides, and says how. The
// bytes of other files are for exchanges.
func forge(r *rand.Rand, b []byte, others [][]byte) ([]byte, string) {
	b = slices.Clone(b)
	if len(b) == 0 {
		return []byte{byte(r.Uint32())}, "a byte"
	}
	at := r.IntN(len(b))
	if r.IntN(2) == 0 { // most numbers that matter stand at the end of a file
		at = len(b) - 1 - r.IntN(min(len(b), 600))
	}
	switch r.IntN(7) {
	case 0:
		n := 1 + r.IntN(8)
		for i := range min(n, len(b)-at) {
			b[at+i] = byte(r.Uint32())
		}
		return b, fmt.Sprintf("%d random bytes at %d", n, at)
	case 1:
		b[at] ^= 1 << r.IntN(8)
		return b, fmt.Sprintf("a bit at %d", at)
	case 2, 3:
		size := []int{1, 2, 4, 8}[r.IntN(4)]
		v := []uint64{0, 1, 2, 1<<64 - 1, 1 << 31, 1<<31 - 1, 1 << 32, 1 << 63, 1<<63 - 1, uint64(len(b)), uint64(len(b)) - 1, uint64(len(b)) + 1, 1 << 16, 1<<16 - 1, uint64(at)}[r.IntN(15)]
		if r.IntN(2) == 0 {
			at = at / size * size
		}
		if r.IntN(2) == 0 { // from the end, as the footer of a segment
			at = max(0, len(b)-at/4*4)
		}
		if at+size > len(b) {
			at = max(0, len(b)-size)
		}
		full := binary.BigEndian.AppendUint64(nil, v)[8-size:]
		if r.IntN(2) == 0 {
			full = binary.LittleEndian.AppendUint64(nil, v)[:size]
		}
		copy(b[at:], full)
		return b, fmt.Sprintf("the number %d in %d bytes at %d", v, size, at)
	case 4:
		v := binary.AppendUvarint(nil, []uint64{0, 1, 1<<64 - 1, 1 << 31, 1 << 32, 1 << 63, uint64(len(b)), uint64(len(b)) - 1, 1 << 40}[r.IntN(9)])
		copy(b[at:], v)
		return b, fmt.Sprintf("the varint %x at %d", v, at)
	case 5:
		n := 1 << r.IntN(12)
		to := r.IntN(len(b))
		from := b
		if other := others[r.IntN(len(others))]; r.IntN(3) == 0 && len(other) > 0 {
			from = other
			at = r.IntN(len(other))
		}
		copy(b[to:], slices.Clone(from[at:min(at+n, len(from))]))
		return b, fmt.Sprintf("%d bytes of %d at %d", n, at, to)
	}
	if r.IntN(3) == 0 {
		return append(b, make([]byte, 1+r.IntN(5000))...), "longer"
	}
	return b[:at], fmt.Sprintf("cut off at %d", at)
}

// forgeIndex changes a file of the index at path, makes all checksums right, and says
// what it did.
func forgeIndex(r *rand.Rand, path string) (what string, err error) {
	gen, err := currentGeneration(path)
	if err != nil {
		return "", err
	}
	dir := filepath.Join(path, gen)
	m, err := readManifest(dir, Format)
	if err != nil {
		return "", err
	}
	var all [][]byte
	for _, f := range m.Files {
		b, err := os.ReadFile(f.Path(dir))
		if err != nil {
			return "", err
		}
		all = append(all, b)
	}
	manifest := filepath.Join(dir, disk.ManifestFile)
	i := r.IntN(len(all) + 4)
	for i < len(all) && strings.HasSuffix(m.Files[i].Name, "index_meta.json") {
		i = r.IntN(len(all) + 4)
	}
	isSegment := func(f disk.File) bool { return filepath.Ext(f.Name) == ".zap" }
	if i >= len(all)+1 {
		i = slices.IndexFunc(m.Files, isSegment)
	}
	if i == len(all) { // the manifest itself
		b, err := os.ReadFile(manifest)
		if err != nil {
			return "", err
		}
		b, what = forge(r, b, all)
		b = seal(bytes.TrimSuffix(b, []byte(b[max(0, len(b)-len(manifestTail)):])))
		err = errors.Join(os.WriteFile(manifest, b, 0o666),
			os.WriteFile(filepath.Join(path, disk.CurrentFile), pointer{gen, disk.ChecksumOf(b)}.encode(), 0o666))
		return "manifest: " + what, err
	}
	f := m.Files[i]
	b := all[i]
	for range 1 + r.IntN(2) {
		var more string
		b, more = forge(r, b, all)
		what += f.Name + ": " + more + "; "
	}
	if filepath.Base(f.Name) == disk.RootFile {
		for _, at := range []int{0, os.Getpagesize()} { // the meta pages: see package bolt
			if len(b) >= at+16+64 {
				sum := fnv.New64a()
				sum.Write(b[at+16 : at+16+56])
				binary.NativeEndian.PutUint64(b[at+16+56:], sum.Sum64())
			}
		}
	}
	name := f.Path(dir)
	if err := errors.Join(os.Remove(name), os.WriteFile(name, b, 0o666)); err != nil {
		return what, err
	}
	isBlocks := f.Name == disk.BlocksFile
	if !isBlocks {
		if err := os.Remove(filepath.Join(dir, disk.BlocksFile)); err != nil {
			return what, err
		}
		if m.Files, err = (disk.Disk{}).ListFiles(dir, damageBits, nil); err != nil {
			return what, err
		}
	} else {
		m.Files[i].Size, m.Files[i].Checksum = int64(len(b)), disk.ChecksumOf(b)
	}
	if err := writeManifest(disk.Disk{}, m, dir); err != nil {
		return what, err
	}
	sealed, err := os.ReadFile(manifest)
	if err != nil {
		return what, err
	}
	return what, os.WriteFile(filepath.Join(path, disk.CurrentFile), pointer{gen, disk.ChecksumOf(sealed)}.encode(), 0o666)
}

func init() {
	// hostile forges the index args[0] in a folder args[1], by the seeds from args[2] to
	// args[3], and uses each. It prints the seed before.
	children["hostile"] = func(args []string) error {
		debug.SetTraceback("all")
		first, err := strconv.Atoi(args[2])
		last, lerr := strconv.Atoi(args[3])
		if err := errors.Join(err, lerr); err != nil {
			return err
		}
		opened := 0
		for seed := first; seed < last; seed++ {
			path := filepath.Join(args[1], "i")
			if err := errors.Join(os.RemoveAll(path), os.CopyFS(path, os.DirFS(args[0]))); err != nil {
				return err
			}
			what, err := forgeIndex(rand.New(rand.NewPCG(uint64(seed), 1)), path)
			if err != nil {
				return fmt.Errorf("forge %d, %s: %w", seed, what, err)
			}
			fmt.Printf("seed %d %s\n", seed, what)
			late := time.AfterFunc(hostileTime, func() { panic("it takes too long") })
			var before, after runtime.MemStats
			runtime.ReadMemStats(&before)
			if x, err := Open(path); err == nil {
				opened++
				for _, u := range uses() {
					u.readAs(x)
				}
				x.Close()
			}
			Verify(ctx, path)
			runtime.ReadMemStats(&after)
			if n := after.TotalAlloc - before.TotalAlloc; n > hostileMemory {
				panic(fmt.Sprintf("it takes %d MB", n>>20))
			}
			if seed%hostileWrites == 0 { // a writer takes memory of its own
				if x, err := Open(path); err == nil {
					x.Update(ctx, seq(article("f", "One more", "One more article.")), Options{Delete: []string{"a"}})
					x.Close()
				}
				Repair(ctx, path, Options{})
			}
			late.Stop()
		}
		fmt.Printf("opened %d\n", opened)
		return nil
	}
}

// TestHostile forges an index in hundreds of ways, with right checksums. Open, all uses,
// Verify, and of some also Update and Repair return. With NEWSDEX_LONG it tries 5,000 ways.
func TestHostile(t *testing.T) {
	sound := filepath.Join(t.TempDir(), "sound")
	buildForDamage(t, sound)
	all := rounds.Of(900)
	if rounds.Long() {
		all = 5000
	}
	first := 0
	if s := os.Getenv("NEWSDEX_SEED"); s != "" {
		if _, err := fmt.Sscan(s, &first); err != nil {
			t.Fatal(err)
		}
		all = first + 1
	}
	opened := 0 // by the last process
	for failures := 0; first < all && failures < 200; {
		cmd := child(t, "hostile", sound, t.TempDir(), strconv.Itoa(first), strconv.Itoa(all))
		var crash bytes.Buffer
		cmd.Stderr = &crash
		out, err := cmd.Output()
		seed, what := -1, ""
		for s := bufio.NewScanner(bytes.NewReader(out)); s.Scan(); {
			if rest, ok := strings.CutPrefix(s.Text(), "opened "); ok {
				n, _ := strconv.Atoi(rest)
				opened += n
				continue
			}
			_, rest, _ := strings.Cut(s.Text(), " ")
			number, rest, _ := strings.Cut(rest, " ")
			seed, _ = strconv.Atoi(number)
			what = rest
		}
		if err == nil {
			break
		}
		failures++
		lines := strings.SplitN(crash.String(), "\n", 60)
		t.Errorf("NEWSDEX_SEED=%d: %s: %v\n%s", seed, what, err, strings.Join(lines[:min(len(lines), 59)], "\n"))
		first = max(seed, first) + 1
	}
	t.Logf("%d of %d forged indexes were opened", opened, all)
}
