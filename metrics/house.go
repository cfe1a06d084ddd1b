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

// collectHouse takes the robot's turns, handoffs and answers from a reading.
func (c *collector) collectHouse() {
	h := &c.digest.house
	c.turns(&c.rules.whole, func(t turn) {
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
	r.Staffing = staffing(h.turnsHour, d.engagedLastHour(), d.shop.rules.Ladder)
	f.reportHits(&r, h)
	return r
}

func sorted(list []Text) []Text {
	slices.Sort(list)
	return append([]Text{}, list...)
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
