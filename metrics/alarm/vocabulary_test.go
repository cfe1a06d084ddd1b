package alarm

import (
	"slices"
	"strings"
	"testing"

	"floorwalker/metrics"
)

func TestEveryFigureHasANameAndAMeaning(t *testing.T) {
	v := vocabulary()
	seen := map[string]bool{}
	for _, f := range v.List() {
		if f.Meaning.EN == "" || f.Meaning.ZH == "" || len(f.Kinds) == 0 {
			t.Errorf("%s has no meaning in both languages, or is of nothing: %+v", f.Name, f)
		}
		if strings.ContainsAny(f.Meaning.EN+f.Meaning.ZH, "\n\t") {
			t.Errorf("%s: its meaning is not one line", f.Name)
		}
		if seen[f.Name] {
			t.Errorf("%s is listed twice", f.Name)
		}
		seen[f.Name] = true
	}
	for name, f := range v.figures {
		if f.read == nil || f.Name != name || name != strings.ToLower(name) {
			t.Errorf("%s cannot be read, or by another name", name)
		}
	}
	for _, m := range metrics.DefaultPolicy().Rules.Metrics {
		if !seen[m.ID] || v.figures[m.ID] == nil {
			t.Errorf("%s is not listed", m.ID)
		}
	}
}

// Every field of a view's counts and teams, and every figure that a rate has,
// can be named.
func TestCountsOfTheViewCanBeNamed(t *testing.T) {
	v := vocabulary()
	for _, name := range []string{
		"waiting", "due", "past", "lost", "night", "unassigned", "closed", "left_over", "oldest", "oldest_lost",
		"arrivals", "replies", "online", "away", "free", "planned", "absent", "sources_down", "malformed", "data_age",
		"load", "capacity", "silent", "overrun", "reply_3m", "answered", "mean_response", "pace",
		"pdd_reply_1h", "pdd_reply_1h.today.n", "pdd_reply_1h.official", "pdd_reply_1h.misses_left", "pdd_reply_1h.p_fail",
		"pdd_avg_response.p90", "csat", "penalty", "gate.new_arrivals", "coverage",
	} {
		if v.figures[name] == nil {
			t.Errorf("no figure is called %s", name)
		}
	}
}

func TestNearestName(t *testing.T) {
	names := []string{"lost", "past", "waiting"}
	for typed, want := range map[string]string{"lsot": "lost", "losst": "lost", "Lost": "lost", "waitin": "waiting", "x": "", "": ""} {
		if got := nearest(typed, names); got != want {
			t.Errorf("%q is nearest to %q, want %q", typed, got, want)
		}
	}
}

func TestLengthsReadAsPeopleWriteThem(t *testing.T) {
	for seconds, want := range map[float64]string{0: "0s", 45.9: "45s", 290: "4m50s", 300: "5m", 3600: "1h", 4920: "1h22m", 4921: "1h22m", -90: "-1m30s", -0.5: "0s", 3599.9: "59m59s", 1e10: "2777777h46m"} {
		if got := Length.Format(seconds); got != want {
			t.Errorf("%v s is %q, want %q", seconds, got, want)
		}
	}
	if got := Count.Format(Endless); got != "∞" {
		t.Errorf("what is endless is %q", got)
	}
	if got := []string{Percent.Format(51.04), Count.Format(12), PerMinute.Format(31), Chance.Format(.25)}; !slices.Equal(got, []string{"51.04%", "12", "31.0", "0.25"}) {
		t.Error(got)
	}
}
