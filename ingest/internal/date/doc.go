// Package date tells which day and time a text names, in any language.
//
//	t, layout := date.ParseDate("2025-02-11T09:30") // of a field that holds a date
//	stamp := date.StampOf("Published 11 February 2025, 9.30 am") // of a line
//
// date.go has the layouts of dates in fields, for feeds and records; stamp.go reads
// lines as people write them; find.go finds dates within other text. A layout says how
// much of a time was told: a day, a minute, a zone.
package date
