package law_test

import (
	"compress/gzip"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/charterwatch/charterwatch/internal/law"
)

const twoItems = `
[[item]]
destination = "IR"
profile = "illegal_exit"
source = "Upper Tribunal, SSH and HR [2016] UKUT 308"
date = "2016"
scope = "Iran"
about = "practice"
treatment = "illegal exit or a refused claim alone is held to be no real risk for a man of no adverse interest"
frequency = "not stated"
method = "evidence heard by a tribunal"
direction = "reassuring"

[[item]]
destination = "IR"
profile = "convert_or_apostasy"
source = "a report (invented)"
date = "2025-06-30"
period_from = "2024"
period_to = "2024"
scope = "Tehran"
about = "practice"
treatment = "arrests"
frequency = "some"
method = "interviews"
direction = "adverse"
`

func TestParseRisk(t *testing.T) {
	t.Parallel()
	items, err := law.ParseRisk([]byte(twoItems))
	if err != nil || len(items) != 2 || items[0].Profile != "convert_or_apostasy" || items[1].Frequency != "not stated" {
		t.Fatalf("%+v, %v", items, err)
	}
	// Counted by hand: 30 June to 29 September 2025 are 91 days; 31 December 2024 to it 272, and
	// from 1 January 2016 and 31 December 2016 to it 3,559 and 3,194.
	removal := day("2025-09-29").Add(22 * time.Hour)
	for _, c := range []struct {
		gap  func(time.Time) (law.Gap, bool)
		want string
	}{
		{items[0].GapTo, "published 91 days before the removal"},
		{items[0].PeriodGapTo, "its period ends 272 to 637 days before the removal"},
		{items[1].GapTo, "published 3194 to 3559 days before the removal"},
	} {
		if g, ok := c.gap(removal); !ok || g.Words != c.want {
			t.Errorf("%q, want %q", g.Words, c.want)
		}
	}
	if _, ok := items[1].PeriodGapTo(removal); ok {
		t.Error("an item without a period has a gap of its period")
	}
	if g, _ := items[0].GapTo(day("2025-06-29")); g.Words != "published 1 day after the removal" || g.Least != -1 {
		t.Errorf("later material: %+v", g)
	}
	if g, _ := items[1].GapTo(day("2016-07-01")); g.Words != "published between 182 days before and 183 days after the removal" {
		t.Errorf("a year around the removal: %+v", g)
	}
	if law.OneSided(items) != "" || !strings.Contains(law.OneSided(items[:1]), "no reassuring item") || !strings.Contains(law.OneSided(items[1:]), "no adverse item") {
		t.Error("one-sided material is not named")
	}
}

func TestParseRiskRefuses(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct{ old, new, want string }{
		"country":    {`"IR"`, `"Iran"`, "two letters"},
		"profile":    {`"illegal_exit"`, `"bad_man"`, "profile"},
		"direction":  {`"reassuring"`, `"green"`, "direction"},
		"date":       {`"2016"`, `"May 2016"`, "such as 2022-05"},
		"law, fact":  {`about = "practice"`, `about = "both"`, "two items"},
		"no source":  {`source = "a report (invented)"`, `source = ""`, "source"},
		"a field":    {`method = "interviews"`, `score = "7"`, "no field"},
		"period":     {`period_from = "2024"`, `period_from = "2025"`, "ends before"},
		"toml":       {`[[item]]`, `[[item`, "TOML"},
		"javascript": {`method = "interviews"`, `url = "javascript:alert(1)"`, "http(s)"},
	} {
		if _, err := law.ParseRisk([]byte(strings.Replace(twoItems, c.old, c.new, 1))); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: %v, want %q", name, err, c.want)
		}
	}
	for _, empty := range []string{"", "{}", `{"item":[]}`} {
		if _, err := law.ParseRisk([]byte(empty)); err == nil {
			t.Errorf("%q is taken", empty)
		}
	}
}

