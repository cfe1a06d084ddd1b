package config

import (
	"floorwalker/feed"
	"floorwalker/metrics"
)

// Policy is what all shops are judged by.
type Policy struct {
	Knobs
	PromisePhrases Words            `toml:"promise_phrases" doc:"words by which an agent promises to come back (R45)"`
	HumanPhrases   Words            `toml:"human_phrases" doc:"words by which a buyer asks for a human (R46)"`
	Compliance     map[string]Words `toml:"compliance" doc:"words that agents must not write, by rule (R48); added to those the program knows"`
}

// Knobs are the knobs of the specification, under its names. What is nil is as
// the policy says, and there as the program has it.
type Knobs struct {
	OffsetMinutes    *int64            `toml:"tz_offset_min" doc:"time zone, minutes east of UTC"`
	WindowStart      *TimeOfDay        `toml:"window_start" doc:"start of the assessed hours (R3)"`
	WindowEnd        *TimeOfDay        `toml:"window_end" doc:"end of the assessed hours (R3)"`
	Clock            *string           `toml:"clock" doc:"whether the reply clock stops outside the assessed hours (R5)" choices:"wall,business"`
	ReplySkew        *int64            `toml:"reply_skew_ms" doc:"a reply stamped that much earlier still answers (R23)"`
	ProducerSkew     map[string]int64  `toml:"producer_skew_ms" doc:"clock error by producer, milliseconds"`
	BuyerRecall      *string           `toml:"buyer_recall" doc:"what a buyer's recalled message is (R20)" choices:"keep,cancel"`
	AgentRecall      *string           `toml:"agent_recall" doc:"what an agent's recalled message is (R20)" choices:"count,void"`
	ReopenGap        *int64            `toml:"reopen_gap_s" doc:"back later than this after a close is a new session (R12)"`
	AgentClock       *string           `toml:"agent_clock" doc:"where an agent's own clock starts (R37)" choices:"assignment,buyer_message"`
	Transfer         *string           `toml:"transfer_unanswered" doc:"whether passing on unanswered counts (R37); none: by platform" choices:"forgive,charge"`
	CSATAttribution  *string           `toml:"csat_attribution" doc:"whom a rating is given to (R39)" choices:"last,all"`
	CSATTime         *string           `toml:"csat_time" doc:"which day a rating belongs to (R34)" choices:"invite,rating"`
	ConversionWindow *int64            `toml:"conversion_window_s" doc:"an order within this of the first question (R35)"`
	FCRWindow        *int64            `toml:"fcr_window_s" doc:"back within this is a repeat (R40)"`
	ShortAbandon     *int64            `toml:"short_abandon_s" doc:"left this early was no wait (R40)"`
	ServiceLevel     *int64            `toml:"service_level_s" doc:"limit of the service level (R40)"`
	MeanHorizon      *int64            `toml:"min_avg_horizon_s" doc:"replies after midnight still sampled (R32)"`
	LateGrace        *int64            `toml:"late_grace" doc:"seconds after midnight until a day freezes (R7)"`
	Promise          *int64            `toml:"promise_s" doc:"silence allowed after a promise (R45)"`
	Ladder           []int64           `toml:"ladder_s" doc:"thresholds of a row; none: those the shop is judged by"`
	Levels           []int64           `toml:"levels_s" doc:"waits that raise the severity, rising"`
	PenaltyConsumers *int64            `toml:"penalty_min_consumers" doc:"buyers of a day from which the penalty applies (R30)"`
	PenaltyCNY       *int64            `toml:"penalty_cny" doc:"penalty of a day (R30)"`
	PriorWeight      *int64            `toml:"prior_weight" doc:"weight of the days before in the forecast"`
	IngestCutoff     *Instant          `toml:"ingest_cutoff" doc:"what arrived later is left out"`
	GateSeries       *string           `toml:"gate_series" doc:"which figures gates are judged on (R29)" choices:"daily,rolling3"`
	Holidays         []Date            `toml:"holidays" doc:"days left out of gates and penalties"`
	Judged           Words             `toml:"judged" doc:"metrics the shop is judged by; none: its platform's"`
	Metrics          map[string]Metric `toml:"metrics" doc:"what is different in single metrics: thresholds and lines"`
	Gates            map[string]Gate   `toml:"gates" doc:"conditions of campaigns; they replace those the program has (R29)"`
}

