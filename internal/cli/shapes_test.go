package cli_test

import (
	"bytes"
	"encoding/json"
	"maps"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/charterwatch/charterwatch/internal/cli"
)

// printed runs one command line in a fresh example workspace and decodes what it prints.
func printed(t *testing.T, dir string, into any, args ...string) {
	t.Helper()
	var out, errs bytes.Buffer
	code := cli.Main(t.Context(), append([]string{"--workspace", filepath.Join(dir, "workspace")}, args...), strings.NewReader(""), &out, &errs)
	if code != cli.Done {
		t.Fatalf("%v: exit code %d: %s", args, code, errs.String())
	}
	if err := json.Unmarshal(out.Bytes(), into); err != nil {
		t.Fatalf("%v: %v", args, err)
	}
}

func example(t *testing.T) string {
	t.Helper()
	dir := t.TempDir()
	var out, errs bytes.Buffer
	if code := cli.Main(t.Context(), []string{"demo", "--no-serve", "--dir", dir}, strings.NewReader(""), &out, &errs); code != cli.Done {
		t.Fatalf("demo: exit code %d: %s", code, errs.String())
	}
	return dir
}

// has fails for each name that an object lacks.
func has(t *testing.T, what string, object any, names string) map[string]any {
	t.Helper()
	m, ok := object.(map[string]any)
	if !ok {
		t.Fatalf("%s is no object: %v", what, object)
	}
	for _, name := range strings.Fields(names) {
		if _, ok := m[name]; !ok {
			t.Errorf("%s has no field %q, only %v", what, name, slices.Sorted(maps.Keys(m)))
		}
	}
	return m
}

// The shapes are those of docs/JSON.md, which others build on.
func TestShapeOfLegs(t *testing.T) {
	t.Parallel()
	var legs []map[string]any
	printed(t, example(t), &legs, "legs", "--json")
	if len(legs) != 3 {
		t.Fatalf("the example has three legs, printed are %d", len(legs))
	}
	for _, l := range legs {
		has(t, "leg", l, "id hex registration type callsigns purpose start end points gaps sources heard_by integrity method")
		has(t, "purpose", l["purpose"], "value probability reasons")
		for _, name := range []string{"start", "end"} {
			end := has(t, name, l[name], "status airport probability candidates time interval heard why evidence")
			for _, e := range end["evidence"].([]any) {
				has(t, "evidence", e, "what at file row point alt_ft ground knots")
			}
			sum, unknown := 0.0, false
			for _, c := range end["candidates"].([]any) {
				k := has(t, "candidate", c, "airport probability")
				sum += k["probability"].(float64)
				unknown = unknown || k["airport"] == "unknown"
			}
			if !unknown || sum < 0.99 || sum > 1.01 {
				t.Errorf("%s of %v: candidates add up to %v, unknown among them: %v", name, l["id"], sum, unknown)
			}
			if end["airport"] == nil && end["probability"].(float64) >= 0.5 && end["status"] != "unknown" {
				t.Errorf("%s of %v names nothing at %v", name, l["id"], end["probability"])
			}
		}
		for _, g := range l["gaps"].([]any) {
			has(t, "gap", g, "from to kind why")
		}
	}
}

func TestShapeOfReadings(t *testing.T) {
	t.Parallel()
	dir := example(t)
	var all []map[string]any
	printed(t, dir, &all, "read", "--dry-run", "--json", "--all", "--published", "2025-09-30",
		filepath.Join(dir, "reports", "headline.txt"), filepath.Join(dir, "reports", "ministry.html"), filepath.Join(dir, "reports", "newspaper.html"))
	spans := 0
	for _, r := range all {
		has(t, "reading", r, "document statements folded added")
		d := has(t, "document", r["document"], "id raw_hash text_hash kind text parts title publisher language published updated retrieved credits warnings extractor")
		text := d["text"].(string)
		check := func(where string, list any) {
			for _, s := range list.([]any) {
				sp := has(t, where+" span", s, "start end text")
				from, to := int(sp["start"].(float64)), int(sp["end"].(float64))
				if text[from:to] != sp["text"] {
					t.Errorf("%s: span %d-%d says %q, the text has %q", where, from, to, sp["text"], text[from:to])
				}
				spans++
			}
		}
		for _, x := range r["statements"].([]any) {
			s := has(t, "statement", x, "id source cue content chain speech event quantities dates route band extractor")
			has(t, "source", s["source"], "spans text class")
			for _, name := range []string{"source", "cue", "content"} {
				check(name, has(t, name, s[name], "spans text")["spans"])
			}
			for _, h := range s["chain"].([]any) {
				has(t, "hop", h, "text class inferred")
			}
			for _, q := range s["quantities"].([]any) {
				check("quantity", has(t, "quantity", q, "value low high bound unit population spans")["spans"])
			}
			for _, q := range s["dates"].([]any) {
				check("date", has(t, "date", q, "from to granularity spans")["spans"])
			}
			for _, q := range s["route"].([]any) {
				has(t, "move", q, "from via to event")
			}
		}
	}
	if spans < 30 {
		t.Errorf("only %d spans were checked", spans)
	}
}

func TestShapeOfAircraft(t *testing.T) {
	t.Parallel()
	dir := example(t)
	var list []map[string]any
	printed(t, dir, &list, "aircraft", "--json")
	if len(list) == 0 {
		t.Fatal("the example has no aircraft")
	}
	for _, a := range list {
		has(t, "aircraft", a, "hex address_block_of registrations types callsigns legs first_heard last_heard")
		var id map[string]any
		printed(t, dir, &id, "aircraft", a["hex"].(string), "--json")
		has(t, "identity", id, "hex address_block_of name first_heard last_heard legs temporary said conflicts callsigns blocks overlap swaps registries")
		for _, x := range id["said"].([]any) {
			has(t, "said", x, "field value from to times of source kind grade otherwise")
		}
		for _, x := range id["callsigns"].([]any) {
			has(t, "call sign", x, "callsign first last legs")
		}
		for _, x := range id["blocks"].([]any) {
			has(t, "block", x, "block callsigns first last legs says")
		}
	}
	var pulls []any
	printed(t, dir, &pulls, "fleet", "list", "--json")
}
