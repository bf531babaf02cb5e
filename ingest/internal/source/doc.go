// Package source finds where bytes come from: files, folders, patterns, members of
// archives, out of any packing, within bounds that bombs do not pass.
//
//	source.Read(ctx, []string{"articles/"}, source.Options{}, func(r format.Record, err error) bool {
//		…
//	})
package source
