package main

import (
	"strconv"
	"strings"

	"floorwalker/metrics"
)

// What the JSON of a snapshot says of shops, lanes and one conversation. The
// texts of a definition are English: they say what is counted, for whoever
// reads the file later.
type (
	shopJSON struct {
		Platform    string         `json:"platform"`
		Shop        string         `json:"shop"`
		Metric      string         `json:"metric"`
		Definition  definitionJSON `json:"definition"`
		Today       tallyJSON      `json:"today"`
		Official    tallyJSON      `json:"official"`
		Projected   tallyJSON      `json:"projected"`
		Kept        *bool          `json:"kept"` // null: nothing counted, or not covered
		Left        *int           `json:"left"` // null: the line is missed
		LeftNew     *int           `json:"left_new"`
		Recover     *int           `json:"recover"` // null: the line is kept
		Covered     bool           `json:"covered"`
		CoveragePct *float64       `json:"coverage_pct"` // of today's assessed hours; null: they have not begun
		DataAgeMS   *int64         `json:"data_age_ms"`
		Gates       []gateJSON     `json:"gates"`
	}

	definitionJSON struct {
		Words       string  `json:"words"`
		ThresholdMS int64   `json:"threshold_ms"`
		Days        int     `json:"days"`
		LagDays     int     `json:"lag_days"`
		LinePct     float64 `json:"line_pct"`
		Strict      bool    `json:"strict"`
	}

	gateJSON struct {
		ID    string `json:"id"`
		State string `json:"state"`
		Date  string `json:"date"`
	}

	laneJSON struct {
		Kind         string   `json:"kind"`
		ID           string   `json:"id"`
		Team         string   `json:"team"`
		Platform     string   `json:"platform"`
		Shop         string   `json:"shop"`
		Conversation string   `json:"conversation"`
		Agent        string   `json:"agent"`
		AgeMS        int64    `json:"age_ms"`
		Score        *int     `json:"score"`
		Rules        []string `json:"rules"`
	}

	storyJSON struct {
		Platform     string       `json:"platform"`
		Shop         string       `json:"shop"`
		Conversation string       `json:"conversation"`
		Team         string       `json:"team"`
		Owner        string       `json:"owner"`
		Charged      string       `json:"charged"`
		Opened       *string      `json:"opened"`
		Closed       bool         `json:"closed"`
		Waiting      *waitingJSON `json:"waiting"`
		Earlier      int          `json:"earlier"`
		Steps        []stepJSON   `json:"steps"`
	}

	stepJSON struct {
		Time   *string  `json:"time"`
		Type   string   `json:"type"`
		Sender string   `json:"sender"`
		Who    string   `json:"who"`
		WaitMS *int64   `json:"wait_ms"`
		Score  *int     `json:"score"`
		Rules  []string `json:"rules"`
	}
)

var gateStates = map[metrics.GateState]string{
	metrics.GateUnknown: "unknown", metrics.GateOK: "ok", metrics.GateFailed: "failed",
}

func jsonOfShop(r *metrics.ShopRow, seen observation) shopJSON {
	v := seen.view
	s := shopJSON{
		Platform: string(r.Key.Platform), Shop: string(r.Key.Shop), Metric: r.Metric, Definition: definition(r, seen.policy.For(r.Key)),
		Today: jsonOfTally(r.Today), Official: jsonOfTally(r.Official), Projected: jsonOfTally(r.Projected),
		Covered: r.Covered, CoveragePct: coverage(r, seen), DataAgeMS: age(v.Feed.LastEvent, v.Now),
		Gates: make([]gateJSON, len(r.Gates)),
	}
	if r.Left >= 0 {
		s.Left, s.LeftNew = &r.Left, &r.LeftNew
	} else {
		s.Recover = &r.Recover
	}
	if r.Covered && r.Official.N > 0 {
		kept := r.Line.Passes(r.Official.OK, r.Official.N)
		s.Kept = &kept
	}
	for i, g := range r.Gates {
		s.Gates[i] = gateJSON{g.ID, gateStates[g.State], g.Date.String()}
	}
	return s
}

// coverage is that of the shop's day so far; nil if the report does not say.
func coverage(r *metrics.ShopRow, seen observation) *float64 {
	if seen.report == nil {
		return nil
	}
	day := seen.report.Shops[r.Key.String()].Days[seen.report.Today]
	if day.Coverage.Pct == nil {
		return nil
	}
	x, err := strconv.ParseFloat(*day.Coverage.Pct, 64)
	if err != nil {
		return nil
	}
	return &x
}

// definition says what a shop's figure counts.
func definition(r *metrics.ShopRow, rules metrics.Rules) definitionJSON {
	d := definitionJSON{
		Days: r.Days, LinePct: float64(r.Line.A*10000/r.Line.B) / 100, Strict: r.Line.Strict,
	}
	for i := range rules.Metrics {
		if m := &rules.Metrics[i]; m.ID == r.Metric {
			d.ThresholdMS, d.LagDays = int64(m.Threshold), m.Lag
			d.Words = unitWords[m.Unit] + " answered within " + length(m.Threshold)
		}
	}
	return d
}

var unitWords = map[metrics.Unit]string{
	metrics.PerMessage: "messages", metrics.PerTurn: "turns", metrics.PerConsumer: "consumers",
	metrics.PerSession: "sessions", metrics.PerFirst: "sessions, first answers",
}

func jsonOfLane(l *metrics.Lane, v *metrics.View) laneJSON {
	return laneJSON{
		Kind: l.Kind.String(), ID: string(l.ID), Team: string(l.Team),
		Platform: string(l.Key.Platform), Shop: string(l.Key.Shop), Conversation: string(l.Key.Conversation),
		Agent: string(l.Agent), AgeMS: int64(v.Now.Sub(l.Since)), Score: unlessZero(l.Score), Rules: append([]string{}, l.Rules...),
	}
}

func jsonOfStory(v *metrics.View) *storyJSON {
	s := v.Story
	if s == nil {
		return nil
	}
	out := &storyJSON{
		Platform: string(s.Key.Platform), Shop: string(s.Key.Shop), Conversation: string(s.Key.Conversation),
		Team: string(s.Team), Owner: string(s.Owner), Charged: string(s.Charged),
		Opened: instant(s.Opened, v.Zone), Closed: s.Closed, Earlier: s.Earlier,
		Steps: jsonList(s.Steps, func(step *metrics.Step) stepJSON { return jsonOfStep(step, v) }),
	}
	if s.Waiting != nil {
		w := jsonOfWaiting(s.Waiting, v)
		out.Waiting = &w
	}
	return out
}

// jsonOfStep says who did something, except that buyers are nobody.
func jsonOfStep(s *metrics.Step, v *metrics.View) stepJSON {
	out := stepJSON{
		Time: instant(s.Time, v.Zone), Type: s.Type.String(), WaitMS: unlessZero(int64(s.Wait)),
		Score: unlessZero(s.Score), Rules: append([]string{}, s.Rules...),
	}
	if isMessage := strings.HasPrefix(out.Type, "message."); isMessage {
		out.Sender = s.Sender.String()
	}
	if s.Sender != metrics.Buyer {
		out.Who = string(s.Who)
	}
	return out
}
