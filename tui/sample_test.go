package tui

import (
	"cmp"
	"slices"
	"strings"

	"floorwalker/metrics"
)

// sampleNow is 2026-11-11 20:41:07 in Shanghai.
const sampleNow = metrics.Time(1794400867000)

const (
	sec = metrics.Second
	mnt = metrics.Minute
)

func ago(d metrics.Span) metrics.Time { return sampleNow.Add(-d) }
func in(d metrics.Span) metrics.Time  { return sampleNow.Add(d) }

func key(chat metrics.Text) metrics.ConversationKey {
	return metrics.ConversationKey{Platform: "pdd", Shop: "flag-17", Conversation: chat}
}

// sampleWords are the names of the sample floor in a language.
type sampleWords struct {
	presale, aftersale                 metrics.Text
	staff                              []metrics.Text
	texts                              []metrics.Text
	li, he, sun, lin, wang, zhou       metrics.Text
	shop17, shop3, beauty              metrics.Text
	buyers                             []metrics.Text
	complaint, stock, urge, addr, send metrics.Text
	many, back, hello                  metrics.Text
	onBreak, stop                      metrics.Text
	ask, bad, contact                  metrics.Text
}

// buyer is the id or the name of a buyer: some platforms give no names.
func (w sampleWords) buyer(i int) (id, name metrics.Text) {
	if strings.Contains(string(w.buyers[i]), "-") {
		return w.buyers[i], ""
	}
	return "", w.buyers[i]
}

func (w sampleWords) key(chat metrics.Text) metrics.ConversationKey {
	return metrics.ConversationKey{Platform: "pdd", Shop: w.shop17, Conversation: chat}
}

var sampleIn = map[Lang]sampleWords{
	English: {
		presale: "presale-A", aftersale: "aftersale",
		staff: []metrics.Text{"Ma Lin", "Gu Yue", "Tang", "Xu Qing", "Luo", "Bai Xue", "Fang Ke", "Shen Yi"},
		texts: []metrics.Text{
			"does the coupon still work?", "size M or L for 165 cm?", "invoice please", "it arrived broken",
			"can you call me 👍", "which color is the left one?",
		},
		li: "Li Na", he: "He Jing", sun: "Sun Hao", lin: "Lin", wang: "Wang Fang", zhou: "Zhou",
		shop17: "flag-17", shop3: "flag-03", beauty: "dy-beauty",
		buyers:    []metrics.Text{"W***", "C***", "b-8891", "L***", "Z***y", "Wu*", "Zh***", "c-1102", "T***"},
		complaint: "I will file a complaint! Three days and nobody answers", stock: "is this in stock?",
		urge: "why has it not shipped", addr: "please change the address", send: "when will this one ship?",
		many: "2% off for 400 pieces?", back: "send me the return address", hello: "hello?",
		ask: "5% off if we take 900?", bad: "rude and no answer", contact: "can you send pictures?",
	},
	Chinese: {
		presale: "售前A", aftersale: "售后",
		staff: []metrics.Text{"马琳", "顾悦", "唐", "徐青", "罗一凡", "白雪", "方可", "沈怡"},
		texts: []metrics.Text{"优惠券还能用吗", "165穿M还是L", "麻烦开下发票", "收到是坏的", "方便打个电话吗👍", "左边那个是什么颜色呀"},
		li:    "李娜", he: "何静", sun: "孙浩", lin: "小林", wang: "王芳", zhou: "周洋",
		shop17: "旗舰店-17", shop3: "旗舰店-03", beauty: "抖店-美妆",
		buyers:    []metrics.Text{"王*明", "陈*", "b-8891", "刘*", "周*洋", "吴*", "郑*", "c-1102", "田*"},
		complaint: "我要投诉!三天了没人管", stock: "这款有现货吗",
		urge: "怎么还不发货", addr: "改一下地址", send: "亲,这件什么时候发货呀?",
		many: "400件能再便宜2%吗", back: "退货地址发我", hello: "在吗",
		ask: "要900件能打95折吗", bad: "态度差还不回", contact: "能发实拍图吗",
		onBreak: "小休", stop: "挂起",
	},
}

