package sim

import (
	"fmt"
	"testing"

	"floorwalker/feed"
	"floorwalker/metrics"
)

// day is what a reader of the stream sees of one simulated day.
type day struct {
	events []metrics.Event
	begun  [24]int // conversations by hour
	turns  [24]int // answered by a human, by the hour of the question
	inTime [24]int // of them, within three minutes
}

func playDay(t *testing.T, c Config) *day {
	t.Helper()
	c.Start = at(0, 0)
	d := &day{events: newFloor(t, c).Step(at(24, 0))}
	asked := map[metrics.ConversationKey]metrics.Time{}
	for i := range d.events {
		e := &d.events[i]
		hour := int(metrics.Shanghai.TimeOfDay(e.Time) / metrics.Hour)
		key := keyOf(e)
		switch {
		case e.Type == metrics.ConversationOpened:
			d.begun[hour]++
		case e.Type == metrics.ConversationHandoff:
			asked[key] = e.Time
		case e.Type != metrics.MessageCreated || e.Private:
		case e.Sender.Kind == metrics.Buyer:
			if _, waits := asked[key]; !waits {
				asked[key] = e.Time
			}
		case e.Sender.Kind == metrics.Robot && !e.Assisted:
			delete(asked, key)
		case e.Sender.Kind == metrics.Agent, e.Assisted:
			if since, waits := asked[key]; waits {
				hour := int(metrics.Shanghai.TimeOfDay(since) / metrics.Hour)
				d.turns[hour]++
				if e.Time.Sub(since) <= 3*metrics.Minute {
					d.inTime[hour]++
				}
				delete(asked, key)
			}
		}
	}
	return d
}

func TestShapeOfADay(t *testing.T) {
	for _, c := range []Config{{Seed: 1}, {Seed: 2}, {Seed: 3, Agents: 40, Shops: 8, Teams: 4}, {Seed: 4, Agents: 5, Shops: 2}} {
		t.Run(fmt.Sprintf("seed %d", c.Seed), func(t *testing.T) {
			d := playDay(t, c)
			checkArrivals(t, d)
			checkReplies(t, d)
			checkTypes(t, d, c)
		})
	}
}

func checkArrivals(t *testing.T, d *day) {
	t.Helper()
	sum := func(from, to int) (n int) {
		for h := from; h < to; h++ {
			n += d.begun[h]
		}
		return n
	}
	night, rush, morning, peak, late := sum(2, 6)/4, d.begun[8], sum(9, 12)/3, sum(20, 22)/2, d.begun[23]
	for what, ok := range map[string]bool{
		"nights are quiet":     night*4 < morning,
		"eight is a rush":      rush > d.begun[7]*2,
		"evenings are busiest": morning < peak,
		"it falls after 23:00": late < peak*6/10,
	} {
		if ok {
			continue
		}
		t.Errorf("not so: %s: night %d, rush %d, morning %d, peak %d, late %d", what, night, rush, morning, peak, late)
	}
}

func checkReplies(t *testing.T, d *day) {
	t.Helper()
	turns, ok := 0, 0
	for h := 8; h < 23; h++ {
		turns += d.turns[h]
		ok += d.inTime[h]
	}
	share := float64(ok) / float64(turns)
	t.Logf("%d events, %d turns, %.3f within three minutes", len(d.events), turns, share)
	if share < .75 || share > .985 {
		t.Errorf("%.3f of %d answers came within three minutes", share, turns)
	}
}

func checkTypes(t *testing.T, d *day, c Config) {
	t.Helper()
	n := map[metrics.EventType]int{}
	for i := range d.events {
		n[d.events[i].Type]++
	}
	small := c.Agents == 5 // too few buyers for what one in a thousand does
	for e := metrics.MessageCreated; e <= metrics.BaselineSet; e++ {
		if n[e] == 0 && !small {
			t.Errorf("no %s all day", e)
		}
	}
}

func TestStreamIsConsistent(t *testing.T) {
	d := playDay(t, Config{Seed: 5, Agents: 12, Shops: 4})
	var (
		last    metrics.Time
		ids     = map[metrics.Text]bool{}
		people  = map[metrics.Text]metrics.Presence{"shift-lead": metrics.Online}
		open    = map[metrics.ConversationKey]bool{}
		buyers  = map[metrics.ConversationKey]bool{} // has the buyer written since it was opened
		decoded metrics.Event
	)
	for i := range d.events {
		e := &d.events[i]
		key := keyOf(e)
		if e.Time < last {
			t.Fatalf("%s at %v comes after %v", e.ID, e.Time, last)
		}
		last = e.Time
		if ids[e.ID] {
			t.Fatalf("the id %s comes twice", e.ID)
		}
		ids[e.ID] = true
		if e.Type != metrics.SourceReported || i < 1000 { // which are all alike
			line := wire(t, d.events[i:i+1])
			if err := feed.Decode(line[:len(line)-1], &decoded); err != nil {
				t.Fatalf("%s: %v", line, err)
			}
		}
		for _, who := range []metrics.Text{e.Agent, e.From} {
			if _, known := people[who]; !known && who != "" && e.Type != metrics.AgentStatusChanged {
				t.Fatalf("%+v names %s, who has no status", e, who)
			}
		}
		switch e.Type {
		case metrics.AgentStatusChanged:
			people[e.Agent] = e.Presence
			if e.Native == "" || e.Capacity == 0 || e.Name == "" || e.Team == "" {
				t.Fatalf("half a status: %+v", e)
			}
		case metrics.ConversationOpened:
			open[key], buyers[key] = true, false
		case metrics.ConversationClosed:
			open[key] = false
		case metrics.ConversationAssigned, metrics.ConversationTransferred:
			if e.Reason != "restated" && people[e.Agent] != metrics.Online {
				t.Fatalf("given to somebody who is not online: %+v", e)
			}
		case metrics.MessageCreated:
			if !open[key] {
				t.Fatalf("a message in a closed conversation: %+v", e)
			}
			if e.Sender.Kind == metrics.Buyer {
				buyers[key] = true
			} else if !buyers[key] {
				t.Fatalf("a reply before the question: %+v", e)
			}
		}
	}
}

