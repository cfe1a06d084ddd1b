package tui

import "floorwalker/metrics"

// The page of a conversation.
var (
	textChatOf     = phrase{"conversation %s", "会话 %s"}
	textChatClosed = phrase{"closed", "已结束"}
	textAssignedTo = phrase{"assigned to %s", "分配给 %s"}
	textTranscript = phrase{"transcript", "聊天记录"}
	textEarlier    = phrase{"%d earlier steps left out", "更早的 %d 条未显示"}
	textForgotten  = phrase{"(words no longer held)", "(原文已不再保存)"}
	textStoryAsked = phrase{"asking for the conversation", "正在取会话"}
	textStoryNone  = phrase{"nothing of this conversation is held any more", "这个会话已没有记录"}
	textStoryDark  = phrase{"no connection: the conversation cannot be shown", "没有连接:无法显示会话"}

	actChatNext     = phrase{"next conversation", "下一个会话"}
	actChatPrevious = phrase{"previous conversation", "上一个会话"}
	whyNoOpen       = phrase{"open a conversation first", "先打开一个会话"}

	factIs    = phrase{"%s: %s", "%s:%s"}
	factOrder = phrase{"order", "订单"}

	noteAfter    = phrase{"after %s", "等了 %s"}
	noteGone     = phrase{"recalled or deleted", "已撤回或删除"}
	notePrivate  = phrase{"colleagues only", "仅同事可见"}
	noteQuick    = phrase{"quick reply", "快捷回复"}
	noteAssisted = phrase{"machine-assisted", "机器辅助"}
	noteBroke    = phrase{"breaks: %s", "违规:%s"}
)

// senderWords are the kinds of sender.
var senderWords = map[metrics.SenderKind]phrase{
	metrics.UnknownSender: {"unknown", "不详"},
	metrics.Buyer:         {"buyer", "买家"},
	metrics.Agent:         {"agent", "客服"},
	metrics.Robot:         {"robot", "机器人"},
	metrics.Auto:          {"automatic", "自动"},
	metrics.System:        {"system", "系统"},
}

// Events in words.
var (
	eventAssigned = phrase{"assigned to %s", "分配给 %s"}
	eventMadeBy   = phrase{"by %s", "%s 操作"}
	eventAsked    = phrase{"by a supervisor", "主管操作"}
	eventQueued   = phrase{"back to the queue", "退回未分配"}
	eventMoved    = phrase{"moved %s %s %s", "转接 %s %s %s"}
	eventMovedTo  = phrase{"moved %s %s", "转接 %s %s"}
	eventStatus   = phrase{"%s is %s", "%s 改为 %s"}
	eventRated    = phrase{"rated %d of 5", "评价 %d 星"}
	eventReviewed = phrase{"review of %d stars", "评论 %d 星"}
	eventBroke    = phrase{"%s broke a rule: %s", "%s 违规:%s"}
)

// eventWords are the events that need no particulars.
var eventWords = map[metrics.EventType]phrase{
	metrics.MessageRecalled:       {"message recalled", "消息已撤回"},
	metrics.MessageDeleted:        {"message deleted by moderation", "消息被平台删除"},
	metrics.ConversationOpened:    {"conversation opened", "会话开始"},
	metrics.ConversationClosed:    {"conversation closed", "会话结束"},
	metrics.ConversationHandoff:   {"robot hands over to people", "机器人转人工"},
	metrics.ConversationTagged:    {"tags changed", "标签变更"},
	metrics.ConversationEscalated: {"asks the supervisor", "求助主管"},
	metrics.EscalationAnswered:    {"the question is answered", "求助已答复"},
	metrics.RatingInvited:         {"invited to rate", "已邀评"},
	metrics.OrderPlaced:           {"order placed", "下单"},
	metrics.OrderUpdated:          {"order updated", "订单变更"},
	metrics.ComplaintOpened:       {"complaint opened", "发起投诉"},
	metrics.RefundRequested:       {"refund asked for", "申请退款"},
	metrics.RefundCompleted:       {"refund paid", "退款完成"},
	metrics.RefundDisputed:        {"refund disputed", "退款纠纷"},
	metrics.SourceReported:        {"a source reported", "数据源状态"},
	metrics.BaselineSet:           {"the merchant's figure was set", "已录入后台数据"},
}
