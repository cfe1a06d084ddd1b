package twin

import (
	"sort"
	"strings"
)

// waitingRow is a conversation that waits for a human.
type waitingRow struct {
	thread     *thread
	buyer      string
	start      int64 // of the open turn
	day        int64
	assessed   bool
	wait       int64
	step       int64 // the next line that still counts, 0 without one
	toBreach   int64
	lineBroken bool // a lower line is lost already
	level      int64
	severity   int64
	closed     bool
}

// waitingList is "who do I save next". Its first part are conversations with a
// line that can still be kept, the soonest first; in the same instant the
// longer line (more is at stake), the longer wait, the smaller id. Then those
// assessed but beyond every line, and at the end those that wrote outside the
// window (R4): the most severe, then the longest wait, first.
//
// Every open turn is a candidate; a conversation with several (the buyer came
// back another day) is shown once, by the one that comes first in this order.
func (s shop) waitingList() []waitingRow {
	var out []waitingRow
	seen := map[*thread]bool{}
	for _, r := range s.candidates() {
		if !seen[r.thread] {
			seen[r.thread] = true
			out = append(out, r)
		}
	}
	return out
}

// candidates are all open turns in the order of the list.
func (s shop) candidates() []waitingRow {
	var rows []waitingRow
	for _, th := range s.threads {
		for n := range th.sessions {
			rows = append(rows, s.openTurn(th, n)...)
		}
	}
	sort.SliceStable(rows, func(i, j int) bool { return before(rows[i], rows[j]) })
	return rows
}

func before(a, b waitingRow) bool {
	switch {
	case part(a) != part(b):
		return part(a) < part(b)
	case part(a) == 1 && a.toBreach != b.toBreach:
		return a.toBreach < b.toBreach
	case part(a) == 1 && a.step != b.step:
		return a.step > b.step
	case part(a) != 1 && a.severity != b.severity:
		return a.severity > b.severity
	case a.wait != b.wait:
		return a.wait > b.wait
	}
	return a.thread.conversation < b.thread.conversation
}

func part(r waitingRow) int {
	switch {
	case r.step > 0:
		return 1
	case r.assessed:
		return 2
	}
	return 3
}

// openTurn is what a session still waits for: messages that neither a human
// nor the robot has answered; after a handoff, everything since the handoff
// that no human has answered. Messages outside the window make a row of their
// own kind, and only if there is no other.
func (s shop) openTurn(th *thread, n int) []waitingRow {
	one := th.sessions[n]
	p := policy{robot: "excludes", window: wholeDay}
	from := one.from
	if one.handoff >= 0 {
		p.robot, from = "ignored", one.handoff
	}
	first := -1
	buyer := one.buyer
	for i := from; i < one.to; i++ {
		e := th.events[i]
		if !isBuyer(e) && i != one.handoff {
			continue
		}
		answer := s.k.answer(th, e.at, p)
		if answer != nil || isBuyer(e) && s.k.cancelled(th, e, answer) {
			continue
		}
		in := s.k.inWindow(e.at, s.k.window)
		if first >= 0 && (s.k.inWindow(th.events[first].at, s.k.window) || !in) {
			continue
		}
		first = i
		if isBuyer(e) {
			buyer = buyerOf(e)
		}
	}
	if first < 0 {
		return nil
	}
	e := th.events[first]
	row := waitingRow{
		thread: th, buyer: buyer, start: e.at, day: one.day,
		assessed: s.k.inWindow(e.at, s.k.window),
		wait:     s.k.wait(e.at, s.now, s.k.window),
		closed:   th.closedNow(),
	}
	if row.assessed {
		s.nextStep(&row, first)
	}
	for _, level := range s.k.levels {
		if row.wait > level {
			row.level++
		}
	}
	row.severity = row.level
	if s.hasComplaint(row) {
		row.severity++
	}
	if th.isVIP() {
		row.severity++
	}
	return []waitingRow{row}
}

// nextStep finds the first step of the ladder that the wait has not passed
// (exactly on it is not passed) and that the consumer's day has not lost by
// another message.
func (s shop) nextStep(row *waitingRow, index int) {
	for _, step := range s.ladder() {
		due := s.k.deadline(row.start, step, s.k.window)
		if s.now > due || s.lostElsewhere(*row, index, step) {
			row.lineBroken = true
			continue
		}
		row.step, row.toBreach = step, due-s.now
		return
	}
}

// presetLadders are the lines a platform judges by (R50). Platforms without a
// preset have the ladder of the knobs, 180, 300, 900 and 3600 s.
var presetLadders = map[string][]int64{
	"douyin": {180 * second}, "feige": {180 * second},
	"taobao": {180 * second}, "tmall": {180 * second},
	"jd":       {30 * second},
	"helpdesk": {180 * second, 300 * second}, // the house's own, by turns
}

func (s shop) ladder() []int64 {
	if preset, ok := presetLadders[s.platform]; ok && !s.k.ownLadder {
		return preset
	}
	return s.k.ladder
}

// lostElsewhere tells whether another message of the same consumer on the same
// day, in whatever conversation, has already missed a step. The platforms with
// a preset of their own count messages, turns or first answers one by one:
// there, no message is lost through another.
func (s shop) lostElsewhere(row waitingRow, index int, step int64) bool {
	if _, single := presetLadders[s.platform]; single {
		return false
	}
	p := policy{threshold: step, robot: "excludes", window: s.k.window}
	for _, o := range s.obligations(p) {
		same := o.thread == row.thread && o.index == index
		if same || o.buyer != row.buyer || o.day != row.day {
			continue
		}
		if result, _ := s.k.judge(o, p, s.asOf); result == missed {
			return true
		}
	}
	return false
}

// closedNow tells whether the conversation was closed and the buyer has not
// written since.
func (th *thread) closedNow() bool {
	closed := false
	for _, e := range th.events {
		switch {
		case e.Type == "conversation.closed":
			closed = true
		case isBuyer(e) || e.Type == "conversation.handoff":
			closed = false
		}
	}
	return closed
}

// hasComplaint: a complaint names the conversation or the buyer. No event ends
// a complaint, so it stays open.
func (s shop) hasComplaint(row waitingRow) bool {
	for _, e := range s.events {
		if e.Type == "complaint.opened" &&
			(e.Conversation == row.thread.conversation || e.Buyer != "" && "buyer "+e.Buyer == row.buyer) {
			return true
		}
	}
	return false
}

// isVIP: the last tier told about the buyer, with a message or a tag.
func (th *thread) isVIP() bool {
	tier := ""
	for _, e := range th.events {
		switch {
		case isBuyer(e) && e.Sender.Tier != "":
			tier = e.Sender.Tier
		case e.Type == "conversation.tagged" && e.Tier != "":
			tier = e.Tier
		}
	}
	return strings.EqualFold(tier, "vip")
}

func (r waitingRow) report() map[string]any {
	out := map[string]any{
		"conversation": r.thread.conversation, "since": r.start, "wait_ms": r.wait,
		"assessed": r.assessed, "closed": r.closed, "level": r.level, "severity": r.severity,
		"next_s": nil, "to_breach_ms": nil, "agent": nil,
	}
	if r.step > 0 {
		out["next_s"], out["to_breach_ms"] = r.step/second, r.toBreach
	}
	if owner := r.thread.ownerNow(); owner != "" {
		out["agent"] = owner
	}
	return out
}
