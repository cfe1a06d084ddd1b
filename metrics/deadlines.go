package metrics

// deadlines is a heap of threads by the instant at which they must be judged
// again. A thread is in it at most once.
type deadlines []*thread

// set gives t a new instant; 0 takes it out.
func (h *deadlines) set(t *thread, next Time) {
	switch {
	case next == 0:
		if t.heapPos >= 0 {
			h.remove(int(t.heapPos))
		}
	case t.heapPos < 0:
		t.next, t.heapPos = next, int32(len(*h))
		*h = append(*h, t)
		h.up(int(t.heapPos))
	case t.next != next:
		t.next = next
		h.up(int(t.heapPos))
		h.down(int(t.heapPos))
	}
}

func (h *deadlines) remove(i int) {
	old := *h
	last := len(old) - 1
	gone := old[i]
	old[i] = old[last]
	old[i].heapPos = int32(i)
	old[last] = nil
	*h = old[:last]
	gone.heapPos, gone.next = -1, 0
	if i < last {
		h.up(i)
		h.down(i)
	}
}

func (h deadlines) swap(i, j int) {
	h[i], h[j] = h[j], h[i]
	h[i].heapPos, h[j].heapPos = int32(i), int32(j)
}

func (h deadlines) up(i int) {
	for i > 0 {
		parent := (i - 1) / 2
		if h[parent].next <= h[i].next {
			return
		}
		h.swap(i, parent)
		i = parent
	}
}

func (h deadlines) down(i int) {
	for {
		child := 2*i + 1
		if child >= len(h) {
			return
		}
		if child+1 < len(h) && h[child+1].next < h[child].next {
			child++
		}
		if h[i].next <= h[child].next {
			return
		}
		h.swap(i, child)
		i = child
	}
}
