package tui

import (
	"fmt"
	"strings"
	"testing"

	"floorwalker/metrics"
)

// people fills the floor with n agents.
func (d *driver) people(n int) *driver {
	a := d.view.Agents[0]
	for i := len(d.view.Agents); i < n; i++ {
		a.ID = metrics.Text(fmt.Sprintf("p%02d", i))
		a.Name = a.ID
		d.view.Agents = append(d.view.Agents, a)
	}
	d.show()
	return d
}

func TestFloorPlanShowsEverybody(t *testing.T) {
	d := start(t).people(84)
	d.press("g").sees("▸agents 84", "▸Li Na 8/10 !2 6:12!", "Sun 10/10 !1 1h22m", "Lin ○42m", "p83").misses("waiting 63 ·")
	requireGrid(t, d.screen(), 160, 45)
	if n := strings.Count(d.screen(), "!2 6:12!"); n != 71 {
		t.Errorf("%d cells of p", n)
	}
	d.press("g").sees("▸waiting 63")
	d.press("g", "esc").sees("▸waiting 63")
}

func TestFloorPlanMovesInTwoDirections(t *testing.T) {
	d := start(t).people(40)
	at := func(want int) {
		t.Helper()
		if got := d.m.agents.list.Index(); got != want {
			t.Errorf("at %d, want %d", got, want)
		}
	}
	d.press("g", "right", "down")
	at(8)
	d.press("left", "up", "up")
	at(0)
	d.press("end", "down")
	at(39)
	d.press("home", "right", "enter").sees("─ Sun Hao · sun ─").press("esc", "o").sees("status of Sun Hao").press("esc")
	d.press("esc", "left").sees("cell to the left: only on the floor plan")
}

func TestFloorPlanScrolls(t *testing.T) {
	d := start(t).people(300)
	d.size(44, 12)
	d.press("g", "end").sees("p299")
	requireGrid(t, d.screen(), 44, 12)
	d.press("home").sees("Li Na").misses("p299")
	d.press("end")
	d.live(61)
	d.sees("Li Na")
}
