package audit

import (
	"context"
	"errors"
	"slices"
	"testing"
	"time"

	"github.com/nats-io/nats.go/jetstream"
	"go.uber.org/goleak"

	"floorwalker/feed"
	"floorwalker/feed/natstest"
	"floorwalker/metrics"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

func site(t *testing.T) jetstream.JetStream {
	t.Helper()
	js := natstest.Start(t).JetStream()
	if _, err := feed.Setup(t.Context(), js, feed.NewPlan(feed.Scale{MaxBytes: 1 << 30}), false); err != nil {
		t.Fatal(err)
	}
	return js
}

func write(t *testing.T, js jetstream.JetStream, team, supervisor string, v metrics.Verb) {
	t.Helper()
	if err := Write(t.Context(), js, feed.AuditRecord{Verb: v, Team: team, Supervisor: supervisor, Time: time.Now()}); err != nil {
		t.Fatal(err)
	}
}

func read(t *testing.T, js jetstream.JetStream, f Filter) []Entry {
	t.Helper()
	var all []Entry
	malformed, err := Read(t.Context(), js, f, func(e Entry) error {
		all = append(all, e)
		return nil
	})
	if err != nil || malformed != 0 {
		t.Fatalf("%d malformed, %v", malformed, err)
	}
	return all
}

func TestFilters(t *testing.T) {
	js := site(t)
	if got := read(t, js, Filter{}); len(got) != 0 {
		t.Errorf("in an empty stream: %+v", got)
	}
	write(t, js, "presale", "zhao", feed.AuditCopy)
	write(t, js, "presale", "zhao.min", feed.AuditUnmask)
	write(t, js, "aftersale", "zhao", feed.AuditHide)
	all := read(t, js, Filter{})
	if len(all) != 3 || all[0].Status != feed.AuditDone || all[0].ID == "" || all[1].Supervisor != "zhao.min" || all[2].Sequence != 3 {
		t.Fatalf("%+v", all)
	}
	second := all[1].Stored
	for name, c := range map[string]struct {
		f    Filter
		want []uint64
	}{
		"team":              {Filter{Team: "presale"}, []uint64{1, 2}},
		"supervisor":        {Filter{Supervisor: "zhao"}, []uint64{1, 3}},
		"both":              {Filter{Team: "presale", Supervisor: "zhao.min"}, []uint64{2}},
		"verb":              {Filter{Verbs: []metrics.Verb{feed.AuditCopy, feed.AuditHide}}, []uint64{1, 3}},
		"since":             {Filter{Since: second}, []uint64{2, 3}},
		"until":             {Filter{Until: second}, []uint64{1, 2}},
		"since after all":   {Filter{Since: second.Add(time.Hour)}, nil},
		"until before all":  {Filter{Until: second.Add(-time.Hour)}, nil},
		"nobody's":          {Filter{Team: "nowhere"}, nil},
		"a name with a dot": {Filter{Supervisor: "zhao.min"}, []uint64{2}},
	} {
		var got []uint64
		for _, e := range read(t, js, c.f) {
			got = append(got, e.Sequence)
		}
		if !slices.Equal(got, c.want) {
			t.Errorf("%s: %v, want %v", name, got, c.want)
		}
	}
}

func TestEveryFieldIsReadAndClean(t *testing.T) {
	js := site(t)
	at := time.Date(2026, 11, 11, 12, 0, 0, 0, time.UTC)
	q := feed.NewCommandRequest(metrics.Command{
		ID: "m1", Verb: metrics.Reassign, Conversation: metrics.ConversationKey{Platform: "pdd", Shop: "s", Conversation: "c"},
		ExpectOwner: "li", ToTeam: "aftersale", Agent: "sun", Presence: metrics.Away, Capacity: 3, Priority: "high",
		Tags: []metrics.Text{"催"}, Words: "稍等", Undoes: "m0", By: "zhao", Seen: 9,
	})
	q.Why = "bad\x1b[2Jwords"
	r := feed.NewAuditRecord(at, "presale", "zhao", q, feed.CommandReply{Status: feed.CommandRefused, Code: feed.CodeConflict, Text: "no", Owner: "wang"})
	if err := Write(t.Context(), js, r); err != nil {
		t.Fatal(err)
	}
	e := read(t, js, Filter{})[0]
	if e.ID != "m1" || !e.Time.Equal(at) || e.Verb != metrics.Reassign || e.Conversation.Conversation != "c" || e.From != "li" || e.ToTeam != "aftersale" ||
		e.Agent != "sun" || e.Presence != metrics.Away || e.Capacity != 3 || e.Priority != "high" || len(e.Tags) != 1 || e.Words != "稍等" ||
		e.Undoes != "m0" || e.Seen != 9 || e.Status != feed.CommandRefused || e.Code != "conflict" || e.Text != "no" || e.Owner != "wang" || e.ToQueue {
		t.Errorf("%+v", e)
	}
	if slices.Contains([]byte(e.Why), 0x1b) || e.Why == "" {
		t.Errorf("%q", e.Why)
	}
}

func TestRecordsThatMakeNoSense(t *testing.T) {
	js := site(t)
	for subject, data := range map[string]string{
		"audit.v1.presale.zhao": "{", "audit.v1.presale": "{}", "audit.v1.presale.zhao.x": "{}", "audit.v1.=ZZ.zhao": "{}",
	} {
		if _, err := js.Publish(t.Context(), subject, []byte(data)); err != nil {
			t.Fatal(err)
		}
	}
	write(t, js, "presale", "zhao", feed.AuditCopy)
	n := 0
	malformed, err := Read(t.Context(), js, Filter{Team: "presale"}, func(Entry) error { n++; return nil })
	if err != nil || malformed != 1 || n != 1 {
		t.Errorf("%d malformed, %d read, %v", malformed, n, err)
	}
}

func TestReadingEnds(t *testing.T) {
	js := site(t)
	write(t, js, "presale", "zhao", feed.AuditCopy)
	full := errors.New("the disk is full")
	if _, err := Read(t.Context(), js, Filter{}, func(Entry) error { return full }); !errors.Is(err, full) {
		t.Errorf("%v", err)
	}
	over, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := Read(over, js, Filter{}, func(Entry) error { return nil }); !errors.Is(err, context.Canceled) {
		t.Errorf("%v", err)
	}
	bare := natstest.Start(t).JetStream()
	if _, err := Read(t.Context(), bare, Filter{}, nil); !errors.Is(err, jetstream.ErrStreamNotFound) || feed.Hint(err) == "" {
		t.Errorf("%v", err)
	}
}

func TestRecordsOfNobody(t *testing.T) {
	for _, r := range []feed.AuditRecord{{Team: "t", Supervisor: "s"}, {Verb: "copy", Supervisor: "s"}, {Verb: "copy", Team: "t"}} {
		if err := Write(t.Context(), nil, r); !errors.Is(err, errNobody) {
			t.Errorf("%+v: %v", r, err)
		}
	}
}
