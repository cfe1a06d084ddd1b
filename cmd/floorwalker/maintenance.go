package main

import (
	"fmt"
	"strings"
	"time"

	"floorwalker/metrics"
)

// maintenanceAt is the reason of the maintenance in force at now; empty if none
// is. The file has one a line, # begins a comment:
//
//	2026-11-11T02:00 2026-11-11T04:00 new gateway
//
// Times are in the floor's zone unless they carry one. A line that cannot be
// read is an error: it may be the one in force.
func maintenanceAt(text string, now metrics.Time, zone metrics.Zone, name string) (string, error) {
	number := 0
	for line := range strings.Lines(text) {
		number++
		line, _, _ = strings.Cut(line, "#")
		words := strings.Fields(line)
		if len(words) == 0 {
			continue
		}
		from, to, err := maintenanceTimes(words, zone)
		if err != nil {
			return "", fmt.Errorf("%s: line %d: %w", name, number, err)
		}
		if now >= from && now < to {
			return strings.TrimSpace("maintenance until " + to.Std().In(zone.Location()).Format(time.DateTime) + " " + strings.Join(words[2:], " ")), nil
		}
	}
	return "", nil
}

func maintenanceTimes(words []string, floor metrics.Zone) (from, to metrics.Time, err error) {
	const form = "write FROM TO REASON, such as 2026-11-11T02:00 2026-11-11T04:00 new gateway"
	if len(words) < 2 {
		return 0, 0, usage(form, "two times are needed")
	}
	zone := floor.Location()
	if from, err = parseTime("from", words[0], zone); err != nil {
		return 0, 0, err
	}
	if to, err = parseTime("to", words[1], zone); err != nil {
		return 0, 0, err
	}
	if to <= from {
		return 0, 0, usage(form, "it ends before it begins")
	}
	return from, to, nil
}
