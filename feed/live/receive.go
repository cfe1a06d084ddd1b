package live

import "floorwalker/metrics"

// aheadOfBroker is how far ahead of its broker's stamp an event may be dated (R23).
const aheadOfBroker = 10 * metrics.Minute

// receive has the floor know when an event that is dated far ahead can have been
// received at the latest: when it was stored. The floor leaves out what is dated
// ahead of its reception, and without this a gateway whose clock is wrong, or who
// means harm, could say that it was received in a year to come. A stamp of zero is
// of no broker.
func receive(e *metrics.Event, stamp metrics.Time) {
	if stamp != 0 && e.Time.Sub(stamp) > aheadOfBroker {
		e.Received = stamp
	}
}
