package twin

// firstMessages gives each buyer's first message of a local day, inside the
// window or not.
func (s shop) firstMessages(d int64) map[string]int64 {
	out := map[string]int64{}
	for _, th := range s.threads {
		for _, e := range th.events {
			if !isBuyer(e) || s.k.dayOf(e.at) != d {
				continue
			}
			at, seen := out[buyerOf(e)]
			if !seen || e.at < at {
				out[buyerOf(e)] = e.at
			}
		}
	}
	return out
}

// conversion is R35: of the buyers whose first message of the day came before
// any order of theirs that day (in the same millisecond the message is first),
// how many placed an order within 24 h whose group was formed. An order that
// does not say `grouped` is formed; one that says false is none for the
// conversion, but still an order placed before asking.
func (s shop) conversion(d int64) map[string]any {
	inquirers, converted := int64(0), int64(0)
	for buyer, asked := range s.firstMessages(d) {
		orderedBefore, ordersAfter := false, false
		for _, e := range s.events {
			if e.Type != "order.placed" || "buyer "+e.Buyer != buyer {
				continue
			}
			if s.k.dayOf(e.at) == d && e.at < asked {
				orderedBefore = true
			}
			if e.at >= asked && e.at <= asked+s.k.conversionWindow && formed(e) {
				ordersAfter = true
			}
		}
		if orderedBefore {
			continue
		}
		inquirers++
		if ordersAfter {
			converted++
		}
	}
	return map[string]any{
		"inquirers": inquirers, "converted": converted, "pct": percent(converted, inquirers),
	}
}

func formed(e event) bool { return e.Grouped == nil || *e.Grouped }

// complaints is the complaint rate of R35: complaints of the day over the
// buyers who wrote that day, at whatever hour.
func (s shop) complaints(d int64) map[string]any {
	n := int64(0)
	for _, e := range s.events {
		if e.Type == "complaint.opened" && s.k.dayOf(e.at) == d {
			n++
		}
	}
	consumers := int64(len(s.firstMessages(d)))
	return map[string]any{"count": n, "consumers": consumers, "pct": percent(n, consumers)}
}

// blameComplaints enters complaints into people's rows the way R39 enters
// ratings: whom the complaint names, else the last human who spoke in the
// session before it, else nobody in particular.
func (s shop) blameComplaints(r roster) {
	for _, e := range s.events {
		if e.Type == "complaint.opened" && e.Conversation == "" {
			r.row(s.k.dayOf(e.at), nameOr(e.Agent)).complaints++
		}
	}
	for _, th := range s.threads {
		for i, e := range th.events {
			if e.Type != "complaint.opened" {
				continue
			}
			name := e.Agent
			if name == "" {
				name = th.lastSpeaker(th.sessionAt(i), i)
			}
			r.row(s.k.dayOf(e.at), name).complaints++
		}
	}
}

// refunds is the rest of R35, over the 30 days that end with this one: disputes
// that the seller lost over orders, and the mean time from the request of a
// refund to its completion. A completion without a request at or before it is
// no sample; of several requests or completions of one refund the first holds.
func (s shop) refunds(d int64) map[string]any {
	in := func(e event) bool { return d-29 <= s.k.dayOf(e.at) && s.k.dayOf(e.at) <= d }
	orders, disputes := int64(0), int64(0)
	requested := map[string]int64{}
	for _, e := range s.events {
		switch {
		case e.Type == "order.placed" && in(e):
			orders++
		case e.Type == "refund.disputed" && in(e) && e.Liable == "seller":
			disputes++
		case e.Type == "refund.requested" && e.Refund != "":
			if _, again := requested[e.Refund]; !again {
				requested[e.Refund] = e.at
			}
		}
	}
	var times []int64
	done := map[string]bool{}
	for _, e := range s.events {
		at, known := requested[e.Refund]
		if e.Type != "refund.completed" || !known || at > e.at || done[e.Refund] {
			continue
		}
		done[e.Refund] = true
		if in(e) {
			times = append(times, e.at-at)
		}
	}
	return map[string]any{
		"orders_30d": orders, "disputes_30d": disputes,
		"dispute_pct": percent(disputes, orders), "refund_time": spread(times),
	}
}
