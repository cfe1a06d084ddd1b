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

// front stands between a floor and its screen: views pass through it. It knows
// the view that is shown, and puts in what the program itself has to say.
type front struct {
	floor  tui.Floor
	views  chan *metrics.View
	latest atomic.Pointer[metrics.View]

	mu     sync.Mutex
	notice metrics.Text // guarded by mu; empty: nothing is to be said
	said   metrics.Text // guarded by mu: the last notice, for when the screen is gone
}

func newFront(floor tui.Floor) *front {
	return &front{floor: floor, views: make(chan *metrics.View, 1)}
}

// Views implements tui.Floor.
func (f *front) Views() <-chan *metrics.View { return f.views }

// Ask implements tui.Floor.
func (f *front) Ask(q metrics.Query) { f.floor.Ask(q) }

// run passes views on until ctx ends; who reads late misses those in between.
func (f *front) run(ctx context.Context) error {
	for {
		select {
		case v := <-f.floor.Views():
			v = f.withNotice(v)
			f.latest.Store(v)
			select { // this goroutine alone sends, so after this there is room
			case <-f.views:
			default:
			}
			f.views <- v
		case <-ctx.Done():
			return nil
		}
	}
}

// withNotice is a view that says what the program has to say, unless the feed
// has something to say itself.
func (f *front) withNotice(v *metrics.View) *metrics.View {
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.notice == "" || v.Feed.Text != "" {
		return v
	}
	spoken := *v
	spoken.Feed.Text = f.notice
	return &spoken
}

// say shows a line until the next one; empty takes it away.
func (f *front) say(line string) {
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.notice = text.Clean(line); f.notice != "" {
		f.said = f.notice
	}
}

// farewell prints what was said last, for whoever did not see it.
func (f *front) farewell(w io.Writer) {
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.said != "" {
		fmt.Fprintf(w, "floorwalker: %s\n", f.said)
	}
}

// teamOf is the team that a conversation on the screen belongs to; empty if it
// is not there.
func (f *front) teamOf(k metrics.ConversationKey) metrics.Text {
	v := f.latest.Load()
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
