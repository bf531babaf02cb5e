package jsontext

// A KeySet is a filter over the keys of an object, made of their length and three of
// their letters. It rules out most names that the object does not have: an object has
// some ten keys, and there are 250 names.
type KeySet [4]uint64

// KeysOf returns the keys of an object; nested says that it contains objects.
func KeysOf(object map[string]any) (keys KeySet, nested bool) {
	for name, v := range object {
		bit := keyBit(name)
		keys[bit>>6] |= 1 << (bit & 63)
		if _, is := v.(map[string]any); is {
			nested = true
		}
	}
	return keys, nested
}

// May reports whether a name may be in the set. It has no false negatives.
func (k *KeySet) May(name string) bool {
	bit := keyBit(name)
	return k[bit>>6]&(1<<(bit&63)) != 0
}

func keyBit(name string) uint8 {
	if name == "" {
		return 0
	}
	n := len(name)
	return uint8(n)*67 ^ name[0]*29 ^ name[n/2]*7 ^ name[n-1]*3
}
