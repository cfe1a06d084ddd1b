package metrics

import "time"

// Time is an instant in Unix milliseconds (R1). The zero Time means "not set":
// no event of a customer floor is from 1970.
type Time int64

// Span is a length of time in milliseconds. All comparisons of waits with
// thresholds are made on it, unrounded (R6).
type Span int64

// Usual lengths.
const (
	Millisecond Span = 1
	Second           = 1000 * Millisecond
	Minute           = 60 * Second
	Hour             = 60 * Minute
	Day              = 24 * Hour
)

// TimeOf converts t, cutting it to the millisecond.
func TimeOf(t time.Time) Time { return Time(t.UnixMilli()) }

// Std is t as a time.Time in UTC.
func (t Time) Std() time.Time { return time.UnixMilli(int64(t)).UTC() }

// Add returns t+d.
func (t Time) Add(d Span) Time { return t + Time(d) }

// Sub returns t-u.
func (t Time) Sub(u Time) Span { return Span(t - u) }

// SpanOf converts d, cutting it to the millisecond.
func SpanOf(d time.Duration) Span { return Span(d.Milliseconds()) }

// Std is d as a time.Duration.
func (d Span) Std() time.Duration { return time.Duration(d) * time.Millisecond }

// Seconds is d in whole seconds, cut.
func (d Span) Seconds() int64 { return int64(d / Second) }

// Zone is a fixed offset from UTC: a shop's local time. The platforms this
// program serves live at +08:00 without daylight saving (R1).
type Zone Span

// Shanghai is the zone of every preset.
const Shanghai = Zone(8 * Hour)

// Date is a local calendar day, counted from 1970-01-01 in its zone.
type Date int32

// Date is the local day t falls on (R2).
func (z Zone) Date(t Time) Date {
	ms := int64(t) + int64(z)
	d := ms / int64(Day)
	if ms%int64(Day) < 0 {
		d--
	}
	return Date(d)
}

// Midnight is 00:00:00.000 of d.
func (z Zone) Midnight(d Date) Time { return Time(int64(d)*int64(Day) - int64(z)) }

// TimeOfDay is the time passed since local midnight, 0 ≤ x < Day.
func (z Zone) TimeOfDay(t Time) Span { return t.Sub(z.Midnight(z.Date(t))) }

// Location is the zone for formatting with package time.
func (z Zone) Location() *time.Location {
	return time.FixedZone("", int(Span(z)/Second))
}

// String is the day as 2006-01-02.
func (d Date) String() string {
	return time.Unix(int64(d)*86400, 0).UTC().Format(time.DateOnly)
}

// ParseDate reads 2006-01-02.
func ParseDate(s string) (Date, error) {
	t, err := time.Parse(time.DateOnly, s)
	if err != nil {
		return 0, err
	}
	return Date(t.Unix() / 86400), nil
}
