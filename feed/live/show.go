package live

import (
	"floorwalker/metrics"
)

// handful is how many conversations a view may judge by itself: about as many as
// fit into a slice.
const handful = 256

// show hands out a view if something changed and it is time.
func (l *Loop) show() {
	if !l.dirty {
		return
	}
	if wait := viewGap - l.clock.Now().Sub(l.shown); wait > 0 && !l.urgent {
		if l.due == nil {
			l.due = l.clock.After(wait)
		}
		return
	}
	l.hand(l.view())
	l.shown, l.dirty, l.urgent, l.due = l.clock.Now(), false, false, nil
}

// hand puts v where the screen finds it, in place of one that it has not read.
func (l *Loop) hand(v *metrics.View) {
	select { // the loop alone sends, so after this there is room
	case <-l.views:
	default:
	}
	l.views <- v
}

// view is the floor as it is, or how far it has come while much of its history
// is not judged.
func (l *Loop) view() *metrics.View {
	now := l.moveClock()
	if l.filling && l.floor.Settle(0) > handful {
		return l.progress(now)
	}
	l.filling = l.told.State == metrics.FeedCatchingUp
	if now != 0 { // a replay has no time before its first event
		l.floor.Advance(now)
	}
	l.floor.KnowSince(l.feed.KnownSince)
	v := l.floor.View(l.query)
	l.trust(&v.Feed)
	l.last = v
	if l.query.Shop != (metrics.ShopKey{}) { // its page is made in pieces
		l.open, l.asked = true, l.asked || l.urgent
	}
	return v
}

// progress is the last view with what is known of the feed by now. A floor that
// is read but not judged is not live, and does not stand still.
func (l *Loop) progress(now metrics.Time) *metrics.View {
	v := metrics.View{Zone: l.inbox.zone, Query: l.query}
	if l.last != nil {
		v = *l.last
	}
	v.Now = now
	l.trust(&v.Feed)
	v.Feed.State, v.Feed.Held = metrics.FeedCatchingUp, false
	return &v
}
