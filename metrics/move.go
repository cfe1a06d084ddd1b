package metrics

// MovePlan says who could save a waiting conversation, and whether in time.
type MovePlan struct {
	Key    ConversationKey
	Left   Span        // until the next line that can be kept breaks; 0: nothing left to save
	Nudge  Candidate   // the one in charge; Agent empty: nobody is
	Take   Candidate   // the supervisor
	People []Candidate // fit ones first, best first; then the unfit, by name
}

// Candidate is one way to an answer.
type Candidate struct {
	Agent      Text
	Name       Text
	Team       Text
	Presence   Presence
	Since      Time // in this presence
	Load       int
	Capacity   int // 0: unknown
	Waiting    int // conversations that wait for this person already
	Pace       Span
	KnowsShop  bool // answered there today
	KnowsBuyer bool // answered this buyer before
	Unfit      Unfit
	Expected   Span // until a human answer, if chosen now
	Chance     Chance
	OwnLine    Span // on the person's own clock (R37), which starts with the move; 0: none
}

// Unfit says why a person cannot take a conversation.
type Unfit uint8

// Reasons, the most final first.
const (
	Fit Unfit = iota
	UnfitOffline
	UnfitAway
	UnfitFull
	UnfitSilent // online, but owes answers and has said nothing for minutes
	UnfitOwner  // has it already
)

var unfitNames = [...]string{"", "offline", "away", "full", "silent", "owner"}

// String is the reason in lower-case English; empty for the fit.
func (u Unfit) String() string { return unfitNames[u] }

// Chance compares what is expected with what is left.
type Chance uint8

// Chances. A tight one is within a third of the time left.
const (
	NoChance Chance = iota
	Tight
	InTime
)

var chanceNames = [...]string{"late", "tight", "in time"}

// String is the chance in lower-case English.
func (c Chance) String() string { return chanceNames[c] }
