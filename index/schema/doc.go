// Package schema names the fields that an article has in an index, and makes the terms
// of those that filter, sort and count.
//
//	schema.Body.In("en")              // "body.en", the body of English articles
//	schema.NameValue(" The  Harbour") // "The Harbour", a term of schema.OutletName
//	schema.TitleKey("Éclair")         // "eclair", by which titles are sorted
//
// Package index writes these fields, package postings reads them, and an engine that
// keeps articles elsewhere gives them the same names.
package schema
