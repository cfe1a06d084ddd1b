package metrics

import (
	"cmp"
	"slices"
)

// HouseFigures are the floor's own figures of a shop (R42 to R50), as of now.
type HouseFigures struct {
	Invitations map[string]InvitationFigure            `json:"invitations"`          // by date
	ByAgent     map[string]map[string]InvitationFigure `json:"invitations_by_agent"` // by date and id
	Baskets     map[string]BasketFigure                `json:"baskets"`              // by date
	Robot       RobotFigure                            `json:"robot"`
	Promised    []Text                                 `json:"promised"` // conversations (R45)
	Looping     []Text                                 `json:"looping"`  // conversations (R46)
	Pace        map[string]PaceFigure                  `json:"pace"`     // by agent
	Counts      HouseCounts                            `json:"counts"`
	Staffing    StaffingFigure                         `json:"staffing"`
	Hits        []HitFigure                            `json:"hits"` // compliance, today
}

// InvitationFigure is R42: invited of the sessions that a human answered, and
// rated of those invited.
type InvitationFigure struct {
	Sessions         int     `json:"sessions"`
	Invited          int     `json:"invited"`
	Rated            int     `json:"rated"`
	InvitationPct    *string `json:"invitation_pct"`
	ParticipationPct *string `json:"participation_pct"`
	NotInvited       []Text  `json:"not_invited,omitempty"` // answered and closed
}

// RobotFigure is R44 over the last 15 minutes. Normal is the median of the same
// quarter of an hour on those of the previous seven days that had any answer.
type RobotFigure struct {
	Turns          int     `json:"turns"`
	RobotFirst     int     `json:"robot_first"`
	SharePct       *string `json:"share_pct"`
	Silent         *Span   `json:"silent_ms"` // since its last message
	Handoffs       int     `json:"handoffs"`
	HandoffsPerMin *string `json:"handoffs_per_min"`
	NormalShare    *string `json:"normal_share_pct"`
	NormalHandoffs *string `json:"normal_handoffs_per_min"`
}

// PaceFigure is R49: the median of a person's own waits over his last 20
// answered turns within two hours; null under five.
type PaceFigure struct {
	N      int   `json:"n"`
	Median *Span `json:"median_ms"`
}

const (
	paceSpan  = 2 * Hour
	paceTurns = 20
	paceFloor = 5
)

// HouseCounts is R50 over the shop's rows.
type HouseCounts struct {
	Due      int `json:"due"`
	Past     int `json:"past"`
	Lost     int `json:"lost"`
	Night    int `json:"night"`
	Waiting  int `json:"waiting"`
	Closed   int `json:"closed_unanswered"`
	LeftOver int `json:"left_over"`
}

// HitFigure is a message that breaks compliance rules (R48).
type HitFigure struct {
	Conversation Text     `json:"conversation"`
	Agent        Text     `json:"agent"`
	Time         Time     `json:"time"`
	Rules        []string `json:"rules"`
	Recalled     bool     `json:"recalled"`
}

// houseDigest is what the walk over a shop's conversations collects for them.
type houseDigest struct {
	invitations map[Date]*InvitationFigure
	byAgent     map[Date]map[uint32]*InvitationFigure
	quarters    [8]quarter // now, and 1..7 days ago
	robotAt     Time
	promised    []Text
	looping     []Text
	answers     map[uint32][]answer
	hits        []hit
	turnsHour   int
}

// quarter is what happened in a quarter of an hour.
type quarter struct{ turns, robot, handoffs int }

// answer is a wait that a person ended.
type answer struct {
	at   Time
	wait Span
}

type hit struct {
	conversation Text
	person       uint32
	at           Time
	rules        uint32
	recalled     bool
}

// quarterOf tells into which of the quarters t falls, -1 for none.
func quarterOf(t, now Time) int {
	back := now.Sub(t)
	if back < 0 || back%Day >= 15*Minute || back/Day > 7 {
		return -1
	}
	return int(back / Day)
}

// collectHouse takes the robot's turns, handoffs and answers from a reading.
func (c *collector) collectHouse() {
	h := &c.digest.house
	whole := &compiledMetric{Metric: Metric{Unit: PerTurn, Robot: RobotCounts}, window: Window{0, Day}}
	c.turns(whole, func(t turn) {
		if t.reply < 0 {
			return
		}
		s := &c.stops[t.reply]
		if s.time > c.now.Add(-Hour) && s.human {
			h.turnsHour++
		}
		if q := quarterOf(s.time, c.now); q >= 0 {
			h.quarters[q].turns++
			if !s.human {
				h.quarters[q].robot++
			}
		}
	})
	for i := range c.stops {
		if s := &c.stops[i]; !s.human {
			h.robotAt = max(h.robotAt, s.time)
		}
	}
}

