package twin

import (
	"fmt"
	"math/rand"
	"reflect"
	"testing"
)

// soup is two days and a bit of random events in a few conversations of a few
// buyers: close together, so that everything overlaps with everything.
func soup(t *testing.T, r *rand.Rand, kinds []string) *shift {
	s := newShift(t, "")
	at := 8*60*60 + r.Intn(3600) // seconds since midnight of 03-09
	for at < 50*60*60 {
		kind := kinds[r.Intn(len(kinds))]
		who := "-"
		switch kind {
		case "buyer":
			who = fmt.Sprintf("u%d", r.Intn(3))
		case "agent":
			who = fmt.Sprintf("a%d", r.Intn(3))
		case "assigned", "transferred":
			who = []string{"a0", "a1", "a2", "-"}[r.Intn(4)]
		case "robot":
			who = "bot"
		}
		line := fmt.Sprintf("03-%02dT%02d:%02d:%02d %s %s c%d", 9+at/86400, at/3600%24, at/60%60, at%60, kind, who, r.Intn(4))
		switch {
		case kind == "rating.submitted":
			line += fmt.Sprintf(" score=%d", 1+r.Intn(5))
		case kind == "message.recalled" || kind == "message.deleted":
			line += fmt.Sprintf(" ref=e%03d", r.Intn(len(s.lines)+1))
		case kind == "buyer" && r.Intn(10) == 0:
			line += " offline=true"
		case kind == "robot" && r.Intn(4) == 0:
			line += " assisted=true agent=a1"
		}
		s.add(line)
		at += []int{0, 1, 29, 30, 31, 90, 180, 600, 3600}[r.Intn(9)]
	}
	return s
}

var orderly = []string{
	"buyer", "buyer", "buyer", "agent", "agent", "robot", "auto", "assigned", "transferred", "handoff",
	"closed", "rating.submitted", "complaint.opened", "order.placed",
}

// TestFinalDaysStayAsTheyAre: nothing that happens after midnight changes a
// rate or a mean of the day before (R7); only a late report of what happened
// before, a removal or an order can.
func TestFinalDaysStayAsTheyAre(t *testing.T) {
	for seed := range int64(20) {
		s := soup(t, rand.New(rand.NewSource(seed)), orderly)
		var days []map[string]any
		for _, now := range []string{"00:00:00", "11:00:00", "03-11T12:00:00"} {
			report, err := Report(s.lines, clock(t, now), nil)
			if err != nil {
				t.Fatal(err)
			}
			one := report["shops"].(map[string]any)["pdd/s1"].(map[string]any)
			d := one["days"].(map[string]any)["2026-03-09"].(map[string]any)
			for _, open := range []string{
				"contact_centre", "csat", "conversion", // closes, ratings and orders may follow
				"jd_avg_response", // a session begun by day may ask at 23:30, open until 00:30
			} {
				delete(d, open)
			}
			days = append(days, d)
		}
		if !reflect.DeepEqual(days[0], days[1]) || !reflect.DeepEqual(days[1], days[2]) {
			t.Errorf("seed %d: a final day changed", seed)
			differences(t, "at 11:00", days[1], days[0])
			differences(t, "at 12:00", days[2], days[1])
		}
	}
}

// TestSoup looks at what must hold whatever happened.
func TestSoup(t *testing.T) {
	kinds := append([]string{"message.recalled", "message.deleted"}, orderly...)
	for seed := range int64(30) {
		s := soup(t, rand.New(rand.NewSource(1000+seed)), kinds)
		settings := map[string]any{}
		if seed%2 == 1 {
			settings = map[string]any{"clock": "business", "buyer_recall": "cancel", "transfer_unanswered": "charge"}
		}
		now := clock(t, "03-10T15:00:00") + seed*minute
		report, err := Report(s.lines, now, settings)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := Floor(s.lines, now, settings); err != nil {
			t.Fatal(err)
		}
		one := report["shops"].(map[string]any)["pdd/s1"].(map[string]any)
		for on, d := range one["days"].(map[string]any) {
			m := d.(map[string]any)
			if !reflect.DeepEqual(m["pdd_effective"], m["pdd_reply_1h"]) {
				t.Errorf("seed %d %s: effective rate and 1-hour rate of a day differ", seed, on)
			}
			fast, slow := m["pdd_reply_5m"].(map[string]any), m["pdd_reply_1h"].(map[string]any)
			if fast["ok"].(int64) > slow["ok"].(int64) || fast["miss"].(int64) < slow["miss"].(int64) {
				t.Errorf("seed %d %s: more in time after 5 minutes than after an hour", seed, on)
			}
		}
		for on, people := range one["agents"].(map[string]any) {
			for name, a := range people.(map[string]any) {
				row := a.(map[string]any)
				engaged, open := row["engaged_ms"].(int64), row["conversation_ms"].(int64)
				if engaged > open || engaged > day || open > engaged*row["peak_concurrency"].(int64) {
					t.Errorf("seed %d %s %s: engaged %d, open %d", seed, on, name, engaged, open)
				}
			}
		}
		r := rand.New(rand.NewSource(seed))
		r.Shuffle(len(s.lines), func(i, j int) { s.lines[i], s.lines[j] = s.lines[j], s.lines[i] })
		again, _ := Report(s.lines, now, settings)
		if !reflect.DeepEqual(report, again) {
			t.Errorf("seed %d: the order of arrival changed the report", seed)
		}
	}
}
