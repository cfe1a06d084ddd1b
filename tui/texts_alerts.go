package tui

// What rules say is wrong.
var (
	actAlerts         = phrase{"alerts", "告警"}
	whyNoAlerts       = phrase{"nothing is wrong by the rules", "没有告警"}
	alertGroup        = phrase{"%s: %d alerts", "%s:%d 条告警"}
	alertAcked        = phrase{"(seen by %s)", "(%s 已认领)"}
	alertMuted        = phrase{"(muted)", "(已静音)"}
	dialogAlerts      = phrase{"alerts", "告警"}
	dialogAlertsKeys  = phrase{"a acknowledges %[1]s m mutes mine 10 min %[1]s Enter shows whom %[1]s Esc closes", "a 认领 %[1]s m 本屏静音10分 %[1]s Enter 看会话 %[1]s Esc 关闭"}
	sayNothingBehind  = phrase{"no conversation behind this alert", "这条告警没有对应会话"}
	sayAlertAcked     = phrase{"acknowledged, the others see that you did", "已认领,别人看到是你"}
	sayAlertAckedHere = phrase{"acknowledged on this screen only", "只在本屏认领"}
)
