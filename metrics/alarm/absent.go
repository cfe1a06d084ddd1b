package alarm

import (
	"maps"
	"slices"

	"floorwalker/metrics"
)

// memory is how long a team or a person is known without being listed: beyond
// every holiday, and short enough that a name which nobody bears any more is
// not calm for ever.
const memory = 14 * metrics.Day

// seen is when each team or person that the expression speaks of was listed
// last. A view leaves out whoever has nothing to count.
func (e *Expression) seen(ev Evidence, before map[string]metrics.Time, listed []place) map[string]metrics.Time {
	if e.Kind != Team && e.Kind != Agent {
		return nil
	}
	now := ev.View.Now
	after := map[string]metrics.Time{}
	for subject, at := range before {
		if now.Sub(at) < memory {
			after[subject] = min(at, now)
		}
	}
	for i := range listed {
		after[listed[i].subject] = now
	}
	if e.Kind == Team {
		for name := range ev.teamsNamed() {
			if matches(e.Subject, name) {
				after[name] = now
			}
		}
	}
	return after
}

// teamsNamed are the teams that people and pinned conversations belong to,
// listed or not.
func (ev Evidence) teamsNamed() map[string]bool {
	names := map[string]bool{}
	for i := range ev.View.Agents {
		names[string(ev.View.Agents[i].Team)] = true
	}
	for i := range ev.View.Lanes {
		names[string(ev.View.Lanes[i].Team)] = true
	}
	delete(names, "")
	return names
}

// absent are the readings of subjects that are known and not listed. While it
// cannot be seen whether they are there, those that fire are in doubt; somebody
// who left has no reading of what nothing is counted for.
func (e *Expression) absent(ev Evidence, before State, listed []place) []Reading {
	firing := onlyFiring(before.Holds)
	subjects := map[string]bool{}
	for subject := range before.Seen {
		subjects[subject] = true
	}
	for subject := range firing {
		subjects[subject] = true
	}
	for i := range listed {
		delete(subjects, listed[i].subject)
	}
	doubt := e.blindness(ev)
	if doubt == None && e.Kind == Shop {
		doubt = NoSubject // reports have every shop, idle or not
	}
	var out []Reading
	for _, subject := range slices.Sorted(maps.Keys(subjects)) {
		r := Reading{Subject: subject, Doubt: doubt, Coverage: -1}
		_, fires := firing[subject]
		if doubt == None {
			idle := ev.idle(e.Kind, subject)
			r = e.read(&idle)
			fires = r.Doubt != NothingYet
		}
		if fires {
			out = append(out, r)
		}
	}
	return out
}

// blindness is why nobody can be seen to be gone; None: whoever is not listed
// has nothing to count.
func (e *Expression) blindness(ev Evidence) Doubt {
	switch {
	case ev.View.Feed.State != metrics.FeedLive:
		return NotLive
	case e.NeedsReport() && ev.Report == nil:
		return NotLookedAt
	case e.Kind != Floor && e.Kind != Shop && ev.View.Query.Group != metrics.ByTeam:
		return NotLookedAt
	}
	return None
}

// idle is a team or a person with nothing to count. It is known by its subject
// alone: figures are read from what is counted, never from a name.
func (ev Evidence) idle(kind Kind, subject string) place {
	p := place{Evidence: ev, kind: kind, subject: subject}
	if kind == Agent {
		p.agent = &metrics.AgentRow{}
	} else {
		p.queues = []*metrics.Queue{{}}
	}
	return p
}
