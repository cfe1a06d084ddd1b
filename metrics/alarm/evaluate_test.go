package alarm

import (
	"encoding/json"
	"fmt"
	"testing"

	"floorwalker/metrics"
)

const noon = metrics.Time(1_794_369_600_000) // 2026-11-11T12:00:00+08:00

// liveView is a floor at noon on which all is known.
func liveView(counts metrics.Counts) *metrics.View {
	return &metrics.View{
		Now: noon, Zone: metrics.Shanghai, Counts: counts,
		Feed: metrics.Feed{State: metrics.FeedLive, Sources: 2, SourcesUp: 2},
		Queues: []metrics.Queue{
			{Name: "presale", Counts: metrics.Counts{Waiting: 24, Oldest: noon.Add(-metrics.Hour)}, Online: 9, Planned: 14, Present: 12},
			{Name: "aftersale", Counts: metrics.Counts{Waiting: 8}, Online: 7},
		},
		Agents: []metrics.AgentRow{
			{ID: "li", Name: "李娜", Presence: metrics.Online, Since: noon.Add(-metrics.Hour), LastSaid: noon.Add(-11 * metrics.Minute), Reply3m: metrics.Tally{OK: 9, N: 10}},
			{ID: "he", Presence: metrics.Offline, Since: noon.Add(-metrics.Hour)},
		},
		Lanes: []metrics.Lane{{Kind: metrics.LaneAsk, Team: "presale", Agent: "li"}},
	}
}

func verdictOf(t *testing.T, text string, ev Evidence) Reading {
	t.Helper()
	out, _ := parsed(t, text).Evaluate(ev, State{})
	if out.Readings[0].Verdict != out.Verdict {
		t.Errorf("%s: the first reading is %s, the outcome %s", text, out.Readings[0].Verdict, out.Verdict)
	}
	return out.Readings[0]
}

func TestEvaluateFloorTeamsAndAgents(t *testing.T) {
	ev := Evidence{View: liveView(metrics.Counts{Waiting: 32, Due: 9, Lost: 4, OldestLost: noon.Add(-2 * metrics.Hour)})}
	for text, want := range map[string]string{
		"lost>3":                     "firing 4",
		"lost>4":                     "calm 4",
		"due>=10":                    "calm 9",
		"oldest_lost>1h":             "firing 7200",
		"oldest>1h":                  "calm 0",
		"asks>0":                     "firing 1",
		"complaints>0":               "calm 0",
		"online<20":                  "firing 16",
		"absent>=2":                  "firing 2",
		"sources_down=0":             "firing 0",
		"team:presale waiting>20":    "firing 24",
		"team:* waiting>20":          "firing 24",
		"team:after* asks>0":         "calm 0",
		"team:presale oldest>=1h":    "firing 3600",
		"team:night waiting>20":      "unknown not on the floor",
		"agent:李娜 silent>10m":        "firing 660",
		"agent:he silent>10m":        "calm 0",
		"agent:li reply_3m<95":       "firing 90",
		"agent:li reply_3m<95 n>=9":  "firing 90",
		"agent:li reply_3m<95 n>=11": "unknown too few counted",
		"agent:he reply_3m<95":       "unknown nothing counted yet",
		"agent:he capacity<5":        "unknown nothing counted yet",
		"shop:s1 lost>0":             "unknown not looked at",
	} {
		r := verdictOf(t, text, ev)
		got := fmt.Sprintf("%s %v", r.Verdict, r.Value)
		if r.Doubt != None {
			got = r.Verdict.String() + " " + r.Doubt.Meaning().EN
		}
		if got != want {
			t.Errorf("%s: %s, want %s", text, got, want)
		}
	}
}

// What is not known is neither calm nor firing.
func TestNothingIsJudgedBeyondWhatIsKnown(t *testing.T) {
	for _, c := range []struct {
		name   string
		change func(*metrics.View)
		floor  Doubt
		feed   Doubt
	}{
		{"live", func(*metrics.View) {}, None, None},
		{"lost", func(v *metrics.View) { v.Feed.State = metrics.FeedLost }, NotLive, NotLive},
		{"connecting", func(v *metrics.View) { v.Feed.State = metrics.FeedConnecting }, NotLive, NotLive},
		{"catching up", func(v *metrics.View) { v.Feed.State = metrics.FeedCatchingUp }, NotLive, NotLive},
		{"a silent gateway", func(v *metrics.View) { v.Feed.SourcesUp = 1 }, Silent, None},
		{"seen since eleven", func(v *metrics.View) { v.Feed.KnownSince = noon.Add(-metrics.Hour) }, PartSeen, None},
		{"seen since yesterday", func(v *metrics.View) { v.Feed.KnownSince = noon.Add(-metrics.Day) }, None, None},
	} {
		v := liveView(metrics.Counts{Lost: 9})
		c.change(v)
		for text, want := range map[string]Doubt{"lost>3": c.floor, "lost<3": c.floor, "team:presale waiting>1": c.floor, "malformed>3": c.feed} {
			r := verdictOf(t, text, Evidence{View: v})
			if r.Doubt != want || (want != None) != (r.Verdict == Unknown) {
				t.Errorf("%s: %s is %s because of %q, want %q", c.name, text, r.Verdict, r.Doubt.Meaning().EN, want.Meaning().EN)
			}
		}
	}
	v := liveView(metrics.Counts{Lost: 9})
	v.Query.Group = metrics.ByShop
	for _, text := range []string{"team:presale waiting>1", "online<5", "away>0", "free<5", "planned>0", "absent>0"} {
		if r := verdictOf(t, text, Evidence{View: v}); r.Doubt != NotLookedAt {
			t.Errorf("%s of a view by shop: %+v", text, r)
		}
	}
	for _, text := range []string{"lost>3", "arrivals<1"} {
		if r := verdictOf(t, text, Evidence{View: v}); r.Verdict != Firing {
			t.Errorf("%s of a view by shop: %+v", text, r)
		}
	}
}

