package sim

import "floorwalker/metrics"

// suggestions follows the target picker: of the ways to an answer it takes the
// first that is in time, in the picker's own order (nudge, take, people), then
// the first that is tight. Where nothing is in time or tight it lets the row
// be: a move that comes too late costs somebody else's buyers.
type suggestions struct {
	touches
	nudged map[metrics.Text]metrics.Time   // by agent: last
	given  map[metrics.Text][]metrics.Time // by agent: conversations of the last minute
}

// Bounds of what the strategy does to one person.
const (
	perHead    = 3              // conversations moved to one person in a minute
	nudgeAgain = metrics.Minute // between two nudges of one person
)

func newSuggestions() *suggestions {
	return &suggestions{touches{}, map[metrics.Text]metrics.Time{}, map[metrics.Text][]metrics.Time{}}
}

// Decide follows the plan of each pressing row.
func (s *suggestions) Decide(scene Scene) []metrics.Command {
	now := scene.View.Now
	var commands []metrics.Command
	for i := range scene.View.Waiting {
		w := &scene.View.Waiting[i]
		if !presses(w, now) || s.rests(w.Key, now) {
			continue
		}
		p := scene.Plan(w.Key)
		if p == nil {
			continue
		}
		if c, ok := s.follow(w, p, now); ok {
			s.touch(w.Key, now)
			commands = append(commands, c)
		}
	}
	return commands
}

func (s *suggestions) follow(w *metrics.Waiting, p *metrics.MovePlan, now metrics.Time) (metrics.Command, bool) {
	for _, chance := range []metrics.Chance{metrics.InTime, metrics.Tight} {
		if p.Nudge.Agent != "" && p.Nudge.Chance == chance && now.Sub(s.nudged[p.Nudge.Agent]) >= nudgeAgain {
			s.nudged[p.Nudge.Agent] = now
			c := about(w, metrics.Nudge)
			c.Agent = p.Nudge.Agent
			return c, true
		}
		if p.Take.Unfit == metrics.Fit && p.Take.Chance == chance {
			return about(w, metrics.Take), true
		}
		if to := s.first(p.People, chance, now); to != "" {
			s.given[to] = append(s.given[to], now)
			c := about(w, metrics.Reassign)
			c.To = to
			return c, true
		}
	}
	return metrics.Command{}, false
}

// first is the best person with a chance who was not given too many of late;
// empty if there is none.
func (s *suggestions) first(people []metrics.Candidate, chance metrics.Chance, now metrics.Time) metrics.Text {
	for _, p := range people {
		if p.Unfit == metrics.Fit && p.Chance == chance && s.lately(p.Agent, now) < perHead {
			return p.Agent
		}
	}
	return ""
}

func (s *suggestions) lately(agent metrics.Text, now metrics.Time) int {
	n := 0
	for _, at := range s.given[agent] {
		if now.Sub(at) < metrics.Minute {
			n++
		}
	}
	return n
}
