package tui

// The other supervisors.
var (
	actClaim      = phrase{"claim", "认下"}
	actHide       = phrase{"hide", "隐藏"}
	actHideShow   = phrase{"show hidden rows", "显示隐藏的"}
	whyNoPeers    = phrase{"nothing is shared here: nobody else would see it", "这里没有共享:别人看不到"}
	whySavable    = phrase{"only where nothing is left to save or nothing is assessed", "只能隐藏已无可救或不计考核的"}
	sayNotShared  = phrase{"the others were not told: %s", "没能告诉别人:%s"}
	sayClaimed    = phrase{"yours for %d minutes, the others see it; once more gives it back", "认下 %d 分钟,别人可见;再按一次放开"}
	sayUnclaimed  = phrase{"given back", "已放开"}
	sayClaimedBy  = phrase{"%s is on it already", "%s 已认下"}
	sayHidden     = phrase{"hidden for all, it still counts (%s shows hidden rows)", "已为所有人隐藏,仍计数(%s 显示隐藏的)"}
	sayHiddenHere = phrase{"hidden on this screen only, it still counts (%s shows hidden rows)", "只在本屏隐藏,仍计数(%s 显示隐藏的)"}
	sayShownAgain = phrase{"on the list again, was hidden by %s", "已恢复,原由 %s 隐藏"}
	sayAckedAll   = phrase{"acknowledged: not on top any more, the others see that you did (%s undoes)", "已认领:不再置顶,别人看到是你认领(%s 恢复)"}

	wordClaimed      = phrase{"%s on it %s", "%s 认下 %s"}
	wordHidden       = phrase{"hid: %s", "%s隐藏"}
	wordLooked       = phrase{"%s looked at it %d s ago", "%s %d 秒前看过这条"}
	wordAll          = phrase{"all", "全部"}
	textPeer         = phrase{"%s: %s", "%s:%s"}
	textPeers        = phrase{"+%d on", "另有%d人"}
	textPeersMissing = phrase{"shared: %s", "共享:%s"}
	textHidden       = phrase{"hidden %d (%s) %s", "隐藏 %d(%s) %s"}
	textAckedOf      = phrase{"acknowledged %d (%s)", "已认领 %d(%s)"}
	textAckAll       = phrase{"puts it aside for all, with your name", "为所有人认领并署名"}
	textQueueClaimed = phrase{"%s @%s", "%s @%s"}
	factLooks        = phrase{"looked at", "有人看过"}
	factClaim        = phrase{"claimed", "认下"}
)
