package main

import (
	"context"
	"errors"

	"github.com/nats-io/nats.go"
	"github.com/nats-io/nats.go/jetstream"

	"floorwalker/tui"
)

// clerkText is why something could not be written down, in one language.
type clerkText struct {
	offline string
	noTeam  string
	silent  string
}

var clerkWords = map[tui.Lang]*clerkText{
	tui.English: {
		offline: errAuditOffline.Error(),
		noTeam:  errAuditTeam.Error(),
		silent:  "the server does not take the record, or does not allow it",
	},
	tui.Chinese: {
		offline: "没有连接:无法留下记录",
		noTeam:  "不知道属于哪个班组",
		silent:  "服务器不收这条记录,或没有权限",
	},
}

// worded is an error in the words of people.
type worded struct {
	words string
	cause error
}

func (w worded) Error() string { return w.words }
func (w worded) Unwrap() error { return w.cause }

// failure is why there is no record, in words where there are some.
func (w *clerkText) failure(err error) error {
	for _, known := range []struct {
		cause error
		words string
	}{
		{errAuditOffline, w.offline},
		{errAuditTeam, w.noTeam},
		{context.DeadlineExceeded, w.silent},
		{nats.ErrNoResponders, w.silent},
		{jetstream.ErrNoStreamResponse, w.silent},
	} {
		if errors.Is(err, known.cause) {
			return worded{known.words, err}
		}
	}
	return err
}
