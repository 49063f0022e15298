package web

import (
	"encoding/json"
	"fmt"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/charterwatch/charterwatch/internal/fleet"
	"github.com/charterwatch/charterwatch/internal/flight"
	"github.com/charterwatch/charterwatch/internal/journey"
	"github.com/charterwatch/charterwatch/internal/store"
	"github.com/charterwatch/charterwatch/internal/store/storetest"
)

// season puts story S19 into the world: five airframes under TYSON45, of which four also flew
// BBQ numbers; and S23: a table that says otherwise than the facts.
func season(t *testing.T, w *world) (first string) {
	t.Helper()
	hexes := make([]string, 5)
	for i, name := range []string{"N276GX", "N277GX", "N278GX", "N279GX", "N281GX"} {
		hex, ok := fleet.HexOf(name)
		if !ok {
			t.Fatal("no address")
		}
		hexes[i] = hex
		from := time.Date(2025, 6, 2+i, 12, 0, 0, 0, time.UTC)
		m := storetest.Member(hex, "june.json", from.AddDate(0, 0, -1), from.AddDate(0, 0, 20))
		m.Said = fleet.NewClaim(name, "A320", "", "GLOBAL CROSSING AIRLINES INC", "", fleet.LADD)
		legs := []flight.Leg{storetest.Leg(m, "KAEX", "MHSC", from, from.Add(3*time.Hour), "TYSON45")}
		if i < 4 {
			legs = append(legs, storetest.Leg(m, "MHSC", "KMIA", from.Add(5*time.Hour), from.Add(8*time.Hour), fmt.Sprintf("BBQ821%d", i)))
		}
		if _, err := w.AddScan(t.Context(), storetest.Part("p-season-"+hex, m, legs...)); err != nil {
			t.Fatal(err)
		}
	}
	for _, p := range []store.Pull{
		storetest.Registry("old table", "2024-05-01", fleet.Entry{Key: hexes[0], Registration: "N276GX", Operator: "Transavia Airlines"}),
		storetest.Registry("<script>alert(1)</script>", "2025-05-01", fleet.Entry{Key: hexes[0], Owner: fleet.Clean("<b>Evil\u202e Holdings Ltd</b> " + strings.Repeat("x", 5000)), Withheld: false},
			fleet.Entry{Key: hexes[1], Withheld: true}),
	} {
		if _, _, err := w.AddPull(t.Context(), p); err != nil {
			t.Fatal(err)
		}
	}
	return hexes[0]
}

func TestAircraftPage(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	hex := season(t, w)
	body := must(t, w.Handler, "/aircraft/"+hex)
	for _, want := range []string{
		"Transavia Airlines", "1 May 2024", "old table", "Global Crossing Airlines (GlobalX)", // S23: it stands, with its source and date
		"Sources differ: operator", "TYSON45 was flown by 5 aircraft", "names no operator", // S19
		"LADD: display limited", "BBQ82xx", "2025 by day", "2 Jun", "The last 2 legs", `href="/legs/` + hex, "Registries that were asked",
	} {
		if !strings.Contains(body, want) && !strings.Contains(body, strings.ReplaceAll(want, "1 May 2024", "2024-05-01")) {
			t.Errorf("the page lacks %q", want)
		}
	}
	if n := strings.Count(body, ">BBQ<"); n != 4 {
		t.Errorf("%d of the five are shown with BBQ numbers, want 4", n)
	}
	for _, bad := range []string{"<script>alert", "<b>Evil", "\u202e", strings.Repeat("x", 200)} {
		if strings.Contains(body, bad) {
			t.Errorf("the page holds %q", bad)
		}
	}
	if len(body) > 100<<10 {
		t.Errorf("%d bytes", len(body))
	}
	if page := must(t, w.Handler, "/aircraft?q=TYSON45"); strings.Count(page, `<a href="/aircraft/a`) != 5 {
		t.Errorf("the search finds other than five aircraft")
	}
	if page := must(t, w.Handler, "/journeys/"+w.journey); !strings.Contains(page, `href="/aircraft/`) {
		t.Error("a journey does not lead to its aircraft")
	}
	if page := must(t, w.Handler, "/operations/"+slug); !strings.Contains(page, `href="/aircraft/`) {
		t.Error("an operation does not lead to its aircraft")
	}
}

func TestAircraftAsData(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	hex := season(t, w)
	var got struct {
		Identity fleet.Identity `json:"identity"`
		Purposes []purposeCount `json:"purposes"`
		Of       int            `json:"purposes_of_legs"`
		Recent   []any          `json:"recent"`
	}
	if err := json.Unmarshal([]byte(must(t, w.Handler, "/aircraft/"+hex+".json")), &got); err != nil {
		t.Fatal(err)
	}
	n := 0
	for _, c := range got.Purposes {
		n += c.Legs
	}
	if got.Identity.Hex != hex || n != 2 || got.Of != 2 || len(got.Recent) != 2 {
		t.Errorf("%+v", got)
	}
	if csv := must(t, w.Handler, "/aircraft/"+hex+".csv"); !strings.Contains(csv, hex+",operator,Transavia Airlines,2024-05-01") {
		t.Errorf("csv: %s", csv)
	}
	var list struct {
		Total    int
		Aircraft []airframeRow
	}
	if err := json.Unmarshal([]byte(must(t, w.Handler, "/aircraft.json?q=BBQ")), &list); err != nil || list.Total != 4 || len(list.Aircraft) != 4 {
		t.Errorf("%+v, %v", list, err)
	}
}

