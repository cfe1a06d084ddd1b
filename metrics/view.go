package metrics

// View is everything a screen shows, at one instant: plain data that nobody
// changes after it was made.
type View struct {
	Version uint64 // grows with each view
	Now     Time   // all judgements are as of this instant
	Zone    Zone   // for clock times on the screen
	Query   Query  // what this view answers

	Counts  Counts  // of all waiting conversations, before the filter
	Queues  []Queue // by Query.Group, worst first
	Waiting []Waiting
	Matched int // waiting rows that the filter lets through, Waiting holds the first of them
	Agents  []AgentRow
	Shops   []ShopRow // most endangered first
	Lanes   []Lane    // pinned, most pressing first

	Promised []Promise // who was told to wait a moment, and heard nothing since (R45); oldest first
	Closing  Closing

	Story *Story    // of Query.Story; nil: not asked for, or not known
	Page  *ShopPage // of Query.Shop; nil: not asked for, or not known
	Move  *MovePlan // of Query.Move; nil: not asked for, or nobody waits there

	Activity []Happening     // newest first, at most 200
	Commands []CommandStatus // newest first
	Outcomes Outcomes        // of the supervisor's commands today
	Feed     Feed            // what is known about the way events came
}

// Counts puts each waiting row in exactly one class (R50).
type Counts struct {
	Waiting    int // all rows, night included
	Due        int // at most a minute to a line that still counts
	Past       int // a line is broken, the next can still be kept
	Lost       int // nothing left to save
	Night      int // not assessed
	Unassigned int
	Closed     int  // closed unanswered: not in the list, still counted in the figures
	LeftOver   int  // from a day before: not in the list
	OldestLost Time // start of the longest lost wait; zero if none
	Oldest     Time // start of the longest wait; zero if none
}

// Closing says how the assessed day stands (R3, R5).
type Closing struct {
	Closed   bool // no shop's messages are assessed now
	Counting int  // waiting rows with a line that can still be kept
	Last     Time // when the last of those lines breaks; zero: none
	Closes   Time // end of the assessed hours, of the shop that closes last; zero: all are closed
	Opens    Time // when the first shop's assessed hours begin again; zero: some are open
}

// Promise is a conversation in which an agent asked for patience.
type Promise struct {
	Key       ConversationKey
	Team      Text
	Since     Time // of the promise
	Agent     Text // in charge
	AgentName Text
	Buyer     Text
	BuyerName Text
}

// Queue is a team's share of the floor, or that of a shop, a platform or a
// stage: by Query.Group. Those have no people of their own: what counts people
// is zero there.
type Queue struct {
	Name Text
	Counts
	ArrivalsPerMinute float64 // buyer turns begun, over the last 5 minutes
	RepliesPerMinute  float64 // turns answered by a human, over the last 5 minutes
	Online            int     // agents online or busy
	Away              int
	Free              int // capacity not in use of agents online
	Planned           int // roster entries covering now (R47); 0 without a roster
	Present           int // of those, online or busy
}

// RowState is the class of a waiting row (R50).
type RowState uint8

// Row states in the order in which they are counted.
const (
	RowWaiting RowState = iota
	RowDue
	RowPast
	RowLost
	RowNight
	rowStates // count
)

var rowStateNames = [...]string{"waiting", "due", "past", "lost", "night"}

// String is the state in lower-case English, as in the filter grammar.
func (s RowState) String() string { return rowStateNames[s] }

// Waiting is a conversation in which a buyer waits for a human.
type Waiting struct {
	Key                      ConversationKey
	Version                  uint64 // changes when anything in the row but the clock changes
	Team                     Text
	Since                    Time // start of the open turn (R14), or the handoff (R16)
	Deadline                 Time // last instant in time for the next line that can be kept; zero: none left
	Line                     Span // that line: 3 min, 5 min ...; zero: none left
	State                    RowState
	Severity                 int  // 0..9
	Owner                    Text // the backend's assignee, as commands expect it; empty: nobody
	Charged                  Text // who is in charge (R36): Owner, or who answered last without being assigned
	OwnerName                Text // of Charged, as the load and presence that follow
	OwnerLoad, OwnerCapacity int
	OwnerPresence            Presence
	MovedAt                  Time // last assignment or transfer
	Buyer                    Text
	BuyerName                Text
	Tier                     Text
	Stage                    Text
	Tags                     []Text
	Complaint                bool
	Lane                     LaneKind // why the row is pinned; NoLane: it is not
	Messages                 int      // unanswered buyer messages
	Transfers                int
	LastText                 Text // the buyer's last words
	LastKind                 SenderKind
}

// AgentRow is one person on the floor.
type AgentRow struct {
	ID           Text
	Name         Text
	Team         Text
	Presence     Presence
	Native       Text
	Since        Time  // in this presence
	Load         int   // open conversations owned
	Capacity     int   // 0: unknown
	Waiting      int   // of them, waiting for a human
	Past         int   // of them, with a broken line
	Oldest       Time  // start of the oldest such wait; zero: none
	LastSaid     Time  // last human message; zero: none known
	Overrun      Span  // away beyond what the roster grants (R47)
	Reply3m      Tally // own clock (R37), today
	Answered     int   // turns answered today
	MeanResponse Span  // over them (R32); 0 without any
	Pace         Span  // R49: median own wait of the last 20 answers; 0: fewer than five
	AnswerTime   Span  // for one answer, by his last ones; what is usual if they are too few
}

// Tally is a rate in the making (R17): OK of N counted, some pending, some
// excluded. N = OK + misses.
type Tally struct{ OK, N, Pending, Excluded int }

// Feed is what is known about how events reached the floor: the trust line.
// The floor fills what it counts itself (Events, Duplicates, Conflicts,
// LastEvent, Sources); the rest is for who feeds it.
type Feed struct {
	State      FeedState
	Text       Text   // what is wrong, for people; empty when live
	Since      Time   // of State
	KnownSince Time   // events before this were never seen; zero: whole history
	LastEvent  Time   // newest event time applied
	Sequence   uint64 // last stream sequence applied; 0 without a stream
	Target     uint64 // catching up: sequence at which the floor is live
	Lag        Span   // from the broker's stamp to here, of the last event
	ClockSkew  Span   // local clock minus broker's; shown beyond 2 s
	Events     uint64 // applied
	Duplicates uint64
	Conflicts  uint64
	Malformed  uint64
	Unknown    uint64 // of a type this version does not know
	// TextsDropped is how many texts of the last four hours are not held because the
	// room for them is used up; their messages still count.
	TextsDropped uint64
	Sources      int     // gateways heard of
	SourcesUp    int     // of them, with a fresh heartbeat
	Filled       int     // days of older history that were read behind what is live ...
	ToFill       int     // ... of so many; 0: there are none to be read
	Replay       bool    // event time drives the clock
	Speed        float64 // of the replay
	Held         bool    // the replay reached its end and stands still
}

// FeedState is how fresh the floor is.
type FeedState uint8

// Feed states.
const (
	FeedConnecting FeedState = iota
	FeedCatchingUp
	FeedLive
	FeedLost   // connection gone: what is shown may be over
	FeedFailed // will not come back by itself; Text says what to do
)

var feedStateNames = [...]string{"connecting", "catching up", "live", "lost", "failed"}

// String is the state in lower-case English.
func (s FeedState) String() string { return feedStateNames[s] }
