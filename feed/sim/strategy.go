package sim

import (
	"cmp"
	"slices"

	"floorwalker/metrics"
)

// Strategy decides as a supervisor would. It belongs to one Shift.
type Strategy interface {
	// Decide is what he asks for, the most important first. He may not get to
	// the end of the list. By, Seen and the times are filled in by the Shift.
	Decide(s Scene) []metrics.Command
}

// Scene is what a supervisor has in front of him.
type Scene struct {
	View *metrics.View // every waiting row, by deadline
	// Plan opens the target picker for a row. It is nil for a conversation
	// that does not wait, or while the engine makes no plans.
	Plan func(metrics.ConversationKey) *metrics.MovePlan
}

// StrategyNames are those of NewStrategy, from doing nothing to following the
// screen's suggestions.
var StrategyNames = []string{"none", "round-robin", "least-loaded", "suggestions"}

// NewStrategy is the strategy of a name; nil if there is none.
func NewStrategy(name string) Strategy {
	switch name {
	case "none":
		return idleSupervisor{}
	case "round-robin":
		return &roundRobin{touches: touches{}, last: map[metrics.Text]metrics.Text{}}
	case "least-loaded":
		return &leastLoaded{touches: touches{}}
	case "suggestions":
		return newSuggestions()
	}
	return nil
}

// pressing is how little time a row must have left before a strategy moves it,
// and patience how long it leaves a row alone that it has touched.
const (
	pressing = metrics.Minute
	patience = metrics.Minute
)

// touches is when a strategy last did something about a row.
type touches map[metrics.ConversationKey]metrics.Time

func (t touches) touch(k metrics.ConversationKey, now metrics.Time) { t[k] = now }

func (t touches) rests(k metrics.ConversationKey, now metrics.Time) bool {
	at, touched := t[k]
	return touched && now.Sub(at) < patience
}

// presses reports whether a line that can still be kept will break soon.
func presses(w *metrics.Waiting, now metrics.Time) bool {
	return w.Deadline > now && w.Deadline.Sub(now) <= pressing
}

// idleSupervisor watches.
type idleSupervisor struct{}

// Decide is nothing.
func (idleSupervisor) Decide(Scene) []metrics.Command { return nil }

// roundRobin moves each pressing row to the next colleague of its team with a
// free place, one after the other.
type roundRobin struct {
	touches
	last map[metrics.Text]metrics.Text // by team: who was given the last one
}

// Decide moves what presses.
func (r *roundRobin) Decide(s Scene) []metrics.Command {
	return moveAll(s, r.touches, func(free []metrics.AgentRow) metrics.AgentRow {
		slices.SortFunc(free, func(a, b metrics.AgentRow) int { return cmp.Compare(a.ID, b.ID) })
		next := free[0]
		for _, a := range free {
			if a.ID > r.last[a.Team] {
				next = a
				break
			}
		}
		r.last[next.Team] = next.ID
		return next
	})
}

// leastLoaded moves each pressing row to the colleague of its team with the
// smallest share of his capacity in use.
type leastLoaded struct{ touches }

// Decide moves what presses.
func (l *leastLoaded) Decide(s Scene) []metrics.Command {
	return moveAll(s, l.touches, func(free []metrics.AgentRow) metrics.AgentRow {
		return slices.MinFunc(free, func(a, b metrics.AgentRow) int {
			return cmp.Or(cmp.Compare(a.Load*b.Capacity, b.Load*a.Capacity), cmp.Compare(a.ID, b.ID))
		})
	})
}

// moveAll reassigns every pressing row to whom choose takes of the free. What
// it gives somebody counts as his load.
func moveAll(s Scene, m touches, choose func([]metrics.AgentRow) metrics.AgentRow) []metrics.Command {
	agents := slices.Clone(s.View.Agents)
	var commands []metrics.Command
	for i := range s.View.Waiting {
		w := &s.View.Waiting[i]
		if !presses(w, s.View.Now) || m.rests(w.Key, s.View.Now) {
			continue
		}
		free := freeFor(w, agents)
		if len(free) == 0 {
			continue
		}
		to := choose(free).ID
		for k := range agents {
			if agents[k].ID == to {
				agents[k].Load++
			}
		}
		m.touch(w.Key, s.View.Now)
		c := about(w, metrics.Reassign)
		c.To = to
		commands = append(commands, c)
	}
	return commands
}

// freeFor are the colleagues of a row's team who are online with a free place.
func freeFor(w *metrics.Waiting, agents []metrics.AgentRow) []metrics.AgentRow {
	var free []metrics.AgentRow
	for _, a := range agents {
		if a.Team == w.Team && a.ID != w.Owner && a.Presence == metrics.Online && a.Load < a.Capacity {
			free = append(free, a)
		}
	}
	return free
}

// about is a command on a row as it is shown.
func about(w *metrics.Waiting, v metrics.Verb) metrics.Command {
	return metrics.Command{Verb: v, Conversation: w.Key, Team: w.Team, ExpectOwner: w.Owner}
}
