package tui

import "floorwalker/metrics"

// measure is how people call a figure that a shop is judged by. The names are
// the platform's own.
type measure struct {
	name  phrase // in full
	short phrase // where there is no room: the threshold
	unit  phrase // what may be missed, after a number
	what  phrase // what the figure counts
}

var (
	unitBuyers   = phrase{" ppl", "人"}
	unitMessages = phrase{" msgs", "条"}
	unitTurns    = phrase{" turns", "轮"}
	unitSessions = phrase{" chats", "会话"}

	whatBuyers   = phrase{"buyers who wrote in the assessed hours, each once a day", "考核时段内来咨询的消费者,每人每天算一次"}
	whatMessages = phrase{"messages of buyers in the assessed hours", "考核时段内的买家消息"}
	whatTurns    = phrase{"turns: what a buyer writes until somebody answers", "轮次:买家连发到有人回复算一轮"}
	whatSessions = phrase{"conversations with a human", "人工会话"}
	whatFirst    = phrase{"conversations, by the first answer", "会话,看首次应答"}
	whatWithin   = phrase{"answered within %s", "%s 内回复"}
)

// units are what figures that no preset names count.
var units = map[metrics.Unit]struct{ name, what phrase }{
	metrics.PerMessage:  {unitMessages, whatMessages},
	metrics.PerTurn:     {unitTurns, whatTurns},
	metrics.PerConsumer: {unitBuyers, whatBuyers},
	metrics.PerSession:  {unitSessions, whatSessions},
	metrics.PerFirst:    {unitSessions, whatFirst},
}

// measures are the rates of the presets by id; another one goes by its id.
var measures = map[string]measure{
	"pdd_reply_5m":        {phrase{"5-min reply", "5分钟回复率"}, phrase{"5m", "5分"}, unitBuyers, whatBuyers},
	"pdd_reply_15m":       {phrase{"15-min reply", "15分钟回复率"}, phrase{"15m", "15分"}, unitBuyers, whatBuyers},
	"pdd_reply_1h":        {phrase{"1-hour reply", "1小时回复率"}, phrase{"1h", "1时"}, unitBuyers, whatBuyers},
	"pdd_effective":       {phrase{"effective reply", "有效回复率"}, phrase{"eff", "有效"}, unitBuyers, whatBuyers},
	"pdd_human_3m":        {phrase{"3-min human", "3分钟人工回复率"}, phrase{"3m", "3分"}, unitBuyers, whatBuyers},
	"pdd_answer_30s":      {phrase{"answer in 30 s", "30秒应答率"}, phrase{"30s", "30秒"}, unitMessages, whatMessages},
	"feige_human_3m":      {phrase{"3-min human", "3分钟人工回复率"}, phrase{"3m", "3分"}, unitMessages, whatMessages},
	"feige_human_3m_conv": {phrase{"3-min chats", "3分钟人工(会话)"}, phrase{"3m", "3分"}, unitSessions, whatSessions},
	"taobao_human_3m":     {phrase{"3-min response", "旺旺3分钟人工响应率"}, phrase{"3m", "3分"}, unitTurns, whatTurns},
	"jd_first_30s":        {phrase{"first in 30 s", "咚咚首次30秒应答率"}, phrase{"30s", "30秒"}, unitSessions, whatSessions},
	"turn_3m":             {phrase{"3-min turns", "3分钟回复率(轮次)"}, phrase{"3m", "3分"}, unitTurns, whatTurns},
	"turn_5m":             {phrase{"5-min turns", "5分钟回复率(轮次)"}, phrase{"5m", "5分"}, unitTurns, whatTurns},
}

// campaigns are what the gates of the presets open.
var campaigns = map[string]phrase{
	"new_arrivals":  {"New Arrivals", "新品推荐"},
	"nine_nine":     {"9.9 Specials", "九块九"},
	"love_shopping": {"Love Shopping", "爱逛街"},
}

var gateStates = map[metrics.GateState]phrase{
	metrics.GateOK:      {"open by our count", "按本机统计满足"},
	metrics.GateFailed:  {"shut", "不满足"},
	metrics.GateUnknown: {"not certain", "无法确认"},
}

// The panel of shop rules.
var (
	textShops       = phrase{"shop rules", "店铺考核"}
	textWorstFirst  = phrase{"most endangered first", "最险在前"}
	textShopsNote   = phrase{"%d shops", "共%d店"}
	textNoShops     = phrase{"no figures of today yet", "今天还没有数据"}
	textWindowDays  = phrase{"%dd", "%d日"}
	textShort       = phrase{"-%d%s", "差%d%s"}
	textMayMiss     = phrase{"%d%s", "%d%s"}
	textOutOfReach  = phrase{"missed", "不达标"}
	textAtMidnight  = phrase{"0:00 %s", "0点后 %s"}
	textGateOpen    = phrase{"gates open", "门槛满足"}
	textGateFrom    = phrase{"%s %s", "%s %s"}
	textGateUnsure  = phrase{"%s %s?", "%s %s?"}
	stripShop       = phrase{"rules: %s %s %s, line %s", "考核: %s %s %s 线%s"}
	stripMayMiss    = phrase{"may miss %d%s more", "还可超时%d%s"}
	textLineAtLeast = phrase{"at least %s %%", "不低于 %s%%"}
	textLineAbove   = phrase{"above %s %%", "高于 %s%%"}

	headMeasure  = phrase{"measure", "指标"}
	headToday    = phrase{"today", "今日"}
	headN        = phrase{"n", "分母"}
	headPending  = phrase{"open", "未定"}
	headOfficial = phrase{"official", "官方窗口"}
	headWindow   = phrase{"over", "天"}
	headPass     = phrase{"line", "线"}
	headMayMiss  = phrase{"may miss", "还可超时"}
	headMissNew  = phrase{"if new", "仅新客"}
	headMidnight = phrase{"0:00 / gate", "午夜后/门槛"}
)

// Facts of a shop.
var (
	factCounts   = phrase{"counts", "统计对象"}
	factOfficial = phrase{"official window", "官方窗口"}
	factPassLine = phrase{"line", "达标线"}
	factMayMiss  = phrase{"may still miss", "还可超时"}
	factCoverage = phrase{"coverage", "数据完整"}

	textMayMissLong   = phrase{"%d%s more, or %d if only new ones fail", "%d%s,若只有新来的超时则 %d"}
	textShortLong     = phrase{"below the line: %d%s more answered in time lift it again", "低于达标线:再按时回复 %d%s 可回线"}
	textOutLong       = phrase{"below the line, out of reach", "低于达标线,已无法回线"}
	textCovered       = phrase{"whole", "完整"}
	textNotCovered    = phrase{"built on a gap: the platform may count otherwise", "有缺口:与平台数可能不同"}
	textGateDate      = phrase{"%s; can be open from %s", "%s;最早 %s"}
	textOnlyEstimates = phrase{"the platform decides, this is our count", "以平台为准,这里是本机统计"}
	factNote          = phrase{"note", "说明"}
)
