package document

import (
	"strings"
	"testing"
	"time"
)

func day(s string) time.Time {
	t, err := time.Parse(time.DateOnly, s)
	if err != nil {
		panic(err)
	}
	return t
}

func TestListColumnsAreFoundByTheirHeadings(t *testing.T) {
	d := readOne(t, "Flight Date;CALL SIGN;Origin;Dest;Tail Number;Remarks\n2025-09-29;OAE4107; KAEX ;OTHH;\"N225AX\";\n", Hints{})
	if d.Kind != List {
		t.Fatalf("kind %q, want a list", d.Kind)
	}
	rows := d.Rows()
	if len(rows) != 1 {
		t.Fatalf("%d rows, want 1", len(rows))
	}
	for column, want := range map[Column]string{ColumnCallsign: "OAE4107", ColumnOrigin: "KAEX", ColumnDestination: "OTHH", ColumnRegistration: "N225AX"} {
		c, ok := rows[0].Cell(column)
		if !ok || c.Text != want || d.Text[c.Start:c.End] != want {
			t.Errorf("%s: %+v, want %q, and the same at its place", column, c, want)
		}
	}
	if !rows[0].Day.Equal(day("2025-09-29")) || rows[0].Line != 2 {
		t.Errorf("day %v on line %d, want 29 Sep 2025 on line 2", rows[0].Day, rows[0].Line)
	}
	if w := strings.Join(d.Warnings, "\n"); !strings.Contains(w, "Remarks") || !strings.Contains(w, "nobody here observed it") {
		t.Errorf("warnings do not name the unused column and what a list is:\n%s", w)
	}
}

func TestListDayIsNeverGuessed(t *testing.T) {
	const head = "date,callsign,from,to\n"
	for _, c := range []struct{ name, rows, want string }{
		{"either way", "05/09/2025,A1,KAEX,MHLM", ""},
		{"another row shows that the day is first", "05/09/2025,A1,KAEX,MHLM\n30/09/2025,A2,KAEX,MHLM", "2025-09-05"},
		{"another row shows that the month is first", "05/09/2025,A1,KAEX,MHLM\n09/30/2025,A2,KAEX,MHLM", "2025-05-09"},
		{"rows that show both", "05/09/2025,A1,KAEX,MHLM\n09/30/2025,A2,KAEX,MHLM\n30/09/2025,A3,KAEX,MHLM", ""},
		{"in words", "5 Sep 2025,A1,KAEX,MHLM", "2025-09-05"},
		{"no such day", "30/02/2025,A1,KAEX,MHLM", ""},
		{"a year that nobody flew", "0001-02-03,A1,KAEX,MHLM", ""},
		{"with a time", "2025-09-05T22:10:00-05:00,A1,KAEX,MHLM", "2025-09-05"},
		{"Unix seconds", "1757109000,A1,KAEX,MHLM", "2025-09-05"},
	} {
		t.Run(c.name, func(t *testing.T) {
			d := readOne(t, head+c.rows+"\n", Hints{})
			got := d.Rows()[0].Day
			if c.want == "" && !got.IsZero() || c.want != "" && !got.Equal(day(c.want)) {
				t.Errorf("day %v, want %q", got, c.want)
			}
			if unresolved := strings.Contains(strings.Join(d.Warnings, "\n"), "no day that can be read in one way only"); unresolved != (c.want == "") {
				t.Errorf("warnings %q, want the unread day named: %t", d.Warnings, c.want == "")
			}
		})
	}
}

