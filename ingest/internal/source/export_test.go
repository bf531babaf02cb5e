package source

// For tests in package source_test.
const (
	MaxDepth     = maxDepth
	ZipDirectory = zipDirectory
)
