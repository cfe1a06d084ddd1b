package tui

import "floorwalker/metrics"

const (
	// settleTicks is after how many ticks without a key rows may move again:
	// the first may come at once, so it takes three to make two seconds.
	settleTicks = 3
	// restTicks is after how many ticks without a key the worst rows come
	// back into sight.
	restTicks = 60
)

// onTick moves the ages, once a second.
func (m *Model) onTick(local metrics.Time) {
	m.tick(local)
	m.unlinked = m.linked != nil && !m.linked()
	m.watchOutage()
	m.idle++
	if m.idle == settleTicks {
		m.waiting.settle()
	}
	if m.idle == restTicks {
		m.rest()
	}
	if m.idle == lockTicks && !m.locked {
		m.lock()
	}
	if m.toast.ticks > 0 {
		m.toast.ticks--
	}
	m.notices.tick()
	m.closeDialogIf()
}

// rest shows the top of every list again: a screen on a wall must show the
// worst. Cursors stay on their rows.
func (m *Model) rest() {
	m.attended = false
	for p := range panels {
		m.list(p).Rest()
	}
	m.plan.Rest()
}
