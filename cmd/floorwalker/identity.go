package main

import (
	"fmt"
	"os/user"

	"floorwalker/feed"
	"floorwalker/feed/text"
	"floorwalker/metrics"
)

// supervisor is who signs commands: the flag's name, else the Unix user.
func supervisor(flag string) (metrics.Text, error) {
	name := flag
	if name == "" {
		u, err := user.Current()
		if err != nil {
			return "", feed.WithHint(fmt.Errorf("who are you? %w", err), "say it with --as NAME")
		}
		name = u.Username
	}
	id, err := text.ID(name)
	if err != nil {
		return "", usage("a name is up to 256 printable bytes", "--as: %w", err)
	}
	return id, nil
}