// An event dated far ahead hides that nothing comes after it.
func TestDataAge(t *testing.T) {
	for ahead, want := range map[metrics.Span]string{
		-2 * metrics.Minute:  "firing 120 known",
		10 * metrics.Second:  "calm 0 known",
		9 * metrics.Minute:   "unknown 0 nothing counted yet",
		-90 * metrics.Second: "firing 90 known",
	} {
		v := liveView(metrics.Counts{})
		v.Feed.LastEvent = noon.Add(ahead)
		r := verdictOf(t, "data_age>1m", Evidence{View: v})
		if got := fmt.Sprintf("%s %v %s", r.Verdict, r.Value, r.Doubt.Meaning().EN); got != want {
			t.Errorf("%d ms ahead: %s, want %s", ahead, got, want)
		}
	}
}

func TestASlashIsALetter(t *testing.T) {
	v := liveView(metrics.Counts{})
	v.Queues[0].Name = "售前/A组"
	for text, want := range map[string]Verdict{
		"team:* waiting>20": Firing, "team:售前* waiting>20": Firing, "team:售前?A组 waiting>20": Firing,
		"team:售前/A组 waiting>20": Firing, "team:售前 waiting>20": Unknown, "team:*/B* waiting>20": Unknown,
	} {
		if r := verdictOf(t, text, Evidence{View: v}); r.Verdict != want {
			t.Errorf("%s is %s, want %s", text, r.Verdict, want)
		}
	}
	for pattern, want := range map[string]bool{
		"s1/a": true, "s*": true, "*a": true, "pdd/s1/a": true, "pdd/*": true, "*/s*": true, "p*": false, "jd/*": false, "pdd/a*": false,
	} {
		if got := matchesShop(pattern, "pdd", "s1/a"); got != want {
			t.Errorf("shop:%s means pdd/s1/a: %t, want %t", pattern, got, want)
		}
	}
}

// steps evaluates one value after another, and writes a letter for each verdict.
func steps(t *testing.T, e *Expression, seconds int, values ...int) string {
	t.Helper()
	var state State
	letters := ""
	for i, n := range values {
		v := liveView(metrics.Counts{Lost: n})
		v.Now = noon.Add(metrics.Span(i*seconds) * metrics.Second)
		if n < 0 {
			v.Feed.State = metrics.FeedLost
		}
		kept, err := json.Marshal(state)
		if err != nil {
			t.Fatal(err)
		}
		var read State
		if err := json.Unmarshal(kept, &read); err != nil {
			t.Fatal(err)
		}
		var out Outcome
		out, state = e.Evaluate(Evidence{View: v}, read)
		letters += string(out.Verdict.String()[0])
	}
	return letters
}

func TestForUntilAndTheUnknown(t *testing.T) {
	for _, c := range []struct {
		text    string
		seconds int
		values  []int
		want    string
	}{
		{"lost>3", 10, []int{3, 4, 3}, "cfc"},
		{"lost>3 for 30s", 10, []int{4, 4, 4, 4, 4, 3, 4}, "pppffcp"},
		{"lost>3 for 30s", 10, []int{4, 4, 4, 3, 4, 4, 4, 4}, "pppcpppf"},
		{"lost>3 until <2", 10, []int{4, 3, 2, 1, 3}, "fffcc"},
		// An unknown stretch ends what had to last, and not what fires.
		{"lost>3 for 30s", 10, []int{4, 4, -1, 4, 4, 4, 4}, "ppupppf"},
		{"lost>3 until <2", 10, []int{4, -1, 3, -1, 1}, "fufuc"},
		{"lost>3", 10, []int{-1, 3}, "uc"},
		// Nobody looked for an hour: nothing is known of it.
		{"lost>3 for 30s", 3600, []int{4, 4, 4}, "ppp"},
		{"lost>3 for 2h", 3600, []int{4, 4, 4}, "ppf"},
		{"lost>3 until <2", 36000, []int{4, 3}, "ff"},
	} {
		if got := steps(t, parsed(t, c.text), c.seconds, c.values...); got != c.want {
			t.Errorf("%s over %v: %s, want %s", c.text, c.values, got, c.want)
		}
	}
}

func TestSubjectsAreRememberedApart(t *testing.T) {
	e := parsed(t, "team:* waiting>5 for 10s")
	_, state := e.Evaluate(Evidence{View: liveView(metrics.Counts{})}, State{})
	v := liveView(metrics.Counts{})
	v.Now = noon.Add(10 * metrics.Second)
	v.Queues[0].Waiting = 1
	out, state := e.Evaluate(Evidence{View: v}, state)
	got := fmt.Sprintf("%s %s, %s %s", out.Readings[0].Subject, out.Readings[0].Verdict, out.Readings[1].Subject, out.Readings[1].Verdict)
	if want := "aftersale firing, presale calm"; got != want || len(state.Holds) != 1 {
		t.Errorf("%s and %d remembered, want %s and one", got, len(state.Holds), want)
	}
}
