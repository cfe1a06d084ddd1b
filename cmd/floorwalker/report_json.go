package main

import (
	"encoding/json"
	"io"
	"maps"
	"slices"

	"floorwalker/metrics"
)

// The JSON of a report is a contract for scripts, described in docs/report.md.
// Keys are added, never renamed or given another meaning.
type (
	reportJSON struct {
		Now    metrics.Time              `json:"now"`
		Today  string                    `json:"today"`
		Policy string                    `json:"policy"`
		Counts reportCountsJSON          `json:"counts"`
		Shops  map[string]shopReportJSON `json:"shops"`
	}

	reportCountsJSON struct {
		metrics.ReportCounts
		Unknown uint64 `json:"unknown"`
	}

	// shopReportJSON is a shop whose days, agents and house figures may lack
	// some.
	shopReportJSON struct {
		Days   map[string]any            `json:"days"`
		Agents map[string]map[string]any `json:"agents"`
		metrics.ShopReport
		House any `json:"floor"`
	}
)

// writeReportJSON writes r indented, its keys always in the same order.
func writeReportJSON(r *report) error {
	out := reportJSON{
		Now: r.Now, Today: r.Today, Policy: r.Policy,
		Counts: reportCountsJSON{r.Counts, r.unknown},
		Shops:  make(map[string]shopReportJSON, len(r.Shops)),
	}
	for key, shop := range r.Shops {
		rules := r.rules(key)
		out.Shops[key] = r.scope.jsonOfShop(shop, r.scope.pastDay(&rules, r.Now))
	}
	return writeIndented(r.out, out)
}

func writeIndented(w io.Writer, v any) error {
	enc := json.NewEncoder(w)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	return enc.Encode(v)
}

func (s *reportScope) jsonOfShop(shop metrics.ShopReport, past bool) shopReportJSON {
	out := shopReportJSON{
		Days: map[string]any{}, Agents: map[string]map[string]any{}, ShopReport: shop,
		House: s.jsonOfHouse(shop.House, past),
	}
	for date, day := range shop.Days {
		out.Days[date] = s.jsonOfDay(day)
	}
	for date, agents := range shop.Agents {
		out.Agents[date] = map[string]any{}
		for id, agent := range agents {
			out.Agents[date][id] = s.jsonOfAgent(agent)
		}
	}
	return out
}

// jsonOfDay is a day with the figure asked for alone, and what says how good it
// is.
func (s *reportScope) jsonOfDay(day metrics.DayReport) any {
	switch {
	case s.metric == "":
		return day
	case len(day.Rates) == 1:
		return withMembers(day, keyFinal, keyCoverage, keyFrozen, figureSplits, s.metric)
	}
	return withMembers(day, keyFinal, keyCoverage, s.metric)
}

func (s *reportScope) jsonOfAgent(agent metrics.AgentDayReport) any {
	if s.metric == "" {
		return agent
	}
	return withMembers(agent, s.metric)
}

// jsonOfHouse is the house figures, those by day alone for a past day.
func (s *reportScope) jsonOfHouse(h metrics.HouseFigures, past bool) any {
	switch {
	case s.metric == figureInvitations:
		return withMembers(h, figureInvitations, invitationsOf)
	case s.metric != "":
		return withMembers(h, s.metric)
	case past:
		return withMembers(h, figureBaskets, figureInvitations, invitationsOf)
	}
	return h
}

// withMembers is v, an object in JSON, with some of its members.
func withMembers(v any, keys ...string) map[string]json.RawMessage {
	members := membersOf(v)
	maps.DeleteFunc(members, func(key string, _ json.RawMessage) bool { return !slices.Contains(keys, key) })
	return members
}