// sampleView is the floor of the pictures: 20:41 on the eleventh of November.
func sampleView(lang Lang) *metrics.View {
	w := sampleIn[lang]
	return &metrics.View{
		Version: 7, Now: sampleNow, Zone: metrics.Shanghai,
		Counts: metrics.Counts{
			Waiting: 63, Due: 10, Past: 5, Lost: 12, Night: 31, Unassigned: 4,
			OldestLost: ago(134 * mnt), Oldest: ago(581 * mnt), Closed: 4,
		},
		Closing: metrics.Closing{Closes: in(138*mnt + 53*sec)},
		Matched: 63,
		Queues:  sampleQueues(w),
		Waiting: sampleWaiting(w),
		Agents:  sampleAgents(w),
		Lanes:   sampleLanes(w),
		Shops:   sampleShops(w),
		Commands: []metrics.CommandStatus{
			{
				Command: metrics.Command{
					ID: "c3", Verb: metrics.Reassign, Conversation: w.key("k4"), Team: w.presale,
					To: "wang", ExpectOwner: "li", By: "zhao", Asked: ago(4 * sec),
				},
				State: metrics.CommandAsked,
			},
			{
				Command: metrics.Command{
					ID: "c2", Verb: metrics.Reassign, Conversation: w.key("k7"), Team: w.presale,
					To: "sun", By: "qian", Asked: ago(42 * sec),
				},
				State: metrics.CommandRefused, Code: "full", Done: ago(41 * sec),
			},
			{
				Command: metrics.Command{
					ID: "c1", Verb: metrics.Reassign, Conversation: w.key("k0"), Team: w.aftersale,
					To: "zhou", By: "zhao", Asked: ago(90 * sec),
				},
				State: metrics.CommandDone, Done: ago(88 * sec),
			},
		},
		Feed: metrics.Feed{
			State: metrics.FeedLive, Since: ago(3 * metrics.Hour), LastEvent: ago(sec), Sequence: 18000,
			Events: 17950, Malformed: 3, Sources: 12, SourcesUp: 12,
		},
	}
}

func sampleQueues(w sampleWords) []metrics.Queue {
	return []metrics.Queue{
		{
			Name:              w.presale,
			Counts:            metrics.Counts{Waiting: 24, Due: 9, Past: 5, Lost: 9, Unassigned: 3, Oldest: ago(82 * mnt), OldestLost: ago(82 * mnt)},
			ArrivalsPerMinute: 31, RepliesPerMinute: 24.5, Online: 9, Away: 3, Free: 4, Planned: 14, Present: 9,
		},
		{
			Name:              w.aftersale,
			Counts:            metrics.Counts{Waiting: 39, Due: 1, Lost: 3, Night: 31, Unassigned: 1, Oldest: ago(581 * mnt), OldestLost: ago(134 * mnt)},
			ArrivalsPerMinute: 12.4, RepliesPerMinute: 13, Online: 7, Away: 1, Free: 11, Planned: 8, Present: 7,
		},
	}
}

func sampleWaiting(w sampleWords) []metrics.Waiting {
	row := func(id metrics.Text, state metrics.RowState, left, waited, line metrics.Span) metrics.Waiting {
		r := metrics.Waiting{
			Key: w.key(id), Version: 1, Team: w.presale, Since: ago(waited), Line: line, State: state,
			Stage: "presale", Messages: 1, Severity: 2,
		}
		if line > 0 {
			r.Deadline = in(left)
		}
		return r
	}
	own := func(r metrics.Waiting, id, name metrics.Text, load int, p metrics.Presence) metrics.Waiting {
		r.Owner, r.OwnerName, r.OwnerLoad, r.OwnerCapacity, r.OwnerPresence = id, name, load, 10, p
		return r
	}
	say := func(r metrics.Waiting, buyer int, last metrics.Text) metrics.Waiting {
		r.Buyer, r.BuyerName = w.buyer(buyer)
		r.LastText, r.LastKind = last, metrics.Buyer
		return r
	}
	rows := []metrics.Waiting{
		say(row("k3", metrics.RowDue, 7*sec, 173*sec, 3*mnt), 2, w.hello),
		say(own(row("k4", metrics.RowDue, 19*sec, 161*sec, 3*mnt), "li", w.li, 8, metrics.Online), 3, w.stock),
		say(own(row("k5", metrics.RowDue, 22*sec, 158*sec, 3*mnt), "li", w.li, 8, metrics.Online), 4, w.urge),
		say(own(row("k6", metrics.RowPast, 72*sec, 228*sec, 5*mnt), "he", w.he, 3, metrics.Offline), 5, w.addr),
		say(own(row("k1", metrics.RowPast, 108*sec, 192*sec, 5*mnt), "li", w.li, 8, metrics.Online), 0, w.complaint),
		say(own(row("k2", metrics.RowWaiting, 131*sec, 49*sec, 3*mnt), "sun", w.sun, 10, metrics.Online), 1, w.many),
		say(own(row("k7", metrics.RowPast, 528*sec, 372*sec, 15*mnt), "li", w.li, 8, metrics.Online), 6, w.send),
		say(own(row("k9", metrics.RowLost, 0, 82*mnt, 0), "sun", w.sun, 10, metrics.Online), 8, w.urge),
		say(row("k8", metrics.RowNight, 0, 581*mnt, 0), 7, w.back),
	}
	rows[1].Tier = "gold"
	rows[4].Complaint, rows[4].Stage, rows[4].Messages = true, "aftersale", 3
	rows[4].Lane = metrics.LaneComplaint
	rows[5].Key.Shop = w.shop3
	rows[6].Transfers, rows[6].MovedAt = 1, ago(100*sec)
	rows[8].Key.Shop, rows[8].Stage, rows[8].Team = w.beauty, "aftersale", w.aftersale
	return append(rows[:7:7], append(sampleCrowd(w), rows[7:]...)...)
}