// noteAnswer keeps the answers a pace may be made of.
func (h *houseDigest) noteAnswer(l *agentLine, now Time) {
	if l.answer > now.Add(-paceSpan) && l.answer <= now {
		h.answers[l.person] = append(h.answers[l.person], answer{l.answer, l.wait})
	}
}

// tellHouse takes what belongs to whole sessions and single messages.
func (s *story) tellHouse(key Text) {
	h, d := &s.digest.house, s.digest
	for i := range s.entity.facts {
		f := &s.entity.facts[i]
		if f.time > d.now {
			break
		}
		switch {
		case f.kind == kindHandoff:
			if q := quarterOf(f.time, d.now); q >= 0 {
				h.quarters[q].handoffs++
			}
		case f.kind == kindSpoke && f.extra != 0:
			h.hits = append(h.hits, hit{key, uint32(f.who), f.time, f.extra, len(s.voided) > 0 && s.voided[i]})
		}
	}
	for i := range s.visits {
		s.invite(&s.visits[i], key)
	}
	if n := len(s.visits); n > 0 {
		s.tellOpen(&s.visits[n-1], key)
	}
}

// invite is R42 for one session.
func (s *story) invite(v *visit, key Text) {
	people := s.speakers(v.from, v.to)
	if len(people) == 0 {
		return
	}
	invited, rated := false, false
	for i := v.from; i < v.to && s.entity.facts[i].time <= s.digest.now; i++ {
		f := &s.entity.facts[i]
		invited = invited || f.kind == kindInvited
		rated = rated || f.holds()
	}
	h := &s.digest.house
	day := h.invitations[v.day]
	if day == nil {
		day = &InvitationFigure{}
		h.invitations[v.day] = day
		h.byAgent[v.day] = map[uint32]*InvitationFigure{}
	}
	day.add(invited, rated)
	if v.closed != 0 && v.answered != 0 && !invited {
		day.NotInvited = append(day.NotInvited, key)
	}
	for _, person := range people {
		own := h.byAgent[v.day][person]
		if own == nil {
			own = &InvitationFigure{}
			h.byAgent[v.day][person] = own
		}
		own.add(invited, rated)
	}
}

// holds reports whether f is a rating of a person (R34).
func (f *fact) holds() bool {
	return f.kind == kindRated && f.flags&flagRobotTarget == 0 && f.extra >= 1 && f.extra <= 5
}

func (f *InvitationFigure) add(invited, rated bool) {
	f.Sessions++
	if invited {
		f.Invited++
		if rated {
			f.Rated++
		}
	}
}

// tellOpen is R45 and R46 for the conversation's last session: of today and not
// closed.
func (s *story) tellOpen(v *visit, key Text) {
	d := s.digest
	if v.day != d.shop.rules.Zone.Date(d.now) || s.closedNow() {
		return
	}
	last, asked := -1, 0
	for i := v.from; i < v.to && s.entity.facts[i].time <= d.now; i++ {
		f := &s.entity.facts[i]
		switch {
		case s.isHuman(i):
			last = i
		case f.kind == kindBuyer && f.flags&flagWantsHuman != 0 && !(len(s.voided) > 0 && s.voided[i]):
			asked++
		}
	}
	if last >= 0 && s.entity.facts[last].flags&flagPromise != 0 &&
		d.now.Sub(s.entity.facts[last].time) > d.shop.rules.Promised {
		d.house.promised = append(d.house.promised, key)
	}
	if v.robotOnly && asked >= 2 {
		d.house.looping = append(d.house.looping, key)
	}
}

// closedNow reports whether the conversation was closed and the buyer has not
// come back.
func (s *story) closedNow() bool {
	closed := false
	for i := range s.entity.facts {
		f := &s.entity.facts[i]
		switch {
		case f.time > s.digest.now || len(s.voided) > 0 && s.voided[i]:
		case f.kind == kindClosed:
			closed = true
		case f.kind == kindBuyer || f.kind == kindHandoff:
			closed = false
		}
	}
	return closed
}

// reportHouse writes the house figures out.
func (f *Floor) reportHouse(d *shopDigest, days []Date) HouseFigures {
	h := &d.house
	r := HouseFigures{
		Invitations: map[string]InvitationFigure{}, ByAgent: map[string]map[string]InvitationFigure{},
		Baskets: map[string]BasketFigure{}, Robot: h.robot(d.now),
		Promised: sorted(h.promised), Looping: sorted(h.looping),
		Pace: map[string]PaceFigure{}, Counts: f.houseCounts(d.shop), Hits: []HitFigure{},
	}
	for _, day := range days {
		var none InvitationFigure
		r.Invitations[day.String()] = cmp.Or(h.invitations[day], &none).figure()
		r.Baskets[day.String()] = d.basket(day)
		for person, own := range h.byAgent[day] {
			if r.ByAgent[day.String()] == nil {
				r.ByAgent[day.String()] = map[string]InvitationFigure{}
			}
			r.ByAgent[day.String()][string(f.people.list[person].id)] = own.figure()
		}
	}
	for person, list := range h.answers {
		r.Pace[string(f.people.list[person].id)] = pace(list)
	}
	r.Staffing = staffing(h.turnsHour, d.engagedLastHour(), d.shop.rules.Ladder[0])
	f.reportHits(&r, h)
	return r
}

