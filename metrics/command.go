package metrics

// Verb is what a supervisor asks of the chat backend.
type Verb string

// The verbs of the command contract, docs/commands.md.
const (
	Nudge     Verb = "nudge"
	Take      Verb = "take"
	Reassign  Verb = "reassign"
	SetStatus Verb = "status" // presence, capacity or team of an agent
	Tag       Verb = "tag"    // priority and tags of a conversation
	Note      Verb = "note"   // a private line in a conversation, seen by colleagues only
	Broadcast Verb = "broadcast"
	Answer    Verb = "escalation" // answers an agent's question to the supervisor
)

// Command is one thing a supervisor asked for.
type Command struct {
	ID           string // idempotency id
	Verb         Verb
	Conversation ConversationKey // zero for commands about an agent
	Team         Text            // its rights decide who may ask
	Agent        Text            // nudge and status: whom
	To           Text            // reassign: new owner; empty: back to the queue
	ToTeam       Text            // reassign: to that team's queue; status: the agent's new team
	ExpectOwner  Text            // as the screen showed it; empty: nobody
	Presence     Presence        // status; unknown: unchanged
	Capacity     int             // status: conversations at a time; 0: unchanged
	Priority     Text            // tag; empty: unchanged
	Tags         []Text          // tag: the whole list; nil: unchanged
	Words        Text            // note and broadcast
	Undoes       string          // id of the command that this one takes back
	By           Text            // supervisor
	Why          Text
	Seen         uint64 // last stream sequence the screen had applied
	Asked        Time
	Deadline     Time
}

// CommandState is how far a command got. Nothing changes on the screen before
// the event that carries the command's id says so.
type CommandState uint8

// States in the life of a command.
const (
	CommandAsked    CommandState = iota // sent, no reply yet
	CommandAccepted                     // the backend took it, the event is awaited
	CommandDone                         // the event with its id arrived
	CommandRefused                      // the backend said no, and why
	CommandUnknown                      // no answer, timeout, connection lost: watch the stream
)

var commandStateNames = [...]string{"asked", "accepted", "done", "refused", "unknown"}

// String is the state in lower-case English.
func (s CommandState) String() string { return commandStateNames[s] }

// CommandReply is what became known about a command apart from its event.
type CommandReply struct {
	ID    string
	State CommandState
	Code  string // of the contract: conflict, offline, full, no_responder, timeout ...
	Text  Text
	At    Time
}

// CommandStatus is a command with its state, for the screen. The floor keeps
// the latest 600.
type CommandStatus struct {
	Command
	State    CommandState
	Code     string
	Text     Text
	Done     Time    // when it ended or was last heard of
	Outcome  Outcome // of commands about a conversation
	Answered Time    // when a human answered the buyer; zero: not yet
}

// Outcome is what came of a command about a waiting conversation, counted
// from the asking on.
type Outcome uint8

// Outcomes. A command whose conversation owed nothing has none.
const (
	NoOutcome      Outcome = iota
	OutcomeOpen            // nobody has answered, a line can still be kept
	OutcomeSaved           // a human answered before the line it was about broke
	OutcomeLost            // that line broke first
	OutcomeBounced         // the conversation left the new owner before he answered
)

var outcomeNames = [...]string{"", "open", "saved", "lost", "bounced"}

// String is the outcome in lower-case English.
func (o Outcome) String() string { return outcomeNames[o] }

// Outcomes counts commands by what came of them.
type Outcomes struct{ Open, Saved, Lost, Bounced int }
