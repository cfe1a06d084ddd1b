package metrics

// pulseSpan is how far back arrivals and replies a minute look.
const pulseSpan = 5 * Minute

// pulse is a wait that began or ended lately. A thread judged again leaves its
// old pulses behind; they are told by their generation and swept out.
type pulse struct {
	at         Time
	thread     *thread
	date       Date
	generation uint32
	team       uint16
	reply      bool
}

type pulses struct {
	list  []pulse
	swept int // length after the last sweep
}

// pulse notes the waits of the day just read that began or ended lately.
func (f *Floor) pulse(t *thread, d *threadDay) {
	oldest := f.now.Add(-pulseSpan)
	j := &f.judge
	if j.end < oldest {
		return
	}
	add := func(at Time, team uint16, reply bool) {
		if at > oldest {
			f.pulses.list = append(f.pulses.list, pulse{at, t, d.date, d.generation, team, reply})
		}
	}
	last := int32(-2)
	for i := range j.asks {
		a := &j.asks[i]
		if a.human == last {
			continue
		}
		last = a.human
		add(a.time, a.team, false)
		if a.human >= 0 {
			add(j.stops[a.human].time, a.team, true)
		}
	}
	if len(f.pulses.list) > 2*f.pulses.swept+1024 {
		f.sweepPulses()
	}
}

func (p *pulse) live(oldest, now Time) bool {
	return p.at > oldest && p.at <= now && p.thread.dayAt(p.date).generation == p.generation
}

func (f *Floor) sweepPulses() {
	oldest := f.now.Add(-pulseSpan)
	kept := f.pulses.list[:0]
	for i := range f.pulses.list {
		if p := f.pulses.list[i]; p.live(oldest, f.now) {
			kept = append(kept, p)
		}
	}
	clear(f.pulses.list[len(kept):])
	f.pulses.list, f.pulses.swept = kept, len(kept)
}

// perMinute turns a count over the pulse span into a rate.
func perMinute(n int) float64 { return float64(n) / (float64(pulseSpan) / float64(Minute)) }
