package statement

import "strconv"

// solarMonths are the months of the Solar Hijri calendar as English reports write them.
var solarMonths = map[string]int{"farvardin": 1, "ordibehesht": 2, "khordad": 3, "tir": 4, "mordad": 5, "shahrivar": 6, "mehr": 7, "aban": 8, "azar": 9, "dey": 10, "bahman": 11, "esfand": 12}

// solarAt reads "8 Mehr 1404", "Mehr 8, 1404" and "Mehr 1404": only with a year, because
// Mehr is also a news agency, and Tir and Dey are words.
func (r *reading) solarAt(k int, s stretch) (Date, int, bool) {
	d, at := 0, k
	if n, err := strconv.Atoi(r.tokens[k].low); err == nil && n >= 1 && n <= 31 {
		d, at = n, k+1
	}
	m := solarMonths[r.lowIn(at, s)]
	if m == 0 {
		return Date{}, k, false
	}
	at++
	if n, err := strconv.Atoi(r.lowIn(at, s)); err == nil && d == 0 && n >= 1 && n <= 31 {
		d, at = n, at+1
	}
	if r.lowIn(at, s) == "," {
		at++
	}
	y, err := strconv.Atoi(r.lowIn(at, s))
	if err != nil || y < 1300 || y > 1500 {
		return Date{}, k, false
	}
	if d == 0 {
		span, ok := solarSpan(y, m)
		return span, at + 1, ok
	}
	day, ok := solarDay(y, m, d)
	return solar(days(day, 1)), at + 1, ok
}
