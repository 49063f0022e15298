package document

import (
	"fmt"
	"strings"
	"time"
	_ "time/tzdata" // zones are read from the binary, the same on every machine
)

// statedStamp is the publication time that the user gave, nil where none was given.
func statedStamp(h Hints) (*Stamp, error) {
	if _, err := zone(h.Zone); err != nil {
		return nil, err
	}
	value := strings.TrimSpace(h.Published)
	if value == "" {
		return nil, nil
	}
	if t, err := time.Parse("2006-01-02", value); err == nil {
		return &Stamp{At: t, Date: true, Zone: h.Zone, Source: "--published"}, nil
	}
	t, err := time.Parse(time.RFC3339, value)
	if err != nil {
		return nil, fmt.Errorf("published %q: give a day as 2025-09-30 or a time as 2025-09-30T21:05:00+02:00", value)
	}
	return &Stamp{At: t.UTC(), Zone: statedZone(t, value, h.Zone), Source: "--published"}, nil
}

// settleStamps puts the user's time above the document's own and takes away those that
// cannot be true, so that no relative date hangs on them.
func settleStamps(d *Document, h Hints, stated *Stamp) {
	d.Published = d.believed(d.Published, "publication", h.Retrieved)
	d.Updated = d.believed(d.Updated, "update", h.Retrieved)
	if stated = d.believed(stated, "publication", h.Retrieved); stated == nil {
		return
	}
	if own := d.Published; own != nil && !own.Day().Equal(stated.Day()) {
		d.Warnings = append(d.Warnings, fmt.Sprintf("published %s by --published, used; %s by its own %s", stated.Day().Format("2006-01-02"), own.Day().Format("2006-01-02"), own.Source))
	}
	copied := *stated
	d.Published = &copied
}

func (d *Document) believed(s *Stamp, what string, retrieved time.Time) *Stamp {
	if s == nil {
		return nil
	}
	// A date alone begins somewhere on Earth 14 hours before it does in UTC; an instant
	// may be ahead of us by a badly set clock.
	slack := time.Hour
	if s.Date {
		slack = 14 * time.Hour
	}
	switch {
	case s.At.Year() < EarliestYear:
		d.Warnings = append(d.Warnings, fmt.Sprintf("%s time %s (%s) is before %d: not used", what, s.At.Format(time.RFC3339), s.Source, EarliestYear))
		return nil
	case !retrieved.IsZero() && s.At.After(retrieved.Add(slack)):
		d.Warnings = append(d.Warnings, fmt.Sprintf("%s time %s (%s) is after the document was received, %s: not used", what, s.At.Format(time.RFC3339), s.Source, retrieved.UTC().Format(time.RFC3339)))
		return nil
	}
	return s
}

// parseStamp reads a time as pages and feeds write it. Without a zone of its own it is
// in the outlet's zone, or in UTC where that is not known either and Zone stays empty.
func parseStamp(value, source, outlet string) (*Stamp, bool) {
	value = strings.Join(strings.Fields(value), " ")
	if value == "" || len(value) > 64 {
		return nil, false
	}
	for _, layout := range dateLayouts {
		if t, err := time.Parse(layout, value); err == nil {
			return &Stamp{At: t, Date: true, Zone: outlet, Source: source}, true
		}
	}
	for _, layout := range zonedLayouts {
		if t, err := time.Parse(layout, value); err == nil {
			return &Stamp{At: t.UTC(), Zone: statedZone(t, value, outlet), Source: source}, true
		}
	}
	if i := strings.LastIndexByte(value, ' '); i > 0 {
		if hours, ok := zoneNames[strings.ToUpper(value[i+1:])]; ok {
			for _, layout := range localLayouts {
				if t, err := time.Parse(layout, value[:i]); err == nil {
					name := value[i+1:]
					if outlet != "" {
						name = outlet
					}
					return &Stamp{At: t.Add(-hours), Zone: name, Source: source}, true
				}
			}
		}
	}
	loc, err := zone(outlet)
	if err != nil {
		return nil, false
	}
	for _, layout := range localLayouts {
		if t, err := time.ParseInLocation(layout, value, loc); err == nil {
			return &Stamp{At: t.UTC(), Zone: outlet, Source: source}, true
		}
	}
	return nil, false
}