func (f *Floor) reportHits(r *HouseFigures, h *houseDigest) {
	slices.SortFunc(h.hits, func(a, b hit) int {
		return cmp.Or(cmp.Compare(a.at, b.at), cmp.Compare(a.conversation, b.conversation))
	})
	for _, one := range h.hits {
		if f.policy.Zone.Date(one.at) == f.today {
			r.Hits = append(r.Hits, HitFigure{
				one.conversation, f.people.list[one.person].id, one.at, f.policy.broken(one.rules), one.recalled,
			})
		}
	}
}

// broken names the compliance rules of a message's bits.
func (p *Policy) broken(bits uint32) []string {
	var ids []string
	for i, rule := range p.Compliance {
		if bits>>min(i, maxRules-1)&1 != 0 {
			ids = append(ids, rule.ID)
		}
	}
	return ids
}

func sorted(list []Text) []Text {
	slices.Sort(list)
	return append([]Text{}, list...)
}

func (f InvitationFigure) figure() InvitationFigure {
	f.InvitationPct, f.ParticipationPct = ratio(f.Invited, f.Sessions), ratio(f.Rated, f.Invited)
	return f
}

func (h *houseDigest) robot(now Time) RobotFigure {
	q := h.quarters[0]
	f := RobotFigure{
		Turns: q.turns, RobotFirst: q.robot, SharePct: ratio(q.robot, q.turns),
		Handoffs: q.handoffs, HandoffsPerMin: perMinuteText(q.handoffs),
	}
	if h.robotAt != 0 {
		silent := now.Sub(h.robotAt)
		f.Silent = &silent
	}
	var shares, rates []Span
	for _, q := range h.quarters[1:] {
		if q.turns > 0 {
			shares = append(shares, Span(q.robot*10000/q.turns))
			rates = append(rates, Span(q.handoffs))
		}
	}
	if len(shares) > 0 {
		slices.Sort(shares)
		slices.Sort(rates)
		f.NormalShare = ratio(int(nearestRank(shares, 50)), 10000)
		f.NormalHandoffs = perMinuteText(int(nearestRank(rates, 50)))
	}
	return f
}

// perMinuteText spreads a count over a quarter of an hour, two decimals, cut.
func perMinuteText(n int) *string { return ratio(n, 15*100) }

// pace is R49. Of turns answered in the same instant the shorter wait is newer.
func pace(list []answer) PaceFigure {
	slices.SortFunc(list, func(a, b answer) int {
		return cmp.Or(cmp.Compare(b.at, a.at), cmp.Compare(a.wait, b.wait))
	})
	var waits []Span
	for _, a := range list[:min(len(list), paceTurns)] {
		waits = append(waits, a.wait)
	}
	f := PaceFigure{N: len(waits)}
	if f.N >= paceFloor {
		slices.Sort(waits)
		median := nearestRank(waits, 50)
		f.Median = &median
	}
	return f
}

func (f *Floor) houseCounts(s *shop) HouseCounts {
	var c HouseCounts
	today := s.rules.Zone.Date(f.now)
	for i := range f.rows {
		r := &f.rows[i]
		if r.thread.shop != s {
			continue
		}
		switch {
		case r.closed:
			c.Closed++
		case r.date < today:
			c.LeftOver++
		default:
			c.add(r.state(f.now))
		}
	}
	return c
}

func (c *HouseCounts) add(s RowState) {
	switch s {
	case RowDue:
		c.Due++
	case RowPast:
		c.Past++
	case RowLost:
		c.Lost++
	case RowNight:
		c.Night++
	default:
		c.Waiting++
	}
}

// engagedLastHour is the desk time of the last hour, each person's union.
func (d *shopDigest) engagedLastHour() Span {
	var sum Span
	from := d.now.Add(-Hour)
	desks := map[uint32][]interval{}
	for _, dd := range d.days {
		for person, a := range dd.agents {
			for _, i := range a.desk {
				if i.to > from {
					i.from = max(i.from, from)
					desks[person] = append(desks[person], i)
				}
			}
		}
	}
	for _, list := range desks {
		engaged, _, _ := deskTime(list)
		sum += engaged
	}
	return sum
}
