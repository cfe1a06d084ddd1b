package config

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"floorwalker/metrics"
)

func at(t *testing.T, s string) metrics.Time {
	t.Helper()
	var m Minute
	if err := m.parse(s); err != nil {
		t.Fatal(err)
	}
	return m.in(metrics.Shanghai)
}

// TestReadRoster: what a spreadsheet writes is understood.
func TestReadRoster(t *testing.T) {
	const file = "\ufeffPerson,team,from,to,break minutes\r\n" +
		"# the early shift\r\n" +
		"李娜,售前A,2026-12-01 08:00,2026-12-01 17:00,60\r\n\r\n" +
		"\"wang, fang\", aftersale ,2026/12/1 9:00,18:00\r\n" +
		"sun,night,2026-12-01 22:00,06:00,\r\n"
	got, problems := ReadRoster("r.csv", strings.NewReader(file), metrics.Shanghai)
	want := []metrics.Shift{
		{Person: "李娜", Team: "售前A", From: at(t, "2026-12-01 08:00"), To: at(t, "2026-12-01 17:00"), Allowance: metrics.Hour},
		{Person: "wang, fang", Team: "aftersale", From: at(t, "2026-12-01 09:00"), To: at(t, "2026-12-01 18:00")},
		{Person: "sun", Team: "night", From: at(t, "2026-12-01 22:00"), To: at(t, "2026-12-02 06:00")},
	}
	if len(problems) > 0 || !slices.Equal(got, want) {
		t.Errorf("%+v\n%s", got, lines(problems))
	}
}

// TestRosterMistakes: every bad line is told with its number, the good ones are
// read.
func TestRosterMistakes(t *testing.T) {
	const file = "li,a,2026-12-01 08:00,17:00,60\n" +
		"li,a,2026-12-01 08:00\n" +
		",a,2026-12-01 08:00,17:00,60\n" +
		"li,a,8 am,17:00,60\n" +
		"li,a,2026-12-01 08:00,late,60\n" +
		"li,a,2026-12-01 08:00,17:00,an hour\n" +
		"li,a,2026-12-01 08:00,2026-12-01 07:00,60\n" +
		"li,a,2026-12-01 08:00,2026-12-05 07:00,60\n" +
		"li,a,2026-12-01 08:00,09:00,60\n" +
		"\xc0\xee,a,2026-12-01 08:00,17:00,60\n" +
		"l\u202ei,a,2026-12-01 08:00,17:00,60\n" +
		"l\"i,a,2026-12-01 08:00,17:00,60\n" +
		"wang,a,2026-12-01 08:00,17:00,0\n"
	want := `r.csv:2:1: error: has 3 fields, a line is person,team,from,to,break minutes
r.csv:3:1: error: a shift needs a person and a team
r.csv:4:1: error: from must be a local time such as 2026-03-13 08:00, not "8 am"
r.csv:5:1: error: to must be a local time such as 2026-03-13 08:00, not "late"
r.csv:6:1: error: break minutes must be a whole number, not "an hour"
r.csv:7:1: error: ends before it starts
r.csv:8:1: error: is longer than 24 hours
r.csv:9:1: error: the break must be shorter than the shift, and not negative
r.csv:10:1: error: person is not UTF-8: save the file as CSV UTF-8
r.csv:11:1: error: person has characters that an identifier may not have
r.csv:12:1: error: not CSV: bare " in non-quoted-field
`
	got, problems := ReadRoster("r.csv", strings.NewReader(file), metrics.Shanghai)
	if lines(problems) != want || len(got) != 2 {
		t.Errorf("%d shifts\n%s", len(got), lines(problems))
	}
}

// TestRosterOfPeople: an account stands for its person; nobody has two shifts at
// a time, whichever account they are under and whichever file they are in.
func TestRosterOfPeople(t *testing.T) {
	o := options(t, `
[people.li]
accounts = ["pdd-li", "feige-li"]
[roster]
path = "roster.csv"
[[roster.shifts]]
person = "pdd-li"
team = "a"
from = "2026-12-01 08:00"
to = "2026-12-01 12:00"
`)
	csv := filepath.Join(filepath.Dir(o.Path), "roster.csv")
	write := func(s string) {
		if err := os.WriteFile(csv, []byte(s), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	write("feige-li,b,2026-12-01 12:00,17:00,30\n")
	c, err := Load(o)
	if err != nil {
		t.Fatal(problems(err))
	}
	if s := c.MetricsPolicy().Roster; len(s) != 2 || s[0].Person != "li" || s[1].Person != "li" || s[1].From != at(t, "2026-12-01 12:00") {
		t.Errorf("%+v", s)
	}
	write("feige-li,b,2026-12-01 11:59,17:00,30\nlu,b,2026-12-01 11:59,17:00,30\n")
	_, err = Load(o)
	want := "roster.csv:1:1: error: li has another shift at that time, " + o.Path + ":6\n" +
		"roster.csv:2:1: warning: there is no person \"lu\" here; did you mean li?\n"
	if got := problems(err); got != want {
		t.Errorf("%s\nwant\n%s", got, want)
	}
}

// TestRosterIsLocal: times are those of the policy's zone.
func TestRosterIsLocal(t *testing.T) {
	const shift = "[[roster.shifts]]\nperson = \"li\"\nteam = \"a\"\nfrom = 2026-12-01T08:00:00\nto = 2026-12-01T12:00:00\n"
	east, west := load(t, shift), load(t, "policy.tz_offset_min = 0\n"+shift)
	if d := west.Shifts()[0].From.Sub(east.Shifts()[0].From); d != 8*metrics.Hour {
		t.Errorf("%v apart", d.Std())
	}
}
