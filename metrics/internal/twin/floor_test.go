package twin

import (
	"fmt"
	"reflect"
	"testing"
)

func TestInvitations(t *testing.T) {
	s := newShift(t, `
		10:00:00 buyer u1 c1
		10:01:00 agent a1 c1
		10:02:00 agent a2 c1
		10:03:00 rating.invited - c1
		10:04:00 rating.submitted - c1 score=5
		10:00:00 buyer u2 c2
		10:01:00 agent a1 c2
		10:05:00 closed - c2
		10:00:00 buyer u3 c3
		10:05:00 closed - c3`)
	have := s.floor("12:00:00", nil)
	same(t, have["invitations"].(map[string]any)["2026-03-10"], want{
		"sessions": int64(2), "invited": int64(1), "rated": int64(1),
		"invitation_pct": "50.00", "participation_pct": "100.00", "not_invited": []any{"c2"},
	})
	same(t, have["invitations_by_agent"].(map[string]any)["2026-03-10"].(map[string]any)["a2"], want{
		"sessions": int64(1), "invited": int64(1), "rated": int64(1),
		"invitation_pct": "100.00", "participation_pct": "100.00",
	})
}

func TestBasket(t *testing.T) {
	s := newShift(t, `
		10:00:00 order.placed u1 - order=o1 amount=10.10 items=2
		10:00:01 order.placed u1 - order=o2 amount=20 items=1
		10:00:02 order.placed u2 - order=o3 amount=0.2
		10:00:03 order.placed u3 - order=o4 items=9
		10:00:04 order.placed u4 - order=o5 amount=99 grouped=false`)
	same(t, s.floor("12:00:00", nil)["baskets"].(map[string]any)["2026-03-10"], want{
		"orders": int64(3), "without_amount": int64(1), "buyers": int64(2), "amount": "30.30", "items": "3.00",
		"basket_value": "15.15", "items_per_buyer": "1.50",
	})
}

func TestRobotHealth(t *testing.T) {
	s := newShift(t, `
		03-08T11:50:00 buyer u1 c1
		03-08T11:50:01 robot bot c1
		03-09T11:50:00 buyer u1 c1
		03-09T11:51:00 agent a1 c1
		03-09T11:52:00 handoff - c2
		11:46:00 buyer u1 c1
		11:46:02 robot bot c1
		11:47:00 buyer u2 c2
		11:48:00 agent a1 c2
		11:49:00 buyer u3 c3
		11:49:30 handoff - c3`)
	same(t, s.floor("12:00:00", nil)["robot"], want{
		"turns": int64(2), "robot_first": int64(1), "share_pct": "50.00", "silent_ms": int64(838000),
		"handoffs": int64(1), "handoffs_per_min": "0.06",
		"normal_share_pct": "0.00", "normal_handoffs_per_min": "0.00",
	})
	lost := s.floor("20:00:00", nil)["robot"].(map[string]any)
	if lost["share_pct"] != nil || lost["normal_share_pct"] != nil {
		t.Errorf("nothing happened and there is no history: %v", lost)
	}
}

func TestPromisesAndLoops(t *testing.T) {
	s := newShift(t, `
		10:00:00 buyer u1 promised
		10:01:00 agent a1 promised text=亲,稍等
		10:05:00 buyer u1 promised
		10:00:00 buyer u2 kept
		10:01:00 agent a1 kept text=马上
		10:02:00 agent a1 kept text=好了
		10:00:00 buyer u3 looping text=人工
		10:00:01 robot bot looping
		10:00:10 buyer u3 looping text=转HUMAN
		10:00:00 buyer u4 asked-once text=人工
		10:00:01 robot bot asked-once
		10:00:00 buyer u5 helped text=人工
		10:00:01 robot bot helped
		10:00:10 buyer u5 helped text=人工
		10:00:20 handoff - helped`)
	at := s.floor("10:09:00", nil)
	same(t, at["promised"], []any{})
	same(t, at["looping"], []any{"looping"})
	same(t, s.floor("10:09:00.001", nil)["promised"], []any{"promised"})
	same(t, s.floor("03-11T10:09:00", nil)["promised"], []any{})
}

func TestPace(t *testing.T) {
	s := newShift(t, "")
	for i := range 25 {
		s.add(fmt.Sprintf("10:%02d:00 buyer u1 c1", i))
		s.add(fmt.Sprintf("10:%02d:%02d agent a1 c1", i, i+1))
	}
	s.add("11:00:00 buyer u2 c2")
	s.add("11:00:09 agent a2 c2")
	same(t, s.floor("12:00:00", nil)["pace"], want{
		"a1": want{"n": int64(20), "median_ms": int64(15000)},
		"a2": want{"n": int64(1), "median_ms": nil},
	})
	same(t, s.floor("12:22:21", nil)["pace"].(map[string]any)["a1"], want{"n": int64(3), "median_ms": nil})
}

func TestRowCounts(t *testing.T) {
	s := newShift(t, `
		10:07:30 buyer u1 due
		10:04:59 buyer u2 past
		08:30:00 buyer u3 lost
		07:30:00 buyer u4 night
		10:09:00 buyer u5 waiting
		10:09:00 buyer u6 closed
		10:09:10 closed - closed
		03-09T10:00:00 buyer u7 left-over
		03-09T10:00:00 buyer u8 again
		10:09:00 buyer u8 again`)
	same(t, s.floor("10:10:00", nil)["counts"], want{
		"due": int64(1), "past": int64(1), "lost": int64(1), "night": int64(1), "waiting": int64(2),
		"closed_unanswered": int64(1), "left_over": int64(1),
	})
}

func same(t *testing.T, have, want any) {
	t.Helper()
	if !reflect.DeepEqual(have, want) {
		t.Errorf("\nhave %v\nwant %v", have, want)
	}
}
