package main

import (
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/newsdex/newsdex/ingest"
)

// A fieldsFlag holds the values of --field: the names of record fields.
type fieldsFlag map[string][]string

func (f *fieldsFlag) String() string { return "" }

func (f *fieldsFlag) Type() string {
	return "a field of an article and the names that it has in the records, such as text=story,content"
}

func (f *fieldsFlag) Set(s string) error {
	field, names, ok := strings.Cut(s, "=")
	field = strings.ToLower(strings.TrimSpace(field))
	if !ok || !slices.Contains(ingest.FieldNames(), field) {
		return fmt.Errorf("%q is not %s", s, f.Type())
	}
	var all []string
	for name := range strings.SplitSeq(names, ",") {
		if name = strings.TrimSpace(name); name != "" {
			all = append(all, name)
		}
	}
	if *f == nil {
		*f = fieldsFlag{}
	}
	(*f)[field] = all
	return nil
}

// fieldsFlag adds the flag --field to a command.
func (r *articleReader) fieldsFlag(c *cobra.Command) {
	c.Flags().Var(&r.fields, "field", "which fields of records (JSON, CSV) are an article's: `FIELD=NAME,NAME`, FIELD one of "+
		strings.Join(ingest.FieldNames(), ", ")+"; a.b is the field b in the object a; may be repeated")
	var values []string
	for _, name := range ingest.FieldNames() {
		values = append(values, name+"=")
	}
	must(c.RegisterFlagCompletionFunc("field", cobra.FixedCompletions(values, cobra.ShellCompDirectiveNoFileComp|cobra.ShellCompDirectiveNoSpace)))
}
