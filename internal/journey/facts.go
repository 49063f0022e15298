package journey

import (
	"slices"
	"strings"

	"github.com/charterwatch/charterwatch/internal/place"
)

// fact is a reference fact that a purpose leans on, with where it comes from.
type fact struct{ text, source string }

// leisureFields are Cuban resort fields to which ordinary charters from Miami fly; a
// removal flight to Cuba goes to Havana.
var leisureFields = []string{"MUPB", "MUCC", "MUVR", "MUHG", "MUSC", "MUCM", "MUCU"}

// casinoFields are the fields of casino resorts that fly their guests in by charter.
var casinoFields = []string{"KIFP", "KGPT", "KENV", "KACY", "KTUP", "KRNO"}

// scheduledCalls are call-sign prefixes of scheduled airlines whose aircraft land at the
// same fields. SWA is Southwest.
var scheduledCalls = []string{"SWA", "DAL", "UAL", "AAL", "JBU", "NKS", "FFT", "ASA", "SKW", "ENY", "RPA", "EDV", "JIA", "PDT", "QXE"}

// agencyCalls are call-sign prefixes that are the agency's own and no operator's.
var agencyCalls = []string{"TYSON", "TYS", "RPN"}

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
