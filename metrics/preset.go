package metrics

import "strings"

// The thresholds that almost every platform uses.
const minutes3, minutes5, minutes15 = 3 * Minute, 5 * Minute, 15 * Minute

// half is the line of most Pinduoduo figures: at least 50 %.
var half = Line{A: 1, B: 2}

// eighty is the line of metrics whose pass mark the platform leaves open.
var eighty = Line{A: 4, B: 5}

// PresetMetrics is the table "Metrics as parameters". Reports compute every
// family for every shop: the events are the same, only the counting differs.
func PresetMetrics() []Metric {
	jd := Window{9 * Hour, 23 * Hour}
	return []Metric{
		{ID: "pdd_reply_5m", Unit: PerConsumer, Threshold: minutes5, Robot: RobotCounts, Days: 3, Lag: 1, Line: half},
		{ID: "pdd_reply_15m", Unit: PerConsumer, Threshold: minutes15, Robot: RobotCounts, Days: 3, Lag: 1, Line: half},
		{ID: "pdd_reply_1h", Unit: PerConsumer, Threshold: Hour, Robot: RobotCounts, Days: 3, Lag: 1, Line: half},
		{ID: "pdd_effective", Unit: PerConsumer, Threshold: Hour, Robot: RobotCounts, Days: 1, Lag: 1, Line: half},
		{ID: "pdd_human_3m", Unit: PerConsumer, Threshold: minutes3, Robot: RobotExcludes, Days: 1, Lag: 1, Line: half},
		{ID: "pdd_answer_30s", Unit: PerMessage, Threshold: 30 * Second, Robot: RobotExcludes, Days: 1, Lag: 1, Line: eighty},
		{ID: "feige_human_3m", Unit: PerMessage, Threshold: minutes3, Robot: RobotIgnored, Handoff: true, Days: 30, Lag: 1, Line: eighty},
		{ID: "feige_human_3m_conv", Unit: PerSession, Threshold: minutes3, Robot: RobotIgnored, Handoff: true, Days: 30, Lag: 1, Line: eighty},
		{ID: "taobao_human_3m", Unit: PerTurn, Threshold: minutes3, Robot: RobotExcludes, Days: 30, Lag: 1, Line: eighty},
		{
			ID: "jd_first_30s", Unit: PerFirst, Threshold: 30 * Second, Robot: RobotIgnored,
			ByStart: true, NoOffline: true, Window: jd, Days: 30, Lag: 6, Line: eighty,
		},
		{ID: "turn_3m", Unit: PerTurn, Threshold: minutes3, Robot: RobotIgnored, Days: 1, Lag: 1, Line: eighty},
		{ID: "turn_5m", Unit: PerTurn, Threshold: minutes5, Robot: RobotIgnored, Days: 1, Lag: 1, Line: eighty},

		{ID: "pdd_avg_response", Unit: PerTurn, Robot: RobotExcludes},
		{ID: "feige_avg_response", Unit: PerTurn, Robot: RobotIgnored, Handoff: true},
		{ID: "taobao_avg_response", Unit: PerTurn, Robot: RobotExcludes, Cap: 600 * Second},
		{ID: "jd_avg_response", Unit: PerTurn, Robot: RobotIgnored, ByStart: true, NoOffline: true, Window: jd},
		{ID: "first_response", Unit: PerSession, Robot: RobotIgnored, First: true},
		{ID: "feige_first_response", Unit: PerSession, Robot: RobotIgnored, Handoff: true, First: true},
	}
}

// PresetGates are Pinduoduo's three campaign gates, each strictly above (R29).
func PresetGates() []Gate {
	return []Gate{
		{ID: "new_arrivals", Metric: "pdd_reply_1h", Line: Line{A: 55, B: 100, Strict: true}, Days: 3},
		{ID: "nine_nine", Metric: "pdd_reply_1h", Line: Line{A: 60, B: 100, Strict: true}, Days: 3},
		{ID: "love_shopping", Metric: "pdd_reply_1h", Line: Line{A: 60, B: 100, Strict: true}, Days: 3},
	}
}

// DefaultRules are the defaults of the specification's knobs.
func DefaultRules() Rules {
	return Rules{
		Zone:             Shanghai,
		Window:           Window{8 * Hour, 23 * Hour},
		BuyerRecall:      RecallKeeps,
		AgentRecall:      RecallVoids,
		ReopenGap:        600 * Second,
		ConversionWindow: Day,
		FCRWindow:        Day,
		ShortAbandon:     10 * Second,
		ServiceLevel:     30 * Second,
		MeanHorizon:      Hour,
		Levels:           []Span{30 * Second, Minute, 3 * Minute, 5 * Minute, 10 * Minute, 15 * Minute, Hour},
		PenaltyConsumers: 100,
		PenaltyCNY:       1000,
		PriorWeight:      50,
		LateGrace:        10 * Minute,
		Promised:         480 * Second,
		Metrics:          PresetMetrics(),
		Gates:            PresetGates(),
	}
}

// DefaultPolicy is the presets for every platform.
func DefaultPolicy() *Policy {
	return &Policy{
		Zone:       Shanghai,
		Rules:      DefaultRules(),
		Compliance: PresetCompliance(),
		Promise:    []string{"稍等", "马上", "查一下", "一会儿", "one moment", "let me check"},
		Human:      []string{"人工", "human", "agent"},
	}
}

// presetJudged are the metrics a platform judges its shops by; nil for a
// platform this program does not know.
func presetJudged(platform Text) []string {
	switch strings.ToLower(string(platform)) {
	case "pdd", "pinduoduo":
		return []string{"pdd_human_3m", "pdd_reply_5m", "pdd_reply_15m", "pdd_reply_1h"}
	case "feige", "douyin":
		return []string{"feige_human_3m"}
	case "taobao", "tmall", "qianniu":
		return []string{"taobao_human_3m"}
	case "jd", "dongdong":
		return []string{"jd_first_30s"}
	case "helpdesk", "chatwoot", "rocketchat", "zendesk", "intercom", "zammad":
		return []string{"turn_3m", "turn_5m"}
	}
	return nil
}

func presetTransfer(platform Text) TransferRule {
	switch strings.ToLower(string(platform)) {
	case "taobao", "tmall", "qianniu":
		return TransferCharges
	}
	return TransferForgives
}
