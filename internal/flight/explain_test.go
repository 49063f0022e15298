package flight_test

import (
	"flag"
	"os"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/charterwatch/charterwatch/internal/adsb/sim"
	"github.com/charterwatch/charterwatch/internal/flight"
	"github.com/charterwatch/charterwatch/internal/place"
)

var update = flag.Bool("update", false, "rewrite the golden files")

// The whole explanation of a simulated flight that was lost in its descent to MGGT and
// whose next departure was heard, as a lawyer gets it.
func TestExplanationOfASimulatedLeg(t *testing.T) {
	t.Parallel()
	flights, truths := trip{from: "KHRL", stops: []string{"MGGT", "KHRL"}, turn: 60 * time.Minute}.flights(t)
	r := sim.Receivers{FloorFt: map[string]int{"MGGT": 5048}, Holes: []sim.Hole{{From: truths[0].TakeOff.Add(30 * time.Minute), To: truths[0].TakeOff.Add(50 * time.Minute)}}}
	legs := flight.Extract(fly(t, flights, r, 1), place.Embedded())
	if len(legs) != 2 {
		t.Fatalf("%s", describe(legs))
	}
	got := flight.Explain(legs[0])
	const golden = "testdata/explain/lost-in-descent.txt"
	if *update {
		if err := os.MkdirAll("testdata/explain", 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(golden, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(golden)
	if err != nil {
		t.Fatal(err)
	}
	if got != string(want) {
		t.Errorf("the explanation changed; -update rewrites it, and the diff is to be read\n%s", got)
	}
	for _, must := range []string{"WHERE IT BEGAN", "WHERE IT ENDED", "row ", "alone", "What would change it", "WHEN NOTHING WAS HEARD", "minutes to spare",
		"WHAT IS NOT KNOWN", "Who was aboard: a track never says", "flown by a simulator", "SHA-256"} {
		if !strings.Contains(got, must) {
			t.Errorf("the explanation lacks %q", must)
		}
	}
	if bad := regexp.MustCompile(`(?i)violat|illegal|NaN|%!|<nil>`).FindString(got); bad != "" {
		t.Errorf("the explanation says %q", bad)
	}
}

// Every rule that an end or an event names has its sentence.
func TestRulesHaveSentences(t *testing.T) {
	t.Parallel()
	for _, file := range []string{"approach.go", "dark.go", "ends.go", "fuse.go", "ground.go", "split.go", "events.go", "integrity.go", "interval.go", "history.go", "emitter.go", "guess.go"} {
		text, err := os.ReadFile(file)
		if err != nil {
			continue
		}
		for _, m := range regexp.MustCompile(`Rule: "([^"]+)"`).FindAllStringSubmatch(string(text), -1) {
			if flight.RuleSays(m[1]) == "" {
				t.Errorf("%s: the rule %q has no sentence in rules.go", file, m[1])
			}
		}
	}
}