// The list of a spreadsheet in a Windows encoding, with local times: nothing is taken in silence.
func TestListInWindowsEncodingWithLocalTimes(t *testing.T) {
	text := "Date,Call sign,From,To,Departure time\n2025-09-29,TYSON45,Alexandria,Bogot\xe1,05:10\n2025-09-30,TYSON45,Alexandria,Bogot\xe1,05:10Z\n"
	d := readOne(t, text, Hints{File: "list.csv"})
	w := strings.Join(d.Warnings, "\n")
	if !strings.Contains(w, "windows-1252") || !strings.Contains(w, "a guess") {
		t.Errorf("the guessed encoding is not named: %s", w)
	}
	if !strings.Contains(w, "1 row gives a time of day without a zone (line 2)") {
		t.Errorf("the time without a zone is not named: %s", w)
	}
	if c, _ := d.Rows()[0].Cell(ColumnDestination); c.Text != "Bogotá" {
		t.Errorf("destination %q, want Bogotá", c.Text)
	}
}

// What a monitor in Spanish or French sends from a spreadsheet is a list as well: scan sends
// such a file here.
func TestListWithSpanishOrFrenchHeadings(t *testing.T) {
	for _, c := range []struct{ language, text string }{
		{"es", "Fecha;Vuelo;Origen;Destino;Matr\xedcula;Hora de salida\r\n05/09/2025;GXA6143;KAEX;Bogot\xe1;N225AX;05:10\r\n29 de septiembre de 2025;GXA6143;KAEX;Bogot\xe1;N225AX;05:10Z\r\n"},
		{"es", "FECHA,MATR\xcdCULA,ORIGEN,SALIDA,DESTINO,LLEGADA,INDICATIVO\n05/09/2025,N225AX,KAEX,05:10,Bogot\xe1,09:20,GXA6143\n29 sept. 2025,N225AX,KAEX,05:10Z,Bogot\xe1,09:20Z,GXA6143\n"},
		{"fr", "Date;Vol;D\xe9part;Arriv\xe9e;Immatriculation;Heure de d\xe9part\n05/09/2025;GXA6143;KAEX;Bogot\xe1;N225AX;05:10\n29 septembre 2025;GXA6143;KAEX;Bogot\xe1;N225AX;05:10Z\n"},
	} {
		t.Run(c.language, func(t *testing.T) {
			d := readOne(t, c.text, Hints{File: "list.csv"})
			rows := d.Rows()
			if d.Kind != List || len(rows) != 2 {
				t.Fatalf("kind %q, %d rows: want a list of 2", d.Kind, len(rows))
			}
			if d.Language != c.language {
				t.Errorf("language %q, want that of the headings, %q", d.Language, c.language)
			}
			for column, want := range map[Column]string{ColumnCallsign: "GXA6143", ColumnOrigin: "KAEX", ColumnDestination: "Bogotá", ColumnRegistration: "N225AX", ColumnDeparture: "05:10"} {
				if got, _ := rows[0].Cell(column); got.Text != want || d.Text[got.Start:got.End] != want {
					t.Errorf("%s is %q, want %q", column, got.Text, want)
				}
			}
			if !rows[0].Day.IsZero() || !rows[1].Day.Equal(day("2025-09-29")) {
				t.Errorf("days %v and %v: want 05/09/2025 unresolved and 29 Sep 2025", rows[0].Day, rows[1].Day)
			}
			w := strings.Join(d.Warnings, "\n")
			for _, want := range []string{"windows-1252 (a guess", "no day that can be read in one way only (line 2)", "1 row gives a time of day without a zone (line 2)", "nobody here observed it"} {
				if !strings.Contains(w, want) {
					t.Errorf("warnings lack %q:\n%s", want, w)
				}
			}
			if strings.Contains(w, "not understood") {
				t.Errorf("a heading is not understood:\n%s", w)
			}
		})
	}
}

func TestListRowsThatCannotBeReadAreNamed(t *testing.T) {
	d := readOne(t, "date,callsign,from,to\n2025-09-29,A1,KAEX,MHLM\n2025-09-29,A2,KAEX,MHLM,and,more\n2025-09-30,\"A3,KAEX\n2025-10-01,A4,KAEX,MHLM\n", Hints{})
	if n := len(d.Rows()); n != 1 {
		t.Fatalf("%d rows, want the one that is whole", n)
	}
	w := strings.Join(d.Warnings, "\n")
	for _, want := range []string{"line 3: 6 values under 4 headings", "line 4: a quotation mark is opened and never closed"} {
		if !strings.Contains(w, want) {
			t.Errorf("warnings lack %q:\n%s", want, w)
		}
	}
}

