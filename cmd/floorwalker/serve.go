package main

import (
	"context"
	"fmt"
	"io"

	"github.com/spf13/cobra"

	"floorwalker/feed"
)

// newServeCommand is the server of dev bench, in a process of its own. Whoever
// starts it holds its standard input: it ends with that, however its parent ended.
func newServeCommand() *cobra.Command {
	return &cobra.Command{
		Use:    "serve DIRECTORY",
		Short:  "Serve NATS from a folder until standard input ends",
		Hidden: true,
		Args:   cobra.ExactArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			return serve(cmd.Context(), args[0], cmd.InOrStdin(), cmd.OutOrStdout())
		},
	}
}

func serve(ctx context.Context, dir string, in io.Reader, out io.Writer) error {
	s, err := feed.Embedded(dir)
	if err != nil {
		return err
	}
	defer s.Stop()
	if _, err := fmt.Fprintln(out, s.URL()); err != nil {
		return err
	}
	over := make(chan error, 1)
	go func() {
		_, err := io.Copy(io.Discard, in)
		over <- err
	}()
	select {
	case <-ctx.Done():
		return nil
	case err := <-over:
		return err
	}
}
