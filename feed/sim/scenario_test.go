package sim

import (
	"slices"
	"testing"

	"floorwalker/metrics"
)

func TestScenariosSpeakBothLanguages(t *testing.T) {
	names := map[string]bool{}
	for _, s := range Scenarios() {
		for _, w := range []Words{s.English, s.Chinese} {
			if w.Title == "" || w.Story == "" {
				t.Errorf("%s does not say what it is: %+v", s.Name, w)
			}
		}
		if names[s.Name] {
			t.Errorf("two are named %s", s.Name)
		}
		names[s.Name] = true
	}
	for _, n := range []string{"robot-outage", "lunch", "silent-agent", "opening", "closing", "gate", "blackout", "two-supervisors"} {
		if _, ok := ScenarioNamed(n); !ok {
			t.Errorf("there is no scenario %s", n)
		}
	}
	if _, ok := ScenarioNamed("calm"); ok {
		t.Error("there is a scenario calm")
	}
}

// play returns what happens in a scenario from ten minutes before its first
// incident to five minutes after it.
func playScenario(t *testing.T, name string, with bool) []metrics.Event {
	t.Helper()
	s, ok := ScenarioNamed(name)
	if !ok {
		t.Fatal("no such scenario")
	}
	c := s.Config(3, troubledDay)
	from, until := c.Incidents[0].From, c.Incidents[0].Until
	if from < s.Open(troubledDay) {
		t.Fatalf("it happens before anybody looks")
	}
	if !with {
		c.Incidents = nil
	}
	f := newFloor(t, c)
	f.Step(from.Add(-10 * metrics.Minute))
	return f.Step(min(until, from.Add(30*metrics.Minute)).Add(5 * metrics.Minute))
}

func count(events []metrics.Event, ok func(*metrics.Event) bool) int {
	n := 0
	for i := range events {
		if ok(&events[i]) {
			n++
		}
	}
	return n
}

func TestScenariosHappen(t *testing.T) {
	ofType := func(want metrics.EventType) func(*metrics.Event) bool {
		return func(e *metrics.Event) bool { return e.Type == want }
	}
	for name, c := range map[string]struct {
		what  func(*metrics.Event) bool
		times int // more, at least, than without
	}{
		"opening":         {ofType(metrics.ConversationOpened), 15},
		"closing":         {ofType(metrics.ConversationOpened), 5},
		"gate":            {ofType(metrics.ConversationOpened), 15},
		"blackout":        {func(e *metrics.Event) bool { return e.Received != 0 }, 50},
		"two-supervisors": {func(e *metrics.Event) bool { return e.By == "qian-lei" && e.Command != "" }, 5},
	} {
		with, without := count(playScenario(t, name, true), c.what), count(playScenario(t, name, false), c.what)
		if with < without+c.times {
			t.Errorf("%s: %d times, %d without", name, with, without)
		}
	}
}

func TestLunchScenario(t *testing.T) {
	s, _ := ScenarioNamed("lunch")
	c := s.Config(3, troubledDay)
	at := c.Incidents[0].From.Add(6 * metrics.Minute)
	online := func(c Config) (n int) {
		f := newFloor(t, c)
		f.Step(at)
		for _, a := range f.agents {
			if a.presence == metrics.Online {
				n++
			}
		}
		return n
	}
	with := online(c)
	c.Incidents = nil
	if without := online(c); with > without-2 || with == 0 {
		t.Errorf("%d are online, %d without lunch", with, without)
	}
}

func TestRobotOutageScenario(t *testing.T) {
	robot := func(e *metrics.Event) bool { return e.Sender.Kind == metrics.Robot && !e.Assisted }
	with, without := count(playScenario(t, "robot-outage", true), robot), count(playScenario(t, "robot-outage", false), robot)
	if without < 20 || with > without/2 {
		t.Errorf("robots say %d things, %d without the outage", with, without)
	}
}

func TestSilentAgentScenario(t *testing.T) {
	s, _ := ScenarioNamed("silent-agent")
	c := s.Config(3, troubledDay)
	f := newFloor(t, c)
	f.Step(c.Incidents[0].From)
	who := slices.IndexFunc(f.agents, func(a *agent) bool { return a.silent == c.Incidents[0].Until })
	if who < 0 || len(f.agents[who].open) == 0 {
		t.Fatal("nobody with conversations has fallen silent")
	}
	said := count(f.Step(c.Incidents[0].Until-1), func(e *metrics.Event) bool {
		return e.Type == metrics.MessageCreated && e.Sender.ID == f.agents[who].id
	})
	if said > 1 { // what he had begun to write
		t.Errorf("the silent one has said %d things", said)
	}
}

func TestBlackoutLosesNothing(t *testing.T) {
	dark, lit := playScenario(t, "blackout", true), playScenario(t, "blackout", false)
	ids := map[metrics.Text]metrics.Time{}
	for i := range dark {
		ids[dark[i].ID] = dark[i].Time
	}
	for i := range lit {
		e := &lit[i]
		if at, ok := ids[e.ID]; e.Type != metrics.SourceReported && (!ok || at != e.Time) {
			t.Fatalf("%s of %v came at %v, %v", e.ID, e.Time, at, ok)
		}
	}
	s, _ := ScenarioNamed("blackout")
	i := s.Config(3, troubledDay).Incidents[0]
	for k := range dark {
		if e := &dark[k]; e.Received != 0 && (e.Received != i.Until || e.Time < i.From) {
			t.Fatalf("%+v was held back", e)
		} else if e.Received == 0 && e.Shop != "" && e.Time > i.From && e.Time < i.Until {
			t.Fatalf("%+v was not held back", e)
		}
	}
}

func TestStandingBeforeTheGate(t *testing.T) {
	s, _ := ScenarioNamed("gate")
	c := s.Config(1, troubledDay)
	seen := 0
	for _, e := range newFloor(t, c).Step(c.Start.Add(metrics.Minute)) {
		if e.Type == metrics.BaselineSet {
			seen++
			if share := float64(e.OK) / float64(e.N); share < .50 || share > .512 {
				t.Errorf("%d of %d", e.OK, e.N)
			}
		}
	}
	if seen == 0 {
		t.Error("nothing is known of the days before")
	}
}
