package operation

import (
	"fmt"
	"strings"
	"time"
	_ "time/tzdata" // a machine without a zone database gives the same answer

	"github.com/charterwatch/charterwatch/internal/place"
)

// Clock is one instant on three clocks: that of the place, of the court, and UTC.
type Clock struct {
	UTC   string `json:"utc"`
	Local string `json:"local"` // with its offset; empty over the sea and where no zone is known
	Zone  string `json:"zone"`  // IANA name of the place's zone; nautical at sea
	Court string `json:"court"` // with its offset; empty where no court's zone was asked for
}

// ClockAt reads the clocks at an instant over a point. court is an IANA zone, empty for none.
// Seconds are printed because observations have them.
func ClockAt(at time.Time, over *place.Point, court *time.Location) Clock {
	c := Clock{UTC: at.UTC().Format("2006-01-02 15:04:05Z")}
	if over != nil {
		c.Zone = place.Zone(*over)
		if zone, err := time.LoadLocation(c.Zone); err == nil && c.Zone != "" && !strings.HasPrefix(c.Zone, "Etc/") {
			c.Local = at.In(zone).Format(wall)
		}
	}
	if court != nil {
		c.Court = at.In(court).Format(wall)
	}
	return c
}

const wall = "2006-01-02 15:04:05 -07:00"

// ParseMoment reads the minute that somebody asks about: with Z or an offset
// (2025-03-15T22:48Z, 2025-03-15 18:48 -04:00), or without one on the clock of zone. A time that
// this clock showed twice or never, as in the nights when clocks change, is refused.
func ParseMoment(text string, zone *time.Location) (time.Time, error) {
	plain := strings.Replace(strings.TrimSpace(text), " ", "T", 1)
	plain = strings.ReplaceAll(plain, " ", "")
	for _, layout := range []string{"2006-01-02T15:04Z07:00", "2006-01-02T15:04:05Z07:00"} {
		if t, err := time.Parse(layout, plain); err == nil {
			return t.UTC(), nil
		}
	}
	for _, layout := range []string{"2006-01-02T15:04", "2006-01-02T15:04:05"} {
		naive, err := time.Parse(layout, plain)
		if err != nil {
			continue
		}
		if zone == nil {
			return time.Time{}, fmt.Errorf("%q does not say on which clock: end it with Z or an offset (%sZ), or give --court ZONE to read it as the court's time", text, plain)
		}
		switch found := onWall(naive, zone); len(found) {
		case 0:
			return time.Time{}, fmt.Errorf("%q: the clock of %s never showed this time, it was put forward: give it with an offset", text, zone)
		case 1:
			return found[0], nil
		default:
			return time.Time{}, fmt.Errorf("%q: the clock of %s showed this time twice, at %s and at %s: give it with an offset", text, zone,
				found[0].Format("15:04Z"), found[1].Format("15:04Z"))
		}
	}
	return time.Time{}, fmt.Errorf("%q is no moment: give it as 2025-03-15T22:48Z", text)
}

// onWall lists the instants at which the clock of a zone showed a time of the wall, in order.
// No zone is farther than 14 hours from UTC, and none changes by less than half an hour.
func onWall(naive time.Time, zone *time.Location) []time.Time {
	var out []time.Time
	want := naive.Format(time.DateTime)
	for shift := -15 * time.Hour; shift <= 15*time.Hour; shift += 12 * time.Hour {
		_, offset := naive.Add(shift).In(zone).Zone()
		at := naive.Add(-time.Duration(offset) * time.Second)
		if at.In(zone).Format(time.DateTime) != want {
			continue
		}
		known := false
		for _, have := range out {
			known = known || have.Equal(at)
		}
		if !known {
			out = append(out, at.UTC())
		}
	}
	if len(out) == 2 && out[1].Before(out[0]) {
		out[0], out[1] = out[1], out[0]
	}
	return out
}
