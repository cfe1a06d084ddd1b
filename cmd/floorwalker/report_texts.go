package main

import (
	"fmt"

	"floorwalker/metrics"
	"floorwalker/tui"
)

// reportText is one text of a report in both languages. It is written without
// field names, so one that lacks a language does not compile. Its verbs are the
// same in both.
type reportText struct{ en, zh string }

func (t reportText) in(l tui.Lang) string {
	if l == tui.Chinese {
		return t.zh
	}
	return t.en
}

// Names of metrics; the verb is the threshold.
var metricNames = map[string]reportText{
	"pdd_reply_5m":         {"%s reply rate", "%s回复率"},
	"pdd_reply_15m":        {"%s reply rate", "%s回复率"},
	"pdd_reply_1h":         {"%s reply rate", "%s回复率"},
	"pdd_effective":        {"effective reply rate (%s)", "有效回复率（%s）"},
	"pdd_human_3m":         {"%s human reply rate", "%s人工回复率"},
	"pdd_answer_30s":       {"%s answer rate", "%s应答率"},
	"feige_human_3m":       {"%s human reply rate (messages)", "%s人工回复率（消息）"},
	"feige_human_3m_conv":  {"%s human reply rate (conversations)", "%s人工回复率（会话）"},
	"taobao_human_3m":      {"%s human response rate (turns)", "%s人工响应率（轮次）"},
	"jd_first_30s":         {"%s first answer rate", "首次%s应答率"},
	"turn_3m":              {"turns answered within %s", "%s回复率（轮次）"},
	"turn_5m":              {"turns answered within %s", "%s回复率（轮次）"},
	"pdd_avg_response":     {"mean response", "平均响应时长"},
	"feige_avg_response":   {"mean human response", "平均人工响应时长"},
	"taobao_avg_response":  {"mean human response", "平均人工响应时长"},
	"jd_avg_response":      {"mean response", "平均响应时长"},
	"first_response":       {"first response", "首次响应时长"},
	"feige_first_response": {"first human response", "首次人工响应时长"},
}

// Names of campaigns behind gates.
var gateNames = map[string]reportText{
	"new_arrivals":  {"New Arrivals", "新品推荐"},
	"nine_nine":     {"9.9 Specials", "九块九特卖"},
	"love_shopping": {"Love Shopping channel", "爱逛街频道"},
}

// What a rate counts.
var unitNames = map[metrics.Unit]reportText{
	metrics.PerMessage:  {"messages", "条"},
	metrics.PerTurn:     {"turns", "轮"},
	metrics.PerConsumer: {"buyers", "人"},
	metrics.PerSession:  {"sessions", "个会话"},
	metrics.PerFirst:    {"sessions", "个会话"},
}

// What an explained rate counts, and what robots do to it.
var (
	unitExplained = map[metrics.Unit]reportText{
		metrics.PerMessage:  {"messages", "消息"},
		metrics.PerTurn:     {"turns", "对话轮次"},
		metrics.PerConsumer: {"buyers of a day", "当日买家"},
		metrics.PerSession:  {"sessions", "会话"},
		metrics.PerFirst:    {"first messages of a session", "会话首条消息"},
	}
	robotExplained = map[metrics.RobotRule]reportText{
		metrics.RobotCounts:   {"a robot's answer counts", "机器人回复算回复"},
		metrics.RobotExcludes: {"what a robot answers in time is left out", "机器人按时回复的不计入"},
		metrics.RobotIgnored:  {"a robot's answer is none", "机器人回复不算回复"},
	}
)

