package tui

import "floorwalker/metrics"

// Actions: in the footer, the help and the menu.
var (
	actUp       = phrase{"up", "上一行"}
	actDown     = phrase{"down", "下一行"}
	actPageUp   = phrase{"page up", "上一页"}
	actPageDown = phrase{"page down", "下一页"}
	actHome     = phrase{"first row", "第一行"}
	actEnd      = phrase{"last row", "最后一行"}
	actNext     = phrase{"panel", "换栏"}
	actPrevious = phrase{"panel back", "往回换栏"}
	actOpen     = phrase{"open", "看详情"}
	actBack     = phrase{"back", "返回"}
	actNudge    = phrase{"nudge", "催"}
	actTake     = phrase{"take", "我接"}
	actStatus   = phrase{"status", "改状态"}
	actMark     = phrase{"mark", "标记"}
	actMarkAll  = phrase{"mark all", "全标"}
	actReassign = phrase{"reassign", "转接"}
	actFind     = phrase{"find", "找"}
	actSort     = phrase{"sort", "排序"}
	actHold     = phrase{"hold", "定住"}
	actAck      = phrase{"ack", "认领"}
	actAckUndo  = phrase{"show what I acknowledged", "恢复我认领的"}
	actExplain  = phrase{"explain", "怎么算"}
	actPlan     = phrase{"grid", "铺开"}
	actLeft     = phrase{"cell to the left", "左一格"}
	actRight    = phrase{"cell to the right", "右一格"}
	actPalette  = phrase{"actions by name", "按名字找操作"}
	actMute     = phrase{"mute", "静音"}
	actLanes    = phrase{"all lanes", "全部置顶"}
	actPeople   = phrase{"agents", "客服"}
	actRules    = phrase{"rules", "考核"}
	actHelp     = phrase{"help", "帮助"}
	actMenu     = phrase{"menu", "菜单"}
	actTheme    = phrase{"next theme", "换配色"}
	actLanguage = phrase{"中文", "English"}
	actRedraw   = phrase{"draw again", "重画"}
	actSuspend  = phrase{"suspend", "挂起"}
	actQuit     = phrase{"quit", "退出"}
)

// Reasons why an action is off.
var (
	whyReadOnly    = phrase{"read-only", "只读"}
	whyNoDesk      = phrase{"no chat backend here", "这里没有客服后台"}
	whyReplay      = phrase{"this is a replay", "正在回放"}
	whyConnecting  = phrase{"not connected yet", "还没连上"}
	whyCatchingUp  = phrase{"still catching up", "还在追赶"}
	whyLost        = phrase{"no connection", "没有连接"}
	whyFailed      = phrase{"the feed has stopped", "数据已停止"}
	whySilent      = phrase{"the screen stands still", "画面停住了"}
	whyNoRow       = phrase{"choose a waiting row first", "先选一条待回复"}
	whyGone        = phrase{"this row has left", "这条已离开"}
	whyQuiet       = phrase{"nobody waits here", "这里没有人在等"}
	whyNoLane      = phrase{"choose a pinned row first", "先选一条置顶的"}
	whyNoPerson    = phrase{"choose an agent or a row that has one", "先选一位客服或有客服的一条"}
	whyNoneOfHis   = phrase{"none of the rows listed is this agent's", "列表里没有这位客服的会话"}
	whyNobodyHasIt = phrase{"nobody has it", "还没有分配给客服"}
	whyOwnerOff    = phrase{"its agent is off", "接待客服已离线"}
	whyMine        = phrase{"it is yours already", "已经归你"}
	whyNudged      = phrase{"nudged less than a minute ago", "一分钟内催过了"}
	whyInQueue     = phrase{"it is there already", "本来就未分配"}
	whySoNow       = phrase{"so now", "现在就是"}
	whyNoPlan      = phrase{"only on the floor plan", "只在铺开时可用"}
	whyTooSmall    = phrase{"the window is too small", "窗口太小"}
	whyNoRows      = phrase{"nothing here", "这里没有内容"}
)

