package metrics

import (
	"cmp"
	"fmt"
	"hash/fnv"
	"slices"
	"strings"
)

// Policy is the rules a floor is judged by: defaults, what single shops do
// otherwise, and which accounts belong to one person. It never changes after
// New; a changed policy is a new one, judged again from the facts.
type Policy struct {
	Zone  Zone // of the screen's clock and of shops that name none
	Rules Rules
	Shops map[ShopKey]Rules
	// People maps an agent account to the person behind it: platforms give
	// one person an account in every shop.
	People map[Text]Text
	// Roster says who was to be there (R47).
	Roster []Shift
	// Compliance are the patterns an agent's text must not match (R48).
	Compliance []Pattern
	// Promise and Human are the phrase lists of R45 and R46, lower case.
	Promise []string
	Human   []string
}

// Rules are the knobs of one shop. The zero value is not usable; start from
// DefaultRules.
type Rules struct {
	Zone        Zone
	Window      Window // assessed hours (R3)
	Business    bool   // the reply clock runs in assessed hours only (R5)
	ReplySkew   Span   // a reply stamped that much earlier still answers (R23)
	Skew        map[Text]Span
	BuyerRecall RecallRule // default keep (R20)
	AgentRecall RecallRule // default void

	ReopenGap        Span         // back later than this after a close: a new session (R12)
	BuyerClock       bool         // agents' clocks start at the buyer's message (R37)
	Transfer         TransferRule // passing on unanswered (R37)
	RateAll          bool         // a rating goes to every agent who spoke (R39)
	RateAtSubmission bool         // a rating's day is when it came, not when it was asked (R34)
	ConversionWindow Span         // order within this of the first question (R35)
	FCRWindow        Span         // back within this is a repeat (R40)
	ShortAbandon     Span         // left this early was no wait (R40)
	ServiceLevel     Span         // T of SL1..SL4 (R40)
	MeanHorizon      Span         // replies after midnight still sampled (R32)
	Judged           []string     // metrics the shop is judged by; nil: its platform's
	Ladder           []Span       // nil: the thresholds of Judged
	Levels           []Span       // severity (ascending)
	PenaltyConsumers int          // R30
	PenaltyCNY       int
	PriorWeight      int // of the days before, in the forecast
	IngestCutoff     Time
	LateGrace        Span  // after midnight, until a day freezes (R7)
	Promised         Span  // silence after a promise (R45)
	LargeOrder       int64 // in hundredths: pinned on top (R48); 0: never
	Metrics          []Metric
	Gates            []Gate
	RollingGates     bool   // judge gates on the 3-day rate (R29)
	Holidays         []Date // left out of gates and penalties
}

// RecallRule says what becomes of a recalled message (R20).
type RecallRule uint8

// Recall rules.
const (
	RecallKeeps RecallRule = iota // as if it had not been recalled
	RecallVoids                   // as if it had never been sent, or nobody had answered yet
)

// TransferRule says what passing a conversation on unanswered, in time, means
// for who had it (R37).
type TransferRule uint8

// Transfer rules. By default Taobao charges, everybody else forgives.
const (
	TransferByPlatform TransferRule = iota
	TransferForgives
	TransferCharges
)

// Window is a stretch of each local day, [Start, End).
type Window struct{ Start, End Span }

// Contains reports whether a time of day is assessed (R3).
func (w Window) Contains(tod Span) bool { return tod >= w.Start && tod < w.End }

// Unit is what a rate counts.
type Unit uint8

// Units. PerTurn is R14, PerConsumer and PerSession are R15.
const (
	PerMessage Unit = iota
	PerTurn
	PerConsumer
	PerSession
	PerFirst // the first answer of a session
)

// RobotRule says what a robot's answer does to an obligation (R8).
type RobotRule uint8

// Robot rules.
const (
	RobotCounts   RobotRule = iota // it answers
	RobotExcludes                  // in time: the obligation is out; late: a miss
	RobotIgnored                   // it is as if nobody had spoken
)

// Metric is one row of "Metrics as parameters".
type Metric struct {
	ID        string
	Unit      Unit
	Threshold Span // 0: a mean, not a rate
	Robot     RobotRule
	Handoff   bool   // counts from the handoff to a human (R16)
	ByStart   bool   // assessed by the session's start, not the message
	NoOffline bool   // messages left while nobody was on are out
	Window    Window // zero: the shop's
	Days, Lag int    // official window (R28)
	Line      Line   // pass line
	First     bool   // a mean over first responses (R33)
	Cap       Span   // a mean's longest sample; unanswered counts as this (R32)
}

