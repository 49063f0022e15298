package exhibit

import (
	"strings"
)

// Measured is how often a method erred where it was measured.
type Measured struct {
	Method string `json:"method"`
	Error  string `json:"error"`
	How    string `json:"how"` // the command that measures it again
}

// errors that were measured, as docs/METHODS.md has them; a test holds every figure here
// against that file. They are of the material named there and say nothing of one flight.
var measuredErrors = []Measured{
	{"legs", "simulated flights, seeds 8000 to 8399: ends that were heard on the ground are named rightly in 100 % of 622; named at 0.9 or more and wrong 0 in 1,494 ends, which leaves up to 1 in 498 possible (0.95 sure); ends masked at cruise lie in the set that states 0.95 in 96.3 % of 241 destinations", "charterwatch bench accuracy"},
	{"statements", "53 frozen documents of the project's own: source, cue and content of an attribution together F1 0.899; the origin right in 0.829 of 123; figures with their bounds precision 0.917, recall 0.907; legs of routes precision 0.797, recall 0.714, and on the 14 newest, which were run once, 0.714 and 0.610. What a person accepted was read by that person", "charterwatch bench statements"},
	{"duties", "no measured error: instruments and dated facts are read from the sources that stand beside each", ""},
	{"confrontation", "no measured error: it sets the evidence side by side and decides nothing", ""},
	{"text", "no measured error: the bytes are beside the text, and each passage can be compared", ""},
}

// measured picks what bears on the methods of an exhibit.
func measured(methods []string) []Measured {
	var out []Measured
	for _, m := range measuredErrors {
		for _, name := range methods {
			if strings.HasPrefix(name, m.Method+" ") {
				out = append(out, m)
				break
			}
		}
	}
	return out
}
