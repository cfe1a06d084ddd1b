package tui

// Words, teams and tags.
var (
	actTeams     = phrase{"to a team", "转班组"}
	actTag       = phrase{"priority and tags", "优先级和标签"}
	actNote      = phrase{"note", "备注"}
	actBroadcast = phrase{"tell a team", "通知班组"}
	actAnswer    = phrase{"answer the question", "答复求助"}

	verbTag       = phrase{"tag", "标签"}
	verbNote      = phrase{"note on", "备注"}
	verbBroadcast = phrase{"told", "通知"}
	verbAnswer    = phrase{"answer about", "答复"}

	whyNoTeam = phrase{"there is no other team", "没有别的班组"}
	whyNoAsk  = phrase{"choose a row in which an agent asks", "先选一条客服求助"}

	statusCapacity      = phrase{"%d at a time", "同时接待 %d"}
	statusTeam          = phrase{"to team %s", "调到班组 %s"}
	statusOtherCapacity = phrase{"other capacity (now %s)", "改接待上限(现在 %s)"}
	statusOtherTeam     = phrase{"other team (now %s)", "换班组(现在 %s)"}

	dialogTag      = phrase{"priority and tags of %s", "优先级和标签 %s"}
	priorityUrgent = phrase{"priority: urgent", "优先级:紧急"}
	priorityNormal = phrase{"priority: normal", "优先级:普通"}
	priorityLow    = phrase{"priority: low", "优先级:低"}
	tagOthers      = phrase{"tags: %s", "标签:%s"}
	tagType        = phrase{"all its tags, with commas between", "全部标签,用逗号隔开"}

	dialogNote        = phrase{"note on %s", "备注 %s"}
	dialogBroadcast   = phrase{"tell which team", "通知哪个班组"}
	dialogBroadcastTo = phrase{"tell team %s", "通知班组 %s"}
	dialogAnswer      = phrase{"answer about %s", "答复求助 %s"}
	dialogWordsKeys   = phrase{"Enter goes on, a digit sends then %[1]s Esc cancels", "Enter 下一步,再按数字发送 %[1]s Esc 取消"}
	wordsSend         = phrase{"send it", "发送"}
	answerYes         = phrase{"yes, do it", "可以"}
	answerNo          = phrase{"no", "不可以"}
	answerWords       = phrase{"other words", "另写"}
)
