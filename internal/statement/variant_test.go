package statement

import (
	"fmt"
	"math/rand"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/charterwatch/charterwatch/internal/document"
)

// variant is one page that repeats or distorts what a first page told, and what the rules must
// then say: never a new origin, and for a distortion the relation of the two passages.
type variant struct {
	kind  string
	docs  []document.Document // what was there before it
	page  document.Document
	wants []RelationKind // one of them between the page and what was there; nil: a mere repeat
}

// people of whom the variants tell, with their state.
var variantPeople = []struct{ people, country, adjective string }{
	{"Iranians", "Iran", "Iranian"}, {"Venezuelans", "Venezuela", "Venezuelan"}, {"Hondurans", "Honduras", "Honduran"},
	{"Colombians", "Colombia", "Colombian"}, {"Nigerians", "Nigeria", "Nigerian"}, {"Uzbeks", "Uzbekistan", "Uzbek"},
}

// The speakers and papers of the variants are invented.
var (
	variantNames  = []string{"Tomas Varga", "Ilse Brandt", "Karim Dehqan", "Lucia Fontes", "Piotr Zielak", "Amara Obiora"}
	variantOther  = []string{"Marek Holub", "Rosa Quintero", "Jonas Lindqvist", "Samira Haddou"}
	variantPapers = []string{"The Harbour Gazette", "Northern Courier", "The Daily Beacon", "Evening Ledger"}
	variantCopies = []string{"Reprint Post", "Valley Observer", "City Mirror", "Coast Tribune"}
)

// teller makes the pages of one variant with a seed.
type teller struct {
	*rand.Rand
	people, country, adjective string
	name, other, paper, copies string
	n                          int
	day                        time.Time // of the event
}

func newTeller(seed int64) teller {
	r := rand.New(rand.NewSource(seed))
	p := variantPeople[r.Intn(len(variantPeople))]
	return teller{r, p.people, p.country, p.adjective,
		variantNames[r.Intn(len(variantNames))], variantOther[r.Intn(len(variantOther))], variantPapers[r.Intn(len(variantPapers))], variantCopies[r.Intn(len(variantCopies))],
		40 + r.Intn(700), time.Date(2025, time.Month(1+r.Intn(11)), 1+r.Intn(27), 0, 0, 0, 0, time.UTC)}
}

func (t teller) pick(texts ...string) string { return texts[t.Intn(len(texts))] }

// fill sets the story's names into a sentence.
func (t teller) fill(text string) string {
	return strings.NewReplacer("PEOPLE", t.people, "COUNTRY", t.country, "ADJ", t.adjective, "NAME", t.name, "OTHER", t.other, "PAPER", t.paper,
		"SURNAME", t.name[strings.LastIndexByte(t.name, ' ')+1:], "NUM", fmt.Sprint(t.n), "DAY", t.day.Format("2 January 2006"), "WEEKDAY", t.day.Weekday().String()).Replace(text)
}

func (t teller) doc(id, publisher string, after int, text string) document.Document {
	at := t.day.AddDate(0, 0, after)
	return document.Document{ID: id, Text: t.fill(text), Publisher: publisher, Published: &document.Stamp{At: at, Date: true}, Language: "en"}
}

// plan and fact are what a named official told a paper, before and after.
func (t teller) plan() string {
	return t.pick(
		"NAME, a spokesman for the ADJ foreign ministry, told PAPER that NUM PEOPLE should be deported to COUNTRY on DAY.",
		"NUM PEOPLE will be deported to COUNTRY on DAY, NAME, a spokesman for the ADJ foreign ministry, told PAPER.",
		"“NUM PEOPLE are due to be flown home to COUNTRY on DAY, if all the papers are ready by then,” NAME, an ADJ foreign ministry official, told PAPER.")
}

