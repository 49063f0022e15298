package law

import (
	"fmt"
	"sort"
	"strings"
	"time"
)

// StatusOf answers whether a state is bound by a treaty on a day, from the facts alone. All
// facts of the pair are returned, disagreeing ones included. Where only the month or year of
// an act is known, days that it leaves open are answered unknown. A state that did not exist on
// the day is bound by nothing, and Why says so.
func StatusOf(state, treaty string, on time.Time) Status {
	s := Status{State: state, Treaty: treaty, On: on.UTC().Truncate(24 * time.Hour), Bound: NotKnown, Facts: []Fact{}}
	for _, f := range facts {
		if f.State == state && f.Treaty == treaty {
			f.Remarks = append([]string{}, f.Remarks...)
			s.Facts = append(s.Facts, f)
		}
	}
	if none := NoState(state, s.On); none != "" {
		s.Bound, s.Why = NotBound, none
		return s
	}
	if len(s.Facts) == 0 {
		s.Why = "no data: no source held here says anything about it"
		return s
	}
	s.Bound, s.Why = answer(s.Facts, s.On)
	s.Caveat = caveat(s)
	return s
}

// caveat says that "not bound" or "signed only" rests on an act that is not recorded, and up
// to when acts would have been recorded; empty where a recorded act decides.
func caveat(s Status) string {
	if s.Bound != NotBound && s.Bound != SignedOnly && s.Bound != ByOwnLaw {
		return ""
	}
	ended := strings.HasPrefix(s.Why, string(Denounced)) || strings.HasPrefix(s.Why, string(Ceased))
	for _, f := range s.Facts {
		switch f.Act {
		case Ratified, Acceded, Succeeded:
			return "" // a recorded act decides: not yet in force, or ended
		}
	}
	if ended {
		return ""
	}
	if s.Bound == SignedOnly {
		return "no ratification is recorded in data that end in " + dataEnd(s.Facts)
	}
	return "no act is recorded in data that end in " + dataEnd(s.Facts)
}

// dataEnd is the latest month that a source of these facts speaks of, in words: silence about
// later ones says nothing.
func dataEnd(fs []Fact) string {
	last := covered
	for _, f := range fs {
		last = max(last, f.Through)
	}
	t, err := time.Parse("2006-01", last)
	if err != nil {
		return last
	}
	return t.Format("January 2006")
}

// Statuses answers for every treaty that the data know, in the order of Treaties; where no
// fact is held about the state the answer is unknown and says that there is no data.
func Statuses(state string, on time.Time) []Status {
	out := make([]Status, 0, len(treaties))
	for _, t := range treaties {
		out = append(out, StatusOf(state, t.ID, on))
	}
	return out
}

// answer weighs an end before a dispute's absence, an act before a signature, and a signature
// before nothing; among acts that disagree it decides only what all of them allow.
func answer(fs []Fact, on time.Time) (Bound, string) {
	if b, why, ok := ended(fs, on); ok {
		return b, why
	}
	var yes, no, open []Fact
	for _, f := range fs {
		switch f.Act {
		case Ratified, Acceded, Succeeded:
			switch first, last, ok := inForce(f); {
			case !ok:
				open = append(open, f)
			case !on.Before(last):
				yes = append(yes, f)
			case on.Before(first):
				no = append(no, f)
			default:
				open = append(open, f)
			}
		}
	}
	switch {
	case len(yes) > 0 && len(no) > 0:
		return NotKnown, fmt.Sprintf("two sources disagree: in force %s (%s), in force %s (%s); both are kept",
			yes[0].InForce, short(yes[0]), no[0].InForce, short(no[0]))
	case len(yes) > 0:
		return IsBound, fmt.Sprintf("%s%s%s, in force %s, %s%s", yes[0].Act, dated(yes[0]), grade(yes[0]), spell(yes[0].InForce), ruled(yes[0]), disagreement(fs))
	case len(no) > 0:
		return NotBound, fmt.Sprintf("%s%s%s, in force only %s, %s%s", no[0].Act, dated(no[0]), grade(no[0]), spell(no[0].InForce), ruled(no[0]), earlier(fs, on))
	case len(open) > 0 && open[0].Date == "":
		return NotKnown, fmt.Sprintf("%s, day not recorded", open[0].Act)
	case len(open) > 0:
		return NotKnown, fmt.Sprintf("%s in %s, in force on a day from %s: the source has no exact day", open[0].Act, open[0].Date, open[0].InForce)
	}
	return withoutAct(fs, on)
}

