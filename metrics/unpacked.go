package metrics

import "iter"

// each hands out the packs of a run that were not taken out again, in order. The
// run may change meanwhile.
func (v *vault) each(r *run, f func(at spot, h packHeader, pack []byte)) {
	for c := (packCursor{vault: v, run: r}); ; {
		at, h, pack := c.next()
		if pack == nil {
			return
		}
		f(at, h, pack)
	}
}

// packCursor walks through a run, however the floor goes on meanwhile.
type packCursor struct {
	vault *vault
	run   *run
	data  []byte // of the whole run
	at    int
}

// next is the next pack; nil at the end, or where the archive fails.
func (c *packCursor) next() (spot, packHeader, []byte) {
	if c.data == nil && c.run.size > 0 && !c.load() {
		return spot{}, packHeader{}, nil
	}
	for c.at < len(c.data) {
		at := spot{c.run, uint32(c.at)}
		pack, whole := cutPack(c.data[c.at:])
		if pack == nil {
			c.vault.damage = ErrCheckpoint
			break
		}
		c.at += whole
		if _, gone := c.run.taken[at.at]; gone {
			continue
		}
		r := reader{buf: pack}
		h := r.header()
		return at, h, pack
	}
	return spot{}, packHeader{}, nil
}

func (c *packCursor) load() bool {
	if c.run.name == "" {
		c.data = c.run.data[:c.run.size]
		return true
	}
	data, err := c.vault.archive.Load(c.run.name, 0, c.run.size)
	if err != nil || len(data) != c.run.size {
		c.vault.damage = err
		if err == nil {
			c.vault.damage = ErrCheckpoint
		}
		return false
	}
	c.data = data
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
				f.vault.each(r, func(_ spot, h packHeader, pack []byte) {
					if stop || h.shop != s.index || h.kind != casePlace {
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
			c.packs = packCursor{vault: v, run: r}
		}
		for {
			_, h, pack := c.packs.next()
			if pack == nil {
				break
			}
			if h.shop != c.shop.index || h.kind != conversationPlace || h.last < c.since {
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
			return i < c.run || i == c.run && int(at.at) < c.packs.at
		}
	}
	return false
}