// Headings and the line under the title.
var (
	textReportTitle    = reportText{"Floor report as of %s", "客服报表 截至 %s"}
	textReportCounts   = reportText{"%s lines, %s events kept, %s malformed, %s of unknown type, %s duplicates. Policy %s.", "%s 行，留存 %s 个事件，格式错 %s，未知类型 %s，重复 %s。策略 %s。"}
	textReportNothing  = reportText{"Nothing happened up to then.", "截至此时没有任何记录。"}
	textReportDays     = reportText{"Days", "每日"}
	textReportWindows  = reportText{"Windows", "滚动窗口"}
	textReportBudget   = reportText{"What may still be missed", "还可超时多少"}
	textReportGates    = reportText{"Campaign gates", "活动门槛"}
	textReportWaiting  = reportText{"Waiting now", "当前待回复"}
	textReportAgents   = reportText{"Agents", "客服"}
	textReportAgentsOn = reportText{"Agents on %s", "客服 %s"}
	textSignOpen       = reportText{"… the day is not over.", "… 当日未结束。"}
	textSignKnown      = reportText{"≈ not everything of the day is known.", "≈ 当日数据不完整。"}
	textSignLate       = reportText{`\* changed by what came in after the day was closed.`, `\* 结账后到达的事件改变了此数。`}
)

// Heads of columns.
var (
	headReportDay       = reportText{"day", "日期"}
	headReportFigure    = reportText{"figure", "指标"}
	headReportFirstMean = reportText{"first response, mean", "首响均值"}
	headReportFirstP50  = reportText{"median", "中位数"}
	headReportFirstP90  = reportText{"9 in 10 within", "90%以内"}
	headReportSatisfied = reportText{"satisfied", "满意率"}
	headReportPenalty   = reportText{"penalty, CNY", "罚款（元）"}
	headReportOfficial  = reportText{"official", "官方窗口"}
	headReport3d        = reportText{"last 3 days", "近3天"}
	headReportProjected = reportText{"3 days with today", "含今日3天"}
	headReport15m       = reportText{"last 15 min", "近15分钟"}
	headReport1h        = reportText{"last hour", "近1小时"}
	headReportAgent     = reportText{"agent", "客服"}
	headReportWithin    = reportText{"within %s", "%s内"}
	headReportMean      = reportText{"mean", "平均"}
	headReportMessages  = reportText{"messages", "消息"}
	headReportSessions  = reportText{"sessions", "会话"}
	headReportChat      = reportText{"conversation", "会话"}
	headReportWaited    = reportText{"waited", "已等"}
	headReportNext      = reportText{"next line", "下一条线"}
	headReportLeft      = reportText{"left", "剩余"}
	headReportState     = reportText{"state", "状态"}
)

// Sentences.
var (
	textSaid           = reportText{"- **%s**: %s.", "- **%s**：%s。"}
	textBetween        = reportText{"; ", "；"}
	textReportPending  = reportText{"+%d open", "+%d 未决"}
	textLineAtLeast    = reportText{"at least %s %%", "不低于 %s%%"}
	textLineAbove      = reportText{"above %s %%", "高于 %s%%"}
	textBudgetNothing  = reportText{"nothing counted yet", "尚无计数"}
	textBudgetNow      = reportText{"%s, the line is %s", "%s，线为%s"}
	textBudgetFlips    = reportText{"may still be missed: %d %s, or %d new ones", "可再超时 %d %s，新客 %d"}
	textBudgetNew      = reportText{"may still be missed: %d %s", "可再超时 %d %s"}
	textBudgetRecover  = reportText{"below the line, still to be answered in time: %d %s", "未达标，还需按时回复 %d %s"}
	textBudgetLost     = reportText{"below the line, which can not be reached any more", "未达标，已无法回线"}
	textBudgetRecovers = reportText{"it mends itself on %s", "%s 自行回线"}
	textBudgetEmpty    = reportText{"at the pace of the last hour nothing is left in %s", "按近1小时的速度 %s 后用完"}
	textBudgetPage     = reportText{"act now", "请立即处理"}
	textBudgetBurn     = reportText{"misses of the last hour: %d %% of what the line allows", "近1小时超时为允许量的 %d%%"}
	textBudgetExpected = reportText{
		"expected for today: %s %%, 8 in 10 times between %s and %s %%; chance to miss the line: %s %%",
		"预计今日 %s%%，八成可能在 %s 至 %s%% 之间；不达标的可能性 %s%%",
	}
	textGateRule        = reportText{"%s %s on each of the %d days before", "前 %[3]d 天每天的%[1]s%[2]s"}
	textGateRuleRolling = reportText{"%s over 3 days %s on each of the %d days before", "前 %[3]d 天每天的3天滚动%[1]s%[2]s"}
	textGateSignUp      = reportText{"sign up until %s", "报名截至 %s"}
	textGateOpen        = reportText{"open", "可报名"}
	textGateClosed      = reportText{"closed, earliest %s", "不可报名，最早 %s"}
	textGateUnknown     = reportText{"not verified, a day has no buyers; earliest %s", "无法确认，有一天没有买家；最早 %s"}
	textNobodyWaiting   = reportText{"Nobody waits.", "没有人在等。"}
	textWaitingSum      = reportText{
		"Waiting: %d. Due within a minute: %d, past a line: %d, lost: %d, at night: %d. The longest has waited %s.",
		"待回复 %d。1分钟内到线 %d，过线可救 %d，已丢 %d，夜间 %d。最久已等 %s。",
	}
	textWaitingGone  = reportText{"Closed unanswered: %d. Left over from days before: %d.", "未回已结束 %d。隔日未回 %d。"}
	textWaitingFirst = reportText{"Next to save first:", "先救快到线的："}
	textUnassigned   = reportText{"(unassigned)", "（未分配）"}
)

