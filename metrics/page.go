package metrics

// Story is one conversation, from the first event still held to now.
type Story struct {
	Key       ConversationKey
	Team      Text
	Buyer     Text
	BuyerName Text
	Tier      Text
	Stage     Text
	Tags      []Text
	Owner     Text // the backend's assignee
	Charged   Text // who is in charge (R36)
	Opened    Time
	Closed    bool
	Waiting   *Waiting // its row; nil: nobody waits
	Orders    []Order
	Steps     []Step // oldest first
	Earlier   int    // steps left out before them
}

// Step is one thing that happened in a conversation.
type Step struct {
	ID        Text
	Time      Time
	Type      EventType
	Sender    SenderKind // of messages
	Who       Text       // who wrote, was assigned, rated, asked or closed
	Name      Text       // of Who
	From      Text       // transfers: who had it, if it was told
	Words     Text       // of messages
	Forgotten bool       // the words are no longer held
	Gone      bool       // recalled or deleted since
	Private   bool
	Assisted  bool // R9: written with a machine's help
	Quick     bool // from a quick reply
	Wait      Span // the buyer's wait that this message ended; 0: none
	Score     int  // ratings and reviews
	Rules     []string
}

// Order is an order of a buyer.
type Order struct {
	ID     Text
	Time   Time
	Amount int64 // in hundredths
}

// Happening is a line of the activity: what a supervisor would be told across
// the floor.
type Happening struct {
	ID       Text // of the event
	Time     Time
	Type     EventType
	Key      ConversationKey
	Team     Text
	Who      Text // agent concerned; empty: nobody
	Name     Text
	From     Text // moves: who had it
	By       Text // who made it happen, as the backend told it; empty: not told
	Presence Presence
	Score    int
	Rules    []string
	Command  string // id of the command that asked for it; empty: none
}

// ShopPage is a shop as it is judged: what the platform will say of the last
// days, of today, and after midnight.
type ShopPage struct {
	Key     ShopKey
	At      Time // as of; the page is made anew every few seconds
	Metrics []PageMetric
	Penalty PenaltyFigure // of today
	Gates   []PageGate
	Hours   []PageHour // of today, oldest first: which hour cost us
	Robot   RobotFigure
	Notes   []ShopNote

	Promised []Text // conversations that were promised something and heard nothing since (R45)
	Looping  []Text // conversations that ask a robot for a human in vain (R46)
	Staffing StaffingFigure
}

// PageMetric is one rate of a shop over its days.
type PageMetric struct {
	Row      ShopRow
	Days     []PageDay // T-3 .. today
	Forecast ForecastFigure
	Final    Time // when the last of today's obligations is decided (R5); zero: none is open
	Open     int  // turns whose line can still be kept
}

// PageDay is one day of a rate.
type PageDay struct {
	Date     Date
	Tally    Tally
	Coverage CoverageFigure
}

// PageGate is a campaign's gate with its calendar.
type PageGate struct {
	ID     string
	Metric string
	Line   Line
	State  GateState
	Date   Date // earliest date on which it can be open
	SignUp Date // 0: none given
	Days   []PageGateDay
}

// PageGateDay is one of the days that a gate looks at.
type PageGateDay struct {
	Date  Date
	Tally Tally
	Held  bool // by itself
	Known bool // false: nobody wrote, or the gateway named a hole
	Final bool // over; today is not
}

// PageHour is what an hour of today cost, per rate of PageMetric.
type PageHour struct {
	From  Time
	Rates []Tally // by place in ShopPage.Metrics
}

// ShopNote is a dated remark of the policy about a shop: a restriction, a
// penalty being served. To is the last day of it; 0: until further notice.
type ShopNote struct {
	From, To Date
	Text     Text
}
