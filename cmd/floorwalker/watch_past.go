package main

import (
	"context"
	"os"
	"time"

	"floorwalker/feed/live"
	"floorwalker/metrics"
	"floorwalker/tui"
)

// begin is the time of --at, in the zone of the floor; 0 without it.
func (f *watchFlags) begin(zone metrics.Zone) (metrics.Time, error) {
	at, err := parseTime("--at", f.at, zone.Location())
	switch {
	case err != nil:
		return 0, err
	case f.speed < 0:
		return 0, usage("1 is as it was, 60 a minute in a second, 0 as fast as it goes", "--speed %g", f.speed)
	case at == 0 && f.speed != 1:
		return 0, usage("floorwalker watch --at '2026-11-11 20:41' --speed 10", "--speed is for --at")
	case at > metrics.TimeOf(time.Now()):
		return 0, usage("floorwalker watch shows the present", "--at %s has not come yet", f.at)
	case at != 0 && f.subject != "":
		return 0, usage("floorwalker watch --at TIME", "a subject without a stream has no past")
	case at != 0 && f.alerts != "":
		return 0, usage("floorwalker alerts test --at TIME says what would have fired", "--alerts is for the present")
	}
	return at, nil
}

// showPast plays the stream as screens showed it from at on.
func (f *watchFlags) showPast(ctx context.Context, at metrics.Time, s *station) error {
	conn, err := f.dial("watch", s.options.Who, true)
	if err != nil {
		return err
	}
	defer conn.Close()
	if err := holdsPast(ctx, conn, s.config, at); err != nil {
		return err
	}
	s.options.ReadOnly = true
	front := newFront(nil)
	defer front.farewell(os.Stderr)
	past := live.NewPast(live.PastOptions{Conn: conn, Stream: s.config.Connection.Stream, Say: front.tell})
	if f.speed == 0 {
		at = metrics.TimeOf(time.Now())
	}
	past.Seek(at)
	past.Play(f.speed)
	loop := pastLoop(past, s.config.MetricsPolicy(), s.options.Lang)
	front.floor = loop
	s.options.Travel = &pastOnly{past, front.say, s.options.Lang}
	s.options.NoNow, s.options.Linked = true, conn.IsConnected
	return show(ctx, loop, front, s.options)
}

// pastLoop is a floor of a screen for a past.
func pastLoop(past live.Source, p *metrics.Policy, lang tui.Lang) *live.Loop {
	return live.New(past, live.Options{
		NewFloor: func() live.Floor { return screenFloor(p) },
		Zone:     p.Zone,
		Words:    words(lang),
	})
}
