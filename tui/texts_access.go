package tui

// Who sits here, and what he may do.
var (
	actElevate = phrase{"act for a while, or only watch again", "临时操作,或恢复只看"}
	actSignOn  = phrase{"sign on or off", "登记或退出登记"}
	actRetry   = phrase{"ask again where no answer came", "没有回音的再问一次"}

	whyNobody       = phrase{"nobody is signed on here: %s", "还没有人登记:%s"}
	whyNotElevated  = phrase{"read-only: %s and a reason let you act", "只读:按 %s 并说明原因后可操作"}
	whyActsAnyway   = phrase{"this screen acts anyway", "本屏本来就能操作"}
	whyNoSignOn     = phrase{"nobody can sign on here", "这里不能登记"}
	whyAlone        = phrase{"there is no shell to go back to", "后面没有 shell,不能挂起"}
	whyNothingAsked = phrase{"every command has its answer", "每条指令都有了结果"}
	whyOwnerChanged = phrase{"its owner has changed", "接待客服已变"}
	whyForbidden    = phrase{"the server does not let you", "服务器不允许你操作"}

	dialogElevate  = phrase{"why must this screen act, for %s?", "为什么要操作?时限 %s"}
	dialogSignOn   = phrase{"file of your credentials or nkey seed", "你的凭据文件或 nkey 种子文件"}
	dialogSignedOn = phrase{"signed on: %s", "已登记:%s"}
	signOffNow     = phrase{"sign off", "退出登记"}
	signOnOther    = phrase{"somebody else signs on", "换人登记"}
	dialogGoOnKeys = phrase{"Enter goes on %[1]s Esc cancels", "Enter 继续 %[1]s Esc 取消"}
	dialogRetry    = phrase{"ask again? the same id: it happens once at most", "再问一次?编号不变,最多执行一次"}

	sayElevated    = phrase{"you may act for %s; it is on record (%s ends it)", "可操作 %s,已记录(%s 结束)"}
	sayNotElevated = phrase{"still read-only: %s", "仍为只读:%s"}
	saySpellEnded  = phrase{"read-only again", "已恢复只读"}
	saySpellOver   = phrase{"time is over: read-only again", "时限已到:恢复只读"}
	saySigningOn   = phrase{"signing on", "正在登记"}
	sayNotSignedOn = phrase{"not signed on: %s", "没有登记成功:%s"}

	textElevated = phrase{"[acts %s]", "[可操作 %s]"}
	textNobody   = phrase{"[nobody: %s signs on]", "[无人登记:%s 登记]"}
	textTwins    = phrase{"2 screens as %s", "%s 同时开着两屏"}
)
