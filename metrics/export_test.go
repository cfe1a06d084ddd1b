package metrics

// SealSoon has the floor store a segment for every few conversations.
func (f *Floor) SealSoon() { f.vault.full = 300 }

// CountFrom has floors count the parts of a buyer's day from n on, until restore
// is called.
func CountFrom(n int) (restore func()) {
	was := partsMany
	partsMany = n
	return func() { partsMany = was }
}
