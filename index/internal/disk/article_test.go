package disk

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"math/rand/v2"
	"strings"
	"sync"
	"testing"
)

// someArticles returns texts of many sizes and kinds.
func someArticles() [][]byte {
	rng := rand.New(rand.NewPCG(1, 2))
	words := strings.Fields(string(dictionaries()[0].bytes))
	noise := make([]byte, 300<<10)
	for i := range noise {
		noise[i] = byte(rng.Uint32())
	}
	all := [][]byte{nil, {0}, []byte("a"), noise[:100], noise, make([]byte, 400<<10), dictionaries()[0].bytes, bytes.Repeat(noise[:1<<10], 2<<10)}
	for _, n := range []int{3, 40, 1000, 5000, 60000, 600000} {
		var b []byte
		for range n {
			b = append(append(b, ' '), words[rng.IntN(len(words))]...)
		}
		all = append(all, b)
	}
	return all
}

// TestArticles checks that what is compressed comes back, with every dictionary.
func TestArticles(t *testing.T) {
	for i, b := range someArticles() {
		languages := append([]string{"", "tr"}, dictionaryNames...)
		if len(b) > maxBlock {
			languages = []string{"en", "de"}
		}
		for _, language := range languages {
			for _, plain := range []int{0, min(32, len(b)), len(b)} {
				packed := CompressArticle([]byte("before"), b, plain, language)
				got, err := Decompress([]byte("behind"), packed[len("before"):])
				if err != nil || string(got) != "behind"+string(b) {
					t.Fatalf("text %d, %q, %d plain: %d bytes of %d, %v", i, language, plain, len(got), len(b), err)
				}
			}
		}
	}
}

// TestArticlesAlike checks that the form of an article depends on the article alone, and
// not on what the same encoder compressed before or beside it.
func TestArticlesAlike(t *testing.T) {
	all := someArticles()
	want := make([][]byte, len(all))
	for i, b := range all {
		want[i] = CompressArticle(nil, b, 0, "en")
	}
	var wg sync.WaitGroup
	for g := range 4 {
		wg.Go(func() {
			rng := rand.New(rand.NewPCG(1, uint64(g)))
			for range 50 {
				i := rng.IntN(len(all))
				if got := CompressArticle(nil, all[i], 0, "en"); !bytes.Equal(got, want[i]) {
					t.Errorf("text %d takes other bytes than before", i)
				}
			}
		})
	}
	wg.Wait()
}

// TestDamagedArticles checks that a damaged form yields no wrong bytes.
func TestDamagedArticles(t *testing.T) {
	b := []byte(strings.Repeat("The council said in a statement that the bridge will be built. ", 4) + "\x80\x90\xa0")
	packed := CompressArticle(nil, b, 3, "en")
	for i := range packed {
		if _, err := Decompress(nil, packed[:i]); err == nil {
			t.Fatalf("%d of %d bytes are an article", i, len(packed))
		}
		for flip := 1; flip < 256; flip++ {
			damaged := bytes.Clone(packed)
			damaged[i] ^= byte(flip)
			if got, err := Decompress(nil, damaged); err == nil && !bytes.Equal(got, b) {
				t.Fatalf("byte %d ^ %x: %q", i, flip, got)
			}
		}
	}
}

// TestUnknownDictionary checks the error for a record of a newer newsdex.
func TestUnknownDictionary(t *testing.T) {
	packed := CompressArticle(nil, []byte("a text"), 0, "en")
	packed[0] = byte(len(dictionaryNames) + 1)
	want := fmt.Sprintf("it is compressed with dictionary %d, which this newsdex does not have", packed[0])
	if _, err := Decompress(nil, packed); err == nil || err.Error() != want {
		t.Errorf("error %v, want %s", err, want)
	}
}

// TestForgedArticles checks that forged sizes are refused before memory is taken for them.
func TestForgedArticles(t *testing.T) {
	for _, sizes := range [][2]uint64{{1 << 63, 0}, {maxDecompressed + 1, 0}, {trustedSize + 1, 0}, {5, 6}, {5, 1 << 63}} {
		b := binary.AppendUvarint([]byte{1}, sizes[0])
		b = append(binary.AppendUvarint(b, sizes[1]), make([]byte, 100)...)
		if _, err := Decompress(nil, b); err == nil {
			t.Errorf("sizes %d were accepted", sizes)
		}
	}
}

// TestDictionaries checks that no dictionary has changed: records need them as they were.
func TestDictionaries(t *testing.T) {
	want := map[string]Checksum{
		"en": 0x8c35a435, "bg": 0xab8637c8, "cs": 0xe0523a6f, "da": 0x3f3e06c0, "de": 0x7da77a24,
		"el": 0x409d43ef, "es": 0x48e17637, "et": 0xe7f40722, "fi": 0x6b998747, "fr": 0x2bf012f9,
		"hu": 0xad049211, "it": 0x36e18f05, "lt": 0xa30a3038, "lv": 0x6a7dab0d, "nl": 0xdd8a2159,
		"pl": 0xab771237, "pt": 0x2382bd1d, "ro": 0x2a7a8309, "sk": 0xde587ee1, "sl": 0x53668c30,
		"sv": 0x893bf22e,
	}
	for i, d := range dictionaries() {
		name := dictionaryNames[i]
		if sum := ChecksumOf(d.bytes); sum != want[name] {
			t.Errorf("dictionary %s has the checksum %#x, want %#x", name, uint32(sum), uint32(want[name]))
		}
		if int(d.number) != i+1 || d.number == frameNumber {
			t.Errorf("dictionary %s has the number %d", name, d.number)
		}
	}
}

// FuzzDecompress checks that no bytes make Decompress panic or yield more than their share.
func FuzzDecompress(f *testing.F) {
	f.Add(CompressArticle(nil, []byte("The council said in a statement."), 3, "en"))
	f.Add(CompressArticle(nil, bytes.Repeat([]byte("Der Rat. "), 100), 0, "de"))
	f.Add(Compress(nil, []byte("The council said in a statement.")))
	f.Fuzz(func(t *testing.T, b []byte) {
		got, err := Decompress(nil, b)
		if err == nil && len(got) > trustedSize && len(got)/maxRatio > len(b) {
			t.Errorf("%d bytes of %d", len(got), len(b))
		}
	})
}

func BenchmarkArticles(b *testing.B) {
	text := someArticles()[10]
	packed := CompressArticle(nil, text, 0, "en")
	var buf []byte
	b.Run("compress", func(b *testing.B) {
		b.SetBytes(int64(len(text)))
		for b.Loop() {
			buf = CompressArticle(buf[:0], text, 0, "en")
		}
	})
	b.Run("decompress", func(b *testing.B) {
		b.SetBytes(int64(len(text)))
		for b.Loop() {
			var err error
			if buf, err = Decompress(buf[:0], packed); err != nil {
				b.Fatal(err)
			}
		}
	})
}
