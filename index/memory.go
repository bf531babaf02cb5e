package index

// This file divides the memory of a run among the batches of its workers. batch.go
// decides when a batch is full, and worker.go applies it then. The command also limits
// the heap of its process (cmd/newsdex/memoryflag.go).

// DefaultMemory is the default of [Options].Memory.
const DefaultMemory = 1_000_000_000

// memoryOfAll is the approximate memory of a run besides its batches, for analysis,
// compression and merging. leastForBatches is the least memory for the batches.
const (
	memoryOfAll     = 100_000_000
	leastForBatches = 16 << 20
)

// memoryOfBatches is the divisor for the batches' share of the memory, in which workers
// collect articles. While a batch becomes a segment, and until it is on disk, it takes
// as much memory again; and the garbage collector lets the heap grow to double the
// memory in use.
const memoryOfBatches = 4

// batchBytes returns the size limit in bytes of each worker's batch in a run with the
// given memory in bytes; 0 or less means [DefaultMemory].
func batchBytes(memory int64, workers int) int64 {
	if memory <= 0 {
		memory = DefaultMemory
	}
	memory = max(memory-memoryOfAll, leastForBatches)
	return memory / memoryOfBatches / int64(workers)
}
