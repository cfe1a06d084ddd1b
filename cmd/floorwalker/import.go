package main

import (
	"context"
	"errors"
	"fmt"
	"io"

	"github.com/nats-io/nats.go/jetstream"
	"github.com/spf13/cobra"

	"floorwalker/feed"
)

type importFlags struct {
	connection
	progressFile string
}

func newImportCommand() *cobra.Command {
	var f importFlags
	cmd := &cobra.Command{
		Use:   "import FILE|-",
		Short: "Publish the events of an NDJSON file to the stream",
		Long: "Publish the events of an NDJSON file to the stream, plain or gzip, - for standard\n" +
			"input. Each line is checked first; what is no event is named, counted and left\n" +
			"out, and makes the exit code 1.\n\n" +
			"An import that was cut short goes on where it stopped when it is run again. What\n" +
			"is sent twice nevertheless is stored or counted once.",
		Args: oneArg("the file"),
		RunE: func(cmd *cobra.Command, args []string) error {
			return f.run(cmd.Context(), cmd.OutOrStdout(), cmd.ErrOrStderr(), args[0])
		},
	}
	f.addFlags(cmd.Flags())
	cmd.Flags().StringVar(&f.progressFile, "progress", "", "`file` to keep the progress in (default under ~/.local/state/floorwalker)")
	return cmd
}

func (f *importFlags) run(ctx context.Context, out, errOut io.Writer, name string) (err error) {
	lines, err := feed.OpenLines(name)
	if err != nil {
		return err
	}
	defer lines.Close()
	conn, err := f.dial("import", "", true)
	if err != nil {
		return err
	}
	defer conn.Close()
	im := &importer{lines: lines, errOut: errOut, meter: newMeter(errOut)}
	if name != "-" {
		if err := im.keepProgress(ctx, conn.JetStream(), name, f.progressFile); err != nil {
			return err
		}
	} else if _, err := chatStream(ctx, conn.JetStream()); err != nil {
		return err
	}
	if im.pub, err = feed.NewPublisher(conn.Conn, inFlight); err != nil {
		return err
	}
	return im.run(ctx, out)
}

// chatStream is the stream's state, or what to do about its absence.
func chatStream(ctx context.Context, js jetstream.JetStream) (*jetstream.StreamInfo, error) {
	s, err := js.Stream(ctx, feed.StreamName)
	switch {
	case errors.Is(err, jetstream.ErrStreamNotFound):
		return nil, feed.WithHint(fmt.Errorf("the server has no stream %s", feed.StreamName), "create it with floorwalker setup")
	case err != nil:
		return nil, feed.WithHint(fmt.Errorf("look at stream %s: %w", feed.StreamName, err), "does the server run with JetStream, and may you use it?")
	}
	return s.CachedInfo(), nil
}
