//go:build unix

package index

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"

	"github.com/newsdex/newsdex/index/internal/disk"
	"github.com/newsdex/newsdex/index/internal/rounds"
)

// TestTruncatedWhileOpen truncates the file of a segment while an index has it mapped
// into memory. A use of a missing part that was not used before is refused, and the
// program goes on.
func TestTruncatedWhileOpen(t *testing.T) {
	rounds.NotShort(t, "starts processes that read what is cut off")
	path := filepath.Join(t.TempDir(), "i")
	articles := append(smallNews(), article("e", "After the bid", "No word of the model."))
	for i := range articles {
		articles[i] = withOriginData(articles[i], "<p>")
	}
	r := rand.New(rand.NewPCG(1, 1))
	for i := range 200 {
		var body strings.Builder
		for range 300 {
			fmt.Fprintf(&body, "w%d ", r.IntN(5000))
		}
		articles = append(articles, article(fmt.Sprint("n", i), fmt.Sprint("Number ", i), body.String()))
	}
	mustBuild(t, path, articles...)
	want := results(t, path)
	segments, err := filepath.Glob(filepath.Join(path, generationName(1), disk.BleveDir, "store", "*.zap"))
	if err != nil || len(segments) != 1 {
		t.Fatal(segments, err)
	}
	x := mustOpen(t, path)
	info, err := os.Stat(segments[0])
	if err != nil {
		t.Fatal(err)
	}
	if err := os.Truncate(segments[0], info.Size()/16); err != nil {
		t.Fatal(err)
	}
	refused := 0
	for _, u := range uses() {
		got, err := u.readAs(x)
		corrupt := (*disk.CorruptError)(nil)
		switch {
		case errors.As(err, &corrupt) && corrupt.Path == segments[0]:
			refused++
		case err != nil:
			t.Errorf("%s: %v", u.name, err)
		case !reflect.DeepEqual(got, want[u.name]):
			t.Errorf("%s gives %v", u.name, got)
		}
	}
	if refused == 0 {
		t.Errorf("nothing was refused of %s, cut to %d bytes", segments[0], info.Size()/16)
	}
	t.Logf("%d bytes: %d of %d uses refused", info.Size(), refused, len(uses()))
}
