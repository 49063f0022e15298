package fleet

import (
	"encoding/csv"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"
)

// The pairs are published ones; a00001 = N1 is where the algorithm begins.
var pairs = map[string]string{
	"a00001": "N1", "a2c4e0": "N278GX", "a8b479": "N660CP", "acb2ba": "N917XA", "ad563d": "N959BP",
	"a75013": "N570TA", "a835d1": "N628VA", "ac671b": "N899DN", "adf7c7": "N99999",
	"a00002": "N1A", "a00003": "N1AA", "a00259": "N1ZZ", "a0025a": "N10",
}

func TestNNumberKnownPairs(t *testing.T) {
	t.Parallel()
	for hex, n := range pairs {
		if got, ok := NNumber(hex); !ok || got != n {
			t.Errorf("NNumber(%s) = %q, %v; want %s", hex, got, ok, n)
		}
		if got, ok := HexOf(n); !ok || got != hex {
			t.Errorf("HexOf(%s) = %q, %v; want %s", n, got, ok, hex)
		}
	}
	if got, ok := NNumber("A2C4E0"); !ok || got != "N278GX" {
		t.Errorf("capitals: %q, %v", got, ok)
	}
	if got, ok := HexOf(" n278gx"); !ok || got != "a2c4e0" {
		t.Errorf("small letters: %q, %v", got, ok)
	}
}

// Every address from N1 to N99999 has one registration, and it leads back.
func TestNNumberRoundTripsWhole(t *testing.T) {
	t.Parallel()
	seen := make(map[string]bool, countOfN)
	for a := firstN; a <= 0xadf7c7; a++ {
		hex := strconv.FormatInt(int64(a), 16)
		n, ok := NNumber(hex)
		if !ok || seen[n] {
			t.Fatalf("NNumber(%s) = %q, %v, seen before: %v", hex, n, ok, seen[n])
		}
		seen[n] = true
		if strings.ContainsAny(n[1:], "IO") {
			t.Fatalf("NNumber(%s) = %q holds a letter that registrations leave out", hex, n)
		}
		if back, ok := HexOf(n); !ok || back != hex {
			t.Fatalf("HexOf(%s) = %q, %v; want %s", n, back, ok, hex)
		}
	}
	if len(seen) != 915399 {
		t.Errorf("%d registrations, want 915,399", len(seen))
	}
}

func TestNNumberRefuses(t *testing.T) {
	t.Parallel()
	for _, hex := range []string{"", "a00000", "adf7c8", "afffff", "400000", "~a2c4e0", "a2c4e", "a2c4e00", "a2c4eg", "+a2c4e", "-a2c4e", "0xa2c4"} {
		if n, ok := NNumber(hex); ok {
			t.Errorf("NNumber(%q) = %q, want none", hex, n)
		}
	}
	for _, n := range []string{"", "N", "N0", "N012", "NA", "N1I", "N1O", "N1AO", "N1AAA", "N12345A", "N123456", "N1234AA", "N123ABC", "N1A1", "N12345-", "G-ABCD", "278GX", "NÄ", "N1Ä"} {
		if hex, ok := HexOf(n); ok {
			t.Errorf("HexOf(%q) = %q, want none", n, hex)
		}
	}
}

func FuzzHexOf(f *testing.F) {
	for _, n := range pairs {
		f.Add(n)
	}
	f.Fuzz(func(t *testing.T, s string) {
		hex, ok := HexOf(s)
		if !ok {
			return
		}
		if n, ok := NNumber(hex); !ok || n != strings.ToUpper(strings.TrimSpace(s)) {
			t.Errorf("HexOf(%q) = %s, and back %q, %v", s, hex, n, ok)
		}
	})
}

func FuzzNNumber(f *testing.F) {
	for hex := range pairs {
		f.Add(hex)
	}
	f.Fuzz(func(t *testing.T, s string) {
		n, ok := NNumber(s)
		if !ok {
			return
		}
		if back, ok := HexOf(n); !ok || back != strings.ToLower(s) {
			t.Errorf("NNumber(%q) = %s, and back %q, %v", s, n, back, ok)
		}
		if Country(s) != "US" {
			t.Errorf("NNumber(%q) = %s outside the United States' block", s, n)
		}
	})
}

