package sbs

import (
	"bytes"
	"fmt"
	"math"

	"github.com/charterwatch/charterwatch/internal/adsb"
	"github.com/charterwatch/charterwatch/internal/adsb/gather"
)

// Format is what a Report calls this format.
const Format = "SBS-1 BaseStation"

// ZoneAssumed is what is taken for granted of every file.
const ZoneAssumed = "dates and times have no zone and are read as UTC, as readsb writes them; a log in local time must be put into UTC first"

// carried is how long, in milliseconds, a value of an earlier line goes with a position.
// Receivers hear speed and altitude about twice a second; after ten seconds an airliner
// that descends is 400 feet lower.
const carried = 10_000

// The fields of a line, counted from 0.
const (
	fKind = iota
	fType
	_
	_
	fHex
	_
	fDate
	fTime
	fLogDate
	fLogTime
	fCallsign
	fAlt
	fSpeed
	fTrack
	fLat
	fLon
	fRate
	_
	_
	_
	_
	fGround
	fields
)

// Read reads a stream into one track an aircraft, each in order of time, not Finished. A
// *gather.Partial means that the last line is cut; the lines before it were read.
func Read(text []byte, m adsb.Member, o gather.Options) ([]*adsb.Track, gather.Report, error) {
	r := reader{book: gather.New(Format, m, o), states: map[*gather.Aircraft]*state{}}
	r.book.ByMajority()
	r.book.Assume(ZoneAssumed)
	var cut error
	for l := range gather.Lines(text) {
		if len(l.Text) == 0 {
			continue // a heartbeat
		}
		r.book.Rows++
		if reason := r.line(l); reason != "" {
			if l.Last && reason != gather.LongRow {
				cut = &gather.Partial{Name: m.Name, Row: l.Row, Offset: l.Offset, Reason: "the last line is cut"}
				break
			}
			r.book.Reject(l.Row, l.Offset, reason)
		}
	}
	tracks, report, err := r.book.Close()
	if err != nil {
		return nil, report, fmt.Errorf("read %s: %w", m.Name, err)
	}
	return tracks, report, cut
}

type reader struct {
	book   *gather.Book
	states map[*gather.Aircraft]*state
	cells  [][]byte
}

// state is what is known of one aircraft beside its positions.
type state struct {
	alt, gs, track, rate value
	geometric            bool // alt is
	ground               value
}

// value is a number with the time of the line that said it.
type value struct{ x, at float64 }

// set notes a number that is there.
func (v *value) set(x, at float64) {
	if !math.IsNaN(x) {
		*v = value{x, at}
	}
}

// fresh is the number while it still counts, NaN after that.
func (v value) fresh(at float64) float64 {
	if v.at == 0 || math.Abs(at-v.at) > carried {
		return math.NaN()
	}
	return v.x
}

// line reads one line and says why it cannot be used, "" when it can or holds nothing.
func (r *reader) line(l gather.Line) (reason string) {
	if len(l.Text) > gather.MaxLine {
		return gather.LongRow
	}
	r.cells = gather.Fields(l.Text, ',', r.cells)
	f := r.cells
	var mlat bool
	switch string(f[fKind]) {
	case "MSG":
	case "MLAT": // mlat-server and its children
		mlat = true
	case "SEL", "ID", "AIR", "STA", "CLK": // what BaseStation says of its own windows
		r.book.NoPosition++
		return ""
	default:
		return gather.NotARow
	}
	if len(f) < fields-1 || len(f) > fields+2 || len(f[fType]) != 1 {
		return gather.NotARow
	}
	a, ok := r.book.Of(f[fHex], false)
	switch {
	case !ok:
		return gather.BadAddress
	case a == nil:
		return ""
	}
	at := unixMilli(f[fDate], f[fTime])
	if math.IsNaN(at) {
		at = unixMilli(f[fLogDate], f[fLogTime])
	}
	r.message(a, f, at, l, mlat)
	return ""
}

// message takes what one message says.
func (r *reader) message(a *gather.Aircraft, f [][]byte, at float64, l gather.Line, mlat bool) {
	s := r.states[a]
	if s == nil {
		s = &state{}
		r.states[a] = s
	}
	if !math.IsNaN(at) {
		if f[fType][0] == '1' && len(f[fCallsign]) > 0 {
			a.Hear(at, f[fCallsign], l.Row, l.Offset)
		}
		alt, geometric := bytes.CutSuffix(f[fAlt], []byte("H"))
		if len(alt) > 0 {
			s.alt.set(gather.Number(alt), at)
			s.geometric = geometric
		}
		s.gs.set(gather.Number(f[fSpeed]), at)
		s.track.set(gather.Number(f[fTrack]), at)
		s.rate.set(gather.Number(f[fRate]), at)
		s.ground.set(onGround(f), at)
	}
	row := gather.Blank(l.Row, l.Offset)
	row.Lat, row.Lon = gather.Number(f[fLat]), gather.Number(f[fLon])
	row.Time, row.Own = at, true
	row.Alt, row.AltGeometric = s.alt.fresh(at), s.geometric
	row.GS, row.Track, row.Rate = s.gs.fresh(at), s.track.fresh(at), s.rate.fresh(at)
	row.Ground = s.ground.fresh(at) == 1
	row.Source = adsb.SourceUnknown
	if mlat {
		row.Source = adsb.MLAT
	}
	a.Add(row)
}

// onGround is 1 on the ground, 0 in the air, NaN where the line does not say. A surface
// position (MSG,2) is sent on the ground alone, whatever the last field says; an airborne
// one (MSG,3) is in the air unless that says otherwise.
func onGround(f [][]byte) float64 {
	kind := f[fType][0]
	if kind == '2' {
		return 1
	}
	if len(f) > fGround {
		switch string(f[fGround]) {
		case "-1", "1":
			return 1
		case "0":
			return 0
		}
	}
	if kind == '3' {
		return 0
	}
	return math.NaN()
}
