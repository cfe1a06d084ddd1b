package alarm

import (
	"floorwalker/metrics"
)

// rateWindow is a stretch of days, or of the last minutes, that a rate is of.
type rateWindow struct {
	name string
	Meaning
	days func(*metrics.Metric) dayWindow
	of   func(p *place, id string) metrics.RateFigure
}

func theDays(from, to int) func(*metrics.Metric) dayWindow {
	return func(*metrics.Metric) dayWindow { return dayWindow{from, to} }
}

// rolling reads a rate of ShopReport.Rolling.
func rolling(of func(metrics.RollingReport) metrics.RateFigure) func(*place, string) metrics.RateFigure {
	return func(p *place, id string) metrics.RateFigure { return of(p.shop.Rolling[id]) }
}

var rateWindows = []rateWindow{
	{"today", Meaning{"today", "今日"}, theDays(0, 0), func(p *place, id string) metrics.RateFigure { return p.today.Rates[id] }},
	{
		"official",
		Meaning{"as the platform shows it today (R28)", "官方窗口（平台今日所示）"},
		officialDays,
		rolling(func(r metrics.RollingReport) metrics.RateFigure { return r.Official }),
	},
	{
		"official_3d",
		Meaning{"the three days before today", "昨日起往前3天"},
		theDays(3, 1),
		rolling(func(r metrics.RollingReport) metrics.RateFigure { return r.Official3d }),
	},
	{
		"projected_3d",
		Meaning{"today and the two days before", "含今日的3天"},
		theDays(2, 0),
		rolling(func(r metrics.RollingReport) metrics.RateFigure { return r.Projected3d }),
	},
	{
		"live_15m",
		Meaning{"the last 15 minutes (R31)", "近15分钟"},
		theDays(0, 0),
		rolling(func(r metrics.RollingReport) metrics.RateFigure { return r.Live15m }),
	},
	{
		"live_1h",
		Meaning{"the last hour (R31)", "近1小时"},
		theDays(0, 0),
		rolling(func(r metrics.RollingReport) metrics.RateFigure { return r.Live1h }),
	},
}

// officialDays are the metric's own window, which ends some days ago (R28).
func officialDays(m *metrics.Metric) dayWindow { return dayWindow{m.Lag + m.Days - 1, m.Lag} }

// ratePart is one number of a rate over a window.
type ratePart struct {
	name string // empty: the rate itself
	Meaning
	unit Unit
	of   func(metrics.RateFigure) sample
}

var rateParts = []ratePart{
	{"", Meaning{"rate", "比率"}, Percent, func(f metrics.RateFigure) sample { return of(f.N, printed(f.Pct)) }},
	{"ok", Meaning{"kept", "达标数"}, Count, func(f metrics.RateFigure) sample { return count(f.OK) }},
	{"n", Meaning{"counted", "计入数"}, Count, func(f metrics.RateFigure) sample { return count(f.N) }},
	{"miss", Meaning{"missed", "未达标数"}, Count, func(f metrics.RateFigure) sample { return count(f.Miss) }},
	{"pending", Meaning{"still open", "未定数"}, Count, func(f metrics.RateFigure) sample { return count(f.Pending) }},
	{"excluded", Meaning{"left out", "剔除数"}, Count, func(f metrics.RateFigure) sample { return count(f.Excluded) }},
	{
		"worst",
		Meaning{"rate if all that is open is missed (R17)", "未定全丢时的比率"},
		Percent,
		func(f metrics.RateFigure) sample { return of(f.N, printed(f.WorstPct)) },
	},
	{
		"best",
		Meaning{"rate if all that is open is kept (R17)", "未定全救时的比率"},
		Percent,
		func(f metrics.RateFigure) sample { return of(f.N, printed(f.BestPct)) },
	},
}

// outlook is what a rate may still become.
type outlook struct {
	name string
	Meaning
	unit Unit
	of   func(metrics.BudgetFigure, metrics.ForecastFigure) sample
}

