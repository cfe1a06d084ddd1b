package tui

// What the backend cannot do, and the manual way.
var (
	whyUnable    = phrase{"the chat backend cannot do it here", "客服后台在这里做不到"}
	whyNoBackend = phrase{"no chat backend answers", "没有客服后台应答"}
	whyNoVerb    = phrase{"the chat backend does not offer it", "客服后台不提供"}
	whyNotHere   = phrase{"not on this platform or shop", "这个平台或店铺不支持"}

	dialogManual = phrase{"by hand: %s", "人工处理 %s"}
	manualCopy   = phrase{"copy the real number for the platform's own workbench", "复制真实号码,到平台工作台操作"}
	manualNote   = phrase{"write a note to the one in charge", "给接待客服写备注"}
	manualTold   = phrase{"told across the room: note that it was asked", "已当面说:记为已要求"}
	sayManual    = phrase{"noted: the row says asked until something happens", "已记:行内显示已要求,直到有变化"}
	wordAsked    = phrase{"asked %s", "已要求 %s"}
)
