package tui

// The people page.
var (
	textPresent   = phrase{"planned and present", "应到与在岗"}
	textTeamsOnly = phrase{"planned and present are known by team: b groups by team again", "应到和在岗只按班组统计:按 b 切回班组"}
	teamPlanned   = phrase{"planned %d", "应到 %d"}
	teamPresent   = phrase{"present %d", "在岗 %d"}
	teamMissing   = phrase{"missing %d", "缺 %d"}
	teamNoRoster  = phrase{"no roster", "没有排班表"}
	teamOnline    = phrase{"on %d", "在线 %d"}
	teamAway      = phrase{"on break %d", "小休 %d"}
	teamAwayOf    = phrase{"on break %d, may be %d", "小休 %d,最多 %d"}
	teamFree      = phrase{"free %d", "空位 %d"}
	teamWaiting   = phrase{"waiting %d", "待回复 %d"}
	teamPace      = phrase{"in %s out %s a minute", "进线 %s 回复 %s/分"}

	headPace     = phrase{"pace", "回复"}
	headAnswered = phrase{"answd", "已回"}
	headMean     = phrase{"mean", "平均"}
	headOver     = phrase{"over", "超时"}
	headMember   = phrase{"team", "班组"}
)
