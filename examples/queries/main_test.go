package main

import (
	"context"
	"fmt"
)

func Example() {
	if err := run(context.Background(), "../../testdata/articles"); err != nil {
		fmt.Println(err)
	}
	// Output:
	// satin
	//    001_f02fdc4eca68f0c4.txt
	// "no thank you"
	//    004_5969d112a2c7c100.txt
	// "thank no"~2
	//    004_5969d112a2c7c100.txt
	//    002_caddcc612785e0de.txt
	//    003_fe2776ef89d7e53d.txt
	// swindl*
	//    004_5969d112a2c7c100.txt
	//    002_caddcc612785e0de.txt
	// swindelr~
	//    004_5969d112a2c7c100.txt
	//    002_caddcc612785e0de.txt
	// stargate AND microsoft AND NOT deepseek
	//    000_fa7e2f5ea235c620.txt
	//    001_f02fdc4eca68f0c4.txt
	// swindler^3 OR stargate
	//    002_caddcc612785e0de.txt
	//    004_5969d112a2c7c100.txt
	//    000_fa7e2f5ea235c620.txt
	//    001_f02fdc4eca68f0c4.txt
	// title:("power struggle" OR buyout)
	//    003_fe2776ef89d7e53d.txt
	//    004_5969d112a2c7c100.txt
	// outlet:"Unblock Media" AND date:2025-02-11..2025-02-11
	//    000_fa7e2f5ea235c620.txt
}
