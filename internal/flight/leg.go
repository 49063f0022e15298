package flight

import (
	"time"

	"github.com/charterwatch/charterwatch/internal/adsb"
	"github.com/charterwatch/charterwatch/internal/place"
)

// Status is how an end of a leg is known.
type Status string

// The five words, from sure to not at all.
const (
	Observed  Status = "observed"  // positions on the ground at the field
	Confirmed Status = "confirmed" // at least 0.9, by approach or climb, or by fusion with the neighbouring leg
	Estimated Status = "estimated" // 0.5 to 0.9
	Possible  Status = "possible"  // 0.2 to 0.5: a list, no name
	Unknown   Status = "unknown"
)

// Candidate is one airport that an end may have been at. The probabilities of an
// end's candidates and the explicit Airport "unknown" sum to one.
type Candidate struct {
	Airport     string  `json:"airport"`
	Probability float64 `json:"probability"`
}

// End is the start or the end of a leg.
type End struct {
	Status      Status      `json:"status"`
	Airport     *string     `json:"airport"`     // ICAO code where one exists; null where nothing reaches 0.5
	Probability float64     `json:"probability"` // of Airport, or of the best candidate when Airport is null
	Candidates  []Candidate `json:"candidates"`  // best first, at most ten, "unknown" always among them

	// Feasible is a set of fields that holds the truth with a stated probability, for an end
	// that was lost or first heard high up and that nothing names.
	Feasible *Feasible `json:"feasible,omitempty"`

	// Time is when the wheels left or touched the ground, null when that was not observed;
	// then Interval bounds it, either side null where nothing bounds it.
	Time     *time.Time    `json:"time"`
	Interval [2]*time.Time `json:"interval"`

	Heard  Heard       `json:"heard"`            // the first (start) or last (end) position of the leg
	Before []Candidate `json:"before,omitempty"` // the candidates before fusion with the neighbouring leg
	Why    []Reason    `json:"why"`

	Evidence []Seen `json:"evidence"` // the positions that it rests on, nearest to the end first
}

// Heard is the position nearest to an end.
type Heard struct {
	At     time.Time   `json:"at"`
	Point  place.Point `json:"point"`
	AltFt  *int        `json:"alt_ft"` // barometric; null if on the ground or not sent
	Ground bool        `json:"ground"`
	Row    int32       `json:"row"`
}

// Reason is one piece of evidence for what an end says.
type Reason struct {
	Rule   string `json:"rule"` // the name of the rule in method.go
	Text   string `json:"text"` // in words that a lawyer can read
	Rows   []int  `json:"rows,omitempty"`
	Weight string `json:"weight,omitempty"`
}

// GapKind says what a hole in the track is taken for.
type GapKind string

// A gap never becomes a flown line.
const (
	NotHeard   GapKind = "not_heard"   // the flight went on outside the receivers' reach
	GroundHole GapKind = "ground_hole" // not heard while on the ground
)

// Gap is a time in which nothing was heard inside a leg.
type Gap struct {
	From time.Time `json:"from"`
	To   time.Time `json:"to"`
	Kind GapKind   `json:"kind"`
	Why  string    `json:"why,omitempty"` // why the flight is taken to have gone on, in words
}

// Source is one file whose rows carry a leg.
type Source struct {
	Member adsb.Member `json:"member"`
	Rows   [2]int32    `json:"rows"` // first and last row used, inclusive
	Points int         `json:"points"`
}

// Leg is one flight of one aircraft between two places on the ground, as far as it was heard.
// A leg never says who was aboard.
type Leg struct {
	ID           string         `json:"id"` // hex and the minute of the first position: a2c4e0-20250929T2214Z
	Hex          string         `json:"hex"`
	Registration string         `json:"registration"`
	Type         string         `json:"type"`
	Callsigns    []string       `json:"callsigns"`
	Start        End            `json:"start"`
	End          End            `json:"end"`
	Points       int            `json:"points"`
	Gaps         []Gap          `json:"gaps"`
	Sources      []Source       `json:"sources"`
	Events       []Reason       `json:"events,omitempty"`   // go-around, touch-and-go, return, diversion: see events.go
	HeardBy      map[string]int `json:"heard_by"`           // positions by the way they came: adsb, adsr, adsc, mlat, tisb, mode_s, other, unknown
	Integrity    *Integrity     `json:"integrity"`          // what the transmitter said of its positions; null where it said nothing
	Emitter      string         `json:"emitter,omitempty"`  // A, B…: which of several transmitters of this address; see Doubt
	Doubt        string         `json:"doubt,omitempty"`    // why it is not known whose flight this was
	Rejected     map[string]int `json:"rejected,omitempty"` // rows left out, by reason; Rejections lists them
	Method       string         `json:"method"`
	Simulated    bool           `json:"simulated,omitempty"` // the track was flown by the simulator
}