// withoutAct answers where no source records an act of ratification, accession or succession.
func withoutAct(fs []Fact, on time.Time) (Bound, string) {
	for _, f := range fs {
		switch f.Act {
		case Incorporation:
			return ByOwnLaw, "no act is recorded in data that end in " + dataEnd(fs) + "; " + f.Source + " applies it (unverified)"
		case Listed:
			return NotKnown, "listed as a party, but neither act nor day is recorded here (unverified)"
		case Signed:
			t, _ := treatyByID(f.Treaty)
			if own, _, ok := days(t.InForce); ok && f.Date == "" && on.Before(own) {
				return NotBound, "the treaty itself was not in force"
			}
			first, _, ok := days(f.Date)
			if ok && on.Before(first) {
				return NotBound, "not signed before " + f.Date
			}
			return SignedOnly, fmt.Sprintf("signed%s, not ratified, in data that end in %s", dated(f), dataEnd(fs))
		case Legislature, NotDeposited:
			return NotBound, fmt.Sprintf("%s%s, no deposit is recorded in data that end in %s", actWords(f.Act), dated(f), dataEnd(fs))
		case Denounced, Ceased:
			return NotKnown, fmt.Sprintf("%s with effect from %s; what was so before is not recorded here", f.Act, f.Date)
		case Suspended:
			return NotKnown, "suspended from the organisation (unverified)"
		}
	}
	if fs[0].Verified == Unverified {
		return NotBound, "no act is recorded in data that end in " + dataEnd(fs) + " (unverified)"
	}
	return NotBound, "no act is recorded in data that end in " + dataEnd(fs)
}

// ended answers from facts that end or contest a status, once their day has come.
func ended(fs []Fact, on time.Time) (Bound, string, bool) {
	b, why, found := NotKnown, "", false
	for _, f := range fs {
		first, _, ok := days(f.Date)
		if !ok || on.Before(first) {
			continue
		}
		switch f.Act {
		case Disputed:
			return IsDisputed, fmt.Sprintf("disputed since %s: %s", f.Date, f.Remarks[0]), true
		case Denounced, Ceased:
			b, why, found = NotBound, fmt.Sprintf("%s with effect from %s (%s)", f.Act, f.Date, f.Verified), true
		}
	}
	return b, why, found
}

func ruled(f Fact) string {
	if f.Derived {
		return "derived: " + f.Rule
	}
	return f.Rule
}

// inForce reads the day that the source states, or the interval that fact computed.
func inForce(f Fact) (first, last time.Time, ok bool) {
	if f.InForce != "" && !f.Derived {
		return days(f.InForce)
	}
	t, found := treatyByID(f.Treaty)
	if !found {
		return first, last, false
	}
	return t.entry(f.Act, f.Date)
}

// disagreement says when acts of one pair were given different days.
func disagreement(fs []Fact) string {
	var seen []string
	for _, f := range fs {
		if f.Date == "" || (f.Act != Ratified && f.Act != Acceded && f.Act != Succeeded) {
			continue
		}
		apart := true
		for _, d := range seen {
			if overlap(d, f.Date) {
				apart = false
			}
		}
		if apart {
			seen = append(seen, f.Date)
		}
	}
	if len(seen) < 2 {
		return ""
	}
	sort.Strings(seen)
	return fmt.Sprintf("; two sources disagree on the date of the act (%s, %s), both are kept", seen[0], seen[1])
}

func overlap(a, b string) bool {
	af, al, okA := days(a)
	bf, bl, okB := days(b)
	return okA && okB && !af.After(bl) && !bf.After(al)
}

// earlier names what had been done short of a deposit by that day.
func earlier(fs []Fact, on time.Time) string {
	for i := len(fs) - 1; i >= 0; i-- {
		f := fs[i]
		if f.Act != Legislature && f.Act != NotDeposited && f.Act != Signed {
			continue
		}
		if first, _, ok := days(f.Date); ok && !on.Before(first) {
			return fmt.Sprintf("; before it only %s%s", actWords(f.Act), dated(f))
		}
	}
	return ""
}

func dated(f Fact) string {
	switch {
	case f.Date == "":
		return " (day not recorded)"
	case len(f.Date) == len(time.DateOnly):
		return " on " + f.Date
	}
	return " in " + f.Date
}

// spell writes a date in force as a person reads it: one day, or the days it lies between.
func spell(inForce string) string {
	if first, last, found := strings.Cut(inForce, "/"); found {
		return "on a day from " + first + " to " + last
	}
	return inForce
}

func grade(f Fact) string {
	if f.Verified == Unverified {
		return " (unverified)"
	}
	return ""
}

func short(f Fact) string {
	if f.Retrieved != notStated {
		return "data of " + f.Retrieved
	}
	return string(f.Verified)
}

// actWords is an act as a person reads it: "legislature approved".
func actWords(a Act) string { return strings.ReplaceAll(string(a), "_", " ") }
