package tui

import (
	"fmt"

	tea "charm.land/bubbletea/v2"

	"floorwalker/metrics"
)

// alertsDialog lists what is wrong, by cause. Letters act on the line under the
// cursor, which stays on its cause while the list changes.
type alertsDialog struct {
	quiet
	on  metrics.Text // key of the line
	top int
}

func (m *Model) openAlerts() tea.Cmd {
	m.dialog = &alertsDialog{on: m.alertLines()[0].key}
	return nil
}

func (m *Model) alertsOff() phrase {
	if len(m.alerts.list)+len(m.alerts.robots) == 0 {
		return whyNoAlerts
	}
	return phrase{}
}

// at is the line under the cursor; the first if its own is over.
func (d *alertsDialog) at(lines []alertLine) int {
	for i := range lines {
		if lines[i].key == d.on {
			return i
		}
	}
	return 0
}

func (d *alertsDialog) key(m *Model, name string, _ tea.KeyPressMsg) tea.Cmd {
	lines := m.alertLines()
	at := d.at(lines)
	switch name {
	case "esc":
		m.dialog = nil
	case "up", "k":
		d.on = lines[max(at-1, 0)].key
	case "down", "j":
		d.on = lines[min(at+1, len(lines)-1)].key
	case "enter":
		return m.behindAlert(&lines[at])
	case "a":
		d.on = lines[at].key
		return m.ackAlerts(&lines[at])
	case "m":
		d.on = lines[at].key
		m.muteAlerts(&lines[at])
	}
	return nil
}

// behindAlert shows what is behind a line: a shop's page, or conversations.
func (m *Model) behindAlert(l *alertLine) tea.Cmd {
	if key := l.alerts[0].Page; key != (metrics.ShopKey{}) {
		m.dialog = nil
		m.openShopOf(key)
		return nil
	}
	for i := range l.alerts {
		filter, err := metrics.ParseFilter(l.alerts[i].Behind)
		if l.alerts[i].Behind == "" || err != nil {
			continue
		}
		m.dialog = nil
		m.focusOn(panelWaiting)
		m.narrow(filter)
		return nil
	}
	m.tell(m.theme.Past, m.say(sayNothingBehind))
	return nil
}

// ackAlerts says that a line was seen: to all, where there is somebody to tell.
func (m *Model) ackAlerts(l *alertLine) tea.Cmd {
	var told []tea.Cmd
	for i := range l.alerts {
		a := &l.alerts[i]
		if m.ackedAlert(a) != "" {
			continue
		}
		m.alerts.acked[a.ID] = true
		if m.whyNotShared() == (phrase{}) {
			told = append(told, m.put(Mark{Kind: MarkAck, Team: a.Team, Alert: a.ID}, ackFor))
		}
	}
	text := sayAlertAcked
	if m.whyNotShared() != (phrase{}) {
		text = sayAlertAckedHere
	}
	m.tell(m.theme.Action, m.say(text))
	return tea.Batch(told...)
}

// muteAlerts keeps a line from ringing here for a while, or not any more.
func (m *Model) muteAlerts(l *alertLine) {
	if m.mutedLine(l) {
		delete(m.alerts.muted, l.key)
		return
	}
	m.alerts.muted[l.key] = m.local.Add(muteFor)
}

func (d *alertsDialog) outdated(m *Model) (string, bool) {
	return m.say(whyNoAlerts), len(m.alerts.list)+len(m.alerts.robots) == 0
}

func (d *alertsDialog) draw(m *Model, w, h int) []string {
	inner := min(w-frameRoom, 100)
	lines := m.alertLines()
	at, room := d.at(lines), max(h-2, 0)
	var drawn []string
	cursor := 0
	for i := range lines {
		if i == at {
			cursor = len(drawn)
		}
		style := m.alertStyle(&lines[i])
		if i == at {
			style = m.theme.Selected
		}
		drawn = append(drawn, style.Paint(fit(m.lead(i == at)+m.alertText(&lines[i]), inner, m.glyphs.more)))
		if len(lines[i].alerts) == 1 {
			continue
		}
		for _, a := range lines[i].alerts {
			text := fmt.Sprintf("   %s %s %s", a.Name, a.Value, m.since(a.Since))
			if a.Cause == robotCause {
				text = "   " + m.robotOf(&a)
			}
			drawn = append(drawn, m.theme.Muted.Paint(fit(text, inner, m.glyphs.more)))
		}
	}
	d.top = max(min(d.top, cursor), cursor-room+1, 0)
	drawn = drawn[d.top:min(d.top+room, len(drawn))]
	return m.framed(m.say(dialogAlerts), m.say(dialogAlertsKeys, m.glyphs.dot), drawn, inner, m.theme.Frame)
}
