package main

import (
	"context"
	"fmt"
	"io"
	"sync"
	"sync/atomic"

	"floorwalker/feed/text"
	"floorwalker/metrics"
	"floorwalker/tui"
)

// front stands between a floor and its screen: views pass through it, or those of
// the past that somebody went to. It knows the view that is shown, and says what
// the program itself has to say.
type front struct {
	floor   tui.Floor
	views   chan *metrics.View
	latest  atomic.Pointer[metrics.View] // of the floor
	shown   atomic.Pointer[metrics.View]
	notices chan metrics.Text
	heard   func(*metrics.View) // is shown each view of the floor; nil: nobody is
	diary   *diary              // is shown them too, and told what people are
	depart  func() *journey     // begins to go to the past; nil: there is none

	mu      sync.Mutex
	query   metrics.Query   // guarded by mu: the last that was asked
	journey *journey        // guarded by mu: the past that is gone to; nil: none is
	crew    *crew           // guarded by mu: it works on journeys, until ctx ends; nil: it does not
	ctx     context.Context // guarded by mu
}

// unread is how many notices wait for a screen; then the oldest give way.
const unread = 16

func newFront(floor tui.Floor) *front {
	return &front{floor: floor, views: make(chan *metrics.View, 1), notices: make(chan metrics.Text, unread)}
}

// Views implements tui.Floor.
func (f *front) Views() <-chan *metrics.View { return f.views }

// Ask implements tui.Floor.
func (f *front) Ask(q metrics.Query) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.query = q
	if f.journey != nil {
		f.journey.loop.Ask(q)
	}
	if f.journey == nil || !f.journey.arrived {
		f.floor.Ask(q)
	}
}

// run passes views on until ctx ends; who reads late misses those in between.
func (f *front) run(ctx context.Context) error {
	c, ctx := newCrew(ctx)
	f.employ(ctx, c)
	for {
		select {
		case v := <-f.floor.Views():
			f.pass(v)
		case <-ctx.Done():
			f.employ(ctx, nil) // before the crew goes home: nobody sets out any more
			return c.dismiss()
		}
	}
}

func (f *front) employ(ctx context.Context, c *crew) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.ctx, f.crew = ctx, c
}

// pass shows a view of the floor, unless the past is shown.
func (f *front) pass(v *metrics.View) {
	f.latest.Store(v)
	if f.heard != nil {
		f.heard(v)
	}
	f.diary.view(v)
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.journey == nil || !f.journey.arrived {
		f.show(v)
	}
}

// show hands v to the screen. The caller holds mu.
func (f *front) show(v *metrics.View) {
	f.shown.Store(v)
	select { // who holds mu alone sends, so after this there is room
	case <-f.views:
	default:
	}
	f.views <- v
}

// say has the screen tell people a line, in passing.
func (f *front) say(line string) { f.tell(text.Clean(line)) }

func (f *front) tell(notice metrics.Text) {
	f.diary.notice(notice)
	f.mu.Lock()
	defer f.mu.Unlock()
	if len(f.notices) == cap(f.notices) {
		select {
		case <-f.notices:
		default:
		}
	}
	f.notices <- notice // who holds mu alone sends, so there is room
}

// farewell prints what was said too late for the screen.
func (f *front) farewell(w io.Writer) {
	for {
		select {
		case notice := <-f.notices:
			fmt.Fprintf(w, "floorwalker: %s\n", notice)
		default:
			return
		}
	}
}

// teamOf is the team that a conversation on the screen belongs to; empty if it
// is not there.
func (f *front) teamOf(k metrics.ConversationKey) metrics.Text {
	if team := teamIn(f.shown.Load(), k); team != "" {
		return team
	}
	return teamIn(f.latest.Load(), k)
}

func teamIn(v *metrics.View, k metrics.ConversationKey) metrics.Text {
	if v == nil {
		return ""
	}
	for i := range v.Waiting {
		if v.Waiting[i].Key == k {
			return v.Waiting[i].Team
		}
	}
	if v.Story != nil && v.Story.Key == k {
		return v.Story.Team
	}
	for i := range v.Promised {
		if v.Promised[i].Key == k {
			return v.Promised[i].Team
		}
	}
	return ""
}

// teams are those whose conversations are on the screen, each once.
func (f *front) teams() []metrics.Text {
	v := f.latest.Load()
	if v == nil {
		return nil
	}
	var all []metrics.Text
	seen := map[metrics.Text]bool{"": true}
	add := func(team metrics.Text) {
		if !seen[team] {
			seen[team] = true
			all = append(all, team)
		}
	}
	for i := range v.Waiting {
		add(v.Waiting[i].Team)
	}
	for i := range v.Agents {
		add(v.Agents[i].Team)
	}
	return all
}
