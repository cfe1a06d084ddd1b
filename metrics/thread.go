package metrics

// thread is one conversation of a shop with all its facts.
type thread struct {
	entity
	shop *shop
	key  Text
	days []threadDay // ascending

	next    Time  // when it must be judged again by itself; 0: never
	heapPos int32 // in the deadline heap, -1
	rowPos  int32 // in the waiting list, -1
	from    Date  // earliest day whose facts changed
	dirty   bool  // waits for judging
	packed  bool  // in the vault, and no more on the floor
	stale   bool  // its row waits to be looked at again

	now threadNow
	face
}

// threadDay is what a thread adds to one day's sums.
type threadDay struct {
	date       Date
	in, out    carry
	judged     bool
	generation uint32 // of judgement
	beyond     bool
	next       Time
	decided    Time // the last deadline that has passed unanswered
	tallies    []tally32
	consumers  []consumerPart
	agents     []agentPart
	open       []openTurn
}

// threadNow is the state of a conversation as of the last judging.
type threadNow struct {
	owner    uint32 // in charge (R36)
	assignee uint32 // the backend's
	active   bool   // open and owned: counts as load
	closed   bool   // closed, and the buyer has not come back
	extra    uint8  // severity beyond the wait: complaint, VIP
	lane     LaneKind
	session  Date // of the last session
	promised Time // the last human message of the session, if it is a promise (R45)
}

// face is what a row shows of a conversation; no figure depends on it.
type face struct {
	version   uint32
	team      uint16
	teamAt    Time
	buyer     Text
	buyerName Text
	buyerAt   Time
	tier      Text
	tierAt    Time
	stage     Text
	stageAt   Time
	tags      []Text
	taggedAt  Time
	words     Text    // the buyer's last
	wordsOf   wordKey // their message
	said      said    // what was said last, by anybody
}

// dayAt returns the thread-day of date d, made if need be.
func (t *thread) dayAt(d Date) *threadDay {
	at := len(t.days)
	for at > 0 && t.days[at-1].date > d {
		at--
	}
	if at == 0 || t.days[at-1].date != d {
		days := make([]threadDay, len(t.days)+1) // exact: most conversations have one day
		copy(days, t.days[:at])
		copy(days[at+1:], t.days[at:])
		days[at].date = d
		t.days = days
		return &days[at]
	}
	return &t.days[at-1]
}

// bounds are the positions of a day's facts.
func (t *thread) bounds(z Zone, d Date) (lo, hi int) {
	if len(t.days) == 1 {
		return 0, len(t.facts)
	}
	return t.entity.from(z.Midnight(d)), t.entity.from(z.Midnight(d + 1))
}

// needsJudging tells whether day i must be judged: its facts changed, what it
// looked at beyond its end may have, or its time has come.
func (t *thread) needsJudging(i int, now Time) bool {
	d := &t.days[i]
	return !d.judged || d.date >= t.from || d.beyond || d.next != 0 && d.next <= now
}
