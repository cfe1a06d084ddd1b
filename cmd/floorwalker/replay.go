package main

import (
	"context"
	"os"

	"github.com/spf13/cobra"

	"floorwalker/feed"
	"floorwalker/feed/live"
	"floorwalker/metrics"
)

type replayFlags struct {
	look
	period
	speed float64
}

func newReplayCommand() *cobra.Command {
	var f replayFlags
	cmd := &cobra.Command{
		Use:   "replay FILE|-",
		Short: "Play an NDJSON file of events through the screen",
		Long: "Play an NDJSON file of events through the screen, plain or gzip, - for standard\n" +
			"input. The clock is that of the events: 60 of its seconds in one, or what --speed\n" +
			"says. Up to --from all is played at once; at --until the floor stands still.",
		Args: oneArg("the file"),
		RunE: func(cmd *cobra.Command, args []string) error { return f.run(cmd.Context(), args[0]) },
	}
	f.look.addFlags(cmd.Flags())
	f.period.addFlags(cmd.Flags())
	cmd.Flags().Float64Var(&f.speed, "speed", 60, "seconds of the floor in one `second`; 0: as fast as it goes")
	return cmd
}

func (f *replayFlags) run(ctx context.Context, name string) error {
	if f.speed < 0 {
		return usage("1 is as it was, 60 a minute in a second, 0 as fast as it goes", "--speed %g", f.speed)
	}
	source, err := f.source()
	if err != nil {
		return err
	}
	options, err := f.options()
	if err != nil {
		return err
	}
	if !isTerminal(os.Stdout) || (name != "-" && !isTerminal(os.Stdin)) {
		return noTerminal("floorwalker snapshot --file " + name)
	}
	if source.Lines, err = feed.OpenLines(name); err != nil {
		return err
	}
	defer source.Lines.Close()
	source.Speed = f.speed
	policy := policyIn(f.zone)
	loop := live.New(source, live.Options{
		NewFloor: func() live.Floor { return metrics.New(policy) },
		Zone:     policy.Zone,
		Words:    words(options.Lang),
	})
	return show(ctx, loop, options)
}

// policyIn is the default policy with all clocks in zone.
func policyIn(zone metrics.Zone) *metrics.Policy {
	p := metrics.DefaultPolicy()
	p.Zone, p.Rules.Zone = zone, zone
	return p
}
