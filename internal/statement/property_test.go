package statement

import (
	"fmt"
	"math/rand"
	"reflect"
	"testing"
	"time"

	"pgregory.net/rapid"

	"github.com/charterwatch/charterwatch/internal/document"
)

// newsroom makes documents about one flight: interviews, pick-ups and unsourced pages.
func newsroom(t *rapid.T) ([]document.Document, []Statement) {
	pieces := []string{
		"Hossein Noushabadi, a foreign ministry official, told Tasnim on Monday that 120 Iranians should be deported in the next couple of days.",
		"About 100 Iranians were on the flight, according to the New York Times, which quoted an unnamed US official.",
		"The US has deported 120 Iranians.",
		"Two US officials said 54 Iranians were deported on the flight of 29 September.",
		"The flight left Louisiana on Monday, The New York Times reported. 120 Iranians were deported, Tasnim reported.",
	}
	n := rapid.IntRange(1, 6).Draw(t, "documents")
	var docs []document.Document
	var all []Statement
	for i := range n {
		text := ""
		for range rapid.IntRange(1, 3).Draw(t, "sentences") {
			text += rapid.SampledFrom(pieces).Draw(t, "sentence") + "\n"
		}
		at := time.Date(2025, 9, 30+rapid.IntRange(0, 2).Draw(t, "day"), 0, 0, 0, 0, time.UTC)
		d := document.Document{ID: fmt.Sprintf("d-%d", i), Text: text, Published: &document.Stamp{At: at, Date: true}}
		docs = append(docs, d)
		all = append(all, Propose(d)...)
	}
	return docs, all
}

func originKeys(groups []Group) map[string]bool {
	keys := map[string]bool{}
	for _, g := range groups {
		for _, o := range g.Origins {
			keys[o.Key] = true
		}
	}
	return keys
}

// Promise 2: repeats never raise the number of origins.
func TestRepeatsNeverAddAnOrigin(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		docs, all := newsroom(t)
		before := len(originKeys(Origins(docs, all)))
		for i := range rapid.IntRange(1, 5).Draw(t, "repeats") {
			copied := docs[rapid.IntRange(0, len(docs)-1).Draw(t, "copied")]
			copied.ID = fmt.Sprintf("d-copy-%d", i)
			if rapid.Bool().Draw(t, "shortened") {
				copied.Text += "Agencies contributed to this report\n"
			}
			docs = append(docs, copied)
			all = append(all, Propose(copied)...)
		}
		if after := len(originKeys(Origins(docs, all))); after > before {
			t.Fatalf("%d origins became %d by repeating", before, after)
		}
	})
}

func TestOrderChangesNothing(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		docs, all := newsroom(t)
		want := Origins(docs, all)
		r := rand.New(rand.NewSource(rapid.Int64().Draw(t, "seed")))
		r.Shuffle(len(docs), func(i, j int) { docs[i], docs[j] = docs[j], docs[i] })
		r.Shuffle(len(all), func(i, j int) { all[i], all[j] = all[j], all[i] })
		if got := Origins(docs, all); !reflect.DeepEqual(got, want) {
			t.Fatalf("another order, another answer:\n%+v\n%+v", want, got)
		}
	})
}

// Promise 6: figures of different populations are never called contradictory.
func TestPopulationLabelFlipsContradiction(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		x := rapid.IntRange(1, 5000).Draw(t, "x")
		y := x + rapid.IntRange(1, 5000).Draw(t, "more")
		one := func(id, key string, n int, people string) Statement {
			return Statement{
				ID: id, Document: "d-" + id, Content: Passage{Text: fmt.Sprintf("%d %s were deported", n, people)}, Event: Happened, Topic: TopicRemoval, Speech: Asserts,
				Chain:      []Hop{{Key: key, Class: NamedOfficial}, {Class: ThisDocument}},
				Quantities: []Quantity{{Value: &n, Bound: Exact, Unit: "persons", Population: people}},
			}
		}
		people := rapid.SampledFrom([]string{"Iranians", "Venezuelans", "people", "men"}).Draw(t, "people")
		other := rapid.SampledFrom([]string{"Cubans", "women", "guards", "people from different countries"}).Draw(t, "other")
		a, b := one("a", "x", x, people), one("b", "y", y, people)
		if r := Relate(a, b); r.Kind != Contradicts {
			t.Fatalf("%d and %d %s: %+v", x, y, people, r)
		}
		if people == "people" && other == "Cubans" {
			return // people may be Cubans
		}
		if r := Relate(a, one("b", "y", y, other)); r.Kind != Incommensurable {
			t.Fatalf("%d %s and %d %s: %+v", x, people, y, other, r)
		}
	})
}

// Promise 3: words of a plan never make an event that happened, and a plan beside a fact
// with the same figure is found.
func TestPlansStayPlans(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.IntRange(2, 900).Draw(t, "n")
		plan := rapid.SampledFrom([]string{"will be deported", "should be deported", "are to be flown home", "are scheduled to be deported", "were due to be deported", "would be sent back", "are expected to be deported", "had been scheduled to be flown home", "were set to be deported"}).Draw(t, "plan")
		who := rapid.SampledFrom([]string{"", ", the ministry said", ", according to a spokesman for the foreign ministry"}).Draw(t, "who")
		tail := rapid.SampledFrom([]string{"", " on Tuesday", " over the next couple of days", " to Iran after they arrived in Louisiana"}).Draw(t, "tail")
		at := time.Date(2025, 9, 30, 0, 0, 0, 0, time.UTC)
		d := document.Document{ID: "d", Text: fmt.Sprintf("%d Iranians %s%s%s. The US deported %d Iranians.", n, plan, tail, who, n), Published: &document.Stamp{At: at, Date: true}}
		list := Propose(d)
		if len(list) < 2 {
			t.Fatalf("%q: %d statements", d.Text, len(list))
		}
		if list[0].Event == Happened {
			t.Fatalf("%q became an event that happened", list[0].Content.Text)
		}
		if r := Relate(list[0], list[len(list)-1]); r.Kind != UpgradesModality {
			t.Fatalf("%q: %+v", d.Text, r)
		}
	})
}

// The same document gives the same statements with the same ids; another text gives others.
func TestStableIDs(t *testing.T) {
	t.Parallel()
	d := document.Document{ID: "d", Text: "The minister said 40 people were deported to Iran."}
	a, b := Propose(d), Propose(d)
	if !reflect.DeepEqual(a, b) || len(a) == 0 {
		t.Fatalf("two readings differ: %v %v", a, b)
	}
	if len(a[0].ID) != 18 || a[0].ID[:2] != "s-" {
		t.Errorf("id %q: want s- and sixteen hex digits", a[0].ID)
	}
	d.Text += " "
	if Propose(d)[0].ID == a[0].ID {
		t.Error("another text has the same id")
	}
}
