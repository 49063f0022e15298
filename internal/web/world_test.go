package web

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"log/slog"
	"math/rand/v2"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/charterwatch/charterwatch/internal/adsb"
	"github.com/charterwatch/charterwatch/internal/adsb/sim"
	"github.com/charterwatch/charterwatch/internal/document"
	"github.com/charterwatch/charterwatch/internal/flight"
	"github.com/charterwatch/charterwatch/internal/operation"
	"github.com/charterwatch/charterwatch/internal/place"
	"github.com/charterwatch/charterwatch/internal/scan"
	"github.com/charterwatch/charterwatch/internal/statement"
	"github.com/charterwatch/charterwatch/internal/store"
)

// now is the clock of every test: the day after the last report of the story.
var now = time.Date(2025, 11, 12, 9, 0, 0, 0, time.UTC)

// world is story S1 in a real workspace: the simulator's tracks through scan, four short
// reports in our own words, and their statements written by hand, so that what is tested
// here does not depend on how well the rules read.
type world struct {
	*store.Store
	http.Handler
	docs []document.Document
	ids  map[string]string // a short name of a statement to its ID
	legs []flight.Leg

	journey string // the one of the operation
	dir     string // the workspace's folder
}

const (
	slug           = "iran-2025-09"
	retoldSentence = "Reconstruction from public reports; the tracks were flown by a simulator and are not a recording."
)

func newWorld(t testing.TB) *world {
	t.Helper()
	ctx := t.Context()
	dir := t.TempDir()
	st, err := store.Init(ctx, dir, store.Options{Now: func() time.Time { return now }, Rand: randomness{rand.New(rand.NewPCG(1, 2))}})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := st.Close(); err != nil {
			t.Error(err)
		}
	})
	w := &world{Store: st, dir: dir, ids: map[string]string{}}
	w.fly(t)
	w.report(t)
	w.attach(t)
	o := w.options()
	o.Log = testLog(t)
	w.Handler = New(o)
	return w
}

func (w *world) options() Options {
	return Options{Store: w.Store, Airports: place.Embedded(), Now: func() time.Time { return now }, Token: []byte("0123456789abcdef0123456789abcdef"), Version: "test",
		Track: func(_ context.Context, l flight.Leg) (*adsb.Track, error) { return scan.Track(w.Store, l) }}
}

type randomness struct{ *rand.Rand }

func (r randomness) Read(b []byte) (int, error) {
	for i := range b {
		b[i] = byte(r.Uint32())
	}
	return len(b), nil
}

func (w *world) fly(t testing.TB) {
	t.Helper()
	flights, receivers, err := sim.ExampleFlights(place.Embedded())
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	if err := sim.WriteFolder(dir, sim.Files(flights, receivers, sim.ExampleSeed)); err != nil {
		t.Fatal(err)
	}
	if _, err := scan.Run(t.Context(), w.Store, []string{dir}, scan.Options{Workers: 1}); err != nil {
		t.Fatal(err)
	}
	if w.legs, _, err = w.Legs(t.Context(), store.LegFilter{}); err != nil {
		t.Fatal(err)
	}
	if len(w.legs) < 2 {
		t.Fatalf("the example gives %d legs, want at least 2", len(w.legs))
	}
}

// told is one statement of a report, by its words.
type told struct {
	name, words, source string
	chain               []statement.Hop
	speech              statement.Speech
	event               statement.Event
	topic               statement.Topic
	figure              string
	bound               statement.Bound
	value               int
	about               string
	band                statement.Band
}

var (
	ministry  = statement.Hop{Text: "Hossein Noushabadi, a foreign ministry official", Class: statement.NamedOfficial, State: "IR", Key: "noushabadi"}
	tasnim    = statement.Hop{Text: "Tasnim", Class: statement.SemiOfficial, Key: "tasnim"}
	officials = statement.Hop{Text: "officials of both countries", Class: statement.UnnamedOfficial, Key: "unnamed-officials:nyt"}
	paper     = statement.Hop{Text: "a newspaper", Class: statement.Outlet, Key: "paper"}
	itself    = statement.Hop{Class: statement.ThisDocument, Key: "this"}
)