// sampleLanes are the complaint on the list and three pins where nobody waits.
func sampleLanes(w sampleWords) []metrics.Lane {
	lane := func(kind metrics.LaneKind, id, chat metrics.Text, since metrics.Span, agent, name metrics.Text, buyer int, last metrics.Text) metrics.Lane {
		return metrics.Lane{
			Kind: kind, ID: id, Key: w.key(chat), Team: w.presale, Since: ago(since),
			Agent: agent, AgentName: name, Owner: agent, BuyerName: w.buyers[buyer], Text: last,
		}
	}
	ask := lane(metrics.LaneAsk, "e2", "q1", 185*sec, "sun", w.sun, 1, w.ask)
	ask.Key.Shop = w.shop3
	rating := lane(metrics.LaneRating, "e3", "q2", 65*sec, "sun", w.sun, 5, w.bad)
	rating.Score = 2
	hit := lane(metrics.LaneHit, "e4", "q3", 87*sec, "he", w.he, 3, w.contact)
	hit.Rules = []string{"contact"}
	return []metrics.Lane{
		lane(metrics.LaneComplaint, "e1", "k1", 192*sec, "li", w.li, 0, w.complaint), ask, rating, hit,
	}
}

// sampleShops are a shop that stands at the edge of its line, one with a gap in
// its day, and some that are well.
func sampleShops(w sampleWords) []metrics.ShopRow {
	tally := func(ok, n int) metrics.Tally { return metrics.Tally{OK: ok, N: n} }
	half, eighty := metrics.Line{A: 1, B: 2}, metrics.Line{A: 80, B: 100}
	today := metrics.Shanghai.Date(sampleNow)
	pdd := func(shop metrics.Text) metrics.ShopKey { return metrics.ShopKey{Platform: "pdd", Shop: shop} }
	fiveToday := tally(341, 668)
	fiveToday.Pending, fiveToday.Excluded = 14, 2
	rows := []metrics.ShopRow{
		{
			Key: pdd(w.shop3), Metric: "pdd_human_3m", Line: half, Days: 1, Covered: true,
			Today: tally(118, 240), Official: tally(131, 255), Projected: tally(118, 240), Left: -1, LeftNew: -1, Recover: 4,
		},
		{
			Key: pdd(w.shop17), Metric: "pdd_reply_5m", Line: half, Days: 3, Covered: true,
			Today: fiveToday, Official: tally(1294, 2536), Projected: tally(1233, 2384), Left: 41, LeftNew: 82,
		},
		{
			Key: pdd(w.shop17), Metric: "pdd_reply_1h", Line: half, Days: 3, Covered: true,
			Today: tally(431, 668), Official: tally(1671, 2536), Projected: tally(1602, 2384), Left: 410, LeftNew: 820,
			Gates: []metrics.GateRow{
				{ID: "new_arrivals", State: metrics.GateOK, Date: today},
				{ID: "nine_nine", State: metrics.GateFailed, Date: today + 2},
				{ID: "love_shopping", State: metrics.GateUnknown, Date: today + 1},
			},
		},
		{
			Key: metrics.ShopKey{Platform: "douyin", Shop: w.beauty}, Metric: "feige_human_3m", Line: eighty, Days: 30,
			Today: tally(1365, 1516), Official: tally(41210, 45937), Projected: tally(41100, 45802), Left: 262, LeftNew: 262,
		},
	}
	return rows
}

