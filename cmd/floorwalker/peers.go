package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"
	"sync"
	"time"

	"github.com/nats-io/nuid"

	"floorwalker/feed"
	"floorwalker/feed/shared"
	"floorwalker/metrics"
	"floorwalker/tui"
)

// peerBoards is what the supervisors of a floor tell each other, a board a
// team: rights end at teams, and what one of them denies stops no other. It
// implements tui.Peers.
type peerBoards struct {
	conn   shared.Conn
	who    metrics.Text
	screen string // tells screens of one name apart
	clock  peerClock
	words  *peerText
	teams  func() []metrics.Text                 // those on the floor by now
	record func(context.Context, tui.Mark) error // keeps who hid what
	states chan tui.PeerState                    // has room for one, the latest wins
	puts   sync.WaitGroup                        // calls that wait for the server
	ctx    context.Context                       // of those calls and of the listeners; ends with the boards
	stop   context.CancelFunc
	listen sync.WaitGroup

	mu     sync.Mutex
	boards map[metrics.Text]*shared.Board // by team; the empty one has alerts of nobody's team
	heard  map[metrics.Text]shared.State
	filter metrics.Text
	look   tui.Mark // the last that was told
	closed bool
}

const (
	peerPatience = 3 * time.Second // for the server to take a mark
	peerFarewell = time.Second     // for it to hear that the supervisor is gone
	teamsEvery   = time.Second     // new teams are looked for
)

func newPeerBoards(conn shared.Conn, who metrics.Text, lang tui.Lang, clock peerClock) *peerBoards {
	p := &peerBoards{
		conn: conn, who: who, screen: nuid.Next(), clock: clock, words: peerWords[lang], states: make(chan tui.PeerState, 1),
		boards: map[metrics.Text]*shared.Board{}, heard: map[metrics.Text]shared.State{},
	}
	p.ctx, p.stop = context.WithCancel(context.Background())
	return p
}

// run opens a board for each team that turns up, and closes all when ctx ends.
func (p *peerBoards) run(ctx context.Context) error {
	defer p.close()
	tick := time.NewTicker(teamsEvery)
	defer tick.Stop()
	for p.board(""); ; {
		for _, team := range p.teams() {
			p.board(team)
		}
		select {
		case <-tick.C:
		case <-ctx.Done():
			return nil
		}
	}
}

// board is a team's, opened if need be; nil after close.
func (p *peerBoards) board(team metrics.Text) *shared.Board {
	p.mu.Lock()
	defer p.mu.Unlock()
	if b := p.boards[team]; b != nil || p.closed {
		return b
	}
	b := shared.Open(p.conn, shared.Options{By: p.who, Teams: []metrics.Text{team}, Screen: p.screen})
	p.boards[team] = b
	if team != "" {
		b.SetPresence(p.filter)
	}
	p.listen.Go(func() {
		for {
			select {
			case s := <-b.Updates():
				p.hear(team, s)
			case <-p.ctx.Done():
				return
			}
		}
	})
	return b
}

// close ends the boards, and takes claims and presence back.
func (p *peerBoards) close() {
	p.mu.Lock()
	p.closed = true
	boards := p.boards
	p.boards = nil
	p.mu.Unlock()
	p.stop()
	p.puts.Wait()
	p.listen.Wait()
	ctx, cancel := context.WithTimeout(context.Background(), peerFarewell)
	defer cancel()
	var closing sync.WaitGroup
	for _, b := range boards {
		closing.Go(func() { _ = b.Close(ctx) }) // what stays expires by itself
	}
	closing.Wait()
}

// hear takes up the state of a team.
func (p *peerBoards) hear(team metrics.Text, s shared.State) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.heard[team] = s
	next := p.state()
	select {
	case <-p.states:
	default:
	}
	p.states <- next // there is room: only hear sends, and it holds the lock
}

