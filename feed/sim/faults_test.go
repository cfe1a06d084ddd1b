package sim

import (
	"testing"

	"floorwalker/feed"
	"floorwalker/metrics"
)

func TestFaults(t *testing.T) {
	for name, f := range map[string]Faults{
		"refuse": {Refuse: 1}, "silence": {Silence: 1}, "late": {Late: 1}, "double": {Double: 1}, "bounce": {Bounce: 1},
	} {
		t.Run(name, func(t *testing.T) {
			bounced := 0
			s := busy(t, Config{Seed: 1, Faults: f})
			for i := range 20 {
				c := s.find(t, "owned and waiting", func(c *conversation) bool { return owned(c) && s.spare(c) != nil })
				if checkFault(t, s, c, name, "f"+string(rune('a'+i))) {
					bounced++
				}
			}
			if name == "bounce" && bounced < 15 || name != "bounce" && bounced > 5 {
				t.Errorf("%d of 20 came back", bounced)
			}
		})
	}
}

// checkFault moves c and reports whether the router moved it back.
func checkFault(t *testing.T, s *Simulator, c *conversation, fault, id string) (back bool) {
	t.Helper()
	from, to := c.owner, s.free(t, c)
	a := s.Command(moveTo(id, c, to.id))
	events := 0
	for _, e := range s.Step(s.now.Add(metrics.Minute)) {
		if e.Command == metrics.Text(id) {
			events++
		}
		back = back || e.Conversation == c.key.Conversation && e.By == "router" && e.Agent == from.id
	}
	switch fault {
	case "refuse":
		if a.Reply.Code != feed.CodeBusy || events != 0 {
			t.Errorf("%+v, %d events", a, events)
		}
	case "silence":
		if !a.Silent || (a.Reply.Status == "") != (events == 0) {
			t.Errorf("%+v, %d events", a, events)
		}
		// Asked again, what happened is told, and what did not happens or is refused.
		if again := s.Command(moveTo(id, c, to.id)); a.Reply.Status != "" && again.Reply != a.Reply {
			t.Errorf("%+v, then %+v", a, again)
		}
	case "late":
		if a.Delay < 4*metrics.Second || events != 1 {
			t.Errorf("%+v, %d events", a, events)
		}
	case "double":
		if events != 2 {
			t.Errorf("%d events", events)
		}
	case "bounce":
		if events != 1 {
			t.Errorf("%d events", events)
		}
	}
	return back
}
