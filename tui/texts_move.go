package tui

import "floorwalker/metrics"

// The plan of a move.
var (
	planPace       = phrase{"answers in %s", "回复中位 %s"}
	planKnowsBuyer = phrase{"knows the buyer", "接待过这位买家"}
	planKnowsShop  = phrase{"knows the shop", "熟这家店"}
	planOwnLine    = phrase{"own clock from %s", "个人表从 %s 起"}
	whySilentNow   = phrase{"silent while buyers wait", "有人等却没发言"}
)

// chanceWords compare what is expected with what is left.
var chanceWords = map[metrics.Chance]phrase{
	metrics.NoChance: {"too late", "多半来不及"},
	metrics.Tight:    {"tight", "勉强"},
	metrics.InTime:   {"in time", "来得及"},
}
