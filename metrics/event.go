package metrics

import "strings"

// Text is a string from outside that has been cleaned: valid UTF-8 in NFC,
// without control, format, private-use or bidirectional characters, bounded in
// length. It is safe to write to a terminal. Only package feed/text makes one
// from raw input; an architecture test keeps it so.
type Text string

// EventType says what happened. Unknown types are counted by the feed and
// never reach this package.
type EventType uint8

// The event types of the envelope, docs/events.md.
const (
	UnknownEvent EventType = iota
	MessageCreated
	MessageRecalled // by its author
	MessageDeleted  // by moderation
	ConversationOpened
	ConversationClosed
	ConversationAssigned
	ConversationTransferred
	ConversationHandoff // robot to human queue
	ConversationTagged
	ConversationEscalated
	EscalationAnswered
	AgentStatusChanged
	RatingInvited
	RatingSubmitted
	OrderPlaced
	OrderUpdated
	ReviewSubmitted
	ComplaintOpened
	RefundRequested
	RefundCompleted
	RefundDisputed
	SourceReported // source.status
	BaselineSet
	eventTypes // count
)

var eventNames = [eventTypes]string{
	UnknownEvent:            "",
	MessageCreated:          "message.created",
	MessageRecalled:         "message.recalled",
	MessageDeleted:          "message.deleted",
	ConversationOpened:      "conversation.opened",
	ConversationClosed:      "conversation.closed",
	ConversationAssigned:    "conversation.assigned",
	ConversationTransferred: "conversation.transferred",
	ConversationHandoff:     "conversation.handoff",
	ConversationTagged:      "conversation.tagged",
	ConversationEscalated:   "conversation.escalated",
	EscalationAnswered:      "escalation.answered",
	AgentStatusChanged:      "agent.status",
	RatingInvited:           "rating.invited",
	RatingSubmitted:         "rating.submitted",
	OrderPlaced:             "order.placed",
	OrderUpdated:            "order.updated",
	ReviewSubmitted:         "review.submitted",
	ComplaintOpened:         "complaint.opened",
	RefundRequested:         "refund.requested",
	RefundCompleted:         "refund.completed",
	RefundDisputed:          "refund.disputed",
	SourceReported:          "source.status",
	BaselineSet:             "baseline.set",
}

var eventByName = invert(eventNames[:])

func invert(names []string) map[string]uint8 {
	m := make(map[string]uint8, len(names))
	for i, n := range names {
		m[n] = uint8(i)
	}
	return m
}

// ParseEventType reads the name on the wire; UnknownEvent if there is none.
func ParseEventType(name string) EventType { return EventType(eventByName[name]) }

// String is the name on the wire.
func (t EventType) String() string { return eventNames[t] }

// SenderKind says who wrote (R8). Buyers start clocks, agents stop them,
// robots by policy, automatic and system texts never.
type SenderKind uint8

// The kinds of sender.
const (
	UnknownSender SenderKind = iota
	Buyer
	Agent
	Robot
	Auto   // greeting, away text, opening line
	System // cards, transfer notices, invitations
	senderKinds
)

var senderNames = [senderKinds]string{"", "buyer", "agent", "robot", "auto", "system"}

var senderByName = invert(senderNames[:])

// ParseSenderKind reads the name on the wire; UnknownSender if there is none.
func ParseSenderKind(name string) SenderKind { return SenderKind(senderByName[name]) }

// String is the name on the wire.
func (k SenderKind) String() string { return senderNames[k] }

// Sender is the author of a message.
type Sender struct {
	Kind SenderKind
	ID   Text
	Name Text
	Tier Text // of a buyer: "vip" raises severity
}

// Presence is an agent's state on the floor.
type Presence uint8

// Presences, from none known to most available.
const (
	UnknownPresence Presence = iota
	Offline
	Away
	Busy
	Online
	presences
)

var presenceNames = [presences]string{"", "offline", "away", "busy", "online"}

var presenceByName = invert(presenceNames[:])

// ParsePresence reads the name on the wire; UnknownPresence if there is none.
func ParsePresence(name string) Presence { return Presence(presenceByName[name]) }

// String is the name on the wire.
func (p Presence) String() string { return presenceNames[p] }

// Event is one thing that happened on the floor. Fields that a type does not
// use are zero. Every string has been cleaned.
type Event struct {
	ID       Text // unique, deterministic at the source
	Type     EventType
	Time     Time   // platform time (R1)
	Received Time   // when it became known; zero: at Time
	Digest   uint64 // of the payload: of two events with one ID the smaller wins (R21)
	Producer Text   // names the clock that stamped Time (R23)

	Platform     Text
	Shop         Text
	Team         Text
	Conversation Text

	Sender Sender
	Agent  Text // new owner (empty: back to the queue), speaker behind a robot, status subject
	Name   Text // of Agent

	// Messages.
	Text     Text
	Media    Text
	Private  bool // internal note: never answers (R8)
	Assisted bool // robot text sent by Agent: counts as human (R8)
	Offline  bool // left while nobody was on
	Quick    bool // sent from a quick reply
	Ref      Text // recall and delete: ID of the message

	// Moves.
	From    Text
	By      Text
	Reason  Text
	Command Text // id of the command that asked for it

	// Tags.
	Stage    Text // presale, insale, aftersale
	Topic    Text
	Priority Text
	Tags     []Text
	Tier     Text

	// Agent status.
	Presence Presence
	Native   Text // the platform's own word
	Capacity int  // conversations at once; 0: unknown

	// Ratings and reviews: 5 best .. 1 worst.
	Score     int
	Target    Text // "robot": not for a human
	InvitedAt Time

	// Orders, complaints, refunds.
	Order     Text
	Buyer     Text
	Amount    int64 // in hundredths; NoAmount if not given
	Items     int
	Ungrouped bool // placed, but its group is not formed yet
	ShipBy    Time
	Shipped   bool
	Refund    Text
	Liable    Text // "seller" counts (R35)

	// Sources and baselines.
	State     Text
	Watermark Time  // everything up to here is published
	Missing   []Gap // known holes
	Metric    Text  // baseline: metric id
	Day       Date  // baseline: shop-day
	OK, N     int   // baseline: K of N
}

// NoAmount marks an order whose amount was not given (R43).
const NoAmount int64 = -1

// Gap is a stretch of time in which events are known to be missing.
type Gap struct{ From, To Time }

// ConversationKey names a conversation across platforms and shops.
type ConversationKey struct {
	Platform, Shop, Conversation Text
}

// ShopKey names a shop on its platform.
type ShopKey struct{ Platform, Shop Text }

// String is "platform/shop", as reports key it. A slash in the platform is
// written %2F, so that no two shops share a key.
func (k ShopKey) String() string {
	return strings.ReplaceAll(string(k.Platform), "/", "%2F") + "/" + string(k.Shop)
}
