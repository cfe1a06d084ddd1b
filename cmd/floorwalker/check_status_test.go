package main

import (
	"errors"
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"floorwalker/metrics"
	"floorwalker/metrics/alarm"
)

// plugin reads a status line by the rules of monitoring plugins, and knows nothing
// else of it.
type plugin struct {
	word string
	data map[string]pluginDatum
}

type pluginDatum struct {
	value      float64
	known      bool
	unit       string
	warn, crit string
}

var pluginData = regexp.MustCompile(`'((?:[^'=]|'')*)'=(U|-?\d+(?:\.\d+)?)(s|%|)(?:;([^; ]*))?(?:;([^; ]*))?(?: |$)`)

func parsePlugin(tb rapid.TB, line string) plugin {
	tb.Helper()
	said, data, _ := strings.Cut(line, "|")
	words := strings.Fields(said)
	if len(words) < 2 || words[0] != "FLOOR" || strings.Count(line, "\n") != 0 || strings.Contains(data, "|") {
		tb.Fatalf("no status line: %q", line)
	}
	p := plugin{word: strings.TrimSuffix(words[1], ":"), data: map[string]pluginDatum{}}
	rest := strings.TrimSpace(data)
	for rest != "" {
		m := pluginData.FindStringSubmatch(rest)
		if m == nil || !strings.HasPrefix(rest, m[0]) {
			tb.Fatalf("no performance data: %q", rest)
		}
		rest = rest[len(m[0]):]
		d := pluginDatum{known: m[2] != "U", unit: m[3], warn: m[4], crit: m[5]}
		if d.known {
			d.value, _ = strconv.ParseFloat(m[2], 64)
		}
		p.data[strings.ReplaceAll(m[1], "''", "'")] = d
	}
	return p
}

// alerts is whether a range [@]start:end alerts of a value: outside of it, or with @
// inside, ends included. No start is 0, ~ is endless, no end is endless.
func alerts(tb rapid.TB, r string, value float64) bool {
	tb.Helper()
	if r == "" {
		return false
	}
	body, inside := strings.CutPrefix(r, "@")
	from, to, both := strings.Cut(body, ":")
	if !both {
		from, to = "0", body
	}
	bound := func(s string) float64 {
		x, err := strconv.ParseFloat(s, 64)
		if err != nil {
			tb.Fatalf("range %q: %v", r, err)
		}
		return x
	}
	in := (from == "~" || value >= bound(from)) && (to == "" || value <= bound(to))
	return in == inside
}

// pluginView is a floor with counts by chance.
func pluginView(t *rapid.T) *metrics.View {
	count := func(name string) int { return rapid.IntRange(0, 6).Draw(t, name) }
	v := &metrics.View{Now: 1_794_369_600_000, Zone: metrics.Shanghai, Feed: metrics.Feed{State: metrics.FeedLive}}
	v.Counts = metrics.Counts{Waiting: count("waiting"), Lost: count("lost"), Past: count("past")}
	if v.Counts.Waiting > 0 {
		v.Counts.Oldest = v.Now.Add(-metrics.Span(count("oldest")) * metrics.Second)
	}
	if rapid.Bool().Draw(t, "blind") {
		v.Feed.Sources, v.Feed.SourcesUp = 2, 1
	}
	return v
}

