package tui

import "floorwalker/metrics"

// The plan of a move.
var (
	dialogFindPerson = phrase{"find", "找人"}
	dialogToTeam     = phrase{"to the queue of team %s", "转到班组 %s 未分配"}
	whySilentNow     = phrase{"silent while buyers wait", "有人等却没发言"}

	reasonsLong = reasonWords{
		waiting:    dialogWaiting,
		pace:       phrase{"answers in %s", "回复中位 %s"},
		knowsBuyer: phrase{"knows the buyer", "接待过这位买家"},
		knowsShop:  phrase{"knows the shop", "熟这家店"},
		ownLine:    phrase{"own clock from %s", "个人表从 %s 起"},
	}
	reasonsShort = reasonWords{
		waiting:    stripAgent,
		pace:       phrase{"in %s", "中位%s"},
		knowsBuyer: phrase{"buyer", "熟客"},
		knowsShop:  phrase{"shop", "熟店"},
		ownLine:    phrase{"own %s", "表%s"},
	}
)

// chanceNoSooner is of a move that the one in charge would answer before.
var chanceNoSooner = phrase{"no sooner", "不会更快"}

// chanceWords compare what is expected with what is left.
var chanceWords = map[metrics.Chance]phrase{
	metrics.NoChance: {"too late", "多半来不及"},
	metrics.Tight:    {"tight", "勉强"},
	metrics.InTime:   {"in time", "来得及"},
}
