package desk_test

import (
	"testing"
	"time"

	"github.com/nats-io/nats-server/v2/server"

	"floorwalker/feed"
	"floorwalker/feed/desk"
	"floorwalker/feed/natstest"
	"floorwalker/metrics"
)

// loginOf is a server that knows one login, zhao, with these rights.
func loginOf(t *testing.T, publish *server.SubjectPermission) *feed.Conn {
	t.Helper()
	ns, err := server.NewServer(&server.Options{
		Host: "127.0.0.1", Port: server.RANDOM_PORT, NoLog: true, NoSigs: true,
		Users: []*server.User{{Username: "zhao", Password: "zhao", Permissions: &server.Permissions{Publish: publish}}},
	})
	if err != nil {
		t.Fatal(err)
	}
	ns.Start()
	t.Cleanup(func() { ns.Shutdown(); ns.WaitForShutdown() })
	if !ns.ReadyForConnections(10 * time.Second) {
		t.Fatal("the server does not accept connections")
	}
	return natstest.Dial(t, "nats://zhao:zhao@"+ns.Addr().String())
}

func TestWhatTheServerForbidsIsKnownBefore(t *testing.T) {
	observer := feed.ObserverRights("zhao", feed.StreamName, "presale").Publish
	supervisor := feed.SupervisorRights("zhao", feed.StreamName, "presale").Publish
	for name, c := range map[string]struct {
		publish     *server.SubjectPermission
		take, nudge bool
	}{
		"everything":       {nil, true, true},
		"an observer":      {&server.SubjectPermission{Allow: observer}, false, false},
		"a supervisor":     {&server.SubjectPermission{Allow: supervisor}, true, true},
		"some verbs":       {&server.SubjectPermission{Allow: append([]string{"cmd.v1.presale.zhao.nudge"}, observer...)}, false, true},
		"another's name":   {&server.SubjectPermission{Allow: append([]string{"cmd.v1.presale.qian.>"}, observer...)}, false, false},
		"all but a verb":   {&server.SubjectPermission{Deny: []string{"cmd.v1.*.*.take"}}, false, true},
		"one team denied":  {&server.SubjectPermission{Deny: []string{"cmd.v1.presale.zhao.take"}}, true, true},
		"it does not say":  {&server.SubjectPermission{Allow: []string{"cmd.v1.vip.qian.take"}}, true, true},
		"every command":    {&server.SubjectPermission{Allow: append([]string{"cmd.v1.>"}, observer...)}, true, true},
		"nothing but this": {&server.SubjectPermission{Allow: []string{"$SYS.REQ.USER.INFO"}}, false, false},
	} {
		t.Run(name, func(t *testing.T) {
			conn := loginOf(t, c.publish)
			d := open(t, conn.Conn, &watcher{}, desk.Options{By: "zhao"})
			can := func(v metrics.Verb) bool {
				ok, why := d.Capabilities().Can(v, "pdd", "s")
				return ok || why != desk.ReasonForbidden
			}
			if !c.take || !c.nudge {
				natstest.Eventually(t, "what is forbidden is known", func() bool { return !can(metrics.Take) || !can(metrics.Nudge) })
			} else if name != "it does not say" { // what the desk asked first is answered first
				if _, err := conn.Request("$SYS.REQ.USER.INFO", nil, time.Minute); err != nil {
					t.Fatal(err)
				}
			}
			if can(metrics.Take) != c.take || can(metrics.Nudge) != c.nudge {
				t.Errorf("take %v, nudge %v", can(metrics.Take), can(metrics.Nudge))
			}
		})
	}
}
