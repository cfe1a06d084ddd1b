package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"maps"
	"os"
	"slices"
	"text/tabwriter"
	"time"

	"github.com/spf13/cobra"

	"floorwalker/feed/soak"
)

type soakFlags struct {
	options soak.Options
	json    bool
}

func newSoakCommand() *cobra.Command {
	var f soakFlags
	cmd := &cobra.Command{
		Use:   "soak",
		Short: "Live through a bad time and prove every figure afterwards",
		Long: "Play a simulated floor fast, over a server of its own, while server, connections,\n" +
			"consumers, clock and screen fail by a seed. At the end every figure of the screen\n" +
			"is held against a second, naive computation of the same events. The exit code is\n" +
			"0 if they agree.",
		Example: "  floorwalker dev soak --for 1h --seed 7",
		Args:    noArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			return f.run(cmd.Context(), cmd.OutOrStdout(), cmd.ErrOrStderr())
		},
	}
	flags := cmd.Flags()
	flags.DurationVar(&f.options.For, "for", time.Minute, "how `long` things go wrong")
	flags.Uint64Var(&f.options.Seed, "seed", 1, "`number` that the floor and its troubles grow from")
	flags.Float64Var(&f.options.Speed, "speed", 60, "seconds of the floor in one `second`")
	flags.IntVar(&f.options.Agents, "agents", 0, "`people` on the payroll, up to 500 (default 24)")
	flags.DurationVar(&f.options.Pause, "pause", 5*time.Second, "`time` between two faults, on average")
	flags.BoolVar(&f.json, "json", false, "print the result as JSON")
	return cmd
}

func (f *soakFlags) run(ctx context.Context, out, progress io.Writer) error {
	if f.options.For <= 0 || f.options.Speed <= 0 || f.options.Pause <= 0 {
		return usage("floorwalker dev soak --for 1h --speed 60 --pause 5s", "times and speeds are more than 0")
	}
	dir, err := os.MkdirTemp("", "floorwalker-soak-")
	if err != nil {
		return err
	}
	f.options.Dir = dir
	f.options.Say = func(line string) { fmt.Fprintf(progress, "%s %s\n", time.Now().Format(time.TimeOnly), line) }
	result, err := soak.Run(ctx, f.options)
	err = errors.Join(err, os.RemoveAll(dir))
	if result == nil || err != nil {
		return err
	}
	if f.json {
		return writeIndented(out, result)
	}
	return printSoak(out, result)
}

func printSoak(out io.Writer, r *soak.Result) error {
	w := tabwriter.NewWriter(out, 0, 0, 2, ' ', 0)
	fmt.Fprintf(w, "events\t%d, %d of them more than once, %d malformed beside them\n", r.Events, r.Repeated, r.Junk)
	fmt.Fprintf(w, "time on the floor\t%s\n", time.Duration(r.Floor)*time.Millisecond)
	fmt.Fprintf(w, "screens\t%d, the most memory %d MiB, goroutines left %d, packed in the end %d\n", r.Screens, r.HeapMiB, r.Leaked, r.Packed)
	for _, name := range slices.Sorted(maps.Keys(r.Faults)) {
		fmt.Fprintf(w, "%s\t%d\n", name, r.Faults[name])
	}
	fmt.Fprintln(w, "every figure\tas the naive twin has it")
	return w.Flush()
}
