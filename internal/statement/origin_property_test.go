package statement

import (
	"fmt"
	"math/rand"
	"reflect"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"github.com/charterwatch/charterwatch/internal/document"
)

// counts is how many origins each group has, by its identifier.
func counts(docs []document.Document, all []Statement) map[string]int {
	out := map[string]int{}
	for _, g := range Origins(docs, all) {
		out[g.ID] = len(g.Origins)
	}
	return out
}

// Promise 2, word by word: adding any number of repeats leaves every origin count as it was.
func TestPromise2AnyNumberOfRepeatsLeavesEveryOriginCount(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		docs, all := newsroom(t)
		before := counts(docs, all)
		for i := range rapid.IntRange(1, 12).Draw(t, "repeats") {
			copied := docs[rapid.IntRange(0, len(docs)-1).Draw(t, "copied")]
			copied.ID = fmt.Sprintf("d-copy-%d", i)
			copied.Publisher = rapid.SampledFrom([]string{"", "Harbour Gazette", "Valley Observer"}).Draw(t, "publisher")
			copied.Text += rapid.SampledFrom([]string{"", "Agencies contributed to this report.\n", "It was raining in the harbour all night.\n"}).Draw(t, "tail")
			docs, all = append(docs, copied), append(all, Propose(copied)...)
		}
		if after := counts(docs, all); !reflect.DeepEqual(after, before) {
			t.Fatalf("%v became %v by repeating", before, after)
		}
	})
}

// Shuffling documents changes nothing: not groups, origins, drawings, drift or relations.
func TestPromise21ShufflingDocumentsChangesNothing(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		docs, all := newsroom(t)
		want := OriginsTraced(docs, all)
		r := rand.New(rand.NewSource(rapid.Int64().Draw(t, "seed")))
		r.Shuffle(len(docs), func(i, j int) { docs[i], docs[j] = docs[j], docs[i] })
		r.Shuffle(len(all), func(i, j int) { all[i], all[j] = all[j], all[i] })
		if got := OriginsTraced(docs, all); !reflect.DeepEqual(got, want) {
			t.Fatalf("another order, another answer:\n%+v\n%+v", want, got)
		}
	})
}

// Two anonymous officials are two across outlets, unless one outlet cites the other.
func TestAnonymousOfficialsAreOneOnlyWhereOneOutletCitesTheOther(t *testing.T) {
	t.Parallel()
	outlets := []string{"Reuters", "the BBC", "the Associated Press", "CNN", "The Guardian"}
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.IntRange(40, 400).Draw(t, "people")
		i := rapid.IntRange(0, len(outlets)-1).Draw(t, "first")
		j := (i + rapid.IntRange(1, len(outlets)-1).Draw(t, "second")) % len(outlets)
		role := rapid.SampledFrom([]string{"a US official", "two US officials", "a senior US official", "a person familiar with the flight"}).Draw(t, "role")
		count := func(second string) int {
			var docs []document.Document
			var all []Statement
			for k, text := range []string{fmt.Sprintf("About %d Iranians were deported on 29 September 2025, %s told %s.", n, role, outlets[i]), second} {
				d := document.Document{ID: fmt.Sprintf("d-%d", k), Text: text}
				docs, all = append(docs, d), append(all, Propose(d)...)
			}
			return len(originKeys(Origins(docs, all)))
		}
		if got := count(fmt.Sprintf("About %d Iranians were deported on 29 September 2025, %s told %s.", n, role, outlets[j])); got != 2 {
			t.Fatalf("%s told %s and %s: %d origins, want 2", role, outlets[i], outlets[j], got)
		}
		if got := count(fmt.Sprintf("About %d Iranians were deported on 29 September 2025, %s told %s, %s reported.", n, role, outlets[i], outlets[j])); got != 1 {
			t.Fatalf("%s told %s, cited by %s: %d origins, want 1", role, outlets[i], outlets[j], got)
		}
	})
}

