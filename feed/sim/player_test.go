package sim

import (
	"context"
	"errors"
	"sync"
	"testing"
	"time"

	"floorwalker/feed"
	"floorwalker/feed/natstest"
	"floorwalker/metrics"
)

// paper takes down what is published.
type paper struct {
	mu     sync.Mutex
	events []metrics.Event
	left   []metrics.Text // team@event
	fail   error
}

func (p *paper) Publish(_ context.Context, e *metrics.Event) error {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.events = append(p.events, *e)
	return p.fail
}

func (p *paper) PublishFor(_ context.Context, team metrics.Text, e *metrics.Event) error {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.left = append(p.left, team+"@"+e.ID)
	return nil
}

func (p *paper) count() int {
	p.mu.Lock()
	defer p.mu.Unlock()
	return len(p.events)
}

func (p *paper) of(command metrics.Text) int {
	p.mu.Lock()
	defer p.mu.Unlock()
	n := 0
	for i := range p.events {
		if p.events[i].Command == command {
			n++
		}
	}
	return n
}

// handClock stands still until it is moved.
type handClock struct {
	mu   sync.Mutex
	now  time.Time
	wake chan time.Time // everybody who waits is woken by every move
}

func newHandClock() *handClock {
	return &handClock{now: time.Unix(1_000_000, 0), wake: make(chan time.Time)}
}

func (c *handClock) Now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.now
}

func (c *handClock) After(time.Duration) <-chan time.Time { return c.wake }

// move lets d pass and waits until the player has begun to look.
func (c *handClock) move(d time.Duration) {
	c.mu.Lock()
	c.now = c.now.Add(d)
	c.mu.Unlock()
	c.wake <- time.Time{}
}

// run plays in the background; the function returned ends it and is its error.
func run(t testing.TB, p *Player) (stop func() error) {
	t.Helper()
	ctx, cancel := context.WithCancel(context.Background())
	result := make(chan error, 1)
	go func() { result <- p.Run(ctx) }()
	stop = sync.OnceValue(func() error {
		cancel()
		return <-result
	})
	t.Cleanup(func() { _ = stop() })
	return stop
}

func TestPlayerCatchesUpThenKeepsPace(t *testing.T) {
	c := Config{Seed: 2, Start: at(19, 40)}
	clock, to := newHandClock(), &paper{}
	p := NewPlayer(newFloor(t, c), to, Pace{Begin: at(20, 0), Speed: 60, Clock: clock})
	stop := run(t, p)
	clock.move(0) // accepted once the past is played
	if p.Now() != at(20, 0) {
		t.Errorf("after catching up it is %v", p.Now())
	}
	clock.move(20 * time.Second) // that many minutes of the floor
	clock.move(0)
	if p.Now() != at(20, 20) {
		t.Errorf("20 s later it is %v", p.Now())
	}
	if err := stop(); err != nil {
		t.Error(err)
	}
	want := newFloor(t, c).Step(at(20, 20))
	if len(want) != to.count() {
		t.Fatalf("%d events, want %d", to.count(), len(want))
	}
	if string(wire(t, want)) != string(wire(t, to.events)) {
		t.Error("other events than the simulator's")
	}
}

func TestPlayerTellsTheTeamThatLosesAConversation(t *testing.T) {
	to := &paper{}
	p := NewPlayer(newFloor(t, Config{Seed: 2, Start: at(19, 0)}), to, Pace{Begin: at(22, 0), Clock: newHandClock()})
	stop := run(t, p)
	natstest.Eventually(t, "the past is played", func() bool { return p.Now() == at(22, 0) })
	if err := stop(); err != nil {
		t.Error(err)
	}
	var want []metrics.Text
	team := map[metrics.ConversationKey]metrics.Text{}
	for i := range to.events {
		e := &to.events[i]
		switch e.Type {
		case metrics.ConversationOpened:
			team[keyOf(e)] = e.Team
		case metrics.ConversationTransferred, metrics.ConversationAssigned:
			if was := team[keyOf(e)]; was != e.Team {
				want = append(want, was+"@"+e.ID)
			}
			team[keyOf(e)] = e.Team
		}
	}
	if len(want) == 0 || len(want) != len(to.left) {
		t.Fatalf("told %d teams, want %d", len(to.left), len(want))
	}
	for i := range want {
		if to.left[i] != want[i] {
			t.Errorf("told %s, want %s", to.left[i], want[i])
		}
	}
}

func TestPlayerStopsWhenPublishingFails(t *testing.T) {
	full := errors.New("disk full")
	p := NewPlayer(newFloor(t, Config{Start: at(20, 0)}), &paper{fail: full}, Pace{Begin: at(20, 30)})
	if err := p.Run(context.Background()); !errors.Is(err, full) {
		t.Errorf("Run returned %v", err)
	}
	if _, err := p.Command(context.Background(), Request{}); !errors.Is(err, errEnded) {
		t.Errorf("a command to an ended floor: %v", err)
	}
}

func TestPlayerCarriesOutCommands(t *testing.T) {
	s := busy(t, Config{Seed: 1})
	c := s.find(t, "owned and waiting", owned)
	r := moveTo("p1", c, s.free(t, c).id)
	clock, to := newHandClock(), &paper{}
	p := NewPlayer(s, to, Pace{Clock: clock})
	stop := run(t, p)
	a, err := p.Command(context.Background(), r)
	if err != nil || a.Reply.Status != feed.CommandAccepted {
		t.Fatalf("%+v, %v", a, err)
	}
	clock.move(10 * time.Second)
	clock.move(0)
	if to.of("p1") != 1 {
		t.Errorf("%d events of the command", to.of("p1"))
	}
	if err := stop(); err != nil {
		t.Error(err)
	}
}

func TestCommandThatIsGivenUpHasNoEffect(t *testing.T) {
	s := busy(t, Config{Seed: 1})
	c := s.find(t, "owned and waiting", owned)
	r := moveTo("late", c, s.free(t, c).id)
	to := &paper{}
	p := NewPlayer(s, to, Pace{Clock: newHandClock()})
	gone, cancel := context.WithCancel(context.Background())
	cancel()
	if _, err := p.Command(gone, r); !errors.Is(err, context.Canceled) { // nobody plays yet
		t.Fatal(err)
	}
	p.answer(call{gone, r, make(chan outcome, 1)})
	if c.moving != "" {
		t.Error("it was begun")
	}
}
