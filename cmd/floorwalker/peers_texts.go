package main

import (
	"context"
	"errors"
	"fmt"

	"github.com/nats-io/nats.go"
	"github.com/nats-io/nats.go/jetstream"

	"floorwalker/feed/shared"
	"floorwalker/feed/text"
	"floorwalker/metrics"
	"floorwalker/tui"
)

// peerText is what keeps supervisors from each other, in one language.
type peerText struct {
	connecting string
	offline    string
	noBucket   string
	forbidden  string // subject
	claimed    string
	unrecorded string // why; wraps it
}

var peerWords = map[tui.Lang]*peerText{
	tui.English: {
		connecting: "not read yet",
		offline:    "the server does not answer, or does not allow it",
		noBucket:   "no bucket on the server: floorwalker setup creates it",
		forbidden:  "the server denies %s",
		claimed:    "somebody else was quicker",
		unrecorded: "no record could be kept of it: %w",
	},
	tui.Chinese: {
		connecting: "还没有读到",
		offline:    "服务器没有应答,或没有权限",
		noBucket:   "服务器上没有共享存储:用 floorwalker setup 创建",
		forbidden:  "服务器拒绝 %s",
		claimed:    "别人抢先了一步",
		unrecorded: "没能留下记录:%w",
	},
}

// trouble is why the marks may not be all there are; empty: they are.
func (w *peerText) trouble(s shared.State) metrics.Text {
	switch s.Trouble {
	case shared.Connecting:
		return text.Clean(w.connecting)
	case shared.Offline:
		return text.Clean(w.offline)
	case shared.NoBucket:
		return text.Clean(w.noBucket)
	case shared.Forbidden:
		return text.Clean(fmt.Sprintf(w.forbidden, s.Denied))
	case shared.NoTrouble:
	}
	return ""
}

// failure is why a mark was not left, in words where there are some.
func (w *peerText) failure(err error) error {
	for cause, words := range map[error]string{
		context.DeadlineExceeded:    w.offline,
		nats.ErrNoResponders:        w.offline,
		jetstream.ErrBucketNotFound: w.noBucket,
		shared.ErrClaimed:           w.claimed,
	} {
		if errors.Is(err, cause) {
			return errors.New(words)
		}
	}
	return err
}
