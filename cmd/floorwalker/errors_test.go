package main

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"charm.land/fang/v2"

	"floorwalker/feed"
)

func TestExitCodes(t *testing.T) {
	for want, err := range map[int]error{
		exitOK:    nil,
		exitError: errors.New("it broke"),
		exitUsage: fmt.Errorf("command: %w", usage("do this", "no terminal")),
		exitStale: failed(exitStale, errors.New("not connected")),
	} {
		if got := exitCode(err); got != want {
			t.Errorf("%v: exit code %d, want %d", err, got, want)
		}
	}
}

func TestErrorVoice(t *testing.T) {
	var out strings.Builder
	printError(&out, fang.Styles{}, fmt.Errorf("import: %w", feed.WithHint(errors.New("line 3\nis \x1b[31mred"), "look at it")))
	want := "floorwalker: error: import: line 3 is [31mred\nfloorwalker: hint: look at it\n"
	if out.String() != want {
		t.Errorf("got  %q\nwant %q", out.String(), want)
	}
}
