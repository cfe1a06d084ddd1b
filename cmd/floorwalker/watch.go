package main

import (
	"context"

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
}

func newWatchCommand() *cobra.Command {
	var f watchFlags
	cmd := &cobra.Command{
		Use:   "watch",
		Short: "Show the floor, live",
		Long: "Show the floor, live, from the stream on a NATS server. A lost connection comes\n" +
			"back by itself, and the screen says so meanwhile.\n\n" +
			"With --subject it reads a subject without JetStream: what was published before\n" +
			"is not known then, and the screen says since when it knows.",
		Args: noArgs,
		RunE: func(cmd *cobra.Command, _ []string) error { return f.run(cmd.Context()) },
	}
	f.connection.addFlags(cmd.Flags())
	f.look.addFlags(cmd.Flags())
	cmd.Flags().StringVar(&f.subject, "subject", "", "read `SUBJECT` without JetStream, such as 'chat.v1.>'")
	cmd.Flags().StringVar(&f.as, "as", "", "`name` that signs commands (default: your user name)")
	cmd.Flags().BoolVar(&f.readOnly, "read-only", false, "show only, command nothing")
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
	if err := needTerminal("floorwalker snapshot"); err != nil {
		return err
	}
	options.ReadOnly = f.readOnly
	conn, err := f.dial("watch", options.Who, false)
	if err != nil {
		return err
	}
	defer conn.Close()
	policy := metrics.DefaultPolicy()
	loop := live.New(source(conn, f.subject), live.Options{
		NewFloor: func() live.Floor { return metrics.New(policy) },
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
	return show(ctx, loop, options)
}

// source is the stream, or a subject without one.
func source(conn *feed.Conn, subject string) live.Source {
	if subject != "" {
		return &live.Subscribe{Conn: conn, Subject: subject}
	}
	return &live.Follow{Conn: conn}
}
