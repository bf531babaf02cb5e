package ingest

// CleaningVersion is the version of cleaning. It is raised with a change of what
// [Read] makes of articles, so that an index of articles that were cleaned in
// another way is known. A test of package index holds outputs that fail when that
// was forgotten.
const CleaningVersion = 4
