package main

import (
	"context"
	"fmt"
)

func Example() {
	if err := clean(context.Background()); err != nil {
		fmt.Println(err)
	}
	// Output:
	// Harbour wall to be raised
	//    The harbour wall will be raised by a metre.
	//    Work begins in spring.
	// line 3, tide-table: High water: 04:12 and 16:40
	// line 4, tide-table: Tides by the harbour office.
	// line 5, weather-ship:  Follow our weather ship live all day.
	// line 7, share-bar: Share this article
}