var dateLayouts = []string{"2006-01-02", "20060102", "2006/01/02", "January 2, 2006", "Jan 2, 2006", "2 January 2006", "2 Jan 2006", "Mon, 2 Jan 2006", "Mon, 02 Jan 2006", "Monday, January 2, 2006", "Monday, 2 January 2006"}

// time.Parse reads a fraction of a second after any layout's seconds.
var zonedLayouts = []string{
	time.RFC3339, "2006-01-02T15:04:05Z0700", "2006-01-02T15:04:05Z07", "2006-01-02T15:04Z07:00", "2006-01-02T15:04Z0700",
	"2006-01-02 15:04:05Z07:00", "2006-01-02 15:04:05 Z07:00", "2006-01-02 15:04:05 Z0700", "2006-01-02 15:04 Z0700",
	"Mon, 2 Jan 2006 15:04:05 -0700", "Mon, 2 Jan 2006 15:04 -0700", "2 Jan 2006 15:04:05 -0700", "Mon, 2 Jan 06 15:04:05 -0700", "2 Jan 06 15:04 -0700",
	"Mon, 2 Jan 2006 15:04:05 -07:00", "Mon, 2 January 2006 15:04:05 -0700", "Mon Jan 2 15:04:05 -0700 2006",
}

var localLayouts = []string{
	"2006-01-02T15:04:05", "2006-01-02T15:04", "2006-01-02 15:04:05", "2006-01-02 15:04",
	"Mon, 2 Jan 2006 15:04:05", "Mon, 2 Jan 2006 15:04", "2 Jan 2006 15:04:05", "2 Jan 06 15:04", "Monday, 02-Jan-06 15:04:05", "Mon, 2 January 2006 15:04:05",
	"January 2, 2006 15:04", "January 2, 2006 3:04 PM", "Jan 2, 2006 3:04 PM", "2 January 2006 15:04", "January 2, 2006, 3:04 PM", "2 Jan 2006 15:04",
}

// zoneNames are the abbreviations of RFC 822 and of European outlets, without those that
// mean different offsets in different countries (IST, CST of China, BST of Bangladesh).
var zoneNames = map[string]time.Duration{
	"Z": 0, "UT": 0, "UTC": 0, "GMT": 0, "WET": 0,
	"EST": -5 * time.Hour, "EDT": -4 * time.Hour, "CST": -6 * time.Hour, "CDT": -5 * time.Hour,
	"MST": -7 * time.Hour, "MDT": -6 * time.Hour, "PST": -8 * time.Hour, "PDT": -7 * time.Hour,
	"BST": time.Hour, "CET": time.Hour, "WEST": time.Hour, "CEST": 2 * time.Hour, "EET": 2 * time.Hour, "EEST": 3 * time.Hour,
	"MSK": 3 * time.Hour, "IRST": 3*time.Hour + 30*time.Minute,
}

// statedZone is the user's zone of the outlet, else the offset that the value itself ends in.
func statedZone(t time.Time, value, outlet string) string {
	if outlet != "" {
		return outlet
	}
	if strings.HasSuffix(value, "Z") {
		return "Z"
	}
	return t.Format("-07:00")
}

// zone is the location of a zone as stated: an offset, an abbreviation or an IANA name.
// The machine's own zone is never meant.
func zone(name string) (*time.Location, error) {
	if name == "" {
		return time.UTC, nil
	}
	if hours, ok := zoneNames[strings.ToUpper(name)]; ok {
		return time.FixedZone(name, int(hours/time.Second)), nil
	}
	for _, layout := range []string{"-07:00", "-0700", "-07"} {
		if t, err := time.Parse(layout, name); err == nil {
			_, offset := t.Zone()
			return time.FixedZone(name, offset), nil
		}
	}
	if loc, err := time.LoadLocation(name); err == nil && loc != time.Local {
		return loc, nil
	}
	return nil, fmt.Errorf("zone %q is not known: give an offset such as +02:00 or a name such as Asia/Tehran", name)
}
