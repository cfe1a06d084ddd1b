package metrics

import (
	"slices"
	"sort"
)

// source is a gateway that publishes a shop's events, or a whole platform's.
type source struct {
	reports []sourceReport // ascending by R22, the latest few
	asOf    Time           // as last looked at; 0: trusted up to now
	gaps    []Gap          // apart from each other, ascending
	waits   bool           // for lookAgain
}

// sourceReport is one heartbeat.
type sourceReport struct {
	at        Time
	id        Text
	watermark Time // everything up to here is published
}

// sourceTrust is two heartbeats: a source is trusted up to now while its last
// watermark is younger. reportsKept reaches back five minutes, for clocks that
// step back.
const (
	sourceTrust = 10 * Second
	reportsKept = 64
	gapsKept    = 1000
)

// asOf is the instant up to which the shop is judged: now, unless its gateway
// has fallen silent; then its last watermark. A shop without a gateway's
// reports is complete up to now.
func (s *shop) asOf(now Time) Time {
	if s.source == nil {
		return now
	}
	return min(now, s.source.known(now))
}

// known is the instant up to which the source's events are known: by its last
// report, whatever the order of arrival. A source that has never reported is
// complete up to now.
func (s *source) known(now Time) Time {
	if s.fresh(now) {
		return now
	}
	last, _ := s.last(now)
	return last.watermark
}

func (s *source) last(now Time) (sourceReport, bool) {
	for i := len(s.reports) - 1; i >= 0; i-- {
		if s.reports[i].at <= now {
			return s.reports[i], true
		}
	}
	return sourceReport{}, false
}

func (s *source) fresh(now Time) bool {
	last, any := s.last(now)
	return !any || now.Sub(last.watermark) < sourceTrust
}

// look renews asOf and reports whether it changed.
func (s *source) look(now Time) bool {
	asOf := Time(0)
	if !s.fresh(now) {
		asOf = s.known(now)
	}
	changed := asOf != s.asOf
	s.asOf = asOf
	return changed
}

// report takes a gateway's report.
func (f *Floor) report(e *Event) {
	k := ShopKey{e.Platform, e.Shop}
	s := f.sources[k]
	if s == nil {
		s = &source{}
		f.sources[k] = s
		f.linkSources()
	}
	for _, g := range e.Missing {
		s.miss(g)
	}
	if e.Watermark != 0 {
		s.take(sourceReport{e.Time, e.ID, e.Watermark})
	}
	if !s.waits {
		s.waits = true
		f.reported = append(f.reported, s)
	}
}

// lookAgain renews what is known of the sources that have reported since the
// last judging: once, however many reports a stream's history holds.
func (f *Floor) lookAgain() {
	for _, s := range f.reported {
		s.waits = false
		if s.look(f.now) {
			f.touchShopsOf(s)
		}
	}
	f.reported = f.reported[:0]
}

// miss adds a gap to those that it meets. Of too many, two that are close become
// one: rather too little is known than anything is said of what is not.
func (s *source) miss(g Gap) {
	if g.To <= g.From {
		return
	}
	from := sort.Search(len(s.gaps), func(i int) bool { return s.gaps[i].To >= g.From })
	to := from
	for ; to < len(s.gaps) && s.gaps[to].From <= g.To; to++ {
		g = Gap{min(g.From, s.gaps[to].From), max(g.To, s.gaps[to].To)}
	}
	s.gaps = slices.Replace(s.gaps, from, to, g)
	if len(s.gaps) <= gapsKept {
		return
	}
	closest := 0
	for i := range len(s.gaps) - 1 {
		if s.between(i) < s.between(closest) {
			closest = i
		}
	}
	s.gaps = slices.Replace(s.gaps, closest, closest+2, Gap{s.gaps[closest].From, s.gaps[closest+1].To})
}

// between is the time between a gap and the next.
func (s *source) between(i int) Span { return s.gaps[i+1].From.Sub(s.gaps[i].To) }

// take files a report in its place.
func (s *source) take(r sourceReport) {
	at := len(s.reports)
	for at > 0 && (s.reports[at-1].at > r.at || s.reports[at-1].at == r.at && s.reports[at-1].id > r.id) {
		at--
	}
	s.reports = slices.Insert(s.reports, at, r)
	if len(s.reports) > reportsKept {
		s.reports = slices.Delete(s.reports, 0, 1)
	}
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
	for _, s := range f.sources {
		if s.look(f.now) {
			f.touchShopsOf(s)
		}
	}
}

func (f *Floor) touchShopsOf(src *source) {
	for _, s := range f.shopOrder {
		if s.source == src {
			f.thawSince(s, s.asOf(f.now))
			f.touchShop(s)
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
