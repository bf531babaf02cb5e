package main

import (
	"context"
	"fmt"
)

func Example() {
	if err := search(context.Background(), table{query: selectAll}, "harbour"); err != nil {
		fmt.Println(err)
	}
	// Output:
	// skipped: read a row: column 3 holds <nil>
	// 2 articles, 1 errors
	// The Quay, 2025-01-11: The harbour freezes (row-1)
	// Pier Weekly, 2025-01-13: Skates sell out (row-3)
}
