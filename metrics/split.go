package metrics

import "strconv"

// SplitFigures are a day's rates by the team, the stage and the hour of the
// buyer's message (R41). Rates that count consumers or sessions count turns
// here. Names and hours without obligations are absent.
type SplitFigures struct {
	Teams  map[string]map[string]RateFigure `json:"teams"`  // by team and metric
	Stages map[string]map[string]RateFigure `json:"stages"` // by stage and metric
	Hours  map[string]map[string]RateFigure `json:"hours"`  // by local hour, 00..23
}

// splitTally collects a shop-day's rates by kind, number and metric.
type splitTally [splitKinds][][]Tally

type splitKind uint8

const (
	splitTeam splitKind = iota
	splitStage
	splitHour
	splitKinds
)

// of are the rates of one team, stage or hour.
func (t *splitTally) of(kind splitKind, number, rates int) []Tally {
	for len(t[kind]) <= number {
		t[kind] = append(t[kind], nil)
	}
	if t[kind][number] == nil {
		t[kind][number] = make([]Tally, rates)
	}
	return t[kind][number]
}

// collectSplit books one obligation under its team, stage and hour.
func (c *collector) collectSplit(metric int, a *ask, o outcome) {
	t, rates := &c.digest.day(c.day).splits, c.rules.rates
	t.of(splitTeam, int(a.team), rates)[metric].add(o, 1)
	t.of(splitStage, int(a.stage), rates)[metric].add(o, 1)
	t.of(splitHour, int(a.time.Sub(c.open)/Hour), rates)[metric].add(o, 1)
}

// reportSplits writes a day's splits out.
func (f *Floor) reportSplits(d *shopDigest, day Date) SplitFigures {
	splits := &d.day(day).splits
	write := func(kind splitKind, name func(number int) string) map[string]map[string]RateFigure {
		out := map[string]map[string]RateFigure{}
		for number, rates := range splits[kind] {
			for i := range rates {
				if rates[i] == (Tally{}) {
					continue
				}
				n := name(number)
				if out[n] == nil {
					out[n] = map[string]RateFigure{}
				}
				out[n][d.shop.rules.metrics[i].ID] = rates[i].Figure()
			}
		}
		return out
	}
	return SplitFigures{
		Teams:  write(splitTeam, func(n int) string { return string(f.teams.list[n]) }),
		Stages: write(splitStage, func(n int) string { return string(stages[n]) }),
		Hours:  write(splitHour, hourName),
	}
}

func hourName(h int) string {
	if h < 10 {
		return "0" + strconv.Itoa(h)
	}
	return strconv.Itoa(h)
}
