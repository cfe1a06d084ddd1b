package sim

import (
	"errors"
	"fmt"

	"floorwalker/metrics"
)

// Config describes a floor. Start is required, everything else has a default.
type Config struct {
	Seed   uint64
	Start  metrics.Time // first instant of virtual time
	Zone   metrics.Zone // local time of shops and shifts; zero: metrics.Shanghai
	Agents int          // on the payroll, 1..500; 0: 24. Up to half of them are on at a time
	Shops  int          // 1..40; 0: 6
	Teams  int          // 1..8; 0: 2. Every second team is presale

	// Rate is the number of conversations begun in a minute of the evening
	// peak, over all shops; 0 is what the agents can just about handle.
	Rate float64

	// Standing is the share of buyers answered within five minutes, 0..1, on
	// each of the three days before, as the merchants' own pages showed it;
	// 0: by chance.
	Standing float64

	Faults    Faults
	Incidents []Incident
	Without   []Lack // what the backend leaves out, beside what platforms do
}

// Lack is something that a backend cannot do.
type Lack struct {
	Verb     metrics.Verb
	Platform metrics.Text // empty: on none
}

// Faults are the probabilities, 0..1, that the backend misbehaves on one
// command.
type Faults struct {
	Refuse  float64 // says busy for no reason
	Silence float64 // never replies; half of those commands have their effect all the same
	Late    float64 // replies after 4 to 8 seconds
	Double  float64 // publishes the event twice
	Bounce  float64 // its router returns a moved conversation to the former owner
}

// Incident is something that goes wrong on the floor at a known time.
type Incident struct {
	Kind     IncidentKind
	From     metrics.Time
	Until    metrics.Time
	Agent    metrics.Text // AgentSilent: who; empty: whoever owns most. Colleague: his name
	Times    float64      // Rush: factor on arrivals. Lunch: share of the people online who go, 0..1
	Platform metrics.Text // GatewayDown: whose; empty: all of them
}

// IncidentKind says what goes wrong.
type IncidentKind uint8

// The incidents a floor must survive.
const (
	RobotDown   IncidentKind = iota // robots stop answering and hand everything off
	Rush                            // arrivals are multiplied
	AgentSilent                     // an agent stays online and does nothing
	Lunch                           // many go on a break at once, some come back late
	GatewayDown                     // events are held back, and published when it is over
	Colleague                       // another supervisor moves conversations, too
)

// Bounds of a Config.
const (
	maxAgents = 500
	maxShops  = 40
	maxTeams  = 8

	defaultAgents = 24
	defaultShops  = 6
	defaultTeams  = 2

	// ratePerAgent is the peak rate that leaves a floor short of people for
	// a few minutes at a time: most buyers are answered in time, some are not.
	ratePerAgent = 0.26
)

var errNoStart = errors.New("a simulated floor needs a time to start at")

func (c Config) withDefaults() (Config, error) {
	if c.Start == 0 {
		return c, errNoStart
	}
	if c.Zone == 0 {
		c.Zone = metrics.Shanghai
	}
	var err error
	c.Agents, err = bounded("agents", c.Agents, defaultAgents, maxAgents, err)
	c.Shops, err = bounded("shops", c.Shops, defaultShops, maxShops, err)
	c.Teams, err = bounded("teams", c.Teams, defaultTeams, maxTeams, err)
	c.Teams = min(c.Teams, c.Agents)
	if c.Rate < 0 {
		err = errors.Join(err, fmt.Errorf("rate must not be negative, it is %g", c.Rate))
	}
	if c.Standing < 0 || c.Standing > 1 {
		err = errors.Join(err, fmt.Errorf("standing must be 0 to 1, it is %g", c.Standing))
	}
	if c.Rate == 0 {
		c.Rate = ratePerAgent * float64(c.Agents)
	}
	return c, errors.Join(err, c.Faults.check())
}

func bounded(what string, n, fallback, most int, before error) (int, error) {
	if n == 0 {
		return fallback, before
	}
	if n < 0 || n > most {
		return n, errors.Join(before, fmt.Errorf("%s must be 1 to %d, not %d", what, most, n))
	}
	return n, before
}

func (f Faults) check() error {
	for _, p := range []float64{f.Refuse, f.Silence, f.Late, f.Double, f.Bounce} {
		if p < 0 || p > 1 {
			return fmt.Errorf("the probability of a fault must be 0 to 1, not %g", p)
		}
	}
	return nil
}