// Metric is what is different in one metric.
type Metric struct {
	Unit     *string    `toml:"unit" doc:"what is counted" choices:"message,turn,consumer,session,first"`
	Thr      *int64     `toml:"thr" doc:"threshold in seconds"`
	Robot    *string    `toml:"robot" doc:"what a robot's reply is" choices:"counts,excludes,ignored"`
	Stage    *string    `toml:"stage" doc:"whether only what was handed to a human counts" choices:"always,handoff"`
	Scope    *string    `toml:"scope" doc:"which time decides on the hours" choices:"message,session"`
	Start    *TimeOfDay `toml:"start" doc:"start of its own hours"`
	End      *TimeOfDay `toml:"end" doc:"end of its own hours"`
	Offline  *string    `toml:"offline" doc:"whether messages with nobody online count" choices:"in,out"`
	Cap      *int64     `toml:"cap" doc:"seconds beyond which a reply is not averaged"`
	Official []int64    `toml:"official" doc:"days of the official window, and by how many days it lags"`
	Line     *Line      `toml:"line" doc:"line to hold, such as \">= 50%\" or \"> 60%\""`
}

// Gate is what a campaign asks of the days before it.
type Gate struct {
	Metric string `toml:"metric" doc:"rate that must be above the line"`
	Line   Line   `toml:"line" doc:"line to hold, such as \"> 60%\""`
	Days   int64  `toml:"days" doc:"each of so many days before"`
	SignUp Date   `toml:"sign_up" doc:"last day one can sign up; none: any time"`
}

// defaultKnobs are the rules of the program as knobs, for Show. Those that are
// nil depend on the platform.
func defaultKnobs() Knobs {
	r := metrics.DefaultRules()
	return Knobs{
		OffsetMinutes:    new(int64(metrics.Span(r.Zone) / metrics.Minute)),
		WindowStart:      new(timeOfDay(r.Window.Start)),
		WindowEnd:        new(timeOfDay(r.Window.End)),
		Clock:            word(r.Business, "wall", "business"),
		ReplySkew:        new(int64(r.ReplySkew)),
		BuyerRecall:      word(r.BuyerRecall == metrics.RecallVoids, "keep", "cancel"),
		AgentRecall:      word(r.AgentRecall == metrics.RecallVoids, "count", "void"),
		ReopenGap:        seconds(r.ReopenGap),
		AgentClock:       word(r.BuyerClock, "assignment", "buyer_message"),
		CSATAttribution:  word(r.RateAll, "last", "all"),
		CSATTime:         word(r.RateAtSubmission, "invite", "rating"),
		ConversionWindow: seconds(r.ConversionWindow),
		FCRWindow:        seconds(r.FCRWindow),
		ShortAbandon:     seconds(r.ShortAbandon),
		ServiceLevel:     seconds(r.ServiceLevel),
		MeanHorizon:      seconds(r.MeanHorizon),
		LateGrace:        seconds(r.LateGrace),
		Promise:          seconds(r.Promised),
		Levels:           secondsOf(r.Levels),
		PenaltyConsumers: new(int64(r.PenaltyConsumers)),
		PenaltyCNY:       new(int64(r.PenaltyCNY)),
		PriorWeight:      new(int64(r.PriorWeight)),
		GateSeries:       word(r.RollingGates, "daily", "rolling3"),
	}
}

func word(on bool, off, other string) *string {
	if on {
		return &other
	}
	return &off
}

func seconds(s metrics.Span) *int64 { return new(s.Seconds()) }

func secondsOf(list []metrics.Span) []int64 {
	out := make([]int64, len(list))
	for i, s := range list {
		out[i] = s.Seconds()
	}
	return out
}

// defaults is the configuration where nothing is said.
func defaults() *Config {
	preset := metrics.DefaultPolicy()
	return &Config{
		Version:    Version,
		Connection: Connection{Timeout: Duration(5 * metrics.Second), Stream: feed.StreamName},
		Policy:     Policy{Knobs: defaultKnobs(), PromisePhrases: preset.Promise, HumanPhrases: preset.Human},
	}
}
