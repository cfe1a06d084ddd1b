package tui

// What rules say is wrong.
var (
	actAlerts         = phrase{"alerts", "告警"}
	whyNoAlerts       = phrase{"nothing is wrong by the rules", "没有告警"}
	alertGroup        = phrase{"%s: %d alerts", "%s:%d 条告警"}
	alertAcked        = phrase{"(seen by %s)", "(%s 已认领)"}
	alertMuted        = phrase{"(muted)", "(已静音)"}
	textRobotStopped  = phrase{"robot of %s silent %s", "%s 机器人 %s 没回话"}
	textRobotsSilent  = phrase{"robots of %d shops silent %s", "%d 家店机器人没回话 最久 %s"}
	textRobotWeak     = phrase{"robot of %s answers %s/min", "%s 机器人答复 %s/分"}
	textRobotsWeak    = phrase{"robots of %d shops answer %s/min", "%d 家店机器人答复 %s/分"}
	textRobotHandoffs = phrase{"handoffs %s/min", "转人工 %s/分"}
	dialogAlerts      = phrase{"alerts", "告警"}
	dialogAlertsKeys  = phrase{"a acknowledges %[1]s m mutes mine 10 min %[1]s Enter shows what is behind %[1]s Esc closes", "a 认领 %[1]s m 本屏静音10分 %[1]s Enter 看详情 %[1]s Esc 关闭"}
	sayNothingBehind  = phrase{"no conversation behind this alert", "这条告警没有对应会话"}
	sayAlertAcked     = phrase{"acknowledged, the others see that you did", "已认领,别人看到是你"}
	sayAlertAckedHere = phrase{"acknowledged on this screen only", "只在本屏认领"}
)
