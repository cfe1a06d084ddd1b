package main

import (
	"encoding/json"
	"fmt"
	"maps"
	"slices"

	"floorwalker/metrics"
)

// reportScope narrows what is printed; empty: everything.
type reportScope struct {
	shop   string // platform/shop
	day    string // 2006-01-02
	metric string // id of a metric, or name of another figure of days or agents: figureNames
}

// checkNames refuses what can be told wrong before the file is read.
func (s *reportScope) checkNames(p *metrics.Policy) error {
	if s.day != "" {
		if _, err := metrics.ParseDate(s.day); err != nil {
			return usage("write it like 2026-11-11", "--day %q is no date", s.day)
		}
	}
	if known := figureNames(p); s.metric != "" && !slices.Contains(known, s.metric) {
		return usage("the nearest is "+nearestName(s.metric, known), "there is no figure %q", s.metric)
	}
	return nil
}

// figureNames are all names that --metric takes.
func figureNames(p *metrics.Policy) []string {
	var names []string
	for i := range p.Rules.Metrics {
		names = append(names, p.Rules.Metrics[i].ID)
	}
	names = slices.Concat(names, keysOf(metrics.DayReport{}), keysOf(metrics.AgentDayReport{}), []string{figureBaskets, figureInvitations})
	slices.Sort(names)
	return slices.DeleteFunc(slices.Compact(names), func(name string) bool { return name == keyFinal })
}

// Keys of a report that are told apart.
const (
	keyFinal          = "final" // of a day, and no figure
	keyCoverage       = "coverage"
	keyFrozen         = "frozen"
	figureSplits      = "splits"
	figureBaskets     = "baskets" // by day, though among the house figures
	figureInvitations = "invitations"
	invitationsOf     = "invitations_by_agent"
)

// keysOf are the keys of v in JSON.
func keysOf(v any) []string { return slices.Collect(maps.Keys(membersOf(v))) }

// membersOf are the members of v, an object in JSON.
func membersOf(v any) map[string]json.RawMessage {
	data, err := json.Marshal(v)
	if err != nil {
		panic(err) // figures are numbers and strings
	}
	var members map[string]json.RawMessage
	if err := json.Unmarshal(data, &members); err != nil {
		panic(err)
	}
	return members
}

// narrow leaves in r what was asked for. What is as of now belongs to today:
// another day is printed without it. A figure is printed with the windows,
// gates, budget and forecast made of it, and without the waiting list.
func (s *reportScope) narrow(r *report) error {
	r.scope = *s
	if err := s.narrowShops(r); err != nil {
		return err
	}
	if err := s.narrowDays(r); err != nil {
		return err
	}
	for key, shop := range r.Shops {
		rules := r.rules(key)
		if s.pastDay(&rules, r.Now) {
			shop = onlyDays(shop)
		}
		if s.metric != "" {
			shop = s.onlyMetric(shop, &rules)
		}
		r.Shops[key] = shop
	}
	return nil
}

// pastDay reports whether a day was asked for that is not the shop's today.
func (s *reportScope) pastDay(rules *metrics.Rules, now metrics.Time) bool {
	return s.day != "" && s.day != rules.Zone.Date(now).String()
}

func (s *reportScope) narrowShops(r *report) error {
	if s.shop == "" {
		return nil
	}
	shop, ok := r.Shops[s.shop]
	if !ok {
		return absent(fmt.Sprintf("nothing happened in shop %q", s.shop), s.shop, slices.Collect(maps.Keys(r.Shops)))
	}
	r.Shops = map[string]metrics.ShopReport{s.shop: shop}
	return nil
}

func (s *reportScope) narrowDays(r *report) error {
	if s.day == "" {
		return nil
	}
	var known []string
	for key, shop := range r.Shops {
		known = slices.AppendSeq(known, maps.Keys(shop.Days))
		shop.Days, shop.Agents = only(shop.Days, s.day), only(shop.Agents, s.day)
		house := &shop.House
		house.Invitations, house.ByAgent, house.Baskets = only(house.Invitations, s.day), only(house.ByAgent, s.day), only(house.Baskets, s.day)
		r.Shops[key] = shop
	}
	if !slices.Contains(known, s.day) {
		return absent("nothing happened on "+s.day, s.day, known)
	}
	return nil
}

// absent is an error about a name that the events do not have.
func absent(what, name string, known []string) error {
	if len(known) == 0 {
		return usage("is it the right file, and is --now late enough?", "%s: there is nothing at all", what)
	}
	slices.Sort(known)
	return usage("the nearest is "+nearestName(name, known), "%s", what)
}

// onlyDays is a shop without what is as of now.
func onlyDays(shop metrics.ShopReport) metrics.ShopReport {
	return metrics.ShopReport{
		Days: shop.Days, Agents: shop.Agents, House: shop.House,
		Rolling: map[string]metrics.RollingReport{},
		Gates:   map[string]*bool{}, GateDates: map[string]string{},
		Budget: map[string]metrics.BudgetFigure{}, Forecast: map[string]metrics.ForecastFigure{},
		Waiting: []metrics.WaitingReport{},
	}
}

// onlyMetric is a shop with one figure. Which of the other figures of a day or
// an agent are left out is up to who prints them.
func (s *reportScope) onlyMetric(shop metrics.ShopReport, rules *metrics.Rules) metrics.ShopReport {
	for date, day := range shop.Days {
		shop.Days[date] = s.onlyMetricOf(day)
	}
	if s.metric != figureInvitations && !slices.Contains(keysOf(metrics.AgentDayReport{}), s.metric) {
		shop.Agents = map[string]map[string]metrics.AgentDayReport{}
	}
	shop.Rolling = only(shop.Rolling, s.metric)
	shop.Budget, shop.Forecast = only(shop.Budget, s.metric), only(shop.Forecast, s.metric)
	for _, g := range rules.Gates {
		if g.Metric != s.metric {
			delete(shop.Gates, g.ID)
			delete(shop.GateDates, g.ID)
		}
	}
	shop.Waiting = []metrics.WaitingReport{}
	return shop
}

func (s *reportScope) onlyMetricOf(day metrics.DayReport) metrics.DayReport {
	if s.metric == figureSplits {
		return day
	}
	day.Rates, day.Means, day.Frozen = only(day.Rates, s.metric), only(day.Means, s.metric), only(day.Frozen, s.metric)
	for _, split := range []map[string]map[string]metrics.RateFigure{day.Splits.Teams, day.Splits.Stages, day.Splits.Hours} {
		for name, rates := range split {
			split[name] = only(rates, s.metric)
		}
	}
	return day
}

// only is what m has under key.
func only[V any](m map[string]V, key string) map[string]V {
	out := map[string]V{}
	if v, ok := m[key]; ok {
		out[key] = v
	}
	return out
}

// nearestName is the known name with the fewest letters to change. The first
// of equals wins.
func nearestName(name string, known []string) string {
	return slices.MinFunc(known, func(a, b string) int { return lettersApart(name, a) - lettersApart(name, b) })
}

// lettersApart is the Levenshtein distance of two names, in bytes.
func lettersApart(a, b string) int {
	row := make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i := range len(a) {
		diagonal := row[0]
		row[0] = i + 1
		for j := range len(b) {
			swap := diagonal
			if a[i] != b[j] {
				swap++
			}
			diagonal, row[j+1] = row[j+1], min(row[j+1]+1, row[j]+1, swap)
		}
	}
	return row[len(b)]
}
