package operation_test

import (
	"encoding/json"
	"math/rand/v2"
	"reflect"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"github.com/charterwatch/charterwatch/internal/operation"
	"github.com/charterwatch/charterwatch/internal/release"
	"github.com/charterwatch/charterwatch/internal/statement"
)

// some draws a part of the story's statements, with or without the track.
func some(t *rapid.T) operation.Evidence {
	e := iran()
	keep := e.Statements[:0]
	for _, s := range e.Statements {
		if rapid.Bool().Draw(t, s.ID) {
			keep = append(keep, s)
		}
	}
	e.Statements = keep
	if !rapid.Bool().Draw(t, "track") {
		e.Journeys = nil
	}
	return e
}

// Promise 2: repeats never raise corroboration.
func TestRepeatsChangeNeitherOriginsNorGrade(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		e := some(t)
		before := operation.Confront(e)
		doc := rapid.SampledFrom([]string{"d-ministry", "d-paper", "d-headline", "d-november"}).Draw(t, "copied")
		after := operation.Confront(copies(e, doc, rapid.IntRange(1, 20).Draw(t, "copies")))
		if before.Origins != after.Origins || before.Grade != after.Grade || before.GradeRule != after.GradeRule {
			t.Fatalf("%d origins %s became %d origins %s by copying %s", before.Origins, before.Grade, after.Origins, after.Grade, doc)
		}
		if len(before.Conflicts) != len(after.Conflicts) || before.Answer != after.Answer || len(before.Assurances) != len(after.Assurances) {
			t.Fatalf("copies of %s changed the conflicts or the answer:\n%s\n%s", doc, before.Answer, after.Answer)
		}
	})
}

func TestOrderChangesNothing(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		e := copies(some(t), "d-headline", 3)
		before, _ := json.Marshal(operation.Confront(e))
		proposals, _ := json.Marshal(operation.Propose(e.Documents, e.Statements, e.Journeys))
		r := rand.New(rand.NewPCG(rapid.Uint64().Draw(t, "seed"), 1))
		e.Statements, e.Documents = slices.Clone(e.Statements), slices.Clone(e.Documents)
		r.Shuffle(len(e.Statements), func(i, k int) { e.Statements[i], e.Statements[k] = e.Statements[k], e.Statements[i] })
		r.Shuffle(len(e.Documents), func(i, k int) { e.Documents[i], e.Documents[k] = e.Documents[k], e.Documents[i] })
		if n := len(e.Statements); n > 0 { // what is attached twice counts once
			e.Statements = append(e.Statements, e.Statements[r.IntN(n)])
		}
		e.Journeys = append(slices.Clone(e.Journeys), e.Journeys...)
		after, _ := json.Marshal(operation.Confront(e))
		if string(before) != string(after) {
			t.Fatalf("the order of the evidence changed the view:\n%s\n%s", before, after)
		}
		again, _ := json.Marshal(operation.Propose(e.Documents, e.Statements, e.Journeys))
		if string(proposals) != string(again) {
			t.Fatalf("the order of the evidence changed the proposals:\n%s\n%s", proposals, again)
		}
	})
}

// Promise 7: no truth score exists.
func TestNoScoreOfTruth(t *testing.T) {
	t.Parallel()
	seen := map[reflect.Type]bool{}
	var walk func(reflect.Type, string)
	walk = func(ty reflect.Type, path string) {
		switch ty.Kind() {
		case reflect.Pointer, reflect.Slice, reflect.Array, reflect.Map:
			walk(ty.Elem(), path)
			return
		case reflect.Struct:
		default:
			return
		}
		if seen[ty] {
			return
		}
		seen[ty] = true
		for i := range ty.NumField() {
			f := ty.Field(i)
			name := strings.ToLower(f.Name + " " + f.Tag.Get("json"))
			for _, bad := range []string{"truth", "credib", "score", "reliab", "verdict"} {
				if strings.Contains(name, bad) {
					t.Errorf("%s.%s: a view has no %s", path, f.Name, bad)
				}
			}
			walk(f.Type, path+"."+f.Name)
		}
	}
	walk(reflect.TypeFor[operation.View](), "View")
}

// Promise 16: nothing that a view prints concludes, outside quotations.
func TestWordingOfEveryView(t *testing.T) {
	t.Parallel()
	passed := map[string]bool{}
	rapid.Check(t, func(t *rapid.T) {
		e := some(t)
		for i := range e.Statements { // the quoted people may say anything
			if rapid.Bool().Draw(t, "quote"+e.Statements[i].ID) {
				e.Statements[i].Content.Text = "they crossed illegally, the treaty was violated and “people were tortured”"
			}
		}
		var out strings.Builder
		v := operation.Confront(e)
		if err := v.Text(&out); err != nil {
			t.Fatal(err)
		}
		for _, f := range release.CheckWording(out.String()) {
			t.Fatalf("printed: %q in %q", f.Word, f.Sentence)
		}
		walkStrings(reflect.ValueOf(v), "View", func(path, s string) {
			if strings.Contains(path, ".Quote") || passed[s] {
				return
			}
			passed[s] = true
			for _, f := range release.CheckWording(s) {
				t.Fatalf("%s: %q in %q", path, f.Word, f.Sentence)
			}
		})
	})
	for _, r := range operation.Rules() {
		if f := release.CheckWording(r); len(f) > 0 {
			t.Errorf("rule %q: %v", r, f)
		}
	}
}

func walkStrings(v reflect.Value, path string, visit func(path, s string)) {
	switch v.Kind() {
	case reflect.String:
		visit(path, v.String())
	case reflect.Pointer, reflect.Interface:
		if !v.IsNil() {
			walkStrings(v.Elem(), path, visit)
		}
	case reflect.Slice, reflect.Array:
		for i := range v.Len() {
			walkStrings(v.Index(i), path, visit)
		}
	case reflect.Map:
		for _, k := range v.MapKeys() {
			walkStrings(v.MapIndex(k), path, visit)
		}
	case reflect.Struct:
		for i := range v.NumField() {
			if v.Type().Field(i).IsExported() {
				walkStrings(v.Field(i), path+"."+v.Type().Field(i).Name, visit)
			}
		}
	}
}

// TestFiguresAreNeverMixed: whatever the figures, each stands as it was stated and no number
// appears in the answer that nobody stated.
func TestFiguresAreNeverMixed(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		e := iran()
		e.Journeys = nil
		e.Statements = nil
		stated := map[string]bool{}
		for i, h := range []statement.Hop{noushabadi, officials, american} {
			n := rapid.IntRange(101, 999).Draw(t, "n")
			e.Statements = append(e.Statements, st("s-"+string(rune('a'+i)), "d-paper", "people were aboard", h).people(n, statement.Exact, "people").of("IR").s)
			stated[itoa(n)] = true
		}
		v := operation.Confront(e)
		for _, w := range strings.FieldsFunc(v.Answer, func(r rune) bool { return r < '0' || r > '9' }) {
			if len(w) == 3 && !stated[w] {
				t.Fatalf("%s: nobody stated %s", v.Answer, w)
			}
		}
		for n := range stated {
			if !strings.Contains(v.Answer, n) {
				t.Fatalf("%s: %s is left out", v.Answer, n)
			}
		}
	})
}

func itoa(n int) string {
	raw, _ := json.Marshal(n)
	return string(raw)
}
