package law

import "time"

// Treaty is one instrument that states become bound by, with its own rule for when.
type Treaty struct {
	ID      string
	Name    string
	InForce string // its own entry into force; nobody was bound before
	Rule    string // how a state's entry into force follows from its deposit, with the article
	Own     string // the rule of its own entry into force, which decides for deposits that were made before it
	begins  func(deposit time.Time) time.Time
}

// Treaties lists the treaties that facts are held about, in a fixed order.
//
// The dates on which the treaties themselves entered into force are well known and were not
// checked against the depositary; they only ever make a derived date later.
func Treaties() []Treaty { return append([]Treaty(nil), treaties...) }

var treaties = []Treaty{
	{"RC1951", "Convention relating to the Status of Refugees, 1951", "1954-04-22", "ninetieth day after deposit (art. 43(2))", "the Convention's own entry into force (art. 43(1))", daysAfter(90)},
	{"P1967", "Protocol relating to the Status of Refugees, 1967", "1967-10-04", "on deposit (art. VIII(2))", "the Protocol's own entry into force (art. VIII(1))", onDeposit},
	{"CAT", "Convention against Torture, 1984", "1987-06-26", "thirtieth day after deposit (art. 27(2))", "the Convention's own entry into force (art. 27(1))", daysAfter(30)},
	{"ICCPR", "International Covenant on Civil and Political Rights, 1966", "1976-03-23", "three months after deposit (art. 49(2))", "the Covenant's own entry into force (art. 49(1))", monthsAfter(3)},
	{"CED", "Convention for the Protection of All Persons from Enforced Disappearance, 2006", "2010-12-23", "thirtieth day after deposit (art. 39(2))", "the Convention's own entry into force (art. 39(1))", daysAfter(30)},
	{"CRC", "Convention on the Rights of the Child, 1989", "1990-09-02", "thirtieth day after deposit (art. 49(2))", "the Convention's own entry into force (art. 49(1))", daysAfter(30)},
	{"ACHR", "American Convention on Human Rights, 1969", "1978-07-18", "on deposit (art. 74(2))", "the Convention's own entry into force (art. 74(2))", onDeposit},
	{"OAU1969", "OAU Convention Governing the Specific Aspects of Refugee Problems in Africa, 1969", "1974-06-20", "taken as on the recorded date, which is a notification (UNTC reg. 14691)", "the Convention's own entry into force (art. XI)", onDeposit},
	{"ECHR", "European Convention on Human Rights, 1950", "1953-09-03", "on deposit (art. 59)", "the Convention's own entry into force (art. 59)", onDeposit},
	{"EU", "European Union law: Charter arts 4, 18, 19(2)", "2009-12-01", "membership", "the Charter's own entry into force", onDeposit},
	{"IACPPT", "Inter-American Convention to Prevent and Punish Torture, 1985", "1987-02-28", "thirtieth day after deposit (art. 22)", "the Convention's own entry into force (art. 22)", daysAfter(30)},
	{"ACHPR", "African Charter on Human and Peoples' Rights, 1981", "1986-10-21", "three months after deposit (art. 65)", "the Charter's own entry into force (art. 63(3))", monthsAfter(3)},
	{"ARAB", "Arab Charter on Human Rights, 2004", "2008-03-15", "two months after deposit (art. 49)", "the Charter's own entry into force (art. 49)", monthsAfter(2)},
	{"OAS", "Organization of American States", "1951-12-13", "on deposit", "the Charter's own entry into force", onDeposit},
	{"ICCPR-OP1", "First Optional Protocol to the ICCPR", "1976-03-23", "three months after deposit (art. 9(2))", "the Protocol's own entry into force (art. 9(1))", monthsAfter(3)},
	{"OPCAT", "Optional Protocol to the Convention against Torture", "2006-06-22", "thirtieth day after deposit (art. 28(2))", "the Protocol's own entry into force (art. 28(1))", daysAfter(30)},
}

func treatyByID(id string) (Treaty, bool) {
	for _, t := range treaties {
		if t.ID == id {
			return t, true
		}
	}
	return Treaty{}, false
}

func onDeposit(d time.Time) time.Time { return d }

func daysAfter(n int) func(time.Time) time.Time {
	return func(d time.Time) time.Time { return d.AddDate(0, 0, n) }
}

// monthsAfter counts calendar months and stays in the month it reaches: three months after
// 30 November is the last day of February, not a day in March.
func monthsAfter(n int) func(time.Time) time.Time {
	return func(d time.Time) time.Time {
		last := time.Date(d.Year(), d.Month()+time.Month(n)+1, 0, 0, 0, 0, 0, time.UTC)
		same := d.AddDate(0, n, 0)
		if same.After(last) {
			return last
		}
		return same
	}
}

// entry returns the interval of days in which an act of the given date brought the treaty
// into force: one day when the act's day is known, wider when only its month or year is.
func (t Treaty) entry(act Act, date string) (first, last time.Time, ok bool) {
	first, last, ok = days(date)
	if !ok {
		return first, last, false
	}
	if act != Succeeded { // a successor is bound without a waiting time, from its notification at the latest
		first, last = t.begins(first), t.begins(last)
	}
	if own, _, ok := days(t.InForce); ok {
		first, last = later(first, own), later(last, own)
	}
	return first, last, true
}

// why names the rule that entry computed by: the treaty's own entry into force where the
// deposit's waiting time had run out before it, the state's own waiting time otherwise. The
// treaties' own days are not checked against the depositary, and the words say so.
func (t Treaty) why(act Act, date string) string {
	first, last, ok := days(date)
	own, _, okOwn := days(t.InForce)
	rule := t.Rule
	if act == Succeeded {
		rule = "succession: bound from the notification at the latest"
	} else if ok {
		first, last = t.begins(first), t.begins(last)
	}
	switch {
	case !ok || !okOwn || first.After(own):
		return rule
	case last.After(own):
		return rule + ", not before " + t.Own + " (day unverified)"
	}
	return t.Own + " (day unverified)"
}

// days returns the first and the last day that a date of the form 2006-01-02, 2006-01 or 2006 can mean.
func days(date string) (first, last time.Time, ok bool) {
	if t, err := time.Parse(time.DateOnly, date); err == nil {
		return t, t, true
	}
	if t, err := time.Parse("2006-01", date); err == nil {
		return t, t.AddDate(0, 1, -1), true
	}
	if t, err := time.Parse("2006", date); err == nil {
		return t, t.AddDate(1, 0, -1), true
	}
	return first, last, false
}

func later(a, b time.Time) time.Time {
	if a.Before(b) {
		return b
	}
	return a
}
