package tui

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"floorwalker/metrics"
)

func TestMasks(t *testing.T) {
	for name, want := range map[string]string{
		"": "", "王": "*", "刘洋": "刘*", "王晓明": "王*明", "欧阳小明": "欧*明", "Lucy": "L***", "L": "*", "王*明": "王*明", "小白Tom": "小*m", "b***": "b***",
	} {
		if got := maskName(name); got != want {
			t.Errorf("%q is %q, want %q", name, got, want)
		}
	}
	for id, want := range map[string]string{
		"b-8891": "b-8891", "c-1102": "c-1102", "13812345678": "13***78", "tb_longlogin": "tb***in", "小猪佩奇": "小*奇", "": "", "a@b.c": "a***",
	} {
		if got := maskID(id); got != want {
			t.Errorf("%q is %q, want %q", id, got, want)
		}
	}
}

// named gives the buyer on the second row a real name.
func named(t *testing.T, f *fakeOffice, change ...func(*Options)) *driver {
	d := start(t, append([]func(*Options){allowed(f)}, change...)...)
	d.change("k3", func(w *metrics.Waiting) { w.Buyer, w.BuyerName = "13812345678", "王晓明" })
	d.show()
	d.press("down").on("k3")
	return d
}

// Wherever a buyer is named, he is masked.
func TestNoScreenShowsARealName(t *testing.T) {
	d := named(t, &fakeOffice{})
	for _, keys := range [][]string{nil, {"enter"}, {"esc", "n"}, {"esc", "t"}, {"esc", "r"}, {"esc", "e"}, {"esc", "*", "n"}, {"esc", "f6"}} {
		d.press(keys...).show()
		d.misses("王晓明", "13812345678")
	}
	if strings.Contains(Render(d.view, picture(160, 45, English)), "晓") {
		t.Error("a picture shows the name")
	}
}

func TestANameShowsForHalfAMinute(t *testing.T) {
	f := &fakeOffice{}
	d := named(t, f)
	d.press("v").sees("王晓明", "shows here for 30 seconds").misses("13812345678")
	d.press("enter").sees("王晓明 · 13812345678").press("esc")
	d.live(29)
	d.sees("王晓明")
	d.live(2)
	d.misses("王晓明").sees("王*明")
	d.press("v", "v").misses("王晓明")
	if want := []string{"zhao unmasked k3", "zhao unmasked k3"}; !slices.Equal(f.log, want) {
		t.Errorf("logged %v", f.log)
	}
}

func TestBuyersStayMasked(t *testing.T) {
	for why, change := range map[string]func(*Options){
		"you have no right to it":         func(o *Options) { o.Rights = Rights{} },
		"nothing here would log it":       func(o *Options) { o.Auditor = nil },
		"no place to write it is set up":  func(o *Options) { o.Paper, o.Auditor, o.Rights = nil, nil, Rights{} },
		"not shown, it could not be logg": func(o *Options) { o.Auditor = &fakeOffice{broken: true} },
	} {
		t.Run(why, func(t *testing.T) {
			f := &fakeOffice{}
			d := named(t, f, change)
			seen := ""
			for _, k := range []string{"v", "y", "w"} {
				d.press(k)
				seen += d.footer()
				d.press("1").misses("王晓明", "13812345678").press("esc")
			}
			if !strings.Contains(seen, why) || len(f.printed) > 0 {
				t.Errorf("said %q", seen)
			}
		})
	}
}

// clipboard is what went to the clipboard of the terminal.
func clipboard(d *driver, press string) string {
	_, cmd := d.m.Update(keyPress(press))
	if cmd == nil {
		return ""
	}
	msg := cmd()
	if strings.HasSuffix(fmt.Sprintf("%T", msg), "setClipboardMsg") {
		return fmt.Sprint(msg)
	}
	return ""
}

func TestCopyingNeverUnmasksTheList(t *testing.T) {
	f := &fakeOffice{}
	d := named(t, f)
	if got := clipboard(d, "y"); got != "13812345678" {
		t.Errorf("copied %q", got)
	}
	d.sees("sent to the clipboard", "13812345678", "王*明").misses("王晓明")
	d.live(4)
	d.sees("13812345678")
	d.live(2)
	d.misses("13812345678", "clipboard")
	if want := []string{"zhao copied buyer of k3"}; !slices.Equal(f.log, want) {
		t.Errorf("logged %v", f.log)
	}
	clipboard(d, "y")
	d.press("down").misses("13812345678").on("k4")
}

