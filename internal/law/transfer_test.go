package law_test

import (
	"strings"
	"testing"

	"github.com/charterwatch/charterwatch/internal/law"
)

// TestTransfersRowByRow: story S20's shape, people of several states and one destination, one
// row each; a transit state has its rows too.
func TestTransfersRowByRow(t *testing.T) {
	t.Parallel()
	got := law.Transfers([]string{"NG", "GM", "GH"}, []string{"SN"}, "GH")
	want := []law.Transfer{
		{Nationality: "NG", Place: "SN", Moved: law.ThirdCountry}, {Nationality: "NG", Place: "GH", Moved: law.ThirdCountry},
		{Nationality: "GM", Place: "SN", Moved: law.ThirdCountry}, {Nationality: "GM", Place: "GH", Moved: law.ThirdCountry},
		{Nationality: "GH", Place: "SN", Moved: law.ThirdCountry}, {Nationality: "GH", Place: "GH", Moved: law.OwnState},
	}
	if len(got) != len(want) {
		t.Fatalf("%d rows, want %d: %+v", len(got), len(want), got)
	}
	for i, w := range want {
		if g := got[i]; g.Nationality != w.Nationality || g.Place != w.Place || g.Moved != w.Moved || !strings.Contains(g.Why, "unknown") {
			t.Errorf("row %d: %+v, want %+v with what is unknown", i, g, w)
		}
	}
	for _, r := range law.Transfers(nil, nil, "GH") {
		if r.Moved != law.NotStated || r.Nationality != "" {
			t.Errorf("with no nationality stated: %+v, want unknown", r)
		}
	}
	if n := len(law.Transfers(nil, nil, "")); n != 0 {
		t.Errorf("no place gives %d rows", n)
	}
}

// TestWarningKeepsItsSubject: the experts spoke on 8 July 2025 about transfers to third
// countries; beside a return to the people's own state the page must say so, and before that
// day there was no such warning.
func TestWarningKeepsItsSubject(t *testing.T) {
	t.Parallel()
	experts := func(moved law.Moved, on string) (law.Warning, bool) {
		for _, w := range law.Warnings(moved, day(on)) {
			if strings.Contains(w.By, "experts") {
				return w, true
			}
		}
		return law.Warning{}, false
	}
	if _, ok := experts(law.ThirdCountry, "2025-07-07"); ok {
		t.Error("the warning is shown for a day before it was given")
	}
	for moved, want := range map[law.Moved]string{
		law.OwnState: "not about its like", law.ThirdCountry: "not about this transfer itself", law.NotStated: "not known",
	} {
		w, ok := experts(moved, "2025-09-29")
		if !ok || w.On != "2025-07-08" || !strings.Contains(w.Subject, "third countries") || !strings.Contains(w.Bears, want) {
			t.Errorf("%s: %+v, want its day, its subject and %q", moved, w, want)
		}
	}
}

// TestEveryQuestionIsAsked: the ten questions of the reference, each with a source.
func TestEveryQuestionIsAsked(t *testing.T) {
	t.Parallel()
	qs := law.Questions()
	if len(qs) != 10 {
		t.Errorf("%d questions, want ten", len(qs))
	}
	for _, q := range qs {
		if back, ok := law.QuestionOf(q.ID); !ok || back != q || q.Source == "" || !strings.HasSuffix(q.Text, "?") {
			t.Errorf("question %+v", q)
		}
	}
}
