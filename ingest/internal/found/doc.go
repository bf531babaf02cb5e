// Package found says where a value was found, and keeps all candidates for a field: a
// [Source] is a place in a page or a record, a [Value] what stood there, with all the
// places that agree.
package found
