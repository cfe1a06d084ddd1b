package metrics

// commandsKept bounds the supervisor's recent commands: a bulk of 500 and
// some.
const commandsKept = 600

// commands is what became of the supervisor's commands, newest first. A
// command is done when the event with its id arrives, and not before.
type commands struct {
	list []watched
	// early are events whose command is not known (yet): another screen's, or
	// one whose event overtook it.
	early map[string]Time
	// past are the outcomes of today's commands that are no longer kept.
	past    Outcomes
	pastDay Date
}

// Asked notes a command that has been sent.
func (f *Floor) Asked(c Command) {
	w := f.watch(c)
	if at, ok := f.commands.early[c.ID]; ok {
		w.State, w.Done = CommandDone, at
		delete(f.commands.early, c.ID)
	}
	f.commands.list = append([]watched{w}, f.commands.list...)
	if len(f.commands.list) > commandsKept {
		f.forgetCommand()
	}
}

// forgetCommand drops the oldest command; its outcome stays counted today.
func (f *Floor) forgetCommand() {
	last := len(f.commands.list) - 1
	old := &f.commands.list[last]
	if f.commands.pastDay != f.today {
		f.commands.past, f.commands.pastDay = Outcomes{}, f.today
	}
	if f.policy.Zone.Date(old.Asked) == f.today && old.Outcome != OutcomeOpen {
		f.commands.past.count(old.Outcome)
	}
	f.commands.list = f.commands.list[:last]
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
	if c.early == nil {
		c.early = map[string]Time{}
	}
	if len(c.early) >= 4*commandsKept {
		c.forgetEarliest()
	}
	c.early[id] = at
}

func (c *commands) forgetEarliest() {
	first := ""
	for id, at := range c.early {
		if first == "" || at < c.early[first] {
			first = id
		}
	}
	delete(c.early, first)
}

// commandsView is a copy of the commands for a view, with what came of them.
func (f *Floor) commandsView() []CommandStatus {
	out := make([]CommandStatus, 0, len(f.commands.list))
	for i := range f.commands.list {
		f.conclude(&f.commands.list[i])
		out = append(out, f.commands.list[i].CommandStatus)
	}
	return out
}
