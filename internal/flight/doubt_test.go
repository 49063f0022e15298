package flight_test

import (
	"math/rand/v2"
	"slices"
	"testing"
	"time"

	"github.com/charterwatch/charterwatch/internal/flight"
	"github.com/charterwatch/charterwatch/internal/place"
)

func rules(e flight.End) []string {
	var list []string
	for _, r := range e.Why {
		list = append(list, r.Rule)
	}
	return list
}

// A helicopter that is lost over a runway landed anywhere; an airliner there is named, and
// without runway data the end says that it is less sure.
func TestWhatMakesAnEndLessSure(t *testing.T) {
	t.Parallel()
	known := withRunways(t)
	field, _ := known.Lookup("KAEX")
	approach := func(kind string, airports *place.Airports) flight.End {
		v := vectored{field: field, bearing: 100, floorFt: 700, every: 4, rnd: rand.New(rand.NewPCG(3, 3)), kind: kind}
		track, _ := v.track(t)
		legs := flight.Extract(track, airports)
		if len(legs) != 1 {
			t.Fatal(describe(legs))
		}
		return legs[0].End
	}
	if e := approach("EC35", known); e.Airport != nil || !slices.Contains(rules(e), "helicopter") {
		t.Errorf("helicopter: %v %v", e.Candidates, rules(e))
	}
	sure, less := approach("B738", known), approach("B738", place.Embedded())
	if sure.Airport == nil || *sure.Airport != "KAEX" || slices.Contains(rules(sure), "no runway data") {
		t.Errorf("with runways: %v %v", sure.Candidates, rules(sure))
	}
	if less.Airport == nil || *less.Airport != "KAEX" || less.Probability >= sure.Probability || !slices.Contains(rules(less), "no runway data") {
		t.Errorf("without: %v %v", less.Candidates, rules(less))
	}
}

// An aircraft that was heard on the ground at a field before is a little likelier to end
// there again, and the end says so.
func TestFieldsVisitedBeforeWeighMore(t *testing.T) {
	t.Parallel()
	flights, truths := trip{from: "KHRL", stops: []string{"KAEX", "KHRL", "KAEX"}, turn: time.Hour}.flights(t)
	lost := truths[2].Landing.Add(-40 * time.Minute)
	track := fly(t, flights, nothingMissing, 1)
	for i, p := range track.Points {
		if p.When().After(lost) {
			track.Points = track.Points[:i]
			break
		}
	}
	legs := flight.Extract(track, place.Embedded())
	e := legs[len(legs)-1].End
	if e.Airport != nil || e.Feasible == nil || e.Feasible.Airports[0] != "KAEX" || !slices.Contains(rules(e), "history") {
		t.Errorf("%s", describe(legs))
	}
}
