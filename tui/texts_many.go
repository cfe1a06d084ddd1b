package tui

// Many commands at once.
var (
	dialogSendAll    = phrase{"send %d %s %s", "发送 %d 条 %s %s"}
	sayNothingToSend = phrase{"nothing to send: all of it has changed", "没有可发送的:都已变化"}

	spreadPeople = phrase{"%d people", "%d 人"}
	spreadOffer  = phrase{"spread %d of %d over %d people", "分给多人:%d/%d 条给 %d 人"}
	spreadLost   = phrase{"lost if nothing is done %d %s with this plan %d", "不动会丢 %d %s 照此会丢 %d"}
	spreadShare  = phrase{"%d (%d in time)", "%d 条(%d 来得及)"}
	spreadStay   = phrase{"stay where they are: %d, no room or answered sooner there", "不动的:%d 条,没有空位或原客服更快"}
	spreadHead   = phrase{"at most %d to one person (left and right change it)", "每人最多 %d 条(左右键调整)"}

	actClear        = phrase{"clear agent", "清空客服"}
	dialogClear     = phrase{"clear %s, waiting %d", "清空 %s 待回复 %d"}
	clearAway       = phrase{"set away first, so that the router gives no more; the moves are asked next", "先改小休,免得再派;然后再问转接"}
	clearAsked      = phrase{"away asked %s", "小休已发送 %s"}
	clearFetching   = phrase{"away; asking for the rows that wait", "已小休,正在取待回复"}
	clearNotAway    = phrase{"not away (%s): the router may give more", "没能改小休(%s):可能继续派"}
	clearIsAway     = phrase{"is away already; asking for the rows that wait", "已不在线,正在取待回复"}
	sayClearStopped = phrase{"stopped after away: nobody was moved", "已停:只改了小休,没有转接"}
	sayClearNobody  = phrase{"nobody waits for %s", "没有人在等 %s"}
	sayClearNoRoom  = phrase{"nobody has room, or would answer sooner than %s", "没有人有空位,或都不比 %s 快"}
)