// Whoever reads the line alone, by the rules of plugins, comes to the same exit
// code: from its word, and from its values and ranges.
func TestStatusIsThatOfAPlugin(t *testing.T) {
	v := alarm.NewVocabulary(metrics.DefaultPolicy())
	rapid.Check(t, func(t *rapid.T) {
		expression := func(name string) string {
			figure := rapid.SampledFrom([]string{"waiting", "lost", "past", "team:'night|shift' waiting"}).Draw(t, name)
			figure = strings.ReplaceAll(figure, "'", `"`)
			than := rapid.SampledFrom([]string{">", ">=", "<", "<=", "=", "!="}).Draw(t, name+" than")
			return fmt.Sprintf("%s%s%d", figure, than, rapid.IntRange(0, 6).Draw(t, name+" bound"))
		}
		rules, err := parseRules(v, []string{expression("warn")}, []string{expression("crit")})
		if err != nil {
			t.Fatal(err)
		}
		s := judge(rules, alarm.Evidence{View: pluginView(t)}, map[string]alarm.State{})
		line := s.line()
		p := parsePlugin(t, line)
		if want := checkWords[s.code()]; p.word != want {
			t.Errorf("%s, and the code is of %s", line, want)
		}
		code := exitOK
		for _, d := range p.data {
			switch {
			case d.known && alerts(t, d.crit, d.value):
				code = exitCritical
			case code == exitCritical:
			case !d.known:
				code = exitUnknown
			case d.known && alerts(t, d.warn, d.value) && code == exitOK:
				code = exitWarning
			}
		}
		if code != s.code() {
			t.Errorf("%s: its data say %d, the code is %d", line, code, s.code())
		}
	})
}

// What has no end is no number: graphs would be drawn to its scale.
func TestEndlessIsNoNumber(t *testing.T) {
	e, err := alarm.NewVocabulary(metrics.DefaultPolicy()).Parse("shop:s1 pdd_reply_1h.minutes_to_empty>30")
	if err != nil {
		t.Fatal(err)
	}
	r := alarm.Reading{Subject: "pinduoduo/s1", Verdict: alarm.Firing, Value: alarm.Endless}
	s := checkStatus{zone: metrics.Shanghai, findings: []finding{{rule{e, false}, alarm.Outcome{Verdict: alarm.Firing, Readings: []alarm.Reading{r}}}}}
	if line := s.line(); !strings.Contains(line, "is ∞ (warning >30)") || !strings.HasSuffix(line, "=U;~:30") {
		t.Error(line)
	}
	a := alertOf(alarm.Notice{Kind: alarm.Fired, Rule: alarm.Rule{Expression: e, Name: "calm"}, Reading: r}, metrics.Shanghai)
	if a.Value != nil || !strings.Contains(a.Words, "∞") {
		t.Errorf("%+v", a)
	}
}

// A line is one line whatever the names and errors in it hold.
func TestStatusOfHostileNames(t *testing.T) {
	e, err := alarm.NewVocabulary(metrics.DefaultPolicy()).Parse("team:* waiting>1")
	if err != nil {
		t.Fatal(err)
	}
	r := alarm.Reading{Subject: "a'b=c|d\ne", Verdict: alarm.Firing, Value: 2}
	s := checkStatus{
		zone: metrics.Shanghai, stale: errors.New("gone|\nfor good"),
		findings: []finding{{rule{e, true}, alarm.Outcome{Verdict: alarm.Firing, Readings: []alarm.Reading{r}}}},
	}
	p := parsePlugin(t, s.line())
	if len(p.data) != 1 || p.word != "CRITICAL" {
		t.Errorf("%+v of %q", p, s.line())
	}
}

// Outside the assessed hours nothing is judged where that is asked for.
func TestCheckPausesOutsideAssessedHours(t *testing.T) {
	rules := metrics.DefaultPolicy().Rules
	midnight := metrics.Shanghai.Midnight(20000)
	for _, c := range []struct {
		asked bool
		hour  metrics.Span
		want  string
	}{{true, 7, "outside the assessed hours"}, {true, 8, ""}, {true, 22, ""}, {true, 23, "outside the assessed hours"}, {false, 3, ""}} {
		f := checkFlags{assessed: c.asked}
		if got, err := f.pause(rules, midnight.Add(c.hour*metrics.Hour)); got != c.want || err != nil {
			t.Errorf("at %d, asked %t: %q, %v", c.hour, c.asked, got, err)
		}
	}
	s := checkStatus{pause: "new | gateway"}
	if s.line() != "FLOOR OK: not judged: new / gateway" || s.code() != exitOK {
		t.Errorf("%s, %d", s.line(), s.code())
	}
}