// What the footer says for a while.
var (
	sayQuit        = phrase{"%s quits, q does not", "%s(大写)退出,q 不退出"}
	sayInterrupt   = phrase{"%s quits; Ctrl+C once more does too", "%s 退出;再按一次 Ctrl+C 也退出"}
	sayInputMethod = phrase{"keys are Latin letters: switch the input method (Shift or Ctrl+Space), or press %s", "请切到英文输入(Shift 或 Ctrl+空格),或按 %s 用数字"}
	sayOff         = phrase{"%s: %s", "%s不可用:%s"}
	sayUnknownKey  = phrase{"no such key here: %s lists them", "没有这个键:%s 查看按键"}
	sayBackAtRow   = phrase{"back at your row: press again", "已回到所选行:请再按一次"}
	sayAcked       = phrase{"acknowledged: not on top here any more, others still see it there (%s undoes)", "已认领:只在我这里不再置顶,别人仍看到(%s 恢复)"}
	sayAckedUndone = phrase{"on top again: %d", "恢复置顶:%d"}
	sayMuted       = phrase{"the bell of this screen is quiet for %d minutes", "本屏铃声静音 %d 分钟"}
	sayUnmuted     = phrase{"the bell rings again", "铃声恢复"}
	sayFindKept    = phrase{"the filter before stays in force: %s: %s", "仍按之前的条件:%s:%s"}
	saySent        = phrase{"asked: %s %s %s", "已发送:%s %s %s"}
	sayMarkedSome  = phrase{"marked the %d listed of %d", "已标列出的 %d 条(共 %d)"}
	sayTooMany     = phrase{"%d are marked: %d at once are the most", "已标 %d 条:一次最多 %d 条"}
	sayRowsLeft    = phrase{"closed: none of the marked rows is as it was", "已关闭:所标的都已变化"}
	sayNotSent     = phrase{"not sent: %s", "没有发送:%s"}
	sayRowLeft     = phrase{"closed: the row has left", "已关闭:这条已离开"}
	sayOwnerMoved  = phrase{"closed: it is with %s now", "已关闭:现在归 %s"}
	sayPersonLeft  = phrase{"closed: the agent is gone", "已关闭:这位客服不在了"}
	sayPersonMoved = phrase{"closed: %s is %s now", "已关闭:%s 现在 %s"}
	sayFeedLost    = phrase{"closed: %s", "已关闭:%s"}
	sayNothingSent = phrase{"canceled, nothing was sent", "已取消,没有发送"}
	sayTheme       = phrase{"theme %s", "配色 %s"}

	footMarked     = phrase{"marked %d", "已标 %d"}
	footSending    = phrase{"sending %d", "发送中 %d"}
	footFailed     = phrase{"failed %d", "失败 %d"}
	findPrompt     = phrase{"/ ", "/ "}
	findKeys       = phrase{"Enter keeps, Esc clears, Tab completes", "Enter 保留,Esc 清除,Tab 补全"}
	findNeedsValue = phrase{"a value must follow", "后面要有内容"}
)

// findMissing is what a word of a filter lacks, by its field.
var findMissing = map[metrics.Field]phrase{
	metrics.AnyField:   {"a word must follow the !", "! 后面要有词"},
	metrics.StateField: {"due, past, lost, night or waiting", "只能是 due past lost night waiting"},
	metrics.WaitField:  {"a length must follow, as 90s, 5m or 1h", "后面要有时长,如 90s 5m 1h"},
	metrics.LeftField:  {"a length must follow, as 90s, 5m or 1h", "后面要有时长,如 90s 5m 1h"},
	metrics.TeamField:  {"the name of a team must follow", "后面要有班组名"},
	metrics.ShopField:  {"a part of a shop's name must follow", "后面要有店铺名"},
	metrics.OwnerField: {"an agent, none or offline must follow", "后面要有客服名、none 或 offline"},
}

// The states of a command.
var (
	stateAsked    = phrase{"asked", "已发送"}
	stateAccepted = phrase{"accepted", "已受理"}
	stateDone     = phrase{"done", "完成"}
	stateRefused  = phrase{"refused", "被拒"}
	stateUnknown  = phrase{"unknown", "结果不明"}
	wordQueue     = phrase{"queue", "未分配"}

	verbNudge    = phrase{"nudge", "催"}
	verbTake     = phrase{"take", "我接"}
	verbReassign = phrase{"reassign", "转接"}
	verbStatus   = phrase{"status", "改状态"}
)

// presenceWords are the common states of an agent.
var presenceWords = map[metrics.Presence]phrase{
	metrics.UnknownPresence: wordUnknown,
	metrics.Online:          wordOnline,
	metrics.Busy:            wordBusy,
	metrics.Away:            wordAway,
	metrics.Offline:         wordOffline,
}

