package fleet

import (
	"slices"
	"strings"
	"sync"
	"time"
)

// Fact is one dated, sourced statement about an aircraft, a call sign or a field.
// Facts may contradict each other; none outranks another but by its grade.
type Fact struct {
	Subject   string `json:"subject"`        // "tail:N278GX", "callsign:GXA", "airport:KAEX", "country:BG"
	Predicate string `json:"predicate"`      // see the constants
	Value     string `json:"value"`          // in words, or the operator's name
	From      string `json:"from,omitempty"` // first day or year that it is known for, as 2006, 2006-01 or 2006-01-02; empty: not known
	To        string `json:"to,omitempty"`   // last one, in the same forms; empty: no end known
	Source    string `json:"source"`
	Grade     Grade  `json:"grade"`
}

// The predicates.
const (
	PrefixOf     = "call-sign prefix of"        // value: the operator that files flights under it
	SpecialSign  = "special call sign"          // value: what it is taken for; it names no operator
	SeenWith     = "tail seen with"             // value: the operator
	SeenAs       = "tail seen under call sign"  // value: the call sign; shows the overlap, decides nothing
	OtherWork    = "tail also flies"            // value: the other work
	IsStaging    = "staging of removal flights" // value: the role
	IsStop       = "fuel stop or handover"      // value: the place
	IsLeisure    = "leisure field"              // value: why a flight there is ordinary
	OperatorNote = "operator"                   // value: what is said of the operator
	FliesRemoval = "operator of removals"       // value: under what; among other work, in the time that the fact is dated to
	IsHoliday    = "holiday field abroad"       // value: why a charter there is ordinary
	IsCasino     = "casino resort's field"      // value: the resort
	IsBusy       = "busy with airlines"         // value: how busy; a departure from there says less
	IsUsual      = "usual destination"          // value: how much of the removal flights it receives
	IsServed     = "served every day"           // value: by whom; a removal there is the exception
	IsByLand     = "reached by land"            // value: why removal flights there are not usual
)

// Grade says how well a fact stands.
type Grade string

// The grades.
const (
	Primary     Grade = "1" // primary text, or measured in public positions
	Attested    Grade = "2" // two outlets, or one that names its evidence
	OneOutlet   Grade = "3" // one outlet
	Unconfirmed Grade = "4" // unconfirmed, or inferred
)

// Settled reports whether a fact may be printed without a word of doubt: one outlet, or
// none, is not enough.
func (f Fact) Settled() bool { return f.Grade == Primary || f.Grade == Attested }

// On reports whether a fact is held to be true on a day. A fact without dates always is;
// the zero time asks for no day and always gets true.
func (f Fact) On(day time.Time) bool {
	if day.IsZero() {
		return true
	}
	// The forms compare as text when cut to the same length: 2025-09 holds all of September.
	d := day.UTC().Format("2006-01-02")
	return f.From <= d[:min(len(f.From), len(d))] && (f.To == "" || d[:min(len(f.To), len(d))] <= f.To)
}

// Facts returns every fact, in the order of subject and predicate.
func Facts() []Fact { return slices.Clone(facts) }

// Operators returns what is known on a day about a registration ("N278GX") or a call
// sign ("GXA6143", "TYSON45"): nil where nothing is. A call sign answers for its prefix.
// No answer says who flew: it says who is known to use the words, and a special call
// sign such as TYSON names no operator at all.
func Operators(callsignOrRegistration string, on time.Time) []Fact {
	key := strings.ToUpper(strings.TrimSpace(callsignOrRegistration))
	if found := pick("tail:"+key, on, SeenWith, SeenAs, OtherWork); found != nil {
		return found
	}
	prefix := strings.TrimRight(key, "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ")
	if prefix != "" { // something that no call sign holds
		return nil
	}
	letters := strings.IndexAny(key, "0123456789")
	if letters < 0 {
		letters = len(key)
	}
	return pick("callsign:"+key[:letters], on, PrefixOf, SpecialSign)
}

// StagingAirport returns the fact that a field, by ICAO code, is one where removal
// flights are put together, with its role.
func StagingAirport(code string) (Fact, bool) { return one("airport:"+upper(code), IsStaging) }

// FuelStop returns the fact that a field, by ICAO code, is one where long removal flights
// refuel or hand people over; a stop there is no arrival by itself. Where the reports
// name only the country, the fact is about the country: see FuelStopIn.
func FuelStop(code string) (Fact, bool) { return one("airport:"+upper(code), IsStop) }

// FuelStopIn is FuelStop for a country, by ISO 3166-1 alpha-2 code, whose fields the reports do not name.
func FuelStopIn(country string) (Fact, bool) { return one("country:"+upper(country), IsStop) }

// LeisureField returns the fact that a field, by ICAO code, is a holiday field: evidence
// against a removal when a flight goes there from a passenger terminal.
func LeisureField(code string) (Fact, bool) { return one("airport:"+upper(code), IsLeisure) }

// Of returns the fact of a predicate about a subject, such as "airport:KELP" or "country:GT",
// that is held on a day.
func Of(subject, predicate string, on time.Time) (Fact, bool) {
	if found := pick(subject, on, predicate); found != nil {
		return found[0], true
	}
	return Fact{}, false
}

func upper(s string) string { return strings.ToUpper(strings.TrimSpace(s)) }

func one(subject, predicate string) (Fact, bool) {
	return Of(subject, predicate, time.Time{})
}

// bySubject are the facts by what they are about, each list in their order.
var bySubject = sync.OnceValue(func() map[string][]Fact {
	by := map[string][]Fact{}
	for _, f := range facts {
		by[f.Subject] = append(by[f.Subject], f)
	}
	return by
})

func pick(subject string, on time.Time, predicates ...string) []Fact {
	var found []Fact
	for _, f := range bySubject()[subject] {
		if slices.Contains(predicates, f.Predicate) && f.On(on) {
			found = append(found, f)
		}
	}
	return found
}
