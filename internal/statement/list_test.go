package statement

import (
	"testing"

	"github.com/charterwatch/charterwatch/internal/document"
)

const legList = `Date,Callsign,From,To,Tail,People,Status
2025-09-29,OAE4107,KAEX,OTHH,N225AX,about 100,
30/09/2025,TYSON45,"Alexandria, LA (AEX)",Guatemala City,N660CP,110,scheduled
2025-10-01,GXA6143,HRL,unknown,N278GX,dozens,cancelled
2025-10-02,,UNK,MMMX,N278GX,80-119,
`

func readList(t *testing.T, text string, h document.Hints) ([]Statement, document.Document) {
	t.Helper()
	docs, err := document.Read([]byte(text), h)
	if err != nil {
		t.Fatal(err)
	}
	out := Propose(docs[0])
	for _, s := range out {
		if err := Check(docs[0], s); err != nil {
			t.Error(err)
		}
	}
	return out, docs[0]
}

// A monitor's list is what somebody reports: each row a statement, with its own modality.
func TestReportedLegsAreStatements(t *testing.T) {
	list, d := readList(t, legList, document.Hints{Publisher: "A monitor"})
	if d.Kind != document.List || len(list) != 4 {
		t.Fatalf("kind %q with %d statements, want a list with 4", d.Kind, len(list))
	}
	for i, want := range []struct {
		event      Event
		from, to   string
		bound      Bound
		n          int
		craft, day string
	}{
		{Happened, "KAEX", "OTHH", Approx, 100, "OAE4107", "2025-09-29"},
		{Planned, "KAEX", "MGGT", Exact, 110, "TYSON45", "2025-09-30"},
		{Cancelled, "KHRL", "", Vague, 0, "GXA6143", "2025-10-01"},
		{Happened, "", "MMMX", Range, 0, "N278GX", "2025-10-02"},
	} {
		s := list[i]
		if s.Event != want.event || s.Topic != TopicFlight || s.Extractor != ListExtractor {
			t.Errorf("row %d: %s, %s by %s; want %s, flight by %s", i+1, s.Event, s.Topic, s.Extractor, want.event, ListExtractor)
		}
		if s.Route[0].To != want.to {
			t.Errorf("row %d: to %q, want %q", i+1, s.Route[0].To, want.to)
		}
		if s.Route[0].From != want.from {
			t.Errorf("row %d: from %q, want %q", i+1, s.Route[0].From, want.from)
		}
		q := s.Quantities[0]
		if q.Bound != want.bound || want.n > 0 && (q.Value == nil || *q.Value != want.n) || want.bound == Vague && q.Value != nil {
			t.Errorf("row %d: people %+v, want %s %d", i+1, q, want.bound, want.n)
		}
		if s.Aircraft[0].Text != want.craft {
			t.Errorf("row %d: aircraft %+v, want %s first", i+1, s.Aircraft, want.craft)
		}
		if s.Dates[0].From == nil || s.Dates[0].From.Format("2006-01-02") != want.day {
			t.Errorf("row %d: date %+v, want %s", i+1, s.Dates[0], want.day)
		}
		if s.Origin().Text != "A monitor" || s.Origin().Class != DocumentSource {
			t.Errorf("row %d: origin %+v, want the list's publisher", i+1, s.Origin())
		}
	}
}

// A list of which nobody knows the keeper is no origin of anything.
func TestListWithoutKeeperIsNoOrigin(t *testing.T) {
	list, d := readList(t, legList, document.Hints{})
	for _, g := range Origins([]document.Document{d}, list) {
		if len(g.Origins) > 0 {
			t.Errorf("group %q has origins %+v", g.About, g.Origins)
		}
	}
}

func TestEstimatedFlightsAreEstimates(t *testing.T) {
	list, _ := readList(t, `[{"icao24":"a2c4e0","firstSeen":1759184000,"estDepartureAirport":"KAEX","estArrivalAirport":null,"callsign":"GXA6143 "}]`, document.Hints{})
	if len(list) != 1 || list[0].Speech != Estimates || list[0].Route[0].To != "" {
		t.Fatalf("%+v: want one estimate without an arrival", list)
	}
}

// The rows of a list in Spanish or French state what those of an English one do.
func TestReportedLegsInSpanishAndFrench(t *testing.T) {
	for _, text := range []string{
		"Fecha;Vuelo;Origen;Destino;Matrícula;Deportados;Estado\n29 de septiembre de 2025;OAE4107;KAEX;Ciudad de México;N225AX;unos 100;cancelado\n30/09/2025;OAE4108;desconocido;MMMX;N225AX;s/d;programado\n",
		"Date;Vol;Départ;Arrivée;Immatriculation;Expulsés;Statut\n29 sept. 2025;OAE4107;KAEX;Ciudad de México;N225AX;environ 100;annulé\n30/09/2025;OAE4108;inconnu;MMMX;N225AX;inconnu;prévu\n",
	} {
		list, _ := readList(t, text, document.Hints{Publisher: "A monitor"})
		if len(list) != 2 {
			t.Fatalf("%d statements of %q, want 2", len(list), text)
		}
		a, b := list[0], list[1]
		if a.Event != Cancelled || a.Route[0].From != "KAEX" || a.Route[0].To != "MMMX" || a.Dates[0].From.Format("2006-01-02") != "2025-09-29" {
			t.Errorf("first row: %s, %+v, %+v: want KAEX to MMMX of 29 Sep 2025, cancelled", a.Event, a.Route, a.Dates)
		}
		if q := a.Quantities[0]; q.Bound != Approx || q.Value == nil || *q.Value != 100 {
			t.Errorf("first row: people %+v, want about 100", q)
		}
		if b.Event != Planned || b.Route[0].From != "" || b.Route[0].To != "MMMX" || len(b.Quantities) != 0 {
			t.Errorf("second row: %s, %+v, %+v: want a plan to MMMX from nowhere that is stated, and no figure", b.Event, b.Route, b.Quantities)
		}
	}
}
