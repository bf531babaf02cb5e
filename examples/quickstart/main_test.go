package main

import (
	"context"
	"fmt"
)

func Example() {
	if err := search(context.Background(), "../../testdata/articles", `"no thank you"`); err != nil {
		fmt.Println(err)
	}
	// Output:
	// 1 articles match "no thank you"
	// 1. Sam Altman Rejects Elon Musk’s $97.4 Billion OpenAI Buyout, Jokes About Buying Twitter Instead
	//    Altman’s response? A simple but pointed: “*No thank you*, but we will buy Twitter for $9.74 billion if you want.”
}
