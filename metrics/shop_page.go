package metrics

// pageStands is how old a shop's page may be before it is made anew.
const pageStands = 15 * Second

// pageReach is how far back a page looks: a robot's normal share is that of
// the week before.
const pageReach = 7

// pageWork makes a shop's page in pieces, because it reads a week of
// conversations again: Settle does a piece at a time, and the page of before
// stands until the new one is whole.
type pageWork struct {
	key   ShopKey
	page  *ShopPage
	draft *pageDraft // nil: nothing is being made
}

// pageDraft is a page in the making.
type pageDraft struct {
	digest    *shopDigest
	consumers consumerUnits
	hours     map[Time][]Tally
	open      []int
	final     []Time
	sealed    sealedCursor
	next      int                  // of the conversations on the floor, once those packed are read
	seen      map[*thread]struct{} // of them: they were packed when they were read
}

// answer is the page of the shop with the key, as far as it has been made; asks
// for it if it is missing or old.
func (w *pageWork) answer(f *Floor, k ShopKey) *ShopPage {
	s := f.shops[k]
	if s == nil || k == (ShopKey{}) {
		return nil // whoever asks without a shop does not take the page from who has one
	}
	if k != w.key {
		*w = pageWork{key: k}
	}
	if w.draft != nil && stands(w.draft.digest.now, f.now) {
		return w.page
	}
	w.draft = nil
	if w.page != nil && f.now < w.page.At {
		w.page = nil // the clock was put back
	}
	if w.page == nil || !stands(w.page.At, f.now) {
		w.draft = f.newDraft(s)
	}
	return w.page
}

// stands reports whether what was made at an instant may still be shown.
func stands(at, now Time) bool { return at <= now && now.Sub(at) < pageStands }

func (f *Floor) newDraft(s *shop) *pageDraft {
	return &pageDraft{
		digest: f.newDigest(s), consumers: consumerUnits{}, hours: map[Time][]Tally{},
		open: make([]int, s.rules.rates), final: make([]Time, s.rules.rates),
		sealed: sealedCursor{floor: f, shop: s, since: s.rules.Zone.Date(f.now) - pageReach}, seen: map[*thread]struct{}{},
	}
}

// work reads at most n conversations for the page and returns how many are left,
// or 1 while packed ones are.
func (w *pageWork) work(f *Floor, n int) (left int) {
	if w.draft == nil {
		return 0
	}
	d := w.draft
	for ; n > 0; n-- {
		t := d.sealed.next()
		if t == nil {
			break
		}
		f.draftThread(d, t)
	}
	if n == 0 {
		return 1
	}
	all := d.digest.shop.order
	for ; n > 0 && d.next < len(all); n-- {
		if _, seen := d.seen[all[d.next]]; !seen && !all[d.next].packed {
			f.draftThread(d, all[d.next])
		}
		d.next++
	}
	if left = len(all) - d.next; left == 0 {
		w.page, w.draft = f.finish(d), nil
	}
	return left
}

// thawed hears of a conversation that was packed until now.
func (d *pageDraft) thawed(t *thread, at spot) {
	if d.sealed.passed(at) {
		d.seen[t] = struct{}{}
	}
}

func (f *Floor) draftThread(d *pageDraft, t *thread) {
	today := t.shop.rules.Zone.Date(d.digest.now)
	if n := len(t.days); n == 0 || t.days[n-1].date < today-pageReach {
		return
	}
	d.digest.thread(t, &f.judge, d.consumers)
	for i := range t.days {
		if t.days[i].date == today {
			d.readToday(f.readDay(t, i, d.digest.now))
		}
	}
}

// readToday enters today's obligations into their hours. Rates that count
// consumers or sessions count turns here, as live windows do (R31).
func (d *pageDraft) readToday(r *reading) {
	for i := range r.rules.metrics[:r.rules.rates] {
		m := &r.rules.metrics[i]
		if m.Unit != PerMessage {
			r.turns(m, func(t turn) { d.book(r, i, &r.asks[t.first]) })
			continue
		}
		for k := range r.asks {
			if a := &r.asks[k]; r.counts(m, a) {
				d.book(r, i, a)
			}
		}
	}
}

func (d *pageDraft) book(r *reading, i int, a *ask) {
	from := r.open.Add(a.time.Sub(r.open) / Hour * Hour)
	rates := d.hours[from]
	if rates == nil {
		rates = make([]Tally, r.rules.rates)
		d.hours[from] = rates
	}
	o, known := r.known(&r.rules.metrics[i], a)
	rates[i].add(o, 1)
	if o == pending {
		d.open[i]++
		d.final[i] = max(d.final[i], known)
	}
}
