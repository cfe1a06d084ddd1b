package desk_test

import (
	"path/filepath"
	"testing"

	"floorwalker/feed"
	"floorwalker/feed/desk"
	"floorwalker/feed/natstest"
)

// The event came and the answer did not: nothing is left open, not even after a
// crash.
func TestAnEventSettlesACommand(t *testing.T) {
	s := natstest.Start(t)
	b, w := listen(t, s.Connect()), &watcher{}
	path := filepath.Join(t.TempDir(), "journal")
	d := open(t, s.Connect(), w, desk.Options{Timeout: never, Journal: openJournal(t, path)})
	proven, other := send(t, d, move()), send(t, d, move())
	m, _ := b.request(t, 0)
	last, _ := b.request(t, 1)
	d.Done(proven)
	d.Done("of nobody's")
	b.answer(t, m, feed.CommandReply{ID: proven, Status: feed.CommandRefused, Code: feed.CodeBusy})
	b.answer(t, last, feed.CommandReply{ID: other, Status: feed.CommandAccepted})
	w.expect(t, other, "accepted")
	if said := w.of(proven); len(said) != 0 {
		t.Errorf("after its event it is %q", said)
	}
	if left := d.Close(t.Context()); len(left) != 0 {
		t.Errorf("left %+v", left)
	}
	if left := openJournal(t, crashed(t, path)).Unresolved(); len(left) != 0 {
		t.Errorf("the journal has %+v", left)
	}
}

// What an earlier run did not learn, this one may see happen.
func TestAnEventSettlesWhatACrashLeft(t *testing.T) {
	s := natstest.Start(t)
	listen(t, s.Connect())
	path := filepath.Join(t.TempDir(), "journal")
	d := open(t, s.Connect(), &watcher{}, desk.Options{Timeout: never, Journal: openJournal(t, path)})
	id := send(t, d, move())
	natstest.Eventually(t, "it is on the disk", func() bool {
		return len(openJournal(t, crashed(t, path)).Unresolved()) == 1
	})
	left, w := crashed(t, path), &watcher{}
	j := openJournal(t, left)
	again := open(t, s.Connect(), w, desk.Options{Timeout: never, Journal: j})
	w.expect(t, id, "unknown restart")
	again.Done(id)
	again.Close(t.Context())
	if err := j.Close(); err != nil {
		t.Fatal(err)
	}
	if open := openJournal(t, left).Unresolved(); len(open) != 0 {
		t.Errorf("the journal has %+v", open)
	}
}
