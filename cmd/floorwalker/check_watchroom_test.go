package main

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"os"
	"os/signal"
	"regexp"
	"sync"
	"syscall"
	"testing"
	"time"

	"github.com/creack/pty"

	"floorwalker/feed/live"
	"floorwalker/feed/text"
	"floorwalker/metrics"
	"floorwalker/metrics/alarm"
	"floorwalker/tui"
)

// watchroom is a screen with alerts and a check every minute, over twelve
// gateways that a test plays, on the clock of a bubble.
type watchroom struct {
	watch  *alertWatch
	floor  *reportedFloor
	shown  chan *metrics.View // what the screen gets
	checks map[string]*minuteCheck
	begun  bool // the feed was live
	views  []*metrics.View
}

// minuteCheck is a check that runs every minute, and how each run ended.
type minuteCheck struct {
	rules  []rule
	states map[string]alarm.State
	runs   []checkRun
}

type checkRun struct {
	at   metrics.Time
	code int
	line string
}

// reportedFloor is a floor with a report beside the view of each new minute.
type reportedFloor struct {
	*lookout
	mu     sync.Mutex
	last   metrics.Time
	view   *metrics.View
	report *metrics.Report
}

// View implements live.Floor.
func (f *reportedFloor) View(q metrics.Query) *metrics.View {
	v := f.lookout.View(q)
	f.mu.Lock()
	defer f.mu.Unlock()
	if isDue(v.Now, f.last, metrics.Minute) {
		f.last, f.view, f.report = v.Now, v, f.Floor.Report()
	}
	return v
}

func (f *reportedFloor) reportOf(v *metrics.View) (*metrics.Report, bool) {
	f.mu.Lock()
	defer f.mu.Unlock()
	return f.report, f.view == v
}

// Views implements tui.Floor.
func (w *watchroom) Views() <-chan *metrics.View { return w.shown }

// Ask implements tui.Floor.
func (w *watchroom) Ask(q metrics.Query) { w.watch.Ask(q) }

// run hands views on to the screen, and checks by them.
func (w *watchroom) run(ctx context.Context) {
	for {
		select {
		case v := <-w.watch.Views():
			w.views = append(w.views, v)
			w.begun = w.begun || v.Feed.State == metrics.FeedLive
			if report, ok := w.floor.reportOf(v); ok && w.begun {
				w.check(v, report)
			}
			select {
			case <-w.shown:
			default:
			}
			w.shown <- v
		case <-ctx.Done():
			return
		}
	}
}

func (w *watchroom) check(v *metrics.View, report *metrics.Report) {
	for _, c := range w.checks {
		s := judge(c.rules, alarm.Evidence{View: v, Report: report}, c.states)
		c.runs = append(c.runs, checkRun{v.Now, s.code(), s.line()})
	}
}

// told are the alerts that went out.
func (w *watchroom) told() (all []alertJSON) {
	for {
		select {
		case a := <-w.watch.post.queue:
			all = append(all, a)
		default:
			return all
		}
	}
}

// source is what the gateways do.
type source func(ctx context.Context, in *live.Inbox)

// Run implements live.Source.
func (s source) Run(ctx context.Context, in *live.Inbox) { s(ctx, in) }

const darkRules = "alert critical lost lost>0\nalert critical past past>0\nalert warning due due>50\nalert warning crowd waiting>250"

// watched runs alerts, checks and, on a terminal, a screen over what gateways do
// for a while, in a bubble, by the clock of a zone.
func watched(t *testing.T, zone metrics.Zone, screen *os.File, gateways source, lasts time.Duration) *watchroom {
	t.Helper()
	policy := metrics.DefaultPolicy()
	policy.Zone, policy.Rules.Zone = zone, zone
	alerts, err := parseAlertRules(darkRules, "rules", policy)
	if err != nil {
		t.Fatal(err)
	}
	evidence := &alertEvidence{}
	w := &watchroom{shown: make(chan *metrics.View, 1), checks: map[string]*minuteCheck{}}
	for name, expression := range map[string]string{
		"floor": "lost>0", "silent shop": "shop:s7 waiting>250", "other shop": "shop:s1 waiting>250", "gateways": "sources_down>0",
	} {
		rules, err := parseRules(alarm.NewVocabulary(policy), nil, []string{expression})
		if err != nil {
			t.Fatal(err)
		}
		w.checks[name] = &minuteCheck{rules: rules, states: map[string]alarm.State{}}
	}
	w.floor = &reportedFloor{lookout: &lookout{metrics.New(policy), evidence}}
	loop := live.New(gateways, live.Options{NewFloor: func() live.Floor { return w.floor }, Zone: zone})
	w.watch = newAlertWatch(loop, alerts, newAlertPost(alerts, nil, func(err error) { t.Error(err) }), evidence)

	ctx, cancel := context.WithCancel(t.Context())
	keys := make(silentKeyboard)
	var all sync.WaitGroup
	all.Go(func() { loop.Run(ctx) })
	all.Go(func() { _ = w.watch.run(ctx) })
	all.Go(func() { w.run(ctx) })
	all.Go(func() {
		if screen == nil {
			return
		}
		if err := tui.Run(ctx, tui.Options{
			Floor: w, Clock: func() metrics.Time { return metrics.TimeOf(time.Now()) }, Clean: text.Clean, Who: "zhao", Zone: zone,
			In: keys, Out: screen, Environ: []string{"TERM=xterm-256color"},
		}); err != nil {
			t.Error(err)
		}
	})
	time.Sleep(lasts)
	cancel()
	close(keys)
	all.Wait()
	return w
}