var outlooks = []outlook{
	{
		"misses_left",
		Meaning{"counted ones that may still turn bad; -1: the line is missed", "还可超时的人数；-1 为已破线"},
		Count,
		func(b metrics.BudgetFigure, _ metrics.ForecastFigure) sample { return count(b.MissesLeft) },
	},
	{
		"misses_left_new",
		Meaning{"new ones that may be missed; -1: the line is missed", "只算新进线时还可超时的人数"},
		Count,
		func(b metrics.BudgetFigure, _ metrics.ForecastFigure) sample { return count(b.MissesLeftNew) },
	},
	{
		"to_recover",
		Meaning{"good ones needed to keep the line again", "回到达标线还需的达标数"},
		Count,
		func(b metrics.BudgetFigure, _ metrics.ForecastFigure) sample { return optionalCount(b.ToRecover) },
	},
	{
		"left_to_day_end",
		Meaning{"of those to come today, may be missed; below 0: not even all help", "今日余量中还可超时数"},
		Count,
		func(b metrics.BudgetFigure, _ metrics.ForecastFigure) sample { return count(b.LeftToDayEnd) },
	},
	{
		"minutes_to_empty",
		Meaning{"minutes until nothing more may be missed, at this hour's pace", "按近1小时速度余量耗尽的分钟数"},
		Count,
		func(b metrics.BudgetFigure, _ metrics.ForecastFigure) sample { return optionalCount(b.MinutesToEmpty) },
	},
	{
		"burn_15m",
		Meaning{"pace of misses, last 15 minutes; 100 uses the allowance up exactly", "近15分钟消耗速度，100为刚好用完"},
		Count,
		func(b metrics.BudgetFigure, _ metrics.ForecastFigure) sample { return optionalCount(b.Burn15m) },
	},
	{
		"burn_1h",
		Meaning{"pace of misses, last hour; 100 uses the allowance up exactly", "近1小时消耗速度，100为刚好用完"},
		Count,
		func(b metrics.BudgetFigure, _ metrics.ForecastFigure) sample { return optionalCount(b.Burn1h) },
	},
	{
		"p_fail",
		Meaning{"chance that today misses the line, 0 to 1", "今日破线概率，0到1"},
		Chance,
		func(_ metrics.BudgetFigure, f metrics.ForecastFigure) sample { return number(f.PFail) },
	},
	{
		"forecast",
		Meaning{"rate expected at the end of the day, 0 to 1", "今日末预计比率，0到1"},
		Chance,
		func(_ metrics.BudgetFigure, f metrics.ForecastFigure) sample { return optionalNumber(f.Mean) },
	},
}

// rateFigures are a rate over every window, and what may become of it.
func rateFigures(m *metrics.Metric) []Figure {
	id, what := m.ID, meaningOf(m)
	out := make([]Figure, 0, len(rateWindows)*len(rateParts)+len(rateParts)+len(outlooks))
	for _, w := range rateWindows {
		for _, part := range rateParts {
			f := Figure{
				Kinds: ofShops, Unit: part.unit, trust: trustDays, window: w.days(m),
				Meaning: Meaning{what.EN + ", " + w.EN + ": " + part.EN, what.ZH + "，" + w.ZH + "：" + part.ZH},
				read:    func(p *place) sample { return part.of(w.of(p, id)) },
			}
			for _, name := range rateNames(id, w.name, part.name) {
				f.Name = name
				out = append(out, f)
			}
		}
	}
	for _, o := range outlooks {
		out = append(out, Figure{
			Name: id + "." + o.name, Kinds: ofShops, Unit: o.unit, trust: trustDays,
			window:  dayWindow{judgedDays(m) - 1, 0},
			Meaning: Meaning{what.EN + ": " + o.EN, what.ZH + "：" + o.ZH},
			read:    func(p *place) sample { return o.of(p.shop.Budget[id], p.shop.Forecast[id]) },
		})
	}
	return out
}

// rateNames are the ways to write one number of a rate: today may be left out.
func rateNames(id, window, part string) []string {
	if part != "" {
		part = "." + part
	}
	names := []string{id + "." + window + part}
	if window == "today" {
		names = append(names, id+part)
	}
	return names
}

// judgedDays are the days that a budget is made of: three, or today alone.
func judgedDays(m *metrics.Metric) int {
	if m.Days == 3 {
		return 3
	}
	return 1
}

