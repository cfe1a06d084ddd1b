package tui

// The page of a shop.
var (
	textShopEnter      = phrase{"Enter shows its buyers", "Enter 看待回复"}
	textAsOf           = phrase{"as of %s", "截至 %s"}
	textPageAsked      = phrase{"asking for the shop's days", "正在取店铺数据"}
	textPageNone       = phrase{"nothing more is known of this shop", "这家店没有更多数据"}
	textPageDark       = phrase{"no connection: the days cannot be shown", "没有连接:无法显示店铺数据"}
	textOpenUnits      = phrase{"(%d open)", "(未定 %d)"}
	textDayClosed      = phrase{"closed, %d still count, last %s", "考核已结束,仍计考核 %d,最晚 %s"}
	textDayClosedShort = phrase{"closed %d%s%s", "仍计%d%s%s"}
	textDayClear       = phrase{"closed, nothing counts now", "不在考核时段,现在都不计"}
	textDayClosedDark  = phrase{"closed, %d? still counted, last %s", "考核已结束,仍计 %d? 最晚 %s"}
	textDayOver        = phrase{"assessed hours are over", "考核时段已过"}
	textKeep           = phrase{"keep %d on", "留 %d 人"}
	textCloses         = phrase{"closes %s in %s", "距%s %s"}
	textOpens          = phrase{"opens %s in %s", "%s 起考核,还有 %s"}
	textDayOpen        = phrase{"%d still open, last decided %s", "未定 %d,最晚 %s 见分晓"}
	textForecast       = phrase{"expected %s %% (80 of 100 days: %s to %s), %d to come, fails the line in %s of 100", "预计 %s%%(八成 %s~%s),还会来 %d,不达标可能 %s%%"}
	textSignUp         = phrase{"sign-up %s", "报名 %s"}
	textSoFar          = phrase{"so far", "暂计"}
	textPenalty        = phrase{"penalty", "违约金"}
	textPenaltyNot     = phrase{"does not apply so far: %d buyers today", "目前不适用:今日 %d 人"}

	textPenaltyKept  = phrase{"applies, %d buyers today: nothing to pay as things stand", "适用,今日 %d 人:目前不用付"}
	textPenaltyCosts = phrase{"applies, %d buyers today: costs CNY %d as things stand", "适用,今日 %d 人:目前要付 %d 元"}

	textRobot       = phrase{"robot, last 15 min", "机器人 近15分钟"}
	textRobotShare  = phrase{"answered first %s %% (normally %s), %d of %d turns", "先答 %s%%(平时 %s),%d/%d 轮"}
	textRobotSilent = phrase{"silent for %s", "没回话 %s"}
	textHandoffs    = phrase{"hands over %s a minute (normally %s)", "转人工 %s/分(平时 %s)"}

	textFurther  = phrase{"further notice", "另行通知"}
	textOwed     = phrase{"people and promises", "人手与承诺"}
	textNeeded   = phrase{"needs %d people to answer %.0f %% within %s, at %.0f turns an hour", "需要 %d 人才能 %.0f%% 在 %s 内回复,每小时 %.0f 轮"}
	textPromised = phrase{"promised and silent since %d", "答应了没下文 %d"}
	textLooping  = phrase{"ask the robot for a human in vain %d", "向机器人要人工没成 %d"}

	actOwed        = phrase{"promises", "没下文的"}
	whyNoOwed      = phrase{"only on the page of a shop where something is owed", "只在有待兑现事项的店铺页可用"}
	dialogOwed     = phrase{"promised and silent since, or asking the robot in vain", "答应了没下文,或向机器人要人工没成"}
	dialogOwedKeys = phrase{"digit opens %[1]s Esc closes", "数字打开 %[1]s Esc 关闭"}
	owedPromise    = phrase{"promised", "答应了没下文"}
	owedLoop       = phrase{"wants a human", "要人工"}

	textHours    = phrase{"hours of today: which one cost us", "今日各小时:丢在哪个点"}
	headHour     = phrase{"hour", "时段"}
	textMissesOf = phrase{"missed", "超时"}
)
