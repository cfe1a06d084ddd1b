package tui

import (
	"fmt"
	"slices"
	"testing"

	"github.com/charmbracelet/x/exp/golden"

	"floorwalker/metrics"
)

// fakeTravel notes where the screen wants to go.
type fakeTravel struct {
	sought   []metrics.Time
	played   []float64
	breaches int
	back     int
}

func (f *fakeTravel) Seek(at metrics.Time) { f.sought = append(f.sought, at) }
func (f *fakeTravel) NextBreach()          { f.breaches++ }
func (f *fakeTravel) Play(speed float64)   { f.played = append(f.played, speed) }
func (f *fakeTravel) Live()                { f.back++ }

// travels opens a screen that has a past to go to.
func travels(t *testing.T, change ...func(*Options)) (*driver, *fakeTravel) {
	f := &fakeTravel{}
	d := start(t, append(change, func(o *Options) { o.Travel = f })...)
	return d, f
}

// pastAt shows the floor as it was at an instant, held.
func (d *driver) pastAt(at metrics.Time) *driver {
	v := *d.view // the screen still has the one of the present
	v.Now = at
	v.Feed = metrics.Feed{State: metrics.FeedLive, Replay: true, Held: true}
	d.view = &v
	d.show()
	return d
}

func TestAScreenWithoutAPastSaysSo(t *testing.T) {
	d := start(t)
	d.press("<").sees("show the past: there is no stream to go back in").misses("Enter goes there")
	for _, key := range []string{">", ",", "."} {
		d.press(key).sees("there is no stream to go back in")
	}
}

func TestThePastIsReachedByATime(t *testing.T) {
	minutes := func(n int) metrics.Time { return sampleNow.Add(-metrics.Span(n) * metrics.Minute) }
	toMinute := sampleNow - sampleNow%metrics.Time(metrics.Minute)
	for typed, want := range map[string]metrics.Time{
		"-15m": minutes(15), "-1h5m": minutes(65), "20:41": toMinute, "20:41:06": sampleNow.Add(-metrics.Second),
		"20:42": toMinute.Add(metrics.Minute - metrics.Day), "2026-11-11 19:41": toMinute.Add(-metrics.Hour), "２０：４１": toMinute, "－15m": minutes(15),
	} {
		d, f := travels(t)
		d.press("<").sees("Enter goes there").types(typed).press("enter").misses("Enter goes there")
		if !slices.Equal(f.sought, []metrics.Time{want}) {
			t.Errorf("%q leads to %v, want %v", typed, f.sought, want)
		}
		d.sees("on the way to 2026-11-1")
	}
	for _, typed := range []string{"", "soon", "-", "-5", "25:00", "2026-11-11 20:42", "2027-01-01 00:00", "x4", "1969-01-01 00:00"} {
		d, f := travels(t)
		d.press("<").types(typed).press("enter").sees("no time before 20:41: write 20:41").types("0").misses("no time before").press("esc").misses("show the past ")
		if len(f.sought)+len(f.played) > 0 {
			t.Errorf("%q leads to %v", typed, f.sought)
		}
	}
}

func TestThePastIsReadOnlyAndLeadsBack(t *testing.T) {
	d, f := travels(t, func(o *Options) { o.Peers = &fakePeers{} })
	d.press(">").sees("past: next line that breaks: only in the past, < goes there")
	d.share(Mark{Kind: MarkClaim, Chat: key("k4"), By: "qian", At: sampleNow}).sees("qian on it")
	d.alert(sampleAlerts()...)
	d.pastAt(ago(metrics.Hour))
	d.sees("2026-11-11 19:41:07", "■ PAST held, . back to now", "[read-only]", "now: ").misses("● live", "qian on it")
	for _, key := range []string{"r", "n", "t", "x", "h", "a", "A", "B"} {
		d.press(key).sees("this is the past, . goes back to now").misses("digit confirms")
	}
	d.press("<").sees("or x10 to play faster").types("x10").press("enter")
	d.press(",").view.Feed.Held, d.view.Feed.Speed = false, 10
	d.show()
	d.sees("■ PAST ×10, . back to now").press(",").press(">")
	if !slices.Equal(f.played, []float64{10, 1, 0}) || f.breaches != 1 {
		t.Errorf("played %v, %d breaches", f.played, f.breaches)
	}
	d.press(".").sees("back to now")
	d.view.Now, d.view.Feed = sampleNow, metrics.Feed{State: metrics.FeedLive}
	d.show()
	d.sees("● live", "20:41:07", "qian on it").misses("PAST", "[read-only]", "2026-11-11 ")
	if f.back != 1 {
		t.Error("does not go back")
	}
}

// A screen that shows the past alone offers no way to a present, and says quietly
// when the server that has the rest is out of reach.
func TestAScreenOfThePastAlone(t *testing.T) {
	linked := true
	d, f := travels(t, func(o *Options) { o.NoNow, o.ReadOnly, o.Linked = true, true, func() bool { return linked } })
	d.pastAt(ago(metrics.Hour))
	d.sees("■ PAST held").misses("back to now", "out of reach")
	d.press(".").sees("this screen shows the past alone: floorwalker watch shows the present")
	d.press("h").misses("goes back to now")
	if f.back != 0 {
		t.Error("goes back to a present")
	}
	linked = false
	d.pass(sec)
	d.sees("server out of reach", "■ PAST held").size(80, 24)
	d.sees("server out of reach", "PAST held")
	d.view.Feed.Replay = false // of the present the feed itself tells
	d.show()
	d.misses("out of reach")
}

// A dialog of the present does not survive into the past, and what was held or
// marked there is not held among rows of another time.
func TestThePastIsAnotherFloor(t *testing.T) {
	d, _ := travels(t)
	d.press("down", " ").sees("marked 1").press("p").sees("HOLD")
	d.press("<").types("-15m").press("enter").misses("HOLD", "marked 1")
	d.press("down", "r").sees("digit confirms")
	d.drop("k4")
	slices.Reverse(d.view.Waiting)
	d.pastAt(ago(900 * sec)).misses("digit confirms").sees("closed: this is the past")
	if got := d.order(); slices.Contains(got, "k4") || got[1] != "k8" {
		t.Errorf("keeps the order of the present: %v", got)
	}
}

// The bell does not ring for what comes with the way back.
func TestNoBellOnTheWayThroughTime(t *testing.T) {
	d, _ := travels(t)
	now := d.view.Now
	d.pastAt(ago(metrics.Hour))
	d.view.Now, d.view.Feed = now, metrics.Feed{State: metrics.FeedLive}
	d.change("k4", func(w *metrics.Waiting) { w.State = metrics.RowLost })
	d.show()
	if d.bells != 0 {
		t.Errorf("%d bells", d.bells)
	}
}

func TestPastPictures(t *testing.T) {
	for lang, name := range map[Lang]string{English: "en", Chinese: "zh"} {
		for _, size := range []struct{ w, h int }{{80, 24}, {160, 45}} {
			t.Run(fmt.Sprintf("%s-%dx%d", name, size.w, size.h), func(t *testing.T) {
				d, _ := travels(t, func(o *Options) { o.Lang = lang })
				d.size(size.w, size.h)
				d.pastAt(ago(900 * sec)).press("<").types("-15")
				requireGrid(t, d.screen(), size.w, size.h)
				golden.RequireEqual(t, d.screen()+"\n")
			})
		}
	}
}
