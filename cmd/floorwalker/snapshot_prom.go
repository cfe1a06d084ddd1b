package main

import (
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"

	"floorwalker/metrics"
)

// maxSeries is how many teams, and how many rates of shops, have series of their
// own. What is beyond is counted and left out: labels must stay bounded.
const maxSeries = 500

// writeProm writes the text format of Prometheus, for a textfile collector.
// What is not known has no sample: absence can be alerted on, a zero lies.
func writeProm(w io.Writer, seen observation) error {
	v := seen.view
	p := &promPage{}
	isLive := v.Feed.State == metrics.FeedLive
	p.gauge("floorwalker_up", "1 if the floor is up to date, as of floorwalker_now_seconds", truth(isLive))
	p.gauge("floorwalker_now_seconds", "instant of all figures, Unix time", float64(v.Now)/1000)
	if isLive {
		p.feed(v)
		p.floor(v)
		p.teams(v)
		p.shops(seen)
		p.gauge("floorwalker_series_left_out", "teams and rates beyond the bound on labels", float64(p.leftOut))
	}
	_, err := io.WriteString(w, p.String())
	return err
}

type promPage struct {
	strings.Builder
	leftOut int
}

func truth(b bool) float64 {
	if b {
		return 1
	}
	return 0
}

// head begins a gauge.
func (p *promPage) head(name, help string) {
	fmt.Fprintf(p, "# HELP %s %s\n# TYPE %s gauge\n", name, help, name)
}

// sample is a value with its labels, which come in pairs.
func (p *promPage) sample(name string, value float64, labels ...string) {
	p.WriteString(name)
	sign := "{"
	for i := 0; i < len(labels); i += 2 {
		p.WriteString(sign + labels[i] + `="` + promLabel.Replace(labels[i+1]) + `"`)
		sign = ","
	}
	if sign == "," {
		p.WriteString("}")
	}
	p.WriteString(" " + strconv.FormatFloat(value, 'g', -1, 64) + "\n")
}

var promLabel = strings.NewReplacer(`\`, `\\`, `"`, `\"`, "\n", `\n`)

func (p *promPage) gauge(name, help string, value float64, labels ...string) {
	p.head(name, help)
	p.sample(name, value, labels...)
}

func (p *promPage) feed(v *metrics.View) {
	p.gauge("floorwalker_sources", "gateways heard of", float64(v.Feed.Sources))
	p.gauge("floorwalker_sources_down", "gateways that have fallen silent: what is counted may be over", float64(v.Feed.Sources-v.Feed.SourcesUp))
	p.gauge("floorwalker_malformed_payloads", "payloads that were no events, since the process began", float64(v.Feed.Malformed))
	if data := age(v.Feed.LastEvent, v.Now); data != nil {
		p.gauge("floorwalker_data_age_seconds", "since the newest event", float64(*data)/1000)
	}
}

// promStates are the classes of waiting rows, which exclude each other.
func promStates(c metrics.Counts) map[string]int {
	return map[string]int{
		"due": c.Due, "past": c.Past, "lost": c.Lost, "night": c.Night,
		"waiting": c.Waiting - c.Due - c.Past - c.Lost - c.Night,
	}
}

func (p *promPage) floor(v *metrics.View) {
	p.head("floorwalker_waiting", "buyers who wait for a human, by state; their sum is all")
	states := promStates(v.Counts)
	for _, state := range []string{"waiting", "due", "past", "lost", "night"} {
		p.sample("floorwalker_waiting", float64(states[state]), "state", state)
	}
	p.gauge("floorwalker_unassigned", "of them, with nobody in charge", float64(v.Counts.Unassigned))
	p.gauge("floorwalker_closed_unanswered", "closed without an answer", float64(v.Counts.Closed))
	if oldest := age(v.Counts.Oldest, v.Now); oldest != nil {
		p.gauge("floorwalker_oldest_wait_seconds", "longest wait", float64(*oldest)/1000)
	}
	p.head("floorwalker_lanes", "pinned above the list")
	lanes := map[metrics.LaneKind]int{}
	for i := range v.Lanes {
		lanes[v.Lanes[i].Kind]++
	}
	for kind := metrics.LaneComplaint; kind <= metrics.LaneHit; kind++ {
		p.sample("floorwalker_lanes", float64(lanes[kind]), "kind", kind.String())
	}
}

func (p *promPage) teams(v *metrics.View) {
	queues := slices.Clone(v.Queues[:min(len(v.Queues), maxSeries)])
	p.leftOut += len(v.Queues) - len(queues)
	slices.SortFunc(queues, func(a, b metrics.Queue) int { return strings.Compare(string(a.Name), string(b.Name)) })
	p.head("floorwalker_team_waiting", "buyers who wait for a human, by team and state")
	for _, q := range queues {
		states := promStates(q.Counts)
		for _, state := range []string{"waiting", "due", "past", "lost", "night"} {
			p.sample("floorwalker_team_waiting", float64(states[state]), "team", string(q.Name), "state", state)
		}
	}
	for _, g := range []struct {
		name, help string
		of         func(*metrics.Queue) float64
	}{
		{"floorwalker_team_online", "agents online or busy", func(q *metrics.Queue) float64 { return float64(q.Online) }},
		{"floorwalker_team_away", "agents on a break", func(q *metrics.Queue) float64 { return float64(q.Away) }},
		{"floorwalker_team_free", "free places of agents online", func(q *metrics.Queue) float64 { return float64(q.Free) }},
		{"floorwalker_team_arrivals_per_minute", "buyer turns begun, last 5 minutes", func(q *metrics.Queue) float64 { return q.ArrivalsPerMinute }},
		{"floorwalker_team_replies_per_minute", "turns answered by a human, last 5 minutes", func(q *metrics.Queue) float64 { return q.RepliesPerMinute }},
	} {
		p.head(g.name, g.help)
		for i := range queues {
			p.sample(g.name, g.of(&queues[i]), "team", string(queues[i].Name))
		}
	}
}

func (p *promPage) shops(seen observation) {
	rows := seen.view.Shops[:min(len(seen.view.Shops), maxSeries)]
	p.leftOut += len(seen.view.Shops) - len(rows)
	list := make([]shopJSON, len(rows))
	for i := range rows {
		list[i] = jsonOfShop(&rows[i], seen)
	}
	each := func(name, help string, value func(*shopJSON) *float64) {
		p.head(name, help)
		for i := range list {
			if x := value(&list[i]); x != nil {
				p.sample(name, *x, "platform", list[i].Platform, "shop", list[i].Shop, "metric", list[i].Metric)
			}
		}
	}
	number := func(n int) *float64 { x := float64(n); return &x }
	each("floorwalker_shop_today_percent", "rate of today so far", func(s *shopJSON) *float64 { return s.Today.Pct })
	each("floorwalker_shop_today_counted", "what it is counted from", func(s *shopJSON) *float64 { return number(s.Today.Counted) })
	each("floorwalker_shop_official_percent", "rate as the platform shows it today", func(s *shopJSON) *float64 { return s.Official.Pct })
	each("floorwalker_shop_official_counted", "what it is counted from", func(s *shopJSON) *float64 { return number(s.Official.Counted) })
	each("floorwalker_shop_line_percent", "line that it is judged by", func(s *shopJSON) *float64 { return &s.Definition.LinePct })
	each("floorwalker_shop_coverage_percent", "of today's assessed hours, how much is known", func(s *shopJSON) *float64 { return s.CoveragePct })
	each("floorwalker_shop_covered", "0: built on a gap", func(s *shopJSON) *float64 { return number(int(truth(s.Covered))) })
}