// meanFigures are a mean response time, today.
func meanFigures(m *metrics.Metric) []Figure {
	id, what := m.ID, meaningOf(m)
	mean := func(suffix string, unit Unit, part Meaning, of func(metrics.MeanFigure) sample) Figure {
		return Figure{
			Name: id + suffix, Kinds: ofShops, Unit: unit, trust: trustDays,
			Meaning: Meaning{what.EN + ": " + part.EN, what.ZH + "：" + part.ZH},
			read:    func(p *place) sample { return of(p.today.Means[id]) },
		}
	}
	return []Figure{
		mean("", Length, Meaning{"mean", "平均"}, func(f metrics.MeanFigure) sample { return of(f.N, optionalSpan(f.Mean)) }),
		mean(".p50", Length, Meaning{"median", "中位数"}, func(f metrics.MeanFigure) sample { return of(f.N, optionalSpan(f.P50)) }),
		mean(".p90", Length, Meaning{"nine of ten are shorter", "90分位"}, func(f metrics.MeanFigure) sample { return of(f.N, optionalSpan(f.P90)) }),
		mean(".max", Length, Meaning{"longest", "最长"}, func(f metrics.MeanFigure) sample { return of(f.N, optionalSpan(f.Max)) }),
		mean(".n", Count, Meaning{"samples", "样本数"}, func(f metrics.MeanFigure) sample { return count(f.N) }),
		mean(".unanswered", Count, Meaning{"not answered", "未回复"}, func(f metrics.MeanFigure) sample { return count(f.Unanswered) }),
	}
}

// gateFigure is whether a campaign's gate is open today (R29).
func gateFigure(g *metrics.Gate) Figure {
	id := g.ID
	return Figure{
		Name: "gate." + id, Kinds: ofShops, trust: trustDays, window: dayWindow{g.Days, 1},
		Meaning: Meaning{"rule of the gate met by our count: 1, or 0", "按本机统计满足报名门槛：1，否则0"},
		read: func(p *place) sample {
			met := p.shop.Gates[id]
			switch {
			case met == nil:
				return sample{}
			case *met:
				return count(1)
			}
			return count(0)
		},
	}
}

// dayFigures are a shop's other figures of today.
func dayFigures() []Figure {
	day := func(name string, unit Unit, m Meaning, of func(*metrics.DayReport) sample) Figure {
		return Figure{
			Name: name, Kinds: ofShops, Unit: unit, Meaning: m, trust: trustDays,
			read: func(p *place) sample { return of(&p.today) },
		}
	}
	return []Figure{
		day("csat", Percent, Meaning{"ratings of 4 and 5, today (R34)", "今日满意率"},
			func(d *metrics.DayReport) sample { return of(d.CSAT.Rated, printed(d.CSAT.SatisfiedPct)) }),
		day("csat.bad", Percent, Meaning{"ratings of 1 and 2, today (R34)", "今日不满意率"},
			func(d *metrics.DayReport) sample { return of(d.CSAT.Rated, printed(d.CSAT.DissatisfiedPct)) }),
		day("complaint_rate", Percent, Meaning{"complaints over consumers who wrote, today (R35)", "今日投诉率"},
			func(d *metrics.DayReport) sample { return of(d.Complaints.Consumers, printed(d.Complaints.Pct)) }),
		day("complaint_count", Count, Meaning{"complaints of today (R35)", "今日投诉数"},
			func(d *metrics.DayReport) sample { return count(d.Complaints.Count) }),
		day("conversion", Percent, Meaning{"of those who asked, who then bought (R35)", "询单转化率"},
			func(d *metrics.DayReport) sample { return of(d.Conversion.Inquirers, printed(d.Conversion.Pct)) }),
		day("dispute_rate", Percent, Meaning{"disputed orders over 30 days (R35)", "30天纠纷率"},
			func(d *metrics.DayReport) sample { return of(d.Refunds.Orders, printed(d.Refunds.DisputePct)) }),
		day("penalty", Yuan, Meaning{"what today costs as it stands (R30)", "按现状今日违约金"},
			func(d *metrics.DayReport) sample { return count(d.Penalty.CNY) }),
		day("penalty.consumers", Count, Meaning{"consumers the penalty counts today (R30)", "今日违约金计入人数"},
			func(d *metrics.DayReport) sample { return count(d.Penalty.Consumers) }),
		day("abandoned", Percent, Meaning{"sessions closed before an answer (R40)", "放弃率"},
			func(d *metrics.DayReport) sample { return printed(d.Centre.AbandonPct) }),
		day("service_level", Percent, Meaning{"sessions answered in time (R40)", "服务水平"},
			func(d *metrics.DayReport) sample { return printed(d.Centre.SL1Pct) }),
		{
			Name: "coverage", Kinds: ofShops, Unit: Percent, trust: trustFeed,
			Meaning: Meaning{"of today's assessed hours, how much is known", "今日考核时段的数据覆盖率"},
			read:    func(p *place) sample { return printed(p.today.Coverage.Pct) },
		},
	}
}
