package metrics_test

import (
	"fmt"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"floorwalker/metrics"
	"floorwalker/metrics/proof"
)

// laws that hold for every floor, whatever happened on it.

func (s *soup) floor(t *rapid.T, now metrics.Time) *metrics.Floor {
	f := metrics.New(s.policy(t))
	f.Advance(now)
	events := decoded(t, s.shuffled(t))
	for i := range events {
		f.Apply(&events[i])
	}
	return f
}

// TestLongerThresholdsAreKinder: whoever is answered within five minutes is
// answered within fifteen, and within the hour.
func TestLongerThresholdsAreKinder(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := soups.Draw(t, "soup")
		now := s.moment(t, s.start)
		for key, shop := range s.floor(t, now).Report().Shops {
			for date, day := range shop.Days {
				m5, m15, h1 := day.Rates["pdd_reply_5m"], day.Rates["pdd_reply_15m"], day.Rates["pdd_reply_1h"]
				if m5.OK > m15.OK || m15.OK > h1.OK || m5.Miss < m15.Miss || m15.Miss < h1.Miss {
					t.Fatalf("%s %s: %+v, %+v, %+v", key, date, m5, m15, h1)
				}
			}
		}
	})
}

// TestLiveWindowsTile: four quarters of an hour laid side by side count every
// outcome of the hour exactly once (R31). They end half a second beside every
// deadline: at its deadline an obligation is still pending (R17), and a window
// that ended there would know it only later.
func TestLiveWindowsTile(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := soups.Draw(t, "soup")
		delete(s.knobs, "reply_skew_ms") // an answer dated before its question is known before it was owed
		end := s.end.Add(2*metrics.Hour + metrics.Second/2)
		f := s.floor(t, end)
		sums := map[string]metrics.RateFigure{}
		for quarter := range 4 {
			f.Advance(end.Add(metrics.Span(quarter) * 15 * metrics.Minute))
			for key, shop := range f.Report().Shops {
				for id, r := range shop.Rolling {
					k := fmt.Sprint(key, " ", id)
					sums[k] = metrics.RateFigure{OK: sums[k].OK + r.Live15m.OK, Miss: sums[k].Miss + r.Live15m.Miss}
				}
			}
		}
		f.Advance(end.Add(45 * metrics.Minute))
		for key, shop := range f.Report().Shops {
			for id, r := range shop.Rolling {
				k := fmt.Sprint(key, " ", id)
				if sums[k].OK != r.Live1h.OK || sums[k].Miss != r.Live1h.Miss {
					t.Fatalf("%s: quarters %+v, hour %+v", k, sums[k], r.Live1h)
				}
			}
		}
	})
}

// TestSteppingBackForgets: a floor whose clock is put back shows what it showed
// then: time travel has the same numbers.
func TestSteppingBackForgets(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := soups.Draw(t, "soup")
		now := s.moment(t, s.start)
		f := s.floor(t, now)
		var tb quiet
		before := proof.Leaves(jsonOf(&tb, f.Report()))
		f.Advance(now.Add(metrics.Span(rapid.Int64Range(0, int64(metrics.Day)).Draw(t, "ahead"))))
		f.View(metrics.Query{})
		f.Advance(now)
		after := proof.Leaves(jsonOf(&tb, f.Report()))
		for path, want := range before {
			if proof.Plain(after[path]) != proof.Plain(want) {
				t.Fatalf("%q was %s, is %s", path, proof.Plain(want), proof.Plain(after[path]))
			}
		}
	})
}

// TestExplanationsAddUp: the conversations behind any rate, mean or agent's
// figure are as many as it counts.
func TestExplanationsAddUp(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := soups.Draw(t, "soup")
		f := s.floor(t, s.moment(t, s.start))
		for key, shop := range f.Report().Shops {
			platform, name, _ := strings.Cut(key, "/")
			explain := func(figure string) metrics.RateFigure {
				x, err := f.Explain(metrics.ShopKey{Platform: metrics.Text(platform), Shop: metrics.Text(name)}, figure)
				if err != nil {
					t.Fatal(err)
				}
				return x.Tally
			}
			for date, day := range shop.Days {
				for id, want := range day.Rates {
					if got := explain("days." + date + "." + id); got.OK != want.OK || got.N != want.N ||
						got.Pending != want.Pending || got.Excluded != want.Excluded {
						t.Fatalf("%s %s %s: %+v is explained by %+v", key, date, id, want, got)
					}
				}
				for id, want := range day.Means {
					if got := explain("days." + date + "." + id); got.Pending != want.Pending || got.Excluded != want.Robot ||
						got.Miss != want.Unanswered {
						t.Fatalf("%s %s %s: %+v is explained by %+v", key, date, id, want, got)
					}
				}
			}
			for date, agents := range shop.Agents {
				for id, a := range agents {
					for seconds, want := range a.Reply {
						if got := explain("agents." + date + "." + id + ".reply." + seconds); got.OK != want.OK || got.N != want.N {
							t.Fatalf("%s %s %s %s: %+v is explained by %+v", key, date, id, seconds, want, got)
						}
					}
				}
			}
		}
	})
}
