package main

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"go.uber.org/goleak"

	"floorwalker/cmd/floorwalker/config"
	"floorwalker/feed/live"
	"floorwalker/metrics"
	"floorwalker/tui"
)

// reloading is a reloader over a file of its own.
type reloading struct {
	t      *testing.T
	path   string
	judged []*metrics.Policy
	*reloader
}

func newReloading(t *testing.T, text string) *reloading {
	t.Helper()
	x := &reloading{t: t, path: filepath.Join(t.TempDir(), "config.toml")}
	x.write(text)
	sources := config.Options{Path: x.path, Vocabulary: vocabulary()}
	c, err := loadConfig(sources)
	if err != nil {
		t.Fatal(err)
	}
	s := &station{config: c, sources: sources}
	x.reloader = newReloader(s, func(string) {}, func(p *metrics.Policy) { x.judged = append(x.judged, p) })
	return x
}

func (x *reloading) write(text string) {
	x.t.Helper()
	if err := os.WriteFile(x.path, []byte(text), 0o600); err != nil {
		x.t.Fatal(err)
	}
}

func TestReload(t *testing.T) {
	x := newReloading(t, "policy.reopen_gap_s = 600\n")
	for _, step := range []struct {
		text, says string
		judged     int
	}{
		{"policy.reopen_gap_s = 600\n# a word\n", "nothing has changed", 0},
		{"policy.reopen_gap_s = 900\n", "the floor is judged anew", 1},
		{"policy.reopen_gap_s = \"soon\"\n", "the former one stays in force: " + x.path + ":1:8: policy.reopen_gap_s: must be a whole number", 1},
		{"policy.reopen_gap_s = 900\nscreen.theme = \"dark\"\n", "at the next start: screen.theme", 1},
		{"policy.reopen_gap_s = 300\n", "at the next start: screen.theme", 2},
	} {
		x.write(step.text)
		if said := x.reload(); !strings.Contains(said, step.says) || len(x.judged) != step.judged {
			t.Errorf("%q: it says %q, judged %d times; want %q, %d", step.text, said, len(x.judged), step.says, step.judged)
		}
	}
	if got := x.judged[1].Rules.ReopenGap; got != 300*metrics.Second {
		t.Errorf("judged by a gap of %v", got)
	}
}

func TestReloadNoticesFiles(t *testing.T) {
	x := newReloading(t, "")
	var said []string
	x.say = func(line string) { said = append(said, line) }
	x.reloadIfChanged()
	if len(said) != 0 {
		t.Fatalf("nothing changed: %q", said)
	}
	roster := filepath.Join(filepath.Dir(x.path), "roster.csv")
	shifts := "li,pre,2026-12-01 08:00,16:00,30\n"
	for i, written := range []string{shifts, shifts + "wang,pre,2026-12-01 08:00,16:00,30\n"} {
		if err := os.WriteFile(roster, []byte(written), 0o600); err != nil {
			t.Fatal(err)
		}
		if i == 0 {
			x.write("roster.path = \"roster.csv\"\n")
		}
		x.reloadIfChanged()
		if len(said) != i+1 || len(x.judged) != i+1 || len(x.judged[i].Roster) != i+1 {
			t.Fatalf("a roster of %d: %q, judged %d times", i+1, said, len(x.judged))
		}
	}
	if x.reloadIfChanged(); len(said) != 2 {
		t.Errorf("once more: %q", said)
	}
}

// Whoever sits at a screen has its configuration read, if there is a file.
func TestReloadByKey(t *testing.T) {
	x := newReloading(t, "")
	var said []string
	s := &station{config: x.current, sources: x.sources}
	s.rereads(func(line string) { said = append(said, line) }, nil)
	x.write("screen.theme = \"dark\"\n")
	if s.options.Reload(); len(said) != 1 || !strings.Contains(said[0], "at the next start: screen.theme") {
		t.Errorf("it says %q", said)
	}

	t.Setenv("XDG_CONFIG_HOME", t.TempDir())
	sources := config.Options{Vocabulary: vocabulary()}
	c, err := loadConfig(sources)
	if err != nil {
		t.Fatal(err)
	}
	s = &station{config: c, sources: sources}
	if s.rereads(func(string) {}, nil); s.options.Reload != nil {
		t.Error("there is a key for a configuration that is not there")
	}
}

