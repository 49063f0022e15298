package exhibit_test

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io"
	"strings"
	"testing"
	"time"

	"golang.org/x/mod/sumdb/tlog"

	"github.com/charterwatch/charterwatch/internal/adsb"
	"github.com/charterwatch/charterwatch/internal/adsb/readsb"
	"github.com/charterwatch/charterwatch/internal/adsb/sim"
	"github.com/charterwatch/charterwatch/internal/document"
	"github.com/charterwatch/charterwatch/internal/exhibit"
	"github.com/charterwatch/charterwatch/internal/flight"
	"github.com/charterwatch/charterwatch/internal/journey"
	"github.com/charterwatch/charterwatch/internal/ledger"
	"github.com/charterwatch/charterwatch/internal/operation"
	"github.com/charterwatch/charterwatch/internal/place"
	"github.com/charterwatch/charterwatch/internal/statement"

	"compress/gzip"
)

// The example: two reports and the bundled flight, in a log that holds other people's records
// before, between and after.

const ministry = `Iran expects citizens back

“120 people should be flown home over the next couple of days,” Hossein Noushabadi, a foreign ministry official, told the semi-official Tasnim news agency on Tuesday. A lawyer said that people were deported illegally to Iran.
`

const wire = `US deports 120 Iranians

The US has deported 120 Iranians to Iran. The US has not acknowledged the arrangement. An official said that the returnees had been promised that they would be safe.
`

const neighbour = `Another flight that nobody here may hear of, to Ruritania.
`

type log struct {
	t       testing.TB
	records []ledger.Record
	stored  []tlog.Hash
}

func (l *log) reader() tlog.HashReader {
	return tlog.HashReaderFunc(func(at []int64) ([]tlog.Hash, error) {
		out := make([]tlog.Hash, len(at))
		for i, n := range at {
			out[i] = l.stored[n]
		}
		return out, nil
	})
}

func (l *log) add(typ, id string, fact any) {
	l.t.Helper()
	n := int64(len(l.records))
	salt := sha256.Sum256([]byte(fmt.Sprint("salt ", n)))
	r, err := ledger.New(n, typ, id, time.Date(2026, 1, 1, 0, 0, int(n), 0, time.UTC), salt, fact)
	if err != nil {
		l.t.Fatal(err)
	}
	hashes, err := ledger.Append(r, l.reader())
	if err != nil {
		l.t.Fatal(err)
	}
	l.records, l.stored = append(l.records, r), append(l.stored, hashes...)
}

// example returns the input of an exhibit, and the records of the log that do not bear on it.
func example(t testing.TB) (exhibit.Input, []ledger.Record) {
	t.Helper()
	return exampleOf(t, func(in *exhibit.Input) []flight.Leg { return fly(t, in.Traces) })
}

// exampleOf is example with legs from elsewhere, whose files go into the input.
func exampleOf(t testing.TB, flown func(*exhibit.Input) []flight.Leg) (exhibit.Input, []ledger.Record) {
	t.Helper()
	return exampleWith(t, flown, wire)
}

// exampleSaying is example with other words of the second report.
func exampleSaying(t testing.TB, second string) (exhibit.Input, []ledger.Record) {
	t.Helper()
	return exampleWith(t, func(in *exhibit.Input) []flight.Leg { return fly(t, in.Traces) }, second)
}

