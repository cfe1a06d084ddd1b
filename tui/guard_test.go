package tui

import (
	"strings"
	"testing"
	"time"

	"floorwalker/feed/text"
	"floorwalker/metrics"
)

// A panic is told with its stack, and goes on to Bubble Tea, which restores the
// terminal.
func TestPanicIsTold(t *testing.T) {
	var told string
	m := New(Options{Clock: func() metrics.Time { panic("the clock is broken") }, Clean: text.Clean})
	g := guard{m, func(value any, stack []byte) { told = value.(string) + "\n" + string(stack) }}
	defer func() {
		if r := recover(); r != "the clock is broken" {
			t.Errorf("Bubble Tea catches %v", r)
		}
		if !strings.Contains(told, "the clock is broken") || !strings.Contains(told, "tui.guard.Update") {
			t.Errorf("told %q", told)
		}
	}()
	g.Update(viewMsg{view: &metrics.View{Now: metrics.TimeOf(time.Unix(1, 0))}})
	t.Error("no panic came")
}