// A floor that cannot be judged anew takes new rules at the next start, and the
// words are those of the screen.
func TestReloadOfAFloorWithoutAPast(t *testing.T) {
	x := newReloading(t, "")
	x.judge, x.lang = nil, tui.Chinese
	x.write("policy.reopen_gap_s = 900\n")
	if said := x.reload(); !strings.Contains(said, "下次启动时生效：policy.reopen_gap_s") {
		t.Errorf("it says %q", said)
	}
}

// oneWait is a source with a history of one buyer who waits.
type oneWait struct{}

func (oneWait) Run(ctx context.Context, in *live.Inbox) {
	e := &metrics.Event{
		ID: "1", Type: metrics.MessageCreated, Time: in.Now(), Platform: "pdd", Shop: "s", Team: "pre", Conversation: "c",
		Sender: metrics.Sender{Kind: metrics.Buyer, ID: "b"}, Text: "hi",
	}
	if in.Event(ctx, e, live.Mark{Sequence: 1, At: in.Now()}) == nil {
		in.Report(live.Report{State: metrics.FeedLive})
	}
	<-ctx.Done()
}

// A changed policy brings an empty floor, the same events and the commands that
// were on their way.
func TestFloorIsJudgedAnew(t *testing.T) {
	defer goleak.VerifyNone(t)
	source := newRejudged(metrics.DefaultPolicy(), func() live.Source { return oneWait{} })
	memory, floors := &commandMemory{}, make(chan *metrics.Policy, 10)
	loop := live.New(source, live.Options{NewFloor: func() live.Floor {
		floors <- source.policy.Load()
		return memory.keep(screenFloor(source.policy.Load()))
	}})
	c, ctx := newCrew(t.Context())
	c.add(func() error {
		loop.Run(ctx)
		return nil
	})
	<-floors
	shown := func(v *metrics.View) bool {
		return v.Counts.Waiting == 1 && v.Feed.State == metrics.FeedLive && len(v.Commands) == 1
	}
	loop.Asked(metrics.Command{ID: "x", Verb: metrics.Nudge, Team: "pre", By: "zhao", Asked: metrics.TimeOf(time.Now())})
	waitView(t, loop, shown)
	next := *metrics.DefaultPolicy()
	source.judge(&next)
	if p := <-floors; p != &next {
		t.Error("the new floor has the old policy")
	}
	waitView(t, loop, shown)
	if err := c.dismiss(); err != nil {
		t.Error(err)
	}
}

func waitView(t *testing.T, loop *live.Loop, ok func(*metrics.View) bool) {
	t.Helper()
	end := time.After(patience)
	for {
		select {
		case v := <-loop.Views():
			if ok(v) {
				return
			}
		case <-end:
			t.Fatal("the view never came")
		}
	}
}

// What is said waits for the screen, the newest of it, and for whoever comes after
// the screen.
func TestNoticesWaitForTheScreen(t *testing.T) {
	f := newFront(nil)
	for i := range unread + 3 {
		f.say(fmt.Sprintf("%d configuration\x1b[2J read", i))
	}
	if first := <-f.notices; first != "3 configuration[2J read" && first != "3 configuration read" {
		t.Errorf("%q", first)
	}
	for len(f.notices) > 1 {
		<-f.notices
	}
	var out strings.Builder
	f.farewell(&out)
	if want := fmt.Sprintf("floorwalker: %d configuration", unread+2); !strings.HasPrefix(out.String(), want) || strings.Count(out.String(), "\n") != 1 {
		t.Errorf("%q", out.String())
	}
}
