package index

// This file says how much memory a run takes, and how much of it the batches of its
// workers may take. batch.go says when a batch is full, worker.go applies it then. The
// command also bounds the heap of its process (cmd/newsdex/memoryflag.go).

// DefaultMemory is the default of [Options].Memory.
const DefaultMemory = 1_000_000_000

// memoryOfAll is about what a run takes whatever the size of the batches is, for
// analysis, compression and merging; and leastForBatches is what there is for these
// in any case.
const (
	memoryOfAll     = 100_000_000
	leastForBatches = 16 << 20
)

// memoryOfBatches is the part of the memory, one of so many, that the batches may
// take in which workers collect articles. While a segment is made of one, and until
// it is on disk, it takes as much again; and the garbage collector lets the heap grow
// to the double of what is in use.
const memoryOfBatches = 4

// batchBytes returns how many bytes the batch of each worker may take in a run that may
// take so many bytes of memory; 0 or less stands for [DefaultMemory].
func batchBytes(memory int64, workers int) int64 {
	if memory <= 0 {
		memory = DefaultMemory
	}
	memory = max(memory-memoryOfAll, leastForBatches)
	return memory / memoryOfBatches / int64(workers)
}
