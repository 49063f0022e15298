package web

import (
	"encoding/json"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/charterwatch/charterwatch/internal/flight"
	"github.com/charterwatch/charterwatch/internal/journey"
	"github.com/charterwatch/charterwatch/internal/law"
	"github.com/charterwatch/charterwatch/internal/operation"
	"github.com/charterwatch/charterwatch/internal/place"
	"github.com/charterwatch/charterwatch/internal/statement"
	"github.com/charterwatch/charterwatch/internal/store"
)

// TestOperationsListSaysWhatIsOpen: the monitor sees at six in the morning what is contested,
// who is silent for how long, and when the evidence last grew.
func TestOperationsListSaysWhatIsOpen(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	d := w.add(t, "third.txt", "2025-10-01", "Example Gazette (invented)", "Seventy\n\n70 people were aboard the plane, Qatari officials said.\n",
		told{name: "third", words: "70 people were aboard the plane", source: "Qatari officials", chain: []statement.Hop{{Text: "Qatari officials", Class: statement.UnnamedOfficial, State: "QA", Key: "unnamed-qa:gazette"}, itself}, speech: statement.Asserts, event: statement.UnderWay, topic: statement.TopicRemoval, figure: "70", bound: statement.Exact, value: 70, band: statement.Amber})
	if _, err := w.Attach(t.Context(), store.Attachment{Operation: slug, Kind: "document", Ref: d.ID, By: "test", At: now}); err != nil {
		t.Fatal(err)
	}
	row := elements(parse(t, "/operations", must(t, w.Handler, "/operations")), "tr")[1]
	text := textOf(row)
	for _, want := range []string{"fair", "contested", "conflict", "United States 4", "11 Nov 2025"} {
		if !strings.Contains(text, want) {
			t.Errorf("the row of the operation is %q and lacks %q", text, want)
		}
	}
	var answer struct {
		Operations []struct {
			Slug string
			Open struct {
				Grade, Figures string
				Unknown        int
				Newest         string `json:"newest_evidence"`
			}
		}
	}
	if err := json.Unmarshal([]byte(must(t, w.Handler, "/operations.json")), &answer); err != nil {
		t.Fatal(err)
	}
	if o := answer.Operations[0]; o.Slug != slug || o.Open.Figures != "contested" || o.Open.Unknown == 0 || o.Open.Newest != "2025-11-11" {
		t.Errorf("as data the operation is %+v", o)
	}
	before := time.Now()
	must(t, w.Handler, "/operations")
	if d := time.Since(before); d > time.Second {
		t.Errorf("the list took %v a second time", d)
	}
	err := w.NewOperation(t.Context(), operation.Operation{Slug: "empty", Title: "Nothing is known of it"})
	if err != nil {
		t.Fatal(err)
	}
	if text := textOf(elements(parse(t, "/operations", must(t, w.Handler, "/operations")), "tr")[1]); !strings.Contains(text, "none stated") {
		t.Errorf("an operation made since is listed as %q", text)
	}
}

func TestNewSince(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	for path, want := range map[string]int{
		"/documents.json?since=2025-11-12": 3, "/documents.json?since=2025-11-13": 0, "/documents.json?since=2025-01-01&q=post": 2,
		"/journeys.json?since=2025-09-29": 2, "/journeys.json?since=2025-09-30": 1, "/journeys.json?since=2026-01-01": 0,
	} {
		var answer struct{ Documents, Journeys []any }
		if err := json.Unmarshal([]byte(must(t, w.Handler, path)), &answer); err != nil {
			t.Fatal(err)
		}
		if got := len(answer.Documents) + len(answer.Journeys); got != want {
			t.Errorf("%s lists %d, want %d", path, got, want)
		}
	}
	for _, path := range []string{"/documents?since=monday", "/journeys?since=monday"} {
		if rec := get(t, w.Handler, path); rec.Code != 422 {
			t.Errorf("%s: status %d, want 422", path, rec.Code)
		}
	}
}

