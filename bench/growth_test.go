package bench

import (
	"slices"
	"testing"
	"time"

	"floorwalker/metrics"
)

// A floor of a table of growth is what its row says.
func TestOpened(t *testing.T) {
	s, bytes := opened(1000, 30, usualRate)
	v := s.floor.View(metrics.Query{})
	if v.Counts.Waiting != 500 || v.Feed.Events != 1500 || len(v.Agents) != 30 {
		t.Errorf("%d wait after %d events, %d agents", v.Counts.Waiting, v.Feed.Events, len(v.Agents))
	}
	if bytes <= 0 {
		t.Errorf("it needs %g bytes", bytes)
	}
	lines, err := s.lines(2 * usualRate)
	if err != nil {
		t.Fatal(err)
	}
	before := s.now
	if err := s.take(lines); err != nil {
		t.Fatal(err)
	}
	if v := s.floor.View(metrics.Query{}); v.Feed.Events != 1500+2*usualRate || s.now.Sub(before) > 8*metrics.Second || v.Now != s.now {
		t.Errorf("%d events, %v later", v.Feed.Events, s.now.Sub(before).Std())
	}
}

func TestScatteredConversationsAreEachMetOnce(t *testing.T) {
	c := crowd{conversations: 1000, scattered: true, first: 7, now: spread(1000)}
	met := map[metrics.Text]bool{}
	for i := range 1000 {
		met[c.event(i).Conversation] = true
	}
	if len(met) != 1000 || !met["c7"] || !met["c1006"] || met["c6"] {
		t.Errorf("%d conversations", len(met))
	}
}

// Extra parts come only if they are named, and every part is known by its name.
func TestParts(t *testing.T) {
	if got := Parts(); !slices.Contains(got, SQLPart) || len(GrowthParts) != 4 || !slices.Contains(got, GrowthParts[3]) {
		t.Errorf("%q", got)
	}
	figures, err := Run(t.Context(), Options{Only: GrowthParts[:1], Say: func(string) {}})
	if err != nil || len(figures) == 0 || figures[0].Part != GrowthParts[0] || figures[0].Bound() || figures[0].Value <= 0 {
		t.Errorf("%+v, %v", figures, err)
	}
}

func TestCPUTimeGrows(t *testing.T) {
	for begun, end := cpuTime(), time.Now().Add(time.Minute); cpuTime() == begun; {
		if time.Now().After(end) {
			t.Fatal("a minute of work took no time")
		}
	}
}
