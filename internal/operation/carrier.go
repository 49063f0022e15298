package operation

import (
	"regexp"
	"strings"

	"github.com/charterwatch/charterwatch/internal/place"
)

// nameForm is what a carrier or a body is called: capitalised words, "of" and "the" between them.
const nameForm = `(?:the )?([A-Z][\pL\pN.&’'-]*(?:\s+(?:of(?: the)?\s+)?[A-Z][\pL\pN.&’'-]*){0,4})`

// Who carried people, and who held them, is read from the words of the statement that tells
// the hop: by the verb or the noun beside the name, so that no list of airlines is needed.
var (
	carrierFrames = []*regexp.Regexp{
		regexp.MustCompile(`\b(?:operated|flown|chartered out|run|carried|transported) by ` + nameForm),
		regexp.MustCompile(`\b(?:on|aboard|with|by) an? ` + nameForm + ` (?:plane|flight|aircraft|airliner|jet|charter|ferry|bus|ship|vessel|helicopter)\b`),
		regexp.MustCompile(`\b(?:plane|flight|aircraft|airliner|jet|charter|ferry|bus|ship|vessel) (?:of|by|belonging to|operated by) ` + nameForm),
		regexp.MustCompile(`\b((?:[A-Z][\pL]+ ){1,3}(?:Airways|Airlines|Airline|Aviation|Air Charter|Air Force|Air|Ferries|Jets))\b`),
		regexp.MustCompile(`\b((?:US|U\.S\.) Air Force)\b`),
		regexp.MustCompile(`\b(C-?17|C-?130)\b`),
	}
	holderFrames = []*regexp.Regexp{
		regexp.MustCompile(`\b(?:held|detained|guarded|escorted|received|taken into custody) by ` + nameForm),
		regexp.MustCompile(`\b(?:handed(?: over)?|turned over|transferred) to ` + nameForm),
		regexp.MustCompile(`\bin the custody of ` + nameForm),
	}
)

// carriersIn are the carriers that words name, in their order.
func carriersIn(words string) []string { return namesIn(words, carrierFrames) }

// holdersIn are the bodies that words name as holding the people.
func holdersIn(words string) []string { return namesIn(words, holderFrames) }

func namesIn(words string, frames []*regexp.Regexp) []string {
	var out []string
	for _, f := range frames {
		for _, m := range f.FindAllStringSubmatch(words, -1) {
			n := strings.TrimPrefix(strings.TrimRight(strings.TrimPrefix(strings.TrimPrefix(m[1], "A "), "The "), ".’'"), "the ")
			if n == "" || isPlace(n) || partOf(n, out) {
				continue
			}
			out = append(out, n)
		}
	}
	return out
}

// isPlace tells whether a name is a place alone: "received by Ghana" names a state, which is no carrier.
func isPlace(n string) bool {
	found := place.Find(n)
	return len(found) == 1 && found[0].Text == n
}

// partOf tells whether a name is a part of one that is there.
func partOf(n string, have []string) bool {
	for _, h := range have {
		if strings.Contains(h, n) {
			return true
		}
	}
	return false
}
