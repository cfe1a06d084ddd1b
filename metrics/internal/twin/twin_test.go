package twin

import (
	"math/rand"
	"reflect"
	"testing"
)

const d10 = "2026-03-10."

// busy is a morning with a bit of everything.
const busy = `
	09:59:00 assigned a1 c1
	10:00:00 buyer u1 c1
	10:00:02 robot bot c1
	10:01:00 handoff - c1
	10:02:00 agent a1 c1 text=稍等
	10:03:00 buyer u1 c1
	10:03:30 transferred a2 c1
	10:09:00 agent a2 c1
	10:10:00 closed - c1
	10:12:00 rating.submitted - c1 score=4
	10:00:00 buyer u2 c2
	10:30:00 agent a3 c2
	10:31:00 message.recalled - c2 ref=e011
	10:40:00 order.placed u2 - order=o1
	10:50:00 complaint.opened - c2
	11:00:00 buyer u1 c3
	11:59:00 buyer u3 c4
`

// TestOrderAndDuplicates: the report is a function of the set of events (R21,
// R22), whatever the order of arrival and however often something arrives.
func TestOrderAndDuplicates(t *testing.T) {
	lines := newShift(t, busy).lines
	now := clock(t, "12:00:00")
	first, err := Report(lines, now, nil)
	if err != nil {
		t.Fatal(err)
	}
	r := rand.New(rand.NewSource(1))
	for range 20 {
		shuffled := append([][]byte(nil), lines...)
		for range 5 {
			shuffled = append(shuffled, lines[r.Intn(len(lines))])
		}
		r.Shuffle(len(shuffled), func(i, j int) { shuffled[i], shuffled[j] = shuffled[j], shuffled[i] })
		again, err := Report(shuffled, now, nil)
		if err != nil {
			t.Fatal(err)
		}
		if !reflect.DeepEqual(first["shops"], again["shops"]) {
			t.Fatal("order of arrival or duplicates changed the report")
		}
		if n := again["counts"].(map[string]any)["duplicates"]; n != int64(5) {
			t.Fatalf("%d duplicates counted, want 5", n)
		}
	}
}

func TestReading(t *testing.T) {
	message := `"type":"message.created","platform":"pdd","shop":"s1","conversation":"c1","sender":{"kind":"buyer","id":"u1"}`
	lines := [][]byte{
		[]byte(`{"id":"a","time":"2026-03-10T10:00:00+08:00",` + message + `}`),
		[]byte(`{"id":"a","time":"2026-03-10T02:00:00Z",` + message + `}`), // other payload
		[]byte(`{"id":"b","time":1773108000,` + message + `}`),
		[]byte(`{"id":"b","received":1773108009,"time":1773108000,` + message + `}`), // redelivered
		[]byte(`{"id":"c","time":"1773108000000",` + message + `}`),
		[]byte(`{"id":"d","time":1773108000.25,` + message + `}`),
		[]byte(`{"id":"e","time":"2026-03-11T10:00:00+08:00",` + message + `}`),
		[]byte(`{"id":"f","time":1773108000,"received":1773100000,` + message + `}`), // a broken clock
		[]byte(`{"id":"g","time":1773108000,"type":"message.created","platform":"pdd","shop":"s1"}`),
		[]byte(`{"id":"h","time":"noon",` + message + `}`),
		[]byte(`{"id":"i",` + message + `}`),
		[]byte(`{"time":1773108000,` + message + `}`),
		[]byte(`not JSON`),
		[]byte(`   `),
		[]byte(`{"id":"j","time":1773108000,"type":"weather.changed","platform":"pdd","shop":"s1"}`),
	}
	s := &shift{t: t, lines: lines}
	s.expect("12:00:00", nil, want{
		"counts.lines": 14, "counts.malformed": 5, "counts.duplicates": 2, "counts.conflicts": 1,
		"counts.future": 2, d10 + "turn_3m": "0/1", d10 + "pdd_answer_30s": "0/4",
	})
	if _, err := Report(lines, 0, map[string]any{"window_begin": "08:00:00"}); err == nil {
		t.Error("a knob that does not exist was accepted")
	}
}

// TestConflict: of two events with one id the same one holds in either order.
func TestConflict(t *testing.T) {
	a := newShift(t, "10:00:00 buyer u1 c1\n10:01:00 agent a1 c1").lines
	b := newShift(t, "10:00:00 buyer u1 c1\n10:09:00 agent a1 c1").lines
	for _, lines := range [][][]byte{{a[0], a[1], b[1]}, {b[1], a[0], a[1]}} {
		s := &shift{t: t, lines: lines}
		s.expect("12:00:00", nil, want{d10 + "turn_3m": "1/1", "counts.conflicts": 1, "counts.duplicates": 1})
	}
}

