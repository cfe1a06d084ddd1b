package metrics

import (
	"cmp"
	"encoding/binary"
	"errors"
	"iter"
	"runtime"
	"slices"
	"sort"
	"sync"
)

// run is a batch of packs. A pack is a conversation or a case; see pack.go.
type run struct {
	name   string              // in the archive; empty: open
	data   []byte              // of an open run: its packs
	size   int                 // of the packs
	open   []place             // of an open run: its names, as they came
	names  int                 // that it has
	column int                 // in the sieve
	first  Date                // of the first fact in it
	last   Date                // of the last
	latest Time                // when the last of it was decided
	packs  int                 // in it
	taken  map[uint32]struct{} // where those lay that were taken out again
	shops  []section           // of an archived run, in order
}

// section is where the packs of a shop lie in an archived run.
type section struct {
	shop   int
	to     int  // it begins where the one before ends
	latest Time // as in run
}

// place says that under a name's hash there is a pack at an offset. Several may
// share a hash: who looks reads the pack.
type place struct{ hash, at uint32 }

const (
	runBytes  = 4 << 20 // from which a run goes to the archive
	runNames  = 1 << 15 // or from which number of names
	packMost  = 1 << 22 // bytes of a conversation that is still packed
	firstRead = 2 << 10 // of a pack whose length is not known
)

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
		r.open = append(r.open, place{hash, at})
		v.sieve.set(r.column, hash)
	}
	r.names = len(r.open)
	if r.first == 0 || p.first < r.first {
		r.first = p.first
	}
	r.last, r.latest = max(r.last, p.last), max(r.latest, p.decided)
}

func (v *vault) open() *run {
	if n := len(v.runs); n > 0 && v.runs[n-1].name == "" {
		return v.runs[n-1]
	}
	return v.add(&run{taken: map[uint32]struct{}{}})
}

func (v *vault) add(r *run) *run {
	r.column = v.sieve.column(min(runNames, v.full))
	v.runs = append(v.runs, r)
	return r
}

// drop forgets the runs of which that is asked.
func (v *vault) drop(which func(*run) bool) {
	v.runs = slices.DeleteFunc(v.runs, func(r *run) bool {
		gone := which(r)
		if gone {
			v.sieve.drop(r.column)
		}
		return gone
	})
	v.block = block{}
}

// flush moves the open run to the archive once it is big. If that fails it stays
// in memory and is tried again later.
func (v *vault) flush() error {
	r := v.open()
	if r.size == 0 || r.size < v.full && r.names < runNames {
		return nil
	}
	shops := v.arrange(r)
	if r.size == 0 {
		return nil
	}
	slices.SortFunc(r.open, comparePlaces)
	segment := make([]byte, 0, r.size+placesBytes(r.names))
	segment = append(segment, r.data...)
	for list := range slices.Chunk(r.open, blockPlaces) {
		from := len(segment)
		for _, p := range list {
			segment = binary.LittleEndian.AppendUint32(segment, p.hash)
			segment = binary.LittleEndian.AppendUint32(segment, p.at)
		}
		segment = binary.LittleEndian.AppendUint32(segment, checksum(segment[from:]))
	}
	name, err := v.archive.Store(segment)
	if err != nil {
		return err
	}
	r.name, r.data, r.open, r.shops = name, nil, nil, shops
	return nil
}

// arrange brings the packs of each shop together, so that they can be read without
// the others, and leaves out what was taken out again.
func (v *vault) arrange(r *run) (shops []section) {
	type piece struct {
		at   uint32
		head packHeader
		data []byte
	}
	var pieces []piece
	c := packCursor{vault: v, run: r, shop: everyShop}
	for at, h, pack := c.next(); pack != nil; at, h, pack = c.next() {
		pieces = append(pieces, piece{at.at, h, r.data[at.at:c.at]})
	}
	slices.SortStableFunc(pieces, func(a, b piece) int { return cmp.Compare(a.head.shop, b.head.shop) })
	moved := make(map[uint32]uint32, len(pieces))
	data := make([]byte, 0, r.size)
	for _, p := range pieces {
		if n := len(shops); n == 0 || shops[n-1].shop != p.head.shop {
			shops = append(shops, section{shop: p.head.shop})
		}
		moved[p.at] = uint32(len(data))
		data = append(data, p.data...)
		last := &shops[len(shops)-1]
		last.to, last.latest = len(data), max(last.latest, p.head.decided)
	}
	open := make([]place, 0, len(r.open))
	for _, p := range r.open {
		if at, stays := moved[p.at]; stays {
			open = append(open, place{p.hash, at})
		}
	}
	r.data, r.size, r.packs = data, len(data), len(pieces)
	r.open, r.names, r.taken = open, len(open), map[uint32]struct{}{}
	return shops
}

// of is where the packs of a shop lie in an archived run.
func (r *run) of(shop int) (from, to int) {
	if shop == everyShop {
		return 0, r.size
	}
	for _, s := range r.shops {
		if s.shop == shop {
			return from, s.to
		}
		from = s.to
	}
	return 0, 0
}

