package adsb

import "time"

// Source is how a position reached the receivers, in readsb's order of trust.
type Source uint8

// The sources that readsb tells apart (readsb 3.14, enum in its source; see formats of the project's notes).
const (
	SourceUnknown Source = iota
	ADSB                 // adsb_icao, adsb_icao_nt, adsb_other: the aircraft's own broadcast
	ADSR                 // rebroadcast by a ground station
	ADSC                 // satellite contract
	MLAT                 // computed from arrival times
	TISB                 // radar data sent out by a ground station
	ModeS                // mode_s, mode_a
	Other
)

// String is the name that legs are counted by.
func (s Source) String() string {
	switch s {
	case ADSB:
		return "adsb"
	case ADSR:
		return "adsr"
	case ADSC:
		return "adsc"
	case MLAT:
		return "mlat"
	case TISB:
		return "tisb"
	case ModeS:
		return "mode_s"
	case Other:
		return "other"
	}
	return "unknown"
}

// Has says which optional fields of a Point were present and finite.
type Has uint16

// Presence bits and the flags of a readsb row.
const (
	HasAlt       Has = 1 << iota // AltFt is barometric, or geometric when AltGeometric is set
	HasGeom                      // GeomFt, above the ellipsoid: never height above a field
	HasSpeed                     // GS
	HasTrack                     // Track; on the ground it is the heading
	HasRate                      // VRate
	OnGround                     // the transmitter said that it was on the ground
	AltGeometric                 // AltFt is geometric (readsb flag 8)
	Stale                        // no position for 20 s before this one (readsb flag 1)
	LegStart                     // readsb's own guess that a leg starts here (flag 2): evidence, not truth
)

// Point is one position.
type Point struct {
	Time     int64 // Unix milliseconds UTC
	Lat, Lon float64
	AltFt    int32
	GeomFt   int32
	VRate    int32   // feet per minute
	GS       float32 // knots over ground
	Track    float32 // degrees true
	Row      int32   // row in its file, counted from 0: the way back to the evidence
	Member   uint16  // index into Track.Members
	Callsign uint16  // index into Track.Callsigns; 0 is "none heard yet"
	Has      Has
	Source   Source
	NIC      int8 // -1 unknown
	NACp     int8 // -1 unknown
	SIL      int8 // -1 unknown
}

// When returns the time of the point in UTC.
func (p Point) When() time.Time { return time.UnixMilli(p.Time).UTC() }

// Is reports whether all the given bits are set.
func (p Point) Is(h Has) bool { return p.Has&h == h }

// Member is one file that points came from.
type Member struct {
	Name string `json:"name"` // path inside its archive or folder, never the user's own directories
	Hash string `json:"hash"` // SHA-256 of the bytes as stored (compressed if they were), lower-case hex
}

// Rejection is one row that was not used, or, in Track.Cleaned, not used as it stood.
type Rejection struct {
	Member uint16 `json:"member"`
	Row    int32  `json:"row"`
	Offset int64  `json:"offset"` // byte offset in the uncompressed text, -1 unknown
	Time   int64  `json:"-"`      // Unix milliseconds of a row that was read and then dropped, 0 unknown
	Reason string `json:"reason"`
}

// Track is everything that was heard from one address in the files given.
type Track struct {
	Hex          string // six lower-case hex digits
	NonICAO      bool   // "~" addresses: never an identity
	Registration string // as the producer's database said; a claim, not an observation
	Type         string // ICAO type designator, from the same database
	Description  string
	Operator     string
	Military     bool
	Simulated    bool     // the file says that a simulator flew it; see package sim
	Callsigns    []string // [0] is always ""
	Points       []Point  // ascending in time
	Members      []Member
	Rejected     []Rejection
	Cleaned      []Rejection // rows that were used after something was left out of them

	// Where two transmitters used the address (see Finish): this track is Emitter "A",
	// Others are "B" and on, and Doubt says in words what shows it. Otherwise all are empty.
	Emitter string
	Doubt   string
	Others  []*Track

	divided int // how many points there were when Others were told apart
}

// Reset empties the track and keeps its memory, so that a worker can read file after
// file into the same one. Slices that were taken from it before are overwritten.
func (t *Track) Reset() {
	*t = Track{
		Callsigns: append(t.Callsigns[:0], ""),
		Points:    t.Points[:0],
		Members:   t.Members[:0],
		Rejected:  t.Rejected[:0],
		Cleaned:   t.Cleaned[:0],
	}
}

// RejectedByReason counts the rows that were not used.
func (t *Track) RejectedByReason() map[string]int {
	count := make(map[string]int)
	for _, r := range t.Rejected {
		count[r.Reason]++
	}
	return count
}

// CallsignsBetween lists the distinct call signs of Points[from:to] in order of first use.
func (t *Track) CallsignsBetween(from, to int) []string {
	var out []string
	seen, last := map[uint16]bool{0: true}, uint16(0)
	for i := from; i < to; i++ {
		c := t.Points[i].Callsign
		if c == last {
			continue // nearly always
		}
		if last = c; !seen[c] {
			seen[c] = true
			out = append(out, t.Callsigns[c])
		}
	}
	return out
}
