package tui

import (
	"testing"

	"floorwalker/metrics"
)

// breakLine lets a line of a conversation break.
func (d *driver) breakLine(chat metrics.Text, to metrics.RowState) {
	d.change(chat, func(w *metrics.Waiting) { w.State = to })
	d.show()
}

func (d *driver) rang(n int, what string) {
	d.t.Helper()
	if d.bells != n {
		d.t.Errorf("%s: %d bells, want %d", what, d.bells, n)
	}
}

func TestBellRingsForNewBreachesOnly(t *testing.T) {
	d := start(t)
	d.rang(0, "first view")
	d.live(3)
	d.rang(0, "nothing new")
	d.change("k2", func(w *metrics.Waiting) { w.State = metrics.RowDue })
	d.show()
	d.rang(0, "due")
	d.breakLine("k4", metrics.RowPast)
	d.rang(1, "broke")
	d.live(70)
	d.rang(1, "stays broken")
	fresh := d.view.Waiting[0]
	fresh.Key.Conversation, fresh.State = "new", metrics.RowLost
	d.view.Waiting = append(d.view.Waiting, fresh)
	d.show()
	d.rang(1, "came broken")
	d.breakLine("k4", metrics.RowLost)
	d.rang(2, "the last line broke")
}

func TestBellRingsOnceAMinute(t *testing.T) {
	d := start(t)
	d.breakLine("k3", metrics.RowPast)
	d.breakLine("k4", metrics.RowPast)
	d.live(30)
	d.breakLine("k5", metrics.RowPast)
	d.rang(1, "within the minute")
	d.live(31)
	d.rang(2, "what was owed")
	d.live(90)
	d.rang(2, "nothing new")
}

func TestBellIsMine(t *testing.T) {
	d := start(t)
	d.press("m").sees("quiet for 10 minutes", "muted 10m")
	d.breakLine("k3", metrics.RowPast)
	d.live(9*60 + 50)
	d.sees("muted 1m")
	d.live(11)
	d.misses("muted").rang(0, "muted")
	d.breakLine("k4", metrics.RowPast)
	d.rang(1, "after it")
	d.press("m").press("m").sees("rings again").misses("muted")
}

func TestNoBellInAReplay(t *testing.T) {
	d := start(t)
	d.view.Feed.Replay, d.view.Feed.Speed = true, 1
	d.show()
	d.breakLine("k4", metrics.RowPast)
	d.rang(0, "replay")
}

func TestAnOutageIsOneLineAndNoBell(t *testing.T) {
	d := start(t)
	d.live(3)
	d.view.Feed.State, d.view.Feed.Since = metrics.FeedLost, d.view.Now
	d.breakLine("k3", metrics.RowPast)
	d.live(292)
	d.view.Feed.State = metrics.FeedCatchingUp
	d.breakLine("k4", metrics.RowLost)
	d.view.Feed.State, d.view.Feed.Since = metrics.FeedLive, d.view.Now
	d.view.Counts.Lost, d.view.Counts.Waiting = 49, 71
	d.drop("k5")
	d.breakLine("k1", metrics.RowLost)
	d.rang(0, "after an outage")
	d.sees("dark for 4:52: waiting 63→71, lost 12→49, 1 of the 25 rows listed before are gone")
	d.live(5)
	d.sees("dark for 4:52").breakLine("k2", metrics.RowPast)
	d.rang(1, "the next one")
	d.live(600)
	d.misses("dark for 4:52")
}

func TestSilenceIsAnOutageToo(t *testing.T) {
	d := start(t)
	d.live(1)
	d.pass(60 * sec)
	d.view.Now = d.view.Now.Add(60 * sec)
	d.breakLine("k4", metrics.RowPast)
	d.rang(0, "after silence")
	d.sees("dark for 1:00")
}
