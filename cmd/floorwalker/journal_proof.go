package main

import (
	"floorwalker/feed/desk"
	"floorwalker/metrics"
)

// proofs tells a desk which commands the stream has shown to be done.
type proofs struct {
	desk *desk.Desk
	told map[string]bool // by id
}

// hear takes the next view of the floor.
func (p *proofs) hear(v *metrics.View) {
	told := make(map[string]bool, len(v.Commands))
	for i := range v.Commands {
		c := &v.Commands[i]
		if c.State != metrics.CommandDone {
			continue
		}
		if told[c.ID] = true; !p.told[c.ID] {
			p.desk.Done(c.ID)
		}
	}
	p.told = told
}
