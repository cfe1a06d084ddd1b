package metrics

import (
	"cmp"
	"encoding/binary"
	"iter"
)

// everyShop stands for all shops where one is asked for.
const everyShop = -1

// each hands out the packs of a run that were not taken out again, of one shop or
// of every. The run may change meanwhile.
func (v *vault) each(r *run, shop int, f func(at spot, h packHeader, pack []byte)) {
	for c := (packCursor{vault: v, run: r, shop: shop}); ; {
		at, h, pack := c.next()
		if pack == nil {
			return
		}
		f(at, h, pack)
	}
}

// packCursor walks through the packs of a shop in a run, however the floor goes
// on meanwhile.
type packCursor struct {
	vault  *vault
	run    *run
	shop   int
	loaded bool
	data   []byte // of the run, as much as is of the shop
	base   int    // where it begins in the run
	at     int    // in data
}

// next is the next pack; nil at the end, or where the archive fails.
func (c *packCursor) next() (spot, packHeader, []byte) {
	if !c.loaded && !c.load() {
		return spot{}, packHeader{}, nil
	}
	for c.at < len(c.data) {
		if n := c.foreign(); n > 0 {
			c.at += n
			continue
		}
		at := spot{c.run, uint32(c.base + c.at)}
		pack, whole := cutPack(c.data[c.at:])
		if pack == nil {
			c.vault.fail(ErrCheckpoint)
			break
		}
		c.at += whole
		if _, gone := c.run.taken[at.at]; gone {
			continue
		}
		r := reader{buf: pack}
		if h := r.header(); c.shop == everyShop || c.shop == h.shop {
			return at, h, pack
		}
	}
	return spot{}, packHeader{}, nil
}

// foreign is how many bytes the next pack takes, if it is another shop's: in an
// open run they lie in turns, and nothing has been on a disk.
func (c *packCursor) foreign() int {
	if c.shop == everyShop || c.run.name != "" {
		return 0
	}
	n, size := binary.Uvarint(c.data[c.at:])
	if size <= 0 || n > uint64(len(c.data)-c.at-size-4) {
		return 0
	}
	r := reader{buf: c.data[c.at+size+4:]}
	if h := r.header(); h.shop == c.shop {
		return 0
	}
	return size + 4 + int(n)
}

func (c *packCursor) load() bool {
	c.loaded = true
	if c.run.name == "" {
		c.data = c.run.data[:c.run.size]
		return true
	}
	from, to := c.run.of(c.shop)
	if from == to {
		return false
	}
	data, err := c.vault.archive.Load(c.run.name, from, to-from)
	if err != nil || len(data) != to-from {
		c.vault.fail(cmp.Or(err, ErrCheckpoint))
		return false
	}
	c.data, c.base = data, from
	return true
}

// conversations are all of a shop's, with those that are packed. What is packed
// comes as a copy: it may be read and not kept.
func (f *Floor) conversations(s *shop) iter.Seq[*thread] {
	return func(yield func(*thread) bool) {
		for c := (sealedCursor{floor: f, shop: s}); ; {
			t := c.next()
			if t == nil {
				break
			}
			if !yield(t) {
				return
			}
		}
		for _, t := range s.order {
			if !t.packed && !yield(t) {
				return
			}
		}
	}
}

// allCases are all cases of a shop, with those that are packed.
func (f *Floor) allCases(s *shop) iter.Seq[*entity] {
	return func(yield func(*entity) bool) {
		if f.vault != nil {
			for _, r := range f.vault.runs {
				stop := false
				f.vault.each(r, s.index, func(_ spot, h packHeader, pack []byte) {
					if stop || h.kind != casePlace {
						return
					}
					if _, _, c := f.unpackCase(pack); c != nil {
						stop = !yield(c)
					}
				})
				if stop {
					return
				}
			}
		}
		for _, c := range s.cases {
			if !yield(c) {
				return
			}
		}
	}
}

// sealedCursor walks through the packed conversations of a shop, some at a time.
type sealedCursor struct {
	floor *Floor
	shop  *shop
	since Date // runs that end before it are left out
	run   int
	packs packCursor
}

// next is the next conversation; nil after the last.
func (c *sealedCursor) next() *thread {
	v := c.floor.vault
	if v == nil {
		return nil
	}
	for ; c.run < len(v.runs); c.run++ {
		r := v.runs[c.run]
		if r.last < c.since {
			continue
		}
		if c.packs.run != r {
			c.packs = packCursor{vault: v, run: r, shop: c.shop.index}
		}
		for {
			_, h, pack := c.packs.next()
			if pack == nil {
				break
			}
			if h.kind != conversationPlace || h.last < c.since {
				continue
			}
			if t := c.floor.unpackThread(pack); t != nil {
				return t
			}
		}
	}
	c.packs = packCursor{}
	return nil
}

// passed reports whether the cursor is beyond a spot.
func (c *sealedCursor) passed(at spot) bool {
	for i, r := range c.floor.vault.runs {
		if r == at.run {
			return i < c.run || i == c.run && int(at.at) < c.packs.base+c.packs.at
		}
	}
	return false
}