// Line is the fraction A/B that a rate must reach; Strict: exceed (R26).
type Line struct {
	A, B   int
	Strict bool
}

// Gate is a campaign's condition on past days (R29).
type Gate struct {
	ID     string
	Metric string
	Line   Line
	Days   int  // each of the days before today
	SignUp Date // until when one can sign up; 0: any time
}

const seconds3, seconds5, seconds15 = 180 * Second, 300 * Second, 900 * Second

// half is the line of most Pinduoduo figures: at least 50 %.
var half = Line{A: 1, B: 2}

// eighty is the line of metrics whose pass mark the platform leaves open.
var eighty = Line{A: 4, B: 5}

// PresetMetrics is the table "Metrics as parameters". Reports compute every
// family for every shop: the events are the same, only the counting differs.
func PresetMetrics() []Metric {
	jd := Window{9 * Hour, 23 * Hour}
	return []Metric{
		{ID: "pdd_reply_5m", Unit: PerConsumer, Threshold: seconds5, Robot: RobotCounts, Days: 3, Lag: 1, Line: half},
		{ID: "pdd_reply_15m", Unit: PerConsumer, Threshold: seconds15, Robot: RobotCounts, Days: 3, Lag: 1, Line: half},
		{ID: "pdd_reply_1h", Unit: PerConsumer, Threshold: Hour, Robot: RobotCounts, Days: 3, Lag: 1, Line: half},
		{ID: "pdd_effective", Unit: PerConsumer, Threshold: Hour, Robot: RobotCounts, Days: 1, Lag: 1, Line: half},
		{ID: "pdd_human_3m", Unit: PerConsumer, Threshold: seconds3, Robot: RobotExcludes, Days: 1, Lag: 1, Line: half},
		{ID: "pdd_answer_30s", Unit: PerMessage, Threshold: 30 * Second, Robot: RobotExcludes, Days: 1, Lag: 1, Line: eighty},
		{ID: "feige_human_3m", Unit: PerMessage, Threshold: seconds3, Robot: RobotIgnored, Handoff: true, Days: 30, Lag: 1, Line: eighty},
		{ID: "feige_human_3m_conv", Unit: PerSession, Threshold: seconds3, Robot: RobotIgnored, Handoff: true, Days: 30, Lag: 1, Line: eighty},
		{ID: "taobao_human_3m", Unit: PerTurn, Threshold: seconds3, Robot: RobotExcludes, Days: 30, Lag: 1, Line: eighty},
		{
			ID: "jd_first_30s", Unit: PerFirst, Threshold: 30 * Second, Robot: RobotIgnored,
			ByStart: true, NoOffline: true, Window: jd, Days: 30, Lag: 6, Line: eighty,
		},
		{ID: "turn_3m", Unit: PerTurn, Threshold: seconds3, Robot: RobotIgnored, Days: 1, Lag: 1, Line: eighty},
		{ID: "turn_5m", Unit: PerTurn, Threshold: seconds5, Robot: RobotIgnored, Days: 1, Lag: 1, Line: eighty},

		{ID: "pdd_avg_response", Unit: PerTurn, Robot: RobotExcludes},
		{ID: "feige_avg_response", Unit: PerTurn, Robot: RobotIgnored, Handoff: true},
		{ID: "taobao_avg_response", Unit: PerTurn, Robot: RobotExcludes, Cap: 600 * Second},
		{ID: "jd_avg_response", Unit: PerTurn, Robot: RobotIgnored, ByStart: true, NoOffline: true, Window: jd},
		{ID: "first_response", Unit: PerSession, Robot: RobotIgnored, First: true},
		{ID: "feige_first_response", Unit: PerSession, Robot: RobotIgnored, Handoff: true, First: true},
	}
}

// PresetGates are Pinduoduo's three campaign gates, each strictly above (R29).
func PresetGates() []Gate {
	return []Gate{
		{ID: "new_arrivals", Metric: "pdd_reply_1h", Line: Line{A: 55, B: 100, Strict: true}, Days: 3},
		{ID: "nine_nine", Metric: "pdd_reply_1h", Line: Line{A: 60, B: 100, Strict: true}, Days: 3},
		{ID: "love_shopping", Metric: "pdd_reply_1h", Line: Line{A: 60, B: 100, Strict: true}, Days: 3},
	}
}

