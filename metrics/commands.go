package metrics

// commandsKept bounds the supervisor's recent commands.
const commandsKept = 100

// commands is what became of the supervisor's commands, newest first. A
// command is done when the event with its id arrives, and not before.
type commands struct {
	list []CommandStatus
	// early are events whose command is not known (yet): another screen's, or
	// one whose event overtook it.
	early map[string]Time
}

// Asked notes a command that has been sent.
func (f *Floor) Asked(c Command) {
	s := CommandStatus{Command: c, State: CommandAsked}
	if at, ok := f.commands.early[c.ID]; ok {
		s.State, s.Done = CommandDone, at
		delete(f.commands.early, c.ID)
	}
	f.commands.list = append([]CommandStatus{s}, f.commands.list...)
	if len(f.commands.list) > commandsKept {
		f.commands.list = f.commands.list[:commandsKept]
	}
}

// Replied notes what became known about a command. A reply never undoes what
// an event has shown.
func (f *Floor) Replied(r CommandReply) {
	for i := range f.commands.list {
		c := &f.commands.list[i]
		if c.ID == r.ID && c.State != CommandDone {
			c.State, c.Code, c.Text, c.Done = r.State, r.Code, r.Text, r.At
			return
		}
	}
}

// seen notes an event that a command asked for.
func (c *commands) seen(id string, at Time) {
	for i := range c.list {
		if c.list[i].ID == id {
			c.list[i].State, c.list[i].Done = CommandDone, at
			c.list[i].Code, c.list[i].Text = "", ""
			return
		}
	}
	if c.early == nil || len(c.early) >= 4*commandsKept {
		c.early = map[string]Time{}
	}
	c.early[id] = at
}

// view is a copy for a View.
func (c *commands) view() []CommandStatus {
	return append([]CommandStatus(nil), c.list...)
}
