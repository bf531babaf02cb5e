package segment

// Bytes returns the bytes of the transducer.
func (d *dictionary) Bytes() []byte { return d.b }
