package tui

import (
	"maps"
	"slices"
	"strings"

	"floorwalker/metrics"
)

// blind is what the screen does not see because gateways have fallen silent: the
// stream is well, and shops are missing from it. A silent gateway is not a calm
// shop: buyers who wait there may have been answered, and others may wait.
type blind struct {
	from  metrics.Time             // when it was noticed; zero: every gateway reports
	whole bool                     // none reports
	shops map[metrics.ShopKey]bool // those judged as of some time ago
}

// watchSources notes which shops the view does not know up to now.
func (s *state) watchSources() {
	f := s.view.Feed
	if f.SourcesUp >= f.Sources {
		s.blind = blind{}
		return
	}
	b := blind{from: s.blind.from, whole: f.SourcesUp == 0, shops: make(map[metrics.ShopKey]bool)}
	if b.from == 0 {
		b.from = s.view.Now
	}
	for i := range s.view.Shops {
		if r := &s.view.Shops[i]; !r.Covered {
			b.shops[r.Key] = true
		}
	}
	s.blind = b
}

// doubted says that what is shown of a conversation may be over, and more may
// wait where it is.
func (s *state) doubted(k metrics.ConversationKey) bool {
	return s.dark() || s.blind.whole || s.blind.shops[metrics.ShopKey{Platform: k.Platform, Shop: k.Shop}]
}

// unsureOf marks a figure of a conversation that may have changed unseen.
func (s *state) unsureOf(k metrics.ConversationKey, text string) string {
	if s.doubted(k) {
		return text + "?"
	}
	return text
}

// blindStrip is the line that says what the screen does not see; nil where it
// sees everything, or nothing at all.
func (m *Model) blindStrip(w int) []string {
	b := &m.blind
	if b.from == 0 || m.health() != healthLive {
		return nil
	}
	f := m.view.Feed
	text := m.say(textBlind, m.blindShops(), exactAge(m.now.Sub(b.from)), f.SourcesUp, f.Sources)
	return []string{m.theme.Bad.Paint(fit(" "+m.glyphs.broken+" "+text, w, m.glyphs.more))}
}

// blindShops names the shops that are missing.
func (m *Model) blindShops() string {
	if m.blind.whole || len(m.blind.shops) == 0 {
		return m.say(textBlindAll)
	}
	var names []string
	for k := range maps.Keys(m.blind.shops) {
		names = append(names, string(k.Shop))
	}
	slices.Sort(names)
	return strings.Join(slices.Compact(names), " ")
}
