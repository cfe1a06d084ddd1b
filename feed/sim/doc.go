// Package sim is a simulated customer-service floor: shops, agents, buyers, a
// robot, a router and the chat backend that supervisors command. It feeds the
// demo, stands in for a backend beside a replay, and is what a real backend
// can be copied from.
//
// It has four layers, each usable alone:
//
//   - Simulator plays the floor on virtual time. It has no goroutines and no
//     clock; the same Config gives the same events, byte for byte.
//   - Player ties a Simulator to a clock and a publisher.
//   - Backend answers the command contract on NATS for a Player.
//   - Shift plays a Simulator through the engine, with a Strategy in the
//     supervisor's place, and counts what is lost.
//
// A Scenario is a known bad hour, as a Config. The floor is frozen: what is
// assumed about people, here in short, is docs/simulation.md in full.
//
//   - Buyers arrive as a Poisson process over a day curve: a rush at 08:00, a
//     bump at lunch, the peak around 20:30, a fall after 23:00. Each comes with
//     a script (what he asks, how long he thinks, when he nags, leaves or
//     complains) that is drawn before the floor touches him. The same seed
//     brings the same buyers whatever supervisors do.
//   - An agent answers one conversation at a time. An answer takes log-normal
//     time around the topic's median, times the agent's own pace, plus 5 % for
//     every other buyer waiting for him. Which conversation is next is his
//     habit: the oldest, the newest, one tab after the other, or those he has
//     begun. Some agents overlook messages, some fall silent for minutes while
//     online, most come back late from a break now and then.
//   - A router gives a conversation to the agent its buyer had last, else to
//     the one with the lowest load; where nobody is free it waits unassigned.
//   - Nudges work on most agents, less each time. A moved conversation is
//     turned to by its new owner when his habit says so, a nudged one next. To
//     whom a supervisor moved one reads what went before first.
package sim
