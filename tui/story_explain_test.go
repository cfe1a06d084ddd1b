package tui

import (
	"testing"

	"floorwalker/metrics"
)

func TestEveryRowExplainsItself(t *testing.T) {
	d := start(t)
	d.press("e").sees("W***: how it is counted", "past: one line is missed", "20:37:55 + 5m = 20:42:55, left 1:48",
		"a human answer only", "a complaint is open", "coverage")
	d.press("down").sees("b-8891: how it is counted", "due: at most 60 s").press("e").misses("how it is counted")
	d.press("tab", "e").sees("Li Na: how it is counted", "his own: begins", "376, of them missed 33", "4 of his conversations wait for a human, 2")
	d.press("esc", "tab", "e").sees("presale-A: how it is counted", "24 = due 9 + past 5 + lost 9 + night 0 + other 1", "over the last 5")
	d.press("esc", "tab", "down", "e").sees("answered in time / (answered in time + missed)", "668, of them missed 327", "still open 14, excluded by the rule 2",
		"3 days up to yesterday: 51.02 %, 1294 of 2536", "at least 50 %", "41 ppl more")
	d.press("down").sees("each of the days before must lie above")
}

func TestExplanationsSayWhatIsNotKnown(t *testing.T) {
	d := start(t)
	d.view.Feed.SourcesUp = 11
	d.show()
	d.press("e").sees("11 of 12 sources report")
	d.view.Feed.State, d.view.Feed.Since = metrics.FeedLost, ago(9*sec)
	d.show()
	d.sees("true as of 20:40:58")
}

func TestExplanationOfNothing(t *testing.T) {
	d := start(t)
	d.view.Agents, d.view.Queues, d.view.Shops = nil, nil, nil
	d.show()
	d.press("e", "tab", "tab", "tab", "tab")
	requireGrid(t, d.screen(), 160, 45)
	d.press("tab", "e", "e").sees("explain: nothing here")
}

func TestLanesExplainThemselves(t *testing.T) {
	d := pinned(t, func(o *Options) { o.Lang = Chinese })
	d.press("down", "down", "e").sees("不高于 2 星的评价,置顶 30 分钟", "a 只在本屏取消置顶")
	d = pinned(t, func(o *Options) { o.Lang, o.Peers = Chinese, &fakePeers{} })
	d.press("down", "down", "e").sees("a 为所有人取消置顶并署名")
}
