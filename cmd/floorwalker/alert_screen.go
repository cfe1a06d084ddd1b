package main

import (
	"context"
	"fmt"
	"slices"
	"sync"

	"floorwalker/cmd/floorwalker/config"
	"floorwalker/feed"
	"floorwalker/feed/live"
	"floorwalker/metrics"
	"floorwalker/metrics/alarm"
	"floorwalker/tui"
)

// screenAlerts is what a screen with alerts needs; nil: it has none.
type screenAlerts struct {
	rules    *alertRules
	evidence *alertEvidence
	watch    *alertWatch
	post     *alertPost

	say func(line string) // told of each that could not be delivered; nil: nobody is

	mu     sync.Mutex
	failed int   // guarded by mu
	last   error // guarded by mu: of those that could not be delivered
}

// screenAlertsOf are the rules of the file of --alerts, if it names one, with
// alerts and hooks of the configuration.
func screenAlertsOf(path string, c *config.Config) (*screenAlerts, error) {
	rules, err := alertRulesOf(path, c)
	if err != nil || len(rules.rules) == 0 {
		return nil, err
	}
	reports := alarm.NewWatcher(rules.rules).NeedsReport()
	return &screenAlerts{rules: rules, evidence: &alertEvidence{reports: reports}}, nil
}

// alertRulesOf are the rules of a file, if path is not empty, and those of the
// configuration.
func alertRulesOf(path string, c *config.Config) (rules *alertRules, err error) {
	rules = &alertRules{}
	if path != "" {
		if rules, err = readAlertRules(path, c.MetricsPolicy()); err != nil {
			return nil, err
		}
	}
	return rules, rules.join(c)
}

// never is a rule that does not fire: what blinds it is told to the hooks of the
// feed, where there is no other rule to blind.
const never = "waiting<0"

// join adds alerts and hooks of the configuration, in the order of its file.
func (r *alertRules) join(c *config.Config) error {
	v := alarm.NewVocabulary(c.MetricsPolicy())
	for _, name := range c.Ordered("alerts") {
		a := c.Alerts[name]
		if err := r.addRule(v, name, a.Rule(), a.Severity == "critical"); err != nil {
			return fmt.Errorf("alert %q of the configuration: %w", name, err)
		}
	}
	for _, name := range c.Ordered("hooks") {
		r.hooks = append(r.hooks, hookOf(name, c.Hooks[name]))
	}
	if len(r.rules) == 0 && slices.ContainsFunc(r.hooks, hook.ofFeed) {
		return r.addRule(v, "feed", never, false)
	}
	return nil
}

// ofFeed reports whether the hook is told of the feed.
func (h hook) ofFeed() bool {
	return slices.Contains(h.on, feedLost) || slices.Contains(h.on, feedBack)
}

// floor is f, with evidence left for alerts if there are some.
func (s *screenAlerts) floor(f *metrics.Floor) live.Floor {
	if s == nil {
		return f
	}
	return &lookout{f, s.evidence}
}

// before is what the screen gets its views from: the loop, behind the alerts if
// there are some, which are published over conn.
func (s *screenAlerts) before(loop *live.Loop, conn *feed.Conn) tui.Floor {
	if s == nil {
		return loop
	}
	s.post = newAlertPost(s.rules, conn.Publish, s.remember)
	s.watch = newAlertWatch(loop, s.rules, s.post, s.evidence)
	return s.watch
}

// list is where a screen finds what is wrong, in its language; call it after
// before.
func (s *screenAlerts) list(lang tui.Lang) <-chan []tui.Alert {
	if s == nil {
		return nil
	}
	s.watch.list = newAlertList(lang)
	return s.watch.list.lists
}

// tasks work beside the screen.
func (s *screenAlerts) tasks() []func(context.Context) error {
	if s == nil {
		return nil
	}
	return []func(context.Context) error{s.watch.run, s.post.run}
}

// undeliveredWords say what became of an alert.
var undeliveredWords = map[tui.Lang]string{
	tui.English: "an alert did not reach its receiver: %s",
	tui.Chinese: "告警未送达：%s",
}

// sayOf has failures told where the screen shows them. Call it before tasks run.
func (s *screenAlerts) sayOf(say func(string), lang tui.Lang) {
	if s != nil {
		s.say = func(why string) { say(fmt.Sprintf(undeliveredWords[lang], why)) }
	}
}

// remember tells what could not be delivered, and keeps it until the screen is
// gone.
func (s *screenAlerts) remember(err error) {
	s.mu.Lock()
	s.failed++
	s.last = err
	s.mu.Unlock()
	if s.say != nil {
		s.say(oneLine(err.Error()))
	}
}

// undelivered is an error if alerts did not reach their receivers.
func (s *screenAlerts) undelivered() error {
	if s == nil {
		return nil
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.last == nil {
		return nil
	}
	return fmt.Errorf("%d alerts did not reach their receivers, the last because of %w", s.failed, s.last)
}
