package tui

import (
	"pgregory.net/rapid"

	"floorwalker/metrics"
)

func anySpan() *rapid.Generator[metrics.Span] {
	return rapid.Map(rapid.Int64Range(-1000, 9_000_000_000), func(n int64) metrics.Span { return metrics.Span(n) })
}

func anyKey() *rapid.Generator[metrics.ConversationKey] {
	return rapid.Custom(func(t *rapid.T) metrics.ConversationKey {
		return metrics.ConversationKey{
			Platform: anyText().Draw(t, "platform"), Shop: anyText().Draw(t, "shop"), Conversation: anyText().Draw(t, "chat"),
		}
	})
}

func anyStep() *rapid.Generator[metrics.Step] {
	return rapid.Custom(func(t *rapid.T) metrics.Step {
		return metrics.Step{
			ID: anyText().Draw(t, "id"), Time: anyTime().Draw(t, "time"), Type: metrics.EventType(rapid.IntRange(0, int(metrics.BaselineSet)).Draw(t, "type")),
			Sender: metrics.SenderKind(rapid.IntRange(0, 7).Draw(t, "sender")), Who: anyText().Draw(t, "who"), Name: anyText().Draw(t, "name"),
			Words: anyText().Draw(t, "words"), Forgotten: rapid.Bool().Draw(t, "forgotten"), Gone: rapid.Bool().Draw(t, "gone"),
			Private: rapid.Bool().Draw(t, "private"), Quick: rapid.Bool().Draw(t, "quick"), Assisted: rapid.Bool().Draw(t, "assisted"),
			Wait: anySpan().Draw(t, "wait"), Score: anyCount().Draw(t, "score"), Rules: rapid.SliceOfN(nasty(), 0, 2).Draw(t, "rules"),
		}
	})
}

func anyStory() *rapid.Generator[*metrics.Story] {
	return rapid.Custom(func(t *rapid.T) *metrics.Story {
		s := &metrics.Story{
			Key: anyKey().Draw(t, "key"), Buyer: anyText().Draw(t, "buyer"), BuyerName: anyText().Draw(t, "buyer name"), Team: anyText().Draw(t, "team"),
			Tier: anyText().Draw(t, "tier"), Stage: anyText().Draw(t, "stage"), Owner: anyText().Draw(t, "owner"), Charged: anyText().Draw(t, "charged"),
			Opened: anyTime().Draw(t, "opened"), Closed: rapid.Bool().Draw(t, "closed"), Earlier: anyCount().Draw(t, "earlier"),
			Steps: rapid.SliceOfN(anyStep(), 0, 8).Draw(t, "steps"),
		}
		for range rapid.IntRange(0, 3).Draw(t, "orders") {
			s.Orders = append(s.Orders, metrics.Order{
				ID: anyText().Draw(t, "order"), Time: anyTime().Draw(t, "ordered"), Amount: rapid.Int64().Draw(t, "amount"),
			})
		}
		if rapid.Bool().Draw(t, "waits") {
			w := anyWaiting().Draw(t, "row")
			w.Key, s.Waiting = s.Key, &w
		}
		return s
	})
}

