package journey

import (
	"regexp"
	"slices"
	"strings"
	"time"

	"github.com/charterwatch/charterwatch/internal/fleet"
	"github.com/charterwatch/charterwatch/internal/place"
)

// scheduledCalls are call-sign prefixes of scheduled airlines and cargo carriers whose aircraft
// land at the same fields (ICAO airline designators). SWA is Southwest.
var scheduledCalls = []string{
	"SWA", "DAL", "UAL", "AAL", "JBU", "NKS", "FFT", "ASA", "AAY", "HAL", "MXY", "SKW", "ENY", "RPA", "EDV", "JIA", "PDT", "QXE", "ASH", "GJS", "UCA",
	"FDX", "UPS", "GTI", "ABX", "ATN", "CKS", "AJT", "NCR", "AVA", "CMP", "VOI", "VIV", "AMX", "TAI", "LRC", "WJA", "ACA",
}

// role is how much a stop at a field says.
type role struct {
	fact     fleet.Fact
	weight   float64
	facility bool // one of the staging facilities: a stop there is behaviour of its own
	agency   bool // a small airport of the agency's own list: leaving the country there is
}

// roleOf says what a field is for removal work on a day: the staging facilities that monitors
// name say much, and less where airlines are busy too; the many airports at which removal
// flights also load say little of any one flight.
func roleOf(code string, on time.Time, airports *place.Airports) (role, bool) {
	f, ok := fleet.Of("airport:"+code, fleet.IsStaging, on)
	if !ok {
		return role{}, false
	}
	_, busy := fleet.Of("airport:"+code, fleet.IsBusy, on)
	switch a, held := airports.Lookup(code); {
	case strings.HasPrefix(f.Value, "staging facility") && busy:
		return role{f, busyStaging, true, false}, true
	case strings.HasPrefix(f.Value, "staging facility"):
		return role{f, stagingWeight, true, false}, true
	case strings.HasPrefix(f.Value, "departure airport of removal flights") && held && a.Size != place.Large:
		return role{f, agencyWeight, false, true}, true
	}
	return role{f, alsoLoads, false, false}, true
}

// graded is a fact's weight: half where the fact is not settled.
func graded(weight float64, f fleet.Fact) float64 {
	if !f.Settled() {
		return weight / 2
	}
	return weight
}

// said is where a fact comes from and how well it stands.
func said(f fleet.Fact) string {
	source := f.Source
	if f.From != "" {
		source += ", from " + f.From
	}
	if f.To != "" {
		source += ", to " + f.To
	}
	if !f.Settled() {
		source += " (not settled)"
	}
	return source
}

// armyField matches the names of military fields.
var armyField = regexp.MustCompile(`\b(Air Base|Airbase|Army Air ?[Ff]ield|Army Air Field|Air Force|Air Reserve|Marine Corps|Naval|Pope Field)\b`)

// otherField says what other work a field speaks for, if any.
func otherField(code string, on time.Time, airports *place.Airports) (weight float64, source, text string, ok bool) {
	for _, k := range []struct {
		predicate string
		weight    float64
		text      string
	}{
		{fleet.IsLeisure, leisureWeight, "a holiday field in Cuba"},
		{fleet.IsHoliday, holidayWeight, "a holiday field abroad"},
		{fleet.IsCasino, casinoWeight, "a casino resort's field"},
	} {
		if f, held := fleet.Of("airport:"+code, k.predicate, on); held {
			return k.weight, said(f), k.text + ": " + f.Value, true
		}
	}
	if _, known := roleOf(code, on, airports); known || code == guantanamo {
		return 0, "", "", false
	}
	if _, known := fleet.FuelStop(code); known {
		return 0, "", "", false
	}
	if a, held := airports.Lookup(code); held && armyField.MatchString(a.Name) {
		return armyWeight, "the field's name in OurAirports", a.Name + ", a military field that is not known for removals", true
	}
	if f, held := fleet.Of("country:"+country(&code, airports), fleet.IsLeisure, on); held && !served(code, on) {
		return leisureWeight, said(f), f.Value, true
	}
	if f, held := fleet.Of("country:"+country(&code, airports), fleet.IsByLand, on); held {
		return byLandWeight, said(f), f.Value, true
	}
	return 0, "", "", false
}

// served reports that airlines and charters fly to a field abroad every day.
func served(code string, on time.Time) bool {
	_, ok := fleet.Of("airport:"+code, fleet.IsServed, on)
	return ok
}

// within reports that a code is in a list.
func within(list []string, code *string) bool { return code != nil && slices.Contains(list, *code) }

// prefixed is the first call sign with one of the prefixes before its digits, or "".
func prefixed(calls, prefixes []string) string {
	for _, c := range calls {
		for _, p := range prefixes {
			if rest, ok := strings.CutPrefix(c, p); ok && rest != "" && rest[0] >= '0' && rest[0] <= '9' {
				return c
			}
		}
	}
	return ""
}

// territories are the parts of the United States that have country codes of their own.
var territories = []string{"PR", "VI", "GU", "AS", "MP"}

// country is the country of an airport, "" for none and for a code that is not held; a
// territory of the United States is the United States.
func country(code *string, airports *place.Airports) string {
	if code == nil {
		return ""
	}
	a, ok := airports.Lookup(*code)
	if !ok {
		return ""
	}
	if slices.Contains(territories, a.Country) {
		return home
	}
	return a.Country
}

// guantanamo is the base, which counts as neither the United States nor abroad.
const guantanamo = "MUGM"

// home is the state whose removals journeys are read as. The staging airports, operators
// and call signs that are known well enough to name a purpose are those of the United
// States; journeys elsewhere stay unclear.
const home = "US"

func atHome(code string, airports *place.Airports) bool { return country(&code, airports) == home }