func TestGatewaysBeat(t *testing.T) {
	s := newFloor(t, Config{Start: at(20, 0), Shops: 3})
	beats := map[metrics.Text][]metrics.Time{}
	for _, e := range s.Step(at(20, 10)) {
		if e.Type == metrics.SourceReported {
			beats[e.Shop] = append(beats[e.Shop], e.Time)
			if e.Watermark >= e.Time || e.Team != "" {
				t.Fatalf("%+v", e)
			}
		}
	}
	if len(beats) != 3 {
		t.Fatalf("%d shops beat", len(beats))
	}
	for shop, times := range beats {
		for i := 1; i < len(times); i++ {
			if times[i].Sub(times[i-1]) != 5*metrics.Second {
				t.Errorf("%s beat at %v and %v", shop, times[i-1], times[i])
			}
		}
	}
}

func TestNobodyHasMoreThanHeCanHold(t *testing.T) {
	s := newFloor(t, Config{Seed: 6, Start: at(19, 0), Rate: 20})
	for now := at(19, 0); now < at(22, 0); now = now.Add(metrics.Minute) {
		s.Step(now)
		for _, a := range s.agents {
			if most := a.capacity + 2; a.load() > most { // two more for those who come back
				t.Fatalf("%s has %d conversations, at most %d", a.id, a.load(), most)
			}
			for _, c := range a.open {
				if c.owner != a || c.closed {
					t.Fatalf("%s holds %v", a.id, c.key)
				}
			}
		}
	}
	waiting := 0
	for _, team := range s.teams {
		waiting += len(team.queue)
	}
	if waiting == 0 {
		t.Error("three times the traffic leaves nobody unassigned")
	}
}

// What is left open at night is what nobody has answered.
func TestNothingIsForgottenForDays(t *testing.T) {
	s := newFloor(t, Config{Seed: 1, Start: at(0, 0), Agents: 10, Shops: 3, Rate: 2})
	for day := range 4 {
		s.Step(at(24*(day+1), 0))
		old := 0
		for _, c := range s.chats {
			if !c.closed && s.now.Sub(c.heard) > 24*metrics.Hour {
				old++
			}
		}
		if old > 2 {
			t.Errorf("after %d days %d conversations are older than a day", day+1, old)
		}
	}
}

func BenchmarkPeakHour(b *testing.B) {
	for b.Loop() {
		b.StopTimer()
		s, err := New(Config{Seed: 1, Start: at(19, 0)})
		if err != nil {
			b.Fatal(err)
		}
		s.Step(at(20, 0))
		b.StartTimer()
		b.ReportMetric(float64(len(s.Step(at(21, 0)))), "events")
	}
}

func TestIncidents(t *testing.T) {
	calm := Config{Seed: 8, Start: at(19, 30)}
	bad := calm
	bad.Incidents = []Incident{
		{Kind: RobotDown, From: at(20, 0), Until: at(20, 20)},
		{Kind: AgentSilent, From: at(20, 0), Until: at(20, 20)},
		{Kind: Rush, From: at(20, 0), Until: at(20, 20), Times: 3},
	}
	s := newFloor(t, bad)
	s.Step(at(20, 0))
	var silent *agent
	for _, a := range s.agents {
		if a.silent >= at(20, 20) {
			silent = a
		}
	}
	if silent == nil || silent.presence != metrics.Online || len(silent.open) == 0 {
		t.Fatalf("nobody with conversations fell silent: %+v", silent)
	}
	count := func(events []metrics.Event) (begun, robot, bySilent int) {
		for i := range events {
			switch e := &events[i]; {
			case e.Type == metrics.ConversationOpened:
				begun++
			case e.Type == metrics.MessageCreated && e.Sender == robotSender:
				robot++
			case e.Type == metrics.MessageCreated && e.Sender.ID == silent.id:
				bySilent++
			}
		}
		return begun, robot, bySilent
	}
	s.Step(at(20, 1)) // what was under way
	begun, robot, bySilent := count(s.Step(at(20, 20)))
	normal := newFloor(t, calm)
	normal.Step(at(20, 1))
	usual, usually, _ := count(normal.Step(at(20, 20)))
	if begun < 2*usual || robot != 0 || usually == 0 || bySilent != 0 {
		t.Errorf("%d began (usually %d), robots said %d (usually %d), the silent one %d", begun, usual, robot, usually, bySilent)
	}
	if _, robot, bySilent := count(s.Step(at(21, 0))); robot == 0 || bySilent == 0 {
		t.Errorf("afterwards robots said %d, the silent one %d", robot, bySilent)
	}
}
