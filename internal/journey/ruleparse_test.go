package journey_test

import (
	"errors"
	"strconv"
	"strings"
	"testing"

	"github.com/charterwatch/charterwatch/internal/journey"
	"github.com/charterwatch/charterwatch/internal/release"
)

func TestBuiltInRulesSayWhoCountsSo(t *testing.T) {
	t.Parallel()
	rules, err := journey.Rules()
	if err != nil {
		t.Fatal(err)
	}
	units := map[journey.Unit]bool{}
	for _, r := range rules {
		units[r.Unit] = true
		if r.By == "" || r.Source == "" || r.Date == "" || r.Simulated || len(r.Digest) != 64 {
			t.Errorf("%+v", r)
		}
		if f := release.CheckWording(r.Text); len(f) > 0 {
			t.Errorf("%s: %v", r.Name, f)
		}
	}
	if len(units) != 3 {
		t.Errorf("units %v, want legs, missions and destinations", units)
	}
	if _, err := journey.RuleNamed("nobody"); !errors.Is(err, journey.ErrNoRule) || !strings.Contains(err.Error(), "witness-weekly") {
		t.Errorf("%v", err)
	}
}

// A monitor's slip is answered with the line and what to write.
func TestRuleErrorsNameTheLine(t *testing.T) {
	t.Parallel()
	good := rule(t, "witness-weekly").Text
	cases := []struct{ name, old, new, want string }{
		{"unit", `unit = "legs"`, `unit = "people"`, `line %d: unit: "people": give legs, missions or destinations`},
		{"least", "least = 0.5", "least = 50", "line %d: least: 50: give a probability"},
		{"a word for a number", "least = 0.5", `least = "half"`, "line %d"},
		{"standing", `laterals   = "in"`, `laterals   = "inside"`, `line %d: laterals: "inside": give in, beside or out`},
		{"a misspelt setting", `military   = "beside"`, `militray   = "beside"`, "line %d: militray: no such setting"},
		{"capitals", `military   = "beside"`, `Military   = "beside"`, "line %d: Military: write settings in lower case"},
		{"missing", `military   = "beside"`, ``, "military: is missing"},
		{"purpose", `purposes = ["return"]`, `purposes = ["way home"]`, `purposes: "way home": give some of`},
		{"twice", `purposes = ["return"]`, `purposes = ["return", "removal"]`, `"removal" is in "removal" already`},
		{"returns against categories", `returns    = "in"`, `returns    = "out"`, `line %d: returns: "out", while`},
		{"airport", `"KSAN"`, `"ksan"`, `"ksan": give ICAO codes in capitals`},
		{"day", `"2020-03-20"`, `"20 March"`, `from: "20 March": give a day`},
		{"block", `"adf7c8-afffff"`, `"military"`, `"military": give first and last address`},
		{"broken", `unit = "legs"`, `unit = legs"`, "line %d"},
		{"no quotes", `military   = "beside"`, `military   = beside`, "words stand in double quotes"},
		{"source", `date   = "2021-12"`, `date   = "last year"`, `date: "last year": give 2021`},
		{"correction", "# [[correction]]", "[[correction]]\nleg = \"x\"\ncount_as = \"attempted\"\nwhy = \"\"\nsource = \"\"\n", "leg x needs why and source"},
		{"bytes", "Witness", "\xff\xfe", "not UTF-8"},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			before, after, found := strings.Cut(good, c.old)
			if !found {
				t.Fatalf("%q is not in the rule", c.old)
			}
			want := strings.ReplaceAll(c.want, "%d", strconv.Itoa(1+strings.Count(before, "\n")))
			_, err := journey.ParseRule("mine.toml", strings.NewReader(before+c.new+after))
			if err == nil || !strings.Contains(err.Error(), want) || !strings.HasPrefix(err.Error(), "rule mine.toml") {
				t.Errorf("got %v, want %s", err, want)
			}
		})
	}
}

// No bytes make the parser panic, and what it takes can be counted with.
func FuzzParseRule(f *testing.F) {
	rules, err := journey.Rules()
	if err != nil {
		f.Fatal(err)
	}
	for _, r := range rules {
		f.Add(r.Text)
	}
	f.Add("[[correction]]\nleg = 1")
	var s season
	js := s.flown(1, "N278GX", "RCH1", "KAEX 1.5 KHRL 3 MHLM 3 KAEX").chained()
	f.Fuzz(func(t *testing.T, text string) {
		r, err := journey.ParseRule("fuzz", strings.NewReader(text))
		if err != nil {
			return
		}
		if got := journey.Count(js, r); got.Total+got.Beside > 3 || len(got.Counted)+len(got.Seen) != 3 {
			t.Errorf("%+v", got)
		}
	})
}
