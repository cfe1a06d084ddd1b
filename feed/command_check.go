package feed

import (
	"errors"
	"fmt"

	"floorwalker/feed/text"
	"floorwalker/metrics"
)

// Bounds of a request.
const (
	maxCommandID    = 64   // bytes
	maxCommandWords = 4000 // bytes
	maxCommandTags  = 50
	maxCapacity     = 1000
)

// Verbs are those of the contract, in the order in which supervisors reach for
// them.
func Verbs() []metrics.Verb {
	return []metrics.Verb{
		metrics.Nudge, metrics.Take, metrics.SetStatus, metrics.Reassign,
		metrics.Tag, metrics.Note, metrics.Broadcast, metrics.Answer,
	}
}

// commandNeeds is what a verb needs beside an id. A verb that is not here is
// for the backend to refuse.
var commandNeeds = map[metrics.Verb][]func(r *CommandRequest) error{
	metrics.Nudge:     {needConversation},
	metrics.Take:      {needConversation},
	metrics.Reassign:  {needConversation, needTarget},
	metrics.SetStatus: {needAgent, needChange},
	metrics.Tag:       {needConversation, needTags},
	metrics.Note:      {needConversation, needWords},
	metrics.Broadcast: {needWords},
	metrics.Answer:    {needConversation},
}

func (r *CommandRequest) check() error {
	if _, err := text.ID(r.ID); r.ID == "" || len(r.ID) > maxCommandID || err != nil {
		return fmt.Errorf("the id must be 1 to %d printable bytes", maxCommandID)
	}
	if len(r.Words) > maxCommandWords {
		return fmt.Errorf("the words have %d bytes, more than %d", len(r.Words), maxCommandWords)
	}
	for _, need := range commandNeeds[r.Verb] {
		if err := need(r); err != nil {
			return err
		}
	}
	return nil
}

func needConversation(r *CommandRequest) error {
	if r.Conversation == (CommandConversation{}) {
		return fmt.Errorf("%s needs a conversation", r.Verb)
	}
	return nil
}

func needTarget(r *CommandRequest) error {
	places := 0
	for _, given := range []bool{r.To.Agent != "", r.To.Team != "", r.To.Queue} {
		if given {
			places++
		}
	}
	if places != 1 {
		return errors.New("reassign needs either an agent, a team or the queue to go to")
	}
	return nil
}

func needAgent(r *CommandRequest) error {
	if r.Agent == "" {
		return fmt.Errorf("%s needs an agent", r.Verb)
	}
	return nil
}

func needChange(r *CommandRequest) error {
	switch {
	case r.To.Agent != "" || r.To.Queue:
		return errors.New("status moves an agent to a team, not to somebody else")
	case r.Capacity < 0 || r.Capacity > maxCapacity:
		return fmt.Errorf("capacity must be 1 to %d, or 0 for unchanged", maxCapacity)
	case r.Status != "" && metrics.ParsePresence(r.Status) == metrics.UnknownPresence:
		return errors.New("status must be online, busy, away or offline")
	case r.Status == "" && r.Capacity == 0 && r.To.Team == "":
		return errors.New("status needs a status, a capacity or a team")
	}
	return nil
}

func needTags(r *CommandRequest) error {
	if r.Priority == "" && r.Tags == nil {
		return errors.New("tag needs a priority or tags")
	}
	if len(r.Tags) > maxCommandTags {
		return fmt.Errorf("%d tags are more than %d", len(r.Tags), maxCommandTags)
	}
	return nil
}

func needWords(r *CommandRequest) error {
	if r.Words == "" {
		return fmt.Errorf("%s needs words", r.Verb)
	}
	return nil
}
