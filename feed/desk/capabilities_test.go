package desk_test

import (
	"testing"
	"time"

	"github.com/nats-io/nats.go"
	"github.com/nats-io/nats.go/micro"

	"floorwalker/feed"
	"floorwalker/feed/desk"
	"floorwalker/feed/natstest"
	"floorwalker/feed/text"
	"floorwalker/metrics"
)

// announce starts a backend that only says what it can do.
func announce(t *testing.T, nc *nats.Conn, can map[metrics.Verb]feed.Capability) micro.Service {
	t.Helper()
	svc, err := micro.AddService(nc, micro.Config{Name: feed.CommandService, Version: "1.0.0", QueueGroup: feed.CommandService})
	if err != nil {
		t.Fatal(err)
	}
	group := svc.AddGroup(feed.CommandRoot + "*.*")
	for v, c := range can {
		nothing := micro.HandlerFunc(func(micro.Request) {})
		if err := group.AddEndpoint(string(v), nothing, micro.WithEndpointMetadata(c.Metadata())); err != nil {
			t.Fatal(err)
		}
	}
	if err := nc.Flush(); err != nil {
		t.Fatal(err)
	}
	return svc
}

// can waits until the desk says so about a verb in a shop.
func can(t *testing.T, d *desk.Desk, v metrics.Verb, platform, shop metrics.Text, want bool, reason metrics.Text) {
	t.Helper()
	natstest.Eventually(t, string(v)+" in "+string(platform+"/"+shop)+": "+string(reason), func() bool {
		ok, why := d.Capabilities().Can(v, platform, shop)
		return ok == want && why == reason && d.Capabilities().Known()
	})
}

func TestWhatABackendCanDo(t *testing.T) {
	s := natstest.Start(t)
	announce(t, s.Connect(), map[metrics.Verb]feed.Capability{
		metrics.Nudge:     {Everywhere: true},
		metrics.Take:      {Shops: []metrics.ShopKey{{Platform: "pdd"}}, Why: "the workbench has\x1b[2J no take-over"},
		metrics.Note:      {Shops: []metrics.ShopKey{{Platform: "pdd", Shop: "flag-17"}}},
		metrics.SetStatus: {},
	})
	told := make(chan desk.Capabilities, 10)
	d := open(t, s.Connect(), &watcher{}, desk.Options{Capable: func(c desk.Capabilities) { told <- c }})
	can(t, d, metrics.Nudge, "taobao", "sports", true, "")
	can(t, d, metrics.Take, "pdd", "flag-17", true, "")
	can(t, d, metrics.Take, "taobao", "sports", false, text.Clean("the workbench has\x1b[2J no take-over"))
	can(t, d, metrics.Note, "pdd", "flag-17", true, "")
	can(t, d, metrics.Note, "pdd", "flag-18", false, desk.ReasonNotHere)
	can(t, d, metrics.SetStatus, "", "", false, desk.ReasonNotHere)
	can(t, d, metrics.Note, "", "", true, "")
	can(t, d, metrics.Broadcast, "", "", false, desk.ReasonNoVerb)
	if c := <-told; !c.Known() {
		t.Error("told of nothing")
	}
}

func TestNothingIsKnownOfBackendsAtFirst(t *testing.T) {
	var c desk.Capabilities
	if ok, why := c.Can(metrics.Take, "pdd", "flag-17"); !ok || why != "" || c.Known() {
		t.Errorf("%v %q", ok, why)
	}
}

func TestBackendsComeAndGo(t *testing.T) {
	s := natstest.Start(t)
	d := open(t, s.Connect(), &watcher{}, desk.Options{Discover: 10 * time.Millisecond})
	can(t, d, metrics.Take, "pdd", "s", false, desk.ReasonNoBackend)
	first := announce(t, s.Connect(), map[metrics.Verb]feed.Capability{metrics.Nudge: {Everywhere: true}})
	can(t, d, metrics.Nudge, "pdd", "s", true, "")
	can(t, d, metrics.Take, "pdd", "s", false, desk.ReasonNoVerb)
	second := announce(t, s.Connect(), map[metrics.Verb]feed.Capability{metrics.Take: {Everywhere: true}})
	can(t, d, metrics.Take, "pdd", "s", true, "")
	if err := first.Stop(); err != nil {
		t.Fatal(err)
	}
	can(t, d, metrics.Nudge, "pdd", "s", false, desk.ReasonNoVerb)
	if err := second.Stop(); err != nil {
		t.Fatal(err)
	}
	can(t, d, metrics.Take, "pdd", "s", false, desk.ReasonNoBackend)
}

func TestBackendsAreAskedAgainAfterAReconnect(t *testing.T) {
	s := natstest.Start(t)
	d := open(t, s.Connect(), &watcher{}, desk.Options{Discover: never})
	can(t, d, metrics.Take, "pdd", "s", false, desk.ReasonNoBackend)
	announce(t, s.Connect(), map[metrics.Verb]feed.Capability{metrics.Take: {Everywhere: true}})
	nc := s.Connect()
	natstest.Eventually(t, "a reconnect finds the backend", func() bool {
		s.Restart() // the desk's connection may come back before the backend's
		natstest.Eventually(t, "the server is back", nc.IsConnected)
		deadline := time.Now().Add(2 * time.Second)
		for time.Now().Before(deadline) {
			if ok, _ := d.Capabilities().Can(metrics.Take, "pdd", "s"); ok {
				return true
			}
			time.Sleep(5 * time.Millisecond)
		}
		return false
	})
}

func TestDescriptionsThatMakeNoSense(t *testing.T) {
	s := natstest.Start(t)
	nc := s.Connect()
	answers := make(chan string, 1)
	_, err := nc.Subscribe("$SRV.INFO."+feed.CommandService, func(m *nats.Msg) {
		select {
		case a := <-answers:
			_ = m.Respond([]byte(a))
		default:
		}
	})
	if err != nil {
		t.Fatal(err)
	}
	if err := nc.Flush(); err != nil {
		t.Fatal(err)
	}
	d := open(t, s.Connect(), &watcher{}, desk.Options{Discover: 5 * time.Millisecond})
	for _, a := range []string{`{`, `[]`, `{"endpoints":[{"name":"take"}]}`, `{"id":7}`} {
		answers <- a
	}
	answers <- `{"id":"b","endpoints":[{"name":"take"}]}`
	can(t, d, metrics.Take, "pdd", "s", true, "")
	can(t, d, metrics.Nudge, "pdd", "s", false, desk.ReasonNoVerb)
}