func (t teller) fact() string {
	return t.pick(
		"NAME, a spokesman for the ADJ foreign ministry, told PAPER that NUM PEOPLE were deported to COUNTRY from the United States on DAY.",
		"NUM PEOPLE were deported from the United States to COUNTRY on DAY, NAME, a spokesman for the ADJ foreign ministry, told PAPER.")
}

// tell makes the variant of a kind.
func (t teller) tell(kind string) variant {
	v := variant{kind: kind}
	first := t.fact()
	switch kind {
	case "echo":
		first = t.pick(t.plan(), t.fact())
		v.page = t.doc("d-z", t.copies, t.Intn(9), first+t.pick("", " Agencies contributed to this report.", "\n\nThe paper has more on this story inside.", " It was raining."))
	case "rewrite":
		tail := t.pick("were deported to COUNTRY on DAY", "had been sent back to COUNTRY on DAY", "were put on a flight to COUNTRY on DAY")
		v.page = t.doc("d-z", t.copies, 1+t.Intn(4), t.pick(
			"NUM PEOPLE "+tail+", PAPER reported.",
			"According to PAPER, NUM PEOPLE "+tail+".",
			"PAPER, citing NAME of the ADJ foreign ministry, reported that NUM PEOPLE "+tail+".",
			"NUM PEOPLE "+tail+".",
			"NAME told PAPER that NUM PEOPLE "+tail+".",
			"The ADJ foreign ministry’s NAME said NUM PEOPLE "+tail+"."))
	case "shifted date":
		shift := t.pick("2", "3", "5", "9", "30") // a day later can be a night flight: no contradiction
		var days int
		fmt.Sscan(shift, &days)
		other := t.day.AddDate(0, 0, days).Format("2 January 2006")
		v.page = t.doc("d-z", t.copies, days+t.Intn(3), t.pick(
			"NUM PEOPLE were deported from the United States to COUNTRY on "+other+".",
			"NUM PEOPLE were deported to COUNTRY on "+other+", PAPER reported.",
			"NAME told PAPER that NUM PEOPLE were deported to COUNTRY on "+other+"."))
		v.wants = []RelationKind{Contradicts}
	case "plan to fact":
		first = t.plan()
		v.page = t.doc("d-z", t.copies, 1+t.Intn(5), t.pick(
			"The US has deported NUM PEOPLE.", "NUM PEOPLE were deported to COUNTRY.", "The United States deported NUM PEOPLE on DAY.",
			"NUM PEOPLE were deported, PAPER reported.", "NUM PEOPLE have been flown home to COUNTRY, according to PAPER.", "Earlier, NUM PEOPLE had been deported to COUNTRY."))
		v.wants = []RelationKind{UpgradesModality}
	case "change of scope":
		first = t.pick(
			"NUM PEOPLE have been deported from various countries this year, the ADJ interior ministry said.",
			"NUM PEOPLE have been sent back to COUNTRY from several countries since January, the ADJ interior ministry said.",
			"In all, NUM PEOPLE have been deported to COUNTRY this year, the ADJ interior ministry said.")
		v.page = t.doc("d-z", t.copies, 1+t.Intn(5), t.pick(
			"NUM PEOPLE were deported from the United States on one flight.",
			"A flight from the United States carried NUM PEOPLE to COUNTRY.",
			"There were NUM PEOPLE aboard the deportation flight from the United States, "+t.copies+" has learned."))
		v.wants = []RelationKind{ChangesScope}
	case "misattribution":
		if t.Intn(2) == 0 {
			said := t.pick("“We will receive every one of our citizens with dignity when the deportation flight lands,” ", "“None of the NUM deported people aboard had seen a lawyer before they were put on the flight,” ")
			first = said + "NAME, a spokesman for the ADJ foreign ministry, told PAPER on DAY."
			v.page = t.doc("d-z", t.copies, 1+t.Intn(4), said+t.pick("said OTHER, the interior minister.", "OTHER, a government spokesman, said.", "said OTHER."))
		} else {
			first = "About NUM PEOPLE were aboard the deportation flight on DAY, two ADJ officials told PAPER."
			wrong := t
			wrong.n += t.n/8 + 2
			v.page = wrong.doc("d-z", t.copies, 1+t.Intn(4), t.pick(
				"The flight carried nearly NUM PEOPLE, PAPER reported.", "NUM PEOPLE were aboard the deportation flight, according to PAPER.",
				"PAPER said that NUM PEOPLE had been aboard the deportation flight on DAY."))
		}
		v.wants = []RelationKind{Misattributes}
	}
	v.docs = []document.Document{t.doc("d-a", t.paper, 0, first)}
	if t.Intn(2) == 0 {
		v.docs = append(v.docs, t.doc("d-b", "Another Weekly", 3, "The embassy of COUNTRY said it had no information about the deportation of PEOPLE."))
	}
	return v
}