// DefaultRules are the defaults of the specification's knobs.
func DefaultRules() Rules {
	return Rules{
		Zone:             Shanghai,
		Window:           Window{8 * Hour, 23 * Hour},
		BuyerRecall:      RecallKeeps,
		AgentRecall:      RecallVoids,
		ReopenGap:        600 * Second,
		ConversionWindow: Day,
		FCRWindow:        Day,
		ShortAbandon:     10 * Second,
		ServiceLevel:     30 * Second,
		MeanHorizon:      Hour,
		Levels:           []Span{30 * Second, Minute, 3 * Minute, 5 * Minute, 10 * Minute, 15 * Minute, Hour},
		PenaltyConsumers: 100,
		PenaltyCNY:       1000,
		PriorWeight:      50,
		LateGrace:        10 * Minute,
		Promised:         480 * Second,
		Metrics:          PresetMetrics(),
		Gates:            PresetGates(),
	}
}

// DefaultPolicy is the presets for every platform.
func DefaultPolicy() *Policy {
	return &Policy{
		Zone:       Shanghai,
		Rules:      DefaultRules(),
		Compliance: PresetCompliance(),
		Promise:    []string{"稍等", "马上", "查一下", "一会儿", "one moment", "let me check"},
		Human:      []string{"人工", "human", "agent"},
	}
}

// presetJudged are the metrics a platform judges its shops by; nil for a
// platform this program does not know.
func presetJudged(platform Text) []string {
	switch strings.ToLower(string(platform)) {
	case "pdd", "pinduoduo":
		return []string{"pdd_human_3m", "pdd_reply_5m", "pdd_reply_15m", "pdd_reply_1h"}
	case "feige", "douyin":
		return []string{"feige_human_3m"}
	case "taobao", "tmall", "qianniu":
		return []string{"taobao_human_3m"}
	case "jd", "dongdong":
		return []string{"jd_first_30s"}
	case "helpdesk", "chatwoot", "rocketchat", "zendesk", "intercom", "zammad":
		return []string{"turn_3m", "turn_5m"}
	}
	return nil
}

func presetTransfer(platform Text) TransferRule {
	switch strings.ToLower(string(platform)) {
	case "taobao", "tmall", "qianniu":
		return TransferCharges
	}
	return TransferForgives
}

// defaultLadder holds where nothing says what a shop is judged by.
var defaultLadder = []Span{seconds3, seconds5, seconds15, Hour}

// ladder is made of the thresholds the shop is judged by (R50).
func (r *Rules) ladder() []Span {
	var steps []Span
	for _, m := range r.Metrics {
		if slices.Contains(r.Judged, m.ID) && !m.IsMean() {
			steps = append(steps, m.Threshold)
		}
	}
	if steps == nil {
		return defaultLadder
	}
	slices.Sort(steps)
	return slices.Compact(steps)
}

// spoiling tells, a bit for each ladder step, whether one broken message
// spoils the consumer's whole day: it does where consumers are counted.
func (r *Rules) spoiling() uint16 {
	var bits uint16
	for i, step := range r.Ladder {
		known := false
		for _, m := range r.Metrics {
			if m.Threshold != step || !slices.Contains(r.Judged, m.ID) {
				continue
			}
			known = true
			if m.Unit == PerConsumer {
				bits |= 1 << i
			}
		}
		if !known {
			bits |= 1 << i
		}
	}
	return bits
}

// For returns the rules of a shop: its own, or the defaults with the ladder of
// its platform.
func (p *Policy) For(k ShopKey) Rules {
	r, ok := p.Shops[k]
	if !ok {
		r = p.Rules
	}
	if r.Transfer == TransferByPlatform {
		r.Transfer = presetTransfer(k.Platform)
	}
	if r.Judged == nil {
		r.Judged = presetJudged(k.Platform)
	}
	if r.Ladder == nil {
		r.Ladder = r.ladder()
	}
	return r
}

// Person is whom an account belongs to: itself unless the policy says more.
func (p *Policy) Person(account Text) Text {
	if person, ok := p.People[account]; ok {
		return person
	}
	return account
}

// Check refuses an impossible policy with the reason.
func (p *Policy) Check() error {
	if err := p.Rules.Check(); err != nil {
		return err
	}
	for k, r := range p.Shops {
		if err := r.Check(); err != nil {
			return fmt.Errorf("shop %s: %w", k, err)
		}
	}
	return nil
}

