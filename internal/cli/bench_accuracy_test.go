package cli

import (
	"bytes"
	"strings"
	"testing"

	"github.com/charterwatch/charterwatch/internal/flight/measure"
)

func TestAccuracySeedsThatAreNone(t *testing.T) {
	t.Parallel()
	for _, seeds := range []string{"1000", "9-3", "a-b", "-1-5"} {
		var out, errs bytes.Buffer
		if code := Main(t.Context(), []string{"bench", "accuracy", "--seeds=" + seeds}, strings.NewReader(""), &out, &errs); code != Usage || !strings.Contains(errs.String(), "8000-8399") {
			t.Errorf("--seeds=%s: exit %d, %s", seeds, code, errs.String())
		}
	}
}

// A figure that is made of no case reaches no target, whichever side of it is good.
func TestNothingReachesNoTarget(t *testing.T) {
	t.Parallel()
	none := measure.Ratio{}
	for _, row := range []accuracyRow{
		share("a", none).atLeast(0, "0"), perThousand("b", none).below(2, "2"), count("c", none).exactly(0), share("d", none).within(0, 1, "all"),
	} {
		if *row.Reached {
			t.Errorf("%s is reached by nothing", row.Measure)
		}
	}
	some := measure.Ratio{Of: 1000, Yes: 2}
	if *perThousand("wrong", some).below(2, "2").Reached || !*perThousand("wrong", some).below(2.1, "2.1").Reached || *count("named", some).exactly(0).Reached {
		t.Error("a target beside 2 in 1,000")
	}
}