// latestOf is when the last pack of a shop was decided, at most.
func (r *run) latestOf(shop int) Time {
	if shop == everyShop || r.name == "" {
		return r.latest
	}
	for _, s := range r.shops {
		if s.shop == shop {
			return s.latest
		}
	}
	return 0
}

// The places of an archived run lie behind its packs, sorted, in blocks that end
// with a checksum each. A block is read when it is needed.
type block struct {
	run    *run
	number int
	places []place
}

const (
	blockPlaces = 512
	blockBytes  = 8*blockPlaces + 4
)

func (r *run) blocks() int { return (r.names + blockPlaces - 1) / blockPlaces }

// placesBytes is how much the blocks of n places take.
func placesBytes(n int) int { return 8*n + 4*((n+blockPlaces-1)/blockPlaces) }

// places are where the packs of a run lie that have a name of the hash.
func (v *vault) places(r *run, hash uint32) iter.Seq[uint32] {
	if r.name != "" {
		return func(yield func(uint32) bool) { v.search(r, hash, yield) }
	}
	return func(yield func(uint32) bool) {
		for _, p := range r.open {
			if p.hash == hash && !yield(p.at) {
				return
			}
		}
	}
}

// search begins where the hash should lie, as hashes are spread evenly.
func (v *vault) search(r *run, hash uint32, yield func(at uint32) bool) {
	n := int(uint64(hash)*uint64(r.names)>>32) / blockPlaces
	for n > 0 {
		list := v.blockOf(r, n)
		if list == nil {
			return
		}
		if list[0].hash < hash {
			break
		}
		n--
	}
	for ; n < r.blocks(); n++ {
		list := v.blockOf(r, n)
		i := sort.Search(len(list), func(i int) bool { return list[i].hash >= hash })
		for ; i < len(list) && list[i].hash == hash; i++ {
			if !yield(list[i].at) {
				return
			}
		}
		if i < len(list) || list == nil {
			return
		}
	}
}

// blockOf reads a block of an archived run; nil if the archive cannot give it.
// It holds until the next is read.
func (v *vault) blockOf(r *run, n int) []place {
	b := &v.block
	if b.run == r && b.number == n {
		return b.places
	}
	from, to := n*blockPlaces, min((n+1)*blockPlaces, r.names)
	raw, err := v.archive.Load(r.name, r.size+n*blockBytes, placesBytes(to-from))
	if err != nil {
		v.fail(err)
		return nil
	}
	if b.places = r.readBlock(b.places[:0], raw, to-from); b.places == nil {
		b.run = nil
		v.fail(ErrCheckpoint)
		return nil
	}
	b.run, b.number = r, n
	return b.places
}

// readBlock appends the n places of a block; nil if it is damaged.
func (r *run) readBlock(list []place, raw []byte, n int) []place {
	if len(raw) != 8*n+4 || checksum(raw[:8*n]) != binary.LittleEndian.Uint32(raw[8*n:]) {
		return nil
	}
	for raw = raw[:8*n]; len(raw) > 0; raw = raw[8:] {
		p := place{binary.LittleEndian.Uint32(raw), binary.LittleEndian.Uint32(raw[4:])}
		if int(p.at) >= r.size || len(list) > 0 && p.hash < list[len(list)-1].hash {
			return nil
		}
		list = append(list, p)
	}
	return list
}

// siftsAtOnce bounds the memory of sifting: the names of a run take some 500 kB.
const siftsAtOnce = 4

// sift reads the names of all archived runs into the sieve, with all processors: a
// start waits for it.
func (v *vault) sift() error {
	for word := range v.sieve.width {
		var runs []*run
		for _, r := range v.runs {
			if r.column/64 == word && r.name != "" {
				runs = append(runs, r)
			}
		}
		of, err := v.sieveAll(runs)
		if err != nil {
			return err
		}
		v.sieve.fill(word, of)
	}
	return nil
}

// sieveAll sieves runs that share a word.
func (v *vault) sieveAll(runs []*run) (*[64]sieved, error) {
	var of [64]sieved
	var working sync.WaitGroup
	lines := min(runtime.GOMAXPROCS(0), siftsAtOnce)
	failed := make([]error, lines)
	for line := range lines {
		working.Go(func() {
			for i := line; i < len(runs) && failed[line] == nil; i += lines {
				of[runs[i].column%64], failed[line] = v.sieved(runs[i])
			}
		})
	}
	working.Wait()
	return &of, errors.Join(failed...)
}

func (v *vault) sieved(r *run) (sieved, error) {
	raw, err := v.archive.Load(r.name, r.size, placesBytes(r.names))
	if err != nil {
		return nil, err
	}
	b := v.sieve.sieved()
	list := make([]place, 0, blockPlaces)
	for left := r.names; left > 0; {
		n := min(left, blockPlaces)
		if len(raw) < placesBytes(n) {
			return nil, ErrCheckpoint
		}
		if list = r.readBlock(list[:0], raw[:placesBytes(n)], n); list == nil {
			return nil, ErrCheckpoint
		}
		for _, p := range list {
			b.set(&v.sieve, p.hash)
		}
		raw, left = raw[placesBytes(n):], left-n
	}
	return b, nil
}
