package tui

import "floorwalker/metrics"

// samplePages are what the floor tells when it is asked for one conversation,
// one shop or one move.
func samplePages(v *metrics.View, lang Lang) {
	w := sampleIn[lang]
	v.Story = sampleStory(w)
	v.Page = samplePage(w)
	v.Move = sampleMove(w)
	v.Activity = sampleActivity(w)
	v.Outcomes = metrics.Outcomes{Open: 1, Saved: 3, Lost: 1, Bounced: 1}
}

// sampleStory is the conversation with the open complaint.
func sampleStory(w sampleWords) *metrics.Story {
	said := func(at metrics.Span, kind metrics.SenderKind, who, name, words metrics.Text) metrics.Step {
		return metrics.Step{ID: "s" + words, Time: ago(at), Type: metrics.MessageCreated, Sender: kind, Who: who, Name: name, Words: words}
	}
	event := func(at metrics.Span, kind metrics.EventType, who, name metrics.Text) metrics.Step {
		return metrics.Step{ID: name, Time: ago(at), Type: kind, Who: who, Name: name}
	}
	s := &metrics.Story{
		Key: w.key("k1"), Team: w.presale, Buyer: "b-20771", BuyerName: w.buyers[0], Tier: "gold", Stage: "aftersale",
		Owner: "li", Charged: "li", Opened: ago(40 * mnt), Earlier: 14,
		Orders: []metrics.Order{{ID: "251111-8800417", Time: ago(200 * mnt), Amount: 12900}},
		Steps: []metrics.Step{
			said(26*metrics.Hour, metrics.Buyer, "b-20771", "", w.stock),
			event(39*mnt, metrics.OrderPlaced, "", ""),
			said(38*mnt, metrics.Robot, "", "", w.hello),
			event(37*mnt, metrics.ConversationHandoff, "", ""),
			event(36*mnt, metrics.ConversationAssigned, "li", w.li),
			said(35*mnt, metrics.Agent, "li", w.li, w.send),
			said(20*mnt, metrics.Agent, "li", w.li, w.contact),
			said(18*mnt, metrics.Agent, "li", w.li, w.back),
			said(17*mnt, metrics.Agent, "he", w.he, w.bad),
			event(5*mnt, metrics.ComplaintOpened, "", ""),
			said(192*sec, metrics.Buyer, "b-20771", "", w.complaint),
		},
	}
	s.Steps[0].Words, s.Steps[0].Forgotten = "", true
	s.Steps[5].Wait, s.Steps[5].Quick = 85*sec, true
	s.Steps[6].Rules = []string{"contact"}
	s.Steps[7].Gone = true
	s.Steps[8].Private = true
	return s
}

// samplePage is the shop whose line is near and whose gate is not open.
func samplePage(w sampleWords) *metrics.ShopPage {
	rows := sampleShops(w)
	today := metrics.Shanghai.Date(sampleNow)
	share := func(x float64) *float64 { return &x }
	text := func(s string) *string { return &s }
	day := func(back, ok, n int) metrics.PageDay {
		return metrics.PageDay{Date: today - metrics.Date(back), Tally: metrics.Tally{OK: ok, N: n}}
	}
	five := metrics.PageMetric{
		Row: rows[1], Days: []metrics.PageDay{day(3, 402, 820), day(2, 455, 870), day(1, 437, 846), day(0, 341, 668)},
		Forecast: metrics.ForecastFigure{R: 61, Mean: share(0.5093), Lo: share(0.501), Hi: share(0.5164), PFail: 0.12},
		Final:    in(14 * mnt), Open: 14,
	}
	five.Days[0].Coverage.Missing = mnt
	hour := metrics.PageMetric{Row: rows[2], Days: []metrics.PageDay{day(1, 540, 846), day(0, 431, 668)}, Final: in(27 * mnt), Open: 7}
	silent := 252 * sec
	p := &metrics.ShopPage{
		Key: rows[1].Key, At: ago(2 * sec), Metrics: []metrics.PageMetric{five, hour},
		Penalty: metrics.PenaltyFigure{Applies: true, Consumers: 682},
		Gates: []metrics.PageGate{{
			ID: "nine_nine", Metric: "pdd_reply_1h", Line: metrics.Line{A: 60, B: 100, Strict: true}, State: metrics.GateFailed,
			Date: today + 2, SignUp: today + 3, Days: []metrics.PageGateDay{
				{Date: today - 2, Tally: metrics.Tally{OK: 410, N: 700}, Known: true, Final: true},
				{Date: today - 1, Tally: metrics.Tally{OK: 540, N: 846}, Held: true, Known: true, Final: true},
				{Date: today, Tally: metrics.Tally{OK: 431, N: 668}, Held: true, Known: true},
			},
		}},
		Robot: metrics.RobotFigure{
			Turns: 190, RobotFirst: 0, SharePct: text("0.00"), Silent: &silent, HandoffsPerMin: text("14.2"),
			NormalShare: text("61.00"), NormalHandoffs: text("5.4"),
		},
		Notes:    []metrics.ShopNote{{From: today - 1, To: today + 31, Text: "P3"}, {From: today, Text: "P4"}},
		Promised: []metrics.Text{"p1", "p2"}, Looping: []metrics.Text{"p3"},
	}
	needed := 11
	p.Staffing = metrics.StaffingFigure{TurnsPerHour: 90, Needed: &needed, Target: 0.8, Within: 3 * mnt}
	for i := range 4 {
		p.Hours = append(p.Hours, metrics.PageHour{
			From:  ago(metrics.Span(4-i)*metrics.Hour + 41*mnt + 7*sec),
			Rates: []metrics.Tally{{OK: 40 - 3*i, N: 60 + 10*i}, {OK: 60, N: 61 + i}},
		})
	}
	return p
}

