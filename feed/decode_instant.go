package feed

// parseInstant reads RFC 3339 the way nearly everybody writes it, in milliseconds
// since 1970. What it does not take may be right as well: it is for package
// time to say.
func parseInstant(b []byte) (ms int64, ok bool) {
	const date, clock = len("2006-01-02"), len("T15:04:05")
	if len(b) <= date+clock {
		return 0, false
	}
	days, ok1 := parseDate(b[:date])
	seconds, ok2 := parseClock(b[date : date+clock])
	milli, rest := thousandths(b[date+clock:])
	east, ok3 := offset(rest)
	return ((days*24*60-east)*60+seconds)*1000 + milli, ok1 && ok2 && ok3
}

// parseDate is 2006-01-02 in days since 1970.
func parseDate(b []byte) (days int64, ok bool) {
	year, ok1 := decimal(b[:4])
	month, ok2 := decimal(b[5:7])
	day, ok3 := decimal(b[8:])
	if !(ok1 && ok2 && ok3) || b[4] != '-' || b[7] != '-' || year < 1970 || month < 1 || month > 12 || day < 1 {
		return 0, false
	}
	days = daysSince1970(year, month, day)
	return days, day <= 28 || days < daysSince1970(year, month+1, 1)
}

// parseClock is T15:04:05 in seconds since midnight.
func parseClock(b []byte) (seconds int64, ok bool) {
	hour, ok1 := decimal(b[1:3])
	minute, ok2 := decimal(b[4:6])
	second, ok3 := decimal(b[7:])
	ok = ok1 && ok2 && ok3 && b[0] == 'T' && b[3] == ':' && b[6] == ':' && hour <= 23 && minute <= 59 && second <= 59
	return (hour*60+minute)*60 + second, ok
}

// decimal reads digits.
func decimal(b []byte) (n int64, ok bool) {
	for _, c := range b {
		if c-'0' > 9 {
			return 0, false
		}
		n = n*10 + int64(c-'0')
	}
	return n, true
}

// thousandths reads a fraction of a second, if there is one, of any length.
func thousandths(b []byte) (milli int64, rest []byte) {
	if len(b) < 2 || b[0] != '.' || b[1]-'0' > 9 {
		return 0, b
	}
	unit := int64(100)
	for b = b[1:]; len(b) > 0 && b[0]-'0' <= 9; b = b[1:] {
		milli += unit * int64(b[0]-'0')
		unit /= 10
	}
	return milli, b
}

// offset reads Z or +08:00, in minutes east of Greenwich.
func offset(b []byte) (minutes int64, ok bool) {
	if len(b) == 1 && b[0] == 'Z' {
		return 0, true
	}
	if len(b) != 6 || b[0] != '+' && b[0] != '-' || b[3] != ':' {
		return 0, false
	}
	hour, ok1 := decimal(b[1:3])
	minute, ok2 := decimal(b[4:6])
	minutes = hour*60 + minute
	if b[0] == '-' {
		minutes = -minutes
	}
	return minutes, ok1 && ok2 && hour <= 23 && minute <= 59
}

// daysSince1970 counts in years that begin in March, so that the day that not
// every year has is the last. A month 13 is January of the next.
func daysSince1970(year, month, day int64) int64 {
	if month <= 2 {
		year, month = year-1, month+12
	}
	return 365*year + year/4 - year/100 + year/400 + (153*(month-3)+2)/5 + day - 1 - 719468
}
