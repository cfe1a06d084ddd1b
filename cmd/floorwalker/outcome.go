package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"sync"

	"github.com/spf13/cobra"

	"floorwalker/feed/sim"
)

func newDevCommand() *cobra.Command {
	cmd := &cobra.Command{
		Use:    "dev",
		Short:  "Measure the program itself",
		Hidden: true,
		Args:   noArgs,
		RunE:   func(cmd *cobra.Command, _ []string) error { return cmd.Help() },
	}
	cmd.AddCommand(newOutcomeCommand(), newSoakCommand(), newBenchCommand(), newServeCommand())
	return cmd
}

type outcomeFlags struct {
	seeds      string
	strategies []string
	json       bool
}

func newOutcomeCommand() *cobra.Command {
	var f outcomeFlags
	cmd := &cobra.Command{
		Use:   "outcome",
		Short: "Play the same simulated shifts with and without suggestions",
		Long: "Play the same simulated shifts with supervisors who do nothing, who move by rules\n" +
			"of thumb, and who follow the suggestions of the screen, and say how many waits\n" +
			"were lost. docs/simulation.md says what the shifts assume, docs/outcome.md what\n" +
			"came of seeds 1 to 20. It uses every core, some seconds a shift.",
		Example: "  floorwalker dev outcome --seeds 1-20",
		Args:    noArgs,
		RunE:    func(cmd *cobra.Command, _ []string) error { return f.run(cmd.Context(), cmd.OutOrStdout()) },
	}
	flags := cmd.Flags()
	flags.StringVar(&f.seeds, "seeds", "1-20", "`seeds` of the shifts, such as 1-20 or 3,7")
	flags.StringSliceVar(&f.strategies, "strategy", sim.StrategyNames, "`strategies` to play beside none: "+strings.Join(sim.StrategyNames, ", "))
	flags.BoolVar(&f.json, "json", false, "print the results as JSON")
	return cmd
}

// baseline is the strategy that the others are compared with.
const baseline = "none"

func (f *outcomeFlags) run(ctx context.Context, out io.Writer) error {
	seeds, err := parseSeeds(f.seeds)
	if err != nil {
		return err
	}
	names := []string{baseline}
	for _, name := range f.strategies {
		if sim.NewStrategy(name) == nil {
			return usage("--strategy takes "+strings.Join(sim.StrategyNames, ", "), "unknown strategy %q", name)
		}
		if !slices.Contains(names, name) {
			names = append(names, name)
		}
	}
	o := newOutcome(seeds, names)
	if err := o.play(ctx); err != nil {
		return err
	}
	if f.json {
		return writeIndented(out, o.json())
	}
	return o.print(out)
}

// maxSeeds bounds what a slip of the finger can ask for.
const maxSeeds = 1000

// parseSeeds reads numbers and ranges of them, separated by commas.
func parseSeeds(s string) ([]uint64, error) {
	const hint = "write them like 1-20 or 3,7; at most 1000"
	var seeds []uint64
	for part := range strings.SplitSeq(s, ",") {
		from, to, isRange := strings.Cut(part, "-")
		if !isRange {
			to = from
		}
		first, errFirst := strconv.ParseUint(from, 10, 64)
		last, errLast := strconv.ParseUint(to, 10, 64)
		if errFirst != nil || errLast != nil || last < first || last-first >= maxSeeds || len(seeds)+int(last-first) >= maxSeeds {
			return nil, usage(hint, "--seeds %q", s)
		}
		for seed := first; ; seed++ {
			seeds = append(seeds, seed)
			if seed == last {
				break
			}
		}
	}
	return seeds, nil
}

// outcome is what came of shifts, by strategy and seed.
type outcome struct {
	seeds   []uint64
	names   []string
	results [][]sim.ShiftResult // by strategy, then by seed
}

func newOutcome(seeds []uint64, names []string) *outcome {
	o := &outcome{seeds: seeds, names: names, results: make([][]sim.ShiftResult, len(names))}
	for i := range o.results {
		o.results[i] = make([]sim.ShiftResult, len(seeds))
	}
	return o
}

// play plays every shift, as many at a time as there are cores.
func (o *outcome) play(ctx context.Context) error {
	type shift struct{ strategy, seed int }
	todo := make(chan shift)
	var workers sync.WaitGroup
	errs := make([]error, runtime.GOMAXPROCS(0))
	for w := range errs {
		workers.Go(func() {
			for s := range todo {
				r, err := sim.TroubledShift(o.seeds[s.seed], sim.NewStrategy(o.names[s.strategy])).Play()
				o.results[s.strategy][s.seed] = r // no other worker has this place
				errs[w] = errors.Join(errs[w], err)
			}
		})
	}
	for seed := range o.seeds {
		for strategy := range o.names {
			select {
			case todo <- shift{strategy, seed}:
			case <-ctx.Done():
			}
		}
	}
	close(todo)
	workers.Wait()
	return errors.Join(append(errs, ctx.Err())...)
}

// counts are one figure of a strategy's shifts, by seed.
func (o *outcome) counts(strategy int, of func(sim.ShiftResult) int) []float64 {
	xs := make([]float64, len(o.seeds))
	for i, r := range o.results[strategy] {
		xs[i] = float64(of(r))
	}
	return xs
}

func lostOf(r sim.ShiftResult) int { return r.Lost }

func missedOf(r sim.ShiftResult) int { return r.Missed }

// saved is how much less was lost than by doing nothing, by seed.
func (o *outcome) saved(strategy int) []float64 {
	xs := o.counts(0, lostOf)
	for i, lost := range o.counts(strategy, lostOf) {
		xs[i] -= lost
	}
	return xs
}

// defeats are the seeds on which a strategy lost as much as doing nothing, or
// more.
func (o *outcome) defeats(strategy int) []uint64 {
	seeds := []uint64{}
	for i, x := range o.saved(strategy) {
		if x <= 0 {
			seeds = append(seeds, o.seeds[i])
		}
	}
	return seeds
}

// seedWords are seeds as people read them.
func seedWords(seeds []uint64) string {
	if len(seeds) == 0 {
		return "none"
	}
	words := make([]string, len(seeds))
	for i, s := range seeds {
		words[i] = fmt.Sprint(s)
	}
	return strings.Join(words, ", ")
}
