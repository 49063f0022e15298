package operation_test

import (
	"strings"
	"testing"

	"github.com/charterwatch/charterwatch/internal/document"
	"github.com/charterwatch/charterwatch/internal/law"
	"github.com/charterwatch/charterwatch/internal/operation"
	"github.com/charterwatch/charterwatch/internal/statement"
)

// TestCustodyAfterLandingIsDisputed is story S20 in our own words: the government says that all
// went home, lawyers that clients are still held; both stand, and the third-country rows say
// which nationalities arrived in a state that is not theirs.
func TestCustodyAfterLandingIsDisputed(t *testing.T) {
	t.Parallel()
	minister := statement.Hop{Text: "a government spokesman", Class: statement.NamedOfficial, State: "GH", Key: "gh-spokesman"}
	lawyers := statement.Hop{Text: "lawyers of some of them", Class: statement.NGO, Key: "lawyers"}
	home := st("s-1", "d-1", "the thirteen Nigerians and one Gambian had all gone home", minister)
	home.s.Nationalities = []string{"NG", "GM"}
	still := st("s-2", "d-2", "clients of other nationalities were still being held in Ghana", lawyers)
	planned := st("s-3", "d-2", "they would be sent onward next week", lawyers).event(statement.Planned)
	e := operation.Evidence{
		Operation:  operation.Operation{Slug: "ghana", From: "2025-09-05", To: "2025-09-06", States: []string{"US", "GH"}},
		Documents:  []document.Document{report("d-1", "One", "2025-09-10T10:00:00Z"), report("d-2", "Two", "2025-09-13T10:00:00Z")},
		Statements: []statement.Statement{home.s, still.s, planned.s},
		Asked:      at("2025-09-14"),
	}
	got := operation.Confront(e).Transfers
	kinds := map[string]string{}
	for _, l := range got.Landed {
		kinds[l.Kind] = l.Origin + " " + l.Stated
		if len(l.Refs) != 1 || l.Quote == "" {
			t.Errorf("%+v leads to no passage", l)
		}
	}
	if len(got.Landed) != 2 || kinds["went home"] != "a government spokesman 2025-09-10" || kinds["held"] != "lawyers of some of them 2025-09-13" {
		t.Errorf("after landing: %+v", got.Landed)
	}
	if !strings.Contains(got.Disputed, "held by 1 origin, went home by 1 origin") || !strings.Contains(got.Disputed, "different people") {
		t.Errorf("disputed: %q", got.Disputed)
	}
	third := 0
	for _, r := range got.Rows {
		if r.Place == "GH" && r.Moved == law.ThirdCountry {
			third++
		}
	}
	if third != 2 {
		t.Errorf("third-country rows: %+v, want Nigeria and the Gambia against Ghana", got.Rows)
	}
	if len(got.Warnings) != 3 || !strings.Contains(got.Warnings[2].Bears, "third countries, as this one") {
		t.Errorf("warnings: %+v", got.Warnings)
	}
}

// TestOwnReturnIsNoThirdCountry: Iranians to Iran; the experts' warning of July 2025 says that it
// was about something else, and Qatar on the way has a row of its own.
func TestOwnReturnIsNoThirdCountry(t *testing.T) {
	t.Parallel()
	got := operation.Confront(iran()).Transfers
	for _, r := range got.Rows {
		want := map[string]law.Moved{"QA": law.ThirdCountry, "IR": law.OwnState}[r.Place]
		if r.Nationality == "IR" && r.Moved != want {
			t.Errorf("%+v, want %s", r, want)
		}
	}
	for _, w := range got.Warnings {
		if w.On == "2025-07-08" && !strings.Contains(w.Bears, "not about its like") {
			t.Errorf("the warning of July 2025: %q", w.Bears)
		}
	}
	if len(got.Landed) != 0 || got.Disputed != "" {
		t.Errorf("after landing: %+v %q", got.Landed, got.Disputed)
	}
}
