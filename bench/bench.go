// Package bench measures the program against its budgets, on the machine it runs
// on: a figure, what it may be at most, and how it was come by. It uses a server
// of its own; whatever else the machine does is part of the figures.
package bench

import (
	"context"
	"fmt"
	"slices"
	"time"
)

// Options say what is measured, and how long.
type Options struct {
	Program string        // path of the program, for what is measured from outside
	Dir     string        // empty, for streams
	Events  int           // in the stream that a floor is rebuilt from
	Pairs   int           // of rebuilding and merely reading, taken in turns
	Flow    time.Duration // of events at full speed
	Rate    int           // events a second in the flow
	DSN     string        // of a PostgreSQL database to compare with, as psql takes it
	Day     int           // events of a day, where weeks are read cold and where SQL is compared
	Only    []string      // names of parts; none: all that have a budget
	Say     func(string)  // told what is measured next
}

// Figure is one measurement.
type Figure struct {
	Part    string  `json:"part"`
	Name    string  `json:"name"`
	Value   float64 `json:"value"`
	Unit    string  `json:"unit"`
	Budget  float64 `json:"budget"`
	AtLeast bool    `json:"at_least,omitzero"` // Budget is the least, not the most
	Size    int     `json:"size,omitzero"`     // in a table of growth: what the row is about
}

// Bound tells whether the figure has a budget at all.
func (f Figure) Bound() bool { return f.Size == 0 && !(f.AtLeast && f.Budget == 0) }

// Kept tells whether the figure is within its budget.
func (f Figure) Kept() bool {
	if f.AtLeast {
		return f.Value >= f.Budget
	}
	return f.Value <= f.Budget
}

// part is a group of figures that are measured together.
type part struct {
	name    string
	measure func(context.Context, *Options) ([]Figure, error)
	extra   bool // only measured if it is named
}

var parts = []part{
	{name: "event", measure: measureEvent},
	{name: "view", measure: measureView},
	{name: "rebuild", measure: measureRebuild},
	{name: "flow", measure: measureFlow},
	{name: "quiet", measure: measureQuiet},
	{name: "start", measure: measureStart},
	{name: GrowthParts[0], measure: growByRate, extra: true},
	{name: GrowthParts[1], measure: growByConversations, extra: true},
	{name: GrowthParts[2], measure: growByAgents, extra: true},
	{name: GrowthParts[3], measure: growByDays, extra: true},
	{name: DaysPart, measure: measureDays, extra: true},
	{name: ColdPart, measure: measureCold, extra: true},
	{name: SQLPart, measure: measureSQL, extra: true},
}

// Parts are the names for Options.Only.
func Parts() (names []string) {
	for _, p := range parts {
		names = append(names, p.name)
	}
	return names
}

// Run measures. What could not be measured is an error, beside the figures of the
// parts before it.
func Run(ctx context.Context, o Options) (all []Figure, err error) {
	for _, p := range parts {
		if named := slices.Contains(o.Only, p.name); !named && (p.extra || len(o.Only) > 0) {
			continue
		}
		o.Say(p.name)
		figures, err := p.measure(ctx, &o)
		for _, f := range figures {
			f.Part = p.name
			all = append(all, f)
		}
		if err != nil {
			return all, fmt.Errorf("%s: %w", p.name, err)
		}
	}
	return all, nil
}

// percentile is the nearest-rank one of times, in milliseconds.
func percentile(times []time.Duration, p int) float64 {
	if len(times) == 0 {
		return 0
	}
	slices.Sort(times)
	rank := max(1, (len(times)*p+99)/100)
	return float64(times[rank-1].Microseconds()) / 1000
}

// median is the middle one of values.
func median(values []float64) float64 {
	slices.Sort(values)
	return values[len(values)/2]
}
