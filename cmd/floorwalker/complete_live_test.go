package main

import (
	"slices"
	"testing"
	"time"

	"floorwalker/feed"
)

// liveFloor is a server with a stream and some events in it; commands find it by
// NATS_URL.
func liveFloor(t *testing.T, lines ...string) *feed.Conn {
	t.Helper()
	server, err := feed.Embedded(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(server.Stop)
	t.Setenv("NATS_URL", server.URL())
	t.Setenv("XDG_CONFIG_HOME", t.TempDir())
	conn, err := feed.Connect(feed.ConnectOptions{Server: server.URL(), FailFast: true})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(conn.Close)
	if _, err := feed.Setup(t.Context(), conn.JetStream(), feed.NewPlan(feed.Scale{MaxBytes: 1 << 30}), false); err != nil {
		t.Fatal(err)
	}
	for i := 0; i < len(lines); i += 2 {
		if _, err := conn.JetStream().Publish(t.Context(), lines[i], []byte(lines[i+1])); err != nil {
			t.Fatal(err)
		}
	}
	return conn
}

func TestNamesOfTheLiveFloor(t *testing.T) {
	liveFloor(t,
		"chat.v1.presale.pdd.flag=2E17.c", `{}`,
		"chat.v1.after=20sale.pdd.flag=2E17.c", `{}`,
		"chat.v1.presale.jd.s1.d", `{}`,
		"chat.v1.presale._._._", `{"agent":"li"}`,
		"chat.v1.presale._._._", `{"agent":"wang"}`,
		"chat.v1.presale._._._", `{"agent":"li"}`,
		"chat.v1._.pdd.flag=2E17._", `no event`)
	names := askNames(t.Context(), connectionOf(newCheckCommand()))
	for _, c := range []struct{ got, want []string }{
		{names.teams, []string{"presale"}}, // a name with a blank is no word of a shell
		{names.shops, []string{"jd/s1", "pdd/flag.17"}},
		{names.agents, []string{"li", "wang"}},
	} {
		if !slices.Equal(c.got, c.want) {
			t.Errorf("%q, want %q", c.got, c.want)
		}
	}
}

// TestCompletionKnowsItsServer: the flags typed so far count.
func TestCompletionKnowsItsServer(t *testing.T) {
	cmd := newSnapshotCommand()
	if err := cmd.ParseFlags([]string{"--server", "nats://elsewhere:1", "--user", "zhao", "--view", "queues"}); err != nil {
		t.Fatal(err)
	}
	c := connectionOf(cmd)
	if err := c.configure(); err != nil {
		t.Fatal(err)
	}
	if c.server != "nats://elsewhere:1" || c.user != "zhao" || c.getenv("NATS_TIMEOUT") != completionPatience.String() {
		t.Errorf("%q %q %q", c.server, c.user, c.getenv("NATS_TIMEOUT"))
	}
}

// TestCompletionOfFields knows which words a name follows.
func TestCompletionOfFields(t *testing.T) {
	t.Setenv("NATS_URL", "nats://127.0.0.1:1") // nobody is there
	t.Setenv("XDG_CONFIG_HOME", t.TempDir())
	for typed, named := range map[string]bool{
		"": false, "wait": false, "team:": true, "team:pre": true, "lost>1 !team:": true, "state:": false, "team:presale wai": false,
	} {
		words, ok := fieldCompletion(newCheckCommand(), typed, true)
		if ok != named || len(words) > 0 {
			t.Errorf("%q: %q, %t", typed, words, ok)
		}
	}
	names := floorNames{teams: []string{"a"}, shops: []string{"p/b"}, agents: []string{"c"}}
	for field, want := range map[string]string{"team": "a", "shop": "p/b", "agent": "c", "owner": "c"} {
		if got := names.ofField(field); !slices.Equal(got, []string{want}) {
			t.Errorf("%s: %q", field, got)
		}
	}
}

// TestSubjectIsHeard: what is published to a subject is judged until enough came.
func TestSubjectIsHeard(t *testing.T) {
	conn := liveFloor(t)
	f := validateFlags{listen: patience, enough: 3}
	done := make(chan struct{})
	var r *validationJSON
	var err error
	go func() {
		defer close(done)
		var v *validation
		if v, err = f.judge(t.Context(), "chat.v1.>"); err == nil {
			r = v.result()
		}
	}()
	eventually(t, func() bool {
		if err := conn.Publish("chat.v1.presale.p.s.c=2E1", []byte(validEvent)); err != nil {
			t.Fatal(err)
		}
		select {
		case <-done:
			return true
		default:
			return false
		}
	}, func() string { return "three messages are heard" })
	if err != nil || r.Events != 3 || r.Twice != 2 || r.Unmarked != 3 || r.Silent != "" || r.sound() {
		t.Errorf("%+v, %v", r, err)
	}
}

// TestSilenceIsSaid: a gateway that publishes nothing is not in order.
func TestSilenceIsSaid(t *testing.T) {
	liveFloor(t)
	f := validateFlags{listen: time.Millisecond, enough: 3}
	v, err := f.judge(t.Context(), "chat.v1.presale.>")
	if err != nil {
		t.Fatal(err)
	}
	if r := v.result(); r.Silent != "chat.v1.presale.>" || r.sound() {
		t.Errorf("%+v", r)
	}
}

// TestCompletionFunctionsAreThere for what the live floor knows.
func TestCompletionFunctionsAreThere(t *testing.T) {
	root := newRootCommand()
	for command, flags := range map[string][]string{"audit": {"team"}, "snapshot": {"filter"}, "check": {"warn", "crit"}} {
		cmd, _, err := root.Find([]string{command})
		if err != nil {
			t.Fatal(err)
		}
		for _, flag := range flags {
			if complete, ok := cmd.GetFlagCompletionFunc(flag); !ok || complete == nil {
				t.Errorf("%s --%s is not completed", command, flag)
			}
		}
	}
}