// TestBusinessClockAtClosing: a wait that reaches its threshold exactly at
// 23:00 stands still until 08:00 and is in time until then.
func TestBusinessClockAtClosing(t *testing.T) {
	s := newShift(t, "03-09T22:57:00 buyer u1 c1")
	business := want{"clock": "business"}
	s.expect("08:00:00", business, want{"2026-03-09.turn_3m": "0/0 p1"})
	s.expect("08:00:00.001", business, want{"2026-03-09.turn_3m": "0/1"})
	s.expect("08:00:00", nil, want{"2026-03-09.turn_3m": "0/1"})
}

// TestLiveTiles: laid side by side, the live windows show every outcome
// exactly once (R31). The tiles end a millisecond after the quarter: a miss is
// dated at its deadline but is none before the deadline has passed, so a tile
// that ends exactly on a deadline would still show it as pending, and the next
// one no more.
func TestLiveTiles(t *testing.T) {
	s := newShift(t, `
		10:00:00 buyer u1 c1
		10:00:02 robot bot c1
		10:03:00 buyer u1 c1
		10:09:00 agent a2 c1
		10:00:00 buyer u2 c2
		10:30:00 agent a3 c2
		10:30:00 buyer u2 c2
		11:00:00 buyer u1 c3
		11:59:00 buyer u3 c4
		12:00:00 agent a1 c4`)
	for _, m := range defaultKnobs().rates() {
		if m.handoff {
			continue // a human who speaks later changes what was owed (R16)
		}
		var live, all tally
		for now := clock(t, "08:00:00.001"); now <= clock(t, "23:00:00.001"); now += 15 * minute {
			shops, _ := readShops(s.lines, now, defaultKnobs())
			if one, ok := shops["pdd/s1"]; ok {
				seen := one.live(one.liveUnits(m), 15*minute)
				live.ok, live.miss, live.excluded = live.ok+seen.ok, live.miss+seen.miss, live.excluded+seen.excluded
			}
		}
		shops, _ := readShops(s.lines, clock(t, "23:00:00.001"), defaultKnobs())
		for _, u := range shops["pdd/s1"].liveUnits(m) {
			all.add(u.outcome)
		}
		if live != all {
			t.Errorf("%s: the tiles show %+v, all is %+v", m.name, live, all)
		}
	}
}

func TestOwnersAndTheirClocks(t *testing.T) {
	// A restated assignment does not restart the owner's clock.
	s := newShift(t, `
		10:00:00 assigned a1 c1
		10:00:00 buyer u1 c1
		10:02:00 assigned a1 c1
		10:04:00 agent a1 c1`)
	s.expect("12:00:00", nil, want{
		"agent.a1.2026-03-10.reply.180.miss": 1, "agent.a1.2026-03-10.reply.180.forgiven": 0,
		"agent.a1.2026-03-10.avg_response.mean_ms": 240000,
	})

	// The replier of an unowned conversation owns it from then on.
	s = newShift(t, `
		10:00:00 buyer u1 c1
		10:01:00 agent a1 c1
		10:10:00 buyer u1 c1`)
	s.expect("10:11:00", nil, want{
		"agent.a1.2026-03-10.reply.180.ok": 1, "agent.a1.2026-03-10.reply.180.pending": 1,
		"agent.(unassigned).2026-03-10.reply.180.pending": 0,
		"agent.a1.2026-03-10.engaged_ms":                  600000,
	})

	// After a close a new session is nobody's; the old turn stays with the old owner.
	s = newShift(t, `
		10:00:00 assigned a1 c1
		10:00:00 buyer u1 c1
		10:01:00 closed - c1
		10:20:00 buyer u1 c1
		10:21:00 assigned a2 c1
		10:22:00 agent a2 c1`)
	s.expect("12:00:00", nil, want{
		"agent.a1.2026-03-10.reply.180.miss": 1,
		"agent.a2.2026-03-10.reply.180.ok":   1, "agent.a2.2026-03-10.reply.180.n": 1,
		"agent.(unassigned).2026-03-10.reply.180.n": 0,
		"agent.a2.2026-03-10.avg_response.mean_ms":  60000,
	})

	// A robot answer in time is nobody's merit, a late one somebody's miss.
	s = newShift(t, `
		10:00:00 assigned a1 c1
		10:00:00 buyer u1 c1
		10:01:00 robot bot c1
		10:05:00 agent a1 c1`)
	s.expect("12:00:00", nil, want{
		"agent.a1.2026-03-10.reply.180.n": 0, "agent.a1.2026-03-10.reply.30.miss": 1,
	})
}

