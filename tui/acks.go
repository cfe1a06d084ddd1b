package tui

import (
	"cmp"
	"maps"
	"slices"
	"strings"

	"floorwalker/metrics"
)

// ack names what was acknowledged: the event, or, for buyers who are pinned for
// who they are, the wait.
type ack struct {
	chat  metrics.ConversationKey
	kind  metrics.LaneKind
	event metrics.Text // of the lane; empty for a waiting row, which has since
	since metrics.Time
}

func laneAck(l *metrics.Lane) ack { return ack{chat: l.Key, kind: l.Kind, event: l.ID} }

func waitAck(w *metrics.Waiting, kind metrics.LaneKind) ack {
	return ack{chat: w.Key, kind: kind, since: w.Since}
}

// acknowledge takes a row out of every lane it is in, on this screen.
func (p *waitingPanel) acknowledge(r *waitingRow) {
	p.forget()
	for i := range p.view.Lanes {
		l := &p.view.Lanes[i]
		if l.Key == r.Key && (!r.alone || l.ID == r.pinned.ID) {
			p.acked[laneAck(l)] = p.now
		}
	}
	if !r.alone {
		for _, k := range laneKinds(&r.Waiting) {
			p.acked[waitAck(&r.Waiting, k)] = p.now
		}
	}
	p.rearrange()
}

// restore shows every acknowledged lane again and says how many there were.
func (p *waitingPanel) restore() int {
	n := p.ackedNow()[cmp.Or(p.who, nobody)]
	clear(p.acked)
	p.rearrange()
	return n
}

// isAcked says whether a lane was acknowledged here, or by anybody since it
// began.
func (p *waitingPanel) isAcked(a ack, since metrics.Time) bool {
	return p.ackedBy(a, since) != ""
}

// nobody is who acknowledged a lane on a screen without a name.
const nobody = "?"

// ackedBy is who acknowledged a lane; empty for nobody.
func (p *waitingPanel) ackedBy(a ack, since metrics.Time) metrics.Text {
	if mark, ok := p.markOf(thing{kind: MarkAck, chat: a.chat}); ok && mark.At >= since {
		return mark.By
	}
	if _, ok := p.acked[a]; ok {
		return cmp.Or(p.who, nobody)
	}
	return ""
}

// forget drops acknowledgements of yesterday: no lane lives that long.
func (p *waitingPanel) forget() {
	for a, at := range p.acked {
		if p.now.Sub(at) > metrics.Day {
			delete(p.acked, a)
		}
	}
}

// ackedNow is how many conversations of the floor are not on top because of
// whom.
func (p *waitingPanel) ackedNow() map[metrics.Text]int {
	chats := make(map[metrics.ConversationKey]metrics.Text)
	note := func(a ack, since metrics.Time) {
		if by := p.ackedBy(a, since); by != "" {
			chats[a.chat] = by
		}
	}
	for i := range p.view.Lanes {
		note(laneAck(&p.view.Lanes[i]), p.view.Lanes[i].Since)
	}
	for i := range p.latest {
		for _, k := range laneKinds(&p.latest[i]) {
			note(waitAck(&p.latest[i], k), p.latest[i].Since)
		}
	}
	count := make(map[metrics.Text]int)
	for _, by := range chats {
		count[by]++
	}
	return count
}

// ackedNote says how many that are and who did it; empty for none.
func (p *waitingPanel) ackedNote() string {
	count, n := p.ackedNow(), 0
	var who []string
	for _, by := range slices.Sorted(maps.Keys(count)) {
		n += count[by]
		who = append(who, p.say(previewOwner, p.peerName(by), count[by]))
	}
	switch {
	case n == 0:
		return ""
	case n == count[cmp.Or(p.who, nobody)]:
		return p.say(textAcked, n)
	default:
		return p.say(textAckedOf, n, strings.Join(who, ", "))
	}
}
