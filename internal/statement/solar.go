package statement

import "time"

// The Solar Hijri calendar of Iran and Afghanistan, by the 33-year rule: a year is a leap
// year where its number modulo 33 is one of eight. For the years below the rule gives what
// astronomers in Tehran proclaim (the year begins at the midnight nearest to the equinox);
// outside of them a date stays unresolved.
const (
	firstSolarYear = 1244 // 1865
	lastSolarYear  = 1500 // 2122
)

// solarEpoch is 1 Farvardin 1379.
var solarEpoch = time.Date(2000, 3, 20, 0, 0, 0, 0, time.UTC)

func solarLeap(y int) bool {
	switch y % 33 {
	case 1, 5, 9, 13, 17, 22, 26, 30:
		return true
	}
	return false
}

// solarDay is the day of a Solar Hijri date; ok is false for a day that does not exist or
// a year outside the rule's.
func solarDay(y, m, d int) (time.Time, bool) {
	if y < firstSolarYear || y > lastSolarYear || m < 1 || m > 12 || d < 1 || d > solarMonthDays(y, m) {
		return time.Time{}, false
	}
	days := d - 1
	for i := 1; i < m; i++ {
		days += solarMonthDays(y, i)
	}
	for i := 1379; i < y; i++ {
		days += solarYearDays(i)
	}
	for i := y; i < 1379; i++ {
		days -= solarYearDays(i)
	}
	return solarEpoch.AddDate(0, 0, days), true
}

func solarYearDays(y int) int {
	if solarLeap(y) {
		return 366
	}
	return 365
}

// solarMonthDays: six months of 31 days, five of 30, and Esfand of 29 or, in a leap year, 30.
func solarMonthDays(y, m int) int {
	switch {
	case m <= 6:
		return 31
	case m <= 11, solarLeap(y):
		return 30
	}
	return 29
}

// solarYearAt is the Solar Hijri year and month of a day.
func solarYearAt(at time.Time) (y, m int) {
	y = at.Year() - 621
	if first, ok := solarDay(y, 1, 1); !ok || at.Before(first) {
		y--
	}
	for m = 12; m > 1; m-- {
		if first, ok := solarDay(y, m, 1); ok && !at.Before(first) {
			break
		}
	}
	return y, m
}

// solarSpan is a whole month, or with m 0 a whole year, of the Solar Hijri calendar.
func solarSpan(y, m int) (Date, bool) {
	g, m1, y2, m2 := "month", m, y, m+1
	if m == 0 {
		g, m1, y2, m2 = "year", 1, y+1, 1
	}
	if m2 > 12 {
		y2, m2 = y+1, 1
	}
	from, ok1 := solarDay(y, m1, 1)
	to, ok2 := solarDay(y2, m2, 1)
	return Date{From: &from, To: &to, Granularity: g, Calendar: "solar_hijri"}, ok1 && ok2
}
