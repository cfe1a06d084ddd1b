package metrics

import "sort"

// CentreFigure is the contact-centre set of a day's sessions (R40).
type CentreFigure struct {
	Answered        int        `json:"answered"`
	Within          int        `json:"within"`
	Abandoned       int        `json:"abandoned"`
	AbandonedWithin int        `json:"abandoned_within"`
	ShortAbandoned  int        `json:"short_abandoned"`
	Waiting         int        `json:"waiting"`
	AbandonPct      *string    `json:"abandon_pct"`
	SL1Pct          *string    `json:"sl1_pct"`
	SL2Pct          *string    `json:"sl2_pct"`
	SL3Pct          *string    `json:"sl3_pct"`
	SL4Pct          *string    `json:"sl4_pct"`
	ASA             SpanFigure `json:"asa"`
	AHT             SpanFigure `json:"aht"`
	FCR             FCRFigure  `json:"fcr"`
}

// FCRFigure is first-contact resolution (R40).
type FCRFigure struct {
	Resolved int     `json:"resolved"`
	Repeat   int     `json:"repeat"`
	Open     int     `json:"open"`
	Pct      *string `json:"pct"`
}

// centreTally collects a day's sessions.
type centreTally struct {
	CentreFigure
	first, handle []Span
}

func (t *centreTally) add(rules *compiledRules, v *visit) {
	within := func(end Time) bool { return end.Sub(v.start) <= rules.ServiceLevel }
	switch {
	case v.answered != 0:
		t.Answered++
		t.first = append(t.first, v.answered.Sub(v.start))
		if within(v.answered) {
			t.Within++
		}
	case v.closed == 0:
		t.Waiting++
	case v.closed.Sub(v.start) <= rules.ShortAbandon:
		t.ShortAbandoned++
	default:
		t.Abandoned++
		if within(v.closed) {
			t.AbandonedWithin++
		}
	}
	if v.closed != 0 && v.handled != 0 && v.handled <= v.closed {
		t.handle = append(t.handle, v.closed.Sub(v.handled))
	}
}

// resolve counts a closed and answered session: repeated if its buyer opened
// another within the window, resolved once the window has passed without.
func (t *centreTally) resolve(d *shopDigest, v *visit) {
	if v.closed == 0 || v.answered == 0 {
		return
	}
	until := v.closed.Add(d.shop.rules.FCRWindow)
	starts := d.starts[v.buyer]
	next := sort.Search(len(starts), func(i int) bool { return starts[i] > v.closed })
	switch {
	case next < len(starts) && starts[next] <= until:
		t.FCR.Repeat++
	case d.asOf > until:
		t.FCR.Resolved++
	default:
		t.FCR.Open++
	}
}

func (t *centreTally) figure() CentreFigure {
	f := t.CentreFigure
	both := f.Answered + f.Abandoned
	f.AbandonPct = ratio(f.Abandoned, both)
	f.SL1Pct = ratio(f.Within+f.AbandonedWithin, both)
	f.SL2Pct = ratio(f.Within, f.Answered)
	f.SL3Pct = ratio(f.Within, both)
	f.SL4Pct = ratio(f.Within, both-f.AbandonedWithin)
	f.ASA, f.AHT = spanFigure(t.first), spanFigure(t.handle)
	f.FCR.Pct = ratio(f.FCR.Resolved, f.FCR.Resolved+f.FCR.Repeat)
	return f
}

// centre is the contact-centre set of one day.
func (d *shopDigest) centre(day Date) CentreFigure {
	var t centreTally
	for i := range d.visits {
		if v := &d.visits[i]; v.day == day {
			t.add(d.shop.rules, v)
			t.resolve(d, v)
		}
	}
	return t.figure()
}
