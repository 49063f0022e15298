package fleet

import (
	"archive/zip"
	"bytes"
	"compress/gzip"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"unicode"
)

const tar1090 = `a2c4e0;N278GX;A320;0001;AIRBUS A-320;1999;GLOBAL CROSSING AIRLINES INC;
a00001;N1;GLF5;00;GULFSTREAM G-V;2001;FEDERAL AVIATION ADMINISTRATION;
a00002;N1A;C172;00;CESSNA 172;1970;SMITH JOHN Q;
400001;G-ABCD;A320;10;AIRBUS A-320;2010;;
`

const faa = "\ufeffN-NUMBER,SERIAL NUMBER,MFR MDL CODE,ENG MFR MDL,YEAR MFR,TYPE REGISTRANT,NAME,STREET,CITY,CERT ISSUE DATE,MODE S CODE,MODE S CODE HEX,\n" +
	"278GX,1,3930005,,1999,7,SMITH FAMILY AVIATION LLC                 ,1 ROAD,TOWN,20210304,50542340,A2C4E0    ,\n" +
	"1A   ,2,1,,1970,1,SMITH AIR JOHN,2 ROAD,TOWN,20100102,50000002,A00002    ,\n" +
	"12345,3,1,,1970,4,DOE AVIATION PARTNERS,3 ROAD,TOWN,,51001234,          ,\n"

