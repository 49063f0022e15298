package sbs

import (
	"math"
	"time"
)

// unixMilli reads a date as 2025/09/29 or 2025-09-29 and a time as 22:14:05.123, NaN
// where they are not that.
func unixMilli(date, clock []byte) float64 {
	if len(date) != 10 || date[4] != date[7] || (date[4] != '/' && date[4] != '-') ||
		len(clock) < 8 || clock[2] != ':' || clock[5] != ':' {
		return math.NaN()
	}
	year, month, day := digits(date[:4]), digits(date[5:7]), digits(date[8:])
	hour, minute, second := digits(clock[:2]), digits(clock[3:5]), digits(clock[6:8])
	if year < 0 || month < 1 || month > 12 || day < 1 || day > 31 || hour < 0 || hour > 23 || minute < 0 || minute > 59 || second < 0 || second > 60 {
		return math.NaN()
	}
	milli := 0.0
	if rest := clock[8:]; len(rest) > 0 {
		n := digits(rest[1:])
		if rest[0] != '.' || len(rest) > 10 || n < 0 {
			return math.NaN()
		}
		milli = float64(n) * 1000 / math.Pow10(len(rest)-1)
	}
	t := time.Date(year, time.Month(month), day, hour, minute, second, 0, time.UTC)
	if t.Day() != day && second < 60 { // 31 February
		return math.NaN()
	}
	return float64(t.UnixMilli()) + milli
}

// digits reads a number of digits alone, -1 for anything else.
func digits(s []byte) int {
	n := 0
	for _, c := range s {
		if c < '0' || c > '9' {
			return -1
		}
		n = n*10 + int(c-'0')
	}
	if len(s) == 0 {
		return -1
	}
	return n
}
