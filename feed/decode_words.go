package feed

import (
	"encoding/binary"
	"math/bits"

	"floorwalker/metrics"
)

// words keeps strings that come again and again, shops, agents, kinds, so that
// they need neither be made nor cleaned anew: a table in which a newcomer takes the
// place of whoever was there.
type words [1024]word

type word struct {
	raw   string
	clean metrics.Text
}

// longWord is the length in bytes from which on no string is kept.
const longWord = 64

// get is what clean makes of b.
func (t *words) get(b []byte, clean func(string) (metrics.Text, bool)) (metrics.Text, bool) {
	if len(b) == 0 || len(b) >= longWord {
		return clean(string(b))
	}
	at := &t[place(b)%uint64(len(t))]
	if at.raw == string(b) {
		return at.clean, true
	}
	raw := string(b)
	made, ok := clean(raw)
	if ok {
		*at = word{raw, made}
	}
	return made, ok
}

// place tells words apart by both of their ends.
func place(b []byte) uint64 {
	var head, tail uint64
	if len(b) >= 8 {
		head, tail = binary.LittleEndian.Uint64(b), binary.LittleEndian.Uint64(b[len(b)-8:])
	} else {
		for _, c := range b {
			head = head<<8 | uint64(c)
		}
	}
	high, low := bits.Mul64(head^mixA, tail^mixB^uint64(len(b)))
	return high ^ low
}
