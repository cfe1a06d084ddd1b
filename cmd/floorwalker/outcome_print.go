package main

import (
	"fmt"
	"io"
	"strings"
	"text/tabwriter"
)

// outcomeJSON is what --json prints.
type outcomeJSON struct {
	Schema     string             `json:"schema"`
	Version    int                `json:"version"`
	Seeds      []uint64           `json:"seeds"`
	Strategies []strategyOutcomes `json:"strategies"`
}

// strategyOutcomes is a strategy's part; lists are in the order of the seeds.
type strategyOutcomes struct {
	Strategy   string    `json:"strategy"`
	Lost       []float64 `json:"lost"`
	Missed     []float64 `json:"missed"`
	MeanLost   float64   `json:"mean_lost"`
	MeanMissed float64   `json:"mean_missed"`
	Saved      float64   `json:"saved"`        // mean of lost by doing nothing, less lost
	Within     *float64  `json:"saved_within"` // half of its 95 % interval; null with one seed
	Defeats    []uint64  `json:"defeats"`      // seeds on which nothing was saved
}

func (o *outcome) json() outcomeJSON {
	j := outcomeJSON{Schema: "floorwalker/outcome", Version: 1, Seeds: o.seeds}
	for i, name := range o.names {
		s := strategyOutcomes{Strategy: name, Lost: o.counts(i, lostOf), Missed: o.counts(i, missedOf), Defeats: o.defeats(i)}
		s.MeanLost, s.MeanMissed = mean(s.Lost), mean(s.Missed)
		s.Saved = mean(o.saved(i))
		if i == 0 {
			s.Defeats = []uint64{}
		}
		if len(o.seeds) > 1 {
			within := interval95(o.saved(i))
			s.Within = &within
		}
		j.Strategies = append(j.Strategies, s)
	}
	return j
}

// print prints lost and missed by seed, their means, and what each strategy
// saved.
func (o *outcome) print(out io.Writer) error {
	w := tabwriter.NewWriter(out, 0, 0, 2, ' ', tabwriter.AlignRight)
	fmt.Fprintf(w, "lost/missed\t%s\t\n", strings.Join(o.names, "\t"))
	for i, seed := range o.seeds {
		fmt.Fprintf(w, "seed %d\t", seed)
		for s := range o.names {
			fmt.Fprintf(w, "%d/%d\t", o.results[s][i].Lost, o.results[s][i].Missed)
		}
		fmt.Fprintln(w)
	}
	fmt.Fprint(w, "mean\t")
	for s := range o.names {
		fmt.Fprintf(w, "%.1f/%.1f\t", mean(o.counts(s, lostOf)), mean(o.counts(s, missedOf)))
	}
	fmt.Fprint(w, "\nlost less than none\t\t")
	for s := 1; s < len(o.names); s++ {
		fmt.Fprintf(w, "%s\t", o.savedWords(s))
	}
	fmt.Fprintln(w)
	if err := w.Flush(); err != nil {
		return err
	}
	for s := 1; s < len(o.names); s++ {
		fmt.Fprintf(out, "%s: seeds on which it saved nothing: %s\n", o.names[s], seedWords(o.defeats(s)))
	}
	return nil
}

// savedWords is what a strategy saved in a shift, with the 95 % interval.
func (o *outcome) savedWords(strategy int) string {
	saved := o.saved(strategy)
	if len(saved) < 2 {
		return fmt.Sprintf("%.1f", mean(saved))
	}
	return fmt.Sprintf("%.1f ± %.1f", mean(saved), interval95(saved))
}
