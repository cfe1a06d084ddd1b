package alarm

import "floorwalker/metrics"

// prospect is what an outlook is read from.
type prospect struct {
	budget   metrics.BudgetFigure
	forecast metrics.ForecastFigure
	counted  int // what the budget is made of
}

// prospect is that of a rate; ok is false if the shop does not have the rate.
func (p *place) prospect(m *metrics.Metric) (what prospect, ok bool) {
	var counted metrics.RateFigure
	if judgedDays(m) == 1 {
		counted, ok = today(p, m.ID)
	} else {
		var rolling metrics.RollingReport
		rolling, ok = p.shop.Rolling[m.ID]
		counted = rolling.Projected3d
	}
	budget, budgeted := p.shop.Budget[m.ID]
	forecast, foreseen := p.shop.Forecast[m.ID]
	return prospect{budget, forecast, counted.N}, ok && budgeted && foreseen
}

// judgedDays are the days that a budget is made of: three, or today alone.
func judgedDays(m *metrics.Metric) int {
	if m.Days == 3 {
		return 3
	}
	return 1
}

// ofCounted has no value while nothing is counted: what may still be missed of
// nothing is not zero.
func (what *prospect) ofCounted(s sample) sample { return when(what.counted > 0, s) }

// minutesToEmpty is endless while nothing is missed: a budget without a pace is
// not used up.
func (what *prospect) minutesToEmpty() sample {
	switch b := &what.budget; {
	case b.MissesLeft < 0:
		return count(0)
	case b.MinutesToEmpty == nil:
		return number(Endless)
	default:
		return count(*b.MinutesToEmpty)
	}
}

// outlook is what a rate may still become.
type outlook struct {
	name string
	Meaning
	unit Unit
	of   func(*prospect) sample
}

var outlooks = []outlook{
	{
		"misses_left",
		Meaning{"counted ones that may still turn bad; -1: the line is missed", "还可超时的人数；-1 为已破线"},
		Count,
		func(what *prospect) sample { return what.ofCounted(count(what.budget.MissesLeft)) },
	},
	{
		"misses_left_new",
		Meaning{"new ones that may be missed; -1: the line is missed", "只算新进线时还可超时的人数"},
		Count,
		func(what *prospect) sample { return what.ofCounted(count(what.budget.MissesLeftNew)) },
	},
	{
		"to_recover",
		Meaning{"good ones needed to keep the line again", "回到达标线还需的达标数"},
		Count,
		func(what *prospect) sample { return what.ofCounted(optionalCount(what.budget.ToRecover)) },
	},
	{
		"left_to_day_end",
		Meaning{"of those to come today, may be missed; below 0: not even all help", "今日余量中还可超时数"},
		Count,
		func(what *prospect) sample {
			return when(what.counted+what.budget.Expected > 0, count(what.budget.LeftToDayEnd))
		},
	},
	{
		"minutes_to_empty",
		Meaning{"minutes until nothing more may be missed, at this hour's pace", "按近1小时速度余量耗尽的分钟数"},
		Count,
		func(what *prospect) sample { return what.ofCounted(what.minutesToEmpty()) },
	},
	{
		"burn_15m",
		Meaning{"pace of misses, last 15 minutes; 100 uses the allowance up exactly", "近15分钟消耗速度，100为刚好用完"},
		Count,
		func(what *prospect) sample { return optionalCount(what.budget.Burn15m) },
	},
	{
		"burn_1h",
		Meaning{"pace of misses, last hour; 100 uses the allowance up exactly", "近1小时消耗速度，100为刚好用完"},
		Count,
		func(what *prospect) sample { return optionalCount(what.budget.Burn1h) },
	},
	{
		"p_fail",
		Meaning{"chance that today misses the line, 0 to 1", "今日破线概率，0到1"},
		Chance,
		func(what *prospect) sample { return when(what.forecast.Mean != nil, number(what.forecast.PFail)) },
	},
	{
		"forecast",
		Meaning{"rate expected at the end of the day, 0 to 1", "今日末预计比率，0到1"},
		Chance,
		func(what *prospect) sample { return optionalNumber(what.forecast.Mean) },
	},
}
