package tui

import (
	"testing"

	tea "charm.land/bubbletea/v2"
	"pgregory.net/rapid"

	"floorwalker/feed/text"
	"floorwalker/metrics"
	"floorwalker/tui/theme"
)

func anyText() *rapid.Generator[metrics.Text] {
	return rapid.Map(nasty(), text.Clean)
}

func anyTime() *rapid.Generator[metrics.Time] {
	return rapid.OneOf(
		rapid.Just(metrics.Time(0)),
		rapid.Map(rapid.Int64Range(-200*3600_000, 200*3600_000), func(d int64) metrics.Time { return sampleNow + metrics.Time(d) }),
		rapid.Map(rapid.Int64(), func(d int64) metrics.Time { return metrics.Time(d / 4) }),
	)
}

func anyCount() *rapid.Generator[int] {
	return rapid.OneOf(rapid.IntRange(0, 12), rapid.IntRange(-5, 2_000_000))
}

func anyWaiting() *rapid.Generator[metrics.Waiting] {
	return rapid.Custom(func(t *rapid.T) metrics.Waiting {
		return metrics.Waiting{
			Key: metrics.ConversationKey{
				Platform: anyText().Draw(t, "platform"), Shop: anyText().Draw(t, "shop"), Conversation: anyText().Draw(t, "chat"),
			},
			Team: anyText().Draw(t, "team"), Since: anyTime().Draw(t, "since"), Deadline: anyTime().Draw(t, "deadline"),
			Line:  metrics.Span(rapid.Int64Range(0, 4_000_000).Draw(t, "line")),
			State: metrics.RowState(rapid.IntRange(0, int(metrics.RowNight)).Draw(t, "state")),
			Owner: anyText().Draw(t, "owner"), OwnerName: anyText().Draw(t, "owner name"),
			OwnerLoad: anyCount().Draw(t, "load"), OwnerCapacity: anyCount().Draw(t, "capacity"),
			OwnerPresence: metrics.Presence(rapid.IntRange(0, 4).Draw(t, "presence")),
			BuyerName:     anyText().Draw(t, "buyer"), Tier: anyText().Draw(t, "tier"), Stage: anyText().Draw(t, "stage"),
			Lane:      metrics.LaneKind(rapid.IntRange(0, 8).Draw(t, "lane")),
			Complaint: rapid.Bool().Draw(t, "complaint"), Messages: anyCount().Draw(t, "messages"),
			Transfers: anyCount().Draw(t, "transfers"), LastText: anyText().Draw(t, "last"),
		}
	})
}

func anyAgent() *rapid.Generator[metrics.AgentRow] {
	return rapid.Custom(func(t *rapid.T) metrics.AgentRow {
		return metrics.AgentRow{
			ID: anyText().Draw(t, "id"), Name: anyText().Draw(t, "name"), Team: anyText().Draw(t, "team"),
			Presence: metrics.Presence(rapid.IntRange(0, 4).Draw(t, "presence")), Native: anyText().Draw(t, "native"),
			Since: anyTime().Draw(t, "since"), Load: anyCount().Draw(t, "load"), Capacity: anyCount().Draw(t, "capacity"),
			Waiting: anyCount().Draw(t, "waiting"), Past: anyCount().Draw(t, "past"), Oldest: anyTime().Draw(t, "oldest"),
			Overrun:  metrics.Span(rapid.Int64Range(0, 9_000_000).Draw(t, "overrun")),
			LastSaid: anyTime().Draw(t, "said"), Reply3m: metrics.Tally{OK: anyCount().Draw(t, "ok"), N: anyCount().Draw(t, "n")},
		}
	})
}

func anyLane(v *metrics.View) *rapid.Generator[metrics.Lane] {
	return rapid.Custom(func(t *rapid.T) metrics.Lane {
		l := metrics.Lane{
			Kind: metrics.LaneKind(rapid.IntRange(0, 8).Draw(t, "kind")), ID: anyText().Draw(t, "event"),
			Since: anyTime().Draw(t, "since"), Agent: anyText().Draw(t, "agent"), AgentName: anyText().Draw(t, "agent name"),
			BuyerName: anyText().Draw(t, "buyer"), Score: anyCount().Draw(t, "score"), Text: anyText().Draw(t, "text"),
			Rules: rapid.SliceOfN(nasty(), 0, 3).Draw(t, "rules"),
		}
		l.Key.Conversation = anyText().Draw(t, "chat")
		if len(v.Waiting) > 0 && rapid.Bool().Draw(t, "waits") {
			l.Key = v.Waiting[0].Key
		}
		return l
	})
}

func anyTally() *rapid.Generator[metrics.Tally] {
	return rapid.Custom(func(t *rapid.T) metrics.Tally {
		return metrics.Tally{OK: anyCount().Draw(t, "ok"), N: anyCount().Draw(t, "n"), Pending: anyCount().Draw(t, "open")}
	})
}

