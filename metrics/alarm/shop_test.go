package alarm

import (
	"fmt"
	"testing"

	"floorwalker/metrics"
)

// shopFloor is a floor with a shop, at 12:00: one consumer answered in time,
// one not, one still waiting; its gateway is heard until up.
func shopFloor(up metrics.Time, gaps ...metrics.Gap) *metrics.Floor {
	f := metrics.New(metrics.DefaultPolicy())
	message := func(id, talk, buyer string, sender metrics.SenderKind, at metrics.Time) {
		e := metrics.Event{
			ID: metrics.Text(id), Type: metrics.MessageCreated, Time: at, Platform: "pinduoduo", Shop: "s1", Team: "pre",
			Conversation: metrics.Text(talk), Sender: metrics.Sender{Kind: sender, ID: metrics.Text(buyer)},
		}
		f.Apply(&e)
	}
	at := func(minutes int) metrics.Time { return noon.Add(-metrics.Span(minutes) * metrics.Minute) }
	message("1", "c1", "b1", metrics.Buyer, at(120))
	message("2", "c1", "li", metrics.Agent, at(119))
	message("3", "c2", "b2", metrics.Buyer, at(100))
	message("4", "c2", "li", metrics.Agent, at(30))
	message("5", "c3", "b3", metrics.Buyer, at(2))
	for t := noon.Add(-3 * metrics.Hour); t <= up; t = t.Add(5 * metrics.Second) {
		e := metrics.Event{
			ID: metrics.Text(fmt.Sprint("s", t)), Type: metrics.SourceReported, Time: t, Platform: "pinduoduo", Shop: "s1",
			Watermark: t, Missing: gaps,
		}
		f.Apply(&e)
	}
	f.Advance(noon)
	return f
}

func evidenceOf(f *metrics.Floor) Evidence {
	v := f.View(metrics.Query{})
	v.Feed.State = metrics.FeedLive
	return Evidence{View: v, Report: f.Report()}
}

func TestShopFigures(t *testing.T) {
	ev := evidenceOf(shopFloor(noon))
	for text, want := range map[string]string{
		"shop:s1 pdd_reply_1h<55":                "firing 50 n=2",
		"shop:s1 pdd_reply_1h.today<50":          "calm 50 n=2",
		"shop:pinduoduo/s1 pdd_reply_1h.best<60": "calm 66.66 n=2",
		"shop:* pdd_reply_1h.worst<40":           "firing 33.33 n=2",
		"shop:s1 pdd_reply_1h.pending=1":         "firing 1",
		"shop:s1 pdd_reply_1h.projected_3d<50":   "calm 50 n=2",
		"shop:s1 pdd_reply_1h.official<50":       "unknown nothing counted yet",
		"shop:s1 pdd_reply_1h.misses_left<0":     "calm 0",
		"shop:s1 gate.new_arrivals=0":            "unknown nothing counted yet",
		"shop:s1 waiting>0":                      "firing 1",
		"shop:s1 csat<90":                        "unknown nothing counted yet",
		"shop:s1 coverage<100":                   "calm 100",
		"shop:s1 pdd_reply_1h<55 n>=3":           "unknown too few counted",
		"shop:s2 pdd_reply_1h<55":                "unknown not on the floor",
	} {
		r := verdictOf(t, text, ev)
		got := fmt.Sprintf("%s %v", r.Verdict, r.Value)
		if r.Counted {
			got += fmt.Sprintf(" n=%d", r.N)
		}
		if r.Doubt != None {
			got = r.Verdict.String() + " " + r.Doubt.Meaning().EN
		}
		if got != want {
			t.Errorf("%s: %s, want %s", text, got, want)
		}
	}
}

func TestSilentGatewayAndGapsMakeShopsUnknown(t *testing.T) {
	silent := evidenceOf(shopFloor(noon.Add(-metrics.Minute)))
	for _, text := range []string{"shop:s1 pdd_reply_1h<55", "shop:s1 lost>0", "lost>0", "team:pre waiting>0"} {
		if r := verdictOf(t, text, silent); r.Verdict != Unknown {
			t.Errorf("a silent gateway: %s is %+v", text, r)
		}
	}
	if r := verdictOf(t, "sources_down>0", silent); r.Verdict != Firing {
		t.Errorf("a silent gateway is not told: %+v", r)
	}
	gap := evidenceOf(shopFloor(noon, metrics.Gap{From: noon.Add(-2 * metrics.Hour), To: noon.Add(-2*metrics.Hour + 3*metrics.Minute)}))
	for text, want := range map[string]Doubt{
		"shop:s1 pdd_reply_1h<55":                 Uncovered,
		"shop:s1 pdd_reply_1h<55 coverage>=90":    None,
		"shop:s1 pdd_reply_1h.official_3d<55":     NothingYet,
		"shop:s1 lost>0":                          Uncovered,
		"lost>0":                                  None,
		"shop:s1 pdd_reply_1h.projected_3d.n>100": Uncovered,
	} {
		if r := verdictOf(t, text, gap); r.Doubt != want {
			t.Errorf("a gap: %s is %+v, want %q", text, r, want.Meaning().EN)
		}
	}
}

// Every figure of the vocabulary can be read of a floor with something on it,
// and of one with nothing.
func TestEveryFigureCanBeRead(t *testing.T) {
	v := vocabulary()
	empty := metrics.New(metrics.DefaultPolicy())
	empty.Advance(noon)
	for name, f := range v.figures {
		for _, kind := range f.Kinds {
			for _, ev := range []Evidence{evidenceOf(shopFloor(noon)), evidenceOf(empty)} {
				e := &Expression{Text: name, Kind: kind, Subject: "*", Figure: f, Coverage: whole, vocabulary: v}
				out, _ := e.Evaluate(ev, State{})
				if len(out.Readings) == 0 {
					t.Fatalf("%s of a %s has no reading", name, kind)
				}
			}
		}
	}
}