// sampleCrowd fills the middle of the list: people who wait, later each.
func sampleCrowd(w sampleWords) []metrics.Waiting {
	var rows []metrics.Waiting
	for i := range 16 {
		waited := metrics.Span(170-8*i) * sec
		buyer, buyerName := w.buyer(i % 9)
		k := key(metrics.Text("m" + string(rune('a'+i))))
		k.Shop = []metrics.Text{w.shop17, w.shop3, w.beauty}[i%3]
		rows = append(rows, metrics.Waiting{
			Key: k, Version: 1, Team: w.presale, Since: ago(waited + 120*sec), Line: 15 * mnt, Deadline: in(780*sec - waited),
			State: metrics.RowPast, Stage: "presale", Messages: 1 + i%4/3, Severity: 3,
			Owner: w.staff[i%8], OwnerName: w.staff[i%8], OwnerLoad: 2 + i%8, OwnerCapacity: 10, OwnerPresence: metrics.Online,
			Buyer: buyer, BuyerName: buyerName, LastText: w.texts[i%6], LastKind: metrics.Buyer,
		})
	}
	return rows
}

func sampleAgents(w sampleWords) []metrics.AgentRow {
	tally := func(ok, n int) metrics.Tally { return metrics.Tally{OK: ok, N: n} }
	agents := []metrics.AgentRow{
		{
			ID: "li", Name: w.li, Team: w.presale, Presence: metrics.Online, Since: ago(231 * mnt), Load: 8, Capacity: 10,
			Waiting: 4, Past: 2, Oldest: ago(372 * sec), LastSaid: ago(11 * mnt), Reply3m: tally(343, 376),
		},
		{
			ID: "he", Name: w.he, Team: w.presale, Presence: metrics.Offline, Since: ago(12 * mnt), Load: 3, Capacity: 8,
			Waiting: 1, Past: 1, Oldest: ago(228 * sec), LastSaid: ago(12 * mnt), Reply3m: tally(88, 100),
		},
		{
			ID: "sun", Name: w.sun, Team: w.presale, Presence: metrics.Online, Since: ago(62 * mnt), Load: 10, Capacity: 10,
			Waiting: 2, Past: 1, Oldest: ago(82 * mnt), LastSaid: ago(31 * sec), Reply3m: tally(305, 320),
		},
		{
			ID: "lin", Name: w.lin, Team: w.presale, Presence: metrics.Away, Native: w.onBreak, Since: ago(42 * mnt), Capacity: 8, Overrun: 12 * mnt,
			LastSaid: ago(42 * mnt), Reply3m: tally(97, 100),
		},
		{
			ID: "wang", Name: w.wang, Team: w.presale, Presence: metrics.Online, Since: ago(140 * mnt), Load: 5, Capacity: 10,
			LastSaid: ago(6 * sec), Reply3m: tally(261, 266),
		},
		{
			ID: "zhou", Name: w.zhou, Team: w.aftersale, Presence: metrics.Busy, Native: w.stop, Since: ago(3 * mnt), Load: 2,
			LastSaid: ago(4 * mnt),
		},
	}
	for i, name := range w.staff {
		agents = append(agents, metrics.AgentRow{
			ID: name, Name: name, Team: w.presale, Presence: metrics.Online, Since: ago(metrics.Span(30+7*i) * mnt),
			Load: 2 + i, Capacity: 10, Waiting: i % 3, Oldest: ago(metrics.Span(20+11*i) * sec), LastSaid: ago(metrics.Span(5+9*i) * sec),
			Reply3m: tally(90+i, 100+i),
		})
		if i%3 == 0 {
			agents[len(agents)-1].Oldest = 0
		}
	}
	slices.SortFunc(agents, func(a, b metrics.AgentRow) int { // as the floor does
		return cmp.Or(cmp.Compare(b.Past, a.Past), cmp.Compare(b.Waiting, a.Waiting), cmp.Compare(b.Load, a.Load), cmp.Compare(a.ID, b.ID))
	})
	return agents
}
