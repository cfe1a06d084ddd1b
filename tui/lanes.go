package tui

import (
	"cmp"
	"slices"
	"strings"

	"floorwalker/metrics"
)

// rowID names a row of the waiting list: a conversation, or, where nobody waits
// in it, the event that pinned it.
type rowID struct {
	chat  metrics.ConversationKey
	event metrics.Text
}

// lastLane orders rows without a lane behind all that have one.
const lastLane = metrics.LaneHit + 1

// arranged is the latest rows as they are to be shown: the lanes on top, the
// most pressing kind first, then the floor's order.
func (p *waitingPanel) arranged() []waitingRow {
	rows := make([]waitingRow, 0, len(p.latest)+len(p.view.Lanes))
	pins := p.pins()
	for i := range p.latest {
		r := waitingRow{Waiting: p.latest[i]}
		p.pin(&r, pins[r.Key])
		rows = append(rows, r)
		delete(pins, r.Key)
	}
	rows = append(p.unhidden(rows), p.alone(pins)...)
	slices.SortStableFunc(rows, func(a, b waitingRow) int { return cmp.Compare(a.order(), b.order()) })
	return rows
}

// laneFold is how many rows where nobody waits a kind of lane may take that is
// about what is over: ratings and broken rules. The rest is counted.
const laneFold = 3

// alone are the lanes in whose conversations nobody waits, in the floor's
// order, without what was acknowledged, filtered or folded.
func (p *waitingPanel) alone(pins map[metrics.ConversationKey][]*metrics.Lane) []waitingRow {
	var rows []waitingRow
	var count [lastLane]int
	p.filteredLanes, p.foldedLanes = 0, 0
	for i := range p.view.Lanes {
		l := &p.view.Lanes[i]
		if _, alone := pins[l.Key]; !alone || p.isAcked(laneAck(l), l.Since) {
			continue
		}
		if !p.laneShown(l) {
			p.filteredLanes++
			continue
		}
		count[min(l.Kind, metrics.LaneHit)]++
		rows = append(rows, p.aloneRow(l))
	}
	if p.unfolded {
		return rows
	}
	return slices.DeleteFunc(rows, func(r waitingRow) bool {
		older := &count[min(r.lane, metrics.LaneHit)]
		if r.lane < metrics.LaneRating || *older <= laneFold {
			return false
		}
		*older--
		p.foldedLanes++
		return true
	})
}

// pins are the lanes of the floor by conversation, the most pressing first.
func (p *waitingPanel) pins() map[metrics.ConversationKey][]*metrics.Lane {
	pins := make(map[metrics.ConversationKey][]*metrics.Lane, len(p.view.Lanes))
	for i := range p.view.Lanes {
		l := &p.view.Lanes[i]
		pins[l.Key] = append(pins[l.Key], l)
	}
	return pins
}

// pin gives a waiting row its most pressing lane that was not acknowledged.
func (p *waitingPanel) pin(r *waitingRow, lanes []*metrics.Lane) {
	kinds := laneKinds(&r.Waiting)
	for _, l := range lanes {
		kinds = slices.DeleteFunc(kinds, func(k metrics.LaneKind) bool { return k == l.Kind })
		if !p.isAcked(laneAck(l), l.Since) && r.lane == metrics.NoLane {
			r.lane, r.pinned = l.Kind, l
		}
	}
	for _, k := range kinds {
		if !p.isAcked(waitAck(&r.Waiting, k), r.Since) && (r.lane == metrics.NoLane || k < r.lane) {
			r.lane, r.pinned = k, nil
		}
	}
}

// laneKinds are the lanes a waiting row says it is in.
func laneKinds(w *metrics.Waiting) []metrics.LaneKind {
	var kinds []metrics.LaneKind
	if w.Lane != metrics.NoLane {
		kinds = append(kinds, w.Lane)
	}
	if w.Complaint && w.Lane != metrics.LaneComplaint {
		kinds = append(kinds, metrics.LaneComplaint)
	}
	return kinds
}

// laneShown says whether the filter leaves a conversation in which nobody waits
// on the list: a search hides it, and so does the choice of another team.
func (p *waitingPanel) laneShown(l *metrics.Lane) bool {
	f := p.view.Query.Filter
	return f.Term == "" && (len(f.Teams) == 0 || slices.Contains(f.Teams, l.Team))
}

// aloneRow is a lane in whose conversation nobody waits, with the load of who
// is behind it: commands are about him.
func (p *waitingPanel) aloneRow(l *metrics.Lane) waitingRow {
	r := waitingRow{
		Waiting: metrics.Waiting{
			Key: l.Key, Team: l.Team, Since: l.Since, Owner: l.Owner, Charged: l.Agent, OwnerName: l.AgentName,
			Buyer: l.Buyer, BuyerName: l.BuyerName, LastText: l.Text,
		},
		lane: l.Kind, pinned: l, alone: true,
	}
	if a := p.roster[l.Agent]; a != nil {
		r.OwnerLoad, r.OwnerCapacity, r.OwnerPresence = a.Load, a.Capacity, a.Presence
	}
	return r
}

func (r *waitingRow) id() rowID {
	if r.alone {
		return rowID{r.Key, r.pinned.ID}
	}
	return rowID{chat: r.Key}
}

func (r *waitingRow) order() metrics.LaneKind {
	if r.lane == metrics.NoLane {
		return lastLane
	}
	return r.lane
}

// laneMark is the sign of a lane.
func (s *state) laneMark(k metrics.LaneKind) string {
	if p, ok := laneMarks[k]; ok {
		return s.say(p)
	}
	return ""
}

// laneWords is why a conversation is pinned, where that is not plain.
func (s *state) laneWords(l *metrics.Lane) string {
	switch l.Kind {
	case metrics.LaneRating:
		return s.say(textStars, l.Score)
	case metrics.LaneHit:
		return s.rulesText(l.Rules)
	default:
		return ""
	}
}

// rulesText are broken rules by their names.
func (s *state) rulesText(ids []string) string {
	names := make([]string, len(ids))
	for i, id := range ids {
		names[i] = ident(id)
		if p, ok := ruleNames[id]; ok {
			names[i] = s.say(p)
		}
	}
	return strings.Join(names, " ")
}

// lastWords is what the list shows of a conversation. Of a lane where nobody
// waits that is what pinned it: the rating, the rule and the words that broke
// it.
func (p *waitingPanel) lastWords(r *waitingRow) string {
	why := ""
	if r.alone && r.pinned != nil {
		why = p.laneWords(r.pinned)
		if r.lane == metrics.LaneHit {
			why = p.say(textBroke, why)
		}
	}
	if why == "" || r.LastText == "" {
		return why + string(r.LastText)
	}
	return why + ": " + string(r.LastText)
}

// countLanes counts the conversations with an open complaint and those in which
// an agent asks, acknowledged or not.
func (s *state) countLanes() {
	complaints, asks := map[metrics.ConversationKey]bool{}, map[metrics.ConversationKey]bool{}
	count := func(k metrics.LaneKind, chat metrics.ConversationKey) {
		switch k {
		case metrics.LaneComplaint:
			complaints[chat] = true
		case metrics.LaneAsk:
			asks[chat] = true
		}
	}
	for i := range s.view.Lanes {
		count(s.view.Lanes[i].Kind, s.view.Lanes[i].Key)
	}
	for i := range s.view.Waiting {
		w := &s.view.Waiting[i]
		for _, k := range laneKinds(w) {
			count(k, w.Key)
		}
	}
	s.complaints, s.asks = len(complaints), len(asks)
}
