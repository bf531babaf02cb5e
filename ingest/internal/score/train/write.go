package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
)

// tableNames are the files that are made.
var tableNames = []string{"words.txt", "scorer.txt", "surroundings.txt"}

// tables are the contents of the files, in the order of tableNames.
type tables [3]string

// tables trains both scorers on all sites.
func (set *trainingSet) tables(ctx context.Context, texts []*scoredText) (tables, error) {
	first, words, err := set.trainFirst(ctx, anyText)
	if err != nil {
		return tables{}, err
	}
	second, err := set.trainSecond(ctx, texts, anyText)
	if err != nil {
		return tables{}, err
	}
	return tables{words.table(), first.Table(), second.Table()}, nil
}

// checkFolder returns an error if the tables cannot be written into a folder, before an hour
// is spent on them.
func checkFolder(dir string) error {
	f, err := os.CreateTemp(dir, ".train-*")
	if err != nil {
		return fmt.Errorf("the folder of the tables cannot be written: %w; name another with -o, or run train at the top of the repository", err)
	}
	return errors.Join(f.Close(), os.Remove(f.Name()))
}

// write writes the tables into a folder. It writes all of them under other names first, so
// that a full disk leaves the old ones.
func (t tables) write(dir string) error {
	made := make([]string, len(t))
	for i, table := range t {
		made[i] = filepath.Join(dir, tableNames[i]+".new")
		if err := os.WriteFile(made[i], []byte(table), 0o666); err != nil {
			return errors.Join(err, removeAll(made[:i+1]))
		}
	}
	for i, name := range made {
		if err := os.Rename(name, filepath.Join(dir, tableNames[i])); err != nil {
			return err
		}
	}
	return nil
}

func removeAll(names []string) error {
	var errs []error
	for _, name := range names {
		if err := os.Remove(name); !errors.Is(err, os.ErrNotExist) {
			errs = append(errs, err)
		}
	}
	return errors.Join(errs...)
}