func TestAircraftByRegistration(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	hex := season(t, w)
	for path, want := range map[string]int{"/aircraft/N276GX": http.StatusFound, "/aircraft/ffffff": http.StatusNotFound, "/aircraft/G-NONE": http.StatusNotFound,
		"/aircraft/" + hex + "?year=soon": http.StatusUnprocessableEntity, "/aircraft/" + hex + "?year=1999": http.StatusOK, "/aircraft/a00001": http.StatusOK,
		"/aircraft/" + strings.Repeat("x", 5000): http.StatusNotFound} {
		if r := get(t, w.Handler, path); r.Code != want {
			t.Errorf("%s answers %d, want %d", clip(path, 60), r.Code, want)
		}
	}
	if r := get(t, w.Handler, "/aircraft/n276gx.json"); r.Header().Get("Location") != "/aircraft/"+hex+".json" {
		t.Errorf("leads to %q", r.Header().Get("Location"))
	}
}

// A year in which the aircraft flew each day, for several things, fits the page.
func TestStripOfAFullYear(t *testing.T) {
	t.Parallel()
	var hops []journey.Hop
	values := []journey.Value{journey.Removal, journey.OtherWork, journey.Unclear, journey.Positioning}
	for d := time.Date(2024, 12, 31, 12, 0, 0, 0, time.UTC); d.Year() < 2026; d = d.AddDate(0, 0, 1) {
		for i := range 1 + d.YearDay()%2 {
			h := journey.Hop{Leg: flight.Leg{ID: "a00001-" + d.Format("20060102T1504Z")}, Purpose: journey.Purpose{Value: values[(d.YearDay()+i)%4]}}
			h.Start.Heard.At = d
			hops = append(hops, h)
		}
	}
	s := stripOf(2025, hops)
	if len(s.Days) != 365 || len(s.Rows) != 24 || len(s.Table) != 12 {
		t.Fatalf("%d days, %d rows, %d months", len(s.Days), len(s.Rows), len(s.Table))
	}
	seen := map[[2]int]bool{}
	for _, c := range s.Days {
		if seen[[2]int{c.X, c.Y}] || c.X+stripCell > stripLabel+stripHalf*stripCell || c.Y+stripCell > 24*stripCell {
			t.Fatalf("%s lies at %d, %d", c.Day, c.X, c.Y)
		}
		seen[[2]int{c.X, c.Y}] = true
	}
	// The table says the same days as the strip.
	inTable, inStrip := 0, 0
	for _, m := range s.Table {
		for _, p := range m.Purposes {
			inTable += 1 + strings.Count(p.Days, ",")
		}
	}
	for _, c := range s.Days {
		inStrip += len(c.Purposes)
	}
	if inTable != inStrip || s.Legs != 365+183 && s.Legs != 365+182 {
		t.Errorf("the table has %d days of a purpose, the strip %d; %d legs", inTable, inStrip, s.Legs)
	}
	if s.Several == "" || s.Height < 24*stripCell {
		t.Errorf("%q explains the plus, the strip is %d high", s.Several, s.Height)
	}
	if first := s.Days[0]; first.Day != "2025-01-01" || !strings.HasPrefix(first.Words, "1 Jan: ") {
		t.Errorf("%+v", first)
	}
}

// A year with two days in neighbouring months does not fill a screen, and counts stand beside days.
func TestStripOfAnAlmostEmptyYear(t *testing.T) {
	t.Parallel()
	var hops []journey.Hop
	for _, day := range []string{"2025-10-03", "2025-09-30", "2025-09-29"} {
		at, err := time.Parse(time.DateOnly, day)
		if err != nil {
			t.Fatal(err)
		}
		h := journey.Hop{Leg: flight.Leg{ID: "a00001-" + day}, Purpose: journey.Purpose{Value: journey.OtherWork}}
		h.Start.Heard.At = at
		hops = append(hops, h)
	}
	s := stripOf(2025, hops)
	if len(s.Rows) != 4 || s.Rows[0].Label != "Sep 1" || s.Rows[2].Label != "Oct 1" || s.Height > 5*stripCell || s.Several != "" {
		t.Errorf("%d rows, %d high: %+v", len(s.Rows), s.Height, s.Rows)
	}
	if d := s.Days[0]; d.Day != "2025-09-29" || d.Y != stripCell || d.X != stripLabel+12*stripCell {
		t.Errorf("29 September lies at %d, %d: %+v", d.X, d.Y, d)
	}
	if p := s.Table[0].Purposes[0]; p.Days != "29, 30" || p.Count != 2 {
		t.Errorf("%+v", p)
	}
	if empty := stripOf(1999, hops); len(empty.Rows) != 0 || len(empty.Table) != 0 {
		t.Errorf("a year that was not heard has %+v", empty.Rows)
	}
}
