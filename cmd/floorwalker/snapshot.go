package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"
	"time"

	"github.com/charmbracelet/x/term"
	"github.com/spf13/cobra"

	"floorwalker/feed"
	"floorwalker/feed/live"
	"floorwalker/metrics"
	"floorwalker/tui"
)

type snapshotFlags struct {
	connection
	look
	period
	file    string
	format  string
	size    string
	timeout time.Duration
}

// Formats of a snapshot.
const (
	formatText = "text"
	formatJSON = "json"
)

// maxJSONRows is the most waiting rows in a JSON snapshot.
const maxJSONRows = 1 << 20

func newSnapshotCommand() *cobra.Command {
	var f snapshotFlags
	cmd := &cobra.Command{
		Use:   "snapshot",
		Short: "Print the floor once, as text or JSON",
		Long: "Print the floor once, as text or JSON: what watch would show now, or with --file\n" +
			"what replay would show at --until. The exit code is 0, or 3 when the server\n" +
			"cannot be reached or the floor is not up to date within --timeout.",
		Args: noArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			return f.run(cmd.Context(), cmd.OutOrStdout())
		},
	}
	f.connection.addFlags(cmd.Flags())
	f.look.addFlags(cmd.Flags())
	f.period.addFlags(cmd.Flags())
	cmd.Flags().StringVar(&f.file, "file", "", "read an NDJSON `FILE` instead of a server, - for standard input")
	cmd.Flags().StringVar(&f.format, "format", formatText, "text, or json")
	cmd.Flags().StringVar(&f.size, "size", "", "`WxH` of the text in cells (default: the terminal's, else 160x45)")
	cmd.Flags().DurationVar(&f.timeout, "timeout", 3*time.Second, "longest wait for the server and for its history")
	return cmd
}

func (f *snapshotFlags) run(ctx context.Context, out io.Writer) error {
	write, err := f.writer(out)
	if err != nil {
		return err
	}
	var view *metrics.View
	if f.file != "" {
		view, err = f.ofFile(ctx)
	} else {
		view, err = f.ofServer(ctx)
	}
	if view != nil {
		err = errors.Join(err, write(view))
	}
	return err
}

// writer checks the flags about the output and returns what writes it.
func (f *snapshotFlags) writer(out io.Writer) (func(*metrics.View) error, error) {
	switch f.format {
	case formatJSON:
		return func(v *metrics.View) error { return writeJSON(out, v) }, nil
	case formatText:
	default:
		return nil, usage("--format takes text or json", "unknown format %q", f.format)
	}
	width, height, err := f.cells()
	if err != nil {
		return nil, err
	}
	options, err := f.options()
	if err != nil {
		return nil, err
	}
	picture := tui.Picture{Width: width, Height: height, Zone: options.Zone, Lang: options.Lang, ASCII: f.ascii}
	if f.theme != "" {
		picture.Theme = options.Theme
	}
	return func(v *metrics.View) error { return writeText(out, v, picture) }, nil
}

// writeText writes the picture of v, without blanks at the ends of lines.
func writeText(out io.Writer, v *metrics.View, p tui.Picture) error {
	for line := range strings.Lines(tui.Render(v, p)) {
		if _, err := fmt.Fprintln(out, strings.TrimRight(line, " \n")); err != nil {
			return err
		}
	}
	return nil
}

// cells is the size asked for, else that of the terminal, else that of the
// default screen.
func (f *snapshotFlags) cells() (width, height int, err error) {
	if f.size != "" {
		n, err := fmt.Sscanf(f.size, "%dx%d", &width, &height)
		if err != nil || n != 2 || f.size != fmt.Sprintf("%dx%d", width, height) || width < 1 || height < 1 || width > 1000 || height > 1000 {
			return 0, 0, usage("a size is width x height, such as 160x45, up to 1000 each", "--size %q", f.size)
		}
		return width, height, nil
	}
	if w, h, err := term.GetSize(os.Stdout.Fd()); err == nil && w > 0 && h > 0 {
		return w, h, nil
	}
	return 160, 45, nil
}

// ofServer is the floor as the stream has it now.
func (f *snapshotFlags) ofServer(ctx context.Context) (*metrics.View, error) {
	if f.from+f.until+f.tz != "" {
		return nil, usage("floorwalker snapshot --file FILE --until TIME", "--from, --until and --tz are for files")
	}
	ctx, cancel := context.WithTimeout(ctx, f.timeout)
	defer cancel()
	f.connection.timeout = f.timeout
	conn, err := f.dial("snapshot", "", true)
	if err != nil {
		return nil, failed(exitStale, err)
	}
	defer conn.Close()
	policy := metrics.DefaultPolicy()
	return f.settled(ctx, &live.Follow{Conn: conn}, policy, func(v *metrics.View) bool {
		return v.Feed.State == metrics.FeedLive || v.Feed.State == metrics.FeedFailed
	})
}

// ofFile is the floor at the end of the file, or at --until.
func (f *snapshotFlags) ofFile(ctx context.Context) (*metrics.View, error) {
	source, err := f.source()
	if err != nil {
		return nil, err
	}
	if source.Lines, err = feed.OpenLines(f.file); err != nil {
		return nil, err
	}
	defer source.Lines.Close()
	return f.settled(ctx, source, policyIn(f.zone), func(v *metrics.View) bool { return v.Feed.Held })
}

// settled runs a loop over source until its view is settled or ctx ends. The
// error says why the view is not up to date.
func (f *snapshotFlags) settled(ctx context.Context, source live.Source, policy *metrics.Policy, settled func(*metrics.View) bool) (*metrics.View, error) {
	lang, err := language(f.lang)
	if err != nil {
		return nil, err
	}
	loop := live.New(source, live.Options{
		NewFloor: func() live.Floor { return metrics.New(policy) },
		Zone:     policy.Zone,
		Words:    words(lang),
	})
	if f.format == formatJSON {
		loop.Ask(metrics.Query{Limit: maxJSONRows})
	}
	c, ctx := newCrew(ctx)
	c.add(func() error {
		loop.Run(ctx)
		return nil
	})
	var last *metrics.View
	for waiting := true; waiting; {
		select {
		case last = <-loop.Views():
			waiting = !settled(last)
		case <-ctx.Done():
			waiting = false
		}
	}
	return last, errors.Join(c.dismiss(), staleness(last))
}

// staleness is an error unless v is up to date.
func staleness(v *metrics.View) error {
	switch {
	case v == nil:
		return failed(exitStale, errors.New("nothing was seen in time"))
	case v.Feed.State == metrics.FeedLive:
		return nil
	case v.Feed.State == metrics.FeedCatchingUp:
		return failed(exitStale, feed.WithHint(
			fmt.Errorf("not up to date: caught up to %d of %d", v.Feed.Sequence, v.Feed.Target), "give it longer with --timeout"))
	case v.Feed.Text != "":
		return failed(exitStale, fmt.Errorf("not up to date: %s", v.Feed.Text))
	}
	return failed(exitStale, fmt.Errorf("not up to date: %s", v.Feed.State))
}
