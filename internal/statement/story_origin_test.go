package statement

import (
	"slices"
	"strings"
	"testing"

	"github.com/charterwatch/charterwatch/internal/document"
)

// newsstand is a set of documents with what the rules read in them.
type newsstand struct {
	docs []document.Document
	all  []Statement
}

// paper adds a document and returns what was read in it.
func (r *newsstand) paper(t *testing.T, id, published, publisher, text string) []Statement {
	t.Helper()
	d := dated(t, id, published, text)
	d.Publisher = publisher
	list := proposed(t, d)
	r.docs, r.all = append(r.docs, d), append(r.all, list...)
	return list
}

func (r *newsstand) placed(t *testing.T, id, words string) Placed {
	t.Helper()
	for _, s := range r.all {
		if s.Document == id && strings.Contains(s.Content.Text, words) {
			i := slices.IndexFunc(r.docs, func(d document.Document) bool { return d.ID == id })
			return Placed{s, r.docs[i]}
		}
	}
	t.Fatalf("no statement with %q in %s", words, id)
	return Placed{}
}

func (r *newsstand) relation(t *testing.T, docA, wordsA, docB, wordsB string, want RelationKind) {
	t.Helper()
	a, b := r.placed(t, docA, wordsA), r.placed(t, docB, wordsB)
	got := Compare(a, b)
	if got.Kind != want {
		t.Errorf("%q and %q: %s (%s), want %s", a.Statement.Content.Text, b.Statement.Content.Text, got.Kind, got.Reason, want)
	}
	if back := Compare(b, a); back != got {
		t.Errorf("not symmetric: %+v and %+v", got, back)
	}
	if got.TextA == "" || got.TextB == "" || got.Reason == "" {
		t.Errorf("a relation without its passages or reason: %+v", got)
	}
}

func (r *newsstand) originKeys(kind GroupKind) []string {
	var keys []string
	for _, g := range Origins(r.docs, r.all) {
		for _, o := range g.Origins {
			if kind == "" || g.Kind == kind {
				keys = append(keys, o.Key)
			}
		}
	}
	slices.Sort(keys)
	return slices.Compact(keys)
}

func (r *newsstand) trails(what string) (out []Trail) {
	groups := Origins(r.docs, r.all)
	for _, tr := range TraceGroups(r.docs, r.all, groups) {
		for _, d := range tr.Drift {
			if d.What == what {
				out = append(out, d)
			}
		}
	}
	return out
}

func values(t Trail) string {
	var v []string
	for _, s := range t.Steps {
		v = append(v, s.Value)
	}
	return strings.Join(v, " → ")
}

func (r *newsstand) wantTrail(t *testing.T, what, want string) {
	t.Helper()
	var have []string
	for _, tr := range r.trails(what) {
		if values(tr) == want {
			return
		}
		have = append(have, values(tr))
	}
	t.Errorf("no %s trail %q, only %q", what, want, have)
}

func TestStoryS1Iran(t *testing.T) {
	t.Parallel()
	var r newsstand
	r.paper(t, "d-1", "2025-09-30", "Tasnim", "Hossein Noushabadi, a foreign ministry official, told the semi-official Tasnim news agency that 120 Iranians should be deported and flown home over the next couple of days. As many as 400 are to be returned in all, he added.")
	r.paper(t, "d-2", "2025-09-30", "The New York Times", "About 100 Iranians were aboard a flight that left Louisiana on Monday, two Iranian officials told The New York Times. An Iranian official said the returnees had been told that they will be safe.")
	r.paper(t, "d-3", "2025-10-01", "Morning Post", "The US has deported 120 Iranians.")
	r.paper(t, "d-4", "2025-10-02", "Evening Gazette", "The flight carried nearly 120 Iranians, the New York Times reported. The Iranian state news agency Tasnim said 120 Iranians were deported.")
	r.paper(t, "d-5", "2025-11-12", "Associated Press", "54 Iranians were aboard the deportation flight of 29 September, two US officials told the Associated Press. Earlier, 120 Iranians had been deported.")
	if got, want := r.originKeys(AboutPeople), []string{"noushabadi", "official:IR@nyt", "official:US@ap"}; !slices.Equal(got, want) {
		t.Errorf("origins %v, want %v", got, want)
	}
	r.relation(t, "d-1", "120 Iranians should", "d-3", "has deported", UpgradesModality)
	r.relation(t, "d-2", "About 100", "d-4", "nearly 120", Misattributes)
	r.relation(t, "d-2", "About 100", "d-5", "54 Iranians", Contradicts)
	r.wantTrail(t, "figure", "about 100 → nearly 120")
	r.wantTrail(t, "description", "semi-official → state")
	r.wantTrail(t, "event", "should be deported → has deported")
}

