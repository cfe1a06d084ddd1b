package metrics

import "encoding/binary"

// words holds what was said last on the whole floor: a ring of texts, each
// linked to the one before it in its conversation. When it is full the oldest
// are overwritten: texts go before facts, and no figure needs them.
type words struct {
	ring   []byte
	first  uint64 // the oldest text that is held; its place is first modulo len(ring)
	end    uint64 // of all that was ever written
	turn   uint64 // where the last text ends before the ring begins again; 0: it did not
	limit  int    // bytes
	latest Time   // of all that was said

	dropped map[Time]uint64 // texts that are not held, by the beginning of their wordsSlot
}

const (
	wordsFirst = 1 << 16
	wordsHead  = 8 + 4 + 4 + 8 + 2 // previous, id hash, digest, time, length
	wordsMost  = 4096              // bytes kept of one text
	wordsApart = Day               // what is older than the latest by more takes no other's place

	// wordsMissed is for how long words are looked up as a matter of course: about
	// as long as a conversation stays unpacked. Older ones go on every busy floor.
	wordsMissed = 4 * Hour
	wordsSlot   = 10 * Minute // how exactly that is kept
)

// said is a place in the ring plus one; zero is none.
type said uint64

// HoldTexts has the floor hold what was said last, for stories, in at most
// that many bytes of memory; 16 MiB are some 150,000 messages. Without it a
// story has only the buyer's last words.
func (f *Floor) HoldTexts(bytes int) {
	f.words = words{limit: max(bytes, 2*wordsMost), dropped: map[Time]uint64{}}
}

// TextsDropped is how many texts of the last four hours are not held because the
// room of HoldTexts is used up. Their messages still count.
func (f *Floor) TextsDropped() (n uint64) {
	for slot, dropped := range f.words.dropped {
		switch {
		case slot.Add(wordsSlot) < f.now.Add(-wordsMissed):
			delete(f.words.dropped, slot)
		case slot <= f.now:
			n += dropped
		}
	}
	return n
}

// miss counts a text that is not held.
func (w *words) miss(at Time) {
	if at > w.latest.Add(-wordsMissed) {
		w.dropped[at-at%Time(wordsSlot)]++
	}
}

// keep writes a text down and returns its place; prev is the conversation's
// text before it.
func (w *words) keep(prev said, f *fact, s Text) said {
	if w.limit == 0 || s == "" {
		return prev
	}
	if len(s) > wordsMost {
		s = cut(s, wordsMost)
	}
	n := len(s)
	w.latest = max(w.latest, f.time)
	if f.time < w.latest.Add(-wordsApart) && w.end+uint64(wordsHead+n) > uint64(w.limit) {
		return prev
	}
	at := w.room(wordsHead + n)
	rec := w.ring[at%uint64(len(w.ring)):]
	binary.LittleEndian.PutUint64(rec, uint64(prev))
	binary.LittleEndian.PutUint32(rec[8:], f.idHash)
	binary.LittleEndian.PutUint32(rec[12:], f.digest)
	binary.LittleEndian.PutUint64(rec[16:], uint64(f.time))
	binary.LittleEndian.PutUint16(rec[24:], uint16(n))
	copy(rec[wordsHead:], s)
	return said(at + 1)
}

// room finds n bytes in one piece: at the end, or from the start again.
func (w *words) room(n int) (at uint64) {
	for int(w.end)+n > len(w.ring) && len(w.ring) < w.limit {
		w.ring = append(w.ring, make([]byte, min(max(wordsFirst, len(w.ring)), w.limit-len(w.ring)))...)
	}
	size := uint64(len(w.ring))
	if rest := size - w.end%size; rest < uint64(n) {
		turn := w.end
		w.end += rest
		w.drop() // all of the turn before, which ended elsewhere
		w.turn = turn
	}
	at = w.end
	w.end += uint64(n)
	w.drop()
	return at
}

// drop lets go of the texts in whose place the next one is written.
func (w *words) drop() {
	size := uint64(len(w.ring))
	for w.end-w.first > size {
		at := w.first % size
		if w.first == w.turn && at != 0 { // nothing is written from here to the ring's end
			w.first += size - at
			continue
		}
		rec := w.ring[at:]
		w.first += wordsHead + uint64(binary.LittleEndian.Uint16(rec[24:]))
		w.miss(Time(binary.LittleEndian.Uint64(rec[16:])))
	}
}

// wordKey names a text in its conversation.
type wordKey struct{ idHash, digest uint32 }

func (k *fact) word() wordKey { return wordKey{k.idHash, k.digest} }

// before orders texts of the same instant, by nothing but themselves.
func (k wordKey) before(l wordKey) bool {
	return k.idHash < l.idHash || k.idHash == l.idHash && k.digest < l.digest
}

// tell returns the texts of a conversation that are still held; last is its
// last one.
func (w *words) tell(last said) map[wordKey]Text {
	out := map[wordKey]Text{}
	w.walk(last, func(k wordKey, s []byte) bool {
		out[k] = Text(s)
		return true
	})
	return out
}

// find returns one text of a conversation; empty if it is no longer held.
func (w *words) find(last said, key wordKey) (text Text) {
	w.walk(last, func(k wordKey, s []byte) bool {
		if k == key {
			text = Text(s)
		}
		return k != key
	})
	return text
}

// walk hands out the texts that are still held, the last first, until f says
// that it is enough.
func (w *words) walk(last said, f func(wordKey, []byte) bool) {
	for last != 0 && w.end-uint64(last-1) <= uint64(len(w.ring)) {
		rec := w.ring[uint64(last-1)%uint64(len(w.ring)):]
		n := int(binary.LittleEndian.Uint16(rec[24:]))
		k := wordKey{binary.LittleEndian.Uint32(rec[8:]), binary.LittleEndian.Uint32(rec[12:])}
		if !f(k, rec[wordsHead:wordsHead+n]) {
			return
		}
		last = said(binary.LittleEndian.Uint64(rec))
	}
}
