// Package twin computes every figure of the metric specification a second
// time, the slow and obvious way: it reads all events, forgets nothing, keeps
// no running sums and starts again from nothing at every call.
//
// It exists to judge the incremental engine. Whatever that engine shows after
// any sequence of additions, corrections and late arrivals must equal what
// [Report] makes of the same set of events. Nothing here is fast, and nothing
// here should become fast: each function is meant to be read next to the rule
// it quotes (R1 ... R50) and to be compared with it by eye.
//
// The way through the package is the way of an event: event.go reads lines,
// session.go finds the sessions of a conversation, obligation.go says which
// buyer messages must be answered and what became of them, metric.go counts
// them as each platform counts, owner.go and agent.go do the same for people,
// and report.go puts everything under the names of the report.
package twin
