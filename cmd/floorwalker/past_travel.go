package main

import (
	"context"

	"floorwalker/feed"
	"floorwalker/feed/live"
	"floorwalker/metrics"
	"floorwalker/tui"
)

// journey is a past that a screen went to: a floor of its own, which follows the
// stream as it once was, while the live one goes on.
type journey struct {
	past    *live.Past
	loop    *live.Loop
	end     context.CancelFunc
	arrived bool // the screen shows it
}

// travels lets the screen go to the past of a stream, whose floor newLoop makes.
// The clock is that of live.PastOptions.
func (f *front) travels(conn *feed.Conn, stream string, clock func() metrics.Time, newLoop func(live.Source) *live.Loop) {
	f.depart = func() *journey {
		past := live.NewPast(live.PastOptions{Conn: conn, Stream: stream, Clock: clock, Say: f.tell})
		return &journey{past: past, loop: newLoop(past)}
	}
}

// Seek implements tui.Travel. The present is shown until the past is there.
func (f *front) Seek(at metrics.Time) {
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.journey == nil && f.crew != nil {
		f.setOut()
	}
	if f.journey != nil {
		f.journey.past.Seek(at)
	}
}

// setOut begins a journey. The caller holds mu.
func (f *front) setOut() {
	j := f.depart()
	ctx, end := context.WithCancel(f.ctx)
	j.end = end
	f.journey = j
	j.loop.Ask(f.query)
	f.crew.add(func() error {
		j.loop.Run(ctx)
		return nil
	})
	f.crew.add(func() error {
		for {
			select {
			case v := <-j.loop.Views():
				f.passFrom(j, v)
			case <-ctx.Done():
				return nil
			}
		}
	})
}

// passFrom shows a view of a journey that has left the present behind, and has
// not come back to it.
func (f *front) passFrom(j *journey, v *metrics.View) {
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.journey != j || v.Now == 0 { // it is nowhere yet
		return
	}
	j.arrived = true
	f.show(v)
}

// NextBreach implements tui.Travel.
func (f *front) NextBreach() {
	f.onJourney((*live.Past).NextBreach)
}

// Play implements tui.Travel.
func (f *front) Play(speed float64) {
	f.onJourney(func(p *live.Past) { p.Play(speed) })
}

func (f *front) onJourney(order func(*live.Past)) {
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.journey != nil {
		order(f.journey.past)
	}
}

// Live implements tui.Travel: the present is shown at once, as it was known last,
// and asked for anew.
func (f *front) Live() {
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.journey == nil {
		return
	}
	f.journey.end()
	f.journey = nil
	f.floor.Ask(f.query)
	if v := f.latest.Load(); v != nil {
		f.show(v)
	}
}

// pastOnly is the travel of a screen that has no present.
type pastOnly struct {
	*live.Past
	say  func(string)
	lang tui.Lang
}

var presentWords = map[tui.Lang]string{
	tui.English: "this screen shows the past alone: floorwalker watch shows the present",
	tui.Chinese: "此屏幕只显示历史：现场请用 floorwalker watch",
}

// Live implements tui.Travel.
func (p *pastOnly) Live() { p.say(presentWords[p.lang]) }
