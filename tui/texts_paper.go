package tui

// The paper list.
var (
	textPaperHint = phrase{"%s writes a paper list", "%s 纸质名单"}
	actPaper      = phrase{"paper list", "纸质名单"}
	whyNoPaper    = phrase{"no place to write it is set up", "没有设置输出位置"}
	sayPrinted    = phrase{"written, %d buyers by name: %s", "已写出,实名 %d 人:%s"}
	sayNotPrinted = phrase{"not written: %s", "没有写出:%s"}

	dialogPaper     = phrase{"write, with real names and numbers", "写出(真名和号码)"}
	dialogPaperKeys = phrase{"digit writes, logged %[1]s Esc closes", "数字写出并记录 %[1]s Esc 关闭"}

	paperTopWords      = phrase{"the top of the list as it stands", "当前列表前几条"}
	paperHandOverWords = phrase{"hand-over note: complaints, questions, promises, what still counts", "交接班:投诉、求助、没下文的、仍计考核的"}
	paperNightWords    = phrase{"night backlog by shop, stage and agent", "夜间积压:按店铺、阶段、客服"}

	paperDark       = phrase{"true as of %s, may have been answered since", "截至 %s,之后可能已回复"}
	paperOf         = phrase{"%d listed of %d", "列出 %d 条,共 %d"}
	paperCounts     = phrase{"waiting %d: due %d, past %d, lost %d, night %d; closed unanswered %d", "待回复 %d:1分内 %d,过线可救 %d,已丢 %d,夜间 %d;未回已结束 %d"}
	paperPromised   = phrase{"promised and silent since", "答应了没下文"}
	paperCounting   = phrase{"still counted", "仍计考核"}
	paperNightCount = phrase{"night rows: %d", "夜间 %d 条"}
)
