package bench

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"strings"

	"floorwalker/feed"
)

// server is a NATS server that runs while something is measured.
type server struct {
	url  string
	stop func()
}

// startServer has the program serve a folder in a process of its own, as servers
// do: in this one it would share memory and its collection with what is measured.
// Without a program it is in this process after all.
func startServer(ctx context.Context, o *Options, dir string) (*server, error) {
	if o.Program == "" {
		s, err := feed.Embedded(dir)
		if err != nil {
			return nil, err
		}
		return &server{s.URL(), s.Stop}, nil
	}
	cmd := o.command(ctx, "dev", "serve", dir)
	ends, err := cmd.StdinPipe()
	if err != nil {
		return nil, err
	}
	says, err := cmd.StdoutPipe()
	if err != nil {
		return nil, err
	}
	var trouble strings.Builder
	cmd.Stderr = &trouble
	if err := cmd.Start(); err != nil {
		return nil, err
	}
	end := func() error { return errors.Join(ends.Close(), cmd.Wait()) }
	url, err := bufio.NewReader(says).ReadString('\n')
	if err != nil {
		return nil, fmt.Errorf("the server said no address: %w: %s", errors.Join(err, end()), &trouble)
	}
	return &server{strings.TrimSpace(url), func() { _ = end() }}, nil // nothing is asked of it any more
}