const decisions = `year,coo_name,coo,coo_iso,coa_name,coa,coa_iso,procedure_type,dec_level,dec_pc,dec_recognized,dec_other,dec_rejected,dec_closed,dec_total
2024,Iran (Islamic Rep. of),IRN,IRN,United States of America,USA,USA,G,IN,P,133,0,36,164,333
2024,Iran (Islamic Rep. of),IRN,IRN,United States of America,USA,USA,G,EO,C,56,0,13,19,88
2024,Iran (Islamic Rep. of),IRN,IRN,United States of America,USA,USA,G,EO,P,many,0,13,19,88
2024,Stateless,STA,XXA,United States of America,USA,USA,G,EO,P,5,0,5,5,15
2023,Iran (Islamic Rep. of),IRN,IRN,Germany,GFR,DEU,G,FI,P,1,2,3,4,10
2023,Iran (Islamic Rep. of),IRN,IRN,Germany,GFR,DEU,G,FA,P,1,2,3,4,10
2022,Iran (Islamic Rep. of),IRN,IRN,Germany,GFR,DEU,G,FA,P,1,2,3,4,10
`

func TestParseRecognition(t *testing.T) {
	t.Parallel()
	rows, bad, err := law.ParseRecognition(strings.NewReader(decisions))
	if err != nil || len(rows) != 5 || len(bad) != 1 || bad[0].Line != 4 || !strings.Contains(bad[0].Reason, "many") {
		t.Fatalf("%+v, bad %+v, %v", rows, bad, err)
	}
	if r := rows[0]; r.Origin != "IR" || r.Asylum != "DE" || r.Year != 2022 || r.Recognized != 1 || r.Total != 10 {
		t.Errorf("the first row is %+v", r)
	}
	if r := rows[3]; r.Unit != "cases" || r.Stage != "EO" || r.Recognized != 56 {
		t.Errorf("cases became %+v", r)
	}
	if _, _, err := law.ParseRecognition(strings.NewReader("a,b\n1,2\n")); err == nil || !strings.Contains(err.Error(), "no column") {
		t.Errorf("another table is taken: %v", err)
	}
}

func TestParseRecognitionOfUNHCR(t *testing.T) {
	t.Parallel()
	f, err := os.Open(filepath.Join("..", "..", "..", "shared", "data", "unhcr", "asylum-decisions.csv.gz"))
	if err != nil {
		t.Skip("shared data are not here: ", err)
	}
	defer f.Close()
	z, err := gzip.NewReader(f)
	if err != nil {
		t.Fatal(err)
	}
	rows, bad, err := law.ParseRecognition(z)
	if err != nil || len(bad) != 0 || len(rows) < 100_000 {
		t.Fatalf("%d rows, %d bad, %v", len(rows), len(bad), err)
	}
	for _, r := range rows {
		if r.Origin == "IR" && r.Asylum == "US" && r.Year == 2024 && r.Stage == "IN" && (r.Recognized != 133 || r.Rejected != 36 || r.Closed != 164) {
			t.Errorf("Iran in the United States, 2024: %+v", r)
		}
	}
}

func FuzzParseRisk(f *testing.F) {
	f.Add([]byte(twoItems))
	f.Add([]byte(`{"item":[{"destination":"IR"}]}`))
	f.Fuzz(func(t *testing.T, raw []byte) {
		items, err := law.ParseRisk(raw)
		if (err == nil) != (len(items) > 0) {
			t.Fatalf("%d items, %v", len(items), err)
		}
		for _, it := range items {
			if _, ok := it.GapTo(day("2025-09-29")); !ok {
				t.Errorf("an item whose date gives no gap: %+v", it)
			}
		}
	})
}

func FuzzParseRecognition(f *testing.F) {
	f.Add(decisions)
	f.Fuzz(func(t *testing.T, raw string) {
		rows, _, err := law.ParseRecognition(strings.NewReader(raw))
		if (err == nil) != (len(rows) > 0) {
			t.Fatalf("%d rows, %v", len(rows), err)
		}
		for _, r := range rows {
			if len(r.Origin) != 2 || len(r.Asylum) != 2 || r.Recognized < 0 || r.Unit != "persons" && r.Unit != "cases" {
				t.Errorf("%+v", r)
			}
		}
	})
}