// silentKeyboard is one that nobody touches until it is closed.
type silentKeyboard chan struct{}

// Read implements io.Reader.
func (k silentKeyboard) Read([]byte) (int, error) {
	<-k
	return 0, io.EOF
}

// recorder is a terminal, and what was written to it.
type recorder struct {
	screen, master *os.File
	out            bytes.Buffer
	read           chan struct{} // closed when nothing more will come
}

// newRecorder opens a terminal. It is read outside of any bubble, and what the
// runtime needs to hear of signals is made there.
func newRecorder(t *testing.T) *recorder {
	t.Helper()
	resized := make(chan os.Signal, 1)
	signal.Notify(resized, syscall.SIGWINCH)
	signal.Stop(resized)
	master, screen, err := pty.Open()
	if err != nil {
		t.Skip("no pseudo terminal here: ", err)
	}
	if err := pty.Setsize(master, &pty.Winsize{Rows: 45, Cols: 160}); err != nil {
		t.Fatal(err)
	}
	r := &recorder{screen: screen, master: master, read: make(chan struct{})}
	go func() {
		defer close(r.read)
		_, _ = io.Copy(&r.out, master) // fails once the screen is closed
	}()
	t.Cleanup(r.close)
	return r
}

func (r *recorder) close() {
	r.screen.Close()
	<-r.read
	r.master.Close()
}

// osc is a command to the terminal that a bell ends.
var osc = regexp.MustCompile("\x1b\\][^\x07\x1b]*\x07")

// written is what the terminal got until it is closed, without such commands.
func (r *recorder) written() string {
	r.close()
	return osc.ReplaceAllString(r.out.String(), "")
}

// gateway publishes the events of a shop.
type gateway struct {
	in       *live.Inbox
	shop     int
	sequence *uint64
}

func gatewaysOf(in *live.Inbox) (all []gateway) {
	sequence := new(uint64)
	for i := range 12 {
		all = append(all, gateway{in, i, sequence})
	}
	return all
}

func (g gateway) publish(ctx context.Context, e metrics.Event) {
	*g.sequence++
	now := metrics.TimeOf(time.Now())
	e.ID, e.Platform, e.Shop, e.Team = metrics.Text(fmt.Sprint("e", *g.sequence)), "pdd", metrics.Text(fmt.Sprint("s", g.shop)), "presale"
	_ = g.in.Event(ctx, &e, live.Mark{Sequence: *g.sequence, Stamp: now, At: g.in.Now(), Live: true})
}

func (g gateway) beat(ctx context.Context) {
	now := metrics.TimeOf(time.Now())
	g.publish(ctx, metrics.Event{Type: metrics.SourceReported, Time: now, Watermark: now})
}

// say is a line of a conversation at a time: of its buyer, or of the agent.
func (g gateway) say(ctx context.Context, kind metrics.SenderKind, conversation int, at metrics.Time) {
	sender := metrics.Sender{Kind: kind, ID: metrics.Text(fmt.Sprint("u", conversation))}
	if kind == metrics.Agent {
		sender.ID = "li"
	}
	g.publish(ctx, metrics.Event{
		Type: metrics.MessageCreated, Time: at, Conversation: metrics.Text(fmt.Sprint("c", conversation)), Sender: sender, Text: "在吗",
	})
}

// beats lets gateways say every five seconds that they live.
func beats(ctx context.Context, gateways []gateway, n int) {
	for range n {
		for _, g := range gateways {
			g.beat(ctx)
		}
		time.Sleep(5 * time.Second)
	}
}
