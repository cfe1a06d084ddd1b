package main

import (
	"encoding/json"
	"io"
	"time"

	"floorwalker/metrics"
)

// The JSON of a snapshot is a contract for scripts, described in
// docs/operators.md. Keys are added, never renamed or given another meaning.
// Lengths of time are in milliseconds, instants in RFC 3339 in the floor's
// zone, null where there is none. Buyers' names and words are not in it: a
// script that needs them reads the stream.
type (
	snapshotJSON struct {
		Now     *string       `json:"now"`
		Feed    feedJSON      `json:"feed"`
		Counts  countsJSON    `json:"counts"`
		Queues  []queueJSON   `json:"queues"`
		Matched int           `json:"matched"`
		Waiting []waitingJSON `json:"waiting"`
		Agents  []agentJSON   `json:"agents"`
	}

	feedJSON struct {
		State      string  `json:"state"`
		Text       string  `json:"text"`
		Since      *string `json:"since"`
		KnownSince *string `json:"known_since"`
		LastEvent  *string `json:"last_event"`
		Sequence   uint64  `json:"sequence"`
		Target     uint64  `json:"target"`
		LagMS      int64   `json:"lag_ms"`
		SkewMS     int64   `json:"clock_skew_ms"`
		Events     uint64  `json:"events"`
		Duplicates uint64  `json:"duplicates"`
		Conflicts  uint64  `json:"conflicts"`
		Malformed  uint64  `json:"malformed"`
		Unknown    uint64  `json:"unknown"`
		Sources    int     `json:"sources"`
		SourcesUp  int     `json:"sources_up"`
		Replay     bool    `json:"replay"`
		Held       bool    `json:"held"`
	}

	countsJSON struct {
		Waiting      int    `json:"waiting"`
		Due          int    `json:"due"`
		Past         int    `json:"past"`
		Lost         int    `json:"lost"`
		Night        int    `json:"night"`
		Unassigned   int    `json:"unassigned"`
		Closed       int    `json:"closed"`
		LeftOver     int    `json:"left_over"`
		OldestMS     *int64 `json:"oldest_ms"`
		OldestLostMS *int64 `json:"oldest_lost_ms"`
	}

	queueJSON struct {
		Team string `json:"team"`
		countsJSON
		Arrivals float64 `json:"arrivals_per_minute"`
		Replies  float64 `json:"replies_per_minute"`
		Online   int     `json:"online"`
		Away     int     `json:"away"`
		Free     int     `json:"free"`
	}

	waitingJSON struct {
		Platform     string   `json:"platform"`
		Shop         string   `json:"shop"`
		Conversation string   `json:"conversation"`
		Team         string   `json:"team"`
		State        string   `json:"state"`
		Since        *string  `json:"since"`
		WaitedMS     int64    `json:"waited_ms"`
		LineMS       *int64   `json:"line_ms"`
		LeftMS       *int64   `json:"left_ms"`
		Severity     int      `json:"severity"`
		Owner        string   `json:"owner"`
		Charged      string   `json:"charged"`
		Stage        string   `json:"stage"`
		Tier         string   `json:"tier"`
		Tags         []string `json:"tags"`
		Complaint    bool     `json:"complaint"`
		Messages     int      `json:"messages"`
		Transfers    int      `json:"transfers"`
	}

	agentJSON struct {
		ID       string    `json:"id"`
		Name     string    `json:"name"`
		Team     string    `json:"team"`
		Presence string    `json:"presence"`
		Native   string    `json:"native"`
		Since    *string   `json:"since"`
		Load     int       `json:"load"`
		Capacity int       `json:"capacity"`
		Waiting  int       `json:"waiting"`
		Past     int       `json:"past"`
		OldestMS *int64    `json:"oldest_ms"`
		LastSaid *string   `json:"last_said"`
		Reply3m  tallyJSON `json:"reply_3m"`
	}

	tallyJSON struct {
		Good     int `json:"good"`
		Counted  int `json:"counted"`
		Pending  int `json:"pending"`
		Excluded int `json:"excluded"`
	}
)

// writeJSON writes v as JSON, indented for people.
func writeJSON(w io.Writer, v *metrics.View) error {
	enc := json.NewEncoder(w)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	return enc.Encode(jsonOf(v))
}

