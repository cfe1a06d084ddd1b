package config

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"time"

	"github.com/pelletier/go-toml/v2"

	"floorwalker/metrics"
)

// scalar is a value with a written form of its own: a TOML string, or what TOML
// has for it.
type scalar interface {
	parse(v any) error // v as the TOML parser gives it
	String() string    // as one writes it; empty: not set
	pattern() string   // of the string, for the schema
}

// Words is a list of strings; one string alone is a list of one.
type Words []string

// Duration is a length of time, written 90s, 5m or 1h30m.
type Duration metrics.Span

func (d *Duration) parse(v any) error {
	s, _ := v.(string)
	given, err := time.ParseDuration(s)
	if err != nil || given < 0 || given > 24*time.Hour {
		return fmt.Errorf("must be a length of time such as 90s, 5m or 1h, at most 24h, not %s", shown(v))
	}
	*d = Duration(metrics.SpanOf(given))
	return nil
}

// String is the duration as one writes it.
func (d *Duration) String() string {
	if *d == 0 {
		return ""
	}
	s := metrics.Span(*d).Std().String()
	if cut, ok := strings.CutSuffix(s, "m0s"); ok {
		s = cut + "m"
	}
	if cut, ok := strings.CutSuffix(s, "h0m"); ok {
		s = cut + "h"
	}
	return s
}

func (*Duration) pattern() string { return `^([0-9.]+(ms|s|m|h))+$|^0$` }

// TimeOfDay is a local time, 00:00:00 to 24:00:00.
type TimeOfDay string

func timeOfDay(s metrics.Span) TimeOfDay {
	return TimeOfDay(fmt.Sprintf("%02d:%02d:%02d", s/metrics.Hour, s%metrics.Hour/metrics.Minute, s%metrics.Minute/metrics.Second))
}

var ofDay = regexp.MustCompile((*TimeOfDay)(nil).pattern())

func (t *TimeOfDay) parse(v any) error {
	s, _ := v.(string)
	if local, ok := v.(toml.LocalTime); ok && local.Nanosecond == 0 {
		s = local.String()
	}
	if !ofDay.MatchString(s) {
		return fmt.Errorf("must be a time of day such as 08:00, at most 24:00, not %s", shown(v))
	}
	if len(s) == len("08:00") {
		s += ":00"
	}
	*t = TimeOfDay(s)
	return nil
}

// String is the time with its seconds.
func (t *TimeOfDay) String() string { return string(*t) }

func (*TimeOfDay) pattern() string {
	return `^(([01][0-9]|2[0-3]):[0-5][0-9](:[0-5][0-9])?|24:00(:00)?)$`
}

// Date is a day; 0: none.
type Date metrics.Date

func (d *Date) parse(v any) error {
	s, _ := v.(string)
	if local, ok := v.(toml.LocalDate); ok {
		s = local.String()
	}
	day, err := metrics.ParseDate(s)
	if err != nil {
		return fmt.Errorf("must be a day such as 2026-03-13, not %s", shown(v))
	}
	*d = Date(day)
	return nil
}

// String is the day as 2006-01-02.
func (d *Date) String() string {
	if *d == 0 {
		return ""
	}
	return metrics.Date(*d).String()
}

func (*Date) pattern() string { return `^[0-9]{4}-[0-9]{2}-[0-9]{2}$` }

// MarshalText is how a knob reads a day.
func (d Date) MarshalText() ([]byte, error) { return []byte(d.String()), nil }

// Instant is a point in time with its offset, as RFC 3339 has it.
type Instant string

func (i *Instant) parse(v any) error {
	s, _ := v.(string)
	if at, ok := v.(time.Time); ok {
		s = at.Format(time.RFC3339Nano)
	}
	if _, err := time.Parse(time.RFC3339Nano, s); err != nil {
		return fmt.Errorf("must be a time such as 2026-03-11T00:10:00+08:00, not %s", shown(v))
	}
	*i = Instant(s)
	return nil
}

