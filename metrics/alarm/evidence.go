package alarm

import (
	"cmp"
	"maps"
	"path"
	"slices"
	"strconv"
	"strings"

	"floorwalker/metrics"
)

// Evidence is what expressions are judged by.
type Evidence struct {
	View   *metrics.View   // by team, whatever its filter
	Report *metrics.Report // of the same instant; nil: figures of shops are unknown
}

// Doubt is why a value is not known.
type Doubt uint8

// Doubts. None: it is known.
const (
	None        Doubt = iota
	NotLive           // the feed is not up to date
	PartSeen          // the floor began to listen after the figure's time began
	Silent            // a gateway has fallen silent
	Uncovered         // a gap in the figure's days
	NothingYet        // nothing was counted
	FewCounted        // fewer were counted than the expression wants
	NoSubject         // nobody, or no shop, of that name
	NotLookedAt       // the evidence does not hold it
)

// doubts is each doubt in both languages.
var doubts = [...]Meaning{
	None:        {"known", "已知"},
	NotLive:     {"the feed is not up to date", "数据不是最新"},
	PartSeen:    {"only part of the day was seen", "当天只看到一部分"},
	Silent:      {"a gateway is silent", "有数据源失联"},
	Uncovered:   {"built on a gap", "数据有缺口"},
	NothingYet:  {"nothing counted yet", "还没有计入"},
	FewCounted:  {"too few counted", "样本太少"},
	NoSubject:   {"not on the floor", "现场没有"},
	NotLookedAt: {"not looked at", "未取数"},
}

// Meaning is the doubt in words.
func (d Doubt) Meaning() Meaning { return doubts[d] }

// place is one subject at one instant, with what its figures are read from.
type place struct {
	Evidence
	kind    Kind
	subject string
	counts  metrics.Counts
	queues  []*metrics.Queue // floor: all; team: its own
	agent   *metrics.AgentRow
	key     metrics.ShopKey
	shop    *metrics.ShopReport // of a shop, as key, today and counted
	today   *metrics.DayReport
	counted bool // the report has today
}

// holds reports whether a lane belongs to the subject.
func (p *place) holds(l *metrics.Lane) bool {
	switch p.kind {
	case Team:
		return string(l.Team) == p.subject
	case Agent:
		return string(l.Agent) == p.subject
	case Shop:
		return l.Key.Platform == p.key.Platform && l.Key.Shop == p.key.Shop
	}
	return true
}

// places are the subjects that a pattern means, in the order of their names.
func (ev Evidence) places(kind Kind, pattern string) []place {
	var out []place
	switch kind {
	case Floor:
		return []place{ev.floor()}
	case Team:
		out = ev.teams(pattern)
	case Agent:
		out = ev.agents(pattern)
	case Shop:
		out = ev.shops(pattern)
	}
	slices.SortFunc(out, func(a, b place) int { return cmp.Compare(a.subject, b.subject) })
	return out
}

func (ev Evidence) floor() place {
	p := place{Evidence: ev, counts: ev.View.Counts}
	for i := range ev.View.Queues {
		p.queues = append(p.queues, &ev.View.Queues[i])
	}
	return p
}

func (ev Evidence) teams(pattern string) (out []place) {
	if ev.View.Query.Group != metrics.ByTeam {
		return nil
	}
	for i := range ev.View.Queues {
		q := &ev.View.Queues[i]
		if matches(pattern, string(q.Name)) {
			out = append(out, place{
				Evidence: ev, kind: Team, subject: string(q.Name), counts: q.Counts, queues: []*metrics.Queue{q},
			})
		}
	}
	return out
}

func (ev Evidence) agents(pattern string) (out []place) {
	for i := range ev.View.Agents {
		a := &ev.View.Agents[i]
		if matches(pattern, string(a.ID)) || a.Name != "" && matches(pattern, string(a.Name)) {
			counts := metrics.Counts{Waiting: a.Waiting, Past: a.Past, Oldest: a.Oldest}
			out = append(out, place{Evidence: ev, kind: Agent, subject: string(a.ID), counts: counts, agent: a})
		}
	}
	return out
}