func jsonOf(v *metrics.View) snapshotJSON {
	s := snapshotJSON{
		Now:     instant(v.Now, v.Zone),
		Feed:    jsonOfFeed(v.Feed, v.Zone),
		Counts:  jsonOfCounts(v.Counts, v.Now),
		Queues:  make([]queueJSON, len(v.Queues)),
		Matched: v.Matched,
		Waiting: make([]waitingJSON, len(v.Waiting)),
		Agents:  make([]agentJSON, len(v.Agents)),
	}
	for i, q := range v.Queues {
		s.Queues[i] = queueJSON{
			Team: string(q.Name), countsJSON: jsonOfCounts(q.Counts, v.Now),
			Arrivals: q.ArrivalsPerMinute, Replies: q.RepliesPerMinute, Online: q.Online, Away: q.Away, Free: q.Free,
		}
	}
	for i := range v.Waiting {
		s.Waiting[i] = jsonOfWaiting(&v.Waiting[i], v)
	}
	for i := range v.Agents {
		s.Agents[i] = jsonOfAgent(&v.Agents[i], v)
	}
	return s
}

func jsonOfFeed(f metrics.Feed, z metrics.Zone) feedJSON {
	return feedJSON{
		State: f.State.String(), Text: string(f.Text),
		Since: instant(f.Since, z), KnownSince: instant(f.KnownSince, z), LastEvent: instant(f.LastEvent, z),
		Sequence: f.Sequence, Target: f.Target, LagMS: int64(f.Lag), SkewMS: int64(f.ClockSkew),
		Events: f.Events, Duplicates: f.Duplicates, Conflicts: f.Conflicts, Malformed: f.Malformed, Unknown: f.Unknown,
		Sources: f.Sources, SourcesUp: f.SourcesUp, Replay: f.Replay, Held: f.Held,
	}
}

func jsonOfCounts(c metrics.Counts, now metrics.Time) countsJSON {
	return countsJSON{
		Waiting: c.Waiting, Due: c.Due, Past: c.Past, Lost: c.Lost, Night: c.Night, Unassigned: c.Unassigned,
		Closed: c.Closed, LeftOver: c.LeftOver, OldestMS: age(c.Oldest, now), OldestLostMS: age(c.OldestLost, now),
	}
}

func jsonOfWaiting(r *metrics.Waiting, v *metrics.View) waitingJSON {
	w := waitingJSON{
		Platform: string(r.Key.Platform), Shop: string(r.Key.Shop), Conversation: string(r.Key.Conversation),
		Team: string(r.Team), State: r.State.String(),
		Since: instant(r.Since, v.Zone), WaitedMS: int64(v.Now.Sub(r.Since)),
		Severity: r.Severity, Owner: string(r.Owner), Charged: string(r.Charged),
		Stage: string(r.Stage), Tier: string(r.Tier), Tags: make([]string, len(r.Tags)),
		Complaint: r.Complaint, Messages: r.Messages, Transfers: r.Transfers,
	}
	if r.Deadline != 0 {
		line, left := int64(r.Line), int64(r.Deadline.Sub(v.Now))
		w.LineMS, w.LeftMS = &line, &left
	}
	for i, tag := range r.Tags {
		w.Tags[i] = string(tag)
	}
	return w
}

func jsonOfAgent(a *metrics.AgentRow, v *metrics.View) agentJSON {
	return agentJSON{
		ID: string(a.ID), Name: string(a.Name), Team: string(a.Team),
		Presence: a.Presence.String(), Native: string(a.Native), Since: instant(a.Since, v.Zone),
		Load: a.Load, Capacity: a.Capacity, Waiting: a.Waiting, Past: a.Past,
		OldestMS: age(a.Oldest, v.Now), LastSaid: instant(a.LastSaid, v.Zone),
		Reply3m: tallyJSON{a.Reply3m.OK, a.Reply3m.N, a.Reply3m.Pending, a.Reply3m.Excluded},
	}
}

// instant is t in zone z, nil if it is not set.
func instant(t metrics.Time, z metrics.Zone) *string {
	if t == 0 {
		return nil
	}
	s := t.Std().In(z.Location()).Format(time.RFC3339)
	return &s
}

// age is how long ago t was, nil if it is not set.
func age(t, now metrics.Time) *int64 {
	if t == 0 {
		return nil
	}
	d := int64(now.Sub(t))
	return &d
}
