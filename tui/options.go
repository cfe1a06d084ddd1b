package tui

import (
	"errors"
	"io"

	"floorwalker/metrics"
	"floorwalker/tui/theme"
)

// Floor is where views come from. Views gives the latest view, at least once a
// second even when nothing changed; silence of five seconds is shown as such.
// Closing the channel ends nothing: the screen stands and says so. Ask changes
// what is shown; it must not block.
type Floor interface {
	Views() <-chan *metrics.View
	Ask(metrics.Query)
}

// Desk takes commands. Send must not block: it completes ID, Asked and
// Deadline where they are empty, starts the command on its way and returns its
// id. What comes of it arrives in View.Commands. An error means that nothing
// was sent.
type Desk interface {
	Send(metrics.Command) (id string, err error)
}

// Lang is a language of the screen.
type Lang uint8

// Languages.
const (
	English Lang = iota
	Chinese
)

// ParseLang reads "en" or "zh"; false for anything else.
func ParseLang(s string) (Lang, bool) {
	switch s {
	case "en":
		return English, true
	case "zh":
		return Chinese, true
	}
	return English, false
}

// Options is what a screen needs.
type Options struct {
	Floor   Floor
	Desk    Desk                      // nil: commands are off
	Backend Backend                   // what the desk's backend can do; nil: nothing is known, and nothing is off for it
	Clock   func() metrics.Time       // local time, for ages between views and for what lasts so long for people
	Pace    float64                   // seconds of the floor in one second of Clock; 0: one
	Clean   func(string) metrics.Text // makes typed text and errors safe to show

	Alerts <-chan []Alert // what is wrong by the rules, all of it after each change; nil: no rules

	Peers Peers // the other supervisors; nil: nothing is shared

	Travel  Travel              // nil: there is no past to go to
	NoNow   bool                // the past is all there is: nothing leads back to a present
	Linked  func() bool         // whether the server can be reached, for a past that does not depend on it; must not wait; nil: not known
	Notices <-chan metrics.Text // what people are told in passing; nil: nothing

	Who      metrics.Text // signs commands
	ReadOnly bool         // dangerous actions are off
	Access   Access       // how whoever sits here comes to act; zero: ReadOnly stands
	Zone     metrics.Zone // of this host: the shop's clock is labeled where it differs

	Rights  Rights  // zero: buyers stay masked
	Auditor Auditor // logs what Rights allow; nil: they allow nothing
	Paper   Paper   // takes the paper list; nil: there is none

	Preferences Preferences             // as they were saved last
	Save        func(Preferences) error // called beside the screen, one at a time; nil: nothing is remembered
	Reload      func()                  // see reload.go; nil: there is no configuration file
	Keys        map[string][]string     // other keys by action, see CheckKeys; nil: as they come

	// OnBreak is how many people of a team may be on a break at a time, by the
	// team's name. A team that is not in it, or has 0, is not limited.
	OnBreak map[metrics.Text]int

	Lang  Lang
	Theme theme.Theme
	ASCII bool // marks and rules in ASCII

	In      io.Reader // nil: the terminal
	Out     io.Writer // nil: standard output
	Environ []string  // nil: the environment of the process
	NoSync  bool      // never use synchronized output
	// Crashed is told of a panic, before the terminal is restored; nil: nobody is.
	Crashed func(value any, stack []byte)
	Alone   bool // no shell waits behind the screen: suspended, it could not come back
}

func (o *Options) check() error {
	switch {
	case o.Floor == nil:
		return errors.New("screen without a floor")
	case o.Clock == nil:
		return errors.New("screen without a clock")
	case o.Clean == nil:
		return errors.New("screen without a text cleaner")
	}
	return CheckKeys(o.Keys)
}

// bindings is the action table with the keys that were asked for, or as it
// comes if those are wrong.
func (o *Options) bindings() bindings {
	b, err := bind(o.Keys)
	if err != nil {
		return newBindings()
	}
	return b
}
