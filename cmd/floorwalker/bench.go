package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"floorwalker/bench"
)

type benchFlags struct {
	options bench.Options
	growth  bool
	json    bool
	compare string
}

func newBenchCommand() *cobra.Command {
	var f benchFlags
	cmd := &cobra.Command{
		Use:   "bench",
		Short: "Measure the program against its budgets, on this machine",
		Long: "Measure the program against its budgets, on this machine, with a server of its own:\n" +
			"what an event, a view, a rebuilt floor, a key and a start cost. Nothing else should\n" +
			"be running. docs/performance.md says what the figures mean. The exit code is 0\n" +
			"whatever the figures are.",
		Example: "  floorwalker dev bench\n  floorwalker dev bench --only flow --flow 60s\n" +
			"  floorwalker dev bench --growth\n" +
			"  bench/sql/cluster floorwalker dev bench --sql dbname=postgres\n" +
			"  floorwalker dev bench --json > new.json\n  floorwalker dev bench --compare old.json",
		Args: noArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			return f.run(cmd.Context(), cmd.OutOrStdout(), cmd.ErrOrStderr())
		},
	}
	flags := cmd.Flags()
	flags.IntVar(&f.options.Events, "events", 1_000_000, "`events` in the stream that a floor is rebuilt from")
	flags.IntVar(&f.options.Pairs, "pairs", 7, "`times` that the stream is rebuilt, and merely read, in turns")
	flags.DurationVar(&f.options.Flow, "flow", 10*time.Second, "how `long` events come at full speed")
	flags.IntVar(&f.options.Rate, "rate", 20_000, "`events` a second at full speed")
	flags.StringSliceVar(&f.options.Only, "only", nil, "`parts` to measure: "+strings.Join(bench.Parts(), ", "))
	flags.BoolVar(&f.growth, "growth", false, "measure how costs grow, with events a second, open conversations, agents and days")
	flags.StringVar(&f.options.DSN, "sql", "", "compare with SQL in the PostgreSQL `database` of this connection string, in a schema of its own")
	flags.IntVar(&f.options.Day, "day", 400_000, "`events` of a day, for --only cold and --sql")
	flags.BoolVar(&f.json, "json", false, "print the figures as JSON")
	flags.StringVar(&f.compare, "compare", "", "`file` of --json with older figures, to print beside these")
	return cmd
}

func (f *benchFlags) run(ctx context.Context, out, progress io.Writer) (err error) {
	if err := f.check(); err != nil {
		return err
	}
	old, err := olderFigures(f.compare)
	if err != nil {
		return err
	}
	o := f.options
	if f.growth {
		o.Only = append(o.Only, bench.GrowthParts...)
	}
	if o.DSN != "" {
		o.Only = append(o.Only, bench.SQLPart)
	}
	if o.Program, err = os.Executable(); err != nil {
		return err
	}
	if o.Dir, err = os.MkdirTemp("", "floorwalker-bench-"); err != nil {
		return err
	}
	defer func() { err = errors.Join(err, os.RemoveAll(o.Dir)) }()
	o.Say = func(part string) { fmt.Fprintf(progress, "measuring: %s\n", part) }
	figures, err := bench.Run(ctx, o)
	if f.json {
		return errors.Join(err, writeIndented(out, figures))
	}
	return errors.Join(err, printFigures(out, figures, old))
}

func (f *benchFlags) check() error {
	o := &f.options
	if o.Events < 1 || o.Pairs < 1 || o.Flow <= 0 || o.Rate < 1 || o.Day < 100 {
		return usage("floorwalker dev bench --help", "--events, --pairs, --flow and --rate are more than 0, and --day is 100 or more")
	}
	for _, name := range o.Only {
		if name == bench.SQLPart && o.DSN == "" {
			return usage("name a database with --sql, such as --sql dbname=postgres", "--only sql needs a database")
		}
		if !slices.Contains(bench.Parts(), name) {
			return usage("parts are "+strings.Join(bench.Parts(), ", "), "--only %q", name)
		}
	}
	return nil
}

// key is what a figure is found by in those of another run.
func key(f bench.Figure) string { return fmt.Sprint(f.Part, " ", f.Name, " ", f.Size) }

// olderFigures are those of a file, by key.
func olderFigures(file string) (map[string]float64, error) {
	if file == "" {
		return nil, nil
	}
	data, err := os.ReadFile(file)
	if err != nil {
		return nil, err
	}
	var figures []bench.Figure
	if err := json.Unmarshal(data, &figures); err != nil {
		return nil, usage("write it with floorwalker dev bench --json", "--compare %s: %v", file, err)
	}
	old := make(map[string]float64)
	for _, f := range figures {
		old[key(f)] = f.Value
	}
	return old, nil
}
