package metrics

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
	// Notes are dated remarks for the shop's page; no figure depends on them.
	Notes []ShopNote
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

// Gate is a campaign's condition on past days (R29).
type Gate struct {
	ID     string
	Metric string
	Line   Line
	Days   int  // each of the days before today
	SignUp Date // until when one can sign up; 0: any time
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
