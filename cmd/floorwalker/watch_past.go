package main

import (
	"context"
	"time"

	"floorwalker/feed/live"
	"floorwalker/metrics"
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

// showPast plays the stream from a time on through the screen. Nothing can be
// commanded there: what it shows is over.
func (f *watchFlags) showPast(ctx context.Context, at metrics.Time, s *station) error {
	conn, err := f.dial("watch", s.options.Who, true)
	if err != nil {
		return err
	}
	defer conn.Close()
	past, err := openPastStream(ctx, conn, s.config, at)
	if err != nil {
		return err
	}
	s.options.ReadOnly = true
	policy := s.config.MetricsPolicy()
	loop := live.New(
		&live.Replay{Lines: past.lines, Speed: f.speed, From: at, Until: metrics.TimeOf(time.Now())},
		live.Options{
			NewFloor: func() live.Floor { return &witness{screenFloor(policy), new(moments), past.since} },
			Zone:     policy.Zone,
			Words:    words(s.options.Lang),
		})
	return show(ctx, loop, newFront(loop), s.options, past.feed)
}