// codeTexts are the codes of the command contract in words.
var codeTexts = map[string]phrase{
	"conflict":             {"owner changed", "已换人"},
	"unknown_conversation": {"no such chat", "没有这个会话"},
	"unknown_team":         {"no such team", "没有这个班组"},
	"duplicate":            {"id used twice", "编号重复"},
	"unknown_agent":        {"no such agent", "没有这位客服"},
	"offline":              {"offline", "离线"},
	"full":                 {"full", "已满"},
	"not_member":           {"not in the team", "不在班组"},
	"forbidden":            {"no right", "没有权限"},
	"closed":               {"closed", "已结束"},
	"unsupported":          {"not possible here", "不支持"},
	"busy":                 {"backend busy", "后台忙"},
	"expired":              {"too late", "已过期"},
	"invalid":              {"not understood", "格式不对"},
	"no_responder":         {"no backend", "没有后台"},
	"timeout":              {"no answer", "没有回音"},
	"restart":              {"asked before the restart", "重启前发送"},
	"disconnected":         {"no connection", "没有连接"},
}

// Dialogs.
var (
	dialogReassign = phrase{"reassign %s", "转接 %s"}
	dialogNudge    = phrase{"nudge about %s", "催 %s"}
	dialogTake     = phrase{"take %s", "我接 %s"}
	dialogStatus   = phrase{"status of %s", "改状态 %s"}
	dialogNudgeIt  = phrase{"nudge %s", "催 %s"}
	dialogTakeIt   = phrase{"take it: you answer it yourself", "我接:接过来自己回"}
	dialogQueue    = phrase{"back to the queue of %s", "退回 %s 未分配"}
	dialogLeft     = phrase{"left %s", "剩 %s"}
	dialogNow      = phrase{"now %s", "现在 %s"}
	dialogKeys     = phrase{"digit confirms %[1]s Enter does not %[1]s Esc cancels", "数字确认 %[1]s Enter 不确认 %[1]s Esc 取消"}
	dialogNobody   = phrase{"nobody online can take it", "没有在线客服能接"}
	dialogFree     = phrase{"free %d", "空%d"}
	dialogWaiting  = phrase{"waiting %d", "待%d"}
	dialogSilent   = phrase{"silent %s", "没发言 %s"}
	dialogNo       = phrase{"no: %s", "不行:%s"}
	flashEarly     = phrase{"too early: wait for the digits", "太早:等数字出现"}
	flashNoChoice  = phrase{"no such choice: a digit above, or Esc", "没有这个选项:按上面的数字,或 Esc"}
	whyFull        = phrase{"full", "已满"}
	whyOwner       = phrase{"has it now", "正在接"}
	whyOtherTeam   = phrase{"other team", "别的班组"}

	dialogBulkNudge    = phrase{"nudge the agents of %d marked", "催所标 %d 条的客服"}
	dialogBulkReassign = phrase{"reassign %d marked", "转接所标 %d 条"}
	dialogNudgeAll     = phrase{"nudge %d people:", "催 %d 人:"}
	dialogQueueAll     = phrase{"back to the queues of their teams", "退回各班组未分配"}
	dialogTypeNumber   = phrase{"type %d to send %s %s:", "输入 %d 确认 %s %s:"}
	dialogTypeKeys     = phrase{"the number confirms %[1]s Enter does not %[1]s Esc cancels", "数字确认 %[1]s Enter 不确认 %[1]s Esc 取消"}
	dialogBatch        = phrase{"%s %d: done %d, under way %d, failed %d", "%s %d:完成 %d,途中 %d,失败 %d"}
	dialogBatchKeys    = phrase{"arrows scroll %[1]s Esc closes", "方向键滚动 %[1]s Esc 关闭"}
	previewStates      = phrase{"due %d  past %d  lost %d  night %d  other %d", "1分内 %d  过线 %d  已丢 %d  夜间 %d  其他 %d"}
	previewOwner       = phrase{"%s %d", "%s %d"}
	previewNow         = phrase{"now with", "现在归"}
	previewLeft        = phrase{"left or moved meanwhile: %d", "期间离开或换人 %d"}
	previewTakes       = phrase{"takes %d of %d", "接 %d/%d"}
	flashNoNumber      = phrase{"not that number: type it again, or Esc", "数字不对:重新输入,或 Esc"}
	whyNobodyToNudge   = phrase{"nobody to nudge: off, unassigned or nudged already", "没有可催的人:离线、未分配或刚催过"}
	whyTakesNone       = phrase{"takes none", "接不了"}

	dialogPalette     = phrase{"actions", "操作"}
	dialogPaletteKeys = phrase{"type to find %[1]s Enter runs %[1]s Esc closes", "打字查找 %[1]s Enter 执行 %[1]s Esc 关闭"}
	palettePrompt     = phrase{": ", ": "}
	paletteNothing    = phrase{"no such action", "没有这个操作"}

	dialogHelp      = phrase{"keys", "按键"}
	dialogHelpKeys  = phrase{"type to find, arrows scroll, Esc closes", "打字查找,方向键滚动,Esc 关闭"}
	dialogMarks     = phrase{"marks", "标记"}
	dialogMenu      = phrase{"menu", "菜单"}
	dialogMenuKeys  = phrase{"digit chooses %[1]s 0 more %[1]s Esc closes", "数字选择 %[1]s 0 更多 %[1]s Esc 关闭"}
	dialogRow       = phrase{"%s at %s", "%s 在 %s"}
	dialogRowKeys   = phrase{"arrows go on %[1]s Esc closes", "方向键换行 %[1]s Esc 关闭"}
	dialogAgentKeys = phrase{"Enter shows who waits %[1]s arrows go on %[1]s Esc closes", "Enter 看谁在等 %[1]s 方向键换行 %[1]s Esc 关闭"}

	markDue     = phrase{"due: at most 60 s to a line that still counts", "1 分钟内到线,仍可救"}
	markPast    = phrase{"past: a line is missed, the next can be kept", "已过一条线,下一条还可救"}
	markLost    = phrase{"lost: nothing left to save, still waiting", "已无可救,仍在等"}
	markNight   = phrase{"night: not assessed", "夜间:不计考核"}
	markClosed  = phrase{"closed unanswered: not listed, still counts", "未回复就结束:不在列表,仍计考核"}
	markSavable = phrase{"its agent is online and has 10 s or more", "接待客服在线且还有 10 秒以上"}
	markLane    = phrase{"open complaint, pinned on top", "投诉未了结,置顶"}
	markAsk     = phrase{"an agent asks me; its own clock", "客服求助,单独计时"}
	markLarge   = phrase{"a buyer with a large order waits", "大单买家在等"}
	markRating  = phrase{"rating of at most 2 in the last 30 min", "30 分钟内的差评"}
	markHit     = phrase{"an agent's message breaks a rule; waited says since when", "客服消息违规,已等即发出多久"}
	markVIP     = phrase{"VIP or ranked buyer", "VIP 或高等级买家"}
	markMarked  = phrase{"marked: n and r act on all of them", "已标记:n 和 r 对所标的一起生效"}
	markUnsure  = phrase{"not certain: the feed does not reach this far", "不确定:数据没到这里"}
	markOverrun = phrase{"on a break longer than the roster grants", "小休超过排班允许的时长"}
	markSilent  = phrase{"silent 10 min or more while buyers wait", "有人等且 10 分钟以上没发言"}
)

