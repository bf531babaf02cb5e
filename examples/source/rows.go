package main

import (
	"context"
	"fmt"
	"time"
)

// selectAll stands for a query of a real database: three rows, one of which is
// broken.
func selectAll(context.Context) (rows, error) {
	return &memoryRows{rows: [][]any{
		{"row-1", "The Quay", "The harbour freezes", "For the first time in forty years the harbour is frozen.\nShare this article", day(2025, 1, 11)},
		{"row-2", "The Quay", "A broken row", nil, day(2025, 1, 12)},
		{"row-3", "Pier Weekly", "Skates sell out", "Not a pair of skates is left in the shops at the harbour.", day(2025, 1, 13)},
	}}, nil
}

func day(year, month, day int) time.Time {
	return time.Date(year, time.Month(month), day, 0, 0, 0, 0, time.UTC)
}

// memoryRows are rows in memory.
type memoryRows struct {
	rows    [][]any
	current []any
}

func (r *memoryRows) Next() bool {
	if len(r.rows) == 0 {
		return false
	}
	r.current, r.rows = r.rows[0], r.rows[1:]
	return true
}

func (r *memoryRows) Scan(dest ...any) error {
	for i, d := range dest {
		ok := false
		switch d := d.(type) {
		case *string:
			*d, ok = r.current[i].(string)
		case *time.Time:
			*d, ok = r.current[i].(time.Time)
		}
		if !ok {
			return fmt.Errorf("column %d holds %v", i, r.current[i])
		}
	}
	return nil
}

func (r *memoryRows) Err() error   { return nil }
func (r *memoryRows) Close() error { return nil }
