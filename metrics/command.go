package metrics

// Verb is what a supervisor asks of the chat backend.
type Verb string

// The verbs of the command contract, docs/commands.md.
const (
	Nudge     Verb = "nudge"
	Take      Verb = "take"
	Reassign  Verb = "reassign"
	SetStatus Verb = "status"
)

// Command is one thing a supervisor asked for.
type Command struct {
	ID           string // idempotency id
	Verb         Verb
	Conversation ConversationKey // zero for commands about an agent
	Team         Text            // its rights decide who may ask
	Agent        Text            // nudge and status: whom
	To           Text            // reassign: new owner; empty: back to the queue
	ExpectOwner  Text            // as the screen showed it; empty: nobody
	Presence     Presence        // status
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
// the latest 100.
type CommandStatus struct {
	Command
	State CommandState
	Code  string
	Text  Text
	Done  Time // when it ended or was last heard of
}
