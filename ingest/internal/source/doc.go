// Package source reads records from files, folders, glob patterns and members of
// archives. It unpacks compressed files, within limits that stop bombs.
//
//	source.Read(ctx, []string{"articles/"}, source.Options{}, func(r format.Record, err error) bool {
//		…
//	})
package source
