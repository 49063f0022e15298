// Package internal_test keeps the arrows of docs/ARCHITECTURE.md: which room may import which.
package internal_test

import (
	"encoding/json"
	"errors"
	"io"
	"os/exec"
	"slices"
	"strings"
	"testing"
)

const module = "github.com/charterwatch/charterwatch/internal/"

// below lists what each room may import of the house, directly. A room that is not named
// here fails the test: a new room says first where it stands.
var below = map[string][]string{
	"place":             {},
	"fleet":             {"place"},
	"adsb":              {"place"},
	"adsb/readsb":       {"adsb"},
	"adsb/jsontext":     {},
	"adsb/gather":       {"adsb", "adsb/readsb", "place"},
	"adsb/aircraftjson": {"adsb", "adsb/gather", "adsb/jsontext", "adsb/readsb"},
	"adsb/sbs":          {"adsb", "adsb/gather"},
	"adsb/opensky":      {"adsb", "adsb/gather", "adsb/jsontext"},
	"adsb/decode":       {"adsb", "adsb/aircraftjson", "adsb/gather", "adsb/jsontext", "adsb/opensky", "adsb/readsb", "adsb/sbs"},
	"adsb/archive":      {"adsb", "adsb/decode", "adsb/readsb"},
	"adsb/sim":          {"adsb", "place"},
	"flight":            {"adsb", "place", "fleet"},
	"flight/measure":    {"flight", "adsb", "adsb/readsb", "adsb/sim", "place"},
	"journey":           {"flight", "place", "fleet"},
	"document":          {"place"},
	"document/fetch":    {"document"},
	"document/pdf":      {},
	"statement":         {"document", "place"},
	"statement/llm":     {"statement"},
	"statement/model":   {"statement"},
	"statement/measure": {"statement", "document"},
	"law":               {"place"},
	"operation":         {"journey", "flight", "statement", "document", "law", "place", "fleet", "release"},
	"release":           {},
	"ledger":            {},
	"ledger/verify":     {},
	"ledger/rfc3161":    {},
	"ledger/witness":    {"ledger/verify"},
	"exhibit":           {"operation", "flight", "adsb/decode", "statement", "document", "law", "place", "release", "ledger", "ledger/rfc3161", "ledger/verify"},
	"store":             {"operation", "journey", "flight", "statement", "document", "law", "adsb", "place", "fleet", "ledger", "ledger/rfc3161", "ledger/verify"},
	"report":            {"journey", "flight", "place", "fleet"},
	"store/storetest":   nil, // tests of the store on every engine
	"scan":              {"store", "flight", "adsb", "adsb/archive", "adsb/decode", "adsb/readsb", "place", "fleet"},
	"web":               {"store", "operation", "journey", "flight", "statement", "document", "law", "adsb", "place", "fleet", "release", "ledger"},
	"cli":               nil, // wires everything together
	"place/gen":         nil, // runs at go generate only
}

// pure rooms take values and readers; they have no clock, randomness, network or database.
var pure = []string{"place", "fleet", "adsb", "adsb/readsb", "adsb/jsontext", "adsb/gather", "adsb/aircraftjson", "adsb/sbs", "adsb/opensky", "adsb/decode", "flight", "flight/measure", "journey", "document", "statement", "statement/llm", "statement/model", "statement/measure", "law", "operation", "release", "ledger", "exhibit"}

var impure = []string{"net", "net/http", "database/sql", "math/rand", "math/rand/v2", "crypto/rand", "os/exec", "modernc.org/sqlite", "github.com/jackc/pgx/v5"}

type goPackage struct {
	ImportPath string
	Name       string
	Imports    []string
}

func rooms(t *testing.T) map[string]goPackage {
	t.Helper()
	out, err := exec.Command("go", "list", "-json=ImportPath,Name,Imports", "./...").Output()
	if err != nil {
		t.Fatalf("go list: %v", err)
	}
	found := map[string]goPackage{}
	for d := json.NewDecoder(strings.NewReader(string(out))); ; {
		var p goPackage
		if err := d.Decode(&p); errors.Is(err, io.EOF) {
			return found
		} else if err != nil {
			t.Fatal(err)
		}
		if room, ok := strings.CutPrefix(p.ImportPath, module); ok {
			found[room] = p
		}
	}
}

func TestImportsPointDown(t *testing.T) {
	for room, p := range rooms(t) {
		allowed, known := below[room]
		if !known {
			t.Errorf("room %s is not in the table of arrows", room)
			continue
		}
		if allowed == nil {
			continue
		}
		for _, imp := range p.Imports {
			if to, ok := strings.CutPrefix(imp, module); ok && !slices.Contains(allowed, to) {
				t.Errorf("%s imports %s, which does not stand below it", room, to)
			}
		}
	}
}

func TestSeenAndSaidNeverMeetBeforeTheHall(t *testing.T) {
	seen := []string{"adsb", "adsb/readsb", "adsb/decode", "adsb/archive", "adsb/sim", "flight", "journey"}
	said := []string{"document", "document/fetch", "statement"}
	all := rooms(t)
	var reach func(room string, visited map[string]bool)
	reach = func(room string, visited map[string]bool) {
		for _, imp := range all[room].Imports {
			if to, ok := strings.CutPrefix(imp, module); ok && !visited[to] {
				visited[to] = true
				reach(to, visited)
			}
		}
	}
	for _, pair := range [][2][]string{{seen, said}, {said, seen}} {
		for _, room := range pair[0] {
			visited := map[string]bool{}
			reach(room, visited)
			for _, other := range pair[1] {
				if visited[other] {
					t.Errorf("%s reaches %s: what was seen and what was said must stay independent", room, other)
				}
			}
		}
	}
}

func TestPureRoomsTouchNothingOutside(t *testing.T) {
	all := rooms(t)
	for _, room := range pure {
		for _, imp := range all[room].Imports {
			if slices.Contains(impure, imp) {
				t.Errorf("pure room %s imports %s", room, imp)
			}
		}
	}
}

func TestVerifierNeedsOnlyTheStandardLibraryAndXMod(t *testing.T) {
	for _, imp := range rooms(t)["ledger/verify"].Imports {
		if strings.Contains(imp, ".") && !strings.HasPrefix(imp, "golang.org/x/mod/") {
			t.Errorf("ledger/verify imports %s", imp)
		}
	}
}
