package exhibit_test

import (
	"bytes"
	"encoding/json"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/charterwatch/charterwatch/internal/exhibit"
	"github.com/charterwatch/charterwatch/internal/journey"
	"github.com/charterwatch/charterwatch/internal/operation"
	"github.com/charterwatch/charterwatch/internal/place"

	"github.com/charterwatch/charterwatch/internal/flight"
)

func TestParseFacts(t *testing.T) {
	t.Parallel()
	for text, want := range map[string][]int{"1": {1}, "3,1": {1, 3}, "2-4, 3": {2, 3, 4}} {
		if got, err := exhibit.ParseFacts(text); err != nil || !slices.Equal(got, want) {
			t.Errorf("%q: %v, %v", text, got, err)
		}
	}
	for _, text := range []string{"", "0", "-1", "3-2", "1,", "one", "1-99999999", "1-2-3"} {
		if got, err := exhibit.ParseFacts(text); err == nil {
			t.Errorf("%q is read as %v", text, got)
		}
	}
}

func sheetOf(t testing.TB, files []exhibit.File) (s exhibit.Sheet) {
	t.Helper()
	if err := json.Unmarshal(data(t, files, "facts.json"), &s); err != nil {
		t.Fatal(err)
	}
	return s
}

// A choice of facts shows what they rest on, says that it is a choice, and holds nothing of the rest.
func TestChosenFactsStandAlone(t *testing.T) {
	t.Parallel()
	in, _ := example(t)
	whole, err := exhibit.Build(in)
	if err != nil {
		t.Fatal(err)
	}
	all := sheetOf(t, whole)
	for _, f := range all.Facts {
		if f.Section != "Said: who stated what" || len(f.Passages) == 0 {
			continue
		}
		in.Facts = []int{f.N}
		break
	}
	files, err := exhibit.Build(in)
	if err != nil {
		t.Fatal(err)
	}
	if r := exhibit.Verify(tree(files), in.Verifier); !r.Holds() || r.Facts != 1 {
		t.Fatalf("%+v", r)
	}
	s := sheetOf(t, files)
	chosen := all.Facts[in.Facts[0]-1]
	if s.Facts[0].Head != chosen.Head || s.Facts[0].N != 1 || s.Chosen == "" || s.Answer != "" || s.Grade != "" {
		t.Errorf("the sheet: %+v", s)
	}
	if !strings.Contains(string(data(t, files, "sheet.html")), "chosen by whoever made the exhibit") {
		t.Error("the sheet does not say that it is a choice")
	}
	for _, d := range in.Documents {
		kept := slices.ContainsFunc(chosen.Passages, func(p exhibit.Passage) bool { return p.Document == d.ID })
		for _, f := range files {
			if has := bytes.Contains(f.Data, []byte(d.RawHash)); has && !kept {
				t.Errorf("%s names a document that no chosen fact rests on", f.Name)
			}
		}
	}
	for _, f := range files {
		for hash := range in.Traces {
			if bytes.Contains(f.Data, []byte(hash)) {
				t.Errorf("%s names a trace that no chosen fact rests on", f.Name)
			}
		}
	}
	in.Facts = []int{len(all.Facts) + 1}
	if _, err := exhibit.Build(in); err == nil || !strings.Contains(err.Error(), "the whole sheet has") {
		t.Errorf("a fact that is not there: %v", err)
	}
}

// At a moment: the rows that bound where the aircraft was, the map of the set, three clocks.
func TestMomentIsOnTheSheet(t *testing.T) {
	t.Parallel()
	var legs []flight.Leg
	in, _ := exampleOf(t, func(in *exhibit.Input) []flight.Leg { legs = fly(t, in.Traces); return legs })
	court, err := time.LoadLocation("America/New_York")
	if err != nil {
		t.Fatal(err)
	}
	at := time.Date(2025, 9, 29, 22, 20, 0, 0, time.UTC) // five minutes after take-off at Alexandria
	ev := operation.Evidence{Operation: in.View.Operation, Documents: in.Documents, Statements: in.Statements, Journeys: journey.Build(legs, place.Embedded()), Asked: in.View.AsOf}
	m := operation.At(ev, nil, at, court)
	in.Moment = &m
	files, err := exhibit.Build(in)
	if err != nil {
		t.Fatal(err)
	}
	if r := exhibit.Verify(tree(files), in.Verifier); !r.Holds() {
		t.Fatal(problems(r))
	}
	page := string(data(t, files, "sheet.html"))
	for _, want := range []string{"Position at a moment", "Clocks around 2025-09-29 22:20Z", "18:20", "America/New_York", "who was aboard: not knowable", "last heard before the minute"} {
		if !strings.Contains(page, want) {
			t.Errorf("the sheet does not say %q", want)
		}
	}
	svg := regexp.MustCompile(`(?s)<svg.*?</svg>`).FindString(page)
	if m.Aircraft[0].Reach.NM() < 1500 && (!strings.Contains(svg, `class="set"`) || !strings.Contains(svg, `class="land"`)) {
		t.Errorf("no map of the set: %.200s", svg)
	}
	if strings.Contains(svg, "NaN") || strings.Contains(svg, "Inf") {
		t.Error("the map has a place that is no number")
	}
	in.Moment.Aircraft[0].Before.Leg = "abcdef-20250101T0000Z"
	if _, err := exhibit.Build(in); err == nil || !strings.Contains(err.Error(), "not among the evidence") {
		t.Errorf("a position of a leg that is not shown: %v", err)
	}
}

// The draft has the technical facts, blanks for the person, and no word of admissibility.
func TestDeclarationIsADraft(t *testing.T) {
	t.Parallel()
	files := build(t)
	text := string(data(t, files, "declaration.txt"))
	for _, want := range []string{"DRAFT", "____ (signature)", "SHA-256", hashOf([]byte(ministry)), "902(14)", "28 U.S.C. 1746", "version test", "Measured errors", "100 % of 622"} {
		if !strings.Contains(text, want) {
			t.Errorf("the draft does not say %q", want)
		}
	}
	if strings.Count(text, "____") < 15 || regexp.MustCompile(`(?i)admissib`).MatchString(text) {
		t.Errorf("%d blanks, or a word on admissibility", strings.Count(text, "____"))
	}
}

// A document that puts a named person on a flight goes into no exhibit (story S22); facts that
// do not rest on it still can.
func TestNamedPersonGoesIntoNoExhibit(t *testing.T) {
	t.Parallel()
	in, _ := exampleSaying(t, wire+"Farhad Testani was aboard the aircraft.\n")
	_, err := exhibit.Build(in)
	if err == nil || !strings.Contains(err.Error(), "a named person on a flight") || strings.Contains(err.Error(), "Testani") {
		t.Fatalf("the whole: %v", err)
	}
	held := in.Documents[1].ID
	for n := 1; n < 40; n++ {
		in.Facts = []int{n}
		files, err := exhibit.Build(in)
		if err != nil {
			if !strings.Contains(err.Error(), held) {
				t.Fatalf("fact %d: %v", n, err)
			}
			continue
		}
		for _, f := range files {
			if bytes.Contains(f.Data, []byte("Testani")) {
				t.Fatalf("fact %d: %s names the person", n, f.Name)
			}
		}
	}
	in, _ = example(t)
	in.View.Operation.Title = "The removal of a man named Farhad Testani"
	if _, err := exhibit.Build(in); err == nil || strings.Contains(err.Error(), "Testani") {
		t.Errorf("a title with a name: %v", err)
	}
}