// Check refuses impossible rules with the reason.
func (r *Rules) Check() error {
	if err := r.Window.check(); err != nil {
		return fmt.Errorf("assessed window: %w", err)
	}
	if len(r.Ladder) > 16 {
		return fmt.Errorf("a ladder has at most 16 steps: %d", len(r.Ladder))
	}
	if !slices.IsSorted(r.Ladder) {
		return fmt.Errorf("ladder must rise: %v", r.Ladder)
	}
	if !slices.IsSorted(r.Levels) {
		return fmt.Errorf("severity levels must rise: %v", r.Levels)
	}
	if r.ReplySkew < 0 || r.ReopenGap < 0 || r.LateGrace < 0 {
		return fmt.Errorf("reply skew, reopen gap and late grace cannot be negative")
	}
	known := map[string]bool{}
	for i := range r.Metrics {
		if err := r.Metrics[i].check(); err != nil {
			return err
		}
		if known[r.Metrics[i].ID] {
			return fmt.Errorf("metric %s is defined twice", r.Metrics[i].ID)
		}
		known[r.Metrics[i].ID] = true
	}
	for _, g := range r.Gates {
		if !known[g.Metric] {
			return fmt.Errorf("gate %s needs metric %s, which is not defined", g.ID, g.Metric)
		}
		if err := g.Line.check(); err != nil {
			return fmt.Errorf("gate %s: %w", g.ID, err)
		}
	}
	return nil
}

func (w Window) check() error {
	if w.Start < 0 || w.End > Day || w.Start >= w.End {
		return fmt.Errorf("must lie within 00:00 and 24:00 and start before it ends: %d..%d s", w.Start/Second, w.End/Second)
	}
	return nil
}

func (l Line) check() error {
	if l.B <= 0 || l.A < 0 || l.A > l.B {
		return fmt.Errorf("a line lies between 0 and 1: %d/%d", l.A, l.B)
	}
	return nil
}

func (m *Metric) check() error {
	if m.ID == "" {
		return fmt.Errorf("a metric needs an id")
	}
	if m.Threshold < 0 || m.Threshold > Day {
		return fmt.Errorf("metric %s: threshold must lie within a day: %d s", m.ID, m.Threshold/Second)
	}
	if m.Window != (Window{}) {
		if err := m.Window.check(); err != nil {
			return fmt.Errorf("metric %s: window %w", m.ID, err)
		}
	}
	if m.IsMean() {
		return nil
	}
	if m.Days < 1 || m.Days > 36 || m.Lag < 0 {
		return fmt.Errorf("metric %s: official window must be 1 to 36 days: %d days, lag %d", m.ID, m.Days, m.Lag)
	}
	if err := m.Line.check(); err != nil {
		return fmt.Errorf("metric %s: %w", m.ID, err)
	}
	return nil
}

// IsMean reports whether the metric is a mean of waits rather than a rate.
func (m *Metric) IsMean() bool { return m.Threshold == 0 }

// window is the metric's own assessed hours, or the shop's.
func (r *Rules) window(m *Metric) Window {
	if m.Window != (Window{}) {
		return m.Window
	}
	return r.Window
}

// Version names the policy: equal policies have equal versions. Every report
// carries it.
func (p *Policy) Version() string {
	h := fnv.New64a()
	fmt.Fprintf(h, "%d %s", p.Zone, p.Rules.fingerprint())
	keys := make([]ShopKey, 0, len(p.Shops))
	for k := range p.Shops {
		keys = append(keys, k)
	}
	slices.SortFunc(keys, func(a, b ShopKey) int {
		return cmp.Or(cmp.Compare(a.Platform, b.Platform), cmp.Compare(a.Shop, b.Shop))
	})
	for _, k := range keys {
		r := p.Shops[k]
		fmt.Fprintf(h, "|%q %s", k, r.fingerprint())
	}
	fmt.Fprintf(h, "|%v|%q|%q", p.People, p.Promise, p.Human) // maps print sorted
	for _, c := range p.Compliance {
		fmt.Fprintf(h, "|%s", c.ID)
	}
	return fmt.Sprintf("%016x", h.Sum64())
}

func (r *Rules) fingerprint() string { return fmt.Sprintf("%+v", *r) }
