package main

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"os/exec"
	"time"

	"floorwalker/metrics"
	"floorwalker/metrics/alarm"
)

// alertJSON is what receivers get, on a subject and on standard input. It is a
// contract: keys are added, never renamed. No text of a buyer is in it.
type alertJSON struct {
	Schema     string   `json:"schema"`
	Version    int      `json:"version"`
	Kind       string   `json:"kind"` // fired, cleared, blind, sighted, test
	Name       string   `json:"name"`
	Severity   string   `json:"severity"`
	Figure     string   `json:"figure"`
	Subject    string   `json:"subject"`
	Value      *float64 `json:"value"` // null: there is none, or it has no end
	Words      string   `json:"words"`
	Expression string   `json:"expression"`
	At         string   `json:"at"`
}

// arguments are what a program gets behind its own.
func (a *alertJSON) arguments() []string {
	return []string{a.Kind, a.Severity, a.Name, a.Words}
}

const (
	alertSchema  = "floorwalker/alert"
	alertVersion = 1
)

// alertOf is a notice as it travels.
func alertOf(n alarm.Notice, zone metrics.Zone) alertJSON {
	a := alertJSON{
		Schema: alertSchema, Version: alertVersion, Kind: n.Kind.String(), Severity: "critical",
		At: n.At.Std().In(zone.Location()).Format(time.RFC3339),
	}
	switch n.Kind {
	case alarm.Blind:
		a.Name, a.Words = "feed", "alerts cannot be judged: "+n.Doubt.Meaning().EN
		return a
	case alarm.Sighted:
		a.Name, a.Words = "feed", "alerts are judged again"
		return a
	}
	f := finding{rule: rule{n.Rule.Expression, n.Rule.Critical}}
	a.Name, a.Expression, a.Figure, a.Subject = n.Rule.Name, n.Rule.Text, n.Rule.Figure.Name, n.Reading.Subject
	a.Words = f.words(&n.Reading)
	if n.Reading.Value < alarm.Endless {
		a.Value = &n.Reading.Value
	}
	if !n.Rule.Critical {
		a.Severity = "warning"
	}
	return a
}

// alertPost delivers alerts one after another, so that a slow receiver delays
// alerts and never the screen.
type alertPost struct {
	rules   *alertRules
	publish func(subject string, data []byte) error // nil: there is no server
	failed  func(error)
	queue   chan alertJSON
}

const (
	alertQueue = 256 // alerts that wait for a slow receiver; more are refused
	execLimit  = 10 * time.Second
)

func newAlertPost(rules *alertRules, publish func(string, []byte) error, failed func(error)) *alertPost {
	return &alertPost{rules, publish, failed, make(chan alertJSON, alertQueue)}
}

var errPostFull = errors.New("too many alerts wait for their receivers: one was dropped")

// send takes an alert to deliver. It does not wait.
func (p *alertPost) send(a alertJSON) {
	select {
	case p.queue <- a:
	default:
		p.failed(errPostFull)
	}
}

// run delivers until ctx ends.
func (p *alertPost) run(ctx context.Context) error {
	for {
		select {
		case a := <-p.queue:
			if err := p.deliver(ctx, a); err != nil {
				p.failed(err)
			}
		case <-ctx.Done():
			return nil
		}
	}
}

// deliver tells every receiver; the error is of those who could not be told.
func (p *alertPost) deliver(ctx context.Context, a alertJSON) error {
	data, err := json.Marshal(a)
	if err != nil {
		return err
	}
	for _, subject := range p.rules.publish {
		if p.publish != nil {
			err = errors.Join(err, p.publish(subject, data))
		}
	}
	for _, program := range p.rules.exec {
		err = errors.Join(err, call(ctx, execLimit, program, a.arguments(), data))
	}
	for i := range p.rules.hooks {
		err = errors.Join(err, p.rules.hooks[i].tell(ctx, &a, data))
	}
	return err
}

// call runs a program with arguments that no shell reads, and data on its
// standard input.
func call(ctx context.Context, limit time.Duration, program, arguments []string, data []byte) error {
	ctx, cancel := context.WithTimeout(ctx, limit)
	defer cancel()
	all := append(append([]string{}, program[1:]...), arguments...)
	cmd := exec.CommandContext(ctx, program[0], all...)
	cmd.Stdin = bytes.NewReader(append(data, '\n'))
	cmd.WaitDelay = time.Second // children that keep the pipes open
	if err := cmd.Run(); err != nil {
		return errors.New("exec " + program[0] + ": " + err.Error())
	}
	return nil
}
