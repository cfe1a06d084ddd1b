package main

import (
	"cmp"
	"maps"
	"slices"
	"strings"

	"floorwalker/feed/text"
	"floorwalker/metrics"
	"floorwalker/metrics/alarm"
	"floorwalker/tui"
)

// alertList is what is wrong by the rules, as a screen shows it.
type alertList struct {
	lang   tui.Lang
	lists  chan []tui.Alert // has room for one, the latest wins
	firing map[metrics.Text]alertFact
	told   []tui.Alert
}

// alertFact is an alert and what it came of. Rule is empty where alerts cannot
// be judged.
type alertFact struct {
	tui.Alert
	rule    alarm.Rule
	subject string
}

// feedAlert is the id of the alert that alerts cannot be judged. Those of rules
// have a colon.
const feedAlert = "feed"

func newAlertList(lang tui.Lang) *alertList {
	return &alertList{lang: lang, lists: make(chan []tui.Alert, 1), firing: map[metrics.Text]alertFact{}}
}

// take takes up what has changed, and how far it has gone by now.
func (l *alertList) take(notices []alarm.Notice, ev alarm.Evidence) {
	for i := range notices {
		switch n := &notices[i]; n.Kind {
		case alarm.Fired:
			f := l.fact(n, ev.View)
			l.firing[f.ID] = f
		case alarm.Cleared:
			delete(l.firing, alertID(n))
		case alarm.Blind:
			l.firing[feedAlert] = l.blind(n)
		case alarm.Sighted:
			delete(l.firing, feedAlert)
		}
	}
	l.refresh(ev)
	l.tell()
}

// tell offers the list where it is not the one told last.
func (l *alertList) tell() {
	var all []tui.Alert
	for _, f := range l.firing {
		all = append(all, f.Alert)
	}
	slices.SortFunc(all, func(a, b tui.Alert) int { return cmp.Or(cmp.Compare(a.Since, b.Since), cmp.Compare(a.ID, b.ID)) })
	if slices.Equal(all, l.told) {
		return
	}
	l.told = all
	select { // one goroutine alone sends, so after this there is room
	case <-l.lists:
	default:
	}
	l.lists <- slices.Clone(all)
}

// refresh gives alerts the values of the evidence. One whose subject it does not
// have keeps its former one.
func (l *alertList) refresh(ev alarm.Evidence) {
	read := map[string]alarm.Outcome{} // by name of the rule
	for _, id := range slices.Collect(maps.Keys(l.firing)) {
		f := l.firing[id]
		if f.rule.Expression == nil || f.rule.NeedsReport() && ev.Report == nil {
			continue
		}
		outcome, done := read[f.rule.Name]
		if !done {
			outcome, _ = f.rule.Evaluate(ev, alarm.State{})
			read[f.rule.Name] = outcome
		}
		for i := range outcome.Readings {
			if r := &outcome.Readings[i]; r.Subject == f.subject && r.Doubt != alarm.NoSubject {
				f.Value, f.Cause = l.value(f.rule, r), l.cause(r.Doubt)
			}
		}
		l.firing[id] = f
	}
}

func (l *alertList) fact(n *alarm.Notice, v *metrics.View) alertFact {
	name := n.Rule.Name
	if n.Reading.Subject != "" {
		name += " " + n.Reading.Subject
	}
	return alertFact{rule: n.Rule, subject: n.Reading.Subject, Alert: tui.Alert{
		ID: alertID(n), Name: text.Clean(name), Critical: n.Rule.Critical, Value: l.value(n.Rule, &n.Reading),
		Since: n.Reading.Since, Team: teamBehind(n, v), Behind: text.Clean(behind(n)),
	}}
}

func alertID(n *alarm.Notice) metrics.Text {
	return text.Clean(n.Rule.Name + ":" + n.Reading.Subject)
}

var blindWords = map[tui.Lang]metrics.Text{tui.English: "alerts cannot be judged", tui.Chinese: "告警无法判断"}

func (l *alertList) blind(n *alarm.Notice) alertFact {
	return alertFact{Alert: tui.Alert{
		ID: feedAlert, Name: blindWords[l.lang], Critical: true, Value: l.doubt(n.Doubt), Since: n.At, Cause: l.cause(n.Doubt),
	}}
}

// value is what a figure is beside what it should not be, or why it is not
// known.
func (l *alertList) value(rule alarm.Rule, r *alarm.Reading) metrics.Text {
	if r.Doubt != alarm.None {
		return l.doubt(r.Doubt)
	}
	unit := rule.Figure.Unit
	return text.Clean(unit.Format(r.Value) + " " + rule.Bound.Than.String() + " " + unit.Format(rule.Bound.Value))
}

func (l *alertList) doubt(d alarm.Doubt) metrics.Text {
	if l.lang == tui.Chinese {
		return text.Clean(d.Meaning().ZH)
	}
	return text.Clean(d.Meaning().EN)
}

// cause puts what a silent gateway leaves in doubt on one line.
func (l *alertList) cause(d alarm.Doubt) metrics.Text {
	if d == alarm.Silent {
		return l.doubt(d)
	}
	return ""
}

// teamBehind is the team that an alert is about.
func teamBehind(n *alarm.Notice, v *metrics.View) metrics.Text {
	switch n.Rule.Kind {
	case alarm.Team:
		return text.Clean(n.Reading.Subject)
	case alarm.Agent:
		for i := range v.Agents {
			if string(v.Agents[i].ID) == n.Reading.Subject {
				return v.Agents[i].Team
			}
		}
	case alarm.Floor, alarm.Shop:
	}
	return ""
}

// behind is the filter that shows whose figure it is, and of a class of rows
// those of the class. A filter has no word for a name with a space.
func behind(n *alarm.Notice) string {
	var words []string
	subject := n.Reading.Subject
	switch n.Rule.Kind {
	case alarm.Team:
		words = append(words, "team:"+subject)
	case alarm.Agent:
		words = append(words, "agent:"+subject)
	case alarm.Shop:
		platform, shop, _ := strings.Cut(subject, "/")
		words = append(words, "shop:"+shop, "plat:"+platform)
	case alarm.Floor:
	}
	switch n.Rule.Figure.Name {
	case "due", "past", "lost", "night":
		words = append(words, "state:"+n.Rule.Figure.Name)
	}
	if strings.ContainsAny(subject, " \t") {
		return ""
	}
	return strings.Join(words, " ")
}
