package desk_test

import (
	"context"
	"errors"
	"testing"
	"time"

	"floorwalker/feed"
	"floorwalker/feed/desk"
	"floorwalker/feed/natstest"
	"floorwalker/metrics"
)

func TestCloseWaitsForReplies(t *testing.T) {
	s := natstest.Start(t)
	b, w := listen(t, s.Connect()), &watcher{}
	d := open(t, s.Connect(), w, desk.Options{Timeout: never, Grace: never})
	ids := []string{send(t, d, move())}
	closed := make(chan []metrics.Command)
	go func() { closed <- d.Close(context.Background()) }()
	natstest.Eventually(t, "the desk takes no more", func() bool {
		id, err := d.Send(move())
		if err == nil {
			ids = append(ids, id)
		}
		return errors.Is(err, desk.ErrClosed)
	})
	for i, id := range ids {
		m, _ := b.request(t, i)
		b.answer(t, m, feed.CommandReply{ID: id, Status: feed.CommandAccepted})
	}
	if left := <-closed; len(left) != 0 {
		t.Errorf("left %v", left)
	}
	w.expect(t, ids[0], "accepted")
}

func TestCloseReturnsWhatIsUnresolved(t *testing.T) {
	for name, o := range map[string]desk.Options{
		"grace ends first":   {Timeout: never, Grace: 10 * time.Millisecond},
		"timeout ends first": {Timeout: 50 * time.Millisecond, Grace: never},
	} {
		t.Run(name, func(t *testing.T) {
			s := natstest.Start(t)
			b, w := listen(t, s.Connect()), &watcher{}
			d := open(t, s.Connect(), w, o)
			id := send(t, d, move())
			left := d.Close(context.Background())
			if len(left) != 1 || left[0].ID != id || left[0].To != "wangfang" {
				t.Fatalf("left %+v", left)
			}
			if got := w.of(id); len(got) != 1 || w.last().State != metrics.CommandUnknown {
				t.Errorf("reported %q", got)
			}
			b.request(t, 0) // it had been sent
			if again := d.Close(context.Background()); again != nil {
				t.Errorf("a second Close left %v", again)
			}
		})
	}
}

// Commands in the tray of a desk that is closed at once are sent all the same.
func TestCloseRightAfterSend(t *testing.T) {
	s, w := natstest.Start(t), &watcher{}
	d := open(t, s.Connect(), w, desk.Options{Timeout: never, Grace: never})
	var ids []string
	for range 50 {
		ids = append(ids, send(t, d, move()))
	}
	if left := d.Close(context.Background()); len(left) != 0 {
		t.Errorf("left %v", left)
	}
	for _, id := range ids {
		w.expect(t, id, "refused no_responder")
	}
}

func TestConnectionClosedUnderTheDesk(t *testing.T) {
	s := natstest.Start(t)
	b, w := listen(t, s.Connect()), &watcher{}
	nc := s.Connect()
	d := open(t, nc, w, desk.Options{Timeout: never})
	id := send(t, d, move())
	b.request(t, 0)
	nc.Close()
	w.expect(t, id, "unknown disconnected")
	w.expect(t, send(t, d, move()), "refused not_sent")
	if left := d.Close(context.Background()); len(left) != 0 {
		t.Errorf("left %v", left)
	}
}
