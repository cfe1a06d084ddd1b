package metrics_test

import (
	"fmt"
	"strings"
	"testing"

	"floorwalker/metrics"
)

// twoHours are a shop's whose robot answers a buyer every ten seconds from 10:00
// to an instant, and hands one over every five minutes; buyers come until 12:00.
func twoHours(answersUntil string) string {
	var b strings.Builder
	for s := 10 * 3600; s < 12*3600; s += 10 {
		at := func(more int) string { t := s + more; return fmt.Sprintf("%02d:%02d:%02d", t/3600, t/60%60, t%60) }
		chat := fmt.Sprintf("c%d", s)
		fmt.Fprintf(&b, "%s buyer %s\n", at(0), chat)
		switch {
		case at(0) >= answersUntil:
			fmt.Fprintf(&b, "%s handoff %s\n", at(2), chat)
		case s%300 == 0:
			fmt.Fprintf(&b, "%s robot %s\n%s handoff %s\n", at(2), chat, at(4), chat)
		default:
			fmt.Fprintf(&b, "%s robot %s\n", at(2), chat)
		}
	}
	return b.String()
}

// A robot that has stopped is told from one that nobody asks, and what came to
// people instead is counted from when it stopped.
func TestRobotNow(t *testing.T) {
	for _, c := range []struct {
		until, at string
		state     metrics.RobotState
		handoffs  float64
	}{
		{"12:00", "11:30:10", metrics.RobotWell, 0},
		{"11:10:30", "11:11:59", metrics.RobotWell, 2}, // too early to say
		{"11:10:30", "11:14:59", metrics.RobotSilent, 6},
		{"11:10:30", "11:59:59", metrics.RobotSilent, 6},
		{"12:00", "14:00:00", metrics.RobotWell, 0}, // nobody asks
		{"12:00", "19:00:00", metrics.NoRobot, 0},
	} {
		f := tell(t, twoHours(c.until)).floor(c.at)
		r := f.View(metrics.Query{}).Shops[0].Robot
		if r.State != c.state || r.Handoffs < c.handoffs-1 || r.Handoffs > c.handoffs+1 {
			t.Errorf("silent from %s, at %s: %+v", c.until, c.at, r)
		}
		if r.State == metrics.RobotSilent && (r.UsualHandoffs > .3 || r.UsualAnswers < 5.7 || r.UsualAnswers > 6.1 || r.Answers != 0) {
			t.Errorf("silent from %s, at %s: usual is %+v", c.until, c.at, r)
		}
	}
}

// A robot that answers one in ten of those it used to answer.
func TestWeakRobot(t *testing.T) {
	few := strings.Builder{}
	for i, l := range strings.SplitAfter(twoHours("12:00"), "\n") {
		if l < "11:10" || !strings.Contains(l, "robot") || i%20 == 1 {
			few.WriteString(l)
		}
	}
	r := tell(t, few.String()).floor("11:20:00").View(metrics.Query{}).Shops[0].Robot
	if r.State != metrics.RobotWeak || r.Answers > r.UsualAnswers/3 || r.LastSaid == 0 {
		t.Errorf("%+v", r)
	}
}
