package journey

import (
	"fmt"
	"math"
	"time"

	"github.com/charterwatch/charterwatch/internal/flight"
)

// Value is what a leg was flown for, in the exclusive categories of the flight monitors.
type Value string

// The categories (Witness at the Border and ICE Flight Monitor usage).
const (
	Removal      Value = "removal"
	Continuation Value = "removal continuation"
	Return       Value = "return"
	Connection   Value = "connection"
	Transfer     Value = "transfer"
	Positioning  Value = "positioning"
	OtherWork    Value = "other work"
	Unclear      Value = "unclear"
)

// Reason is one piece of evidence for or against a purpose.
type Reason struct {
	For    bool    `json:"for"`
	Text   string  `json:"text"`
	Weight float64 `json:"weight"`           // log-odds added
	Source string  `json:"source,omitempty"` // where the reference fact comes from, with its date
}

// Times says the weight as a reader takes it: "× 9" for nine times as often where the work is
// removal work, "÷ 7" for seven times as seldom, "" for what only explains.
func (r Reason) Times() string {
	if r.Weight == 0 {
		return ""
	}
	sign, times := "×", math.Exp(math.Abs(r.Weight))
	if r.Weight < 0 {
		sign = "÷"
	}
	if times < 5 {
		return fmt.Sprintf("%s %.1f", sign, times)
	}
	return fmt.Sprintf("%s %.0f", sign, times)
}

// Purpose is what a leg seems to have been flown for. It is inferred from behaviour and
// reference facts, never from a tail or a call sign alone, and is always revisable.
type Purpose struct {
	Value       Value    `json:"value"`
	Probability float64  `json:"probability"`
	Reasons     []Reason `json:"reasons"`

	// Attempted marks a flight that came back without having landed anybody elsewhere, or may
	// have: it set out like a removal, and is none.
	Attempted bool `json:"attempted,omitempty"`
}

// Hop is one leg of a journey with its purpose. Its JSON is the leg's own with the field purpose.
type Hop struct {
	flight.Leg
	Purpose Purpose `json:"purpose"`
}

// Words says a purpose with its probability; "unclear" has none that means anything to a reader.
func (p Purpose) Words() string {
	switch {
	case p.Attempted:
		return Attempted + ", or not known to be more"
	case p.Value == Unclear:
		return string(Unclear)
	case p.Probability > 0.99:
		return string(p.Value) + " > 0.99"
	}
	return fmt.Sprintf("%s %.2f", p.Value, p.Probability)
}

// clock writes a duration as hours and minutes, such as "23 h 5 min".
func clock(d time.Duration) string {
	if d < time.Hour {
		return fmt.Sprintf("%d min", int(d.Minutes()))
	}
	return fmt.Sprintf("%d h %d min", int(d.Hours()), int(d.Minutes())%60)
}

// Stop is the time on the ground between two legs.
type Stop struct {
	Airport   *string       `json:"airport"` // null when neither neighbouring end names one
	From      *time.Time    `json:"from"`    // null when the landing was not observed
	To        *time.Time    `json:"to"`
	Ground    time.Duration `json:"ground_ns"` // the longest that it can have lasted: last heard before to first heard after
	Technical bool          `json:"technical"` // a short stop at a field known for fuel; never a drop-off by itself
}

// Journey is a chain of legs of one aircraft. A journey across carriers is the operation's business.
type Journey struct {
	ID           string    `json:"id"` // j- and the ID of its first leg
	Hex          string    `json:"hex"`
	Registration string    `json:"registration"`
	Hops         []Hop     `json:"legs"`
	Stops        []Stop    `json:"stops"` // len(Hops)-1
	From         time.Time `json:"from"`  // first heard
	To           time.Time `json:"to"`    // last heard
	Method       string    `json:"method"`
}
