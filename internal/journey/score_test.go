package journey_test

import (
	"math"
	"testing"
	"time"

	"github.com/charterwatch/charterwatch/internal/journey"
	"github.com/charterwatch/charterwatch/internal/place"
)

func TestScoreCountsFlights(t *testing.T) {
	t.Parallel()
	js := journey.Build(on("d00001", "", "").flies("KAEX", "MGGT", 3).waits(time.Hour).flies("MGGT", "KHRL", 3).legs, place.Embedded())
	truth := []journey.Flown{
		{Hex: "d00001", From: evening, To: evening.Add(3 * time.Hour), Purpose: journey.Removal},
		{Hex: "d00001", From: evening.Add(4 * time.Hour), To: evening.Add(7 * time.Hour), Purpose: journey.OtherWork},
		{Hex: "d00001", From: evening.Add(40 * time.Hour), To: evening.Add(41 * time.Hour), Purpose: journey.Removal}, // no leg tells of it
		{Hex: "d00002", From: evening, To: evening.Add(time.Hour), Purpose: journey.Removal},
	}
	s := journey.ScorePurposes(js, truth)
	if s.Flights != 4 || s.Unheard != 2 || s.Confused[journey.Removal][journey.Removal] != 1 || s.Confused[journey.OtherWork][journey.Return] != 1 {
		t.Fatalf("%+v", s)
	}
	if precision, recall := s.Of(journey.Removal); precision != 1 || recall != 1 {
		t.Errorf("removal: %v, %v", precision, recall)
	}
	if precision, recall := s.Of(journey.Return); precision != 0 || recall != 1 {
		t.Errorf("return: %v, %v; one was said and none was true", precision, recall)
	}
	s.Add(s)
	if s.Flights != 8 || math.Abs(s.Macro-0.5) > 1e-9 { // removal 1, other work 0
		t.Errorf("twice the season: %+v", s)
	}
}
