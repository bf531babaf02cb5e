// Package gold reads the data by which cleaning is measured and its scorers are
// trained: pages whose article is known. It is for the tests that measure and for the
// trainer (score/train); no program that uses newsdex needs it.
//
// The data are of two kinds. The folder that NEWSDEX_DATA names to the tests, and -data
// to the trainer, holds
//
//	pages/cases.jsonl.gz, pages/html/*.gz   the article extraction benchmark
//	                                        (github.com/scrapinghub/article-extraction-benchmark)
//	lines/docs.jsonl.gz                     texts of those pages, labelled line by line
//	                                        (ingest.ReadLabelled)
//	news/articles.jsonl.gz                  articles of many outlets
//	languages/europarl.tsv.gz               sentences of many languages
//
// and the modules that newsdex depends on come with pages of their own.
package gold

import (
	"compress/gzip"
	"errors"
	"fmt"
	"hash/fnv"
	"io"
	"os"
	"strings"

	"github.com/newsdex/newsdex/ingest/internal/plain"
)

// The halves of the data. Rules and scorers are made while looking at the one and
// checked on the other.
const (
	Development = 0
	Check       = 1
)

// Half returns the half of a page, or of a site, by a hash of its name.
func Half(name string) int {
	h := fnv.New32a()
	h.Write([]byte(name))
	return int(h.Sum32() % 2)
}

// SiteOf returns the site of an address: its host without "www.".
func SiteOf(address string) string { return strings.TrimPrefix(plain.HostOf(address), "www.") }

// A gzipFile closes the file with the reader.
type gzipFile struct {
	*gzip.Reader
	file *os.File
}

func (f gzipFile) Close() error { return errors.Join(f.Reader.Close(), f.file.Close()) }

// Open opens a file that gzip packed.
func Open(name string) (io.ReadCloser, error) {
	f, err := os.Open(name)
	if err != nil {
		return nil, err
	}
	zr, err := gzip.NewReader(f)
	if err != nil {
		return nil, errors.Join(fmt.Errorf("%s: %w", name, err), f.Close())
	}
	return gzipFile{zr, f}, nil
}

// ReadFile returns the content of a file that gzip packed.
func ReadFile(name string) ([]byte, error) {
	f, err := Open(name)
	if err != nil {
		return nil, err
	}
	data, err := io.ReadAll(f)
	if err != nil {
		err = fmt.Errorf("%s: %w", name, err)
	}
	return data, errors.Join(err, f.Close())
}
