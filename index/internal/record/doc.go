// Package record makes the document of an article: its terms with their positions,
// the values of its other fields, and the stored record of the article.
package record