func TestStoryS3LowerFigureAndFirst(t *testing.T) {
	t.Parallel()
	var r newsstand
	r.paper(t, "d-1", "2026-01-24", "ISNA", "At least 40 Iranians will be deported on Sunday, the Iranian interests section in Washington told ISNA.")
	r.paper(t, "d-2", "2026-01-25", "ISNA", "20 Iranians will be deported on Sunday, the Iranian interests section in Washington told ISNA.")
	r.relation(t, "d-1", "At least 40", "d-2", "20 Iranians", Supersedes)
	if keys := r.originKeys(""); len(keys) != 1 {
		t.Errorf("one speaker, twice: %v", keys)
	}
	r.paper(t, "d-3", "2026-01-27", "Morning Post", "The flight of 25 January was the first deportation flight of Iranians in decades, a spokesman for the group said.")
	r.paper(t, "d-4", "2025-09-30", "The New York Times", "100 Iranians were deported on Monday, an Iranian official told The New York Times.")
	r.relation(t, "d-3", "the first deportation flight", "d-4", "100 Iranians", Contradicts)
	found := false
	for _, tr := range TraceGroups(r.docs, r.all, Origins(r.docs, r.all)) {
		for _, rel := range tr.Relations {
			found = found || rel.Kind == Contradicts && strings.Contains(rel.Reason, "first of its kind")
		}
	}
	if !found {
		t.Error("the trace of the group does not say that it was not the first")
	}
}

func TestStoryS5PanamaPopulations(t *testing.T) {
	t.Parallel()
	var r newsstand
	r.paper(t, "d-1", "2025-02-13", "", "Panama's president, José Raúl Mulino, said on Thursday that the first deportation flight had arrived on Wednesday with 119 people from several countries.")
	r.paper(t, "d-2", "2025-02-13", "Reprint Daily", "Panama's president, José Raúl Mulino, said on Thursday that the first deportation flight had arrived on Wednesday with 119 people from several countries.")
	r.paper(t, "d-3", "2025-03-08", "", "In the end 299 migrants were deported to Panama, the government of Panama said.")
	r.paper(t, "d-4", "2025-02-19", "", "171 of the deportees agreed to return to their home countries, Panama's government said.")
	r.relation(t, "d-1", "119 people", "d-3", "299 migrants", Incommensurable)
	if got := Compare(r.placed(t, "d-3", "299"), r.placed(t, "d-4", "171")); got.Kind == Contradicts || got.Kind == Supersedes {
		t.Errorf("299 and 171 are set against each other: %+v", got)
	}
	before := len(r.originKeys(""))
	r.paper(t, "d-5", "2025-02-19", "Another Reprint", "Panama's president, José Raúl Mulino, said on Thursday that the first deportation flight had arrived on Wednesday with 119 people from several countries.")
	if after := len(r.originKeys("")); after != before {
		t.Errorf("a reprint made %d origins of %d", after, before)
	}
}

func TestStoryS9ScopeOfDeportationFlights(t *testing.T) {
	t.Parallel()
	var r newsstand
	r.paper(t, "d-1", "2025-08-05", "", "There were 1,214 deportation-related flights in July, a monitoring group said.")
	r.paper(t, "d-2", "2025-08-06", "", "More than 1,200 deportation flights took off in July, the broadcaster said.")
	r.relation(t, "d-1", "1,214", "d-2", "1,200", ChangesScope)
}

