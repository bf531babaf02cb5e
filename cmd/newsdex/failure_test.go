package main

import (
	"bytes"
	"errors"
	"fmt"
	"testing"

	"github.com/newsdex/newsdex/cmd/newsdex/internal/terminal"
	"github.com/newsdex/newsdex/query"
)

// TestExitStatus checks that errors that the caller has to mend have the exit code of a
// wrong command line.
func TestExitStatus(t *testing.T) {
	for _, tt := range []struct {
		err  error
		want int
	}{
		{nil, exitOK},
		{errors.New("the disk is full"), exitFailed},
		{fmt.Errorf("search: %w", &query.QueryError{Msg: "it has more than 10000 words"}), exitUsage},
		{fmt.Errorf("search: %w", &query.OptionsError{Option: "Limit", Msg: "a limit of -1 hits"}), exitUsage},
		{&query.SyntaxError{Query: "?!", Msg: "there is no word in it"}, exitUsage},
	} {
		var out bytes.Buffer
		if got := exitStatus(terminal.NewMessages(&out), tt.err); got != tt.want {
			t.Errorf("%v: exit code %d, want %d", tt.err, got, tt.want)
		}
		if (out.Len() > 0) != (tt.err != nil) {
			t.Errorf("%v: standard error is %q", tt.err, &out)
		}
	}
}
