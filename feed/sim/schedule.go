package sim

import (
	"container/heap"

	"floorwalker/metrics"
)

// task is something that will happen. Tasks of one instant run in the order in
// which they were planned.
type task struct {
	at    metrics.Time
	order uint64
	do    func()
}

// schedule holds the tasks to come.
type schedule struct {
	heap    taskHeap
	planned uint64
}

func (s *schedule) add(at metrics.Time, do func()) {
	s.planned++
	heap.Push(&s.heap, task{at, s.planned, do})
}

// next takes the first task, if it is due by until.
func (s *schedule) next(until metrics.Time) (task, bool) {
	if len(s.heap) == 0 || s.heap[0].at > until {
		return task{}, false
	}
	return heap.Pop(&s.heap).(task), true
}

// first is when the first task is due. There always is one: gateways beat.
func (s *schedule) first() metrics.Time { return s.heap[0].at }

type taskHeap []task

func (h taskHeap) Len() int { return len(h) }

func (h taskHeap) Less(i, j int) bool {
	if h[i].at != h[j].at {
		return h[i].at < h[j].at
	}
	return h[i].order < h[j].order
}

func (h taskHeap) Swap(i, j int) { h[i], h[j] = h[j], h[i] }

func (h *taskHeap) Push(x any) { *h = append(*h, x.(task)) }

func (h *taskHeap) Pop() any {
	last := len(*h) - 1
	t := (*h)[last]
	(*h)[last] = task{}
	*h = (*h)[:last]
	return t
}
