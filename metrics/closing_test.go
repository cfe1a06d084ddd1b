package metrics_test

import (
	"testing"

	"floorwalker/metrics"
)

func TestHoursOfTheFloor(t *testing.T) {
	tl := tell(t, `
		10:00:00 buyer c1
		10:00:05 robot c1`)
	instant := func(text string) metrics.Time { return tl.floor(text).Now() }
	for _, c := range []struct{ at, closes, opens string }{
		{"07:59:59", "", "08:00:00"},
		{"08:00:00", "23:00:00", ""},
		{"22:59:59", "23:00:00", ""},
		{"23:00:00", "", "11T08:00:00"},
	} {
		got := tl.floor(c.at).View(metrics.Query{}).Closing
		var closes, opens metrics.Time
		if c.closes != "" {
			closes = instant(c.closes)
		} else {
			opens = instant(c.opens)
		}
		if got.Closes != closes || got.Opens != opens || got.Closed != (c.closes == "") {
			t.Errorf("at %s: %+v", c.at, got)
		}
	}
	if c := metrics.New(metrics.DefaultPolicy()).View(metrics.Query{}).Closing; c != (metrics.Closing{}) {
		t.Errorf("of no shop: %+v", c)
	}
}