func anyShop() *rapid.Generator[metrics.ShopRow] {
	return rapid.Custom(func(t *rapid.T) metrics.ShopRow {
		r := metrics.ShopRow{
			Key:    metrics.ShopKey{Platform: anyText().Draw(t, "platform"), Shop: anyText().Draw(t, "shop")},
			Metric: rapid.OneOf(rapid.SampledFrom([]string{"pdd_reply_1h", "feige_human_3m"}), nasty()).Draw(t, "metric"),
			Line:   metrics.Line{A: anyCount().Draw(t, "a"), B: anyCount().Draw(t, "b"), Strict: rapid.Bool().Draw(t, "strict")},
			Today:  anyTally().Draw(t, "today"), Official: anyTally().Draw(t, "official"), Projected: anyTally().Draw(t, "projected"),
			Days: anyCount().Draw(t, "days"), Left: anyCount().Draw(t, "left"), LeftNew: anyCount().Draw(t, "left new"),
			Recover: anyCount().Draw(t, "recover"), Covered: rapid.Bool().Draw(t, "covered"),
		}
		for range rapid.IntRange(0, 2).Draw(t, "gates") {
			r.Gates = append(r.Gates, metrics.GateRow{
				ID: nasty().Draw(t, "gate"), State: metrics.GateState(rapid.IntRange(0, 2).Draw(t, "state")),
				Date: metrics.Date(rapid.IntRange(0, 40000).Draw(t, "date")),
			})
		}
		return r
	})
}

func anyView() *rapid.Generator[*metrics.View] {
	return rapid.Custom(func(t *rapid.T) *metrics.View {
		v := &metrics.View{
			Now: sampleNow, Zone: metrics.Zone(rapid.Int64Range(-12*3600_000, 14*3600_000).Draw(t, "zone")),
			Counts: metrics.Counts{
				Waiting: anyCount().Draw(t, "waiting"), Due: anyCount().Draw(t, "due"), Past: anyCount().Draw(t, "past"),
				Lost: anyCount().Draw(t, "lost"), Night: anyCount().Draw(t, "night"), OldestLost: anyTime().Draw(t, "oldest lost"),
			},
			Matched: anyCount().Draw(t, "matched"),
			Waiting: rapid.SliceOfN(anyWaiting(), 0, 6).Draw(t, "rows"),
			Agents:  rapid.SliceOfN(anyAgent(), 0, 5).Draw(t, "agents"),
			Feed: metrics.Feed{
				State: metrics.FeedState(rapid.IntRange(0, 4).Draw(t, "state")), Text: anyText().Draw(t, "feed"),
				Since: anyTime().Draw(t, "state since"), KnownSince: anyTime().Draw(t, "known"),
				Target: uint64(rapid.IntRange(0, 90000).Draw(t, "target")), Malformed: uint64(rapid.IntRange(0, 9).Draw(t, "malformed")),
				Lag: metrics.Span(rapid.Int64Range(0, 9000).Draw(t, "lag")), Sources: rapid.IntRange(0, 20).Draw(t, "sources"),
				Replay: rapid.Bool().Draw(t, "replay"), Speed: rapid.Float64().Draw(t, "speed"), Held: rapid.Bool().Draw(t, "held"),
			},
		}
		for range rapid.IntRange(0, 4).Draw(t, "lanes") {
			v.Lanes = append(v.Lanes, anyLane(v).Draw(t, "lane"))
		}
		v.Shops = rapid.SliceOfN(anyShop(), 0, 4).Draw(t, "shops")
		drawPages(t, v)
		v.Query.Filter.Term = anyText().Draw(t, "term")
		for range rapid.IntRange(0, 4).Draw(t, "queues") {
			v.Queues = append(v.Queues, metrics.Queue{
				Name: anyText().Draw(t, "queue"), Counts: metrics.Counts{Waiting: anyCount().Draw(t, "queue waiting")},
				ArrivalsPerMinute: rapid.Float64Range(0, 1e6).Draw(t, "in"), Online: anyCount().Draw(t, "online"), Planned: anyCount().Draw(t, "planned"),
				Present: anyCount().Draw(t, "present"), Away: anyCount().Draw(t, "away"),
			})
		}
		for i := range rapid.IntRange(0, 3).Draw(t, "commands") {
			c := metrics.CommandStatus{State: metrics.CommandState(rapid.IntRange(0, 4).Draw(t, "command state")), Text: anyText().Draw(t, "why")}
			c.To, c.By = anyText().Draw(t, "to"), anyText().Draw(t, "by")
			c.Asked, c.Done = anyTime().Draw(t, "asked"), anyTime().Draw(t, "done")
			c.Outcome = metrics.Outcome(rapid.IntRange(0, 4).Draw(t, "outcome"))
			if i < len(v.Waiting) {
				c.Verb, c.Conversation = metrics.Reassign, v.Waiting[i].Key
			}
			v.Commands = append(v.Commands, c)
		}
		return v
	})
}

