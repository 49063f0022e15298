package law

import (
	"sort"
	"time"
)

// The sources of the status rows. A date that they carry is a claim of theirs.
const (
	srcUNTC = "UNTC status lists V-2, V-5, IV-9, IV-4, IV-16 as scraped in March 2015 (github.com/zmjones/untreaties @003ce13); " +
		"presence re-checked in world-politics-datalab, August 2022, years only"
	srcYears      = "world-politics-datalab, August 2022, years only"
	srcOAS        = "OAS tables (cidh.oas.org annex; iri.edu.ar)"
	srcOAU        = "UNTC registration 14691, dates of notification; the AU shows earlier deposits"
	srcSouthSudan = "OHCHR, UNMISS, ACHPR and nyamile reports on South Sudan"
	srcKnown      = "well known, not checked against the depositary"
)

// notStated stands where the project's notes give no day on which a source was read.
const notStated = "not stated"

// covered is the last month that the data sets say anything about.
const covered = "August 2022"

// States lists the ISO 3166-1 alpha-2 codes (XK for Kosovo) of the states that facts are held about, sorted.
func States() []string {
	seen := map[string]bool{}
	var out []string
	for _, f := range facts {
		if !seen[f.State] {
			seen[f.State] = true
			out = append(out, f.State)
		}
	}
	sort.Strings(out)
	return out
}

// Facts returns every fact held about one state, in the order of the table; nil when there is none.
func Facts(state string) []Fact {
	var out []Fact
	for _, f := range facts {
		if f.State == state {
			f.Remarks = append([]string(nil), f.Remarks...)
			out = append(out, f)
		}
	}
	return out
}

var facts = func() []Fact {
	var out []Fact
	for _, region := range [][]Fact{americas, africa, asia, europe} {
		out = append(out, region...)
	}
	return out
}()

// fact is one row. The date in force is computed here, by the treaty's own rule, so that no
// row can carry one that does not follow from its act.
func fact(state, treaty string, act Act, date, source, retrieved string, v Verified, remarks ...string) Fact {
	f := Fact{State: state, Treaty: treaty, Act: act, Date: date, Source: source, Retrieved: retrieved, Verified: v, Remarks: remarks}
	if f.Retrieved == "" {
		f.Retrieved = notStated
	}
	if f.Remarks == nil {
		f.Remarks = []string{}
	}
	switch act {
	case Ratified, Acceded, Succeeded:
		t, ok := treatyByID(treaty)
		if !ok {
			break
		}
		first, last, ok := t.entry(act, date)
		if !ok {
			break
		}
		f.InForce, f.Derived, f.Rule = inWords(first, last), true, t.why(act, date)
	}
	return f
}

// inWords writes an interval of days as one day, or as first/last when only the month or year of the act is known.
func inWords(first, last time.Time) string {
	if first.Equal(last) {
		return first.Format(time.DateOnly)
	}
	return first.Format(time.DateOnly) + "/" + last.Format(time.DateOnly)
}

func untc(state, treaty string, act Act, date string, remarks ...string) Fact {
	return fact(state, treaty, act, date, srcUNTC, "2015-03", Documented, remarks...)
}

func absent(state, treaty string, remarks ...string) Fact {
	return fact(state, treaty, NoAct, "", srcUNTC, "2015-03", Documented, remarks...)
}

func years(state, treaty string, act Act, date string, remarks ...string) Fact {
	return fact(state, treaty, act, date, srcYears, "2022-08", Documented, remarks...)
}

func oas(state, date string, remarks ...string) Fact {
	return fact(state, "ACHR", Ratified, date, srcOAS, "", Documented, remarks...)
}

func oau(state, date string, remarks ...string) Fact {
	return fact(state, "OAU1969", Acceded, date, srcOAU, "", Documented, remarks...)
}

func known(state, treaty string, act Act, date string, remarks ...string) Fact {
	return fact(state, treaty, act, date, srcKnown, "", Unverified, remarks...)
}

func listed(state, treaty string, remarks ...string) Fact {
	return fact(state, treaty, Listed, "", srcKnown, "", Unverified, remarks...)
}
