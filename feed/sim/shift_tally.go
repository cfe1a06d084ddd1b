package sim

import "floorwalker/metrics"

// shiftTally counts what a shift loses and what its commands bring. It goes by
// what happened, not by what the engine says about commands.
type shiftTally struct {
	from   metrics.Time
	missed map[waitID]bool
	lost   map[waitID]bool
	trials map[metrics.ConversationKey][]*trial // without an outcome yet
	open   []*trial                             // in the order of asking
	r      ShiftResult
}

// waitID is one wait of one conversation.
type waitID struct {
	key   metrics.ConversationKey
	since metrics.Time
}

// trial is a command that tries to keep a line.
type trial struct {
	metrics.Command
	deadline metrics.Time
	moved    bool // its event has come
	over     bool
}

func newShiftTally() *shiftTally {
	return &shiftTally{
		missed: map[waitID]bool{}, lost: map[waitID]bool{}, trials: map[metrics.ConversationKey][]*trial{},
	}
}

func (t *shiftTally) begin(at metrics.Time) { t.from = at }

// see counts the rows beyond a line. A wait that began before the shift is
// somebody else's.
func (t *shiftTally) see(v *metrics.View) {
	for i := range v.Waiting {
		w := &v.Waiting[i]
		if w.Since < t.from {
			continue
		}
		id := waitID{w.Key, w.Since}
		switch w.State {
		case metrics.RowLost:
			t.lost[id], t.missed[id] = true, true
		case metrics.RowPast:
			t.missed[id] = true
		}
	}
}

// asked notes a command. It is on trial if its row had a line to keep.
func (t *shiftTally) asked(c metrics.Command, s metrics.CommandState, v *metrics.View) {
	t.r.Commands++
	switch s {
	case metrics.CommandRefused:
		t.r.Refused++
		return
	case metrics.CommandUnknown:
		t.r.Unknown++
		return
	}
	for i := range v.Waiting {
		if w := &v.Waiting[i]; w.Key == c.Conversation && w.Deadline > v.Now {
			x := &trial{Command: c, deadline: w.Deadline}
			t.trials[c.Conversation] = append(t.trials[c.Conversation], x)
			t.open = append(t.open, x)
			return
		}
	}
}

// hear settles the trials that an event decides.
func (t *shiftTally) hear(e *metrics.Event) {
	key := metrics.ConversationKey{Platform: e.Platform, Shop: e.Shop, Conversation: e.Conversation}
	list := t.trials[key]
	if len(list) == 0 {
		return
	}
	switch {
	case byHuman(e):
		for _, x := range list {
			if e.Time <= x.deadline {
				x.end(&t.r.Outcomes.Saved)
			} else {
				x.end(&t.r.Outcomes.Lost)
			}
		}
	case e.Type == metrics.ConversationAssigned || e.Type == metrics.ConversationTransferred:
		for _, x := range list {
			switch {
			case string(e.Command) == x.ID:
				x.moved = true
			case x.moved && x.Verb != metrics.Nudge && !x.toQueue() && e.Command == "":
				x.end(&t.r.Outcomes.Bounced)
			}
		}
	}
	t.forget(key)
}

// toQueue reports whether the router was to give the conversation away.
func (x *trial) toQueue() bool { return x.Verb == metrics.Reassign && x.To == "" }

func byHuman(e *metrics.Event) bool {
	return e.Type == metrics.MessageCreated && !e.Private && (e.Sender.Kind == metrics.Agent || e.Assisted)
}

func (x *trial) end(as *int) {
	if !x.over {
		x.over = true
		*as++
	}
}

// expire loses the trials whose line has broken.
func (t *shiftTally) expire(now metrics.Time) {
	open := t.open[:0]
	for _, x := range t.open {
		if !x.over && x.deadline < now {
			x.end(&t.r.Outcomes.Lost)
			t.forget(x.Conversation)
		}
		if !x.over {
			open = append(open, x)
		}
	}
	t.open = open
}

// forget drops the trials of a conversation that are over.
func (t *shiftTally) forget(key metrics.ConversationKey) {
	var left []*trial
	for _, x := range t.trials[key] {
		if !x.over {
			left = append(left, x)
		}
	}
	if left == nil {
		delete(t.trials, key)
		return
	}
	t.trials[key] = left
}

func (t *shiftTally) result() ShiftResult {
	t.r.Missed, t.r.Lost = len(t.missed), len(t.lost)
	for _, x := range t.open {
		if !x.over {
			t.r.Outcomes.Open++
		}
	}
	return t.r
}
