package disk

import "time"

// The names of the files and folders in an index folder.
const (
	CurrentFile  = "CURRENT"       // the file that names the current generation
	LockFile     = "LOCK"          // the file that a writer locks
	ResumeFile   = "RESUME"        // the file that names the last checkpoint
	GenPrefix    = "gen-"          // begins the names of generation folders
	BleveDir     = "bleve"         // Bleve's folder, in a generation
	StoreDir     = "store"         // Bleve's folder of segments, in its folder
	RootFile     = "root.bolt"     // Bleve's list of segments, in its folder store
	ManifestFile = "manifest.json" // the list of files, in a generation
)

// BoltTimeout bounds the wait for the lock of Bleve's root file. newsdex never has
// to wait for it: its writers hold the index's own lock, and its readers do not open
// the file by bbolt.
const BoltTimeout = 2 * time.Second

// The originals of articles are kept in files of their own, because a page has some
// ten times the size of its text, and Bleve would copy it in each merge:
//
//	gen-000007/originals/
//	    00000001.zst    originals by key, in ascending order (originals/file.go)
//	    00000003.zst
//	    dead            the keys that no article has any more
//
// The key of an original is a number in the record of its article. The files never
// change. The next generation has hard links to them, and one more file for its own
// originals. A file of which less than half is in use is rewritten without the rest.
// A file that is not twice as large as the one behind it is merged with that. So
// there are at most as many files as the number of originals has binary digits.
const (
	OriginalsDir  = "originals" // the folder, in a generation
	OriginalsExt  = ".zst"      // the extension of its files
	OriginalsDead = "dead"      // the file of unused keys
)
