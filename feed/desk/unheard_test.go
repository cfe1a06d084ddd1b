package desk_test

import (
	"testing"

	"floorwalker/feed"
	"floorwalker/feed/audit"
	"floorwalker/feed/desk"
	"floorwalker/feed/natstest"
	"floorwalker/metrics"
)

// What no backend has heard is on record all the same, once for each time that
// it was asked; what a backend answers is for it to record.
func TestUnheardCommandsAreOnRecord(t *testing.T) {
	s := natstest.Start(t)
	js := s.JetStream()
	if _, err := feed.Setup(t.Context(), js, feed.NewPlan(feed.Scale{MaxBytes: 1 << 30}), false); err != nil {
		t.Fatal(err)
	}
	w := &watcher{}
	at := metrics.Time(1_773_150_000_000)
	d := open(t, s.Connect(), w, desk.Options{Timeout: never, Now: func() metrics.Time { return at }})
	first := send(t, d, move())
	w.expect(t, first, "refused no_responder")
	again := send(t, d, move())
	w.expect(t, again, "refused no_responder")
	records := func() (all []audit.Entry) {
		if _, err := audit.Read(t.Context(), js, audit.Filter{}, func(e audit.Entry) error { all = append(all, e); return nil }); err != nil {
			t.Fatal(err)
		}
		return all
	}
	natstest.Eventually(t, "both are on record", func() bool { return len(records()) == 2 })
	r := records()[0]
	if string(r.ID) != first || r.Team != "presale" || r.Supervisor != "zhao.min" || r.Verb != metrics.Reassign || r.To != "wangfang" ||
		r.Status != feed.CommandRefused || r.Code != desk.CodeNoResponder || !r.Time.Equal(at.Std()) || r.Why != "silent" {
		t.Errorf("%+v", r)
	}

	b := listen(t, s.Connect())
	heard := send(t, d, move())
	m, _ := b.request(t, 0)
	b.answer(t, m, feed.CommandReply{ID: heard, Status: feed.CommandAccepted})
	w.expect(t, heard, "accepted")
	if n := len(records()); n != 2 {
		t.Errorf("%d records", n)
	}
}
