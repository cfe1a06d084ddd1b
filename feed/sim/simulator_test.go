package sim

import (
	"bytes"
	"testing"
	"time"

	"go.uber.org/goleak"

	"floorwalker/feed"
	"floorwalker/feed/text"
	"floorwalker/metrics"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// at is an instant of the day that the tests play, in shop time.
func at(hour, minute int) metrics.Time {
	return metrics.TimeOf(time.Date(2026, 3, 10, hour, minute, 0, 0, metrics.Shanghai.Location()))
}

func newFloor(t testing.TB, c Config) *Simulator {
	t.Helper()
	s, err := New(c)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func wire(t *testing.T, events []metrics.Event) []byte {
	t.Helper()
	var b bytes.Buffer
	for i := range events {
		line, err := feed.Encode(&events[i])
		if err != nil {
			t.Fatalf("%+v: %v", events[i], err)
		}
		b.Write(line)
		b.WriteByte('\n')
	}
	return b.Bytes()
}

func TestSameSeedSameBytes(t *testing.T) {
	c := Config{Seed: 7, Start: at(7, 45), Agents: 12}
	whole := wire(t, newFloor(t, c).Step(at(8, 30)))
	if !bytes.Equal(whole, wire(t, newFloor(t, c).Step(at(8, 30)))) {
		t.Error("a second floor with the same seed differs")
	}
	s := newFloor(t, c)
	var pieces []byte
	for now := at(7, 45); now <= at(8, 30); now = now.Add(777) {
		pieces = append(pieces, wire(t, s.Step(now))...)
	}
	pieces = append(pieces, wire(t, s.Step(at(8, 30)))...)
	if !bytes.Equal(whole, pieces) {
		t.Error("played in small steps it differs")
	}
	c.Seed++
	if bytes.Equal(whole, wire(t, newFloor(t, c).Step(at(8, 30)))) {
		t.Error("another seed brings the same")
	}
}

func TestStepsBackwardsPlayNothing(t *testing.T) {
	s := newFloor(t, Config{Start: at(20, 0)})
	s.Step(at(20, 10))
	if again := s.Step(at(20, 5)); len(again) != 0 || s.Now() != at(20, 10) {
		t.Errorf("%d events, now %v", len(again), s.Now())
	}
}

// The same buyers come with the same questions whatever supervisors do.
func TestBuyersDoNotDependOnCommands(t *testing.T) {
	c := Config{Seed: 3, Start: at(19, 0), Agents: 16, Shops: 3}
	type entry struct {
		at   metrics.Time
		shop metrics.Text
		text metrics.Text
	}
	first := func(s *Simulator, until metrics.Time) (all []entry) {
		open := map[metrics.ConversationKey]bool{}
		for _, e := range s.Step(until) {
			switch key := keyOf(&e); {
			case e.Type == metrics.ConversationOpened:
				open[key] = true
			case e.Type == metrics.MessageCreated && open[key]:
				all = append(all, entry{e.Time, e.Shop, e.Text})
				delete(open, key)
			}
		}
		return all
	}
	alone := first(newFloor(t, c), at(21, 0))
	s := newFloor(t, c)
	commanded := first(s, at(19, 30))
	for _, a := range s.agents {
		s.Command(Request{
			CommandRequest: feed.CommandRequest{ID: "away-" + string(a.id), Verb: metrics.SetStatus, Agent: string(a.id), Status: "away"},
			Team:           string(a.team.id), Supervisor: "zhao",
		})
	}
	commanded = append(commanded, first(s, at(21, 0))...)
	if len(alone) < 100 || len(alone) != len(commanded) {
		t.Fatalf("%d buyers alone, %d with commands", len(alone), len(commanded))
	}
	for i := range alone {
		if alone[i] != commanded[i] {
			t.Fatalf("buyer %d: %v alone, %v with commands", i, alone[i], commanded[i])
		}
	}
}

func keyOf(e *metrics.Event) metrics.ConversationKey {
	return metrics.ConversationKey{Platform: e.Platform, Shop: e.Shop, Conversation: e.Conversation}
}

func TestConfigOutOfRange(t *testing.T) {
	for name, c := range map[string]Config{
		"no start":       {},
		"agents":         {Start: at(8, 0), Agents: 501},
		"shops":          {Start: at(8, 0), Shops: -1},
		"teams":          {Start: at(8, 0), Teams: 9},
		"rate":           {Start: at(8, 0), Rate: -1},
		"no probability": {Start: at(8, 0), Faults: Faults{Late: 1.5}},
	} {
		if _, err := New(c); err == nil {
			t.Errorf("%s: no error", name)
		}
	}
}

func TestEveryPhraseIsCleanAndEveryTopicHasSome(t *testing.T) {
	clean := func(where string, phrases ...metrics.Text) {
		for _, p := range phrases {
			if p == "" || text.Clean(string(p)) != p {
				t.Errorf("%s: %q is not clean", where, p)
			}
		}
	}
	for name, l := range map[string]language{"chinese": chinese, "english": english} {
		for _, some := range [][]metrics.Text{
			l.nags, l.thanks, l.welcomes, l.promises, l.greets, l.humans, l.handoffs, l.lost,
			l.closed, l.angry, l.moved, l.asks, l.rights, l.adverts, l.others,
		} {
			if len(some) == 0 {
				t.Errorf("%s: a list is empty", name)
			}
			clean(name, some...)
		}
		for i := range topics {
			p := l.byTopic[topics[i].name]
			if len(p.open) == 0 || len(p.more) == 0 || len(p.answers) == 0 {
				t.Errorf("%s: nothing to say about %s", name, topics[i].name)
			}
			for _, o := range p.open {
				clean(name, o...)
			}
			clean(name, p.more...)
			clean(name, p.answers...)
			clean(name, p.robot...)
		}
	}
}

func TestNamesDiffer(t *testing.T) {
	ids, shown := map[metrics.Text]int{}, map[metrics.Text]int{}
	for i := range maxAgents {
		n := agentName(i)
		if j, taken := ids[n.id]; taken {
			t.Errorf("%d and %d are both %s", i, j, n.id)
		}
		if j, taken := shown[n.shown]; taken {
			t.Errorf("%d and %d are both %s", i, j, n.shown)
		}
		ids[n.id], shown[n.shown] = i, i
	}
}
