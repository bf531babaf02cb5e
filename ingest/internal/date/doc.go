// Package date reads the day and the time that a text names, in any language.
//
//	t, layout := date.ParseDate("2025-02-11T09:30") // a field that holds a date
//	stamp, ok := date.StampOf("Published 11 February 2025, 9.30 am") // a line
//
// date.go has the layouts of dates in fields of feeds and records. stamp.go reads lines
// as people write them. find.go finds dates within other text. The layout returned with
// a date shows its precision: a day, a minute, a zone.
package date
