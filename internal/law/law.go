package law

import "time"

// Verified says how far a fact was checked against a primary source.
type Verified string

// The grades: only facts read in a public document ship as documented; everything else says so.
const (
	Documented Verified = "documented" // read in a public document that the citation names
	Unverified Verified = "unverified" // well known, not checked against the depositary
)

// Instrument is one rule: an article of a treaty, a statute or custom, in our paraphrase.
type Instrument struct {
	ID       string   `json:"id"`       // RC33, P67, CAT3, ICCPR7, ...
	Treaty   string   `json:"treaty"`   // RC1951, P1967, CAT, ICCPR, CED, ... ; empty for custom and domestic law
	Name     string   `json:"name"`     // instrument and article
	Protects string   `json:"protects"` // whom, from what
	Binds    string   `json:"binds"`    // who is bound
	Absolute string   `json:"absolute"` // absolute, or which exceptions
	Notes    string   `json:"notes"`
	Citation string   `json:"citation"`
	Verified Verified `json:"verified"`
}

// Act is what a state did to an instrument.
type Act string

// The acts and states that a status can have.
const (
	Signed        Act = "signed"
	Ratified      Act = "ratified"
	Acceded       Act = "acceded"
	Succeeded     Act = "succeeded"
	Denounced     Act = "denounced"
	Suspended     Act = "suspended"
	Disputed      Act = "disputed"
	NotDeposited  Act = "announced_not_deposited"
	Legislature   Act = "legislature_approved"
	Incorporation Act = "domestic_incorporation"
	Ceased        Act = "ceased" // stopped being a party otherwise than by denouncing
	Listed        Act = "listed" // the source lists the state as a party and gives neither act nor date
	NoAct         Act = "none"   // no act is recorded by the source
)

// Fact is one sourced claim about one state and one treaty.
type Fact struct {
	State     string   `json:"state"` // ISO 3166-1 alpha-2
	Treaty    string   `json:"treaty"`
	Act       Act      `json:"act"`
	Date      string   `json:"date"`     // of the act, or of its effect for an end: 2006-01-02, 2006-01 or 2006; empty when not known
	InForce   string   `json:"in_force"` // the same forms; computed by the treaty's own rule where Derived
	Derived   bool     `json:"in_force_derived"`
	Remarks   []string `json:"remarks"`             // reservations, declarations and their limits
	Territory string   `json:"territory,omitempty"` // to which territory or by whose hand it applies, where that is not plain
	Source    string   `json:"source"`
	Retrieved string   `json:"retrieved"` // month the source was read, or "not stated"
	Verified  Verified `json:"verified"`
	Rule      string   `json:"in_force_rule,omitempty"` // the treaty's own rule that InForce was computed by, or that the source states the day
	Through   string   `json:"through,omitempty"`       // last month that the source speaks of, 2006-01; an absence says nothing of later months
}

// Bound is the answer to "is this state bound by this treaty on this day".
type Bound string

// The answers.
const (
	IsBound    Bound = "bound"
	NotBound   Bound = "not bound"
	SignedOnly Bound = "signed only"
	IsDisputed Bound = "disputed"
	ByOwnLaw   Bound = "by its own law only" // not a party; its own law applies the treaty
	NotKnown   Bound = "unknown"
)

// Status is what the facts say of one state and one treaty on one day.
type Status struct {
	State  string    `json:"state"`
	Treaty string    `json:"treaty"`
	On     time.Time `json:"on"`
	Bound  Bound     `json:"bound"`
	Facts  []Fact    `json:"facts"` // all that were relied on, disagreeing ones included
	Why    string    `json:"why"`
	Caveat string    `json:"caveat,omitempty"` // what limits the answer, where it rests on an act that is not recorded
}

// Role is what a state does on a hop.
type Role string

// The roles.
const (
	Sends    Role = "sends"
	Carrier  Role = "carrier's state"
	Transit  Role = "transit"
	Receives Role = "receives"
)

// Hop is one stretch of a custody path, as far as the law needs it.
type Hop struct {
	On          time.Time
	Actor       string // ISO code of the state whose duty is asked for
	Role        Role
	From, To    string   // ISO codes; empty unknown
	Nationality []string // of the people moved, as stated
}

// Duty is a rule that bears on a hop. It never says that anything was breached.
type Duty struct {
	Instrument Instrument `json:"instrument"`
	Actor      string     `json:"actor"`
	Role       Role       `json:"role"`
	Bound      Bound      `json:"bound"`
	Why        string     `json:"why"`
	Relies     []Fact     `json:"relies_on"`
	Unknown    []string   `json:"unknown"` // what would have to be known to say more
	Version    string     `json:"version"`
}
