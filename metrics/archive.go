package metrics

import (
	"cmp"
	"encoding/binary"
	"hash/crc32"
	"slices"
)

// Archive keeps what is at rest outside of the floor: segments that are written
// once and read in pieces.
type Archive interface {
	// Store keeps a segment and returns the name by which Load finds it, also
	// after a restart.
	Store(segment []byte) (name string, err error)
	// Load returns n bytes of a segment from an offset on, fewer at its end. They
	// belong to the caller.
	Load(name string, from, n int) ([]byte, error)
}

// vault holds conversations and cases at rest: packed, in memory until there
// are enough for a segment, then in the archive. Of each the floor keeps eight bytes
// a name, to find it again; its sums stay.
type vault struct {
	archive Archive
	runs    []*run // oldest first; what is put in goes to the last, if it is open
	damage  error  // a segment that could not be read
	sweep   sweep
	epoch   uint32 // counts restarts: places in the ring of words hold for one
	cut     Date   // facts before this day do not exist; 0: not known yet
	expired Date   // up to this cut it has been cleared
	writing *Checkpoint
	full    int // bytes from which a run goes to the archive
}

// run is a batch of packs. A pack is a conversation or a case; see pack.go.
type run struct {
	name   string // in the archive; empty: open
	data   []byte // of an open run: its packs
	size   int    // of the packs
	places []place
	marks  marks               // of the hashes in places
	first  Date                // of the first fact in it
	last   Date                // of the last
	latest Time                // when the last of it was decided
	packs  int                 // in it
	taken  map[uint32]struct{} // where those lay that were taken out again
}

// marks tell of most hashes that a run does not have, in one read of memory: most
// runs have nothing to do with the conversation that is looked for.
type marks []uint64

const markBits = 18

func (m marks) has(hash uint32) bool {
	at := hash >> (32 - markBits)
	return m[at/64]>>(at%64)&1 != 0
}

func (m *marks) set(hash uint32) {
	if *m == nil {
		*m = make(marks, 1<<markBits/64)
	}
	at := hash >> (32 - markBits)
	(*m)[at/64] |= 1 << (at % 64)
}

// place says that under a name's hash there is a pack at an offset. Several may
// share a hash: who looks reads the pack.
type place struct{ hash, at uint32 }

const (
	runBytes  = 4 << 20 // from which a run goes to the archive
	runPlaces = 1 << 15
	packMost  = 1 << 22 // bytes of a conversation that is still packed
	firstRead = 2 << 10 // of a pack whose length is not known
)

// What a place's name is made of.
const (
	conversationPlace = iota
	casePlace
	buyerDayPlace
	ordersPlace
)

func (s *shop) hashOf(kind int, day Date, of uint64) uint32 {
	h := of ^ uint64(s.index)<<40 ^ uint64(uint32(day))<<8 ^ uint64(kind)
	h ^= h >> 33
	h *= 0xff51afd7ed558ccd
	h ^= h >> 33
	h *= 0xc4ceb9fe1a85ec53
	return uint32(h >> 32)
}

func comparePlaces(a, b place) int {
	return cmp.Or(cmp.Compare(a.hash, b.hash), cmp.Compare(a.at, b.at))
}

// put adds a pack to the open run.
func (v *vault) put(pack []byte, p *packed) {
	r := v.open()
	at := uint32(len(r.data))
	r.data = binary.AppendUvarint(r.data, uint64(len(pack)))
	r.data = binary.LittleEndian.AppendUint32(r.data, checksum(pack))
	r.data = append(r.data, pack...)
	r.size = len(r.data)
	r.packs++
	for _, hash := range p.names {
		one := place{hash, at}
		i, _ := slices.BinarySearchFunc(r.places, one, comparePlaces)
		r.places = slices.Insert(r.places, i, one)
		r.marks.set(hash)
	}
	if r.first == 0 || p.first < r.first {
		r.first = p.first
	}
	r.last, r.latest = max(r.last, p.last), max(r.latest, p.decided)
}

func (v *vault) open() *run {
	if n := len(v.runs); n > 0 && v.runs[n-1].name == "" {
		return v.runs[n-1]
	}
	v.runs = append(v.runs, &run{taken: map[uint32]struct{}{}})
	return v.runs[len(v.runs)-1]
}

