package main

import (
	"context"
	"errors"

	"github.com/spf13/cobra"

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
	at       string
	speed    float64
	alerts   string
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
			"With --alerts it rings, publishes and calls when an expression of the file fires.",
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
	return cmd
}

func (f *watchFlags) run(ctx context.Context) error {
	options, err := f.options()
	if err != nil {
		return err
	}
	if options.Who, err = supervisor(f.as); err != nil {
		return err
	}
	at, err := f.begin()
	if err != nil {
		return err
	}
	if err := needTerminal("floorwalker snapshot"); err != nil {
		return err
	}
	if at != 0 {
		return f.showPast(ctx, at, options)
	}
	options.ReadOnly = f.readOnly
	conn, err := f.dial("watch", options.Who, false)
	if err != nil {
		return err
	}
	defer conn.Close()
	alerts, err := f.readAlerts()
	if err != nil {
		return err
	}
	policy := metrics.DefaultPolicy()
	loop := live.New(source(conn, f.subject), live.Options{
		NewFloor: func() live.Floor { return alerts.floor(metrics.New(policy)) },
		Zone:     policy.Zone,
		Words:    words(options.Lang),
	})
	if !f.readOnly {
		d, leave, err := openDesk(conn, loop, desk.Options{})
		if err != nil {
			return err
		}
		defer leave()
		options.Desk = d
	}
	if alerts == nil {
		return show(ctx, loop, options)
	}
	post := newAlertPost(alerts.rules, conn.Publish, alerts.remember)
	watch := newAlertWatch(loop, alerts.rules, post, alerts.evidence)
	options.Floor = watch
	return errors.Join(show(ctx, loop, options, watch.run, post.run), alerts.undelivered())
}

// source is the stream, or a subject without one.
func source(conn *feed.Conn, subject string) live.Source {
	if subject != "" {
		return &live.Subscribe{Conn: conn, Subject: subject}
	}
	return &live.Follow{Conn: conn}
}
