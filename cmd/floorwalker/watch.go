package main

import (
	"context"
	"errors"
	"os"

	"github.com/spf13/cobra"

	"floorwalker/cmd/floorwalker/config"
	"floorwalker/feed"
	"floorwalker/feed/desk"
	"floorwalker/feed/live"
)

type watchFlags struct {
	connection
	look
	subject  string
	as       string
	readOnly bool
	at       string
	speed    float64
	alerts   string
	paper    string
}

func newWatchCommand() *cobra.Command {
	var f watchFlags
	cmd := &cobra.Command{
		Use:   "watch",
		Short: "Show the floor, live",
		Long: "Show the floor, live, from the stream on a NATS server. A lost connection comes\n" +
			"back by itself, and the screen says so meanwhile.\n\n" +
			"With --subject it reads a subject without JetStream: what was published before\n" +
			"is not known then, and the screen says since when it knows.\n\n" +
			"With --at it plays what the stream holds from that time to now, on the clock of\n" +
			"the events, --speed times as fast, and commands nothing.\n\n" +
			"With --alerts it rings, publishes and calls when an expression of the file fires;\n" +
			"alerts and hooks of the configuration join them.",
		Example: "  floorwalker watch --server nats://10.0.0.7:4222\n" +
			"  floorwalker watch --at '2026-11-11 20:41' --speed 10",
		Args: noArgs,
		RunE: func(cmd *cobra.Command, _ []string) error { return f.run(cmd.Context()) },
	}
	f.connection.addFlags(cmd.Flags())
	f.look.addFlags(cmd.Flags())
	cmd.Flags().StringVar(&f.subject, "subject", "", "read `SUBJECT` without JetStream, such as 'chat.v1.>'")
	cmd.Flags().StringVar(&f.as, "as", "", "`name` that signs commands (default: your user name)")
	cmd.Flags().BoolVar(&f.readOnly, "read-only", false, "show only, command nothing")
	cmd.Flags().StringVar(&f.at, "at", "", "play the stream from this `time`, read-only")
	cmd.Flags().Float64Var(&f.speed, "speed", 1, "with --at, seconds of the floor in one `second`; 0: as fast as it goes")
	cmd.Flags().StringVar(&f.alerts, "alerts", "", "`file` of alert rules, one a line; docs/scripts.md")
	cmd.Flags().StringVar(&f.paper, "paper", "", "file or `folder` for lists on paper (default: a folder of your own)")
	return cmd
}

func (f *watchFlags) run(ctx context.Context) error {
	s, err := newStation(&f.look, &f.configuration)
	if err != nil {
		return err
	}
	if err := s.identify(); err != nil {
		return err
	}
	at, err := f.begin(s.config.MetricsPolicy().Zone)
	if err != nil {
		return err
	}
	if err := needTerminal("floorwalker snapshot"); err != nil {
		return err
	}
	if at != 0 {
		return f.showPast(ctx, at, s)
	}
	conn, err := f.dial("watch", s.options.Who, false)
	if err != nil {
		return err
	}
	defer conn.Close()
	alerts, err := screenAlertsOf(f.alerts, s.config)
	if err != nil {
		return err
	}
	return f.showLive(ctx, conn, s, alerts)
}

// showLive shows the present of the floor.
func (f *watchFlags) showLive(ctx context.Context, conn *feed.Conn, s *station, alerts *screenAlerts) error {
	said := s.config.Connection
	policy := s.config.MetricsPolicy()
	source := newRejudged(policy, func() live.Source { return sourceOf(conn, said) })
	memory := &commandMemory{}
	loop := live.New(source, live.Options{
		NewFloor: func() live.Floor { return memory.keep(alerts.floor(screenFloor(source.policy.Load()))) },
		Zone:     policy.Zone,
		Words:    words(s.options.Lang),
	})
	front := newFront(alerts.before(loop, conn))
	defer front.farewell(os.Stderr)
	judge := source.judge
	if said.Subject != "" { // what was heard cannot be heard again
		judge = nil
	}
	if !s.options.ReadOnly {
		d, leave, err := f.openDesk(conn, loop, front, s)
		if err != nil {
			return err
		}
		defer leave()
		s.options.Desk, s.options.Backend = d, capable{d}
	}
	s.handPrivateData(conn, front, f.paper)
	reload := newReloader(s, front.say, judge)
	return errors.Join(show(ctx, loop, front, s.options, append(alerts.tasks(), reload.run)...), alerts.undelivered())
}

// openDesk opens the desk with the journal of the supervisor's commands. A
// journal that cannot be kept is no reason not to work.
func (f *watchFlags) openDesk(conn *feed.Conn, loop *live.Loop, front *front, s *station) (*desk.Desk, func(), error) {
	o := desk.Options{OnError: func(err error) { front.say(oneLine(err.Error())) }}
	journal, err := openJournal(s.options.Who, f.server+" "+f.getenv("NATS_URL")+" "+f.context+" "+f.getenv("NATS_CONTEXT"))
	if err != nil {
		front.say(oneLine(err.Error()))
	}
	o.Journal = journal
	d, leave, err := openDesk(conn, loop, o)
	switch {
	case journal == nil:
		return d, leave, err
	case err != nil:
		return nil, nil, errors.Join(err, journal.Close())
	}
	return d, func() {
		leave()
		if err := journal.Close(); err != nil {
			front.say(oneLine(err.Error()))
		}
	}, nil
}

// handPrivateData gives the screen what it needs to show or take real names:
// a clerk who writes it down, and paper.
func (s *station) handPrivateData(conn *feed.Conn, front *front, paper string) {
	s.options.Auditor = &clerk{stream: conn.JetStream(), online: conn.IsConnected, front: front, now: s.options.Clock}
	s.options.Paper = &paperFolder{path: paper, now: s.options.Clock, zone: s.options.Zone}
}

// sourceOf is the stream, or a subject without one.
func sourceOf(conn *feed.Conn, said config.Connection) live.Source {
	if said.Subject != "" {
		return &live.Subscribe{Conn: conn, Subject: said.Subject}
	}
	return &live.Follow{Conn: conn, Stream: said.Stream}
}
