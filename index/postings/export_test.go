package postings

// Exports for tests in package postings_test, which build whole indexes with package
// index.

const PositionBits = positionBits

var NewPosition = newPosition

// KeptImpacts returns the impacts that the list keeps, or nil.
func (l *List) KeptImpacts() *Impacts { return l.origin.impacts.Load() }
