package tui

import "floorwalker/metrics"

// laneMarks are the signs of lanes in front of a row.
var laneMarks = map[metrics.LaneKind]phrase{
	metrics.LaneComplaint: {"C", "投"},
	metrics.LaneAsk:       {"?", "求"},
	metrics.LaneVIP:       {"V", "贵"},
	metrics.LaneLarge:     {"L", "大"},
	metrics.LaneRating:    {"R", "差"},
	metrics.LaneHit:       {"W", "违"},
}

// laneNames are the lanes in words.
var laneNames = map[metrics.LaneKind]phrase{
	metrics.LaneComplaint: {"open complaint", "投诉未了结"},
	metrics.LaneAsk:       {"an agent asks", "客服求助"},
	metrics.LaneVIP:       {"VIP waits", "VIP 在等"},
	metrics.LaneLarge:     {"large order", "大单"},
	metrics.LaneRating:    {"bad rating", "差评"},
	metrics.LaneHit:       {"broken rule", "违规"},
}

// ruleNames are the compliance rules of the presets.
var ruleNames = map[string]phrase{
	"link":          {"outside link", "站外链接"},
	"bank_card":     {"bank card", "银行卡"},
	"payment":       {"outside payment", "站外付款"},
	"qr":            {"QR code", "二维码"},
	"email":         {"e-mail", "邮箱"},
	"address":       {"address", "线下地址"},
	"abuse":         {"abuse", "辱骂"},
	"impersonation": {"poses as platform", "冒充平台"},
	"contact":       {"other channel", "引导私联"},
}

var (
	textStars   = phrase{"%d of 5 stars", "%d星"}
	textBroke   = phrase{"broken: %s", "违规: %s"}
	textAckMine = phrase{"puts it aside on this screen only", "只在本屏认领"}
)
