package main

import (
	"cmp"
	"context"
	"errors"
	"os"
	"sync/atomic"

	"github.com/spf13/cobra"

	"floorwalker/cmd/floorwalker/config"
	"floorwalker/feed"
	"floorwalker/feed/desk"
	"floorwalker/feed/live"
	"floorwalker/metrics"
)

type watchFlags struct {
	connection
	look
	subject  string
	as       string
	readOnly bool
	signOn   string
	at       string
	speed    float64
	alerts   string
	paper    string
	fresh    bool
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
	cmd.Flags().StringVar(&f.signOn, "sign-on", "", "`file` of your own credentials or nkey seed, read once: it may be a pipe")
	cmd.Flags().StringVar(&f.at, "at", "", "play the stream from this `time`, read-only")
	cmd.Flags().Float64Var(&f.speed, "speed", 1, "with --at, seconds of the floor in one `second`; 0: as fast as it goes")
	cmd.Flags().StringVar(&f.alerts, "alerts", "", "`file` of alert rules, one a line; docs/scripts.md")
	cmd.Flags().BoolVar(&f.fresh, "fresh", false, "read the whole stream, not what was kept of it at the last start")
	cmd.Flags().StringVar(&f.paper, "paper", "", "file or `folder` for lists on paper (default: a folder of your own)")
	return cmd
}

// session shows one screen, to which people sign on at d.
func (f *watchFlags) session(ctx context.Context, d *door) error {
	s, err := newStation(&f.look, &f.configuration)
	if err != nil {
		return err
	}
	if err := f.seat(s, d); err != nil {
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
	memory := &commandMemory{}
	collector := live.TuneCollector()
	defer collector.Stop()
	kept, first, saved, trouble := f.resume(s)
	defer kept.close()
	source := newRejudged(policy, func() live.Source { return sourceOf(conn, said, saved.Swap(nil), policy.Zone) })
	options := live.Options{
		NewFloor:  func() live.Floor { return memory.keep(alerts.floor(kept.floor(source.policy.Load()))) },
		Zone:      policy.Zone,
		Words:     words(s.options.Lang),
		Saving:    kept.saving(),
		Collector: collector,
	}
	if first != nil {
		first.HoldTexts(heldTexts)
		options.First, options.After = memory.keep(alerts.floor(first)), saved.Load().After
	}
	loop := live.New(source, options)
	front := newFront(alerts.before(loop, conn))
	defer front.farewell(os.Stderr)
	kept.say = front.say
	if trouble != nil {
		front.say(oneLine(trouble.Error()))
	}
	judge := source.judge
	if said.Subject != "" { // what was heard cannot be heard again
		judge = nil
	} else {
		front.travels(conn, said.Stream, nil, func(past live.Source) *live.Loop {
			return pastLoop(past, source.policy.Load(), s.options.Lang)
		})
		s.options.Travel, s.options.Linked = front, conn.IsConnected
	}
	if !s.options.ReadOnly || s.spell > 0 {
		d, leave, err := f.openDesk(conn, loop, front, s)
		if err != nil {
			return err
		}
		defer leave()
		s.options.Desk, s.options.Backend = d, capable{d}
	}
	s.handPrivateData(conn, front, f.paper)
	defer s.elevate(s.clerk(conn, front), front.say)()
	alerts.sayOf(front.say, s.options.Lang)
	s.options.Alerts = alerts.list(s.options.Lang)
	tasks := append(alerts.tasks(), s.rereads(front.say, judge), newerInstalled(s.options.Lang, front.tell))
	if said.Subject == "" { // a bucket needs JetStream
		tasks = append(tasks, s.meetPeers(conn, front, clockOf(front)))
	}
	return errors.Join(show(ctx, loop, front, s.options, tasks...), alerts.undelivered())
}

// resume is the floor as it was written down last, if there is one that goes on.
// What was saved is for the first source alone: a policy that changes has the
// whole history read again. Trouble with it is no reason not to work.
func (f *watchFlags) resume(s *station) (*checkpoints, *metrics.Floor, *atomic.Pointer[live.Saved], error) {
	var saved atomic.Pointer[live.Saved]
	said := s.config.Connection
	if said.Subject != "" || f.fresh {
		return &checkpoints{}, nil, &saved, nil
	}
	kept, err := newCheckpoints(f.servers(), cmp.Or(said.Stream, feed.StreamName))
	if err != nil {
		return kept, nil, &saved, err
	}
	floor, last, err := kept.take(s.config.MetricsPolicy())
	saved.Store(last)
	return kept, floor, &saved, err
}

// openDesk opens the desk with the journal of the supervisor's commands. A
// journal that cannot be kept is no reason not to work.
func (f *watchFlags) openDesk(conn *feed.Conn, loop *live.Loop, front *front, s *station) (*desk.Desk, func(), error) {
	o := desk.Options{By: s.options.Who, OnError: func(err error) { front.say(journalTrouble(s.options.Lang, err)) }}
	journal, err := openJournal(s.options.Who, f.servers())
	if err != nil {
		front.say(journalTrouble(s.options.Lang, err))
	}
	o.Journal = journal
	d, leave, err := openDesk(conn, loop, o)
	front.heard = (&proofs{desk: d}).hear
	switch {
	case journal == nil:
		return d, leave, err
	case err != nil:
		return nil, nil, errors.Join(err, journal.Close())
	}
	return d, func() {
		leave()
		if err := journal.Close(); err != nil {
			front.say(journalTrouble(s.options.Lang, err))
		}
	}, nil
}

// clerk writes down what is done at this screen.
func (s *station) clerk(conn *feed.Conn, front *front) *clerk {
	return &clerk{stream: conn.JetStream(), online: conn.IsConnected, front: front, now: s.options.Clock, lang: s.options.Lang}
}

// handPrivateData gives the screen what it needs to show or take real names:
// a clerk who writes it down, and paper.
func (s *station) handPrivateData(conn *feed.Conn, front *front, paper string) {
	s.options.Auditor = s.clerk(conn, front)
	s.options.Paper = &paperFolder{path: paper, now: s.options.Clock, zone: s.options.Zone}
}

// sourceOf is the stream, from where it was saved or from its beginning, or a
// subject without one. Of a stream of which nothing was saved, yesterday and today
// come first.
func sourceOf(conn *feed.Conn, said config.Connection, saved *live.Saved, z metrics.Zone) live.Source {
	if said.Subject != "" {
		return &live.Subscribe{Conn: conn, Subject: said.Subject}
	}
	f := &live.Follow{
		Conn: conn, Stream: said.Stream,
		Recent: func(now metrics.Time) metrics.Time { return z.Midnight(z.Date(now) - 1) },
	}
	if saved != nil {
		saved.Resume(f, true)
	}
	return f
}
