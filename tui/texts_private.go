package tui

// Buyers' data, the lock and the paper list.
var (
	actUnmask = phrase{"show the name", "显示真名"}
	actCopy   = phrase{"copy id", "复制号"}
	actLock   = phrase{"lock", "锁定"}

	whyLocked  = phrase{"the screen is locked", "屏幕已锁定"}
	whyNoRight = phrase{"you have no right to it", "没有权限"}
	whyNoAudit = phrase{"nothing here would log it", "这里没有审计记录"}
	whyClosed  = phrase{"this conversation is closed", "会话已结束"}

	sayUnmasked  = phrase{"the buyer's name shows here for %d seconds, and that is logged", "此会话显示真名 %d 秒,已记录"}
	sayNotLogged = phrase{"not shown, it could not be logged: %s", "未显示,因无法记录:%s"}
	sayNoNumber  = phrase{"no number is known here", "这里没有号码"}
	sayLocked    = phrase{"locked: the screen goes on, %s unlocks the actions", "已锁定:画面照常,按 %s 解锁操作"}
	sayUnlocked  = phrase{"unlocked", "已解锁"}
	textLocked   = phrase{"[locked, %s unlocks]", "[已锁定,%s 解锁]"}

	dialogCopy       = phrase{"copy which number", "复制哪个号"}
	dialogCopyKeys   = phrase{"digit copies, logged %[1]s Esc closes", "数字复制并记录 %[1]s Esc 关闭"}
	dialogCopied     = phrase{"sent to the clipboard of your terminal", "已送到终端剪贴板"}
	dialogCopiedNote = phrase{"gone in 5 s, any key closes", "5 秒后消失,按任意键关闭"}
)
