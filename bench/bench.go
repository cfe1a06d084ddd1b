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
	Only    []string      // names of parts; none: all
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
}

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
}

var parts = []part{
	{"event", measureEvent},
	{"view", measureView},
	{"rebuild", measureRebuild},
	{"flow", measureFlow},
	{"quiet", measureQuiet},
	{"start", measureStart},
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
		if len(o.Only) > 0 && !slices.Contains(o.Only, p.name) {
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
