package tui

import (
	"slices"
	"strconv"
	"testing"

	tea "charm.land/bubbletea/v2"

	"floorwalker/metrics"
)

func (d *driver) lastAsked() metrics.Query {
	d.t.Helper()
	if len(d.floor.asked) == 0 {
		d.t.Fatal("nothing was asked")
	}
	return d.floor.asked[len(d.floor.asked)-1]
}

func TestQuitNeedsTheCapital(t *testing.T) {
	d := start(t)
	d.press("q").sees("Q quits, q does not")
	if d.quit {
		t.Fatal("q quit")
	}
	d.press("Q")
	if !d.quit {
		t.Error("Q did not quit")
	}
}

func TestInterruptAsksOnce(t *testing.T) {
	d := start(t)
	d.press("ctrl+c").sees("Ctrl+C once more")
	d.press("down", "ctrl+c")
	if d.quit {
		t.Fatal("two that were apart quit")
	}
	d.press("ctrl+c")
	if !d.quit {
		t.Error("twice did not quit")
	}
}

func TestChineseKeysMeanTheirTwins(t *testing.T) {
	d := start(t)
	d.press("？").sees("─ keys ─")
	d.press("esc", "／").sees("Enter keeps, Esc clears")
	d.press("esc", "ｒ").sees("reassign W***")
	d.press("esc", "、").sees("Enter keeps, Esc clears")
}

func TestComposedTextIsNotAKey(t *testing.T) {
	d := start(t, func(o *Options) { o.Lang = Chinese })
	d.press("人").sees("请切到英文输入").on("k1")
	d.press("你好").sees("请切到英文输入")
	if len(d.floor.asked) > 0 || d.m.dialog != nil {
		t.Error("text did something")
	}
}

func TestPasteOutsideAnInputDoesNothing(t *testing.T) {
	d := start(t)
	d.step(tea.PasteMsg{Content: "r1Q"})
	if d.m.dialog != nil || d.quit || len(d.floor.asked) > 0 {
		t.Error("paste did something")
	}
	d.press("r")
	d.pass(200)
	d.step(tea.PasteMsg{Content: "1"})
	if len(d.desk.sent) > 0 {
		t.Error("paste confirmed")
	}
}

func TestFindNarrowsWhileTyping(t *testing.T) {
	d := start(t)
	d.press("/", "r", "人", " ", "Q")
	if got := d.lastAsked().Filter.Term; got != "r人 Q" {
		t.Errorf("asked for %q", got)
	}
	if c := d.m.View().Cursor; c == nil || c.X != len(" / ")+len("r人 Q")-1 || c.Y != 44 {
		t.Errorf("cursor %v", c)
	}
	d.press("backspace", "backspace", "enter")
	d.show()
	d.sees("· /r人").misses("Enter keeps")
	if d.m.View().Cursor != nil {
		t.Error("cursor stayed")
	}
	d.press("esc")
	if got := d.lastAsked().Filter.Term; got != "" {
		t.Errorf("Esc left %q", got)
	}
}

func TestFindEscapeClears(t *testing.T) {
	d := start(t)
	d.press("/", "x", "esc")
	if got := d.lastAsked().Filter.Term; got != "" {
		t.Errorf("left %q", got)
	}
}

func TestPasteIntoFindIsCleaned(t *testing.T) {
	d := start(t)
	d.press("/")
	d.step(tea.PasteMsg{Content: "a\x1b]0;x\u202eb\u200dc\n"})
	if got := d.lastAsked().Filter.Term; got != "a]0;xbc" {
		t.Errorf("asked for %q", got)
	}
	requireGrid(t, d.screen(), 160, 45)
}

func TestSortChangesTheQuestion(t *testing.T) {
	d := start(t)
	d.press("s")
	if d.lastAsked().Sort != metrics.ByWait {
		t.Error("not by wait")
	}
	slices.Reverse(d.view.Waiting)
	d.show()
	d.sees("longest wait first", "sort waited ↓")
	if got := d.order(); got[1] != "k8" {
		t.Errorf("a new question kept the old order: %v", got)
	}
	d.press("s")
	if d.lastAsked().Sort != metrics.ByDeadline {
		t.Error("not by deadline")
	}
}