func TestStoryS10AllFromOneCountry(t *testing.T) {
	t.Parallel()
	var r newsstand
	r.paper(t, "d-1", "2026-02-20", "", "302 Cubans have been returned from various countries this year, Cuba's interior ministry said.")
	r.paper(t, "d-2", "2026-02-21", "", "302 Cubans were deported from the United States this year.")
	r.paper(t, "d-3", "2026-02-09", "", "170 Cubans were returned from the United States on Monday, Cuba's interior ministry said.")
	r.relation(t, "d-1", "302", "d-2", "302", ChangesScope)
	if got := Compare(r.placed(t, "d-1", "302"), r.placed(t, "d-3", "170")); got.Kind != Incommensurable && got.Kind != Unrelated {
		t.Errorf("a flight's 170 and the year's 302: %+v", got)
	}
	for _, g := range Origins(r.docs, r.all) {
		for _, o := range g.Origins {
			if o.Class == ThisDocument {
				t.Errorf("the rewrite became an origin: %+v", o)
			}
		}
	}
}

func TestStoryS12OnePlaceFourNames(t *testing.T) {
	t.Parallel()
	var r newsstand
	for i, place := range []string{"Palmerola", "Comayagua", "Soto Cano", "Honduras"} {
		r.paper(t, "d-"+place, "2025-03-24", "", "A plane with 199 Venezuelans flew from "+place+" to Caracas on Monday, "+[]string{"Venezuela's government said.", "the Venezuelan interior minister said.", "the Honduran foreign ministry said.", "the US State Department said."}[i])
	}
	for i, a := range r.all {
		for _, b := range r.all[i+1:] {
			if got := Relate(a, b); got.Kind == Contradicts || got.Kind == Incommensurable {
				t.Errorf("%q and %q: %s, %s", a.Content.Text, b.Content.Text, got.Kind, got.Reason)
			}
		}
	}
	groups := map[string]bool{}
	for _, g := range Origins(r.docs, r.all) {
		if g.Kind == AboutPeople {
			groups[g.ID] = true
		}
	}
	if len(groups) != 1 {
		t.Errorf("one operation, %d groups: %v", len(groups), groups)
	}
}

// Tegucigalpa's own airport and Comayagua's: no conflict, and the reason says why.
func TestStoryS12TegucigalpaCanMeanComayagua(t *testing.T) {
	t.Parallel()
	var r newsstand
	r.paper(t, "d-1", "2025-03-25", "", "On 23 March 2025 a deportation flight took 199 Venezuelans from the US to Tegucigalpa, the ministry said.")
	r.paper(t, "d-2", "2025-03-25", "", "On 23 March 2025 a removal flight took 199 deported Venezuelans from Texas to Comayagua, police said.")
	got := Relate(r.all[0], r.all[1])
	if got.Kind == Contradicts || got.Kind == Incommensurable || !strings.Contains(got.Reason, "Tegucigalpa can mean") {
		t.Errorf("%s: %s", got.Kind, got.Reason)
	}
	if back := Relate(r.all[1], r.all[0]); back.Kind != got.Kind || back.Reason != got.Reason {
		t.Errorf("the other way: %s: %s", back.Kind, back.Reason)
	}
}

func TestStoryS28PageWithoutASource(t *testing.T) {
	t.Parallel()
	var r newsstand
	r.paper(t, "d-1", "2025-07-16", "", "Eswatini has agreed to receive deportees from the United States, the government of Eswatini said on Wednesday. Five men were deported to Eswatini, it said.")
	before := r.originKeys("")
	r.paper(t, "d-2", "2025-08-01", "", "Verified by our team of experts.\nEswatini signed agreements with Australia and Canada under which 300 people were deported. A further 40 men were deported to Eswatini in secret.\n")
	if after := r.originKeys(""); !slices.Equal(after, before) {
		t.Errorf("origins %v became %v", before, after)
	}
	shown, stamped := false, false
	for _, g := range Origins(r.docs, r.all) {
		if g.Independent != 0 {
			t.Errorf("%s: %d independent origins, nobody showed any", g.ID, g.Independent)
		}
		for _, rep := range g.Reports {
			if rep.Document == "d-2" {
				shown = true
				stamped = stamped || len(rep.Stamps) > 0
				if rep.Repeats != "" {
					t.Errorf("the page is said to repeat %s", rep.Repeats)
				}
			}
		}
	}
	if !shown || !stamped {
		t.Errorf("the page is shown: %v, its stamp is named: %v", shown, stamped)
	}
}