func TestListOfEstimatedFlights(t *testing.T) {
	// 1759184000 is 2025-09-29T22:13:20Z.
	d := readOne(t, `[{"icao24":"a2c4e0","firstSeen":1759184000,"estDepartureAirport":"KAEX","lastSeen":1759220000,"estArrivalAirport":null,"callsign":"GXA6143 "}]`, Hints{})
	rows := d.Rows()
	if d.Kind != List || !d.Estimates() || len(rows) != 1 {
		t.Fatalf("kind %q, estimates %t, %d rows: want a list of one estimate", d.Kind, d.Estimates(), len(rows))
	}
	if _, ok := rows[0].Cell(ColumnDestination); ok {
		t.Error("an arrival that is null is no cell")
	}
	if c, _ := rows[0].Cell(ColumnCallsign); c.Text != "GXA6143" || d.Text[c.Start:c.End] != "GXA6143" {
		t.Errorf("call sign %+v, want GXA6143 at its place", c)
	}
	if !rows[0].Day.Equal(day("2025-09-29")) {
		t.Errorf("day %v", rows[0].Day)
	}
}

func TestTextsThatAreNoListOfLegs(t *testing.T) {
	for _, text := range []string{
		"Officials said, on Monday, that a flight left from Louisiana, and arrived.\n",
		"date,from,to\n2025-09-29,KAEX,OTHH\n", // nothing says what flew
		"name,callsign,price\nx,y,z\n",
		"[1,2,3]", `[{"a":1}]`, `{"icao24":"a2c4e0"}`,
	} {
		docs, err := Read([]byte(text), Hints{})
		if err == nil && docs[0].Kind == List {
			t.Errorf("%q is read as a list of legs", text)
		}
	}
}

func TestListThatNamesNoAircraftSaysWhyNothingIsRead(t *testing.T) {
	const note = "what flew (call sign, registration or 24-bit address)"
	d := readOne(t, "date\tfrom\tto\n2025-09-29\tKAEX\tOTHH\n", Hints{})
	if w := strings.Join(d.Warnings, "\n"); d.Kind != Text || !strings.Contains(w, note) {
		t.Errorf("kind %q, warnings %q: want why no row is read", d.Kind, w)
	}
	d = readOne(t, "From Texas to Mexico, on this date, people were flown, a ministry said.\n", Hints{})
	if w := strings.Join(d.Warnings, "\n"); strings.Contains(w, note) {
		t.Errorf("a sentence is taken for headings: %s", w)
	}
}

func FuzzList(f *testing.F) {
	f.Add("date,callsign,from,to\n2025-09-29,A1,KAEX,MHLM\n")
	f.Add("date;tail;from;to\r\n\"29.9.2025\";\"N1\"\"x\";\"a\nb\";\n")
	f.Add(`[{"icao24":"a2c4e0","firstSeen":1759184000,"callsign":" é "}]`)
	f.Fuzz(func(t *testing.T, text string) {
		docs, err := Read([]byte(text), Hints{})
		if err != nil {
			return
		}
		for _, d := range docs {
			if err := Verify(d); err != nil {
				t.Fatal(err)
			}
			end := 0
			for _, r := range d.Rows() {
				if r.Start < end || r.End <= r.Start || r.End > len(d.Text) {
					t.Fatalf("row [%d,%d) after %d in %d bytes", r.Start, r.End, end, len(d.Text))
				}
				end = r.End
				for _, c := range r.Cells {
					if c.Start < r.Start || c.End > r.End || d.Text[c.Start:c.End] != c.Text || c.Text == "" {
						t.Fatalf("cell %+v outside its row [%d,%d) or not its text", c, r.Start, r.End)
					}
				}
			}
		}
	})
}
