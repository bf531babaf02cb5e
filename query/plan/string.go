package plan

import (
	"fmt"
	"strconv"
	"strings"
	"time"
)

// String returns the plan as lines of text, one for each node, pair and variant. The
// lines of a node's parts are indented beneath it.
func (p *Plan) String() string {
	var w writer
	w.node(p.Root, 0)
	return w.String()
}

// A writer writes plans.
type writer struct{ strings.Builder }

func (w *writer) line(depth int, format string, args ...any) {
	w.WriteString(strings.Repeat("  ", depth))
	fmt.Fprintf(w, format, args...)
	w.WriteByte('\n')
}

func (w *writer) node(n Node, depth int) {
	switch n := n.(type) {
	case And:
		w.group("and", n.Of, n.Near, depth)
	case Or:
		w.group("or", n.Of, n.Near, depth)
	case Not:
		w.group("not", []Node{n.Of}, nil, depth)
	case Optional:
		w.group("optional", []Node{n.Of}, nil, depth)
		for _, l := range n.Leaves {
			w.leaf(l, depth+1)
		}
	case *Leaf:
		w.leaf(n, depth)
	case Filter:
		w.line(depth, "filter %s in %s", n.Text, n.Field)
		w.variant(&n.Variant, depth+1)
	case Exact:
		w.line(depth, "%s is %s", n.Field, n.Term)
	case Between:
		w.line(depth, "published from %s up to %s", moment(n.From), moment(n.To))
	case All:
		w.line(depth, "all")
	}
}

func (w *writer) group(name string, of []Node, near []Pair, depth int) {
	w.line(depth, "%s", name)
	for _, n := range of {
		w.node(n, depth+1)
	}
	for _, p := range near {
		w.line(depth+1, "near: %s, %s", p.A.Text, p.B.Text)
	}
}

func (w *writer) leaf(l *Leaf, depth int) {
	w.line(depth, "leaf %s in %s", l.Clause(), strings.Join(l.Fields, ", "))
	for i := range l.Variants {
		w.variant(&l.Variants[i], depth+1)
	}
}

// variant writes the slots of a variant in a row, with alternatives in parentheses,
// or its expansion.
func (w *writer) variant(v *Variant, depth int) {
	var parts []string
	for _, s := range v.Slots {
		var any []string
		for _, terms := range s {
			any = append(any, strings.Join(terms, " "))
		}
		if len(any) == 1 {
			parts = append(parts, any[0])
		} else {
			parts = append(parts, "("+strings.Join(any, " | ")+")")
		}
	}
	if v.Slop > 0 {
		parts = append(parts, "~"+strconv.Itoa(v.Slop))
	}
	if v.Prefix != "" {
		parts = append(parts, v.Prefix+"*")
	}
	if len(v.Terms) > 0 {
		parts = append(parts, "any of "+strings.Join(v.Terms, " "))
	}
	w.line(depth, "%s: %s", v.Language, strings.Join(parts, " "))
}

// moment returns a second in the syntax of queries, or … for an open end.
func moment(at int64) string {
	if at == Earliest || at == Latest {
		return "…"
	}
	return time.Unix(at, 0).UTC().Format("2006-01-02T15:04:05")
}
