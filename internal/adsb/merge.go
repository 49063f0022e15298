package adsb

import (
	"cmp"
	"fmt"
	"math"
	"slices"
)

// Merge puts the tracks of one address, from several days or several networks, into
// one that is Finished, whatever their order. It names the tracks that belong to another
// address.
func Merge(tracks ...*Track) (*Track, error) {
	all := &Track{}
	all.Reset()
	for _, t := range inOrder(tracks) {
		if err := all.Append(t); err != nil {
			return nil, err
		}
	}
	all.Finish()
	return all, nil
}

// inOrder sorts tracks by their first positions, then by what they were read from.
func inOrder(tracks []*Track) []*Track {
	first := func(t *Track) (at int64, hash string) {
		at = math.MaxInt64
		for i := range t.Points {
			at = min(at, t.Points[i].Time)
		}
		if len(t.Members) > 0 {
			hash = t.Members[0].Hash + t.Members[0].Name
		}
		return at, hash
	}
	tracks = slices.Clone(tracks)
	slices.SortStableFunc(tracks, func(a, b *Track) int {
		x, h := first(a)
		y, i := first(b)
		return cmp.Or(cmp.Compare(x, y), cmp.Compare(h, i))
	})
	return tracks
}

// Append adds the points of another track of the same address. Finish puts them in order.
// What a later track says about the aircraft (registration, type) replaces what an earlier said.
func (t *Track) Append(o *Track) error {
	if t.Hex != "" && o.Hex != "" && (t.Hex != o.Hex || t.NonICAO != o.NonICAO) {
		return fmt.Errorf("merge tracks: %s is another address than %s", o.address(), t.address())
	}
	t.Hex = cmp.Or(o.Hex, t.Hex)
	t.NonICAO = t.NonICAO || o.NonICAO
	t.Registration = cmp.Or(o.Registration, t.Registration)
	t.Type = cmp.Or(o.Type, t.Type)
	t.Description = cmp.Or(o.Description, t.Description)
	t.Operator = cmp.Or(o.Operator, t.Operator)
	t.Military = t.Military || o.Military
	t.Simulated = t.Simulated || o.Simulated

	member := uint16(len(t.Members))
	t.Members = append(t.Members, o.Members...)
	sign := make([]uint16, len(o.Callsigns))
	for i, name := range o.Callsigns {
		sign[i] = t.Callsign(name)
	}
	from := len(t.Points)
	for _, e := range o.Emitters() {
		t.Points = append(t.Points, e.Points...)
	}
	for i := from; i < len(t.Points); i++ {
		p := &t.Points[i]
		p.Member += member
		if int(p.Callsign) < len(sign) {
			p.Callsign = sign[p.Callsign]
		}
	}
	t.Rejected = appendShifted(t.Rejected, o.Rejected, member)
	t.Cleaned = appendShifted(t.Cleaned, o.Cleaned, member)
	return nil
}

// address is the hex with the "~" that marks it as not ICAO's.
func (t *Track) address() string {
	if t.NonICAO {
		return "~" + t.Hex
	}
	return t.Hex
}

// Callsign returns the index of a call sign in Callsigns, where it is added when it is new.
func (t *Track) Callsign(name string) uint16 {
	if len(t.Callsigns) == 0 {
		t.Callsigns = append(t.Callsigns, "")
	}
	if i := slices.Index(t.Callsigns, name); i >= 0 {
		return uint16(i)
	}
	if len(t.Callsigns) > maxCallsigns {
		return 0
	}
	t.Callsigns = append(t.Callsigns, name)
	return uint16(len(t.Callsigns) - 1)
}

// maxCallsigns bounds what one address may send; an aircraft uses a few a day, and
// beyond this the text is noise. Further ones count as not heard.
const maxCallsigns = 4096

func appendShifted(to, from []Rejection, member uint16) []Rejection {
	for _, r := range from {
		r.Member += member
		to = append(to, r)
	}
	return to
}
