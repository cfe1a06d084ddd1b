package main

import (
	"time"

	"floorwalker/metrics"
)

// The JSON of a snapshot is a contract for scripts, described in
// docs/scripts.md and docs/schemas/snapshot.schema.json. Keys are added, never
// renamed or given another meaning. Lengths of time are in milliseconds,
// instants in RFC 3339 in the floor's zone, null where there is none. Buyers'
// names and words are not in it: a script that needs them reads the stream.
// What the view does not show is left out.
type (
	snapshotJSON struct {
		Schema  string        `json:"schema"`
		Version int           `json:"version"`
		View    view          `json:"view"`
		Now     *string       `json:"now"`
		Feed    feedJSON      `json:"feed"`
		Counts  countsJSON    `json:"counts"`
		Queues  []queueJSON   `json:"queues,omitzero"`
		Matched int           `json:"matched"`
		Waiting []waitingJSON `json:"waiting,omitzero"`
		Agents  []agentJSON   `json:"agents,omitzero"`
		Shops   []shopJSON    `json:"shops,omitzero"`
		Lanes   []laneJSON    `json:"lanes,omitzero"`
		Story   *storyJSON    `json:"conversation,omitzero"`
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
		DataAgeMS  *int64  `json:"data_age_ms"`
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
		Planned  *int    `json:"planned"` // null: no roster says
		Present  *int    `json:"present"`
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
		Lane         string   `json:"lane"`
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
		Capacity *int      `json:"capacity"` // null: unknown
		Waiting  int       `json:"waiting"`
		Past     int       `json:"past"`
		OldestMS *int64    `json:"oldest_ms"`
		LastSaid *string   `json:"last_said"`
		Reply3m  tallyJSON `json:"reply_3m"`

		OverrunMS      int64  `json:"overrun_ms"`
		Answered       int    `json:"answered"`
		MeanResponseMS *int64 `json:"mean_response_ms"`
		PaceMS         *int64 `json:"pace_ms"`
	}

	tallyJSON struct {
		Good     int      `json:"good"`
		Counted  int      `json:"counted"`
		Pending  int      `json:"pending"`
		Excluded int      `json:"excluded"`
		Pct      *float64 `json:"pct"` // null: nothing counted
		WorstPct *float64 `json:"worst_pct"`
		BestPct  *float64 `json:"best_pct"`
	}
)

// The contract's name and version.
const (
	snapshotSchema  = "floorwalker/snapshot"
	snapshotVersion = 1
)

// jsonOf is what a view shows.
func jsonOf(seen observation, of view) snapshotJSON {
	v := seen.view
	s := snapshotJSON{
		Schema: snapshotSchema, Version: snapshotVersion, View: of,
		Now:  instant(v.Now, v.Zone),
		Feed: jsonOfFeed(v.Feed, v), Counts: jsonOfCounts(v.Counts, v.Now), Matched: v.Matched,
	}
	shows := func(part view) bool { return of == part || of == viewOverview }
	if shows(viewQueues) {
		s.Queues = jsonList(v.Queues, func(q *metrics.Queue) queueJSON { return jsonOfQueue(q, v) })
	}
	if shows(viewWaiting) {
		s.Waiting = jsonList(v.Waiting, func(r *metrics.Waiting) waitingJSON { return jsonOfWaiting(r, v) })
	}
	if shows(viewAgents) {
		s.Agents = jsonList(v.Agents, func(a *metrics.AgentRow) agentJSON { return jsonOfAgent(a, v) })
	}
	if shows(viewShops) {
		s.Shops = jsonList(v.Shops, func(r *metrics.ShopRow) shopJSON { return jsonOfShop(r, seen) })
	}
	if shows(viewLanes) {
		s.Lanes = jsonList(v.Lanes, func(l *metrics.Lane) laneJSON { return jsonOfLane(l, v) })
	}
	if of == viewConversation {
		s.Story = jsonOfStory(v)
	}
	return s
}

// jsonList is a list of which each is put into JSON; never nil.
func jsonList[T, J any](list []T, one func(*T) J) []J {
	out := make([]J, len(list))
	for i := range list {
		out[i] = one(&list[i])
	}
	return out
}

func jsonOfQueue(q *metrics.Queue, v *metrics.View) queueJSON {
	out := queueJSON{
		Team: string(q.Name), countsJSON: jsonOfCounts(q.Counts, v.Now),
		Arrivals: q.ArrivalsPerMinute, Replies: q.RepliesPerMinute, Online: q.Online, Away: q.Away, Free: q.Free,
	}
	if q.Planned > 0 {
		out.Planned, out.Present = &q.Planned, &q.Present
	}
	return out
}

func jsonOfFeed(f metrics.Feed, v *metrics.View) feedJSON {
	z := v.Zone
	return feedJSON{
		State: f.State.String(), Text: string(f.Text),
		Since: instant(f.Since, z), KnownSince: instant(f.KnownSince, z), LastEvent: instant(f.LastEvent, z),
		Sequence: f.Sequence, Target: f.Target, LagMS: int64(f.Lag), SkewMS: int64(f.ClockSkew),
		Events: f.Events, Duplicates: f.Duplicates, Conflicts: f.Conflicts, Malformed: f.Malformed, Unknown: f.Unknown,
		Sources: f.Sources, SourcesUp: f.SourcesUp, Replay: f.Replay, Held: f.Held,
		DataAgeMS: age(f.LastEvent, v.Now),
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
		Complaint: r.Complaint, Lane: r.Lane.String(), Messages: r.Messages, Transfers: r.Transfers,
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
		Load: a.Load, Capacity: unlessZero(a.Capacity), Waiting: a.Waiting, Past: a.Past,
		OldestMS: age(a.Oldest, v.Now), LastSaid: instant(a.LastSaid, v.Zone),
		Reply3m: jsonOfTally(a.Reply3m), OverrunMS: int64(a.Overrun), Answered: a.Answered,
		MeanResponseMS: unlessZero(int64(a.MeanResponse)), PaceMS: unlessZero(int64(a.Pace)),
	}
}

// unlessZero is n; nil if it is zero, where that means unknown.
func unlessZero[N int | int64](n N) *N {
	if n == 0 {
		return nil
	}
	return &n
}

func jsonOfTally(t metrics.Tally) tallyJSON {
	return tallyJSON{t.OK, t.N, t.Pending, t.Excluded, percent(t.Percent()), percent(t.Worst()), percent(t.Best())}
}

// percent is hundredths of one in percent, nil if nothing was counted.
func percent(hundredths int, ok bool) *float64 {
	if !ok {
		return nil
	}
	x := float64(hundredths) / 100
	return &x
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
