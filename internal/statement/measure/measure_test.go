package measure

import (
	"flag"
	"fmt"
	"os"
	"testing"

	"github.com/charterwatch/charterwatch/internal/statement"
)

var faults = flag.String("faults", "", "write what is not right in the tuned part to this file")

func TestTuned(t *testing.T) {
	r := Run(Gold(Tune), statement.Propose)
	report(t, r)
	if *faults != "" {
		f, err := os.Create(*faults)
		if err != nil {
			t.Fatal(err)
		}
		for _, x := range r.Faults {
			fmt.Fprintf(f, "%s\t%s\t%s\n", x.Text, x.What, x.Words)
		}
		f.Close()
	}
}

func report(t *testing.T, r Result) {
	for _, m := range []struct {
		name string
		t    Tally
	}{{"all", r.All}, {"reporting", r.Reporting}, {"figures", r.Figures}} {
		t.Logf("%s: %+v P %.3f R %.3f F1 %.3f", m.name, m.t, m.t.Precision(), m.t.Recall(), m.t.F1())
	}
	for b, s := range r.Bands {
		t.Logf("%s %+v %.3f", b, s, s.Value())
	}
	t.Logf("chain %v %.2f origin %v %.2f event %v %.2f date %v route %v", r.Chain, r.Chain.Value(), r.Origin, r.Origin.Value(), r.Event, r.Event.Value(), r.Date, r.Route)
}