func anyPicture() *rapid.Generator[Picture] {
	return rapid.Custom(func(t *rapid.T) Picture {
		return Picture{
			Width: rapid.IntRange(0, 400).Draw(t, "width"), Height: rapid.IntRange(0, 120).Draw(t, "height"),
			Who: anyText().Draw(t, "who"), Lang: Lang(rapid.IntRange(0, 1).Draw(t, "lang")),
			Theme: rapid.SampledFrom(append(theme.All(), theme.Theme{})).Draw(t, "theme"),
			ASCII: rapid.Bool().Draw(t, "ascii"), Keys: rapid.Bool().Draw(t, "keys"),
		}
	})
}

func TestEveryPictureIsExact(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		v, p := anyView().Draw(t, "view"), anyPicture().Draw(t, "picture")
		requireGrid(t, Render(v, p), p.Width, p.Height)
	})
}

func anyAlerts(t *rapid.T) []Alert {
	var list []Alert
	for range rapid.IntRange(0, 4).Draw(t, "alerts") {
		list = append(list, Alert{
			ID: anyText().Draw(t, "alert"), Name: anyText().Draw(t, "name"), Critical: rapid.Bool().Draw(t, "critical"),
			Value: anyText().Draw(t, "value"), Since: anyTime().Draw(t, "since"), Acked: anyText().Draw(t, "acked"),
			Cause: rapid.SampledFrom([]metrics.Text{"", "gateway", "中"}).Draw(t, "cause"), Behind: anyText().Draw(t, "behind"),
		})
	}
	return list
}

func anyPeers(t *rapid.T, v *metrics.View) PeerState {
	s := PeerState{Missing: rapid.SampledFrom([]metrics.Text{"", "", "no bucket"}).Draw(t, "missing")}
	for range rapid.IntRange(0, 5).Draw(t, "on") {
		s.On = append(s.On, Peer{anyText().Draw(t, "peer"), anyText().Draw(t, "filter")})
	}
	for i := range v.Waiting {
		s.Marks = append(s.Marks, Mark{
			Kind: MarkKind(rapid.IntRange(0, 3).Draw(t, "kind")), Chat: v.Waiting[i].Key,
			By: anyText().Draw(t, "by"), At: anyTime().Draw(t, "at"), Until: anyTime().Draw(t, "until"),
		})
	}
	for i := range v.Queues {
		s.Marks = append(s.Marks, Mark{Kind: MarkClaim, Queue: v.Queues[i].Name, By: anyText().Draw(t, "claimed by")})
	}
	return s
}

// The same, with a hand on the keys and whatever dialog that opens.
func TestEveryFrameIsExact(t *testing.T) {
	keys := []string{"f3", "f6", "R", "d", "l", "N", "B", "M", "u", "h", "H", "x", "!", "right", "W", "w", "b", "L", "v", "y", "[", "]", "C", "F", "0", "2", "enter", "enter", "f5", "m", ":", "g", "left", "right", "e", "f4", "a", "A", "n", "t", "o", " ", "*", "r", "r", "?", "f9", "enter", "/", "p", "s", "tab", "esc", "down", "up", "end", "pgdown", "人", "Z", "T", "1", "中", "x"}
	rapid.Check(t, func(rt *rapid.T) {
		d := start(t, allowed(&fakeOffice{}), func(o *Options) { o.Peers = &fakePeers{} })
		w, h := rapid.IntRange(0, 200).Draw(rt, "width"), rapid.IntRange(0, 60).Draw(rt, "height")
		d.size(w, h)
		for range rapid.IntRange(1, 12).Draw(rt, "steps") {
			switch rapid.IntRange(0, 6).Draw(rt, "step") {
			case 5:
				d.step(alertsMsg{anyAlerts(rt)})
			case 6:
				d.step(peersMsg{anyPeers(rt, d.view)})
			case 0:
				d.view = anyView().Draw(rt, "view")
				d.answer(rt)
				d.show()
			case 1:
				d.pass(metrics.Span(rapid.Int64Range(0, 9000).Draw(rt, "passed")))
			case 2:
				w, h = rapid.IntRange(0, 200).Draw(rt, "width"), rapid.IntRange(0, 60).Draw(rt, "height")
				d.step(tea.WindowSizeMsg{Width: w, Height: h})
			default:
				if rapid.Bool().Draw(rt, "armed") {
					d.pass(200)
				}
				d.press(rapid.SampledFrom(keys).Draw(rt, "key"))
			}
			requireGrid(rt, d.screen(), w, h)
		}
	})
}