// Facts of a row.
var (
	factBuyer    = phrase{"buyer", "买家"}
	factTier     = phrase{"tier", "等级"}
	factShop     = phrase{"shop", "店铺"}
	factTeam     = phrase{"team", "班组"}
	factChat     = phrase{"conversation", "会话"}
	factStage    = phrase{"stage", "阶段"}
	factTags     = phrase{"tags", "标签"}
	factSince    = phrase{"waits since", "等待自"}
	factLine     = phrase{"next line", "下一条线"}
	factSeverity = phrase{"severity", "严重度"}
	factOwner    = phrase{"agent", "接待客服"}
	factMoved    = phrase{"last moved", "上次转接"}
	factMoves    = phrase{"moves", "转接次数"}
	factMessages = phrase{"unanswered", "未回消息"}
	factLast     = phrase{"last line", "最后一句"}
	factLane     = phrase{"pinned", "置顶"}
	factCommand  = phrase{"command", "操作"}
	factState    = phrase{"state", "状态"}
	factLoad     = phrase{"chats", "接待"}
	factWaiting  = phrase{"waiting", "待回复"}
	factPast     = phrase{"past a line", "过线"}
	factOldest   = phrase{"oldest wait", "最久"}
	factSaid     = phrase{"last said", "上次发言"}
	factAnswered = phrase{"answered today", "今日已回"}
	factMean     = phrase{"mean response", "平均响应"}
	factRate     = phrase{"3-minute rate", "3分钟人工回复率"}
	factRateOf   = phrase{"%s  %d of %d, pending %d", "%s  %d/%d,待定 %d"}
)
