package ingest

// Skipped counts what a [FileSource] met and passed over because it does not
// read that form: pictures beside articles in a folder, say.
type Skipped struct {
	// Kind says what they are: the extension of files, in lower case (".jpg"),
	// "" for files without one whose content is no known form, or in words of
	// what else there is in a file ("WARC records of type request").
	Kind  string
	Count int
	First string // the first of them, as messages name it
}
