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

// splitTally collects a shop-day's rates by one attribute and metric.
type splitTally map[splitKey]*Tally

type splitKey struct {
	kind   splitKind
	number uint16
	metric uint16
}

type splitKind uint8

const (
	splitTeam splitKind = iota
	splitStage
	splitHour
)

func (t splitTally) add(k splitKey, o outcome) {
	tally := t[k]
	if tally == nil {
		tally = &Tally{}
		t[k] = tally
	}
	tally.add(o, 1)
}

// collectSplit books one obligation under its team, stage and hour.
func (c *collector) collectSplit(metric int, a *ask, o outcome) {
	t := c.digest.day(c.day).splits
	m := uint16(metric)
	t.add(splitKey{splitTeam, a.team, m}, o)
	t.add(splitKey{splitStage, uint16(a.stage), m}, o)
	t.add(splitKey{splitHour, uint16(a.time.Sub(c.open) / Hour), m}, o)
}

// reportSplits writes a day's splits out.
func (f *Floor) reportSplits(d *shopDigest, day Date) SplitFigures {
	r := SplitFigures{
		Teams: map[string]map[string]RateFigure{}, Stages: map[string]map[string]RateFigure{},
		Hours: map[string]map[string]RateFigure{},
	}
	for k, tally := range d.day(day).splits {
		into, name := r.Teams, string(f.teams.list[k.number%uint16(len(f.teams.list))])
		switch k.kind {
		case splitStage:
			into, name = r.Stages, string(stages[k.number%uint16(len(stages))])
		case splitHour:
			into, name = r.Hours, hourName(k.number)
		}
		if into[name] == nil {
			into[name] = map[string]RateFigure{}
		}
		into[name][d.shop.rules.metrics[k.metric].ID] = tally.Figure()
	}
	return r
}

func hourName(h uint16) string {
	if h < 10 {
		return "0" + strconv.Itoa(int(h))
	}
	return strconv.Itoa(int(h))
}
