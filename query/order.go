package query

import (
	"fmt"
	"slices"
)

// An Order is the order of hits. Hits that are equal in it are ordered by ID.
type Order int

// The orders.
const (
	ByScore Order = iota // the highest score first
	Newest               // the last published first, articles without a date last
	Oldest               // the first published first, articles without a date last
	ByTitle              // by [schema.TitleKey], articles without a title last
)

var orderNames = []string{"score", "newest", "oldest", "title"}

// String returns "score", "newest", "oldest" or "title".
func (o Order) String() string {
	if o < 0 || int(o) >= len(orderNames) {
		return fmt.Sprintf("Order(%d)", int(o))
	}
	return orderNames[o]
}

// ParseOrder returns the order with a name that [Order.String] returns.
func ParseOrder(name string) (Order, error) {
	if i := slices.Index(orderNames, name); i >= 0 {
		return Order(i), nil
	}
	return 0, optionsErrorf("Order", "%q is no order; it is one of %v", name, orderNames)
}
