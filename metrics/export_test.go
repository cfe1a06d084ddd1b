package metrics

// SealSoon has the floor store a segment for every few conversations.
func (f *Floor) SealSoon() { f.vault.full = 300 }
