package law

import (
	"sort"
	"time"
)

// The sources of the status rows. A date that they carry is a claim of theirs.
const (
	srcUNTC = "UNTC status lists V-2, V-5, IV-9, IV-4, IV-11, IV-16 as scraped in March 2015 (github.com/zmjones/untreaties @003ce13); " +
		"presence re-checked in world-politics-datalab, August 2022, years only"
	srcYears      = "world-politics-datalab, August 2022, years only"
	srcOAS        = "OAS tables (cidh.oas.org annex; iri.edu.ar)"
	srcOAU        = "UNTC registration 14691, dates of notification; the AU shows earlier deposits"
	srcSouthSudan = "OHCHR press briefing note of 7 June 2019; UNMISS news of the same week"
	srcLetter     = "open letter of NGOs to the President of South Sudan, 30 October 2014 (nyamile.com)"
	srcECHR       = "chart of signatures and ratifications at 31 December 1994, annex to Loizidou v. Turkey (as copied at kypros.org)"
	srcPoland     = "Dziennik Ustaw 2025, item 458, government statement of 21 February 2025 (infor.pl)"
	srcLeaving    = "OAS Permanent Council resolution and IACHR release 312/2021 on Nicaragua's denunciation of the OAS Charter"
	srcKnown      = "well known, not checked against the depositary"
)

// notStated stands where the project's notes give no day on which a source was read.
const notStated = "not stated"

// covered is the last month that the two data sets say anything about; their file of years is
// of August 2022.
const covered = "2022-08"

// read is the month in which the later sources were read, in stored copies of the pages named.
const read = "2026-11"

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
	for _, region := range [][]Fact{americas, africa, asia, europe, children} {
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

// until says which month the source of a fact speaks up to.
func (f Fact) until(month string) Fact {
	f.Through = month
	return f
}

// in says to which territory a fact applies, or by whose hand.
func (f Fact) in(territory string) Fact {
	f.Territory = territory
	return f
}

func untc(state, treaty string, act Act, date string, remarks ...string) Fact {
	return fact(state, treaty, act, date, srcUNTC, "2015-03", Documented, remarks...).until(covered)
}

func absent(state, treaty string, remarks ...string) Fact {
	return fact(state, treaty, NoAct, "", srcUNTC, "2015-03", Documented, remarks...).until(covered)
}

func years(state, treaty string, act Act, date string, remarks ...string) Fact {
	return fact(state, treaty, act, date, srcYears, "2022-08", Documented, remarks...).until(covered)
}

// notYet is an absence from the list of parties to the Convention against enforced disappearance that
// Poland published when it joined. The copy that was read ends at the letter P: it speaks only of
// states whose Polish names stand before that.
func notYet(state string) Fact {
	return fact(state, "CED", NoAct, "", srcPoland, read, Documented, "not in the published list of parties; the copy that was read ends at the letter P, before which the state would stand").until("2025-02")
}

// stated is an act whose source gives the day in force itself.
func stated(f Fact, inForce string) Fact {
	f.InForce, f.Derived, f.Rule = inForce, false, "stated by the source"
	return f
}

func echr(state, date string, remarks ...string) Fact {
	return fact(state, "ECHR", Ratified, date, srcECHR, read, Documented, remarks...)
}

// member is a member state of the European Union; its law binds in force of the Charter at the earliest.
func member(state, date string, remarks ...string) Fact {
	return known(state, "EU", Acceded, date, remarks...)
}

func oas(state, date string, remarks ...string) Fact {
	return fact(state, "ACHR", Ratified, date, srcOAS, "", Documented, remarks...)
}

func oau(state string, act Act, date string, remarks ...string) Fact {
	return fact(state, "OAU1969", act, date, srcOAU, read, Documented, remarks...)
}

func known(state, treaty string, act Act, date string, remarks ...string) Fact {
	return fact(state, treaty, act, date, srcKnown, "", Unverified, remarks...)
}

func listed(state, treaty string, remarks ...string) Fact {
	return fact(state, treaty, Listed, "", srcKnown, "", Unverified, remarks...)
}
