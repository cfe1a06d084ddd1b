package sim

import (
	"errors"
	"fmt"
	"hash/fnv"
	"testing"

	"floorwalker/metrics"
)

// morning is the shift that strategies are measured on, up to 13:30: lunch and
// a rush.
func morning(seed uint64, strategy string) Shift {
	s := TroubledShift(seed, NewStrategy(strategy))
	s.Until = s.From.Add(2 * metrics.Hour)
	return s
}

// The simulator is frozen: planners are measured on it. Who changes what it
// assumes says so in docs/simulation.md and renews these figures.
func TestShiftsAreFrozen(t *testing.T) {
	for _, want := range []struct {
		seed     uint64
		strategy string
		result   ShiftResult
	}{
		{1, "none", ShiftResult{Missed: 324, Lost: 134, Commands: 0, Refused: 0, Unknown: 0, Outcomes: metrics.Outcomes{Open: 0, Saved: 0, Lost: 0, Bounced: 0}}},
		{1, "round-robin", ShiftResult{Missed: 312, Lost: 139, Commands: 134, Refused: 43, Unknown: 7, Outcomes: metrics.Outcomes{Open: 2, Saved: 23, Lost: 54, Bounced: 5}}},
		{1, "least-loaded", ShiftResult{Missed: 334, Lost: 159, Commands: 169, Refused: 56, Unknown: 7, Outcomes: metrics.Outcomes{Open: 4, Saved: 32, Lost: 69, Bounced: 1}}},
		{2, "none", ShiftResult{Missed: 386, Lost: 132, Commands: 0, Refused: 0, Unknown: 0, Outcomes: metrics.Outcomes{Open: 0, Saved: 0, Lost: 0, Bounced: 0}}},
		{2, "round-robin", ShiftResult{Missed: 547, Lost: 207, Commands: 409, Refused: 141, Unknown: 9, Outcomes: metrics.Outcomes{Open: 0, Saved: 74, Lost: 168, Bounced: 17}}},
		{2, "least-loaded", ShiftResult{Missed: 466, Lost: 175, Commands: 363, Refused: 136, Unknown: 7, Outcomes: metrics.Outcomes{Open: 3, Saved: 75, Lost: 129, Bounced: 13}}},
	} {
		t.Run(fmt.Sprintf("%s, seed %d", want.strategy, want.seed), func(t *testing.T) {
			got, err := morning(want.seed, want.strategy).Play()
			if err != nil {
				t.Fatal(err)
			}
			if got != want.result {
				t.Errorf("%+v, was %+v", got, want.result)
			}
		})
	}
}

func TestUndisturbedFloorIsFrozen(t *testing.T) {
	c := TroubledShift(1, NewStrategy("none")).Config
	s, err := New(c)
	if err != nil {
		t.Fatal(err)
	}
	digest := fnv.New64a()
	digest.Write(wire(t, s.Step(c.Start.Add(4*metrics.Hour))))
	const want = 0x88d177b618d84a8c
	if got := digest.Sum64(); got != want {
		t.Errorf("the events of four hours have digest %#x, had %#x", got, uint64(want))
	}
}

func TestShiftsThatAreNone(t *testing.T) {
	good := TroubledShift(1, NewStrategy("none"))
	for name, s := range map[string]Shift{
		"nobody decides": {Config: good.Config, From: good.From, Until: good.Until},
		"ends before":    {Config: good.Config, From: good.From, Until: good.From, Strategy: good.Strategy},
		"begins before":  {Config: good.Config, From: good.Config.Start - 1, Until: good.Until, Strategy: good.Strategy},
	} {
		if _, err := s.Play(); !errors.Is(err, errShift) {
			t.Errorf("%s: %v", name, err)
		}
	}
	if _, err := (Shift{Strategy: good.Strategy}).Play(); !errors.Is(err, errNoStart) {
		t.Errorf("a floor without a time: %v", err)
	}
}

func TestStrategiesHaveNames(t *testing.T) {
	for _, n := range StrategyNames {
		if NewStrategy(n) == nil {
			t.Errorf("there is no strategy %s", n)
		}
	}
	if s := NewStrategy("wishful"); s != nil {
		t.Errorf("%T", s)
	}
}

// rushed is a strategy that asks for more than can be done.
type rushed struct {
	t    *testing.T
	most int
}

func (r *rushed) Decide(s Scene) []metrics.Command {
	var all []metrics.Command
	asked := map[metrics.Time]map[metrics.Text]int{}
	for _, c := range s.View.Commands {
		if asked[c.Asked] == nil {
			asked[c.Asked] = map[metrics.Text]int{}
		}
		asked[c.Asked][c.Team]++
		r.most = max(r.most, asked[c.Asked][c.Team])
		if c.By != leadOf(c.Team) {
			r.t.Errorf("%s asks for %s", c.By, c.Team)
		}
	}
	for i := range s.View.Waiting {
		all = append(all, about(&s.View.Waiting[i], metrics.Nudge))
	}
	return all
}

func TestSupervisorsHaveTwoHands(t *testing.T) {
	r := &rushed{t: t}
	shift := TroubledShift(1, r)
	shift.Until = shift.From.Add(20 * metrics.Minute)
	got, err := shift.Play()
	if err != nil {
		t.Fatal(err)
	}
	if r.most != Handful || got.Commands == 0 {
		t.Errorf("%d commands in one look, %+v", r.most, got)
	}
}

