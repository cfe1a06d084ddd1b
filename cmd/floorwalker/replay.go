package main

import (
	"context"
	"maps"
	"os"

	"github.com/spf13/cobra"

	"floorwalker/feed"
	"floorwalker/feed/live"
	"floorwalker/metrics"
)

type replayFlags struct {
	configuration
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
		Example: "  floorwalker replay shift.ndjson.gz --from '2026-11-11 20:30' --speed 10",
		Args:    oneArg("the file"),
		RunE:    func(cmd *cobra.Command, args []string) error { return f.run(cmd.Context(), args[0]) },
	}
	f.configuration.addFlags(cmd.Flags())
	f.look.addFlags(cmd.Flags())
	f.period.addFlags(cmd.Flags())
	cmd.Flags().Float64Var(&f.speed, "speed", 60, "seconds of the floor in one `second`; 0: as fast as it goes")
	return cmd
}

func (f *replayFlags) run(ctx context.Context, name string) error {
	if f.speed < 0 {
		return usage("1 is as it was, 60 a minute in a second, 0 as fast as it goes", "--speed %g", f.speed)
	}
	s, err := newStation(&f.look, &f.configuration)
	if err != nil {
		return err
	}
	source, err := f.source(s.config.MetricsPolicy().Zone)
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
	policy := inZone(s.config.MetricsPolicy(), f.zone)
	loop := live.New(source, live.Options{
		NewFloor: func() live.Floor { return screenFloor(policy) },
		Zone:     policy.Zone,
		Words:    words(s.options.Lang),
	})
	return show(ctx, loop, newFront(loop), s.options)
}

// inZone is the policy with all clocks in zone.
func inZone(p *metrics.Policy, zone metrics.Zone) *metrics.Policy {
	if p.Zone == zone {
		return p
	}
	moved := *p
	moved.Zone, moved.Rules.Zone = zone, zone
	moved.Shops = maps.Clone(p.Shops)
	for key, rules := range moved.Shops {
		rules.Zone = zone
		moved.Shops[key] = rules
	}
	return &moved
}