func (w *world) report(t testing.TB) {
	w.add(t, "wire.txt", "2025-09-30", "Example Wire (invented)",
		"US has deported 120 Iranians\n\nThe United States has deported 120 Iranians under an agreement with Tehran.\n\n"+
			"Hossein Noushabadi, a foreign ministry official, told the Tasnim news agency that 120 people should be flown home over the next couple of days. As many as 400 are to return in all, he said.\n\n"+
			"Washington has not acknowledged the agreement. A newspaper said that a chartered plane left Louisiana on Monday, by way of Qatar.\n\n"+
			"According to an unnamed Iranian official quoted by the newspaper, the returnees were told that they would be safe.\n",
		told{name: "headline", words: "has deported 120 Iranians under an agreement with Tehran", chain: []statement.Hop{itself}, speech: statement.Asserts, event: statement.Happened, topic: statement.TopicRemoval, figure: "120", bound: statement.Exact, value: 120, band: statement.Green},
		told{name: "planned", words: "120 people should be flown home over the next couple of days", source: "Hossein Noushabadi, a foreign ministry official", chain: []statement.Hop{ministry, tasnim, itself}, speech: statement.Asserts, event: statement.Planned, topic: statement.TopicRemoval, figure: "120", bound: statement.Exact, value: 120, band: statement.Green},
		told{name: "upto", words: "As many as 400 are to return in all", source: "he", chain: []statement.Hop{ministry, tasnim, itself}, speech: statement.Asserts, event: statement.Planned, topic: statement.TopicRemoval, figure: "As many as 400", bound: statement.UpTo, value: 400, band: statement.Amber},
		told{name: "silent", words: "Washington has not acknowledged the agreement", chain: []statement.Hop{itself}, speech: statement.NotAcknowledged, event: statement.NotApplicable, topic: statement.TopicAcknowledgement, about: "US", band: statement.Green},
		told{name: "flight", words: "a chartered plane left Louisiana on Monday, by way of Qatar", source: "A newspaper", chain: []statement.Hop{paper, itself}, speech: statement.Asserts, event: statement.Happened, topic: statement.TopicFlight, band: statement.Amber},
		told{name: "assured", words: "the returnees were told that they would be safe", source: "an unnamed Iranian official", chain: []statement.Hop{{Text: "an unnamed Iranian official", Class: statement.UnnamedOfficial, State: "IR", Key: "unnamed:paper"}, paper, itself}, speech: statement.Assures, event: statement.NotApplicable, topic: statement.TopicAssurance, about: "IR", band: statement.Amber},
	)
	w.add(t, "paper.txt", "2025-09-30", "Example Post (invented)",
		"Flight takes Iranians home\n\nAbout 100 people were aboard the plane, officials of both countries said. It left Louisiana on Monday evening.\n",
		told{name: "aboard", words: "About 100 people were aboard the plane", source: "officials of both countries", chain: []statement.Hop{officials, paper, itself}, speech: statement.Asserts, event: statement.UnderWay, topic: statement.TopicRemoval, figure: "About 100", bound: statement.Approx, value: 100, band: statement.Amber},
	)
	w.add(t, "november.txt", "2025-11-11", "Example Post (invented)",
		"Fewer were aboard\n\nAn earlier flight carried 54 people, US officials said.\n",
		told{name: "later", words: "An earlier flight carried 54 people", source: "US officials", chain: []statement.Hop{{Text: "US officials", Class: statement.UnnamedOfficial, State: "US", Key: "unnamed-us:paper"}, paper, itself}, speech: statement.Asserts, event: statement.Happened, topic: statement.TopicRemoval, figure: "54", bound: statement.Exact, value: 54, band: statement.Amber},
	)
}

