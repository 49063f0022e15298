package statement

import (
	"testing"
	"time"
)

// New Year's days as the calendar centre in Tehran proclaimed them, and days that are known
// from history. The years in between follow by counting.
func TestSolarHijri(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		y, m, d int
		want    string
	}{
		{1404, 7, 8, "2025-09-30"}, {1404, 1, 1, "2025-03-21"}, {1403, 1, 1, "2024-03-20"}, {1403, 12, 30, "2025-03-20"},
		{1379, 1, 1, "2000-03-20"}, {1380, 1, 1, "2001-03-21"}, {1383, 1, 1, "2004-03-20"}, {1384, 1, 1, "2005-03-21"},
		{1387, 1, 1, "2008-03-20"}, {1391, 1, 1, "2012-03-20"}, {1395, 1, 1, "2016-03-20"}, {1399, 1, 1, "2020-03-20"}, {1400, 1, 1, "2021-03-21"},
		{1405, 1, 1, "2026-03-21"}, {1408, 1, 1, "2029-03-20"}, {1357, 11, 22, "1979-02-11"}, {1404, 9, 16, "2025-12-07"}, {1404, 11, 5, "2026-01-25"},
		{1404, 6, 31, "2025-09-22"}, {1404, 10, 11, "2026-01-01"},
	} {
		at, ok := solarDay(c.y, c.m, c.d)
		if got := at.Format("2006-01-02"); !ok || got != c.want {
			t.Errorf("%d/%d/%d is %s (%v), want %s", c.y, c.m, c.d, got, ok, c.want)
		}
	}
	for _, bad := range [][3]int{{1404, 12, 30}, {1404, 7, 31}, {1404, 13, 1}, {1404, 0, 1}, {1404, 1, 0}, {1100, 1, 1}, {1600, 1, 1}} {
		if at, ok := solarDay(bad[0], bad[1], bad[2]); ok {
			t.Errorf("%v is taken for %s", bad, at.Format("2006-01-02"))
		}
	}
}

// The leap years from 2000 to 2100, of the published tables of the Iranian calendar.
func TestSolarLeapYears(t *testing.T) {
	t.Parallel()
	leap := map[int]bool{}
	for _, y := range []int{1379, 1383, 1387, 1391, 1395, 1399, 1403, 1408, 1412, 1416, 1420, 1424, 1428, 1432, 1436, 1441, 1445, 1449, 1453, 1457, 1461, 1465, 1469, 1474, 1478} {
		leap[y] = true
	}
	for y := 1379; y <= 1479; y++ {
		if solarLeap(y) != leap[y] {
			t.Errorf("%d: leap is %v, want %v", y, solarLeap(y), leap[y])
		}
	}
}

// Every day of two centuries has one Solar Hijri date, and the way back finds its month.
func TestSolarHijriRunsOn(t *testing.T) {
	t.Parallel()
	at := time.Date(1925, 3, 21, 0, 0, 0, 0, time.UTC)
	for y := 1304; y < 1480; y++ {
		for m := 1; m <= 12; m++ {
			for d := 1; d <= solarMonthDays(y, m); d++ {
				got, ok := solarDay(y, m, d)
				if !ok || !got.Equal(at) {
					t.Fatalf("%d/%d/%d is %v, the day after the one before is %v", y, m, d, got, at)
				}
				if yy, mm := solarYearAt(at); yy != y || mm != m {
					t.Fatalf("%v is in %d/%d, want %d/%d", at, yy, mm, y, m)
				}
				at = at.AddDate(0, 0, 1)
			}
		}
	}
}
