package live

import (
	"sync"

	"floorwalker/metrics"
)

// requests holds what the screen wants until the loop looks. Adding never
// waits. Of several queries only the last counts.
type requests struct {
	ready chan struct{} // holds one when there is something

	mu       sync.Mutex
	query    *metrics.Query
	commands []func(Floor)
}

func newRequests() *requests { return &requests{ready: make(chan struct{}, 1)} }

func (r *requests) ask(q metrics.Query) {
	r.mu.Lock()
	r.query = &q
	r.mu.Unlock()
	r.wake()
}

func (r *requests) tell(command func(Floor)) {
	r.mu.Lock()
	r.commands = append(r.commands, command)
	r.mu.Unlock()
	r.wake()
}

func (r *requests) wake() {
	select {
	case r.ready <- struct{}{}:
	default:
	}
}

func (r *requests) take() (*metrics.Query, []func(Floor)) {
	r.mu.Lock()
	defer r.mu.Unlock()
	query, commands := r.query, r.commands
	r.query, r.commands = nil, nil
	return query, commands
}
