// Package live keeps a metrics.Floor up to date and answers what the screen
// asks of it. One goroutine owns the floor; nothing else touches it.
//
//	Follow   (JetStream) ─┐ decode,                   ┌──── 1 Hz tick
//	Past     (JetStream) ─┤ clean     ┌───────┐       ▼
//	Subscribe  (subject) ─┤           │ Inbox │ ──▶ ┌──────┐   ┌───────┐
//	Replay      (NDJSON) ─┴─────────▶ └───────┘     │ Loop │ ─▶│ Floor │
//	one goroutine of the              bounded,      └──────┘   └───────┘
//	source; it waits while            in order        ▲  │
//	the inbox is full                                 │  │ View, newest only,
//	                     Ask, Asked, Replied ─────────┘  │ at most 5 a second
//	                     (never wait)                    ▼
//	                                                Views() ──▶ screen
//
// A Source tells the Inbox, in one order, what happened (events) and how it
// fares (reports). The Loop works the inbox off in slices of a few
// milliseconds and looks up in between, so that neither a burst nor a screen
// that does not read delays the other. History is read first and judged then:
// until little of it is left, views say how far it has come. What is known about
// the way events came goes into View.Feed.
package live
