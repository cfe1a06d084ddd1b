package tui

import (
	"testing"

	"floorwalker/metrics"
)

// On a floor that lives faster than people, ages run at its pace, and what lasts
// so long for people lasts as long as they think.
func TestAFloorThatLivesFaster(t *testing.T) {
	d := start(t, func(o *Options) { o.Pace = 20 })
	d.sees("20:41:07").press("m").sees("muted 10m")
	d.pass(3 * sec)
	d.sees("20:42:07", "muted 10m").misses("no news")
	d.view.Feed.State, d.view.Now = metrics.FeedCatchingUp, d.view.Now.Add(60*sec)
	d.show()
	d.pass(3 * sec)
	d.sees("20:42:10")
}
