package twin

// heartbeat is how often a source reports itself.
const heartbeat = 5 * second

// asOf is the instant up to which a shop can be judged. A source that sends
// watermarks says: everything up to here is published. It is trusted up to now
// while its last watermark is younger than two heartbeats, and always if it
// never sent any; otherwise nothing that would have happened after the
// watermark is known, and what is pending there stays pending (R17).
//
// Replies that did arrive count, whatever the watermark says.
func asOf(events []event, now int64) int64 {
	last := now
	for _, e := range events {
		if e.Type == "source.status" && e.Watermark != nil {
			last = int64(*e.Watermark)
		}
	}
	if now-last < 2*heartbeat {
		return now
	}
	return last
}
