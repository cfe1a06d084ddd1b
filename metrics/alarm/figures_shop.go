package alarm

import (
	"floorwalker/metrics"
)

// rateWindow is a stretch of days, or of the last minutes, that a rate is of.
type rateWindow struct {
	name string
	Meaning
	days func(*metrics.Metric) dayWindow
	of   func(p *place, id string) (f metrics.RateFigure, ok bool) // ok: it is counted there
}

func theDays(from, to int) func(*metrics.Metric) dayWindow {
	return func(*metrics.Metric) dayWindow { return dayWindow{from, to} }
}

// rolling reads a rate of ShopReport.Rolling.
func rolling(of func(metrics.RollingReport) metrics.RateFigure) func(*place, string) (metrics.RateFigure, bool) {
	return func(p *place, id string) (metrics.RateFigure, bool) {
		r, ok := p.shop.Rolling[id]
		return of(r), ok
	}
}

func today(p *place, id string) (f metrics.RateFigure, ok bool) {
	f, ok = p.today.Rates[id]
	return f, ok
}

var rateWindows = []rateWindow{
	{"today", Meaning{"today", "今日"}, theDays(0, 0), today},
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

// rateFigures are a rate over every window, and what may become of it.
func rateFigures(m *metrics.Metric) []Figure {
	id, what := m.ID, meaningOf(m)
	out := make([]Figure, 0, len(rateWindows)*len(rateParts)+len(rateParts)+len(outlooks))
	for _, w := range rateWindows {
		for _, part := range rateParts {
			f := Figure{
				Kinds: ofShops, Unit: part.unit, trust: trustDays, window: w.days(m),
				Meaning: Meaning{what.EN + ", " + w.EN + ": " + part.EN, what.ZH + "，" + w.ZH + "：" + part.ZH},
				read: func(p *place) sample {
					figure, ok := w.of(p, id)
					return when(ok, part.of(figure))
				},
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
			read: func(p *place) sample {
				what, ok := p.prospect(m)
				return when(ok, o.of(&what))
			},
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

// meanFigures are a mean response time, today.
func meanFigures(m *metrics.Metric) []Figure {
	id, what := m.ID, meaningOf(m)
	mean := func(suffix string, unit Unit, part Meaning, of func(metrics.MeanFigure) sample) Figure {
		return Figure{
			Name: id + suffix, Kinds: ofShops, Unit: unit, trust: trustDays,
			Meaning: Meaning{what.EN + ": " + part.EN, what.ZH + "：" + part.ZH},
			read: func(p *place) sample {
				figure, ok := p.today.Means[id]
				return when(ok, of(figure))
			},
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
	over := func(days int, name string, unit Unit, m Meaning, of func(*metrics.DayReport) sample) Figure {
		return Figure{
			Name: name, Kinds: ofShops, Unit: unit, Meaning: m, trust: trustDays, window: dayWindow{days - 1, 0},
			read: func(p *place) sample { return when(p.counted, of(p.today)) },
		}
	}
	day := func(name string, unit Unit, m Meaning, of func(*metrics.DayReport) sample) Figure {
		return over(1, name, unit, m, of)
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
		over(30, "dispute_rate", Percent, Meaning{"disputed orders over 30 days (R35)", "30天纠纷率"},
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