// TestWhatLiesOutsideIsOnNoMap: a leg that is attached and lies outside the operation's days
// stands in the table with that word, and no line of it is drawn.
func TestWhatLiesOutsideIsOnNoMap(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	far := slices.IndexFunc(w.legs, func(l flight.Leg) bool {
		return l.Start.Heard.At.After(time.Date(2025, 10, 2, 0, 0, 0, 0, time.UTC))
	})
	err := w.NewOperation(t.Context(), operation.Operation{Slug: "other-days", Title: "Other days", From: "2025-08-01", To: "2025-08-02", States: []string{"US", "IR"}})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := w.Attach(t.Context(), store.Attachment{Operation: "other-days", Kind: "leg", Ref: w.legs[far].ID, By: "test", At: now}); err != nil {
		t.Fatal(err)
	}
	body := must(t, w.Handler, "/operations/other-days")
	if strings.Contains(body, "<figure") {
		t.Error("a leg of other days is drawn on the operation's map")
	}
	if !strings.Contains(body, "outside the operation’s days") {
		t.Error("the table does not say that the leg lies outside the operation's days")
	}
}

func TestFeet(t *testing.T) {
	t.Parallel()
	for in, want := range map[string]string{
		"last heard 14:05Z at FL347 over Iraq": "last heard 14:05Z at 34,700 ft (FL347) over Iraq",
		"34,700 ft (FL347)":                    "34,700 ft (FL347)", "FL090": "9,000 ft (FL090)", "US-FL": "US-FL", "AFL123": "AFL123", "FL3470": "FL3470",
	} {
		if got := feet(in); got != want {
			t.Errorf("feet(%q) = %q, want %q", in, got, want)
		}
	}
}

// TestUnnamedEndsSayWhereTheyWereHeard takes ends over Doha, over Nevada's desert and over the
// Atlantic.
func TestUnnamedEndsSayWhereTheyWereHeard(t *testing.T) {
	t.Parallel()
	p := newPages(Options{Airports: place.Embedded()}, nil, nil)
	at := func(lat, lon float64) flight.End {
		return flight.End{Heard: flight.Heard{Point: place.Point{Lat: lat, Lon: lon}}}
	}
	leg := func(a, b flight.End) journey.Journey {
		return journey.Journey{Hops: []journey.Hop{{Leg: flight.Leg{Start: a, End: b}}}}
	}
	if got := p.routeWords(leg(at(25.3, 51.5), at(35, -40))); got != "unknown (first heard near Doha, Qatar) – unknown (last heard over the sea)" {
		t.Errorf("the route is %q", got)
	}
	code := "KAEX"
	if got := p.routeWords(leg(flight.End{Airport: &code}, at(33, 44.5+3))); !strings.HasPrefix(got, "KAEX – unknown (last heard ") || !strings.Contains(got, "Ira") {
		t.Errorf("the route is %q", got)
	}
}

// TestSilentDataSaySo groups what rests on no recorded act under the sentence that says so.
func TestSilentDataSaySo(t *testing.T) {
	t.Parallel()
	day := time.Date(2025, 9, 30, 0, 0, 0, 0, time.UTC)
	got := operationPage{}.Unbound(law.NotBoundBy(law.Hop{On: day, Actor: "QA", Role: law.Transit, From: "US", To: "IR", Nationality: []string{"IR"}}))
	said := false
	for _, u := range got {
		said = said || strings.Contains(u.Why, "data that end in August 2022") && slices.ContainsFunc(u.Statuses, func(s law.Status) bool { return s.Treaty == "RC1951" })
	}
	if !said {
		t.Errorf("Qatar and the 1951 Convention rest on no recorded act and the column does not say so: %+v", got)
	}
	w := newWorld(t)
	if !strings.Contains(must(t, w.Handler, "/operations/"+slug), "no act is recorded in data that end in August 2022") {
		t.Error("the page leaves out that the data end in August 2022")
	}
}

// BenchmarkOperationsList opens a full list for the first time after a record: fifty operations
// with the evidence of the story each; a reader waits at most 100 ms.
func BenchmarkOperationsList(b *testing.B) {
	w := newWorld(b)
	for i := range perPage {
		name := "copy-" + thousands(i)
		if err := w.NewOperation(b.Context(), operation.Operation{Slug: name, Title: name, From: "2025-09-29", To: "2025-09-30", States: []string{"US", "QA", "IR"}}); err != nil {
			b.Fatal(err)
		}
		for _, d := range w.docs {
			if _, err := w.Attach(b.Context(), store.Attachment{Operation: name, Kind: "document", Ref: d.ID, By: "test", At: now}); err != nil {
				b.Fatal(err)
			}
		}
	}
	for b.Loop() {
		h := New(w.options()) // remembers nothing yet
		must(b, h, "/operations")
	}
}
