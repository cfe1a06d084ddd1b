package tui

import (
	"slices"
	"strings"
	"testing"

	"floorwalker/metrics"
)

func sampleAlerts() []Alert {
	return []Alert{
		{ID: "robot", Name: "robot silent", Critical: true, Value: "42 s > 30", Since: ago(42 * sec), Team: "presale-A", Behind: "shop:flag-17"},
		{ID: "g1", Name: "gate", Value: "51.04 < 51.5", Since: ago(300 * sec), Cause: "pinduoduo gateway"},
		{ID: "g2", Name: "feed late", Value: "70 s > 60", Since: ago(400 * sec), Cause: "pinduoduo gateway"},
		{ID: "lost", Name: "lost", Value: "12 > 10", Since: ago(60 * sec)},
	}
}

func (d *driver) alert(list ...Alert) *driver {
	d.step(alertsMsg{list})
	return d
}

func TestAlertsHaveALine(t *testing.T) {
	d := start(t)
	d.misses("⚠").press("!").sees("alerts: nothing is wrong by the rules")
	d.alert(sampleAlerts()...).sees("⚠  robot silent 42 s > 30 0:42", "pinduoduo gateway: 2 alerts 6:40", "lost 12 > 10 1:00")
	requireGrid(t, d.screen(), 160, 45)
	d.size(80, 24)
	d.sees("⚠  robot silent 42 s > 30 0:42")
	requireGrid(t, d.screen(), 80, 24)
	d.alert().misses("⚠")
}

func TestAlertsAreActedOn(t *testing.T) {
	f := &fakePeers{}
	d := start(t, func(o *Options) { o.Peers = f })
	d.alert(sampleAlerts()...)
	d.press("!").sees("▸robot silent", "gate 51.04 < 51.5").press("a").sees("robot silent 42 s > 30 0:42 (seen by me)", "the others see that you did")
	if m := f.put; len(m) != 1 || m[0].Kind != MarkAck || m[0].Alert != "robot" || m[0].Team != "presale-A" {
		t.Fatalf("put %+v", m)
	}
	d.press("up", "up").sees("▸pinduoduo gateway").press("m").sees("6:40 (muted)").press("m").misses("(muted)")
	d.share(Mark{Kind: MarkAck, Alert: "lost", By: "qian", At: sampleNow}).sees("lost 12 > 10 1:00 (seen by qian)")
	d.press("enter").sees("no conversation behind this alert").press("down", "down", "down").sees("▸")
	for range 4 {
		d.press("up")
	}
	d.press("down", "enter").press("esc")
	d.alert(sampleAlerts()[:1]...).press("!", "enter").misses("─ alerts ─")
	if q := d.floor.asked[len(d.floor.asked)-1]; q.Filter.Term != "shop:flag-17" {
		t.Errorf("asked %+v", q)
	}
}

func TestAlertsWithoutTheOthers(t *testing.T) {
	d := start(t)
	d.alert(sampleAlerts()...).press("!", "a").sees("acknowledged on this screen only", "(seen by me)")
	list := sampleAlerts()
	list[3].Acked = "qian"
	d.alert(list...).sees("(seen by me)", "(seen by qian)")
	d.alert(list[1:]...).alert(list...)
	if slices.Contains(d.lines(), "robot silent 42 s > 30 0:42 (seen by me)") {
		t.Error("an alert that was over is acknowledged already")
	}
	d.alert().sees("nothing is wrong by the rules")
}

func TestTheBellRingsForNewAlerts(t *testing.T) {
	list := sampleAlerts()
	d := start(t)
	d.alert(list[:2]...)
	d.rang(0, "those that were there")
	d.alert(list[:3]...)
	d.rang(1, "a new one")
	d.alert(list...)
	d.rang(1, "within the minute")
	d.live(61)
	d.rang(2, "the one that was owed")
	d.press("!", "m").press("esc")
	d.alert(list[1:]...).alert(list...)
	d.live(61)
	d.rang(2, "muted")
	list[3].Acked = "qian"
	d.alert(list[:3]...).alert(list...)
	d.live(61)
	d.rang(2, "acknowledged by somebody")
}

func TestTheDayIsClosed(t *testing.T) {
	d := start(t)
	d.misses("still count")
	d.view.Closing = metrics.Closing{Closes: in(138 * mnt)}
	d.show()
	d.sees("closes 22:59 in 2h18m").misses("still count", "hours are over")
	d.view.Closing = metrics.Closing{Closed: true, Counting: 7, Last: in(14 * mnt), Opens: in(677 * mnt)}
	d.show()
	d.sees("closed, 7 still count, last 20:55 ").misses("opens 07:58")
	d.view.Closing.Counting = 5 // as many as are listed: of two people and of nobody
	d.view.Waiting = d.view.Waiting[:5]
	d.show()
	d.sees("last 20:55  → keep 3 on")
	d.size(80, 24)
	d.sees("closed 5→20:55", "20:41:07")
	d.size(160, 45)
	d.view.Closing = metrics.Closing{Closed: true, Opens: in(30 * mnt)}
	d.show()
	d.sees("closed, nothing counts now", "opens 21:11 in 30m")
	d.view.Feed.State = metrics.FeedLost
	d.show()
	d.misses("nothing counts now").sees("assessed hours are over")
	d.view.Closing = metrics.Closing{Closed: true, Counting: 7, Last: in(14 * mnt)}
	d.show()
	d.sees("closed, 7? still counted, last 20:55")
	d.view.Closing = metrics.Closing{Closes: d.view.Now} // it closed in the dark
	d.show()
	d.sees("assessed hours are over")
}

func TestHandOverNamesPromises(t *testing.T) {
	office := &fakeOffice{}
	d := start(t, allowed(office))
	d.view.Promised = []metrics.Promise{{Key: key("p7"), Since: ago(600 * sec), AgentName: "Li Na", BuyerName: "Zhang San"}}
	d.view.Closing = metrics.Closing{Closed: true, Counting: 7, Last: in(14 * mnt)}
	d.press("w", "2").show()
	if len(office.printed) != 1 {
		t.Fatal("nothing printed")
	}
	for _, want := range []string{"promised and silent since:\n  20:31:07  flag-17  p7  Zhang San  Li Na", "closed, 7 still count, last 20:55"} {
		if !strings.Contains(office.printed[0], want) {
			t.Errorf("no %q in\n%s", want, office.printed[0])
		}
	}
}

func TestAFigureThatNoPresetNames(t *testing.T) {
	d := start(t)
	d.view.Shops = []metrics.ShopRow{{
		Key: metrics.ShopKey{Platform: "own", Shop: "s1"}, Metric: "own_2m", Unit: metrics.PerSession, Threshold: 2 * mnt,
		Line: metrics.Line{A: 1, B: 2}, Days: 1, Covered: true, Today: metrics.Tally{OK: 6, N: 10}, Left: 3, LeftNew: 3,
	}}
	d.show()
	d.sees("own_2m", "3 chats")
	d.press("f4", "e").sees("conversations with a human, answered within 2m").press("esc", "esc")
	d.size(80, 24)
	d.sees("rules: s1 2m 60.00")
}
