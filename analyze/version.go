package analyze

// Version is the version of the analysis. It is raised with every change of the
// tokens that any language makes of any text, so that an index that was made with
// another analysis is known. A test of package index holds outputs that fail when
// that was forgotten.
const Version = 1
