package main

import (
	"context"
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
	}, metrics.Query{Limit: 1}, true, words(p.lang))
	seen, err := o.next(ctx)
	took := time.Since(begun)
	p.samples = o.malformed()
	if stopped := o.dismiss(); stopped != nil {
		return []diagnosis{blind(topicFeed, stopped)}
	}
	if err != nil {
		return []diagnosis{p.explained(p.staleFinding(seen.view, err))}
	}
	out := []diagnosis{well(topicFeed, textRead, seen.view.Feed.Events, took.Round(10*time.Millisecond))}
	out = append(out, sourcesFinding(seen.view), freshFinding(seen.view, p.config.MetricsPolicy().Rules), p.malformedFinding(seen.view))
	return append(out, coverageFindings(seen.report)...)
}

// staleFinding says why the floor is not up to date. What the feed says of itself
// is in the language of the findings.
func (p *patient) staleFinding(v *metrics.View, err error) diagnosis {
	d := diagnosis{topic: topicFeed, severity: deadFinding, do: hinted(err)}
	switch {
	case v == nil:
		d.what = textNothingSeen.with()
	case v.Feed.State == metrics.FeedCatchingUp:
		d.what, d.do = textStillReading.with(v.Feed.Sequence, v.Feed.Target), doMoreTime.with()
	case v.Feed.Text != "":
		d.what = textNotUpToDate.with(oneLine(string(v.Feed.Text)))
	default:
		d.what = verbatim(redacted(err))
	}
	return d
}

func sourcesFinding(v *metrics.View) diagnosis {
	switch {
	case v.Feed.Sources == 0:
		return care(topicSources, doHeartbeat.with(), textNoGateway)
	case v.Feed.SourcesUp < v.Feed.Sources:
		return bad(topicSources, doGateway.with(), textSilent, v.Feed.Sources-v.Feed.SourcesUp, v.Feed.Sources)
	}
	return well(topicSources, textAllHeard, v.Feed.Sources)
}

// quietFeed is how old the newest event may be while the shops are open.
const quietFeed = 15 * metrics.Minute

func freshFinding(v *metrics.View, rules metrics.Rules) diagnosis {
	data := age(v.Feed.LastEvent, v.Now)
	switch {
	case data == nil:
		return care(topicLag, doPublishing.with(), textNothingYet)
	case metrics.Span(*data) > quietFeed && rules.Window.Contains(rules.Zone.TimeOfDay(v.Now)):
		return care(topicLag, doQuiet.with(), textNewest, length(metrics.Span(*data)))
	case v.Feed.Lag > 2*metrics.Second:
		return care(topicLag, doLoad.with(), textLate, length(v.Feed.Lag))
	}
	return well(topicLag, textNewest, length(metrics.Span(max(0, *data))))
}

// malformedFinding shows the last payloads that were no events, cleaned.
func (p *patient) malformedFinding(v *metrics.View) diagnosis {
	const shown = 5
	if v.Feed.Malformed+v.Feed.Unknown == 0 {
		return well(topicMalformed, textAllEvents)
	}
	d := care(topicMalformed, doTellGateway.with(), textMalformed, v.Feed.Malformed, v.Feed.Unknown)
	for _, s := range p.samples[max(0, len(p.samples)-shown):] {
		d.details = append(d.details, textSample.with(s.Where, s.Reason, head(string(s.Head))))
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
	const most = 10
	var gaps []sentence
	for _, key := range slices.Sorted(maps.Keys(r.Shops)) {
		day := r.Shops[key].Days[r.Today]
		if day.Coverage.Missing > 0 && day.Coverage.Pct != nil {
			gaps = append(gaps, textGap.with(key, *day.Coverage.Pct, length(day.Coverage.Missing)))
		}
	}
	if len(gaps) == 0 {
		return nil
	}
	d := bad(topicCoverage, doFillGap.with(), textGaps, len(gaps))
	d.details = gaps[:min(len(gaps), most)]
	return []diagnosis{d}
}