func TestOrderNumbersAreCopiedFromTheConversation(t *testing.T) {
	f := &fakeOffice{}
	d := opened(t, allowed(f))
	d.press("y").sees("1 buyer b-20771", "2 order 25***17").press("9").sees("copy which")
	if got := clipboard(d, "2"); got != "251111-8800417" {
		t.Errorf("copied %q", got)
	}
	d.sees("251111-8800417").press("esc").misses("251111-8800417")
	if !slices.Equal(f.log, []string{"zhao copied order of k1"}) {
		t.Errorf("logged %v", f.log)
	}
}

func TestTheScreenLocks(t *testing.T) {
	d := named(t, &fakeOffice{})
	d.press("v").sees("王晓明").press("L").sees("[locked, L unlocks]", "王*明").misses("王晓明")
	for _, k := range []string{"n", "r", "t", "o", "v", "y", "w"} {
		d.press(k).sees("the screen is locked")
	}
	d.press("down", "f4", "f4").sees("▸waiting").press("L").misses("[locked").press("r").sees("reassign")
	if len(d.desk.sent) > 0 {
		t.Error("sent")
	}
}

func TestTheScreenLocksItself(t *testing.T) {
	d := start(t)
	d.press("r").show()
	d.pass(300)
	d.live(14 * 60)
	d.misses("[locked")
	d.live(70)
	d.sees("[locked", "waiting 63").misses("digit confirms")
	d.press("L").misses("[locked")
	d.live(30)
	d.misses("[locked")
}

func TestTheTopOfTheListGoesToPaper(t *testing.T) {
	f := &fakeOffice{}
	d := named(t, f)
	d.press("w").sees("the top of the list", "hand-over note", "night backlog").press("1").sees("written, 25 buyers by name: /tmp/list")
	if len(f.printed) != 1 || !strings.Contains(f.printed[0], "王晓明 13812345678") || !strings.Contains(f.printed[0], "25 listed of 63") {
		t.Errorf("printed %s", f.printed)
	}
	if !slices.Equal(f.log, []string{"zhao exported 25"}) {
		t.Errorf("logged %v", f.log)
	}
	d.misses("王晓明")
}

// A blackout is what the list on paper is for.
func TestPaperWorksInTheDark(t *testing.T) {
	f := &fakeOffice{}
	d := named(t, f)
	d.view.Feed.State, d.view.Feed.Since = metrics.FeedLost, ago(20*sec)
	d.show()
	d.sees("w writes a paper list")
	for _, k := range []string{"1", "2", "3"} {
		d.press("w", k)
	}
	if len(f.printed) != 3 || !strings.Contains(f.printed[0], "true as of 20:40:47, may have been answered since") {
		t.Errorf("printed %s", f.printed)
	}
}

func TestTheNightBacklogIsCountedWhole(t *testing.T) {
	f := &fakeOffice{}
	d := named(t, f)
	d.press("w", "3")
	if q := d.lastAsked(); q.Limit != paperLimit || len(q.Filter.Conditions) != 1 {
		t.Fatalf("asked %+v", q)
	}
	d.show()
	if last := d.lastAsked(); last.Limit != 0 || len(f.printed) != 1 {
		t.Fatalf("asked %+v, printed %d", last, len(f.printed))
	}
	for _, want := range []string{"night rows: 31", "shop:", "    1  dy-beauty", "stage:", "    1  after", "agent:", "    1  unassigned"} {
		if !strings.Contains(f.printed[0], want) {
			t.Errorf("no %q in %s", want, f.printed[0])
		}
	}
}

func TestTheHandOverNote(t *testing.T) {
	f := &fakeOffice{}
	d := start(t, allowed(f), func(o *Options) { o.Lang = Chinese })
	d.view.Lanes = sampleLanes(sampleIn[Chinese])
	d.show()
	d.press("w", "2")
	d.pass(6 * sec) // the floor does not answer
	if len(f.printed) != 1 {
		t.Fatalf("printed %v", f.printed)
	}
	for _, want := range []string{"投诉未了结:", "我要投诉", "客服求助:", "要900件", "仍计考核:", "王*明"} {
		if !strings.Contains(f.printed[0], want) {
			t.Errorf("no %q in %s", want, f.printed[0])
		}
	}
}

func TestAPrinterThatFailsIsHeard(t *testing.T) {
	f := &fakeOffice{}
	d := named(t, f)
	f.broken = true
	d.m.auditor = &fakeOffice{}
	d.press("w", "1").sees("not written: disk full")
}
