package twin

import (
	"sort"
	"strings"
)

// shop is everything known about one shop of one platform.
type shop struct {
	k        knobs
	platform string
	events   []event
	threads  []*thread
	now      int64
	asOf     int64 // up to here everything is known
	today    int64
}

// Report recomputes every figure from scratch from the set of events in NDJSON
// lines. The keys are those of the report that the program prints; numbers are
// int64, durations in milliseconds, percentages texts of two cut decimals, and
// nil stands where nothing was counted.
func Report(lines [][]byte, now int64, settings map[string]any) (map[string]any, error) {
	k, err := readKnobs(settings)
	if err != nil {
		return nil, err
	}
	shops, c := readShops(lines, now, k)
	out := map[string]any{}
	for name, s := range shops {
		out[name] = s.report()
	}
	return map[string]any{
		"now": now, "today": date(k.dayOf(now)), "shops": out,
		"counts": map[string]any{
			"lines": c.lines, "malformed": c.malformed, "duplicates": c.duplicates,
			"conflicts": c.conflicts, "future": c.future, "late_ingest": c.late,
		},
	}, nil
}

func readShops(lines [][]byte, now int64, k knobs) (map[string]shop, counts) {
	events, c := readEvents(lines, now, k)
	out := map[string]shop{}
	for name, list := range events {
		platform, _, _ := strings.Cut(name, "/")
		out[name] = shop{
			k: k, platform: platform, events: list, threads: k.threads(list),
			now: now, asOf: asOf(list, now), today: k.dayOf(now),
		}
	}
	return out, c
}

func (s shop) report() map[string]any {
	days := map[string]any{}
	for _, d := range s.days() {
		days[date(d)] = s.day(d)
	}
	agents := map[string]any{}
	for d, people := range s.agents() {
		rows := map[string]any{}
		for name, a := range people {
			rows[name] = a.report()
		}
		agents[date(d)] = rows
	}
	rolling := map[string]any{}
	for _, m := range s.k.rates() {
		rolling[m.name] = s.rolling(m)
	}
	waiting := []any{}
	for _, row := range s.waitingList() {
		waiting = append(waiting, row.report())
	}
	return map[string]any{
		"days": days, "agents": agents, "rolling": rolling,
		"gates": s.gateStates(), "gate_dates": s.gateDates(),
		"budget": s.budget(), "forecast": s.forecasts(), "waiting": waiting,
	}
}

// days are the days that have a place in the report: those on which something
// happened, those whose ratings were invited, and today. What a source says
// about itself is nothing that happened in the shop.
func (s shop) days() []int64 {
	seen := map[int64]bool{s.today: true}
	for _, e := range s.events {
		if !strings.HasPrefix(e.Type, "source.") {
			seen[s.k.dayOf(e.at)] = true
		}
	}
	for _, r := range s.ratings() {
		seen[r.day] = true
	}
	var out []int64
	for d := range seen {
		out = append(out, d)
	}
	sort.Slice(out, func(i, j int) bool { return out[i] < out[j] })
	return out
}

// day writes one day's figures. All of them are final at the next local
// midnight (R7); what arrives later restates them.
func (s shop) day(d int64) map[string]any {
	out := map[string]any{
		"final":                s.now >= s.k.midnight(d+1),
		"first_response":       s.firstResponse(false, d),
		"feige_first_response": s.firstResponse(true, d),
		"csat":                 s.csat(d),
		"conversion":           s.conversion(d),
		"complaints":           s.complaints(d),
		"refunds":              s.refunds(d),
		"penalty":              s.penalty(d),
		"contact_centre":       s.contactCentre(d),
	}
	for _, m := range s.k.rates() {
		out[m.name] = between(s.units(m), d, d).report()
	}
	for _, a := range s.k.averages() {
		out[a.name] = s.averageResponse(a, d)
	}
	return out
}

// rolling writes the figures of a metric that span days or run along with the
// clock (R28, R31): what the platform shows today, T-3..T-1, T-2..T, and the
// live windows.
func (s shop) rolling(m metric) map[string]any {
	units, live := s.units(m), s.liveUnits(m)
	last := s.today - m.lag
	return map[string]any{
		"official":     between(units, last-m.days+1, last).report(),
		"official_3d":  between(units, s.today-3, s.today-1).report(),
		"projected_3d": between(units, s.today-2, s.today).report(),
		"live_15m":     s.live(live, 15*minute).report(),
		"live_1h":      s.live(live, hour).report(),
	}
}
