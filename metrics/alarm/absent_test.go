package alarm

import (
	"fmt"
	"strings"
	"testing"

	"floorwalker/metrics"
)

// team is a floor with one team listed; of nobody waiting, with none.
func team(name string, waiting int) func(*metrics.View) {
	return func(v *metrics.View) {
		v.Queues, v.Agents, v.Lanes = nil, nil, nil
		if waiting > 0 {
			v.Queues = []metrics.Queue{{Name: metrics.Text(name), Counts: metrics.Counts{Waiting: waiting}}}
		}
	}
}

// person is a floor with one person busy and another with so many waiting, who
// is not listed without any.
func person(waiting int) func(*metrics.View) {
	return func(v *metrics.View) {
		v.Agents = []metrics.AgentRow{{ID: "li", Presence: metrics.Online, Since: noon}}
		if waiting > 0 {
			v.Agents = append(v.Agents, metrics.AgentRow{ID: "he", Waiting: waiting, Reply3m: metrics.Tally{OK: 1, N: waiting}})
		}
	}
}

func both(changes ...func(*metrics.View)) func(*metrics.View) {
	return func(v *metrics.View) {
		for _, change := range changes {
			change(v)
		}
	}
}

// over evaluates one view after another, ten seconds apart, and writes a letter
// for each verdict.
func over(t *testing.T, text string, views ...func(*metrics.View)) string {
	t.Helper()
	e := parsed(t, text)
	var state State
	letters := ""
	for i, change := range views {
		v := liveView(metrics.Counts{})
		v.Now = noon.Add(metrics.Span(i*10) * metrics.Second)
		change(v)
		var out Outcome
		out, state = e.Evaluate(Evidence{View: v}, state)
		letters += string(out.Verdict.String()[0])
	}
	return letters
}

// A view leaves out whoever has nothing to count: while it is live, that is
// known to be nothing, and else it is not known.
func TestWhoeverIsNotListedHasNothing(t *testing.T) {
	connecting := func(v *metrics.View) { v.Feed.State = metrics.FeedConnecting }
	byShop := func(v *metrics.View) { v.Query.Group = metrics.ByShop }
	ofNight := func(v *metrics.View) { v.Agents = []metrics.AgentRow{{ID: "li", Team: "presale"}} }
	presale := func(waiting int) func(*metrics.View) { return team("presale", waiting) }
	for _, c := range []struct {
		text  string
		views []func(*metrics.View)
		want  string
	}{
		{"team:presale waiting>20", []func(*metrics.View){presale(1), presale(0), presale(0)}, "ccc"},
		{"team:* waiting>20", []func(*metrics.View){presale(1), presale(0)}, "cc"},
		{"team:presale online<1", []func(*metrics.View){presale(1), presale(0)}, "ff"},
		{"team:presale waiting>20", []func(*metrics.View){presale(0)}, "u"},
		{"team:presale waiting>20", []func(*metrics.View){both(presale(0), ofNight)}, "c"},
		{"team:aftersale waiting>20", []func(*metrics.View){presale(1), presale(0)}, "uu"},
		{"team:presale waiting>20", []func(*metrics.View){presale(1), both(presale(0), silent1)}, "cu"},
		{"team:p* waiting>20 until <12", []func(*metrics.View){presale(25), team("evening", 1), presale(15)}, "fcc"},
		{"team:p* waiting>20 until <12", []func(*metrics.View){presale(25), both(presale(0), connecting), presale(15)}, "fuf"},
		{"team:p* waiting>20 until <12", []func(*metrics.View){presale(25), both(presale(0), silent1), presale(15)}, "fuf"},
		{"team:p* waiting>20 until <12", []func(*metrics.View){presale(25), both(team("evening", 1), connecting), presale(15)}, "fuf"},
		{"team:p* waiting>20 until <12", []func(*metrics.View){presale(25), both(team("shop", 30), byShop), presale(15)}, "fuf"},
		{"team:s* waiting>20", []func(*metrics.View){both(team("shop", 30), byShop), presale(15)}, "uu"},
		{"agent:he waiting>5", []func(*metrics.View){person(6), person(0), person(6)}, "fcf"},
		{"agent:no* waiting>5", []func(*metrics.View){person(6), person(0)}, "uu"},
		// Of somebody who left, nothing is counted: he has no rate, and no bad one.
		{"agent:h* reply_3m<90", []func(*metrics.View){person(6), both(person(0), connecting), person(0), person(1)}, "fuuc"},
	} {
		if got := over(t, c.text, c.views...); got != c.want {
			t.Errorf("%s: %s, want %s", c.text, got, c.want)
		}
	}
}

func TestWatcherTellsThatWhoLeftIsCalm(t *testing.T) {
	for text, want := range map[string]string{
		"agent:* waiting>5":   ",fired agent:he waiting,cleared agent:he waiting,,fired agent:he waiting,cleared agent:he waiting",
		"agent:he waiting>5":  ",fired agent:he waiting,cleared agent:he waiting,,fired agent:he waiting,cleared agent:he waiting",
		"agent:* reply_3m<90": ",fired agent:he reply_3m,cleared agent:he reply_3m,,fired agent:he reply_3m,cleared agent:he reply_3m",
		"agent:he reply_3m<9": ",,,,,",
	} {
		if got := told(t, []string{text}, person(0), person(6), person(0), person(0), person(7), person(0)); got != want {
			t.Errorf("%s: %q, want %q", text, got, want)
		}
	}
}

// A team of which nothing was heard for a fortnight may have been renamed: it is
// not calm for ever.
func TestATeamIsForgottenAfterAFortnight(t *testing.T) {
	e := parsed(t, "team:presale waiting>20")
	var state State
	letters := ""
	for _, day := range []int{0, 1, 13, 14, 15} {
		v := liveView(metrics.Counts{})
		team("presale", max(0, 1-day))(v)
		v.Now = noon.Add(metrics.Span(day) * metrics.Day)
		var out Outcome
		out, state = e.Evaluate(Evidence{View: v}, state)
		letters += string(out.Verdict.String()[0])
	}
	if want := "cccuu"; letters != want || len(state.Seen) != 0 {
		t.Errorf("%s and %d remembered, want %s and none", letters, len(state.Seen), want)
	}
}

// What fires of a shop goes on in doubt while there is no report, or none of it.
func TestAShopThatIsNotReportedIsInDoubt(t *testing.T) {
	e := parsed(t, "shop:s* lost>3")
	report := func(lost int) *metrics.Report {
		return &metrics.Report{
			Today: metrics.Shanghai.Date(noon).String(),
			Shops: map[string]metrics.ShopReport{"pdd/s1": {House: metrics.HouseFigures{Counts: metrics.HouseCounts{Lost: lost}}}},
		}
	}
	var state State
	var said []string
	for _, r := range []*metrics.Report{report(9), nil, {}, report(9)} {
		out, after := e.Evaluate(Evidence{View: liveView(metrics.Counts{}), Report: r}, state)
		state = after
		said = append(said, fmt.Sprintf("%s %s: %s", out.Readings[0].Subject, out.Verdict, out.Readings[0].Doubt.Meaning().EN))
	}
	want := "pdd/s1 firing: known, pdd/s1 unknown: not looked at, pdd/s1 unknown: not on the floor, pdd/s1 firing: known"
	if got := strings.Join(said, ", "); got != want {
		t.Errorf("%s, want %s", got, want)
	}
}
