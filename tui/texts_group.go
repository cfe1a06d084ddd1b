package tui

// Grouping.
var (
	actGroup       = phrase{"group by", "分组"}
	textByShop     = phrase{"shops", "按店铺"}
	textByPlatform = phrase{"platforms", "按平台"}
	textByStage    = phrase{"stages", "按阶段"}
	stripGroup     = phrase{"%s wait%d unasg%d", "%s 待%d 未分%d"}
	sayGrouped     = phrase{"grouped: %s", "分组:%s"}
)

// groupHeads are the head of the first column, by grouping.
var groupHeads = []phrase{headTeam, headShop, headPlatform, headStage}

var headPlatform = phrase{"platform", "平台"}