func (ev Evidence) shops(pattern string) (out []place) {
	if ev.Report == nil {
		return nil
	}
	for _, key := range slices.Sorted(maps.Keys(ev.Report.Shops)) {
		platform, name, _ := strings.Cut(key, "/")
		if !matchesShop(pattern, platform, name) {
			continue
		}
		s := ev.Report.Shops[key]
		today, counted := s.Days[ev.Report.Today]
		out = append(out, place{
			Evidence: ev, kind: Shop, subject: key, counts: countsOf(s.House.Counts), shop: &s,
			key: metrics.ShopKey{Platform: metrics.Text(platform), Shop: metrics.Text(name)}, today: &today, counted: counted,
		})
	}
	return out
}

// countsOf puts a report's classes, which exclude each other, into those of a
// view, where waiting is all of them.
func countsOf(h metrics.HouseCounts) metrics.Counts {
	return metrics.Counts{
		Waiting: h.Waiting + h.Due + h.Past + h.Lost + h.Night,
		Due:     h.Due, Past: h.Past, Lost: h.Lost, Night: h.Night, Closed: h.Closed, LeftOver: h.LeftOver,
	}
}

// matches reports whether name is the pattern, or one that it describes. Names
// may hold what patterns are made of, so equality goes first. A slash is a
// letter like any other.
func matches(pattern, name string) bool {
	if pattern == name {
		return true
	}
	ok, err := path.Match(withoutSlashes(pattern), withoutSlashes(name))
	return ok && err == nil
}

func withoutSlashes(s string) string { return strings.ReplaceAll(s, "/", "\x00") }

// matchesShop is matches for a shop, which may be named with its platform.
func matchesShop(pattern, platform, name string) bool {
	platforms, names, both := strings.Cut(pattern, "/")
	return matches(pattern, name) || both && matches(platforms, platform) && matches(names, name)
}

// doubt is why what the place says of a figure is not known, and how much of
// the figure's days is covered, in hundredths of a percent; -1: no days.
func (p *place) doubt(v *Vocabulary, f *Figure, wanted int) (Doubt, int) {
	feed := &p.View.Feed
	switch {
	case feed.State != metrics.FeedLive:
		return NotLive, -1
	case f.trust == trustFeed:
		return None, -1
	case p.kind == Shop:
		return p.shopDoubt(v, f, wanted)
	case (p.kind != Floor || f.trust == trustPeople) && p.View.Query.Group != metrics.ByTeam:
		return NotLookedAt, -1
	case feed.SourcesUp < feed.Sources:
		return Silent, -1
	case feed.KnownSince > p.View.Zone.Midnight(p.View.Zone.Date(p.View.Now)):
		return PartSeen, -1
	}
	return None, -1
}

// shopDoubt looks at the days of a shop's figure. Coverage measures assessed
// hours only, so beyond them a silent gateway could be this shop's.
func (p *place) shopDoubt(v *Vocabulary, f *Figure, wanted int) (Doubt, int) {
	rules := v.policy.For(p.key)
	now := p.View.Now
	coverage := p.coverage(f.window, &rules)
	switch {
	case p.View.Feed.SourcesUp < p.View.Feed.Sources && !rules.Window.Contains(rules.Zone.TimeOfDay(now)):
		return Silent, coverage
	case coverage < wanted:
		return Uncovered, coverage
	}
	return None, coverage
}

// whole is full coverage in hundredths of a percent.
const whole = 10000

// coverage is that of the least covered day of a window.
func (p *place) coverage(w dayWindow, rules *metrics.Rules) int {
	least := whole
	today := rules.Zone.Date(p.View.Now)
	for back := w.to; back <= w.from; back++ {
		least = min(least, p.coverageOf(today-metrics.Date(back), rules))
	}
	return least
}

// coverageOf is how much of a day is known. A day that the report does not have
// had no events: that is known if the floor listened then.
func (p *place) coverageOf(d metrics.Date, rules *metrics.Rules) int {
	day, ok := p.shop.Days[d.String()]
	switch {
	case !ok && p.View.Feed.KnownSince > rules.Zone.Midnight(d):
		return 0
	case !ok, day.Coverage.Pct == nil, day.Coverage.Missing == 0:
		return whole
	}
	percent, err := strconv.ParseFloat(*day.Coverage.Pct, 64)
	if err != nil {
		return 0
	}
	// A gap too short to show in two decimals is one.
	return min(int(percent*100+0.5), whole-1)
}
