package journey_test

import (
	"strings"
	"testing"
	"time"

	"github.com/charterwatch/charterwatch/internal/journey"
	"github.com/charterwatch/charterwatch/internal/place"
)

// A fact has weight in its time alone: Swift flew removals to 2020, GlobalX from 2025 as far as
// the reports that are held say.
func TestFactsOutOfTheirDatesHaveNoWeight(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		call string
		year int
		want bool
	}{{"SWQ3501", 2019, true}, {"SWQ3501", 2025, false}, {"GXA6143", 2025, true}, {"GXA6143", 2019, false}, {"RPN529", 2019, true}, {"RPN529", 2015, false}} {
		a := on("a00001", "", c.call)
		a.at = time.Date(c.year, 6, 7, 12, 0, 0, 0, time.UTC)
		p := journey.Build(a.flies("KAEX", "MGGT", 3).legs, place.Embedded())[0].Hops[0].Purpose
		got := false
		for _, r := range p.Reasons {
			got = got || strings.Contains(r.Text, c.call) && r.Weight > 0
		}
		if got != c.want || p.Value != journey.Removal {
			t.Errorf("%s in %d: weighed %v, want %v; %+v", c.call, c.year, got, c.want, p)
		}
	}
}

// Ends that are not known lower the certainty and invent nothing: with each end that is lost the
// same journey is no surer, and none of its legs goes to a place that no end names.
func TestMissingEndsLowerCertainty(t *testing.T) {
	t.Parallel()
	whole := on("d00001", "", "").flies("KAEX", "KHRL", 1.5).waits(time.Hour).flies("KHRL", "MHLM", 3).waits(time.Hour).flies("MHLM", "KAEX", 3)
	sure := journey.Build(whole.legs, place.Embedded())[0].Hops
	for _, lost := range []string{"KAEX ? MHLM KAEX", "KAEX KHRL ? KAEX", "? KHRL MHLM ?"} {
		f := strings.Fields(lost)
		part := on("d00001", "", "").flies(f[0], f[1], 1.5).waits(time.Hour).flies(f[1], f[2], 3).waits(time.Hour).flies(f[2], f[3], 3)
		var hops []journey.Hop
		for _, j := range journey.Build(part.legs, place.Embedded()) {
			hops = append(hops, j.Hops...)
		}
		for i, h := range hops {
			if h.Purpose.Value == sure[i].Purpose.Value && h.Purpose.Value != journey.Unclear && h.Purpose.Probability > sure[i].Purpose.Probability {
				t.Errorf("%s, leg %d: %s, with all ends known %s", lost, i, h.Purpose.Words(), sure[i].Purpose.Words())
			}
		}
	}
}
