package metrics

// buyerRecall is a buyer's message that its author took back.
type buyerRecall struct {
	fact int32
	at   Time
}

// markVoided finds the messages that recalls and deletions took away (R10,
// R20). They are rare.
func (r *reading) markVoided(e *entity) {
	r.voided, r.recalls = r.voided[:0], r.recalls[:0]
	if !e.takes && r.frozenAt == 0 {
		return
	}
	for i := range e.facts {
		f := &e.facts[i]
		if r.frozenAt != 0 && (f.flags&flagLate != 0 || f.time > r.frozenAt) {
			r.hide(e, i)
			continue
		}
		if f.kind != kindRecall && f.kind != kindDelete {
			continue
		}
		if f.time > r.now {
			r.soon(f.time)
			continue
		}
		r.void(e, f)
	}
}

func (r *reading) void(e *entity, recall *fact) {
	at := e.find(recall.ref(e))
	if at < 0 {
		return
	}
	switch m := &e.facts[at]; {
	case m.kind != kindBuyer && m.kind != kindSpoke:
		return
	case recall.kind == kindDelete:
	case m.kind == kindBuyer:
		r.recalls = append(r.recalls, buyerRecall{int32(at), recall.time})
		return
	case r.rules.AgentRecall == RecallKeeps:
		return
	}
	r.hide(e, at)
}

// hide takes the fact at position at out of the reading.
func (r *reading) hide(e *entity, at int) {
	if len(r.voided) == 0 {
		r.voided = append(r.voided, make([]bool, len(e.facts))...)
	}
	r.voided[at] = true
}

// cancel marks the asks whose recall came before the answer, where rules let
// that count (R20).
func (r *reading) cancel() {
	if r.rules.BuyerRecall == RecallKeeps {
		return
	}
	for _, c := range r.recalls {
		for i := range r.asks {
			a := &r.asks[i]
			if a.fact == c.fact && (a.recalled == 0 || c.at < a.recalled) {
				a.recalled = c.at
			}
		}
	}
}

func (r *reading) isVoid(i int) bool { return len(r.voided) > 0 && r.voided[i] }
