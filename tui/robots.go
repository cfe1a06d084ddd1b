package tui

import (
	"cmp"
	"fmt"
	"slices"

	tea "charm.land/bubbletea/v2"

	"floorwalker/metrics"
)

// robotCause is the line of alerts in which all robots are. No rule has to be
// written for it: what a robot leaves undone comes to people within minutes.
const robotCause metrics.Text = "floorwalker:robots"

// robotTrouble is what is wrong with a shop's robot and since when.
type robotTrouble struct {
	shop metrics.ShopKey
	metrics.RobotNow
}

// robotTroubles are the robots that have stopped or answer far less than usual:
// the longest silent first. Of shops the screen does not see nothing is said.
func (s *state) robotTroubles() []robotTrouble {
	var all []robotTrouble
	known := make(map[metrics.ShopKey]bool)
	for i := range s.view.Shops {
		r := &s.view.Shops[i]
		if r.Robot.State < metrics.RobotWeak || known[r.Key] || s.blind.whole || s.blind.shops[r.Key] {
			continue
		}
		known[r.Key] = true
		all = append(all, robotTrouble{r.Key, r.Robot})
	}
	slices.SortFunc(all, func(a, b robotTrouble) int {
		return cmp.Or(cmp.Compare(b.State, a.State), cmp.Compare(a.LastSaid, b.LastSaid),
			cmp.Compare(a.shop.Shop, b.shop.Shop), cmp.Compare(a.shop.Platform, b.shop.Platform))
	})
	return all
}

// watchRobots takes up how the robots do in a new view. The bell rings for one
// that has just stopped, by the rules of the bell.
func (m *Model) watchRobots() tea.Cmd {
	was := m.alerts.robots
	m.alerts.robots = nil
	for _, r := range m.robotTroubles() {
		m.alerts.robots = append(m.alerts.robots, m.robotAlert(&r, was))
	}
	fresh := m.renewAlerts(was, m.alerts.robots)
	known := m.alerts.robotsKnown
	m.alerts.robotsKnown = m.health() == healthLive
	if fresh && known {
		return m.ring()
	}
	return nil
}

// robotAlert is an alert like those of rules. Since when a robot is weak nobody
// tells: since this screen has seen it.
func (m *Model) robotAlert(r *robotTrouble, was []Alert) Alert {
	a := Alert{
		ID: "robot " + r.shop.Platform + "/" + r.shop.Shop, Cause: robotCause, Critical: r.State == metrics.RobotSilent,
		Since: r.LastSaid, Page: r.shop,
	}
	if r.State == metrics.RobotWeak {
		a.Since = m.view.Now
		for i := range was {
			if was[i].ID == a.ID && !was[i].Critical {
				a.Since = was[i].Since
			}
		}
	}
	return a
}

// robotHeadline is what the robots' line says: of one by its name, of several
// how many there are.
func (s *state) robotHeadline() string {
	all := s.robotTroubles()
	switch {
	case len(all) == 0:
		return ""
	case len(all) == 1:
		return s.robotText(&all[0])
	}
	sum := all[0].RobotNow
	silent := 0
	for i := range all {
		if all[i].State == metrics.RobotSilent {
			silent++
		}
		if i > 0 {
			sum.Answers += all[i].Answers
			sum.UsualAnswers += all[i].UsualAnswers
			sum.Handoffs += all[i].Handoffs
			sum.UsualHandoffs += all[i].UsualHandoffs
		}
	}
	if silent == 0 {
		return s.say(textRobotsWeak, len(all), s.robotChange(sum.UsualAnswers, sum.Answers)) + s.handoffChange(&sum)
	}
	return s.say(textRobotsSilent, silent, s.since(sum.LastSaid)) + s.handoffChange(&sum)
}

// robotText is one robot's trouble in words.
func (s *state) robotText(r *robotTrouble) string {
	if r.State == metrics.RobotSilent {
		return s.say(textRobotStopped, string(r.shop.Shop), s.since(r.LastSaid)) + s.handoffChange(&r.RobotNow)
	}
	return s.say(textRobotWeak, string(r.shop.Shop), s.robotChange(r.UsualAnswers, r.Answers)) + s.handoffChange(&r.RobotNow)
}

func (s *state) handoffChange(r *metrics.RobotNow) string {
	return "  " + s.say(textRobotHandoffs, s.robotChange(r.UsualHandoffs, r.Handoffs))
}

func (s *state) robotChange(usual, now float64) string {
	return fmt.Sprintf("%.1f%s%.1f", usual, s.glyphs.to, now)
}

// robotOf is the trouble that an alert of a robot is about, in words.
func (s *state) robotOf(a *Alert) string {
	for _, r := range s.robotTroubles() {
		if r.shop == a.Page {
			return s.robotText(&r)
		}
	}
	return ""
}
