package tui

// Gateways that have fallen silent.
var (
	textBlind    = phrase{"%s silent for %s, gateways %d of %d: may be answered, more may wait", "%s 已静默 %s,网关 %d/%d 有消息:可能已回复,也可能还有人在等"}
	textBlindAll = phrase{"every shop", "所有店铺"}
	textSources  = phrase{"%s sources %d/%d", "%s 源%d/%d"}
)
