package tui

import "fmt"

// phrase is one text in every language of the screen. It is written without
// field names, so one that lacks a language does not compile. Signs that some
// terminals draw two cells wide come from glyphs, never from here.
type phrase struct{ en, zh string }

// in is the phrase in language l.
func (p phrase) in(l Lang) string {
	if l == Chinese {
		return p.zh
	}
	return p.en
}

// with fills the phrase's verbs, which are the same in every language.
func (p phrase) with(l Lang, args ...any) string { return fmt.Sprintf(p.in(l), args...) }

// The trust line.
var (
	textProgram         = phrase{"floorwalker", "floorwalker"}
	textReadOnly        = phrase{"[read-only]", "[只读]"}
	textDueLong         = phrase{"%sdue<1m %d", "%s1分钟内 %d"}
	textPastLong        = phrase{"%spast %d", "%s过线可救 %d"}
	textLostLong        = phrase{"lost %d", "已丢 %d"}
	textLostOldest      = phrase{"lost %d (%s)", "已丢 %d(最久 %s)"}
	textNightLong       = phrase{"%snight %d", "%s夜间 %d"}
	textComplaints      = phrase{"complaints %d", "投诉%d"}
	textAsks            = phrase{"asks %d", "求助%d"}
	textComplaintsShort = phrase{"cmp%d", "投%d"}
	textAsksShort       = phrase{"ask%d", "求%d"}
	textLostShort       = phrase{"lost%d", "丢%d"}
	textLostDark        = phrase{"lost?", "丢?"}
	textMalformed       = phrase{"malformed %s", "格式错 %s"}
	textKnownSince      = phrase{"known since %s", "仅知 %s 起"}
	textFilling         = phrase{"filling older days %d/%d", "补读往日 %d/%d"}
	textTextsDropped    = phrase{"recent texts dropped %s", "近期文本已略 %s"}
	textMuted           = phrase{"muted %dm", "静音%d分"}
	textOutage          = phrase{"dark for %s: waiting %s, lost %s, %d of the %d rows listed before are gone", "断开 %s:待回复 %s,已丢 %s,已离开 %d 条(原列出 %d)"}
	textLag             = phrase{"lag %s", "延迟 %s"}
	textSkew            = phrase{"clock off %s", "本机钟差 %s"}
	textReplay          = phrase{"replay %s%s", "回放 %s%s"}
	textHeld            = phrase{"%s held at %s", "%s 停在 %s"}
	textLive            = phrase{"%s live", "%s 实时"}
	textLiveOf          = phrase{"%s live %d/%d", "%s 实时 源%d/%d"}
	textConnecting      = phrase{"%s connecting %s", "%s 连接中 %s"}
	textCatchingUp      = phrase{"%s catching up %s/%s", "%s 追赶 %s/%s"}
	textCatchingOn      = phrase{"%s catching up %s", "%s 追赶 %s"}
	textLostFeed        = phrase{"%s lost %s", "%s 断开 %s"}
	textSilent          = phrase{"%s no news %s", "%s 没有新画面 %s"}
	textFailed          = phrase{"%s stopped", "%s 已停止"}
	textStandsAt        = phrase{"screen stands at %s", "画面停在 %s"}
	textMayBeOver       = phrase{"may have been answered since", "之后可能已回复"}
)