// sampleMove ranks people for the row that is due in nineteen seconds.
func sampleMove(w sampleWords) *metrics.MovePlan {
	return &metrics.MovePlan{
		Key: key("k4"), Left: 19 * sec,
		Nudge: metrics.Candidate{Agent: "li", Name: w.li, Expected: 25 * sec, Chance: metrics.NoChance},
		Take:  metrics.Candidate{Agent: "zhao", Expected: 15 * sec, Chance: metrics.Tight},
		People: []metrics.Candidate{
			{Agent: "wang", Name: w.wang, Presence: metrics.Online, Load: 5, Capacity: 10, Pace: 14 * sec, KnowsShop: true, Expected: 16 * sec, Chance: metrics.Tight, OwnLine: 3 * mnt},
			{Agent: w.staff[2], Presence: metrics.Online, Load: 4, Capacity: 10, Waiting: 2, Pace: 40 * sec, Expected: 90 * sec, OwnLine: 3 * mnt},
			{Agent: w.staff[0], Presence: metrics.Online, Load: 2, Capacity: 10, KnowsBuyer: true, Expected: 6 * sec, Chance: metrics.InTime, OwnLine: 3 * mnt},
			{Agent: "he", Name: w.he, Unfit: metrics.UnfitOffline},
			{Agent: "lin", Name: w.lin, Unfit: metrics.UnfitAway},
			{Agent: "li", Name: w.li, Unfit: metrics.UnfitOwner},
			{Agent: "sun", Name: w.sun, Unfit: metrics.UnfitFull},
			{Agent: w.staff[1], Presence: metrics.Online, Unfit: metrics.UnfitSilent},
		},
	}
}

func sampleActivity(w sampleWords) []metrics.Happening {
	return []metrics.Happening{
		{ID: "h1", Time: ago(16 * sec), Type: metrics.ConversationTransferred, Key: w.key("k7"), Who: "wang", Name: w.wang, From: "he", By: "qian", Command: "c9"},
		{ID: "h2", Time: ago(65 * sec), Type: metrics.ReviewSubmitted, Key: w.key("q2"), Who: "sun", Name: w.sun, Score: 2},
		{ID: "h3", Time: ago(87 * sec), Type: metrics.MessageCreated, Key: w.key("q3"), Who: "he", Name: w.he, Rules: []string{"contact"}},
		{ID: "h4", Time: ago(90 * sec), Type: metrics.ConversationTransferred, Key: w.key("k0"), Who: "zhou", By: "zhao", Command: "c1"},
		{ID: "h5", Time: ago(180 * sec), Type: metrics.AgentStatusChanged, Who: "lin", Name: w.lin, Presence: metrics.Away},
		{ID: "h6", Time: ago(192 * sec), Type: metrics.ComplaintOpened, Key: w.key("k1")},
	}
}