func exampleWith(t testing.TB, flown func(*exhibit.Input) []flight.Leg, second string) (exhibit.Input, []ledger.Record) {
	t.Helper()
	must := func(err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	in := exhibit.Input{Version: "test", Decisions: map[string]string{}, Traces: map[string][]byte{}, Extracts: map[exhibit.Whole][]byte{}}
	l := &log{t: t}
	op := operation.Operation{Slug: "iran-2025-09", Title: "Louisiana – Doha – Tehran", From: "2025-09-29", To: "2025-09-30", States: []string{"US", "QA", "IR"},
		Created: time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC), Reconstruction: "Reconstruction: flown by a simulator."}
	l.add("workspace", "test.local/log", map[string]string{"secret": "of-the-workspace"})
	l.add("capture", "d-neighbour0000001", map[string]any{"document": map[string]string{"raw_hash": hashOf([]byte(neighbour))}})

	ev := operation.Evidence{Operation: op, Decisions: in.Decisions, Asked: time.Date(2025, 11, 12, 0, 0, 0, 0, time.UTC)}
	for i, text := range []string{ministry, second} {
		docs, err := document.Read([]byte(text), document.Hints{File: "report.txt", Published: "2025-09-30", Publisher: fmt.Sprint("Example ", i), Simulated: true})
		must(err)
		d := docs[0]
		ev.Documents, in.Documents = append(ev.Documents, d), append(in.Documents, d)
		ev.Statements = append(ev.Statements, statement.Propose(d)...)
		bare := d
		bare.Text = ""
		l.add("capture", d.ID, map[string]any{"document": bare})
	}
	in.Statements = ev.Statements
	in.Decisions[ev.Statements[0].ID] = "accept"
	l.add("scan", "p-neighbour0000002", map[string]string{"inputs": "many"})
	legs := flown(&in)
	ev.Journeys = journey.Build(legs, place.Embedded())
	l.add("operation", op.Slug, op)
	l.add("operation", "neighbour-2025", map[string]string{"slug": "neighbour-2025"})
	for _, d := range in.Documents {
		l.add("attachment", op.Slug, map[string]string{"kind": "document", "ref": d.ID})
	}
	l.add("attachment", op.Slug, map[string]string{"kind": "document", "ref": "d-neighbour0000001"})
	l.add("detachment", op.Slug, map[string]string{"kind": "document", "ref": "d-neighbour0000001"})
	l.add("decision", ev.Statements[0].ID, map[string]string{"statement": ev.Statements[0].ID, "verdict": "accept"})
	l.add("decision", "s-neighbour0000003", map[string]string{"verdict": "reject"})

	in.View = operation.Confront(ev)
	for _, row := range in.View.Seen {
		l.add("leg of interest", row.Leg.ID, map[string]any{"leg": row.Leg.Leg})
		l.add("attachment", op.Slug, map[string]string{"kind": "leg", "ref": row.Leg.ID})
	}
	for i := range 5 {
		l.add("capture", fmt.Sprintf("d-neighbour000001%d", i), map[string]int{"n": i})
	}
	prove(t, &in, l)
	var others []ledger.Record
	for _, r := range l.records {
		bears := false
		for _, p := range in.Records {
			bears = bears || p.Seq == r.Seq
		}
		if !bears {
			others = append(others, r)
		}
	}
	return in, others
}

func prove(t testing.TB, in *exhibit.Input, l *log) {
	t.Helper()
	key, err := ledger.NewKey(bytes.NewReader(bytes.Repeat([]byte{7}, 32)), "test.local/log")
	if err != nil {
		t.Fatal(err)
	}
	size := int64(len(l.records))
	if in.Checkpoint, err = key.Checkpoint(size, l.reader()); err != nil {
		t.Fatal(err)
	}
	in.Verifier = key.Verifier()
	var documents, statements []string
	for _, d := range in.Documents {
		documents = append(documents, d.ID)
	}
	for _, s := range in.Statements {
		statements = append(statements, s.ID)
	}
	bearing, err := exhibit.Bearing(l.records, in.View, documents, statements)
	if err != nil {
		t.Fatal(err)
	}
	in.Records = nil
	for _, r := range bearing {
		path, err := ledger.ProveInclusion(size, r.Seq, l.reader())
		if err != nil {
			t.Fatal(err)
		}
		p := exhibit.Proved{Record: r}
		for _, h := range path {
			p.Path = append(p.Path, h)
		}
		in.Records = append(in.Records, p)
	}
}

// fly reads the legs of the bundled flight from its trace files, whose bytes go into traces.
func fly(t testing.TB, traces map[string][]byte) []flight.Leg {
	t.Helper()
	flights, receivers, err := sim.ExampleFlights(place.Embedded())
	if err != nil {
		t.Fatal(err)
	}
	var track adsb.Track
	for f, err := range sim.Files(flights, receivers, sim.ExampleSeed) {
		if err != nil {
			t.Fatal(err)
		}
		if f.Name == sim.TruthFile {
			continue
		}
		z, err := gzip.NewReader(bytes.NewReader(f.Data))
		if err != nil {
			t.Fatal(err)
		}
		text, err := io.ReadAll(z)
		if err != nil {
			t.Fatal(err)
		}
		if err := readsb.Parse(text, adsb.Member{Name: f.Name, Hash: hashOf(f.Data)}, &track); err != nil {
			t.Fatal(err)
		}
		traces[hashOf(f.Data)] = f.Data
	}
	track.Finish()
	return flight.Extract(&track, place.Embedded())
}

func build(t testing.TB) []exhibit.File {
	t.Helper()
	in, _ := example(t)
	files, err := exhibit.Build(in)
	if err != nil {
		t.Fatal(err)
	}
	return files
}

func hashOf(b []byte) string {
	h := sha256.Sum256(b)
	return hex.EncodeToString(h[:])
}

// resum makes SHA256SUMS again, as somebody would who changed the other files.
func resum(files []exhibit.File) {
	var sums strings.Builder
	for _, f := range files {
		if f.Name != "SHA256SUMS" {
			fmt.Fprintf(&sums, "%s  %s\n", hashOf(f.Data), f.Name)
		}
	}
	for i := range files {
		if files[i].Name == "SHA256SUMS" {
			files[i].Data = []byte(sums.String())
		}
	}
}