func waitingRow(key metrics.Text, left metrics.Span, now metrics.Time) metrics.Waiting {
	return metrics.Waiting{
		Key: metrics.ConversationKey{Platform: "pdd", Shop: "s", Conversation: key}, Team: "presale", Owner: "li",
		Deadline: now.Add(left),
	}
}

func TestSuggestionsAreFollowed(t *testing.T) {
	now := at(12, 0)
	li := metrics.Candidate{Agent: "li", Chance: metrics.InTime}
	wang := metrics.Candidate{Agent: "wang", Chance: metrics.InTime}
	tightWang := metrics.Candidate{Agent: "wang", Chance: metrics.Tight}
	full := metrics.Candidate{Agent: "sun", Chance: metrics.InTime, Unfit: metrics.UnfitFull}
	me := metrics.Candidate{Chance: metrics.InTime}
	for name, c := range map[string]struct {
		plan *metrics.MovePlan
		verb metrics.Verb
		whom metrics.Text
	}{
		"no plan":           {nil, "", ""},
		"nothing in time":   {&metrics.MovePlan{Nudge: metrics.Candidate{Agent: "li"}, People: []metrics.Candidate{{Agent: "wang"}}}, "", ""},
		"nudge first":       {&metrics.MovePlan{Nudge: li, Take: me, People: []metrics.Candidate{wang}}, metrics.Nudge, "li"},
		"then take":         {&metrics.MovePlan{Take: me, People: []metrics.Candidate{wang}}, metrics.Take, ""},
		"then people":       {&metrics.MovePlan{People: []metrics.Candidate{full, wang}}, metrics.Reassign, "wang"},
		"in time to tight":  {&metrics.MovePlan{Nudge: metrics.Candidate{Agent: "li", Chance: metrics.Tight}, People: []metrics.Candidate{wang}}, metrics.Reassign, "wang"},
		"tight is better":   {&metrics.MovePlan{People: []metrics.Candidate{full, tightWang}}, metrics.Reassign, "wang"},
		"the unfit are not": {&metrics.MovePlan{People: []metrics.Candidate{full}}, "", ""},
	} {
		v := &metrics.View{Now: now, Waiting: []metrics.Waiting{waitingRow("c", metrics.Minute, now)}}
		got := NewStrategy("suggestions").Decide(Scene{View: v, Plan: func(metrics.ConversationKey) *metrics.MovePlan { return c.plan }})
		switch {
		case c.verb == "" && len(got) > 0, c.verb != "" && len(got) != 1:
			t.Errorf("%s: %+v", name, got)
		case c.verb != "" && (got[0].Verb != c.verb || got[0].Agent+got[0].To != c.whom || got[0].ExpectOwner != "li" || got[0].Team != "presale"):
			t.Errorf("%s: %+v", name, got[0])
		}
	}
}

func TestSuggestionsSpareOnePerson(t *testing.T) {
	now := at(12, 0)
	v := &metrics.View{Now: now}
	for i := range 6 {
		v.Waiting = append(v.Waiting, waitingRow(number(i), metrics.Minute, now))
	}
	v.Waiting = append(v.Waiting, waitingRow("far", 5*metrics.Minute, now), waitingRow("gone", -1, now))
	plan := func(metrics.ConversationKey) *metrics.MovePlan {
		return &metrics.MovePlan{People: []metrics.Candidate{{Agent: "wang", Chance: metrics.InTime}}}
	}
	s := NewStrategy("suggestions")
	if got := s.Decide(Scene{View: v, Plan: plan}); len(got) != perHead {
		t.Errorf("%d conversations for one person at once", len(got))
	}
	v.Now = now.Add(30 * metrics.Second)
	if got := s.Decide(Scene{View: v, Plan: plan}); len(got) != 0 {
		t.Errorf("%d more within the minute", len(got))
	}
}

func TestLeastLoadedCountsWhatItGives(t *testing.T) {
	now := at(12, 0)
	v := &metrics.View{Now: now, Agents: []metrics.AgentRow{
		{ID: "a", Team: "presale", Presence: metrics.Online, Load: 3, Capacity: 6},
		{ID: "b", Team: "presale", Presence: metrics.Online, Load: 1, Capacity: 4},
		{ID: "c", Team: "presale", Presence: metrics.Away, Capacity: 9},
		{ID: "d", Team: "aftersale", Presence: metrics.Online, Capacity: 9},
	}}
	for i := range 5 {
		v.Waiting = append(v.Waiting, waitingRow(number(i), metrics.Minute, now))
	}
	given := map[metrics.Text]int{}
	for _, c := range NewStrategy("least-loaded").Decide(Scene{View: v}) {
		given[c.To]++
	}
	if len(given) != 2 || given["a"] != 2 || given["b"] != 3 {
		t.Errorf("%v", given)
	}
	given = map[metrics.Text]int{}
	for _, c := range NewStrategy("round-robin").Decide(Scene{View: v}) {
		given[c.To]++
	}
	if given["a"] != 3 || given["b"] != 2 {
		t.Errorf("%v", given)
	}
}
