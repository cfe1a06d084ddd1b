package tui

// Taking commands back.
var (
	actUndo    = phrase{"undo", "撤销"}
	dialogUndo = phrase{"take back what was done within the minute", "撤销一分钟内的操作"}
	undoMany   = phrase{"%d at once", "一次 %d 条"}
	undoBack   = phrase{"back", "撤回"}

	whyNothingToUndo = phrase{"nothing of mine was done within the minute", "一分钟内没有完成的操作"}
	whyTooLate       = phrase{"more than a minute ago", "已超过一分钟"}
	whyUndone        = phrase{"taken back already", "已撤销过"}
	whyAnswered      = phrase{"somebody has answered since", "之后已有人回复"}
	whyNotBack       = phrase{"who had it is not on: he would get nothing", "原客服不在线,接不回去"}
	whyMovedOn       = phrase{"it has changed again since", "之后又变了"}
	whyUnknownBefore = phrase{"what was before is not known here", "这里不知道原来的状态"}
)
