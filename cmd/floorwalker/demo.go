package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"time"

	"github.com/spf13/cobra"

	"floorwalker/feed"
	"floorwalker/feed/desk"
	"floorwalker/feed/live"
	"floorwalker/feed/sim"
	"floorwalker/metrics"
	"floorwalker/tui"
)

type demoFlags struct {
	configuration
	look
	as     string
	seed   uint64
	agents int
	rate   float64
	speed  float64
	at     string
	atSaid bool // --at was given
	paper  string

	scenario string
}

func newDemoCommand() *cobra.Command {
	var f demoFlags
	cmd := &cobra.Command{
		Use:   "demo",
		Short: "Show a simulated floor, with nothing else needed",
		Long: "Show a simulated floor: buyers, agents, a robot and a backend that obeys, on a\n" +
			"NATS server inside this process that is gone afterwards. It begins in the\n" +
			"evening peak; the same --seed brings the same buyers.",
		Args: noArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			if f.scenario == listScenarios {
				return f.printScenarios(cmd.OutOrStdout())
			}
			f.atSaid = cmd.Flags().Changed("at")
			return f.run(cmd.Context())
		},
	}
	f.configuration.addFlags(cmd.Flags())
	f.look.addFlags(cmd.Flags())
	cmd.Flags().StringVar(&f.scenario, "scenario", "", "an hour to live through, by its `name`; list names them")
	cmd.Flags().StringVar(&f.as, "as", "", "`name` that signs commands (default: your user name)")
	cmd.Flags().Uint64Var(&f.seed, "seed", 1, "`number` that the floor grows from")
	cmd.Flags().IntVar(&f.agents, "agents", 0, "`people` on the payroll, up to 500 (default 24)")
	cmd.Flags().Float64Var(&f.rate, "rate", 0, "conversations a `minute` in the peak (default: what the agents can just handle)")
	cmd.Flags().Float64Var(&f.speed, "speed", 1, "seconds of the floor in one `second`")
	cmd.Flags().StringVar(&f.paper, "paper", "", "file or `folder` for lists on paper (default: a folder of your own)")
	cmd.Flags().StringVar(&f.at, "at", "20:30", "local `time` of day at which it begins")
	return cmd
}

func (f *demoFlags) run(ctx context.Context) error {
	begin, err := f.begin(time.Now())
	if err != nil {
		return err
	}
	if f.speed <= 0 || f.speed > maxDemoSpeed {
		return usage(fmt.Sprintf("--speed is more than 0 and at most %d", maxDemoSpeed), "--speed %g", f.speed)
	}
	s, err := newStation(&f.look, &f.configuration)
	if err != nil {
		return err
	}
	if err := s.identify(); err != nil {
		return err
	}
	s.options.ReadOnly = false                                            // nothing is moved but what is invented
	s.options.Rights = tui.Rights{Unmask: true, Copy: true, Export: true} // nobody's data
	if err := needTerminal("floorwalker snapshot"); err != nil {
		return err
	}
	dir, err := os.MkdirTemp("", "floorwalker-demo-")
	if err != nil {
		return err
	}
	err = f.show(ctx, dir, begin, s)
	return errors.Join(err, os.RemoveAll(dir))
}

const (
	// maxDemoSpeed is as fast as a floor can be followed on a small machine.
	maxDemoSpeed = 120
	// demoPast is what the floor has behind it when the screen opens.
	demoPast = 2 * metrics.Hour
)

// begin is the instant that --at says, or else the scenario, today in the
// floor's zone.
func (f *demoFlags) begin(now time.Time) (metrics.Time, error) {
	zone := metrics.Shanghai
	today := zone.Date(metrics.TimeOf(now))
	if f.scenario != "" {
		s, err := f.played()
		if err != nil || !f.atSaid {
			return s.Open(today), err
		}
	}
	at, err := time.Parse("15:04", f.at)
	if err != nil {
		return 0, usage("write it like 20:30", "--at %q is no time of day", f.at)
	}
	midnight := zone.Midnight(today)
	return midnight.Add(metrics.Span(at.Hour())*metrics.Hour + metrics.Span(at.Minute())*metrics.Minute), nil
}

