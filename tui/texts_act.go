package tui

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
	actReassign = phrase{"reassign", "转接"}
	actFind     = phrase{"find", "找"}
	actSort     = phrase{"sort", "排序"}
	actHold     = phrase{"hold", "定住"}
	actPeople   = phrase{"agents", "客服"}
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
	whyReadOnly   = phrase{"read-only", "只读"}
	whyNoDesk     = phrase{"no chat backend here", "这里没有客服后台"}
	whyReplay     = phrase{"this is a replay", "正在回放"}
	whyConnecting = phrase{"not connected yet", "还没连上"}
	whyCatchingUp = phrase{"still catching up", "还在追赶"}
	whyLost       = phrase{"no connection", "没有连接"}
	whyFailed     = phrase{"the feed has stopped", "数据已停止"}
	whySilent     = phrase{"the screen stands still", "画面停住了"}
	whyNoRow      = phrase{"choose a waiting row first", "先选一条待回复"}
	whyGone       = phrase{"this row has left", "这条已离开"}
	whyTooSmall   = phrase{"the window is too small", "窗口太小"}
	whyNoRows     = phrase{"nothing here", "这里没有内容"}
)

// What the footer says for a while.
var (
	sayQuit        = phrase{"Q quits, q does not", "Q(大写)退出,q 不退出"}
	sayInterrupt   = phrase{"Q quits; Ctrl+C once more does too", "Q 退出;再按一次 Ctrl+C 也退出"}
	sayInputMethod = phrase{"keys are Latin letters: switch the input method (Shift or Ctrl+Space), or press F9", "请切到英文输入(Shift 或 Ctrl+空格),或按 F9 用数字"}
	sayOff         = phrase{"%s: %s", "%s不可用:%s"}
	sayUnknownKey  = phrase{"no such key here: ? lists them", "没有这个键:? 查看按键"}
	sayBackAtRow   = phrase{"back at your row: press again", "已回到所选行:请再按一次"}
	saySent        = phrase{"asked: %s %s %s", "已发送:%s %s %s"}
	sayNotSent     = phrase{"not sent: %s", "没有发送:%s"}
	sayRowLeft     = phrase{"closed: the row has left", "已关闭:这条已离开"}
	sayOwnerMoved  = phrase{"closed: it is with %s now", "已关闭:现在归 %s"}
	sayFeedLost    = phrase{"closed: %s", "已关闭:%s"}
	sayNothingSent = phrase{"canceled, nothing was sent", "已取消,没有发送"}
	sayTheme       = phrase{"theme %s", "配色 %s"}

	footSending = phrase{"sending %d", "发送中 %d"}
	footFailed  = phrase{"failed %d", "失败 %d"}
	findPrompt  = phrase{"/ ", "/ "}
	findKeys    = phrase{"Enter keeps, Esc clears", "Enter 保留,Esc 清除"}
)

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

// codeTexts are the codes of the command contract in words.
var codeTexts = map[string]phrase{
	"conflict":             {"owner changed", "已换人"},
	"unknown_conversation": {"no such chat", "没有这个会话"},
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
	"disconnected":         {"no connection", "没有连接"},
}

// Dialogs.
var (
	dialogReassign = phrase{"reassign %s", "转接 %s"}
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

	dialogHelp     = phrase{"keys", "按键"}
	dialogHelpKeys = phrase{"type to find, arrows scroll, Esc closes", "打字查找,方向键滚动,Esc 关闭"}
	dialogMarks    = phrase{"marks", "标记"}
	dialogMenu     = phrase{"menu", "菜单"}
	dialogMenuKeys = phrase{"digit chooses %[1]s 0 more %[1]s Esc closes", "数字选择 %[1]s 0 更多 %[1]s Esc 关闭"}
	dialogRow      = phrase{"%s at %s", "%s 在 %s"}
	dialogRowKeys  = phrase{"arrows go on %[1]s Esc closes", "方向键换行 %[1]s Esc 关闭"}

	markDue     = phrase{"due: at most 60 s to a line that still counts", "1 分钟内到线,仍可救"}
	markPast    = phrase{"past: a line is missed, the next can be kept", "已过一条线,下一条还可救"}
	markLost    = phrase{"lost: nothing left to save, still waiting", "已无可救,仍在等"}
	markNight   = phrase{"night: not assessed", "夜间:不计考核"}
	markClosed  = phrase{"closed unanswered: not listed, still counts", "未回复就结束:不在列表,仍计考核"}
	markSavable = phrase{"its agent is online and has 10 s or more", "接待客服在线且还有 10 秒以上"}
	markLane    = phrase{"open complaint, pinned on top", "投诉未了结,置顶"}
	markVIP     = phrase{"VIP or ranked buyer", "VIP 或高等级买家"}
	markUnsure  = phrase{"not certain: the feed does not reach this far", "不确定:数据没到这里"}
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
	factDispute  = phrase{"complaint", "投诉"}
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
