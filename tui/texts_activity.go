package tui

import "floorwalker/metrics"

// The activity.
var (
	actActivity  = phrase{"activity", "动态"}
	textOutcomes = phrase{"asked today: saved %d, lost %d, came back %d, open %d", "今日操作:救回 %d,没救回 %d,弹回 %d,未定 %d"}
	sayNoChat    = phrase{"no conversation behind this line", "这一行没有会话"}
)

// outcomeWords are what came of a command.
var outcomeWords = map[metrics.Outcome]phrase{
	metrics.OutcomeOpen:    {"not answered yet", "还没回复"},
	metrics.OutcomeSaved:   {"saved", "救回"},
	metrics.OutcomeLost:    {"lost all the same", "没救回"},
	metrics.OutcomeBounced: {"came back", "弹回"},
}

// outcomeShort are the same in a cell.
var outcomeShort = map[metrics.Outcome]phrase{
	metrics.OutcomeSaved:   {"saved", "救回"},
	metrics.OutcomeLost:    {"lost", "没救回"},
	metrics.OutcomeBounced: {"back", "弹回"},
}