// show builds the floor in dir and shows it.
func (f *demoFlags) show(ctx context.Context, dir string, begin metrics.Time, s *station) error {
	server, err := feed.Embedded(dir)
	if err != nil {
		return err
	}
	defer server.Stop()
	conn, err := connectDemo(ctx, dir, server.URL())
	if err != nil {
		return err
	}
	defer conn.Close()
	clock := newFloorClock(begin, f.speed)
	player, err := f.player(conn, begin, clock)
	if err != nil {
		return err
	}
	backend, err := sim.NewBackend(conn.Conn, player, sim.BackendOptions{Audit: conn.JetStream()})
	if err != nil {
		return err
	}
	defer backend.Close()

	policy := s.config.MetricsPolicy()
	source := newRejudged(policy, func() live.Source { return newDemoSource(conn, clock.started) })
	memory := &commandMemory{}
	alerts, err := demoAlerts(s.config)
	if err != nil {
		return err
	}
	loop := live.New(source, live.Options{
		NewFloor: func() live.Floor { return memory.keep(alerts.floor(screenFloor(source.policy.Load()))) },
		Zone:     policy.Zone,
		Words:    words(s.options.Lang),
		Clock:    clock,
	})
	front := newFront(alerts.before(loop, conn))
	defer front.farewell(os.Stderr)
	d, leave, err := openDesk(conn, loop, desk.Options{Now: clock.floor})
	if err != nil {
		return err
	}
	defer leave()
	s.options.Desk, s.options.Backend = d, capable{d}
	wall := s.options.Clock
	s.options.Clock = clock.floor // of what is written down
	s.handPrivateData(conn, front, f.paper)
	s.options.Clock, s.options.Pace = wall, f.speed
	alerts.sayOf(front.say, s.options.Lang)
	s.options.Alerts = alerts.list(s.options.Lang)
	front.travels(conn, feed.StreamName, clock.floor, func(past live.Source) *live.Loop {
		return pastLoop(past, source.policy.Load(), s.options.Lang)
	})
	s.options.Travel = front
	peers := s.meetPeers(conn, front, clock.peers())
	tasks := append(alerts.tasks(), player.Run, peers, s.rereads(front.say, source.judge))
	return show(ctx, loop, front, s.options, tasks...)
}

// connectDemo connects to the demo's own server, whatever the environment and
// the contexts of the nats CLI say, and sets it up.
func connectDemo(ctx context.Context, dir, url string) (*feed.Conn, error) {
	blank := filepath.Join(dir, "demo.json")
	if err := os.WriteFile(blank, []byte("{}\n"), 0o600); err != nil {
		return nil, err
	}
	conn, err := feed.Connect(feed.ConnectOptions{
		Server: url, Context: blank, FailFast: true, Getenv: func(string) string { return "" },
	})
	if err != nil {
		return nil, err
	}
	if _, err := feed.Setup(ctx, conn.JetStream(), feed.NewPlan(feed.Scale{MaxBytes: leastBytes}), false); err != nil {
		conn.Close()
		return nil, err
	}
	return conn, nil
}

// player is the simulated floor, which publishes over conn.
func (f *demoFlags) player(conn *feed.Conn, begin metrics.Time, clock *floorClock) (*sim.Player, error) {
	config, err := f.config(begin)
	if err != nil {
		return nil, err
	}
	floor, err := sim.New(config)
	if err != nil {
		return nil, feed.WithHint(err, "floorwalker demo --help")
	}
	publisher, err := feed.NewPublisher(conn.Conn, feed.MaxInFlight)
	if err != nil {
		return nil, err
	}
	return sim.NewPlayer(floor, publisher, sim.Pace{Begin: begin, Speed: f.speed, Clock: playerClock{clock}}), nil
}

// config is the floor of the scenario, or the evening peak with a robot that
// dies.
func (f *demoFlags) config(begin metrics.Time) (sim.Config, error) {
	config := sim.Config{
		Seed: f.seed, Start: begin.Add(-demoPast),
		Incidents: []sim.Incident{
			{Kind: sim.RobotDown, From: begin.Add(8 * metrics.Minute), Until: begin.Add(13 * metrics.Minute)},
		},
	}
	if f.scenario != "" {
		s, err := f.played()
		if err != nil {
			return config, err
		}
		config = s.Config(f.seed, metrics.Shanghai.Date(begin))
		config.Start = begin.Add(-demoPast)
	}
	config.Agents, config.Rate = f.agents, f.rate
	config.Faults = sim.Faults{Refuse: .03, Silence: .03, Late: .05, Double: .05}
	return config, nil
}
