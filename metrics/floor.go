package metrics

// Floor is the engine: it holds the facts of every conversation, judges what
// changed and answers with Views. One goroutine owns it.
//
// Apply only files a fact and marks its conversation; conversations are judged
// when somebody looks (Settle, View, Report) or a deadline passes (Advance).
// A burst of messages in one conversation costs one judgement.
type Floor struct {
	policy  *Policy
	lexicon *lexicon
	now     Time
	today   Date
	views   uint64

	shops     map[ShopKey]*shop
	shopOrder []*shop
	lastShop  *shop // events come in runs
	sources   map[ShopKey]*source
	people    people
	roster    roster // of today
	teams     names
	agentDays map[agentDayKey]*agentDay

	judge    judge
	dirty    []*thread
	stale    []*thread // rows to be looked at again
	due      deadlines
	rows     []row
	pulses   pulses
	filtered filtered
	pins     []pin
	words    words
	activity activity
	promises promises
	orders   orders
	page     pageWork
	reported []*source  // since the last judging
	buyers   []buyerDay // scratch

	commands   commands
	counts     ReportCounts
	feedLast   Time
	knownSince Time
	warmth     int64 // keeps the reads of warm from being optimized away
	business   bool  // a shop's reply clock stands still at night (R5)
	vault      *vault
	group      []*thread // scratch: being judged
}

// New returns an empty floor judged by p, which must not change any more.
func New(p *Policy) *Floor {
	return &Floor{
		policy: p, lexicon: p.lexicon(), shops: map[ShopKey]*shop{}, sources: map[ShopKey]*source{},
		agentDays: map[agentDayKey]*agentDay{}, people: newPeople(), teams: newNames(), promises: promises{},
	}
}

// Now is the instant of the last Advance.
func (f *Floor) Now() Time { return f.now }

// Advance moves the floor's clock. It is cheap when nothing is due. The clock
// may also step back: then everything is judged again.
func (f *Floor) Advance(now Time) {
	if now < f.now {
		f.rewind(now)
	}
	f.now = now
	if today := f.policy.Zone.Date(now); today != f.today {
		f.today, f.roster = today, f.policy.newRoster(today)
		if f.vault != nil {
			f.vault.cut = today - historyDays
		}
		for i := range f.rows {
			f.lookAgainAt(f.rows[i].thread)
		}
	}
	for len(f.due) > 0 && f.due[0].next <= now {
		f.touch(f.due[0], maxDate)
		f.due.remove(0)
	}
	f.watchSources()
}

// maxDate marks a thread without naming a day whose facts changed.
const maxDate = Date(1<<31 - 1)

func (f *Floor) rewind(now Time) {
	f.thawSince(nil, now.Add(-restSpan))
	f.now = now
	for i := range f.rows {
		f.rows[i].until = 0
	}
	for _, s := range f.shopOrder {
		f.touchShop(s)
	}
}

func (f *Floor) touchShop(s *shop) {
	for _, t := range s.order {
		if !t.packed {
			f.touch(t, 0)
		}
	}
}

// touch marks a thread for judging from a day on.
func (f *Floor) touch(t *thread, from Date) {
	if !t.dirty {
		t.dirty, t.from = true, from
		f.dirty = append(f.dirty, t)
		return
	}
	t.from = min(t.from, from)
}

// Settle judges at most n marked conversations, works as much on the page that
// is asked for, and returns how many are left to look at. Callers with a clock
// to keep call it in slices.
func (f *Floor) Settle(n int) int {
	left := f.judgeSome(n)
	if left > 0 {
		return left
	}
	return f.page.work(f, n)
}

// judgeSome judges at most n marked conversations.
func (f *Floor) judgeSome(n int) (left int) {
	f.lookAgain()
	for n > 0 && len(f.dirty) > 0 {
		rest := len(f.dirty) - min(n, len(f.dirty), warmed)
		n -= len(f.dirty) - rest
		f.group = append(f.group[:0], f.dirty[rest:]...)
		f.dirty = f.dirty[:rest] // judging may unpack others, which wait their turn
		f.warm(f.group)
		for _, t := range f.group {
			f.judgeThread(t)
		}
	}
	if len(f.dirty) == 0 {
		for _, t := range f.stale {
			t.stale = false
			f.setRow(t)
		}
		f.stale = f.stale[:0]
	}
	return len(f.dirty)
}

// settleAll leaves nothing to judge.
func (f *Floor) settleAll() {
	for f.judgeSome(1<<20) > 0 {
	}
}

// lookAgainAt marks a row: once, however many of its buyer's conversations were
// judged.
func (f *Floor) lookAgainAt(t *thread) {
	if !t.stale {
		t.stale = true
		f.stale = append(f.stale, t)
	}
}

// warmed is how many conversations are fetched from memory at a time.
const warmed = 32

// warm reads a word of what judging will need of each conversation. Judging
// waits for memory more than it computes: the reads of a group are independent,
// so that the processor waits for them together and not one after the other.
func (f *Floor) warm(group []*thread) {
	var sum int64
	for _, t := range group {
		sum += int64(t.rowPos) + int64(t.face.version)
	}
	for _, t := range group {
		if n := len(t.facts); n > 0 {
			sum += int64(t.facts[0].time) + int64(t.facts[n/2].time) + int64(t.facts[n-1].time)
		}
		sum += int64(t.days[0].date) + int64(t.days[0].next)
	}
	for _, t := range group {
		for i := range t.days {
			d := &t.days[i]
			if len(d.tallies) > 0 {
				sum += int64(d.tallies[0].n) + int64(d.tallies[len(d.tallies)-1].n)
			}
			if len(d.consumers) > 0 {
				sum += int64(d.consumers[0].lost)
			}
			if len(d.agents) > 0 {
				sum += int64(d.agents[0].wait)
			}
		}
	}
	f.warmth = sum
}

// judgeThread judges the days of t that need it, in order: each day hands its
// carry to the next.
func (f *Floor) judgeThread(t *thread) {
	s := t.shop
	j := &f.judge
	j.rules, j.now, j.asOf = s.rules, f.now, s.asOf(f.now)
	var in carry
	for i := range t.days {
		d := &t.days[i]
		if d.in != in || t.needsJudging(i, f.now) {
			d.in = in
			f.judgeDay(t, d)
		}
		in = d.out
	}
	t.dirty = false
	f.note(t, in)
}

func (f *Floor) judgeDay(t *thread, d *threadDay) {
	j := &f.judge
	z := t.shop.rules.Zone
	j.carry, j.day = d.in, d.date
	j.open, j.end = z.Midnight(d.date), z.Midnight(d.date+1)
	lo, hi := t.bounds(z, d.date)
	v := j.judgeDay(&t.entity, lo, hi)

	f.replace(t, d, v)
	f.pulse(t, d)
}

// note renews what is known of the thread as a whole.
func (f *Floor) note(t *thread, last carry) {
	was := t.now
	f.judge.rules = t.shop.rules
	f.judge.markVoided(&t.entity)
	t.now = t.state(&f.judge.reading)
	t.now.owner, t.now.active = last.owner, last.active
	if was != t.now {
		t.version++
		f.people.carry(was, t.now)
	}
	f.promises.note(t)
	f.setRow(t)
}

func sooner(a, b Time) Time {
	if a == 0 || b != 0 && b < a {
		return b
	}
	return a
}