func TestWaitingForAHuman(t *testing.T) {
	s := newShift(t, `
		10:00:00 buyer u1 robot-answered
		10:00:01 robot bot robot-answered
		10:00:00 buyer u2 handed-off
		10:00:01 robot bot handed-off
		10:02:00 handoff - handed-off
		10:02:01 robot bot handed-off
		10:01:00 buyer u3 plain
		07:59:59 buyer u4 night
		03-09T10:00:00 buyer u5 yesterday
		10:01:00 buyer u6 closed
		10:02:00 closed - closed`)
	s.expect("10:03:00", nil, want{
		"waiting":          "closed:60 plain:60 handed-off:120 yesterday:- night:-",
		"waiting.0.closed": true, "waiting.1.closed": false,
		"waiting.3.level": 7, "waiting.4.assessed": false,
	})
	// The longer line first where two breach in the same instant.
	s = newShift(t, "10:00:00 buyer u1 c1\n09:58:00 buyer u2 c2")
	s.expect("10:02:00", nil, want{"waiting": "c2:60 c1:60", "waiting.0.next_s": 300})
}

// TestWatermark: beyond the watermark of a source that has gone silent nothing
// is a miss.
func TestWatermark(t *testing.T) {
	s := newShift(t, `
		10:00:00 buyer u1 c1
		10:01:00 source.status - - watermark="2026-03-10T10:01:00+08:00"`)
	s.expect("10:03:30", nil, want{d10 + "turn_3m": "0/0 p1", "agent.(unassigned).2026-03-10.reply.180.pending": 1})
	s.add(`10:03:25 source.status - - watermark="2026-03-10T10:03:25+08:00"`)
	s.expect("10:03:30", nil, want{d10 + "turn_3m": "0/1"})    // younger than two heartbeats
	s.expect("10:09:00", nil, want{d10 + "turn_3m": "0/1"})    // the deadline lies before the watermark
	s.expect("10:05:01", nil, want{d10 + "turn_5m": "0/0 p1"}) // this one does not
	s.add("10:04:59 agent a1 c1")
	s.expect("10:05:01", nil, want{d10 + "turn_5m": "1/1"}) // what did arrive counts
}

// TestTwoHeartbeats: the trust ends exactly 10 s after the watermark.
func TestTwoHeartbeats(t *testing.T) {
	s := newShift(t, `
		09:58:05 buyer u1 c1
		10:01:00 source.status - - watermark="2026-03-10T10:01:00+08:00"`)
	s.expect("10:01:09.999", nil, want{d10 + "turn_3m": "0/1"})
	s.expect("10:01:10", nil, want{d10 + "turn_3m": "0/0 p1"})
}

func TestFinalDayIsNotTouchedAtNight(t *testing.T) {
	s := newShift(t, `
		03-09T22:50:00 buyer u1 c1
		03-09T22:50:01 robot bot c1`)
	before := want{"2026-03-09.feige_human_3m": "0/0", "2026-03-09.pdd_human_3m": "0/0 x1"}
	s.expect("00:00:00", nil, before)
	s.add("00:05:00 agent a1 c1")
	s.expect("09:00:00", nil, before)
}

func TestCustomerFiguresOfTheDay(t *testing.T) {
	s := newShift(t, `
		09:00:00 buyer u1 c1
		09:10:00 order.placed u1 - order=o1 grouped=false
		09:00:00 buyer u2 c2
		09:10:00 order.placed u2 - order=o2 grouped=true
		09:20:00 refund.requested - - refund=r1
		09:50:00 refund.completed - - refund=r1
		10:00:00 refund.disputed - - order=o2 liable=seller
		10:00:00 refund.disputed - - order=o2 liable=buyer
		10:05:00 agent a1 c2
		10:05:10 rating.submitted - c2 score=5 target=robot
		10:06:00 rating.submitted - c2 score=2 invited_at="2026-03-09T22:00:00+08:00"`)
	s.expect("12:00:00", nil, want{
		d10 + "conversion.inquirers": 2, d10 + "conversion.converted": 1, d10 + "conversion.pct": "50.00",
		d10 + "refunds.disputes_30d": 1, d10 + "refunds.dispute_pct": "50.00",
		d10 + "refunds.refund_time.mean_ms": 1800000,
		d10 + "csat.rated":                  0, "2026-03-09.csat.dissatisfied": 1,
		"agent.a1.2026-03-09.csat.dissatisfied": 1,
	})
	s.expect("12:00:00", want{"csat_time": "rating"}, want{d10 + "csat.dissatisfied": 1})
}
