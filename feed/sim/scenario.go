package sim

import "floorwalker/metrics"

// Scenario is an hour that every floor lives through some day, ready to be
// shown or trained on.
type Scenario struct {
	Name    string       // as in demo --scenario
	At      metrics.Span // local time of day at which the screen opens
	English Words
	Chinese Words

	standing float64
	what     []happening
}

// Words describe a scenario in one language.
type Words struct {
	Title string // a few words
	Story string // what will happen and what to try, in one or two sentences
}

// happening is an incident by time of day.
type happening struct {
	kind        IncidentKind
	from, until metrics.Span
	agent       metrics.Text
	times       float64
	platform    metrics.Text
}

// Scenarios are all there are, by the time of day.
func Scenarios() []Scenario { return scenarios }

// ScenarioNamed is the scenario of a name.
func ScenarioNamed(name string) (Scenario, bool) {
	for _, s := range scenarios {
		if s.Name == name {
			return s, true
		}
	}
	return Scenario{}, false
}

// warmUp is what a floor has behind it when somebody looks.
const warmUp = 2 * metrics.Hour

// Open is the instant at which the screen opens, on a day.
func (s Scenario) Open(day metrics.Date) metrics.Time {
	return metrics.Shanghai.Midnight(day).Add(s.At)
}

// Config is the floor of a scenario on a day. It starts two hours before the
// screen opens. What it leaves zero (size, faults) is the caller's choice.
func (s Scenario) Config(seed uint64, day metrics.Date) Config {
	return Config{Seed: seed, Start: s.Open(day).Add(-warmUp), Standing: s.standing, Incidents: incidentsOf(day, s.what)}
}

func incidentsOf(day metrics.Date, what []happening) []Incident {
	midnight := metrics.Shanghai.Midnight(day)
	incidents := make([]Incident, len(what))
	for i, h := range what {
		incidents[i] = Incident{
			Kind: h.kind, From: midnight.Add(h.from), Until: midnight.Add(h.until),
			Agent: h.agent, Times: h.times, Platform: h.platform,
		}
	}
	return incidents
}

// troubles are the day that strategies are measured on: lunch, a rush, an
// agent who falls silent, a robot that dies.
var troubles = []happening{
	{kind: Lunch, from: clock(12, 0), until: clock(12, 40), times: .6},
	{kind: Rush, from: clock(13, 5), until: clock(13, 30), times: 1.7},
	{kind: AgentSilent, from: clock(14, 20), until: clock(14, 36)},
	{kind: AgentSilent, from: clock(15, 10), until: clock(15, 22)},
	{kind: RobotDown, from: clock(16, 10), until: clock(16, 28)},
	{kind: Rush, from: clock(16, 10), until: clock(16, 28), times: 1.2},
}

// troubledDay is the date of every TroubledShift, 2026-11-10.
const troubledDay metrics.Date = 20767

// TroubledShift is the shift that strategies are measured on: a floor of the
// default size from 11:30 to 17:00 on a day on which much goes wrong, with a
// backend that refuses, keeps silent, answers late and lets its router bounce
// now and then.
func TroubledShift(seed uint64, s Strategy) Shift {
	midnight := metrics.Shanghai.Midnight(troubledDay)
	return Shift{
		Config: Config{
			Seed: seed, Start: midnight.Add(clock(10, 0)), Rate: 1.1 * ratePerAgent * defaultAgents,
			Incidents: incidentsOf(troubledDay, troubles),
			Faults:    Faults{Refuse: .02, Silence: .01, Late: .02, Double: .02, Bounce: .08},
		},
		From: midnight.Add(clock(11, 30)), Until: midnight.Add(clock(17, 0)), Strategy: s,
	}
}