func anyPage() *rapid.Generator[*metrics.ShopPage] {
	return rapid.Custom(func(t *rapid.T) *metrics.ShopPage {
		date := func(name string) metrics.Date { return metrics.Date(rapid.IntRange(0, 40000).Draw(t, name)) }
		share := func(name string) *float64 {
			x := rapid.Float64().Draw(t, name)
			return &x
		}
		p := &metrics.ShopPage{
			Key: metrics.ShopKey{Platform: anyText().Draw(t, "platform"), Shop: anyText().Draw(t, "shop")}, At: anyTime().Draw(t, "at"),
			Penalty: metrics.PenaltyFigure{Applies: rapid.Bool().Draw(t, "applies"), Consumers: anyCount().Draw(t, "consumers"), CNY: anyCount().Draw(t, "cny")},
		}
		for range rapid.IntRange(0, 3).Draw(t, "metrics") {
			m := metrics.PageMetric{Row: anyShop().Draw(t, "row"), Final: anyTime().Draw(t, "final"), Open: anyCount().Draw(t, "open")}
			m.Forecast = metrics.ForecastFigure{R: anyCount().Draw(t, "r"), Mean: share("mean"), Lo: share("lo"), Hi: share("hi"), PFail: *share("fail")}
			for range rapid.IntRange(0, 4).Draw(t, "days") {
				m.Days = append(m.Days, metrics.PageDay{Date: date("day"), Tally: anyTally().Draw(t, "tally")})
			}
			p.Metrics = append(p.Metrics, m)
		}
		for range rapid.IntRange(0, 2).Draw(t, "gates") {
			p.Gates = append(p.Gates, metrics.PageGate{
				ID: nasty().Draw(t, "gate"), Metric: nasty().Draw(t, "metric"), State: metrics.GateState(rapid.IntRange(0, 2).Draw(t, "state")),
				Date: date("open from"), SignUp: date("sign-up"), Days: []metrics.PageGateDay{{Date: date("gate day"), Tally: anyTally().Draw(t, "gate tally")}},
			})
		}
		for range rapid.IntRange(0, 3).Draw(t, "hours") {
			p.Hours = append(p.Hours, metrics.PageHour{From: anyTime().Draw(t, "from"), Rates: rapid.SliceOfN(anyTally(), 0, 4).Draw(t, "rates")})
		}
		if rapid.Bool().Draw(t, "note") {
			p.Notes = []metrics.ShopNote{{From: date("note from"), To: date("note to"), Text: anyText().Draw(t, "note text")}}
		}
		silent := anySpan().Draw(t, "silent")
		p.Robot.Silent = &silent
		return p
	})
}

func anyPlan() *rapid.Generator[*metrics.MovePlan] {
	return rapid.Custom(func(t *rapid.T) *metrics.MovePlan {
		p := &metrics.MovePlan{Key: anyKey().Draw(t, "key"), Left: anySpan().Draw(t, "left")}
		for range rapid.IntRange(0, 12).Draw(t, "people") {
			p.People = append(p.People, metrics.Candidate{
				Agent: anyText().Draw(t, "agent"), Pace: anySpan().Draw(t, "pace"), Waiting: anyCount().Draw(t, "waiting"),
				KnowsShop: rapid.Bool().Draw(t, "shop"), Unfit: metrics.Unfit(rapid.IntRange(0, 6).Draw(t, "unfit")),
				Expected: anySpan().Draw(t, "expected"), Chance: metrics.Chance(rapid.IntRange(0, 3).Draw(t, "chance")), OwnLine: anySpan().Draw(t, "own"),
			})
		}
		return p
	})
}

func anyHappening() *rapid.Generator[metrics.Happening] {
	return rapid.Custom(func(t *rapid.T) metrics.Happening {
		return metrics.Happening{
			ID: anyText().Draw(t, "id"), Time: anyTime().Draw(t, "time"), Type: metrics.EventType(rapid.IntRange(0, int(metrics.BaselineSet)).Draw(t, "type")),
			Key: anyKey().Draw(t, "key"), Who: anyText().Draw(t, "who"), Name: anyText().Draw(t, "name"), From: anyText().Draw(t, "from"), By: anyText().Draw(t, "by"),
			Presence: metrics.Presence(rapid.IntRange(0, 5).Draw(t, "presence")), Score: anyCount().Draw(t, "score"),
			Rules: rapid.SliceOfN(nasty(), 0, 2).Draw(t, "rules"),
		}
	})
}

// drawPages fills what only pages show.
func drawPages(t *rapid.T, v *metrics.View) {
	v.Activity = rapid.SliceOfN(anyHappening(), 0, 5).Draw(t, "activity")
	v.Outcomes.Saved = anyCount().Draw(t, "saved")
	v.Query.Group = metrics.GroupBy(rapid.IntRange(0, 3).Draw(t, "group"))
	v.Story, v.Page, v.Move = anyStory().Draw(t, "story"), anyPage().Draw(t, "page"), anyPlan().Draw(t, "plan")
}

// answer makes the driver's view answer what the screen asked last, now and
// then.
func (d *driver) answer(t *rapid.T) {
	if len(d.floor.asked) == 0 || !rapid.Bool().Draw(t, "answers") {
		return
	}
	q := d.floor.asked[len(d.floor.asked)-1]
	d.view.Story.Key, d.view.Page.Key, d.view.Move.Key = q.Story, q.Shop, q.Move
	if d.view.Story.Waiting != nil {
		d.view.Story.Waiting.Key = q.Story
	}
}
