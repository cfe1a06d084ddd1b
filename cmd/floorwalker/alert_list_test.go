package main

import (
	"testing"

	"floorwalker/metrics"
	"floorwalker/metrics/alarm"
	"floorwalker/tui"
)

// listRig judges rules by views that a test makes.
type listRig struct {
	t     *testing.T
	watch *alertWatch
	view  metrics.View
}

func newListRig(t *testing.T, lang tui.Lang, rules string) *listRig {
	t.Helper()
	r, err := parseAlertRules(rules, "rules", metrics.DefaultPolicy())
	if err != nil {
		t.Fatal(err)
	}
	s := &screenAlerts{watch: newAlertWatch(nil, r, newAlertPost(r, nil, nil), &alertEvidence{})}
	if s.list(lang) == nil {
		t.Fatal("no lists")
	}
	return &listRig{t: t, watch: s.watch, view: metrics.View{
		Now: 1_794_369_600_000, Zone: metrics.Shanghai, Feed: metrics.Feed{State: metrics.FeedLive, Sources: 2, SourcesUp: 2},
	}}
}

// next is the list after a while, and whether there is a new one.
func (r *listRig) next(after metrics.Span, change func(*metrics.View)) (list []tui.Alert, fresh bool) {
	r.t.Helper()
	v := r.view
	v.Now = v.Now.Add(after)
	change(&v)
	r.view = v
	r.watch.evidence.view, r.watch.evidence.byTeam = &v, &v
	r.watch.judge(&v)
	select {
	case list = <-r.watch.list.lists:
		return list, true
	default:
		return nil, false
	}
}

func TestScreenListsWhatIsWrong(t *testing.T) {
	r := newListRig(t, tui.English, "alert critical lost lost>3\nalert warning crowd team:* waiting>1")
	if list, fresh := r.next(0, func(*metrics.View) {}); fresh {
		t.Errorf("nothing is wrong: %+v", list)
	}
	began := r.view.Now.Add(metrics.Second)
	list, _ := r.next(metrics.Second, func(v *metrics.View) {
		v.Counts.Lost = 4
		v.Queues = []metrics.Queue{{Name: "presale", Counts: metrics.Counts{Waiting: 2}}}
	})
	want := []tui.Alert{
		{ID: "crowd:presale", Name: "crowd presale", Value: "2 > 1", Since: began, Team: "presale", Behind: "team:presale"},
		{ID: "lost:", Name: "lost", Critical: true, Value: "4 > 3", Since: began, Behind: "state:lost"},
	}
	if len(list) != 2 || list[0] != want[0] || list[1] != want[1] {
		t.Fatalf("%+v\nwant %+v", list, want)
	}
	if list, fresh := r.next(metrics.Second, func(*metrics.View) {}); fresh {
		t.Errorf("nothing has changed: %+v", list)
	}
	want[1].Value = "9 > 3"
	list, _ = r.next(metrics.Second, func(v *metrics.View) { v.Counts.Lost, v.Queues = 9, nil })
	if len(list) != 1 || list[0] != want[1] {
		t.Errorf("%+v\nwant %+v", list, want[1])
	}
	if list, fresh := r.next(metrics.Second, func(v *metrics.View) { v.Counts.Lost = 0 }); !fresh || len(list) != 0 {
		t.Errorf("all is over: %+v, %t", list, fresh)
	}
}

// What a silent gateway leaves in doubt is one line, with the silence itself.
func TestScreenListsASilentGatewayOnce(t *testing.T) {
	r := newListRig(t, tui.Chinese, "alert critical lost lost>3\nalert warning past past>1")
	r.next(0, func(v *metrics.View) { v.Counts.Lost, v.Counts.Past = 4, 2 })
	r.next(metrics.Second, func(v *metrics.View) { v.Feed.SourcesUp = 1 })
	list, _ := r.next(metrics.Minute, func(*metrics.View) {})
	if len(list) != 3 {
		t.Fatalf("%+v", list)
	}
	silent := alarm.Silent.Meaning().ZH
	for _, a := range list {
		if string(a.Cause) != silent || string(a.Value) != silent {
			t.Errorf("%+v, want %s", a, silent)
		}
	}
	if list, _ = r.next(metrics.Second, func(v *metrics.View) { v.Feed.SourcesUp = 2 }); len(list) != 2 || list[0].Cause != "" || list[0].Value != "4 > 3" {
		t.Errorf("%+v", list)
	}
}

func TestFilterBehindAnAlert(t *testing.T) {
	v := alarm.NewVocabulary(metrics.DefaultPolicy())
	for _, c := range []struct{ rule, subject, want string }{
		{"waiting>1", "", ""},
		{"agent:* past>1", "li", "agent:li state:past"},
		{"shop:* due>1", "pdd/s/1", "shop:s/1 plat:pdd state:due"},
		{"team:* lost>1", "a team", ""},
	} {
		e, err := v.Parse(c.rule)
		if err != nil {
			t.Fatal(err)
		}
		got := behind(&alarm.Notice{Rule: alarm.Rule{Expression: e}, Reading: alarm.Reading{Subject: c.subject}})
		if got != c.want {
			t.Errorf("%s of %q: %q, want %q", c.rule, c.subject, got, c.want)
		}
		if _, err := metrics.ParseFilter(metrics.Text(got)); err != nil {
			t.Errorf("%s: %v", got, err)
		}
	}
}
