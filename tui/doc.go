// Package tui is the supervisor's screen. It draws a metrics.View and turns
// keys into queries and commands.
//
// The rules of the screen:
//
//   - It shows what it was given and nothing it made up. Figures come from the
//     View; an action shows as done when the event that did it is in a View.
//   - It never asks the time. Now comes with each View and, between two, from
//     the clock the caller passes in. When Views stop coming, ages run on and
//     the screen says since when it stands.
//   - What cannot be trusted does not look calm: without a live feed counts
//     become "?", ages carry one, rows turn gray, and commands say why they are
//     off.
//   - Order is by urgency, but never under a hand: rows keep their order for
//     two seconds after a key, and the cursor stays on its row by id.
//   - A command takes two steps. Its dialog opens dim, refuses keys until the
//     bright frame has been handed to the renderer, keeps its choices in place,
//     closes when its subject is gone, and is confirmed by a digit, never by
//     Enter.
//   - What is asked of many rows is counted before and shown one by one after;
//     above twenty the number itself has to be typed. Only rows on the list
//     can be marked.
//   - Nothing moves by itself. A plan for many rows is shown with what it saves
//     before it is confirmed; an agent is cleared in two steps, away first.
//     What was done within the minute can be taken back, unless somebody
//     answered or it has moved on.
//   - What the backend cannot do is off with the reason, and there the manual
//     way stands in.
//   - What must not be missed is on top until it is solved. Muting the bell,
//     marking and holding are mine. Acknowledging, hiding and claiming are told
//     to the other supervisors where there is a way to, with a name; without
//     one this screen says so.
//   - The bell rings for a line that breaks while somebody looks, once a minute
//     at most, and never for what an outage, a replay or the first view shows.
//   - A buyer's name and numbers stay masked. One conversation is unmasked for
//     half a minute, a number is copied, a list is written for paper: each by
//     right only, each logged before it shows, none on a locked screen.
//   - Enter leads from any line to what is behind it, Esc back the way one came.
//     A page asks the floor for what only it shows, and stays live.
//   - Every number explains itself, with the rule it was made by.
//   - Marks and words carry the meaning; color repeats it.
//   - Every line is exactly as wide as the terminal and there are exactly as
//     many as it has rows, whatever the texts and the size. No size is an error.
//   - Every key is in one table, actions.go, and can be changed; a keymap that
//     contradicts itself is refused. What is off says why. Letters have
//     twins that an input method does not eat, q does not quit.
//   - Everything a person reads is in texts*.go in both languages.
//
// Messages flow one way:
//
//	Floor.Views ──one view──▶ Update ──▶ panels ──▶ View ──▶ terminal
//	     ▲                      ▲ │
//	     └── Ask(query) ────────┼─┤   keys, the 1 Hz tick
//	     Desk.Send(command) ◀───┘─┘
//
// One view is taken at a time and the next only after it was applied: however
// fast the floor changes, the screen falls behind by nothing and blocks nobody.
// What the other supervisors leave (Peers) and what rules say is wrong (Alerts)
// comes in the same way, and what waits for a server is done beside the screen.
package tui
