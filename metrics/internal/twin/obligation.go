package twin

// policy says how one platform counts (section "Metrics as parameters").
type policy struct {
	unit      string // what is counted: message, turn, session, consumer, first
	threshold int64
	robot     string // counts, excludes, ignored (R8)
	handoff   bool   // stage "handoff" (R16) instead of "always"
	bySession bool   // scope: the start of the session, not the message's own time
	noOffline bool   // messages left while nobody was on duty are out
	window    window
}

// obligation is something the shop owes an answer to: a buyer message, or the
// handoff itself (R13, R16).
type obligation struct {
	thread  *thread
	session int
	index   int // in thread.events
	at      int64
	day     int64
	buyer   string
	answer  *event
}

// obligations lists what a conversation owes under a policy.
func (k knobs) obligations(th *thread, p policy) []obligation {
	var out []obligation
	for n, s := range th.sessions {
		if p.handoff && th.robotOnly(s) {
			continue
		}
		for i := s.from; i < s.to; i++ {
			e := th.events[i]
			switch {
			case p.handoff && i < s.handoff:
				continue // before the handoff, nobody human was asked (R16)
			case p.handoff && i == s.handoff: // the handoff itself
			case !isBuyer(e):
				continue
			case p.noOffline && e.Offline:
				continue
			}
			scoped := e.at
			if p.bySession {
				scoped = s.start
			}
			if !k.inWindow(scoped, p.window) { // R4
				continue
			}
			o := obligation{
				thread: th, session: n, index: i, at: e.at, day: k.dayOf(e.at),
				buyer: s.buyer, answer: k.answer(th, e.at, p),
			}
			if isBuyer(e) {
				o.buyer = buyerOf(e)
				if k.cancelled(th, e, o.answer) {
					continue
				}
			}
			out = append(out, o)
		}
	}
	return out
}

// answer finds the first clock-stopping message of the conversation at or
// after an obligation (R13), with `reply_skew_ms` also shortly before it
// (R23). Whether a robot stops the clock is the policy's choice (R8).
func (k knobs) answer(th *thread, at int64, p policy) *event {
	for i, e := range th.events {
		stops := isHuman(e) || isRobot(e) && p.robot != "ignored"
		if stops && e.at >= at-k.replySkew {
			return &th.events[i]
		}
	}
	return nil
}

// cancelled is R20 with `buyer_recall=cancel`: a recalled buyer message owes
// nothing if nobody had answered it before the recall. A reply in the same
// millisecond came first (R22).
func (k knobs) cancelled(th *thread, e event, answer *event) bool {
	recalledAt, recalled := th.recalledAt[e.ID]
	return k.cancelRecalled && recalled && (answer == nil || answer.at > recalledAt)
}

// turn is what one reply answers at once (R14): the in-scope messages of one
// session with the same answer, or all its unanswered ones. Its wait runs from
// the first.
type turn struct {
	obligation // the first of them
	rest       []obligation
}

// turns groups the obligations of one conversation.
func turns(list []obligation) []turn {
	var out []turn
	for _, o := range list {
		found := false
		for i := range out {
			if out[i].session == o.session && out[i].answer == o.answer {
				out[i].rest = append(out[i].rest, o)
				found = true
			}
		}
		if !found {
			out = append(out, turn{obligation: o})
		}
	}
	return out
}

// outcome is what became of something owed.
type outcome int

const (
	excluded outcome = iota // ordered for R15: the worst of several is the largest
	good
	pending
	missed
)

// judge decides an obligation (R6, R8, R17) and says when that was known
// (R31): a good one at the reply, a bad one at its deadline. asOf is the
// instant up to which everything is known: before the deadline has passed
// there, nothing is a miss.
func (k knobs) judge(o obligation, p policy, asOf int64) (result outcome, known int64) {
	if o.answer != nil && k.wait(o.at, o.answer.at, p.window) <= p.threshold {
		if isRobot(*o.answer) && p.robot == "excludes" {
			return excluded, o.answer.at
		}
		return good, o.answer.at
	}
	deadline := k.deadline(o.at, p.threshold, p.window)
	if asOf > deadline {
		return missed, deadline
	}
	return pending, 0
}