// state puts the teams together. The caller holds mu.
func (p *peerBoards) state() tui.PeerState {
	var all tui.PeerState
	var worst shared.State
	read := false
	for _, s := range p.heard {
		read = read || s.Trouble == shared.NoTrouble
		all.Twins = all.Twins || s.Twin
		if s.Trouble > worst.Trouble {
			worst = s
		}
		for _, m := range s.Marks {
			if mark, ok := p.clock.mark(m); ok {
				all.Marks = append(all.Marks, mark)
			}
		}
		for _, m := range s.Supervisors() {
			if !slices.ContainsFunc(all.On, func(x tui.Peer) bool { return x.By == m.By }) {
				all.On = append(all.On, tui.Peer{By: m.By, Filter: m.Words})
			}
		}
	}
	slices.SortFunc(all.On, func(a, b tui.Peer) int { return cmp.Compare(a.By, b.By) })
	if worst.Trouble != shared.Connecting || !read { // a team that has just turned up
		all.Missing = p.words.trouble(worst)
	}
	return all
}

// States implements tui.Peers.
func (p *peerBoards) States() <-chan tui.PeerState { return p.states }

// Watch implements tui.Peers.
func (p *peerBoards) Watch(filter metrics.Text) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.filter = filter
	for team, b := range p.boards {
		if team != "" {
			b.SetPresence(filter)
		}
	}
}

// Put implements tui.Peers. That somebody looks at what he was just looking at is
// no news.
func (p *peerBoards) Put(m tui.Mark) (holder metrics.Text, err error) {
	if m.Kind == tui.MarkLook && !p.looksAt(m) {
		return "", nil
	}
	err = p.call(m.Team, func(ctx context.Context, b *shared.Board) error {
		holder, err = p.put(ctx, b, m)
		return err
	})
	return holder, err
}

// looksAt reports whether a look has to be told: it is the first at its
// conversation, or the one told last is about to end.
func (p *peerBoards) looksAt(m tui.Mark) bool {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.look.Team == m.Team && p.look.Chat == m.Chat && m.At < p.look.Until {
		return false
	}
	p.look = m
	return true
}

func (p *peerBoards) put(ctx context.Context, b *shared.Board, m tui.Mark) (holder metrics.Text, err error) {
	t, d := thingOf(m), p.clock.length(m.Until.Sub(m.At))
	switch m.Kind {
	case tui.MarkAck:
		return "", b.Ack(ctx, m.Team, t, d)
	case tui.MarkLook:
		return "", b.Look(ctx, m.Team, t, d)
	case tui.MarkHide:
		if err := p.record(ctx, m); err != nil {
			return "", fmt.Errorf(p.words.unrecorded, err)
		}
		return "", b.Hide(ctx, m.Team, t, d)
	}
	held, err := b.Claim(ctx, m.Team, t, d)
	if errors.Is(err, shared.ErrClaimed) && held.By != "" {
		err = nil
	}
	return held.By, err
}

// TakeBack implements tui.Peers. A claim is given back by who holds it only.
func (p *peerBoards) TakeBack(m tui.Mark) error {
	return p.call(m.Team, func(ctx context.Context, b *shared.Board) error {
		switch m.Kind {
		case tui.MarkAck:
			return b.TakeBack(ctx, shared.Ack, m.Team, thingOf(m))
		case tui.MarkHide:
			return b.TakeBack(ctx, shared.Hide, m.Team, thingOf(m))
		case tui.MarkClaim:
			return b.Release(ctx, m.Team, thingOf(m))
		}
		return nil
	})
}

var errPeersClosed = errors.New("the screen has ended")

// call does something on a team's board, within peerPatience.
func (p *peerBoards) call(team metrics.Text, do func(context.Context, *shared.Board) error) error {
	b := p.board(team)
	if b == nil || !p.begin() {
		return errPeersClosed
	}
	defer p.puts.Done()
	ctx, cancel := context.WithTimeout(p.ctx, peerPatience)
	defer cancel()
	return p.words.failure(do(ctx, b))
}

// begin counts a call, unless it is too late for one.
func (p *peerBoards) begin() bool {
	p.mu.Lock()
	defer p.mu.Unlock()
	if !p.closed {
		p.puts.Add(1)
	}
	return !p.closed
}

// meetPeers gives the screen the other supervisors, and returns what works for
// that beside it. What is hidden for all goes to the audit first.
func (s *station) meetPeers(conn *feed.Conn, front *front, clock peerClock) func(context.Context) error {
	p := newPeerBoards(conn, s.options.Who, s.options.Lang, clock)
	p.teams, p.record = front.teams, s.clerk(conn, front).hidden
	s.options.Peers = p
	return p.run
}