// String is the instant as RFC 3339 has it.
func (i *Instant) String() string { return string(*i) }

func (*Instant) pattern() string {
	return `^[0-9]{4}-[0-9]{2}-[0-9]{2}[Tt ][0-9:.]+([Zz]|[+-][0-9]{2}:[0-9]{2})$`
}

// Minute is a local date and time, to the minute.
type Minute string

const minuteLayout = "2006-01-02 15:04"

func (m *Minute) parse(v any) error {
	s, _ := v.(string)
	if local, ok := v.(toml.LocalDateTime); ok {
		s = strings.TrimSuffix(strings.Replace(local.String(), "T", " ", 1), ":00")
	}
	s = strings.Replace(strings.TrimSpace(s), "T", " ", 1)
	if _, err := time.Parse(minuteLayout, s); err != nil {
		return fmt.Errorf("must be a local time such as 2026-03-13 08:00, not %s", shown(v))
	}
	*m = Minute(s)
	return nil
}

// String is the time as 2006-01-02 15:04.
func (m *Minute) String() string { return string(*m) }

func (*Minute) pattern() string { return `^[0-9]{4}-[0-9]{2}-[0-9]{2}[ T][0-9]{2}:[0-9]{2}$` }

// in is the instant in a zone; 0 for the empty Minute.
func (m Minute) in(z metrics.Zone) metrics.Time {
	at, err := time.ParseInLocation(minuteLayout, string(m), z.Location())
	if err != nil {
		return 0
	}
	return metrics.TimeOf(at)
}

// Zone is a fixed offset from UTC, such as +08:00; empty: that of the host.
type Zone string

var offset = regexp.MustCompile((*Zone)(nil).pattern())

func (z *Zone) parse(v any) error {
	s, ok := v.(string)
	if !ok || !offset.MatchString(s) {
		return fmt.Errorf("must be an offset from UTC such as +08:00, at most 14 hours, not %s", shown(v))
	}
	*z = Zone(s)
	return nil
}

// String is the offset as it was written.
func (z *Zone) String() string { return string(*z) }

func (*Zone) pattern() string { return `^$|^[+-](0[0-9]|1[0-3]):[0-5][0-9]$|^[+-]14:00$` }

// Metrics is the zone, or the host's where none is configured.
func (z Zone) Metrics(host metrics.Zone) metrics.Zone {
	at, err := time.Parse("-07:00", string(z))
	if err != nil {
		return host
	}
	_, seconds := at.Zone()
	return metrics.Zone(metrics.Span(seconds) * metrics.Second)
}

// Line is a share to hold: "50%" and ">= 50%" at least, "> 50%" strictly above.
type Line struct {
	A, B   int64
	Strict bool
}

var share = regexp.MustCompile((*Line)(nil).pattern())

func (l *Line) parse(v any) error {
	s, _ := v.(string)
	m := share.FindStringSubmatch(s)
	if m == nil {
		return fmt.Errorf("must be a share such as \">= 50%%\" or \"> 60%%\", not %s", shown(v))
	}
	*l = Line{B: 100, Strict: m[1] == ">"}
	digits := m[2]
	if whole, part, ok := strings.Cut(m[2], "."); ok {
		digits = whole + part
		for range part {
			l.B *= 10
		}
	}
	var err error
	if l.A, err = strconv.ParseInt(digits, 10, 64); err != nil || l.A > l.B {
		return fmt.Errorf("a line lies between 0%% and 100%%, not %s", shown(v))
	}
	return nil
}

// String is the line as one writes it.
func (l *Line) String() string {
	if l.B == 0 {
		return ""
	}
	sign := ">= "
	if l.Strict {
		sign = "> "
	}
	return sign + strconv.FormatFloat(float64(l.A)*100/float64(l.B), 'f', -1, 64) + "%"
}

func (*Line) pattern() string { return `^ *(>=|>|) *([0-9]{1,3}(?:\.[0-9]{1,4})?) *%$` }