func TestPanelsTakeTurns(t *testing.T) {
	d := start(t)
	d.sees("▸waiting 63").press("tab").sees("▸agents 14", "▸Li Na")
	d.press("down", "enter").sees("─ Sun Hao · sun ─", "3-minute rate", "95.31  305 of 320")
	d.press("esc", "r").sees("choose a waiting row first")
	d.press("tab").sees("▸teams", "▸presale-A")
	d.press("down", "enter")
	if got := d.lastAsked().Filter.Teams; !slices.Equal(got, []metrics.Text{"aftersale"}) {
		t.Errorf("asked for %v", got)
	}
	d.show()
	d.sees("team aftersale")
	d.press("enter")
	if got := d.lastAsked().Filter.Teams; len(got) > 0 {
		t.Errorf("still narrowed to %v", got)
	}
	d.press("esc").sees("▸waiting")
	d.press("f3").sees("▸agents").press("f3").sees("▸waiting")
}

func TestOneConversationAfterTheOther(t *testing.T) {
	d := start(t)
	d.press("]").sees("next conversation: open a conversation first")
	d.press("enter").sees("W*** at flag-17", "5m  20:42:55  1:48", "pinned", "open complaint")
	d.press("]").sees("b-8891 at flag-17").on("k3").press("[").sees("W*** at flag-17").press("]")
	d.press("esc").misses(" at flag-17").on("k3")
}

func TestHelpFindsAndScrolls(t *testing.T) {
	d := start(t, func(o *Options) { o.ReadOnly = true })
	d.size(80, 24)
	d.press("?").sees("reassign: read-only", "Enter", "hold")
	d.press("z", "h", "u", "a", "n", "j", "i", "e").misses("Tab ")
	d.press("backspace", "backspace", "backspace", "backspace", "backspace", "backspace", "backspace", "backspace")
	d.press("转", "接").sees("F7").misses("Shift+Tab")
	d.press("esc", "?").misses("not assessed")
	d.press("pgdown", "pgdown", "pgdown", "pgdown").sees("not assessed")
	if c := d.m.View().Cursor; c == nil {
		t.Error("no cursor in the help")
	}
	d.press("f1").misses("─ keys ─")
}

// choose opens the menu and runs an action by digits alone.
func (d *driver) choose(id string) {
	d.t.Helper()
	d.press("f9")
	for range 9 {
		menu, ok := d.m.dialog.(*menuDialog)
		if !ok {
			d.t.Fatal("no menu")
		}
		for i, a := range menu.shown(d.m) {
			if a.id == id {
				d.press(strconv.Itoa(i + 1))
				return
			}
		}
		d.press("0")
	}
	d.t.Fatalf("no %s in the menu", id)
}

func TestMenuNeedsNoLetter(t *testing.T) {
	d := start(t)
	d.press("f9").sees("1 nudge", "2 reassign").press("esc")
	d.choose("sort")
	if d.lastAsked().Sort != metrics.ByWait {
		t.Error("the menu did not sort")
	}
	d.press("f9", "0").sees("─ menu ─").misses("1 nudge")
	d.press("x").sees("─ menu ─").press("f9").misses("─ menu ─")
	d.choose("quit")
	if !d.quit {
		t.Error("the menu did not quit")
	}
}

func TestLanguageAndThemeChangeAtOnce(t *testing.T) {
	d := start(t)
	d.press("Z").sees("待回复 63", "转接").misses("waiting 63")
	d.press("Z").sees("waiting 63").misses("待回复")
	d.press("T")
	if d.m.theme.Name != "default" {
		t.Errorf("theme %q", d.m.theme.Name)
	}
	requireGrid(t, d.screen(), 160, 45)
}

func TestWindowTitleCarriesWhatIsLate(t *testing.T) {
	d := start(t)
	if got := d.m.View().WindowTitle; got != "▲10 !5 lost12 floorwalker" {
		t.Errorf("%q", got)
	}
	d.pass(6 * sec)
	if got := d.m.View().WindowTitle; got != "? floorwalker" {
		t.Errorf("%q", got)
	}
}

func TestUnknownKeySaysSo(t *testing.T) {
	start(t).press("X").sees("no such key here")
}
