package tui

import (
	"testing"

	"floorwalker/metrics"
)

// robots makes the shops of the sample floor ones with a robot that has said
// nothing for a while.
func (d *driver) robots(silent metrics.Span, shops ...metrics.Text) *driver {
	for i := range d.view.Shops {
		r := &d.view.Shops[i]
		r.Robot = metrics.RobotNow{State: metrics.RobotWell, LastSaid: d.view.Now.Add(-sec), UsualAnswers: 10}
		for _, shop := range shops {
			if r.Key.Shop == shop {
				r.Robot = metrics.RobotNow{
					State: metrics.RobotSilent, LastSaid: d.view.Now.Add(-silent), UsualAnswers: 10, UsualHandoffs: 5.4, Handoffs: 14.2,
				}
			}
		}
	}
	d.show()
	return d
}

func TestRobotsThatStoppedHaveALine(t *testing.T) {
	for lang, want := range map[Lang][2]string{
		English: {"robot of flag-17 silent 4:12  handoffs 5.4→14.2/min", "robots of 2 shops silent 4:12  handoffs 10.8→28.4/min"},
		Chinese: {"旗舰店-17 机器人 4:12 没回话  转人工 5.4→14.2/分", "2 家店机器人没回话 最久 4:12  转人工 10.8→28.4/分"},
	} {
		d := start(t, func(o *Options) { o.Lang = lang })
		w := sampleIn[lang]
		d.view = sampleView(lang)
		d.robots(0).misses(d.m.glyphs.alert)
		d.robots(252*sec, w.shop17).sees(want[0])
		requireGrid(t, d.screen(), 160, 45)
		d.robots(252*sec, w.shop17, w.beauty).sees(want[1])
		d.size(80, 24)
		d.sees(want[1])
		requireGrid(t, d.screen(), 80, 24)
		d.press("!").sees(want[0])
		d.robots(0, w.shop17).press("esc").robots(0).misses(d.m.glyphs.alert)
	}
}

// Enter leads to the page of the shop that says more, a acknowledges, and the
// bell rings once for a robot that stops while somebody looks.
func TestRobotsAreActedOn(t *testing.T) {
	d := start(t)
	d.robots(0)
	d.robots(200*sec, "flag-17")
	if !d.m.bell.owed && d.m.bell.rung == 0 {
		t.Error("no bell for a robot that stopped")
	}
	d.alert(sampleAlerts()[1:]...).sees("robot of flag-17 silent 3:20", "pinduoduo gateway: 2 alerts")
	d.press("!", "a").sees("(seen by me)")
	d.press("enter").misses("─ alerts ─").sees("▸flag-17")
	if q := d.floor.asked[len(d.floor.asked)-1]; q.Shop.Shop != "flag-17" {
		t.Errorf("asked %+v", q)
	}
	d.robots(0).robots(200*sec, "flag-17").misses("(seen by me)")
}

// A gateway that is silent says nothing about robots.
func TestRobotsOfShopsThatAreNotSeen(t *testing.T) {
	d := start(t)
	d.view.Feed.Sources, d.view.Feed.SourcesUp = 12, 11
	for i := range d.view.Shops {
		d.view.Shops[i].Covered = d.view.Shops[i].Key.Shop != "flag-17"
	}
	d.robots(252*sec, "flag-17").misses("silent 4:12")
}

func TestWeakRobotsAreSoSinceTheyWereSeen(t *testing.T) {
	d := start(t)
	d.robots(0)
	for i := range d.view.Shops {
		d.view.Shops[i].Robot.State, d.view.Shops[i].Robot.Answers = metrics.RobotWeak, 2
	}
	d.show()
	since := d.m.alerts.robots[0].Since
	d.view.Now = d.view.Now.Add(40 * sec)
	d.show()
	d.sees("shops answer", "/min")
	if got := d.m.alerts.robots[0].Since; got != since || since == 0 {
		t.Errorf("since %d, then %d", since, got)
	}
}
