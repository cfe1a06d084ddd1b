package metrics

// source is a gateway that publishes a shop's events, or a whole platform's.
type source struct {
	watermark Time // everything up to here is published, by the last report
	heard     Time // time of that report
	id        Text // of it
	stale     bool
	gaps      []Gap
}

// heartbeats a source may miss before it is not trusted up to now.
const sourceTrust = 10 * Second

// asOf is the instant up to which the shop is judged: now, unless its gateway
// has fallen silent; then its last watermark. A shop without a gateway's
// reports is complete up to now.
func (s *shop) asOf(now Time) Time {
	if s.source == nil || s.source.fresh(now) {
		return now
	}
	return min(now, s.source.watermark)
}

func (s *source) fresh(now Time) bool { return now.Sub(s.watermark) < sourceTrust }

// report takes a gateway's report. The last one by R22 holds, whatever the
// order of arrival; gaps add up.
func (f *Floor) report(e *Event) {
	k := ShopKey{e.Platform, e.Shop}
	s := f.sources[k]
	if s == nil {
		s = &source{}
		f.sources[k] = s
		f.linkSources()
	}
	if e.Watermark != 0 && (e.Time > s.heard || e.Time == s.heard && e.ID > s.id) {
		s.watermark, s.heard, s.id = e.Watermark, e.Time, e.ID
	}
	for _, g := range e.Missing {
		if !containsGap(s.gaps, g) {
			s.gaps = append(s.gaps, g)
		}
	}
}

func containsGap(gaps []Gap, g Gap) bool {
	for _, h := range gaps {
		if h == g {
			return true
		}
	}
	return false
}

// linkSources gives each shop its gateway: its own, or its platform's.
func (f *Floor) linkSources() {
	for _, s := range f.shopOrder {
		f.linkSource(s)
	}
}

func (f *Floor) linkSource(s *shop) {
	s.source = f.sources[s.key]
	if s.source == nil {
		s.source = f.sources[ShopKey{Platform: s.key.Platform}]
	}
}

// watchSources judges a shop again when its gateway falls silent or comes
// back: what was called a miss beyond the watermark is pending again (R17).
func (f *Floor) watchSources() {
	for _, src := range f.sources {
		stale := !src.fresh(f.now)
		if stale == src.stale {
			continue
		}
		src.stale = stale
		for _, s := range f.shopOrder {
			if s.source == src {
				f.touchShop(s)
			}
		}
	}
}

// sourcesUp counts the gateways heard of and those that are fresh.
func (f *Floor) sourcesUp() (all, up int) {
	for _, s := range f.sources {
		all++
		if s.fresh(f.now) {
			up++
		}
	}
	return all, up
}
