package sim

import (
	"fmt"
	"slices"

	"floorwalker/feed"
	"floorwalker/metrics"
)

// platform is where shops live, with its habits.
type platform struct {
	name    metrics.Text
	endless bool // one conversation a buyer for ever, instead of one a visit
	sticky  bool // returns buyers to their last agent even if he is full
	greets  bool // opens with an automatic line
	english bool
	words   map[metrics.Presence]metrics.Text // for an agent's state
	lacks   []metrics.Verb                    // what its workbench does not let a backend do
}

var platforms = []platform{
	{
		name: "pdd", endless: true, sticky: true, greets: true,
		words: words("在线", "忙碌", "忙碌", "离线"),
	},
	{
		name:  "feige",
		words: words("在线", "忙碌", "小休", "离线"),
	},
	{
		name: "taobao", endless: true, greets: true,
		words: words("在线", "忙碌", "挂起", "离线"),
		lacks: []metrics.Verb{metrics.Take, metrics.Tag},
	},
	{
		name: "helpdesk", greets: true, english: true,
		words: words("Online", "Busy", "On break", "Offline"),
	},
}

func words(online, busy, away, offline metrics.Text) map[metrics.Presence]metrics.Text {
	return map[metrics.Presence]metrics.Text{
		metrics.Online: online, metrics.Busy: busy, metrics.Away: away, metrics.Offline: offline,
	}
}

// shop is one storefront. Its gateway numbers its events.
type shop struct {
	platform
	id     metrics.Text
	prefix metrics.Text // of its event ids
	serial int64
	weight float64 // share of the buyers
	robot  bool    // a robot answers first
	down   bool    // it does not answer at the moment
	dark   bool    // its gateway is cut off
	held   []metrics.Event
	said   language
	buyers []*buyer // who were here before
	index  int
}

// kinds are the platform and trade of shops in the order in which they open.
var kinds = []struct {
	platform int
	trade    metrics.Text
	robot    bool
	weight   float64
}{
	{0, "flagship", true, 3},
	{1, "beauty", true, 2},
	{0, "home", false, 1.5},
	{2, "sports", false, 1.5},
	{3, "outlet", false, .7},
	{1, "snacks", true, 1.3},
}

func (s *Simulator) openShops() {
	for i := range s.cfg.Shops {
		k := kinds[i%len(kinds)]
		sh := &shop{
			platform: platforms[k.platform],
			id:       own(fmt.Sprintf("%s-%02d", k.trade, i+1)),
			serial:   int64(s.cfg.Start), // ids of floors started at other times differ
			weight:   k.weight,
			robot:    k.robot,
			said:     chinese,
			index:    i,
		}
		if sh.english {
			sh.said = english
		}
		sh.prefix = sh.name + ":" + sh.id + ":"
		s.shops = append(s.shops, sh)
	}
}

// can reports whether the backend can carry out a verb in a shop.
func (s *Simulator) can(v metrics.Verb, sh *shop) bool {
	return !slices.Contains(sh.lacks, v) && !s.leftOut(v, sh.name)
}

// leftOut reports whether the configuration denies a verb to a platform.
func (s *Simulator) leftOut(v metrics.Verb, platform metrics.Text) bool {
	return slices.ContainsFunc(s.cfg.Without, func(l Lack) bool { return l.Verb == v && (l.Platform == "" || l.Platform == platform) })
}

// capability is where a verb is possible. People belong to no shop: what is
// about them is possible everywhere or nowhere.
func (s *Simulator) capability(v metrics.Verb) feed.Capability {
	c := feed.Capability{Everywhere: true}
	for _, sh := range s.shops {
		if s.can(v, sh) {
			c.Shops = append(c.Shops, metrics.ShopKey{Platform: sh.name, Shop: sh.id})
		} else {
			c.Everywhere = false
		}
	}
	if !c.Everywhere {
		c.Why = "the platform's workbench does not offer it"
	}
	return c
}

// heartbeat is how often a gateway says that it lives.
const heartbeat = 5 * metrics.Second

func (s *Simulator) startGateways() {
	for i, sh := range s.shops {
		offset := heartbeat * metrics.Span(i) / metrics.Span(len(s.shops))
		s.in(offset, func() { s.beat(sh) })
	}
}

// beat says that everything of the shop before now is published. What happens
// within this very millisecond may still come.
func (s *Simulator) beat(sh *shop) {
	s.emit(sh, metrics.Event{Type: metrics.SourceReported, State: "ok", Watermark: s.now - 1})
	s.in(heartbeat, func() { s.beat(sh) })
}

// setBaselines reports what the merchants' own pages said about the three days
// before the floor starts.
func (s *Simulator) setBaselines() {
	today := s.cfg.Zone.Date(s.now)
	for _, sh := range s.shops {
		if sh.name != "pdd" {
			continue
		}
		for back := metrics.Date(3); back >= 1; back-- {
			n := int(sh.weight * s.cfg.Rate * (90 + 20*s.reactions.Float64()))
			share := s.reactions.factor(.47, .58)
			if s.cfg.Standing > 0 {
				share = s.cfg.Standing
			}
			s.emit(sh, metrics.Event{
				Type: metrics.BaselineSet, Metric: "pdd_reply_5m", Day: today - back, By: "shift-lead",
				N: n, OK: int(float64(n) * share),
			})
		}
	}
}
