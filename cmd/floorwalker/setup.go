package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"floorwalker/feed"
)

// setupTimeout is how long the server may take over the whole plan.
const setupTimeout = 30 * time.Second

// leastBytes is the smallest store that setup plans.
const leastBytes = 1 << 30

type setupFlags struct {
	connection
	dryRun   bool
	replicas int
	maxBytes string
}

func newSetupCommand() *cobra.Command {
	var f setupFlags
	cmd := &cobra.Command{
		Use:   "setup",
		Short: "Create the streams and buckets on a NATS server, or check them",
		Long: "Create the streams and buckets on a NATS server, or check them.\n\n" +
			"What exists is never changed: setup says in what it differs from the plan.\n" +
			"To run it again is safe. --dry-run prints the plan and creates nothing.",
		Args: noArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			return f.run(cmd.Context(), cmd.OutOrStdout())
		},
	}
	f.addFlags(cmd.Flags())
	cmd.Flags().BoolVar(&f.dryRun, "dry-run", false, "print the plan as JSON and compare it, create nothing")
	cmd.Flags().IntVar(&f.replicas, "replicas", 1, "copies of each stream in a cluster, 1 or 3")
	cmd.Flags().StringVar(&f.maxBytes, "max-bytes", "", "most to store in all, such as `20GiB` (default 110 GiB)")
	return cmd
}

func (f *setupFlags) run(ctx context.Context, out io.Writer) error {
	if f.replicas != 1 && f.replicas != 3 {
		return usage("a stream has 1 copy, or 3 in a cluster", "--replicas %d", f.replicas)
	}
	maxBytes, err := parseBytes(f.maxBytes)
	if err != nil {
		return err
	}
	if maxBytes > 0 && maxBytes < leastBytes {
		return usage("less than 1GiB holds no month of chats", "--max-bytes %s", f.maxBytes)
	}
	plan := feed.NewPlan(feed.Scale{Replicas: f.replicas, MaxBytes: maxBytes})
	if f.dryRun {
		if err := printPlan(out, plan); err != nil {
			return err
		}
	}
	conn, err := f.dial("setup", "", true)
	if err != nil {
		return err
	}
	defer conn.Close()
	ctx, cancel := context.WithTimeout(ctx, setupTimeout)
	defer cancel()
	results, err := feed.Setup(ctx, conn.JetStream(), plan, f.dryRun)
	printSetup(out, results)
	if err != nil {
		return err
	}
	return differing(results)
}

// printPlan prints the plan as the server's own configuration.
func printPlan(out io.Writer, plan feed.Plan) error {
	enc := json.NewEncoder(out)
	enc.SetIndent("", "  ")
	return enc.Encode(map[string]any{"streams": plan.Streams, "buckets": plan.Buckets})
}

func printSetup(out io.Writer, results []feed.SetupResult) {
	for _, r := range results {
		fmt.Fprintf(out, "%-16s %s\n", r.Name, r.State)
		for _, d := range r.Differences {
			fmt.Fprintf(out, "%-16s   %s\n", "", d)
		}
	}
}

// differing is an error if something on the server is not as planned.
func differing(results []feed.SetupResult) error {
	var names []string
	for _, r := range results {
		if r.State == feed.SetupDiffers {
			names = append(names, r.Name)
		}
	}
	if len(names) == 0 {
		return nil
	}
	return feed.WithHint(
		errors.New("not as planned: "+strings.Join(names, ", ")),
		"if that is not on purpose, change it with `nats stream edit`; --dry-run prints the plan",
	)
}

// byteUnits are the suffixes that parseBytes takes.
var byteUnits = []struct {
	suffix string
	size   int64
}{{"KiB", 1 << 10}, {"MiB", 1 << 20}, {"GiB", 1 << 30}, {"TiB", 1 << 40}, {"", 1}}

// parseBytes reads a size such as 20GiB; empty is 0.
func parseBytes(s string) (int64, error) {
	if s == "" {
		return 0, nil
	}
	for _, u := range byteUnits {
		number, ok := strings.CutSuffix(s, u.suffix)
		if !ok {
			continue
		}
		n, err := strconv.ParseInt(number, 10, 64)
		if err != nil || n <= 0 || n > 1<<60/u.size {
			break
		}
		return n * u.size, nil
	}
	return 0, usage("a size is a whole number with KiB, MiB, GiB or TiB, such as 20GiB", "--max-bytes %q", s)
}
