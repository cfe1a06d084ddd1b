package sim

import (
	"errors"
	"slices"

	"floorwalker/feed"
	"floorwalker/feed/text"
	"floorwalker/metrics"
)

// Shift is a stretch of time on a simulated floor with a supervisor in each
// team who does what a Strategy says. It knows nothing but virtual time, so
// the same Shift has the same result. docs/simulation.md holds what it assumes
// about people.
type Shift struct {
	Config   Config
	From     metrics.Time // the supervisors come; nothing before it counts
	Until    metrics.Time
	Policy   *metrics.Policy // by which rows are judged; nil: metrics.DefaultPolicy
	Strategy Strategy
}

// ShiftResult is what came of a shift.
type ShiftResult struct {
	Missed   int              // waits of which a line broke, and more than LookEvery passed
	Lost     int              // of them, those whose last line broke
	Commands int              // asked
	Refused  int              // of them
	Unknown  int              // of them, without a reply
	Outcomes metrics.Outcomes // of accepted commands about a line that could be kept
}

// What supervisors manage.
const (
	// LookEvery is how often a supervisor takes in his screen.
	LookEvery = 5 * metrics.Second
	// Handful is how many commands he gets done between two looks.
	Handful = 2
	// replyTimeout is when he stops waiting for a reply.
	replyTimeout = 3 * metrics.Second
	// everyRow is more rows than there ever are.
	everyRow = 1 << 20
)

var errShift = errors.New("a shift needs a strategy, and must end after it begins")

// Play plays the shift. It fails if Config is out of range, or no shift.
func (s Shift) Play() (ShiftResult, error) {
	floor, err := New(s.Config)
	if err != nil {
		return ShiftResult{}, err
	}
	if s.Strategy == nil || s.From < s.Config.Start || s.Until <= s.From {
		return ShiftResult{}, errShift
	}
	policy := s.Policy
	if policy == nil {
		policy = metrics.DefaultPolicy()
	}
	p := &shiftPlay{sim: floor, engine: metrics.New(policy), strategy: s.Strategy, tally: newShiftTally()}
	for floor.Now() < s.From {
		p.playTo(min(floor.Now().Add(slice), s.From))
	}
	p.tally.begin(s.From)
	for floor.Now() < s.Until {
		p.playTo(floor.Now().Add(LookEvery))
		p.look()
	}
	return p.tally.result(), nil
}

// shiftPlay is a shift being played.
type shiftPlay struct {
	sim      *Simulator
	engine   *metrics.Floor
	strategy Strategy
	tally    *shiftTally
	pending  []metrics.CommandReply // by At, which is to come
	asked    int
}

// playTo plays the floor and shows the engine what happened.
func (p *shiftPlay) playTo(until metrics.Time) {
	events := p.sim.Step(until)
	for i := range events {
		p.engine.Apply(&events[i])
		p.tally.hear(&events[i])
	}
	p.engine.Advance(until)
	for len(p.pending) > 0 && p.pending[0].At <= until {
		p.engine.Replied(p.pending[0])
		p.pending = p.pending[1:]
	}
	p.tally.expire(until)
}

// look lets the supervisors see the floor and act.
func (p *shiftPlay) look() {
	view := p.engine.View(metrics.Query{Limit: everyRow})
	p.tally.see(view)
	done := map[metrics.Text]int{}
	for _, c := range p.strategy.Decide(Scene{View: view, Plan: p.plan}) {
		if done[c.Team] < Handful && !p.answering(c.Team) {
			done[c.Team]++
			p.ask(c, view)
		}
	}
}

func (p *shiftPlay) plan(k metrics.ConversationKey) *metrics.MovePlan {
	return p.engine.View(metrics.Query{Limit: 1, Move: k}).Move
}

// leadOf is the supervisor of a team.
func leadOf(team metrics.Text) metrics.Text { return "lead-" + team }

// answering reports whether a team's supervisor is writing to a buyer himself:
// then he does nothing else.
func (p *shiftPlay) answering(team metrics.Text) bool {
	lead := p.sim.staff[leadOf(team)]
	return lead != nil && lead.desk != nil
}

// ask sends a command, and plans what its reply will tell.
func (p *shiftPlay) ask(c metrics.Command, view *metrics.View) {
	p.asked++
	c.ID, c.By, c.Asked = string("shift-"+number(p.asked)), leadOf(c.Team), view.Now
	p.engine.Asked(c)
	a := p.sim.Command(Request{
		CommandRequest: feed.NewCommandRequest(c), Team: string(c.Team), Supervisor: string(c.By),
	})
	r := metrics.CommandReply{ID: c.ID, Code: a.Reply.Code, Text: text.Clean(a.Reply.Text), At: view.Now.Add(a.Delay)}
	switch {
	case a.Silent || a.Delay > replyTimeout:
		r.State, r.At = metrics.CommandUnknown, view.Now.Add(replyTimeout)
	case a.Reply.Status == feed.CommandRefused:
		r.State = metrics.CommandRefused
	default:
		r.State = metrics.CommandAccepted
	}
	at, _ := slices.BinarySearchFunc(p.pending, r.At+1, func(q metrics.CommandReply, t metrics.Time) int { return int(q.At.Sub(t)) })
	p.pending = slices.Insert(p.pending, at, r)
	p.tally.asked(c, r.State, view)
}
