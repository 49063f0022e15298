package gather

import (
	"bytes"
	"cmp"
	"math"
	"slices"

	"github.com/charterwatch/charterwatch/internal/adsb/readsb"
)

// heard is a call sign and when it was heard.
type heard struct {
	time int64
	name int // index into Aircraft.names
}

// maxCallsign is the longest call sign: ICAO Annex 10 gives it eight characters.
const maxCallsign = 8

// maxNames bounds what one address may send; an aircraft uses a few a day.
const maxNames = 4096

// Hear takes a call sign heard at a time in Unix milliseconds. What is not printable
// ASCII is removed and listed; padding, and the "@" of an empty character, are not text.
func (a *Aircraft) Hear(at float64, raw []byte, row int32, offset int64) {
	if told := Blank(row, offset); a.book.opts.Row != nil {
		told.Time = at
		a.book.opts.Row(told)
	}
	if !(at >= earliestTime && at <= a.book.latest) {
		return
	}
	name := bytes.Trim(raw, " @")
	if bytes.ContainsFunc(name, func(r rune) bool { return r < ' ' || r > '~' }) {
		name = bytes.Map(func(r rune) rune {
			if r < ' ' || r > '~' {
				return -1
			}
			return r
		}, name)
		a.clean(row, offset, readsb.CallsignText)
		name = bytes.Trim(name, " @")
	}
	if len(name) > maxCallsign {
		name = bytes.TrimRight(name[:maxCallsign], " @")
		a.clean(row, offset, readsb.CallsignText)
	}
	if len(name) == 0 {
		return
	}
	last := 0
	if n := len(a.heard); n > 0 {
		last = a.heard[n-1].name
	}
	if a.names[last] != string(name) {
		if last = slices.Index(a.names, string(name)); last < 0 {
			if len(a.names) > maxNames {
				a.clean(row, offset, readsb.TooManySigns)
				return
			}
			last = len(a.names)
			a.names = append(a.names, string(name))
		}
	}
	a.heard = append(a.heard, heard{int64(math.Round(at)), last})
}

// breakAfter is the silence, in milliseconds, after which the call sign may be another:
// the points from the break to the next call sign heard are given that one.
const breakAfter = 10 * 60 * 1000

// sign gives each point the last call sign heard, as package readsb does.
func (a *Aircraft) sign() {
	slices.SortStableFunc(a.heard, func(x, y heard) int { return cmp.Compare(x.time, y.time) })
	if a.book.majority {
		a.heard = believed(a.heard)
	}
	t, next := a.Track, 0
	now, sinceBreak := uint16(0), -1
	for i := range t.Points {
		p := &t.Points[i]
		if i > 0 && p.Time-t.Points[i-1].Time > breakAfter {
			sinceBreak = i
		}
		for ; next < len(a.heard) && a.heard[next].time <= p.Time; next++ {
			now = t.Callsign(a.names[a.heard[next].name])
			if sinceBreak < 0 {
				continue
			}
			for j := sinceBreak; j < i; j++ {
				t.Points[j].Callsign = now
			}
			sinceBreak = -1
		}
		p.Callsign = now
	}
}

// around is how many call signs before and after one vote with it.
const around = 2

// believed leaves the call signs on which most of those heard around them agree. Some
// decoders give a call sign to the wrong aircraft now and then (dump1090, issue 251).
func believed(all []heard) []heard {
	out := make([]heard, 0, len(all))
	for i, h := range all {
		near := all[max(0, i-around):min(len(all), i+around+1)]
		votes := 0
		for _, n := range near {
			if n.name == h.name {
				votes++
			}
		}
		if 2*votes > len(near) {
			out = append(out, h)
		}
	}
	return out
}
