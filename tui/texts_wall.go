package tui

// The wallboard.
var (
	actWall        = phrase{"wallboard", "大屏"}
	textWall       = phrase{"wallboard", "大屏"}
	wallDue        = phrase{"due within a minute", "1分钟内到线"}
	wallPast       = phrase{"past, can be saved", "过线可救"}
	wallLost       = phrase{"lost", "已丢"}
	wallUnassigned = phrase{"unassigned", "未分配"}
	wallAsks       = phrase{"complaints and asks", "投诉和求助"}
	wallOldest     = phrase{"longest lost wait %s", "已丢里等得最久 %s"}
)
