package tui

import (
	"errors"
	"testing"

	"floorwalker/metrics"
)

// fakeElevation notes when spells begin, and why, and when they end.
type fakeElevation struct {
	began []metrics.Text
	ended int
	err   error
}

func (f *fakeElevation) For() metrics.Span { return 15 * metrics.Minute }

func (f *fakeElevation) Begin(why metrics.Text) error {
	if f.err == nil {
		f.began = append(f.began, why)
	}
	return f.err
}

func (f *fakeElevation) End() error {
	f.ended++
	return f.err
}

// watching opens a screen that only watches until a reason is given.
func watching(t *testing.T) (*driver, *fakeElevation) {
	f := &fakeElevation{}
	d := start(t, func(o *Options) { o.ReadOnly, o.Access.Elevation = true, f })
	return d, f
}

func (d *driver) elevate(why string) *driver {
	return d.press("E").sees("why must this screen act, for 15:00?").types(why).press("enter")
}

func TestAScreenActsForASpell(t *testing.T) {
	d, f := watching(t)
	d.sees("[read-only]").press("n").sees("nudge: read-only: E and a reason let you act")
	d.elevate("lunch, two are out")
	if len(f.began) != 1 || f.began[0] != "lunch, two are out" {
		t.Fatalf("on record: %q", f.began)
	}
	d.sees("[acts 15:00]", "it is on record").misses("[read-only]")
	d.live(61)
	d.sees("[acts 13:59]")
	d.press("t").live(1)
	d.press("1")
	if len(d.desk.sent) != 1 || d.desk.sent[0].Verb != metrics.Take {
		t.Fatalf("sent %+v", d.desk.sent)
	}

	// It ends by itself, and with it the dialog that is open.
	d.press("down", "t").sees("1 ")
	d.live(14 * 60)
	d.sees("[read-only]", "time is over: read-only again").misses("[acts")
	if f.ended != 1 || d.m.dialog != nil {
		t.Errorf("ended %d times, dialog %T", f.ended, d.m.dialog)
	}
	d.press("t").sees("take: read-only")
}

func TestASpellIsGivenBack(t *testing.T) {
	d, f := watching(t)
	d.elevate("help").press("E").sees("[read-only]", "read-only again")
	d.live(1)
	if f.ended != 1 {
		t.Errorf("ended %d times", f.ended)
	}
	d.elevate("once more").press("L")
	d.live(2)
	d.sees("[read-only]")
	if f.ended != 2 {
		t.Errorf("a locked screen goes on acting: ended %d times", f.ended)
	}
	d.press("E").sees("locked")
}

func TestASpellNeedsAReasonAndARecord(t *testing.T) {
	d, f := watching(t)
	d.press("E", "enter").sees("why must this screen act").press("esc").sees("[read-only]")
	f.err = errors.New("nobody could write it down")
	d.elevate("help").sees("[read-only]", "still read-only: nobody could write it down")
	if len(f.began) != 0 {
		t.Errorf("began %q", f.began)
	}
}

func TestWhereThereAreNoSpells(t *testing.T) {
	start(t).press("E").sees("this screen acts anyway")
	start(t, func(o *Options) { o.ReadOnly = true }).press("E").sees("again: read-only")
}

// fakeDoor takes one file.
type fakeDoor struct {
	tried []string
	off   int
	err   error
}

func (f *fakeDoor) SignOff() { f.off++ }

func (f *fakeDoor) SignOn(path string) error {
	f.tried = append(f.tried, path)
	return f.err
}

func TestNobodyHasSignedOn(t *testing.T) {
	f := &fakeDoor{err: errors.New("no such file")}
	d := start(t, func(o *Options) {
		o.Who, o.ReadOnly, o.Access = "kefu", true, Access{SignOn: f, Nobody: true}
	})
	d.sees("[nobody: I signs on]").press("t").sees("nobody is signed on here: I")
	d.press("E").sees("nobody is signed on here: I")
	d.press("I").sees("file of your credentials or nkey seed").types("/media/zhao.creds").press("enter")
	d.sees("not signed on: no such file")
	if d.quit {
		t.Fatal("the screen ends though nobody has signed on")
	}
	f.err = nil
	d.press("I").types("/media/zhao.creds").press("enter")
	if !d.quit || len(f.tried) != 2 || f.tried[1] != "/media/zhao.creds" {
		t.Errorf("ended %v, tried %q", d.quit, f.tried)
	}
}

func TestSomebodyHasSignedOn(t *testing.T) {
	f := &fakeDoor{}
	d := start(t, func(o *Options) { o.Access = Access{SignOn: f, SignedOn: true} })
	d.misses("[nobody", "[read-only]")
	d.press("L", "t").sees("locked")
	d.press("L").live(1) // the key alone unlocks nothing
	d.sees("signed on: zhao", "1 sign off", "2 somebody else signs on")
	d.press("esc", "t").sees("locked")
	d.press("I").live(1)
	d.press("1")
	if !d.quit || f.off != 1 {
		t.Errorf("ended %v, signed off %d times", d.quit, f.off)
	}
	start(t).press("I").sees("nobody can sign on here")
}

func TestAnotherScreenOfOneName(t *testing.T) {
	d, _ := together(t)
	d.misses("2 screens")
	d.step(peersMsg{PeerState{Twins: true, On: []Peer{{By: "zhao"}}}})
	d.sees("2 screens as zhao")
	d.size(80, 24)
	d.misses("+1 on")
}
