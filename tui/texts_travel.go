package tui

// The past, and what is told in passing.
var (
	actSeek   = phrase{"show the past", "看过去"}
	actBreach = phrase{"past: next line that breaks", "过去:下一次超时"}
	actPlay   = phrase{"past: play or hold", "过去:播放或停住"}
	actLive   = phrase{"past: back to now", "过去:回到现在"}

	whyNoPast  = phrase{"there is no stream to go back in", "没有可回看的数据流"}
	whyNotPast = phrase{"only in the past, %s goes there", "只在看过去时可用,%s 回看"}
	whyPast    = phrase{"this is the past, %s goes back to now", "这是过去,%s 回到现在"}

	whyPastOnly = phrase{"this is the past", "这是过去"}
	whyNoNow    = phrase{"this screen shows the past alone: floorwalker watch shows the present", "此屏幕只显示历史:现场请用 floorwalker watch"}

	textNoServer = phrase{"server out of reach", "连不上服务器"}

	saySeek   = phrase{"on the way to %s %s", "正在回看 %s %s"}
	sayBreach = phrase{"on the way to the next line that breaks", "正在找下一次超时"}
	sayLive   = phrase{"back to now", "回到现在"}

	textPast     = phrase{"%s PAST %s%s, %s back to now", "%s 过去 %s%s,%s 回到现在"}
	textPastHeld = phrase{"%s PAST held, %s back to now", "%s 过去 停住,%s 回到现在"}

	textPastShort     = phrase{"%s PAST %s%s", "%s 过去 %s%s"}
	textPastHeldShort = phrase{"%s PAST held", "%s 过去 停住"}

	textAlertNow = phrase{"now:", "现在:"}

	dialogSeek     = phrase{"show the past", "看过去"}
	dialogSeekKeys = phrase{"Enter goes there %[1]s Esc closes", "Enter 前往 %[1]s Esc 关闭"}
	seekForms      = phrase{"20:41, 2026-11-11 20:41 or -15m", "20:41、2026-11-11 20:41 或 -15m"}
	seekFormsPast  = phrase{"20:41, 2026-11-11 20:41, -15m, or x10 to play faster", "20:41、2026-11-11 20:41、-15m,或 x10 快放"}
	seekWrong      = phrase{"no time before %s: write 20:41, 2026-11-11 20:41 or -15m", "不是 %s 之前的时间:写 20:41、2026-11-11 20:41 或 -15m"}

	footNotices = phrase{"notices %d %s", "通知 %d %s"}
	textNotices = phrase{"%s (+%d, %s)", "%s(另 %d 条,%s)"}
)
