package main

import (
	"context"
	"sync/atomic"

	"floorwalker/feed/live"
	"floorwalker/metrics"
)

// heldTexts is the memory in which a screen's floor holds what was said, so that
// a conversation can be read. Commands for scripts show no conversation but one,
// and do without.
const heldTexts = 16 << 20 // bytes

// screenFloor is an empty floor for a screen.
func screenFloor(p *metrics.Policy) *metrics.Floor {
	f := metrics.New(p)
	f.HoldTexts(heldTexts)
	return f
}

// rejudged is a source that begins again, with an empty floor, when the policy
// changes: every figure is a function of the events and the policy.
type rejudged struct {
	open   func() live.Source
	policy atomic.Pointer[metrics.Policy]
	again  chan struct{} // has room for one
}

func newRejudged(p *metrics.Policy, open func() live.Source) *rejudged {
	r := &rejudged{open: open, again: make(chan struct{}, 1)}
	r.policy.Store(p)
	return r
}

// judge has the floor judged by p from its first event on. It does not wait.
func (r *rejudged) judge(p *metrics.Policy) {
	r.policy.Store(p)
	select {
	case r.again <- struct{}{}:
	default: // it will begin again anyway, with this policy
	}
}

// Run implements live.Source.
func (r *rejudged) Run(ctx context.Context, in *live.Inbox) {
	for r.runOnce(ctx, in) {
		in.Report(live.Report{State: metrics.FeedCatchingUp, Forget: true})
	}
}

// runOnce runs the source until ctx ends, or until the policy changes: then
// again is true.
func (r *rejudged) runOnce(ctx context.Context, in *live.Inbox) (again bool) {
	round, cancel := context.WithCancel(ctx)
	ended := make(chan struct{})
	go func() {
		defer close(ended)
		r.open().Run(round, in)
	}()
	defer func() {
		cancel()
		<-ended
	}()
	select {
	case <-ctx.Done():
		return false
	case <-r.again:
		return true
	}
}

// commandMemory is what became of own commands, so that a floor that begins
// again knows of them. It belongs to the goroutine of the loop.
type commandMemory struct {
	told []func(live.Floor)
}

// maxTold bounds the memory: more than a supervisor asks for in an hour.
const maxTold = 2000

// keep is f, after it was told what is remembered.
func (m *commandMemory) keep(f live.Floor) live.Floor {
	for _, tell := range m.told {
		tell(f)
	}
	return &remembering{f, m}
}

func (m *commandMemory) add(tell func(live.Floor)) {
	if len(m.told) == maxTold {
		m.told = m.told[maxTold/2:]
	}
	m.told = append(m.told, tell)
}

// remembering is a floor whose commands are remembered.
type remembering struct {
	live.Floor
	memory *commandMemory
}

// Checkpoint implements live.Checkpointed.
func (r *remembering) Checkpoint() *metrics.Checkpoint {
	return r.Floor.(live.Checkpointed).Checkpoint() // a metrics.Floor, or one that embeds it
}

// Seal implements live.Packs.
func (r *remembering) Seal(n int) (more bool) { return r.Floor.(live.Packs).Seal(n) }

// Damage implements live.Packs.
func (r *remembering) Damage() error { return r.Floor.(live.Packs).Damage() }

// Asked implements live.Floor.
func (r *remembering) Asked(c metrics.Command) {
	r.memory.add(func(f live.Floor) { f.Asked(c) })
	r.Floor.Asked(c)
}

// Replied implements live.Floor.
func (r *remembering) Replied(c metrics.CommandReply) {
	r.memory.add(func(f live.Floor) { f.Replied(c) })
	r.Floor.Replied(c)
}