// flush moves the open run to the archive once it is big. If that fails it stays
// in memory and is tried again later.
func (v *vault) flush() error {
	r := v.open()
	if r.size == 0 || r.size < v.full && len(r.places) < runPlaces {
		return nil
	}
	segment := make([]byte, 0, r.size+8*len(r.places))
	segment = append(segment, r.data...)
	for _, p := range r.places {
		segment = binary.LittleEndian.AppendUint32(segment, p.hash)
		segment = binary.LittleEndian.AppendUint32(segment, p.at)
	}
	segment = binary.LittleEndian.AppendUint32(segment, checksum(segment[r.size:]))
	name, err := v.archive.Store(segment)
	if err != nil {
		return err
	}
	r.name, r.data, r.places = name, nil, slices.Clone(r.places)
	return nil
}

// loadPlaces reads the places of an archived run.
func (v *vault) loadPlaces(r *run, n int) error {
	raw, err := v.archive.Load(r.name, r.size, 8*n+4)
	switch {
	case err != nil:
		return err
	case len(raw) != 8*n+4 || checksum(raw[:8*n]) != binary.LittleEndian.Uint32(raw[8*n:]):
		return ErrCheckpoint
	}
	r.places = make([]place, n)
	for i := range r.places {
		r.places[i] = place{binary.LittleEndian.Uint32(raw[8*i:]), binary.LittleEndian.Uint32(raw[8*i+4:])}
		r.marks.set(r.places[i].hash)
	}
	return nil
}

// at are the packs that may have the name, newest first, if they are of a run
// that lies within days.
func (v *vault) at(hash uint32, day Date) (found []spot) {
	for i := len(v.runs) - 1; i >= 0; i-- {
		r := v.runs[i]
		if r.marks == nil || !r.marks.has(hash) || day != 0 && (day < r.first || day > r.last) {
			continue
		}
		k, _ := slices.BinarySearchFunc(r.places, place{hash: hash}, comparePlaces)
		for ; k < len(r.places) && r.places[k].hash == hash; k++ {
			if _, gone := r.taken[r.places[k].at]; !gone {
				found = append(found, spot{r, r.places[k].at})
			}
		}
	}
	return found
}

// spot is where a pack lies.
type spot struct {
	run *run
	at  uint32
}

// take marks a pack as taken out; the segment stays as it is.
func (s spot) take() { s.run.taken[s.at] = struct{}{} }

// read returns a pack; nil if the archive cannot give it.
func (v *vault) read(s spot) []byte {
	r := s.run
	if r.name == "" {
		pack, _ := cutPack(r.data[s.at:])
		return pack
	}
	n := min(firstRead, r.size-int(s.at))
	for range 2 {
		raw, err := v.archive.Load(r.name, int(s.at), n)
		if err != nil {
			v.damage = err
			return nil
		}
		pack, whole := cutPack(raw)
		if pack != nil {
			return pack
		}
		if whole <= n || int(s.at)+whole > r.size {
			break
		}
		n = whole
	}
	v.damage = ErrCheckpoint
	return nil
}

// cutPack takes the first pack off b; nil if it is damaged or not whole, and then
// how many bytes it takes, as far as that is known.
func cutPack(b []byte) (pack []byte, whole int) {
	n, size := binary.Uvarint(b)
	if size <= 0 || n > packMost {
		return nil, 0
	}
	whole = size + 4 + int(n)
	if whole > len(b) {
		return nil, whole
	}
	pack = b[size+4 : whole : whole]
	if checksum(pack) != binary.LittleEndian.Uint32(b[size:]) {
		return nil, 0
	}
	return pack, whole
}

var castagnoli = crc32.MakeTable(crc32.Castagnoli)

func checksum(b []byte) uint32 { return crc32.Checksum(b, castagnoli) }

// Damage is what went wrong with the archive: from then on figures may lack what
// lay there, and the history must be read again.
func (f *Floor) Damage() error {
	if f.vault == nil {
		return nil
	}
	return f.vault.damage
}

// Packed is how many conversations and cases are packed.
func (f *Floor) Packed() (n int) {
	if f.vault == nil {
		return 0
	}
	for _, r := range f.vault.runs {
		n += r.packs - len(r.taken)
	}
	return n
}