// Where a figure comes from.
var (
	textExplainTitle   = reportText{"%s of %s", "%s，%s"}
	textExplainFormula = reportText{
		"Counted: %[1]s answered within %[2]s, of all whose outcome is known; assessed %[3]s to %[4]s",
		"口径：%[2]s内获得回复的%[1]s ÷ 结果已定的全部；考核时段 %[3]s 至 %[4]s",
	}
	textExplainSpoils   = reportText{"one late message spoils the whole", "一条超时即全部算超时"}
	textExplainDays     = reportText{"Days: %s to %s", "日期：%s 至 %s"}
	textExplainRules    = reportText{"Rules: %s", "规则：%s"}
	textExplainCoverage = reportText{"Known of the last day's assessed hours: %s %%", "最后一天考核时段的数据完整度：%s%%"}
	textExplainMore     = reportText{"… and %d more.", "……另有 %d 个。"}
	textSideMissed      = reportText{"Missed: %d", "超时：%d"}
	textSidePending     = reportText{"Open: %d", "未决：%d"}
	textSideGood        = reportText{"In time: %d", "按时：%d"}
	textSideExcluded    = reportText{"Left out: %d", "不计：%d"}
	headReportAsked     = reportText{"asked", "提问"}
	headReportAnswered  = reportText{"answered", "回复"}
)

// States of waiting rows (R50).
var stateNames = map[string]reportText{
	"waiting": {"waiting", "等待"},
	"due":     {"due", "将到线"},
	"past":    {"past", "过线可救"},
	"lost":    {"lost", "已丢"},
	"night":   {"night", "夜间"},
}

// Lengths of time.
var (
	textSeconds = reportText{"%d s", "%d秒"}
	textMinutes = reportText{"%d min", "%d分钟"}
	textMinSec  = reportText{"%d min %d s", "%d分%d秒"}
	textHours   = reportText{"%d h", "%d小时"}
	textHourMin = reportText{"%d h %d min", "%d小时%d分"}
)

// reportSpan is d for people, cut to two units.
func reportSpan(d metrics.Span, l tui.Lang) string {
	seconds := d.Seconds()
	hours, minutes := seconds/3600, seconds/60%60
	switch {
	case seconds < 60:
		return fmt.Sprintf(textSeconds.in(l), seconds)
	case seconds < 3600 && seconds%60 == 0:
		return fmt.Sprintf(textMinutes.in(l), minutes)
	case seconds < 3600:
		return fmt.Sprintf(textMinSec.in(l), minutes, seconds%60)
	case minutes == 0:
		return fmt.Sprintf(textHours.in(l), hours)
	}
	return fmt.Sprintf(textHourMin.in(l), hours, minutes)
}
