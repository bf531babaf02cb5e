// Package trec measures rankings against human judgements by the definitions of
// NIST's trec_eval, and reads and writes the files of such measurements.
//
// A collection is a folder with
//
//	docs.jsonl, or docs.jsonl.gz    the documents, one JSON object a line
//	queries.tsv                     query ID, tab, text
//	qrels.tsv                       query ID, 0, document ID, grade
//
// A grade of 1 or more is relevant. A document without a judgement is not.
package trec

import (
	"bufio"
	"fmt"
	"io"
	"strconv"
	"strings"
)

// A Query is one query of a collection.
type Query struct {
	ID   string // under which judgements name it
	Text string // in the query language
}

// Judgements are the grades of documents by ID, for one query.
type Judgements map[string]int

// Qrels are judgements by query ID.
type Qrels map[string]Judgements

// ReadQueries reads queries, one a line. name is the file's name, for errors.
func ReadQueries(r io.Reader, name string) ([]Query, error) {
	var queries []Query
	err := lines(r, name, func(line string) error {
		id, text, ok := strings.Cut(line, "\t")
		if !ok {
			return fmt.Errorf("want a query ID, a tab and a text")
		}
		queries = append(queries, Query{ID: id, Text: text})
		return nil
	})
	return queries, err
}

// ReadQrels reads judgements, one a line, in columns that are separated by tabs
// or spaces. name is the file's name, for errors.
func ReadQrels(r io.Reader, name string) (Qrels, error) {
	qrels := make(Qrels)
	err := lines(r, name, func(line string) error {
		columns := strings.Fields(line)
		if len(columns) != 4 {
			return fmt.Errorf("want four columns, query, 0, document and grade, and there are %d", len(columns))
		}
		grade, err := strconv.Atoi(columns[3])
		if err != nil {
			return fmt.Errorf("the grade %q is not a whole number", columns[3])
		}
		if qrels[columns[0]] == nil {
			qrels[columns[0]] = make(Judgements)
		}
		qrels[columns[0]][columns[2]] = grade
		return nil
	})
	return qrels, err
}

// lines calls f with every line of r that is not blank.
func lines(r io.Reader, name string, f func(string) error) error {
	s := bufio.NewScanner(r)
	s.Buffer(nil, 1<<20)
	n := 0
	for s.Scan() {
		n++
		if strings.TrimSpace(s.Text()) == "" {
			continue
		}
		if err := f(s.Text()); err != nil {
			return fmt.Errorf("%s:%d: %w", name, n, err)
		}
	}
	if err := s.Err(); err != nil {
		return fmt.Errorf("%s:%d: %w", name, n+1, err)
	}
	return nil
}

// A Result is one document of a ranking.
type Result struct {
	ID    string  // of the document
	Score float64 // the higher, the better
}

// WriteRun writes the ranking of a query in the form that trec_eval reads: query,
// Q0, document, rank, score, tag. trec_eval ranks by the score alone.
func WriteRun(w io.Writer, query, tag string, ranking []Result) error {
	for i, r := range ranking {
		if _, err := fmt.Fprintf(w, "%s Q0 %s %d %.9g %s\n", query, r.ID, i+1, r.Score, tag); err != nil {
			return err
		}
	}
	return nil
}
