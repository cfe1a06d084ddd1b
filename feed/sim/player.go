package sim

import (
	"context"
	"errors"
	"fmt"
	"sync/atomic"
	"time"

	"floorwalker/feed"
	"floorwalker/metrics"
)

// Publisher takes events, in the order in which they happened. An error ends
// the play.
type Publisher interface {
	Publish(ctx context.Context, e *metrics.Event) error
	// PublishFor publishes e also for a team that is not e.Team: the one that
	// a conversation or a person has left.
	PublishFor(ctx context.Context, team metrics.Text, e *metrics.Event) error
}

// Clock is the time that passes.
type Clock interface {
	Now() time.Time
	After(d time.Duration) <-chan time.Time
}

// Pace ties virtual time to a clock.
type Pace struct {
	Begin metrics.Time // what lies before it is published at once; zero: nothing does
	Speed float64      // virtual seconds in a second; 0: 1
	Clock Clock        // first read when what lies before Begin has been published; nil: the machine's
}

// Player plays a Simulator against a clock and publishes what happens. Its
// methods may be called from any goroutine.
type Player struct {
	sim   *Simulator // belongs to Run
	to    Publisher
	pace  Pace
	calls chan call
	ended chan struct{}
	now   atomic.Int64
	can   map[metrics.Verb]feed.Capability
	teams map[metrics.ConversationKey]metrics.Text // of open conversations
	staff map[metrics.Text]metrics.Text            // team by agent
}

type call struct {
	ctx     context.Context
	request Request
	done    chan<- outcome // has room for one
}

// outcome is what came of a call; the error means that nothing did.
type outcome struct {
	answer Answer
	err    error
}

var errEnded = errors.New("the simulated floor has ended")

// NewPlayer returns a player of s, which must not be used elsewhere any more.
func NewPlayer(s *Simulator, to Publisher, pace Pace) *Player {
	pace.Begin = max(pace.Begin, s.Now())
	if pace.Speed == 0 {
		pace.Speed = 1
	}
	if pace.Clock == nil {
		pace.Clock = machine{}
	}
	p := &Player{
		sim:   s,
		to:    to,
		pace:  pace,
		calls: make(chan call),
		ended: make(chan struct{}),
		can:   make(map[metrics.Verb]feed.Capability),
		teams: make(map[metrics.ConversationKey]metrics.Text),
		staff: make(map[metrics.Text]metrics.Text),
	}
	for _, v := range feed.Verbs() {
		p.can[v] = s.capability(v)
	}
	p.now.Store(int64(s.Now()))
	return p
}

// Run plays until ctx ends, which is no error, or the publisher fails. It may
// be called once.
func (p *Player) Run(ctx context.Context) error {
	defer close(p.ended)
	if err := p.catchUp(ctx); err != nil {
		return stopped(ctx, err)
	}
	started := p.pace.Clock.Now()
	for {
		if err := p.playTo(ctx, p.virtual(started)); err != nil {
			return stopped(ctx, err)
		}
		select {
		case <-ctx.Done():
			return nil
		case <-p.pace.Clock.After(p.untilNext()):
		case c := <-p.calls:
			if err := p.playTo(ctx, p.virtual(started)); err != nil {
				return stopped(ctx, err)
			}
			p.answer(c)
		}
	}
}

// answer does what is asked unless the one who asks has given up meanwhile.
func (p *Player) answer(c call) {
	if err := c.ctx.Err(); err != nil {
		c.done <- outcome{err: err}
		return
	}
	c.done <- outcome{answer: p.sim.Command(c.request)}
}

// stopped hides errors that are only the end of ctx.
func stopped(ctx context.Context, err error) error {
	if ctx.Err() != nil {
		return nil
	}
	return err
}

// slice bounds what is held in memory while the past is played.
const slice = 10 * metrics.Minute

func (p *Player) catchUp(ctx context.Context) error {
	for now := p.sim.Now(); now < p.pace.Begin; now = p.sim.Now() {
		if err := p.playTo(ctx, min(now.Add(slice), p.pace.Begin)); err != nil {
			return err
		}
	}
	return nil
}

func (p *Player) playTo(ctx context.Context, until metrics.Time) error {
	events := p.sim.Step(until)
	for i := range events {
		if err := p.publish(ctx, &events[i]); err != nil {
			return err
		}
	}
	p.now.Store(int64(p.sim.Now()))
	return nil
}

func (p *Player) publish(ctx context.Context, e *metrics.Event) error {
	if err := p.to.Publish(ctx, e); err != nil {
		return fmt.Errorf("publish event %s: %w", e.ID, err)
	}
	left := p.teamLeft(e)
	if left == "" {
		return nil
	}
	if err := p.to.PublishFor(ctx, left, e); err != nil {
		return fmt.Errorf("publish event %s for team %s: %w", e.ID, left, err)
	}
	return nil
}

// teamLeft is the team that e takes a conversation or a person from; empty if
// none.
func (p *Player) teamLeft(e *metrics.Event) metrics.Text {
	if e.Type == metrics.AgentStatusChanged {
		former := p.staff[e.Agent]
		p.staff[e.Agent] = e.Team
		if former != e.Team {
			return former
		}
		return ""
	}
	key := metrics.ConversationKey{Platform: e.Platform, Shop: e.Shop, Conversation: e.Conversation}
	former := p.teams[key]
	switch e.Type {
	case metrics.ConversationOpened:
		p.teams[key] = e.Team
	case metrics.ConversationClosed:
		delete(p.teams, key)
	case metrics.ConversationAssigned, metrics.ConversationTransferred:
		p.teams[key] = e.Team
		if former != e.Team {
			return former
		}
	}
	return ""
}

func (p *Player) virtual(started time.Time) metrics.Time {
	passed := p.pace.Clock.Now().Sub(started)
	return p.pace.Begin.Add(metrics.SpanOf(time.Duration(float64(passed) * p.pace.Speed)))
}

// Bounds of a wait: below the first a fast play would spin, above the second
// Now would stand still on a floor where nothing happens.
const (
	shortestWait = 5 * time.Millisecond
	longestWait  = time.Second
)

func (p *Player) untilNext() time.Duration {
	ahead := p.sim.tasks.first().Sub(p.sim.Now())
	wait := time.Duration(float64(ahead.Std()) / p.pace.Speed)
	return min(max(wait, shortestWait), longestWait)
}

// Now is the virtual time up to which events have been published.
func (p *Player) Now() metrics.Time { return metrics.Time(p.now.Load()) }

// Command puts a request to the floor at its present moment. The error is that
// of ctx, which then ended before anything happened, or that Run has ended.
func (p *Player) Command(ctx context.Context, r Request) (Answer, error) {
	done := make(chan outcome, 1)
	select {
	case p.calls <- call{ctx, r, done}:
	case <-p.ended:
		return Answer{}, errEnded
	case <-ctx.Done():
		return Answer{}, ctx.Err()
	}
	select {
	case o := <-done:
		return o.answer, o.err
	case <-p.ended:
	}
	select { // answered last thing
	case o := <-done:
		return o.answer, o.err
	default:
		return Answer{}, errEnded
	}
}

// Capability is where v is possible.
func (p *Player) Capability(v metrics.Verb) feed.Capability { return p.can[v] }

type machine struct{}

func (machine) Now() time.Time { return time.Now() }

func (machine) After(d time.Duration) <-chan time.Time { return time.After(d) }
