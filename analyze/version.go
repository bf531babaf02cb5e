package analyze

// Version is the version of the analysis. It is raised with every change to the tokens
// of any text in any language, so that an index made with another analysis is
// recognized. A test of package index compares outputs and fails if Version was not
// raised.
const Version = 1