func TestCountry(t *testing.T) {
	t.Parallel()
	for hex, want := range map[string]string{
		"a2c4e0": "US", "a00001": "US", "afffff": "US", "06a123": "QA", "730000": "IR", "737fff": "IR", "400000": "GB", "43ffff": "GB",
		"7067ff": "KW", "c00001": "CA", "0a8001": "BS", "3c0000": "DE", "AE1234": "US",
		"000000": "", "b00000": "", "ffffff": "", "200000": "", "~a2c4e0": "", "": "", "zzzzzz": "",
	} {
		if got := Country(hex); got != want {
			t.Errorf("Country(%q) = %q, want %q", hex, got, want)
		}
	}
}

func TestBlocksAreSortedWithoutOverlap(t *testing.T) {
	t.Parallel()
	for i, b := range blocks {
		if b.first > b.last || i > 0 && blocks[i-1].last >= b.first {
			t.Errorf("block %d, %06x-%06x, is out of order", i, b.first, b.last)
		}
		if size := b.last - b.first + 1; size&(size-1) != 0 || b.first%size != 0 {
			t.Errorf("block %06x-%06x is no power of two on its own boundary", b.first, b.last)
		}
	}
}

// Virtual Radar Server's table was typed in by other people.
func TestBlocksAgreeWithVirtualRadarServer(t *testing.T) {
	t.Parallel()
	path := filepath.Join("..", "..", "..", "shared", "data", "vrs-standing-data", "code-blocks.csv")
	f, err := os.Open(path)
	if err != nil {
		t.Skipf("no second table to compare with: %v", err)
	}
	defer f.Close()
	rows, err := csv.NewReader(f).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	compared := 0
	for _, r := range rows[1:] {
		size, _ := strconv.Atoi(r[2])
		if size < 1024 || r[5] != "0" || r[6] == "ZZ" || r[6][0] == 'X' { // sub-blocks, military, not a state
			continue
		}
		compared++
		if got := Country(strings.ToLower(r[0])); got != r[6] {
			t.Errorf("Country(%s) = %q, their table says %s", r[0], got, r[6])
		}
	}
	if compared < 180 {
		t.Errorf("only %d blocks compared", compared)
	}
}

var day = time.Date(2025, 9, 29, 22, 0, 0, 0, time.UTC)

func TestOperatorsByCallSign(t *testing.T) {
	t.Parallel()
	for sign, want := range map[string]string{
		"GXA6143": "Global Crossing Airlines (GlobalX)", "OAE2119": "Omni Air International", "VXP123": "Avelo Airlines",
		"SWQ3520": "Swift Air, later iAero Airways", "SWA1234": "Southwest Airlines", "swa1": "Southwest Airlines",
	} {
		found := Operators(sign, day)
		if len(found) != 1 || found[0].Value != want || found[0].Predicate != PrefixOf {
			t.Errorf("Operators(%s) = %v, want %s", sign, found, want)
		}
	}
	for _, sign := range []string{"", "XYZ1", "123", "GXA-1", "G", "سلام", "GX"} {
		if found := Operators(sign, day); found != nil {
			t.Errorf("Operators(%q) = %v, want none", sign, found)
		}
	}
}

// S18: a table that read SWA as a removal contractor made 785 false alarms.
func TestSouthwestIsNeverIAero(t *testing.T) {
	t.Parallel()
	for _, f := range Facts() {
		if f.Subject == "callsign:SWA" && strings.Contains(f.Value, "iAero") || strings.Contains(f.Value, "Southwest") && f.Subject != "callsign:SWA" {
			t.Errorf("%+v", f)
		}
	}
}

// S19: no operator is read off TYSON.
func TestSpecialCallSignNamesNoOperator(t *testing.T) {
	t.Parallel()
	for _, sign := range []string{"TYSON45", "TYS61", "RPN529"} {
		found := Operators(sign, day)
		if len(found) == 0 {
			t.Errorf("nothing known of %s", sign)
		}
		for _, f := range found {
			if f.Predicate == PrefixOf {
				t.Errorf("%s names an operator: %+v", sign, f)
			}
		}
	}
}

func TestOperatorsByRegistration(t *testing.T) {
	t.Parallel()
	found := Operators("N278GX", day)
	if len(found) != 1 || found[0].Predicate != SeenWith || found[0].Value != "Global Crossing Airlines (GlobalX)" {
		t.Errorf("N278GX: %v", found)
	}
	// S17: both kinds of work stand on the same tail.
	var predicates []string
	for _, f := range Operators("n149xa", day) {
		predicates = append(predicates, f.Predicate)
	}
	if !slices.Contains(predicates, OtherWork) || !slices.Contains(predicates, SeenAs) {
		t.Errorf("N149XA: %v, want the charters and the removals", predicates)
	}
	if found := Operators("N899DN", day); found != nil {
		t.Errorf("N899DN: %v, want none", found)
	}
}

