package sim

import (
	"strconv"

	"floorwalker/feed/text"
	"floorwalker/metrics"
)

// Simulator plays a floor on virtual time. It belongs to one goroutine.
type Simulator struct {
	cfg    Config
	now    metrics.Time
	tasks  schedule
	events []metrics.Event

	shops  []*shop
	teams  []*team
	agents []*agent
	staff  map[metrics.Text]*agent // by id, supervisors who took a conversation included
	chats  map[metrics.ConversationKey]*conversation

	arrivals  dice
	faults    dice
	reactions dice
	readings  dice
	visits    uint64 // conversations begun
	notices   int64  // numbers of events without a shop
	answers   answers
}

// New returns a floor at cfg.Start: shops are open or closed, people are at
// work or not, as the hour wants it; nobody waits yet. It fails if a value of
// cfg is out of range.
func New(cfg Config) (*Simulator, error) {
	cfg, err := cfg.withDefaults()
	if err != nil {
		return nil, err
	}
	s := &Simulator{
		cfg:       cfg,
		now:       cfg.Start,
		chats:     make(map[metrics.ConversationKey]*conversation),
		arrivals:  newDice(cfg.Seed, arrivalStream),
		faults:    newDice(cfg.Seed, faultStream),
		reactions: newDice(cfg.Seed, reactionStream),
		readings:  newDice(cfg.Seed, readingStream),
		notices:   int64(cfg.Start),
	}
	s.openShops()
	s.hire()
	s.beginDay()
	s.setBaselines()
	s.startGateways()
	s.planIncidents()
	s.expectBuyer()
	return s, nil
}

// Step plays the floor up to and including until and returns what happened, in
// order of time. What a gateway held back comes when it is reached again, with
// its own Time and the Received of that moment. An until before Now plays nothing.
func (s *Simulator) Step(until metrics.Time) []metrics.Event {
	for {
		t, ok := s.tasks.next(until)
		if !ok {
			break
		}
		s.now = max(s.now, t.at)
		t.do()
	}
	s.now = max(s.now, until)
	happened := s.events
	s.events = nil
	return happened
}

// Now is the virtual time up to which the floor has been played.
func (s *Simulator) Now() metrics.Time { return s.now }

func (s *Simulator) in(d metrics.Span, do func()) { s.tasks.add(s.now.Add(d), do) }

// emit publishes e as of now under its shop's next number.
func (s *Simulator) emit(sh *shop, e metrics.Event) metrics.Text {
	sh.serial++
	e.ID = sh.prefix + number(sh.serial)
	e.Time, e.Platform, e.Shop = s.now, sh.name, sh.id
	switch {
	case !sh.dark:
		s.events = append(s.events, e)
	case e.Type != metrics.SourceReported: // a heartbeat is missed for good
		sh.held = append(sh.held, e)
	}
	return e.ID
}

// emitStaff publishes an event that belongs to no shop.
func (s *Simulator) emitStaff(e metrics.Event) {
	s.notices++
	e.ID = "floor:staff:" + number(s.notices)
	e.Time = s.now
	s.events = append(s.events, e)
}

// own makes a text of words of this package.
func own(words string) metrics.Text { return text.Clean(words) }

func number[N int | int64 | uint64](n N) metrics.Text { return own(strconv.FormatInt(int64(n), 10)) }
