package main

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"time"

	"floorwalker/feed"
	"floorwalker/feed/live"
	"floorwalker/metrics"
)

// floor follows the stream as a screen would, and looks at what comes of it.
func (p *patient) floor(ctx context.Context, conn *feed.Conn) []diagnosis {
	ctx, cancel := context.WithTimeout(ctx, p.flags.timeout)
	defer cancel()
	begun := time.Now()
	o := observe(ctx, &opened{
		source: &live.Follow{Conn: conn, Stream: p.config.Connection.Stream}, policy: p.config.MetricsPolicy(),
		settled: func(v *metrics.View) bool {
			return v.Feed.State == metrics.FeedLive || v.Feed.State == metrics.FeedFailed
		},
	}, metrics.Query{Limit: 1}, true, live.English)
	seen, err := o.next(ctx)
	took := time.Since(begun)
	p.samples = o.malformed()
	if stopped := o.dismiss(); stopped != nil {
		return []diagnosis{blind("feed", stopped)}
	}
	if err != nil {
		return []diagnosis{blind("feed", err)}
	}
	out := []diagnosis{well("feed", "%d events read in %s", seen.view.Feed.Events, took.Round(10*time.Millisecond))}
	out = append(out, sourcesFinding(seen.view), freshFinding(seen.view, p.config.MetricsPolicy().Rules), p.malformedFinding(seen.view))
	return append(out, coverageFindings(seen.report)...)
}

func sourcesFinding(v *metrics.View) diagnosis {
	const topic = "sources"
	switch {
	case v.Feed.Sources == 0:
		return care(topic, "have gateways send source.status every 5 s: without it a gateway that dies looks like a calm shop",
			"no gateway has ever said that it lives")
	case v.Feed.SourcesUp < v.Feed.Sources:
		return bad(topic, "look at the gateway: its token, its process, its network",
			"%d of %d gateways are silent: nobody knows who waits there", v.Feed.Sources-v.Feed.SourcesUp, v.Feed.Sources)
	}
	return well(topic, "all %d gateways are heard", v.Feed.Sources)
}

// quietFeed is how old the newest event may be while the shops are open.
const quietFeed = 15 * metrics.Minute

func freshFinding(v *metrics.View, rules metrics.Rules) diagnosis {
	const topic = "lag"
	data := age(v.Feed.LastEvent, v.Now)
	switch {
	case data == nil:
		return care(topic, "is the gateway publishing?", "no event has come yet")
	case metrics.Span(*data) > quietFeed && rules.Window.Contains(rules.Zone.TimeOfDay(v.Now)):
		return care(topic, "is that normal at this hour? if not, look at the gateway", "the newest event is %s old", length(metrics.Span(*data)))
	case v.Feed.Lag > 2*metrics.Second:
		return care(topic, "look at the load of server and gateway", "events come %s late", length(v.Feed.Lag))
	}
	return well(topic, "the newest event is %s old", length(metrics.Span(max(0, *data))))
}

// topicMalformed is the finding whose details are payloads.
const topicMalformed = "malformed"

// malformedFinding shows the last payloads that were no events, cleaned.
func (p *patient) malformedFinding(v *metrics.View) diagnosis {
	const topic, shown = topicMalformed, 5
	if v.Feed.Malformed+v.Feed.Unknown == 0 {
		return well(topic, "every payload is an event")
	}
	d := care(topic, "tell whoever runs the gateway; docs/events.md says what an event needs",
		"%d payloads were no events, %d of a type this version does not know", v.Feed.Malformed, v.Feed.Unknown)
	for _, s := range p.samples[max(0, len(p.samples)-shown):] {
		d.Details = append(d.Details, fmt.Sprintf("%s: %s: %s", s.Where, s.Reason, head(string(s.Head))))
	}
	return d
}

// head is the first of a payload.
func head(s string) string {
	const most = 80
	if letters := []rune(s); len(letters) > most {
		return string(letters[:most]) + "…"
	}
	return s
}

// coverageFindings names the shops of which part of today is not known.
func coverageFindings(r *metrics.Report) []diagnosis {
	const topic, most = "coverage", 10
	var gaps []string
	for _, key := range slices.Sorted(maps.Keys(r.Shops)) {
		day := r.Shops[key].Days[r.Today]
		if day.Coverage.Missing > 0 && day.Coverage.Pct != nil {
			gaps = append(gaps, fmt.Sprintf("%s: %s %% of today is known, %s is missing", key, *day.Coverage.Pct, length(day.Coverage.Missing)))
		}
	}
	if len(gaps) == 0 {
		return nil
	}
	d := bad(topic, "have the gateway publish what it held back; figures of these shops are shown with ≈ and their gates are unknown",
		"%d shops have a gap today", len(gaps))
	d.Details = gaps[:min(len(gaps), most)]
	return []diagnosis{d}
}