// add keeps a report with statements whose spans are found from their words.
func (w *world) add(t testing.TB, file, published, publisher, text string, tolds ...told) document.Document {
	t.Helper()
	docs, err := document.Read([]byte(text), document.Hints{File: file, Published: published, Publisher: publisher, Retrieved: now, Simulated: true})
	if err != nil {
		t.Fatal(err)
	}
	d := docs[0]
	var out []statement.Statement
	for _, s := range tolds {
		out = append(out, s.in(t, d))
		w.ids[s.name] = out[len(out)-1].ID
	}
	if _, err := w.AddDocument(t.Context(), d, []byte(text), out); err != nil {
		t.Fatal(err)
	}
	w.docs = append(w.docs, d)
	return d
}

func (s told) in(t testing.TB, d document.Document) statement.Statement {
	t.Helper()
	find := func(words string) statement.Passage {
		if words == "" {
			return statement.Passage{Spans: []statement.Span{}}
		}
		i := strings.LastIndex(d.Text, words)
		if i < 0 {
			t.Fatalf("%q does not stand in %s", words, d.File)
		}
		return statement.Passage{Spans: []statement.Span{{Start: i, End: i + len(words)}}, Text: words}
	}
	content := find(s.words)
	sum := sha256.Sum256(fmt.Appendf(nil, "%s %v", d.TextHash, content.Spans))
	out := statement.Statement{ID: "s-" + hex.EncodeToString(sum[:8]), Document: d.ID, Content: content, Cue: find(""), Source: statement.Source{Passage: find(s.source)},
		Chain: s.chain, Speech: s.speech, Event: s.event, Topic: s.topic, About: s.about, Band: s.band, Part: document.Body, Extractor: "by hand",
		Nationalities: []string{"IR"}, Quantities: []statement.Quantity{}, Dates: []statement.Date{}, Route: []statement.Move{}}
	if s.figure != "" {
		at := content.Spans[0].Start + strings.Index(s.words, s.figure)
		v := s.value
		out.Quantities = []statement.Quantity{{Value: &v, Bound: s.bound, Unit: "persons", Population: "people", Spans: []statement.Span{{Start: at, End: at + len(s.figure)}}}}
	}
	if err := statement.Check(d, out); err != nil {
		t.Fatal(err)
	}
	return out
}

func (w *world) attach(t testing.TB) {
	t.Helper()
	ctx := t.Context()
	err := w.NewOperation(ctx, operation.Operation{Slug: slug, Title: "Louisiana – Doha – Tehran, 29–30 September 2025", From: "2025-09-29", To: "2025-09-30",
		States: []string{"US", "QA", "IR"}, Created: now, Reconstruction: retoldSentence})
	if err != nil {
		t.Fatal(err)
	}
	put := func(kind, ref string) {
		if _, err := w.Attach(ctx, store.Attachment{Operation: slug, Kind: kind, Ref: ref, By: "test", At: now}); err != nil {
			t.Fatal(err)
		}
	}
	for _, d := range w.docs {
		put("document", d.ID)
	}
	for _, l := range w.legs {
		if l.Start.Heard.At.Before(time.Date(2025, 10, 2, 0, 0, 0, 0, time.UTC)) {
			put("leg", l.ID)
		}
	}
	e, err := w.Evidence(ctx, slug, now)
	if err != nil || len(e.Journeys) == 0 {
		t.Fatalf("the operation has no journey: %v", err)
	}
	w.journey = e.Journeys[0].ID
	if _, err := w.Checkpoint(ctx); err != nil {
		t.Fatal(err)
	}
}

// testLog sends the pages' own errors to the test's log.
func testLog(t testing.TB) *slog.Logger {
	return slog.New(slog.NewTextHandler(testWriter{t}, nil))
}

type testWriter struct{ testing.TB }

func (w testWriter) Write(b []byte) (int, error) {
	w.Log(strings.TrimSpace(string(b)))
	return len(b), nil
}
