package journey

import (
	"slices"
	"strings"

	"github.com/charterwatch/charterwatch/internal/fleet"
	"github.com/charterwatch/charterwatch/internal/place"
)

// casinoFields are the fields of casino resorts that fly their guests in by charter.
var casinoFields = []string{"KIFP", "KGPT", "KENV", "KACY", "KTUP", "KRNO"}

// scheduledCalls are call-sign prefixes of scheduled airlines whose aircraft land at the
// same fields. SWA is Southwest.
var scheduledCalls = []string{"SWA", "DAL", "UAL", "AAL", "JBU", "NKS", "FFT", "ASA", "SKW", "ENY", "RPA", "EDV", "JIA", "PDT", "QXE"}

// stagingRole says how much a departure from a field weighs: the staging facilities that
// monitors name say much, and less where airlines are busy too; the many airports at
// which removal flights also load say little of any one flight.
func stagingRole(code string, airports *place.Airports) (fact fleet.Fact, weight float64, ok bool) {
	fact, ok = fleet.StagingAirport(code)
	if !ok {
		return fact, 0, false
	}
	if !strings.HasPrefix(fact.Value, "staging facility") {
		return fact, alsoLoads, true
	}
	if a, held := airports.Lookup(code); held && a.Size == place.Large {
		return fact, busyStaging, true
	}
	return fact, stagingWeight, true
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

// country is the country of an airport, "" for none and for a code that is not held. The
// base at Guantanamo counts as neither the United States nor abroad, see guantanamo.
func country(code *string, airports *place.Airports) string {
	if code == nil {
		return ""
	}
	a, ok := airports.Lookup(*code)
	if !ok {
		return ""
	}
	return a.Country
}

const guantanamo = "MUGM"

// home is the state whose removals journeys are read as. The staging airports, operators
// and call signs that are known well enough to name a purpose are those of the United
// States; journeys elsewhere stay unclear.
const home = "US"

func atHome(code string, airports *place.Airports) bool { return country(&code, airports) == home }
