package main

import (
	"strings"
	"time"
	_ "time/tzdata" // --tz takes names on hosts without a time zone database

	"github.com/spf13/pflag"

	"floorwalker/feed/live"
	"floorwalker/metrics"
)

// period is the stretch of a file that is played, and the zone of its clocks.
type period struct {
	from, until, tz string

	zone metrics.Zone // of tz, once source was called
}

func (p *period) addFlags(fs *pflag.FlagSet) {
	fs.StringVar(&p.from, "from", "", "play what was before this `time` at once")
	fs.StringVar(&p.until, "until", "", "stop at this `time`, and show the floor as it was then")
	fs.StringVar(&p.tz, "tz", "", "`zone` of the floor's clocks, such as +03:00 or Asia/Tokyo (default: the policy's, +08:00)")
}

// source is the player of the period, in the zone of --tz, else in that of the
// floor. Its file is still to be opened.
func (p *period) source(floor metrics.Zone) (*live.Replay, error) {
	location, err := parseZone(p.tz, floor)
	if err != nil {
		return nil, err
	}
	from, err := parseTime("--from", p.from, location)
	if err != nil {
		return nil, err
	}
	until, err := parseTime("--until", p.until, location)
	if err != nil {
		return nil, err
	}
	if until != 0 && from > until {
		return nil, usage("--from must not be later than --until", "--from %s --until %s", p.from, p.until)
	}
	p.zone = zoneAt(location, max(from, until))
	return &live.Replay{From: from, Until: until}, nil
}

// parseZone reads an offset or the name of a zone; empty is that of the floor.
func parseZone(s string, floor metrics.Zone) (*time.Location, error) {
	if s == "" {
		return floor.Location(), nil
	}
	if t, err := time.Parse("-07:00", s); err == nil {
		return t.Location(), nil
	}
	location, err := time.LoadLocation(s)
	if err != nil || strings.EqualFold(s, "local") {
		return nil, usage("a zone is an offset such as +08:00, or a name such as Asia/Shanghai", "--tz %q", s)
	}
	return location, nil
}

// zoneAt is the offset of location at t, or now if t is not set: a floor's
// clocks do not change within a replay.
func zoneAt(location *time.Location, t metrics.Time) metrics.Zone {
	at := time.Now()
	if t != 0 {
		at = t.Std()
	}
	_, seconds := at.In(location).Zone()
	return metrics.Zone(metrics.Span(seconds) * metrics.Second)
}

// timeLayouts are the ways to write an instant; all but the first are in the
// zone of --tz.
var timeLayouts = []string{time.RFC3339, "2006-01-02T15:04:05", "2006-01-02 15:04:05", "2006-01-02T15:04", "2006-01-02 15:04", time.DateOnly}

// parseTime reads an instant; empty is none.
func parseTime(flag, s string, location *time.Location) (metrics.Time, error) {
	if s == "" {
		return 0, nil
	}
	for _, layout := range timeLayouts {
		if t, err := time.ParseInLocation(layout, s, location); err == nil {
			return metrics.TimeOf(t), nil
		}
	}
	return 0, usage("write it like 2026-11-11T20:41:07+08:00 or '2026-11-11 20:41'", "%s %q is no time", flag, s)
}