// Panels and their columns.
var (
	textTeams        = phrase{"teams", "班组"}
	textWaiting      = phrase{"waiting %s", "待回复 %s"}
	textWaitingOf    = phrase{"waiting %s of %s", "待回复 %s/%s"}
	textClosed       = phrase{"closed unanswered %s", "未回已结束 %s"}
	textLeftOver     = phrase{"left over %s", "隔日未回 %s"}
	textPinned       = phrase{"pinned %d", "置顶%d"}
	textLanesHidden  = phrase{"%d lanes filtered", "筛掉置顶 %d"}
	textFolded       = phrase{"%d lanes folded %s", "收起置顶 %d %s"}
	textAcked        = phrase{"acknowledged by me %d", "我已认领 %d"}
	textSaveFirst    = phrase{"next to save first", "先救快到线的"}
	textLongestFirst = phrase{"longest wait first", "等得最久在前"}
	textTeamOnly     = phrase{"team %s", "班组 %s"}
	textSortLeft     = phrase{"sort left %s", "排序 剩余 %s"}
	textSortWaited   = phrase{"sort waited %s", "排序 已等 %s"}
	textNobodyWaits  = phrase{"nobody waits", "没有人在等"}
	textNothingFound = phrase{"nothing matches %s", "没有符合 %s 的"}
	textHolding      = phrase{"HOLD +%d new -%d gone", "定住 新来%d 离开%d"}
	textAgents       = phrase{"agents %s", "客服 %s"}
	textTroubleFirst = phrase{"trouble first", "麻烦在前"}
	textNoAgents     = phrase{"no agent known yet", "还没有客服"}
	textActivity     = phrase{"activity", "动态"}
	textNoActivity   = phrase{"nothing has happened yet", "还没有动态"}
	textNoTeams      = phrase{"no team known yet", "还没有班组"}

	headTeam       = phrase{"team", "班组"}
	headWaiting    = phrase{"wait", "待回复"}
	headUnassigned = phrase{"unasgn", "未分配"}
	headDue        = phrase{"<1m", "1分内"}
	headPast       = phrase{"miss", "过线"}
	headLost       = phrase{"lost", "已丢"}
	headNight      = phrase{"night", "夜间"}
	headOldest     = phrase{"oldest", "最久"}
	headIn         = phrase{"in/min", "进线/分"}
	headOut        = phrase{"out/min", "回复/分"}
	headOn         = phrase{"on/brk", "在线/小休"}
	headFree       = phrase{"free", "空位"}

	headMark   = phrase{"", ""}
	headLeft   = phrase{"left", "剩余"}
	headWaited = phrase{"waited", "已等"}
	headLine   = phrase{"line", "线"}
	headAgent  = phrase{"agent", "接待客服"}
	headShop   = phrase{"shop", "店铺"}
	headStage  = phrase{"stage", "阶段"}
	headFlag   = phrase{"flag", "标"}
	headBuyer  = phrase{"buyer", "买家"}
	headLast   = phrase{"last line", "最后一句"}
	headAction = phrase{"action", "动作"}

	headName   = phrase{"agent", "客服"}
	headState  = phrase{"state", "状态"}
	headChats  = phrase{"chats", "接待"}
	headWt     = phrase{"wt", "待"}
	headMs     = phrase{"ms", "过"}
	headOld    = phrase{"old", "最久"}
	headSilent = phrase{"silent", "没发言"}
	headRate   = phrase{"3m %", "3分率"}
	headRateN  = phrase{"n", "次数"}

	stripTeam  = phrase{"%s wait%d unasg%d free%d", "%s 待%d 未分%d 空位%d"}
	stripAgent = phrase{"wt%d", "待%d"}
	stripPast  = phrase{"ms%d!", "过%d!"}
	stripFree  = phrase{"free%d", "空%d"}
	stripQuiet = phrase{"silent %s!", "没发言%s!"}
)

// Words in rows.
var (
	textPresence   = phrase{"%s %s", "%s%s"}
	wordUnassigned = phrase{"unassigned", "未分配"}
	wordLost       = phrase{"lost", "已丢"}
	wordNight      = phrase{"night", "夜"}
	wordNoLine     = phrase{"none", "不计"}
	wordGone       = phrase{"gone", "已离开"}
	wordMoved      = phrase{"moved %dx", "转过%d次"}
	wordOnline     = phrase{"on", "在线"}
	wordBusy       = phrase{"busy", "忙碌"}
	wordAway       = phrase{"away", "小休"}
	wordOffline    = phrase{"off", "离线"}
	wordUnknown    = phrase{"unknown", "不详"}
	wordPresale    = phrase{"pre", "售前"}
	wordInsale     = phrase{"in", "售中"}
	wordAftersale  = phrase{"after", "售后"}
	wordMe         = phrase{"me", "我"}
	wordAsksMe     = phrase{"asks %s", "等我定 %s"}
	wordSeconds    = phrase{"%ds", "%d秒"}
	wordMinutes    = phrase{"%dm", "%d分"}
)
