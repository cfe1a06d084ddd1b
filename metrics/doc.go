// Package metrics says what the numbers of a customer-service floor mean.
//
// It takes events (a buyer wrote, an agent answered, a conversation moved) and
// gives figures: who waits and which line he breaks next, reply rates as each
// platform counts them, budgets, forecasts, agents' own clocks. The rules are
// numbered R1 to R50 and named where they are implemented; docs/figures.md
// holds their text.
//
// Three properties hold for every figure:
//
//   - It is a function of the set of events and the policy. Order of arrival,
//     duplicates and restarts change nothing (R21, R22).
//   - It is never judged beyond what is known: a wait that is not over is
//     pending, neither good nor bad (R17).
//   - The package does no I/O, starts no goroutine and never reads the clock:
//     now is always a parameter.
//
// Where to start reading: Event (what comes in), Policy (the rules of a shop),
// Floor (the engine), View (what the screen shows), Report (every figure of
// every day).
package metrics