func read(t *testing.T, raw string) Registry {
	t.Helper()
	r, err := ReadRegistry([]byte(raw))
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func entry(t *testing.T, r Registry, key string) Entry {
	t.Helper()
	i := slices.IndexFunc(r.Entries, func(e Entry) bool { return e.Key == key })
	if i < 0 {
		t.Fatalf("%s is not among %+v", key, r.Entries)
	}
	return r.Entries[i]
}

func TestReadTar1090(t *testing.T) {
	t.Parallel()
	var packed bytes.Buffer
	z := gzip.NewWriter(&packed)
	z.Write([]byte(tar1090))
	z.Close()
	for _, raw := range []string{tar1090, packed.String()} {
		r := read(t, raw)
		if r.Format != "tar1090-db" || len(r.Entries) != 4 || r.BadRows != 0 {
			t.Fatalf("%+v", r)
		}
		want := Entry{Key: "a2c4e0", Registration: "N278GX", Type: "A320", Description: "AIRBUS A-320", Year: "1999", Owner: "GLOBAL CROSSING AIRLINES INC", Flags: LADD}
		if got := entry(t, r, "a2c4e0"); got != want {
			t.Errorf("%+v, want %+v", got, want)
		}
		if e := entry(t, r, "a00002"); e.Owner != "" || !e.Withheld {
			t.Errorf("a private owner was kept: %+v", e)
		}
		if e := entry(t, r, "400001"); e.Flags != Military || e.Withheld {
			t.Errorf("%+v", e)
		}
	}
}

func TestReadFAA(t *testing.T) {
	t.Parallel()
	var packed bytes.Buffer
	z := zip.NewWriter(&packed)
	for name, text := range map[string]string{"MASTER.txt": faa, "ACFTREF.txt": "CODE,MFR,MODEL,\n3930005,AIRBUS                ,A320-232            ,\n", "ardata.pdf": "x"} {
		w, _ := z.Create(name)
		w.Write([]byte(text))
	}
	z.Close()
	r := read(t, packed.String())
	if r.Format != "FAA" || r.Rows != 3 || len(r.Entries) != 2 || r.BadRows != 0 {
		t.Fatalf("%+v", r)
	}
	if e := entry(t, r, "a2c4e0"); e != (Entry{Key: "a2c4e0", Registration: "N278GX", Year: "1999", Owner: "SMITH FAMILY AVIATION LLC", Country: "US", Since: "2021-03-04", Description: "AIRBUS A320-232"}) {
		t.Errorf("%+v", e)
	}
	// The registry says that it is an individual, whatever words the name holds.
	if e := entry(t, r, "a00002"); e.Owner != "" || !e.Withheld {
		t.Errorf("an individual was kept: %+v", e)
	}
}

func TestReadAirlinesAndBlocks(t *testing.T) {
	t.Parallel()
	r := read(t, "Code,Name,ICAO,IATA,PositioningFlightPattern,CharterFlightPattern\nGXA,Global X,GXA,G6,,.*\n1B,Abacus,,1B,,\nSWA,Southwest Airlines,SWA,WN,,\n")
	if e := entry(t, r, "callsign:SWA"); e.Operator != "Southwest Airlines" || len(r.Entries) != 2 {
		t.Errorf("%+v", r)
	}
	r = read(t, "Start,Finish,Count,Bitmask,SignificantBitmask,IsMilitary,CountryISO2\n000000,7FFFFF,8388608,000000,800000,0,ZZ\nADF7C8,AFFFFF,1,0,0,1,US\n004000,0043FF,1024,004000,FFFC00,0,ZW\n")
	if e := entry(t, r, "adf7c8-afffff"); e.Flags != Military || !e.Covers("ae1234") || e.Covers("a00001") || len(r.Entries) != 2 {
		t.Errorf("%+v", r)
	}
}

func TestReadOwnCSV(t *testing.T) {
	t.Parallel()
	r := read(t, "'icao24','registration','typecode','operator','owner'\n'a2c4e0','N278GX','A320','Transavia Airlines','Jane Doe'\n")
	if e := entry(t, r, "a2c4e0"); e.Operator != "Transavia Airlines" || e.Owner != "" || !e.Withheld {
		t.Errorf("%+v", e)
	}
	// Without an address, a United States registration has one.
	r = read(t, "tail;operator\nN278GX;One Air\nG-ABCD;Two Air\n")
	if e := entry(t, r, "a2c4e0"); e.Operator != "One Air" || len(r.Entries) != 1 {
		t.Errorf("%+v", r)
	}
}

func TestBadRowsAreListed(t *testing.T) {
	t.Parallel()
	r := read(t, strings.Repeat(tar1090, 2)+"zzzzzz;N2;C172;00;x;1970;;\n")
	if r.BadRows != 1 || r.Bad[0].Line != 9 || !strings.Contains(r.Bad[0].Reason, `"zzzzzz"`) || r.Rows != 9 || len(r.Entries) != 8 {
		t.Errorf("%+v", r)
	}
}

func TestRefusedWhole(t *testing.T) {
	t.Parallel()
	rows := func(format string) string {
		var b strings.Builder
		for _, l := range strings.Split(strings.TrimSpace(strings.Repeat(tar1090, 3)), "\n") {
			c := strings.Split(l, ";")
			for _, r := range format {
				b.WriteString(c[r-'0'] + ";")
			}
			b.WriteString("\n")
		}
		return b.String()
	}
	us := "hex,reg,type\na00001,N1,C172\na00002,N1A,C172\na00003,N1AA,C172\na00004,N1AB,C172\n"
	for name, c := range map[string]struct{ raw, word string }{
		"empty":                 {"", "line 1 is empty"},
		"not a table":           {"<html><body>Not found</body></html>", "names no column"},
		"Windows encoding":      {"hex;reg;owner\na2c4e0;N278GX;M\xfcller GmbH\n", "byte 29 (line 2) is not UTF-8"},
		"UTF-16":                {"\xff\xfeh\x00e\x00x\x00", "is zero"},
		"hex and registration":  {rows("1023456"), "columns exchanged"},
		"type and registration": {rows("0213456"), "columns exchanged"},
		"year and description":  {rows("0123546"), "columns exchanged"},
		"registrations shifted": {strings.NewReplacer("N1\x2c", "N5,", "N1A,", "N6,", "N1AA,", "N7,", "N1AB,", "N8,").Replace(us), "columns exchanged"},
		"cut gzip":              {"\x1f\x8b\x08\x00\x00", "gzip"},
		"another zip":           {"PK\x03\x04 and nothing", "zip"},
		"only bad rows":         {"hex,reg\nxx,N1\nyy,N2\n", "2 of 2 rows"},
		"no rows":               {"hex,reg\n", "no row"},
	} {
		if r, err := ReadRegistry([]byte(c.raw)); err == nil || !strings.Contains(err.Error(), c.word) {
			t.Errorf("%s: %v (%+v), want %q", name, err, r, c.word)
		}
	}
	if _, err := ReadRegistry([]byte(us)); err != nil {
		t.Errorf("the good table: %v", err)
	}
}

func TestOrganisation(t *testing.T) {
	t.Parallel()
	for name, want := range map[string]bool{
		"SKYWEST AIRLINES INC": true, "Delta Air Lines, Inc.": true, "BANK OF UTAH TRUSTEE": true, "United States Air Force": true, "GAF HOLDINGS INC": true,
		"Smith Aviation LLC": true, "SMITH FAMILY AVIATION LLC": true, "State of Texas": true, "KLM": true, "Flying Club Basel": true,
		"SMITH JOHN Q": false, "John Smith": false, "SMITH FAMILY TRUST": false, "ESTATE OF JOHN SMITH": false, "SMITH JOHN DBA SMITH AVIATION": false,
		"Smith, Jr., John": false, "": false, "Ng": false, "MÜLLER HANS": false, "محمد": false, "JET": true, "John Airman": false,
	} {
		if got := Organisation(name); got != want {
			t.Errorf("Organisation(%q) = %v", name, got)
		}
	}
}

// Hostile names are harmless text.
func TestClean(t *testing.T) {
	t.Parallel()
	for in, want := range map[string]string{
		"a\tb\nc": "a b c", "  x  ": "x", "evil\u202egnp.exe": "evilgnp.exe", "zero\u200bwidth": "zerowidth", "\x00\x1b[31mred": "[31mred",
		"<script>alert(1)</script>": "<script>alert(1)</script>", "bad\xffbyte": "badbyte", "Č Ž": "Č Ž", strings.Repeat("x", 1000): strings.Repeat("x", maxText) + "…",
	} {
		if got := Clean(in); got != want {
			t.Errorf("Clean(%q) = %q, want %q", in, got, want)
		}
	}
}

func TestEntryLineAndBack(t *testing.T) {
	t.Parallel()
	for _, e := range append(read(t, tar1090).Entries, Entry{Key: "a2c4e0"}, Entry{Key: "a", Registration: "b", Type: "c", Description: "d", Year: "e", Operator: "f", Owner: "g", Withheld: true, Country: "h", Since: "i", Flags: LADD | PIA}) {
		if got, err := ParseEntry(e.String()); err != nil || got != e {
			t.Errorf("%+v became %+v, %v", e, got, err)
		}
	}
	for _, bad := range []string{strings.Repeat("\t", 11), "a" + strings.Repeat("\t", 10) + "x"} {
		if _, err := ParseEntry(bad); err == nil {
			t.Errorf("%q was read", bad)
		}
	}
}

func TestReadSharedTables(t *testing.T) {
	t.Parallel()
	dir := filepath.Join("..", "..", "..", "shared", "data", "vrs-standing-data")
	for name, c := range map[string]struct {
		format string
		least  int
		key    string
	}{"airlines.csv": {"VRS airlines", 4000, "callsign:SWA"}, "code-blocks.csv": {"VRS code blocks", 700, "004000-0043ff"}} {
		raw, err := os.ReadFile(filepath.Join(dir, name))
		if err != nil {
			t.Skipf("no real tables: %v", err)
		}
		r, err := ReadRegistry(raw)
		if err != nil || r.Format != c.format || len(r.Entries) < c.least {
			t.Fatalf("%s: %d rows as %q, bad %+v, %v", name, len(r.Entries), r.Format, r.Bad, err)
		}
		entry(t, r, c.key)
	}
}

// Whatever the bytes, nothing panics, and what is kept is printable on one line and is read
// back as it was written.
func FuzzReadRegistry(f *testing.F) {
	f.Add([]byte(tar1090))
	f.Add([]byte(faa))
	f.Add([]byte("hex,reg,owner\na2c4e0,N278GX,\"x\ty LLC\"\n"))
	f.Add([]byte("Start,Finish,Count,Bitmask,SignificantBitmask,IsMilitary,CountryISO2\nADF7C8,AFFFFF,1,0,0,1,US\n"))
	f.Fuzz(func(t *testing.T, raw []byte) {
		r, err := ReadRegistry(raw)
		if err != nil {
			return
		}
		for _, e := range r.Entries {
			line := e.String()
			for _, c := range line {
				if c != '\t' && !unicode.IsPrint(c) {
					t.Fatalf("%q is not printable", line)
				}
			}
			if got, err := ParseEntry(line); err != nil || got != e {
				t.Fatalf("%q became %+v, %v", line, got, err)
			}
			if e.Owner != "" && !Organisation(e.Owner) {
				t.Fatalf("a person is kept: %q", e.Owner)
			}
		}
	})
}