// readAll is the groups of some documents as the rules read them, and how many origins the
// group of each kind has that has most.
func readAll(docs []document.Document) (map[GroupKind]int, []Traced) {
	var all []Statement
	for _, d := range docs {
		all = append(all, Propose(d)...)
	}
	groups := OriginsTraced(docs, all)
	most := map[GroupKind]int{}
	for _, g := range groups {
		most[g.Kind] = max(most[g.Kind], len(g.Origins))
	}
	return most, groups
}

// A thousand pages that repeat or distort: none may add an origin, let alone a confirmation,
// and of those that distort at least 95 in 100 must be set against what they distort. The
// sentences were written before the rules were run on them; METHODS has the counts.
func TestThousandVariantsConfirmNothing(t *testing.T) {
	t.Parallel()
	kinds := []string{"echo", "rewrite", "shifted date", "plan to fact", "change of scope", "misattribution"}
	made, confirmed, found, planted := map[string]int{}, map[string]int{}, map[string]int{}, map[string]int{}
	for i := range 1000 {
		v := newTeller(int64(i)).tell(kinds[i%len(kinds)])
		made[v.kind]++
		before, _ := readAll(v.docs)
		if before[AboutPeople] == 0 {
			t.Fatalf("variant %d, %s: nothing is read in %q", i, v.kind, v.docs[0].Text)
		}
		_, groups := readAll(append(slices.Clone(v.docs), v.page))
		for _, g := range groups {
			if len(g.Origins) <= max(1, before[g.Kind]) && g.Independent == 0 {
				continue
			}
			if confirmed[v.kind]++; confirmed[v.kind] <= 3 {
				t.Errorf("variant %d, %s: %s has %d origins, had %d\n  %s\n  %s", i, v.kind, g.ID, len(g.Origins), before[g.Kind], v.docs[0].Text, v.page.Text)
			}
			break
		}
		if v.wants == nil {
			continue
		}
		planted[v.kind]++
		var seen []string
		hit := false
		for _, g := range groups {
			for _, r := range g.Relations {
				seen = append(seen, string(r.Kind)+" "+r.Reason)
				hit = hit || slices.Contains(v.wants, r.Kind) && (r.DocA == "d-a" && r.DocB == "d-z" || r.DocA == "d-z" && r.DocB == "d-a")
			}
		}
		if hit {
			found[v.kind]++
		} else if planted[v.kind]-found[v.kind] <= 3 {
			t.Logf("variant %d, %s is not found: %q\n  %s\n  %s", i, v.kind, seen, v.docs[0].Text, v.page.Text)
		}
	}
	hits, all := 0, 0
	for _, k := range kinds {
		t.Logf("%-16s %4d made, %d false confirmations, %d of %d found", k, made[k], confirmed[k], found[k], planted[k])
		hits, all = hits+found[k], all+planted[k]
	}
	if float64(hits) < 0.95*float64(all) {
		t.Errorf("%d of %d distortions found, %.3f; want 0.95", hits, all, float64(hits)/float64(all))
	}
}
