package tui

import "floorwalker/metrics"

// stateRules are why a row is in its class.
var stateRules = map[metrics.RowState]phrase{
	metrics.RowWaiting: {"waiting: more than 60 s to the next line that still counts", "等待:离下一条还算数的线超过 60 秒"},
	metrics.RowDue:     {"due: at most 60 s to the next line that still counts", "将到线:离下一条还算数的线不到 60 秒"},
	metrics.RowPast:    {"past: one line is missed, the next can still be kept", "过线可救:已过一条线,下一条还来得及"},
	metrics.RowLost:    {"lost: no line is left to keep; the buyer waits all the same", "已丢:没有可救的线,但买家还在等"},
	metrics.RowNight:   {"night: the wait began outside the assessed hours and is not assessed", "夜间:在考核时段外开始等,不计考核"},
}

// laneRules are why a conversation is pinned, and until when.
var laneRules = map[metrics.LaneKind]phrase{
	metrics.LaneComplaint: {"a complaint is open, until the conversation is closed", "投诉未了结,直到会话结束"},
	metrics.LaneAsk:       {"an agent asks for a decision, until it is answered or the conversation is closed", "客服求助,直到有答复或会话结束"},
	metrics.LaneVIP:       {"a VIP waits, until somebody answers", "VIP 在等,直到有人回复"},
	metrics.LaneLarge:     {"a buyer with a large order waits, until somebody answers", "大单买家在等,直到有人回复"},
	metrics.LaneRating:    {"a rating or review of at most 2, for 30 minutes", "不高于 2 星的评价,置顶 30 分钟"},
	metrics.LaneHit:       {"an agent's message breaks a rule, for 30 minutes or until it is recalled", "客服消息违规,30 分钟内或直到撤回"},
}

// Explanations.
var (
	dialogExplain = phrase{"%s: how it is counted", "%s:怎么算的"}

	factClass       = phrase{"class", "类别"}
	factClock       = phrase{"clock", "计时"}
	factStops       = phrase{"stops by", "停表"}
	factWhy         = phrase{"rule", "规则"}
	factFormula     = phrase{"formula", "公式"}
	factNumerator   = phrase{"numerator", "分子"}
	factDenominator = phrase{"denominator", "分母"}
	factLeftOut     = phrase{"left out", "不在分母"}
	factWindow      = phrase{"window", "时段"}
	factGates       = phrase{"gates", "门槛"}
	factOverrun     = phrase{"break overrun", "小休超时"}
	factUnassigned  = phrase{"unassigned", "未分配"}
	factPace        = phrase{"in, out", "进线、回复"}
	factPeople      = phrase{"people", "人员"}
	factPlanned     = phrase{"roster", "排班"}

	explainClock      = phrase{"runs since %s, the buyer's first message without a human answer, or the handoff from the robot: %s", "从 %s 起:买家第一条没有人工回复的消息,或机器人转人工,已等 %s"}
	explainLine       = phrase{"%s + %s = %s, left %s", "%s + %s = %s,剩 %s"}
	explainStops      = phrase{"a human answer only; moving the conversation moves the duty, not the clock", "只有人工回复才停;转接只换人,不停表"}
	explainSeverity   = phrase{"%d of 9: levels of waiting that were passed, more for a complaint or a VIP", "%d/9:等待超过的级数,投诉和 VIP 另加"}
	explainDark       = phrase{"true as of %s; may have been answered since", "截至 %s;之后可能已回复"}
	explainSources    = phrase{"%d of %d sources report: rows of the others may be answered", "%d/%d 个源正常:其余可能已回复"}
	explainAck        = phrase{"%s takes it off the top on this screen only", "%s 只在本屏取消置顶"}
	explainAckAll     = phrase{"%s takes it off the top for all, with your name", "%s 为所有人取消置顶并署名"}
	explainRate       = phrase{"answered in time / (answered in time + missed)", "及时 / (及时 + 超时)"}
	explainOf         = phrase{"%d, of them missed %d", "%d,其中超时 %d"}
	explainLeftOut    = phrase{"still open %d, excluded by the rule %d", "未定 %d,规则不计 %d"}
	explainOfficial   = phrase{"%d days up to yesterday: %s %%, %d of %d", "截至昨日 %d 天:%s%%,%d/%d"}
	explainGates      = phrase{"each of the days before must lie above the gate's line; a day without buyers is not certain", "之前每一天都要高于门槛;没有消费者的一天无法确认"}
	explainOwnClock   = phrase{"his own: begins when the buyer begins to wait or when he got the conversation, the later of both", "个人表:从买家开始等或接到会话起,取较晚的"}
	explainToday      = phrase{"today since 00:00", "今日 0 点起"}
	explainMean       = phrase{"over %d answers of today, each from his own clock", "今日 %d 次回复的个人用时平均"}
	explainWaits      = phrase{"%d of his conversations wait for a human, %d of them past a line", "名下 %d 条在等人工,其中 %d 条已过线"}
	explainLoad       = phrase{"open conversations / how many he takes at once", "进行中会话 / 接待上限"}
	explainSum        = phrase{"%d = due %d + past %d + lost %d + night %d + other %d", "%d = 1分内 %d + 过线 %d + 已丢 %d + 夜间 %d + 其他 %d"}
	explainUnassigned = phrase{"of them, those that nobody has yet", "其中还没有分配给客服的"}
	explainPace       = phrase{"turns begun by buyers, and answered by humans, a minute over the last 5", "近 5 分钟平均每分钟:买家发起的轮次、人工回复的轮次"}
	explainPeople     = phrase{"online or busy / on break / planned by the roster; free is the room of those online", "在线或忙碌 / 小休 / 排班应到;空位只算在线的"}
	explainPlanned    = phrase{"planned now %d, of them present %d", "现在应到 %d,其中在岗 %d"}
)