func TestFactDates(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		from, to, day string
		want          bool
	}{
		{"", "", "2025-09-29", true}, {"2025", "", "2025-01-01", true}, {"2025", "", "2024-12-31", false},
		{"", "2025", "2025-12-31", true}, {"", "2025", "2026-01-01", false}, {"2025-09", "2025-09", "2025-09-30", true},
		{"2025-09", "2025-09", "2025-10-01", false}, {"2025-09-29", "2025-09-29", "2025-09-29", true}, {"2025-09-30", "", "2025-09-29", false},
	} {
		d, err := time.Parse("2006-01-02", c.day)
		if err != nil {
			t.Fatal(err)
		}
		if got := (Fact{From: c.from, To: c.to}).On(d); got != c.want {
			t.Errorf("%q to %q on %s: %v, want %v", c.from, c.to, c.day, got, c.want)
		}
	}
	if !(Fact{From: "2025"}).On(time.Time{}) {
		t.Error("no day asked for, and the fact is not there")
	}
}

func TestFields(t *testing.T) {
	t.Parallel()
	for _, code := range []string{"KAEX", "KIWA", "KELP", "KHRL"} {
		if f, ok := StagingAirport(strings.ToLower(code)); !ok || !strings.Contains(f.Value, "staging facility") || !f.Settled() {
			t.Errorf("%s: %+v, %v", code, f, ok)
		}
	}
	for _, code := range []string{"EINN", "GOOY", "TJSJ", "OKKK", "HECA", "OTHH", "HDAM"} {
		if _, ok := FuelStop(code); !ok {
			t.Errorf("%s is no fuel stop", code)
		}
	}
	for _, code := range []string{"MUPB", "MUCC"} {
		if _, ok := LeisureField(code); !ok {
			t.Errorf("%s is no leisure field", code)
		}
	}
	if f, ok := FuelStopIn("bg"); !ok || f.Settled() {
		t.Errorf("Bulgaria: %+v, %v; want one outlet's word", f, ok)
	}
	// S17: removals do go to Havana.
	if _, ok := LeisureField("MUHA"); ok {
		t.Error("MUHA is a leisure field")
	}
	if _, ok := StagingAirport("KDEN"); ok {
		t.Error("KDEN is a staging airport")
	}
	if _, ok := StagingAirport(""); ok {
		t.Error("an empty code is a staging airport")
	}
}

func TestEachFactHasSourceAndGrade(t *testing.T) {
	t.Parallel()
	for _, f := range Facts() {
		if f.Subject == "" || f.Predicate == "" || f.Value == "" || f.Source == "" {
			t.Errorf("incomplete: %+v", f)
		}
		if !slices.Contains([]Grade{Primary, Attested, OneOutlet, Unconfirmed}, f.Grade) {
			t.Errorf("grade: %+v", f)
		}
		if (f.Grade == OneOutlet || f.Grade == Unconfirmed) == f.Settled() {
			t.Errorf("settled: %+v", f)
		}
		if tail, ok := strings.CutPrefix(f.Subject, "tail:"); ok {
			if _, ok := HexOf(tail); !ok {
				t.Errorf("no registration: %+v", f)
			}
		}
	}
}

func TestSeats(t *testing.T) {
	t.Parallel()
	for code, want := range map[string][2]int{"A320": {140, 180}, "B737": {130, 149}, "b738": {162, 189}, "B763": {210, 350}} {
		if low, high, source, ok := Seats(code); !ok || low != want[0] || high != want[1] || source == "" {
			t.Errorf("%s: %d to %d, %q, %v", code, low, high, source, ok)
		}
	}
	if _, _, _, ok := Seats("ZZZZ"); ok {
		t.Error("ZZZZ has seats")
	}
}

// Whatever is asked, the answer is of the thing asked for and nothing panics.
func TestOperatorsAnswersWhatIsAsked(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		s := rapid.OneOf(rapid.String(), rapid.StringMatching(`(TYSON|GXA|BBQ|N)[0-9]{1,4}[A-Z]{0,2}`)).Draw(t, "asked")
		for _, f := range Operators(s, day) {
			_, subject, _ := strings.Cut(f.Subject, ":")
			if !strings.HasPrefix(strings.ToUpper(strings.TrimSpace(s)), subject) {
				t.Fatalf("asked %q, got %+v", s, f)
			}
		}
	})
}

func ExampleNNumber() {
	n, ok := NNumber("a2c4e0")
	fmt.Println(n, ok, Country("a2c4e0"))
	// Output: N278GX true US
}
