package metrics

import (
	"encoding/binary"
	"hash/crc32"
	"sync"
)

// Archive keeps what is at rest outside of the floor: segments that are written
// once and read in pieces.
type Archive interface {
	// Store takes a segment, which the floor does not touch again, and returns the
	// name by which Load finds it, also after a restart. It must not wait for a disk.
	Store(segment []byte) (name string, err error)
	// Load returns n bytes of a segment from an offset on, fewer at its end. They
	// belong to the caller. It may be called from many goroutines.
	Load(name string, from, n int) ([]byte, error)
}

// vault holds conversations and cases at rest: packed, in memory until there
// are enough for a segment, then in the archive. Their sums stay. Of their names
// the floor keeps a few bits each, in a sieve.
type vault struct {
	archive Archive
	runs    []*run // oldest first; what is put in goes to the last, if it is open
	sieve   sieve
	block   block // the last that was read
	damage  damage
	sweep   sweep
	epoch   uint32 // counts restarts: places in the ring of words hold for one
	cut     Date   // facts before this day do not exist; 0: not known yet
	expired Date   // up to this cut it has been cleared
	writing *Checkpoint
	full    int // bytes from which a run goes to the archive
}

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

// at are the packs that may have the name, newest first, if they are of a run
// that lies within days.
func (v *vault) at(hash uint32, day Date) (found []spot) {
	if len(v.runs) == 0 {
		return nil
	}
	row := v.sieve.row(hash)
	for i := len(v.runs) - 1; i >= 0; i-- {
		r := v.runs[i]
		if !row.has(r.column) || day != 0 && (day < r.first || day > r.last) {
			continue
		}
		for at := range v.places(r, hash) {
			if _, gone := r.taken[at]; !gone {
				found = append(found, spot{r, at})
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
			v.fail(err)
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
	v.fail(ErrCheckpoint)
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

// damage is what could not be read of the archive. Shops may be read at a time.
type damage struct {
	mu  sync.Mutex
	err error // guarded by mu
}

func (d *damage) of() error {
	d.mu.Lock()
	defer d.mu.Unlock()
	return d.err
}

func (v *vault) fail(err error) {
	v.damage.mu.Lock()
	defer v.damage.mu.Unlock()
	v.damage.err = err
}

// Damage is what went wrong with the archive: from then on figures may lack what
// lay there, and the history must be read again.
func (f *Floor) Damage() error {
	if f.vault == nil {
		return nil
	}
	return f.vault.damage.of()
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
