package analyze

import (
	"bufio"
	"compress/gzip"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// readGzip calls line for every line of a gzipped file of the data folder.
func readGzip(t testing.TB, name string, line func(string)) {
	t.Helper()
	f, err := os.Open(filepath.Join(dataDir(t), name))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	z, err := gzip.NewReader(f)
	if err != nil {
		t.Fatal(err)
	}
	sc := bufio.NewScanner(z)
	sc.Buffer(nil, 1<<24)
	for sc.Scan() {
		line(sc.Text())
	}
	if err := sc.Err(); err != nil {
		t.Fatal(err)
	}
}

// TestDetectSentences measures Detect on single sentences of parliament.
func TestDetectSentences(t *testing.T) {
	right, total := map[string]int{}, map[string]int{}
	wrong := map[string]int{}
	readGzip(t, "languages/europarl.tsv.gz", func(line string) {
		code, text, _ := strings.Cut(line, "\t")
		total[code]++
		if got, _ := Detect(text, ""); got == code {
			right[code]++
		} else {
			wrong[code+" as "+got]++
		}
	})
	sum, all := 0, 0
	for code, n := range total {
		sum += right[code]
		all += n
		if share := float64(right[code]) / float64(n); share < 0.85 {
			t.Errorf("%s: %.1f %% of %d sentences are right", code, 100*share, n)
		}
	}
	t.Logf("%.2f %% of %d sentences; wrong: %v", 100*float64(sum)/float64(all), all, wrong)
	if float64(sum)/float64(all) < 0.97 {
		t.Errorf("right in %.1f %% of sentences", 100*float64(sum)/float64(all))
	}
}