// A circle of citations is flagged whatever its length, and its outlets are one origin at most.
func TestCyclesAreFlagged(t *testing.T) {
	t.Parallel()
	outlets := []string{"Reuters", "CNN", "Tasnim", "The Guardian", "Mehr"}
	for length := 2; length <= len(outlets); length++ {
		var docs []document.Document
		var all []Statement
		for i := range length {
			d := dated(t, fmt.Sprintf("d-%d", i), "2025-10-01", fmt.Sprintf("120 Iranians were deported on 29 September, %s reported.", outlets[(i+1)%length]))
			d.Publisher = outlets[i]
			docs, all = append(docs, d), append(all, Propose(d)...)
		}
		flagged := false
		for _, g := range Origins(docs, all) {
			flagged = flagged || len(g.Cycles) == 1 && len(g.Cycles[0]) == length
			if len(g.Origins) > 1 {
				t.Errorf("a circle of %d makes %d origins", length, len(g.Origins))
			}
		}
		if !flagged {
			t.Errorf("a circle of %d is not flagged", length)
		}
	}
}

// One person named in Arabic letters and in Latin ones, or in two romanisations, may be the
// same: not shown to be two, so no second origin. Other names stay two.
func TestNamesInTwoScriptsMakeNoSecondOrigin(t *testing.T) {
	t.Parallel()
	const latin = "Hossein Noushabadi, an Iranian foreign ministry official, said 120 Iranians will be deported from the United States."
	for name, c := range map[string]struct {
		first, second string
		want          int
	}{
		"Persian":               {latin, "حسین نوش\u200cآبادی، مقام وزارت خارجه، گفت که ۱۲۰ ایرانی از آمریکا اخراج خواهند شد.", 1},
		"Persian, an outlet":    {"Tasnim said 120 Iranians will be deported from the United States.", "خبرگزاری تسنیم گفت که ۱۲۰ ایرانی از آمریکا اخراج خواهند شد.", 1},
		"another romanisation":  {latin, "Hussein Nooshabadi, an Iranian foreign ministry official, said 120 Iranians would be sent home from the United States, officials there having agreed.", 1},
		"another Persian":       {latin, "رضا کرمانی، مقام وزارت خارجه، گفت که ۱۲۰ ایرانی از آمریکا اخراج خواهند شد.", 2},
		"another name in Latin": {latin, "Reza Kermani, an Iranian foreign ministry official, said 120 Iranians will be deported from the United States.", 2},
	} {
		for _, order := range [][2]string{{c.first, c.second}, {c.second, c.first}} {
			var docs []document.Document
			var all []Statement
			for i, text := range order {
				d := dated(t, fmt.Sprintf("d-%d", i), "2025-09-30", text)
				docs, all = append(docs, d), append(all, Propose(d)...)
			}
			keys := []string{}
			reasons := ""
			for _, g := range Origins(docs, all) {
				if g.Kind == AboutPeople {
					for _, o := range g.Origins {
						keys = append(keys, o.Key)
					}
					for _, r := range g.Reports {
						reasons += r.Reason
					}
				}
			}
			slices.Sort(keys)
			if len(keys) != c.want {
				t.Errorf("%s: origins %q, want %d; %s", name, keys, c.want, reasons)
			}
		}
	}
}

// A page of this program, or a page that takes something from one, is no source of what it says.
func TestOurOwnPageIsNoOrigin(t *testing.T) {
	t.Parallel()
	ministry := "Hossein Noushabadi, an Iranian foreign ministry official, said 120 Iranians would be deported from the United States on 29 September 2025."
	for _, page := range []string{
		"According to Charterwatch, 140 Iranians were deported from the United States on 29 September 2025.",
		"Charterwatch, citing a US official, said 120 Iranians were deported on 29 September 2025.",
		"A US official said 140 Iranians were deported on 29 September 2025.\n\nUnknown means unknown. A track never says who was aboard. Not legal advice.",
	} {
		var docs []document.Document
		var all []Statement
		for i, text := range []string{ministry, page} {
			d := document.Document{ID: fmt.Sprintf("d-%d", i), Text: text}
			docs, all = append(docs, d), append(all, Propose(d)...)
		}
		shown := false
		for _, g := range Origins(docs, all) {
			for _, o := range g.Origins {
				if o.Key != "noushabadi" {
					t.Errorf("%q makes an origin %s", page, o.Key)
				}
			}
			for _, r := range g.Reports {
				shown = shown || r.Document == "d-1" && r.Reason != ""
			}
		}
		if !shown {
			t.Errorf("%q is not shown among what counts as no origin", page)
		}
	}
}
