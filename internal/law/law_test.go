package law_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/charterwatch/charterwatch/internal/law"
	"github.com/charterwatch/charterwatch/internal/release"
)

func day(s string) time.Time {
	t, err := time.Parse(time.DateOnly, s)
	if err != nil {
		panic(err)
	}
	return t
}

// TestStatusAsOf checks the traps of the project's notes by name and the edges of each
// treaty's own rule. The days in force are counted by hand.
func TestStatusAsOf(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name, state, treaty, on string
		want                    law.Bound
	}{
		{"Haiti has only signed CAT", "HT", "CAT", "2025-09-29", law.SignedOnly},
		{"Haiti had not signed CAT before 2013", "HT", "CAT", "2012-12-31", law.NotBound},
		{"Libya is bound by the OAU Convention", "LY", "OAU1969", "2025-09-29", law.IsBound},
		{"Libya is not bound by the 1951 Convention", "LY", "RC1951", "2025-09-29", law.NotBound},
		{"South Sudan is not bound by the ICCPR on 2019-07-01", "SS", "ICCPR", "2019-07-01", law.NotBound},
		{"South Sudan: three months after 5 Feb 2024, the day before", "SS", "ICCPR", "2024-05-04", law.NotBound},
		{"South Sudan: three months after 5 Feb 2024", "SS", "ICCPR", "2024-05-05", law.IsBound},
		{"Venezuela's ACHR status is disputed", "VE", "ACHR", "2025-09-29", law.IsDisputed},
		{"Venezuela was bound by the ACHR in 2000", "VE", "ACHR", "2000-01-01", law.IsBound},
		{"Venezuela: denunciation takes effect", "VE", "ACHR", "2013-09-10", law.NotBound},
		{"Venezuela: the day before", "VE", "ACHR", "2013-09-09", law.IsBound},
		{"Venezuela is bound by the Protocol only", "VE", "RC1951", "2025-01-01", law.NotBound},
		{"US: not bound by the Convention itself", "US", "RC1951", "2025-09-29", law.NotBound},
		{"US: Protocol on deposit", "US", "P1967", "1968-11-01", law.IsBound},
		{"US: Protocol, the day before", "US", "P1967", "1968-10-31", law.NotBound},
		{"US: CAT 30th day after 21 Oct 1994 is 20 Nov", "US", "CAT", "1994-11-20", law.IsBound},
		{"US: CAT 29th day", "US", "CAT", "1994-11-19", law.NotBound},
		{"US: ICCPR three months after 8 Jun 1992", "US", "ICCPR", "1992-09-08", law.IsBound},
		{"US: ICCPR the day before", "US", "ICCPR", "1992-09-07", law.NotBound},
		{"US: has only signed the CRC", "US", "CRC", "2025-09-29", law.SignedOnly},
		{"Iran is not party to CAT", "IR", "CAT", "2025-09-30", law.NotBound},
		{"Iran: 90th day after 28 Jul 1976 is 26 Oct", "IR", "RC1951", "1976-10-26", law.IsBound},
		{"Iran: 89th day", "IR", "RC1951", "1976-10-25", law.NotBound},
		{"Iran: ICCPR not before its own entry into force", "IR", "ICCPR", "1975-12-01", law.NotBound},
		{"Iran: ICCPR at its own entry into force", "IR", "ICCPR", "1976-03-23", law.IsBound},
		{"Panama: CAT 30th day after 24 Aug 1987 is 23 Sep", "PA", "CAT", "1987-09-23", law.IsBound},
		{"Panama: CED 30th day after 24 Jun 2011 is 24 Jul", "PA", "CED", "2011-07-24", law.IsBound},
		{"Panama: CED 29th day", "PA", "CED", "2011-07-23", law.NotBound},
		{"Panama: ACHR not before its own entry into force", "PA", "ACHR", "1978-07-17", law.NotBound},
		{"Panama CRC: two sources disagree, so 1992 is not known", "PA", "CRC", "1992-06-01", law.NotKnown},
		{"Panama CRC: both say bound by 2025", "PA", "CRC", "2025-01-01", law.IsBound},
		{"Qatar: CAT", "QA", "CAT", "2025-09-30", law.IsBound},
		{"Qatar: neither Convention nor Protocol", "QA", "P1967", "2025-09-30", law.NotBound},
		{"Qatar: ICCPR three months after 21 May 2018", "QA", "ICCPR", "2018-08-21", law.IsBound},
		{"Qatar: ICCPR the day before", "QA", "ICCPR", "2018-08-20", law.NotBound},
		{"Kosovo: by its own law only", "XK", "CAT", "2025-01-01", law.ByOwnLaw},
		{"Kosovo: no UN treaty", "XK", "RC1951", "2025-01-01", law.NotBound},
		{"Russia after the ECHR", "RU", "ECHR", "2022-09-16", law.NotBound},
		{"Poland: CED the day before the day that its government states", "PL", "CED", "2025-01-28", law.NotBound},
		{"Poland: CED in force on 29 January 2025, as stated", "PL", "CED", "2025-01-29", law.IsBound},
		{"Poland: had signed CED in 2013", "PL", "CED", "2013-06-24", law.NotBound},
		{"South Sudan: CRC announced in 2014, not deposited", "SS", "CRC", "2014-12-31", law.NotBound},
		{"South Sudan: CRC, the year 2015 leaves 2015 open", "SS", "CRC", "2015-06-01", law.NotKnown},
		{"South Sudan: CRC", "SS", "CRC", "2016-02-01", law.IsBound},
		{"Germany: ECHR not before its own entry into force", "DE", "ECHR", "1953-09-02", law.NotBound},
		{"Germany: ECHR on 3 September 1953", "DE", "ECHR", "1953-09-03", law.IsBound},
		{"Spain: ECHR on deposit", "ES", "ECHR", "1979-10-04", law.IsBound},
		{"Russia before the end of the ECHR", "RU", "ECHR", "2022-09-15", law.IsBound},
		{"Sweden: EU Charter not before 1 December 2009", "SE", "EU", "2009-11-30", law.NotBound},
		{"Nicaragua: left the OAS", "NI", "OAS", "2023-11-19", law.NotBound},
		{"Nicaragua: still bound by the ACHR", "NI", "ACHR", "2025-01-01", law.IsBound},
		{"Iran: CRC 30th day after 13 Jul 1994 is 12 Aug", "IR", "CRC", "1994-08-12", law.IsBound},
		{"Iran: CRC 29th day", "IR", "CRC", "1994-08-11", law.NotBound},
		{"a state that is not held", "ZZ", "CAT", "2025-01-01", law.NotKnown},
	} {
		if got := law.StatusOf(c.state, c.treaty, day(c.on)); got.Bound != c.want {
			t.Errorf("%s: %s %s on %s = %q, want %q (%s)", c.name, c.state, c.treaty, c.on, got.Bound, c.want, got.Why)
		}
	}
}

func TestRemarksArePrinted(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ state, treaty, want string }{
		{"TR", "RC1951", "geographic limitation"},
		{"US", "CAT", "more likely than not"},
		{"US", "ICCPR", "5th, 8th and 14th"},
		{"IR", "RC1951", "recommendations only"},
		{"DE", "CAT", "directly to a State"},
	} {
		s := law.StatusOf(c.state, c.treaty, day("2025-09-29"))
		if !strings.Contains(fmt.Sprint(s.Facts), c.want) {
			t.Errorf("%s %s: facts do not print %q: %v", c.state, c.treaty, c.want, s.Facts)
		}
	}
}

// TestDisagreeingSourcesAreBothKept: Panama's CRC (12 December 1990, 1995) and Equatorial Guinea's ICCPR (1987, 1979).
func TestDisagreeingSourcesAreBothKept(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ state, treaty, a, b string }{
		{"PA", "CRC", "1990-12-12", "1995"},
		{"GQ", "ICCPR", "1987-09-25", "1979"},
	} {
		s := law.StatusOf(c.state, c.treaty, day("2025-01-01"))
		if len(s.Facts) != 2 || s.Facts[0].Date != c.a || s.Facts[1].Date != c.b || s.Facts[0].Source == s.Facts[1].Source {
			t.Errorf("%s %s: facts %v", c.state, c.treaty, s.Facts)
		}
		if !strings.Contains(s.Why, "disagree") {
			t.Errorf("%s %s: %q does not say that the sources disagree", c.state, c.treaty, s.Why)
		}
	}
}

func TestEveryFactIsSourced(t *testing.T) {
	t.Parallel()
	if n := len(law.States()); n != 41 {
		t.Errorf("%d states, want the 41 of the reference", n)
	}
	for _, state := range law.States() {
		for _, f := range law.Facts(state) {
			if f.Source == "" || f.Verified == "" || f.Act == "" {
				t.Errorf("%s %s has no source, grade or act: %+v", state, f.Treaty, f)
			}
			if (f.InForce != "") != f.Derived && f.Rule != "stated by the source" {
				t.Errorf("%s %s: a date in force must be marked derived, or stated by its source: %+v", state, f.Treaty, f)
			}
			if f.Derived && f.Rule == "" {
				t.Errorf("%s %s: derived by no rule", state, f.Treaty)
			}
			if strings.Contains(f.Source, "well known") && f.Verified != law.Unverified {
				t.Errorf("%s %s: %q shown as %s", state, f.Treaty, f.Source, f.Verified)
			}
		}
		if len(law.Statuses(state, day("2025-01-01"))) < 5 {
			t.Errorf("%s: fewer than five treaties", state)
		}
	}
	if n := len(law.Instruments()); n != 18 {
		t.Errorf("%d instruments, want the 18 rows of the reference", n)
	}
}

func ids(ds []law.Duty) map[string]law.Duty {
	out := map[string]law.Duty{}
	for _, d := range ds {
		out[d.Instrument.ID] = d
	}
	return out
}

func treatiesOf(ss []law.Status) string {
	var out []string
	for _, s := range ss {
		out = append(out, s.Treaty)
	}
	return strings.Join(out, " ")
}

func TestDutiesOfTheOriginCase(t *testing.T) {
	t.Parallel()
	us := law.Hop{On: day("2025-09-29"), Actor: "US", Role: law.Sends, From: "US", To: "QA", Nationality: []string{"IR"}}
	have := ids(law.Duties(us))
	for _, id := range []string{"P67", "CAT3", "ICCPR7", "ICCPR13", "US-L", "CUST"} {
		if _, ok := have[id]; !ok {
			t.Errorf("US: %s does not bear on the hop", id)
		}
	}
	if _, ok := have["RC33"]; ok {
		t.Error("US: the 1951 Convention itself does not bind it")
	}
	if !strings.Contains(treatiesOf(law.NotBoundBy(us)), "RC1951") {
		t.Error("US: not said that the 1951 Convention does not bind it")
	}
	if d := have["CUST"]; d.Bound == law.IsBound || !strings.Contains(d.Why, "asserted") {
		t.Errorf("custom is shown as fact: %+v", d)
	}

	qa := law.Hop{On: day("2025-09-30"), Actor: "QA", Role: law.Transit, From: "US", To: "IR", Nationality: []string{"IR"}}
	have = ids(law.Duties(qa))
	if d, ok := have["QA-L"]; !ok || !strings.Contains(strings.Join(d.Unknown, ";"), "transit") {
		t.Errorf("Qatar: Law 11/2018 must bear with its open question: %+v", d)
	}
	if _, ok := have["CAT3"]; !ok {
		t.Error("Qatar: CAT 3 does not bear")
	}
	if got := treatiesOf(law.NotBoundBy(qa)); !strings.Contains(got, "RC1951 P1967") {
		t.Errorf("Qatar: not bound by %q", got)
	}

	ir := law.Hop{On: day("2025-09-30"), Actor: "IR", Role: law.Receives, From: "QA", To: "IR"}
	have = ids(law.Duties(ir))
	if _, ok := have["CAT3"]; ok {
		t.Error("Iran: CAT 3 cannot bear: it is not a party")
	}
	for _, id := range []string{"RC33", "ICCPR7"} {
		if _, ok := have[id]; !ok {
			t.Errorf("Iran: %s does not bear", id)
		}
	}
	if got := treatiesOf(law.NotBoundBy(ir)); !strings.Contains(got, "CAT") {
		t.Errorf("Iran: not bound by %q", got)
	}
	if n := len(law.Duties(law.Hop{On: day("2025-09-30"), Role: law.Carrier})); n != 0 {
		t.Errorf("an unknown carrier's state has %d duties", n)
	}
}

// TestWording walks every string of the room over every state and role, at the door.
func TestWording(t *testing.T) {
	t.Parallel()
	done := map[string]bool{}
	check := func(where, text string) {
		if done[text] {
			return
		}
		done[text] = true
		for _, f := range release.CheckWording(text) {
			t.Errorf("%s: %q in %q", where, f.Word, f.Sentence)
		}
	}
	for _, in := range law.Instruments() {
		check(in.ID, strings.Join([]string{in.Name, in.Protects, in.Binds, in.Absolute, in.Notes, in.Citation}, "\n"))
	}
	for _, state := range law.States() {
		for _, role := range []law.Role{law.Sends, law.Carrier, law.Transit, law.Receives} {
			for _, d := range law.Duties(law.Hop{On: day("2025-09-29"), Actor: state, Role: role}) {
				check(state+" "+d.Instrument.ID, d.Why+"\n"+strings.Join(d.Unknown, "\n")+"\n"+fmt.Sprint(d.Relies))
				if len(d.Unknown) == 0 || d.Why == "" {
					t.Errorf("%s %s: a duty with no unknowns or no reason", state, d.Instrument.ID)
				}
			}
		}
	}
	for _, w := range law.Assess(law.ToReturnees, "IR", "returnees", law.Backing{}).Weaknesses {
		check(w.ID, w.Text+"\n"+w.Evidence)
	}
}

// TestOriginAssurance: five true and ten unknown, as the reference codes the case.
func TestOriginAssurance(t *testing.T) {
	t.Parallel()
	a := law.Assess(law.ToReturnees, "IR", "returnees", law.Backing{
		Sender: "US", On: day("2025-09-30"), Statement: "s-1",
		Answers:  map[string]law.Answer{"undisclosed": law.Yes, "blanket": law.Yes},
		Evidence: map[string]string{"undisclosed": "only its gist is reported", "blanket": "reported for all of them"},
	})
	if len(a.Weaknesses) != 15 {
		t.Fatalf("%d weaknesses, want all fifteen", len(a.Weaknesses))
	}
	yes, no, unknown := a.Count()
	if yes != 5 || no != 0 || unknown != 10 {
		t.Errorf("%d true, %d false, %d unknown; want 5, 0, 10", yes, no, unknown)
	}
	for _, w := range a.Weaknesses {
		switch w.ID {
		case "undisclosed", "not_to_sender", "blanket", "not_party_cat", "no_relations":
			if w.Answer != law.Yes || w.Evidence == "" {
				t.Errorf("%s: %s (%s), want true with evidence", w.ID, w.Answer, w.Evidence)
			}
		default:
			if w.Answer != law.UnknownYet {
				t.Errorf("%s: %s; what is not reported is unknown", w.ID, w.Answer)
			}
		}
	}
}

// TestAssuranceNeedsEvidence: an answer without words to show for it stays unknown.
func TestAssuranceNeedsEvidence(t *testing.T) {
	t.Parallel()
	a := law.Assess(law.BetweenStates, "QA", "US", law.Backing{On: day("2025-09-30"), Answers: map[string]law.Answer{"oral": law.Yes, "nonsense": law.Yes}})
	for _, w := range a.Weaknesses {
		want := law.UnknownYet
		if w.ID == "not_party_cat" {
			want = law.No // Qatar acceded in 2000
		}
		if w.Answer != want {
			t.Errorf("%s: %s, want %s", w.ID, w.Answer, want)
		}
	}
}

// TestOwnEntryIntoForce: a deposit whose waiting time ran out before the treaty itself was in
// force is bound by the treaty's own entry into force; the article says so.
func TestOwnEntryIntoForce(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ state, treaty, day, rule string }{
		{"IR", "ICCPR", "1976-03-23", "the Covenant's own entry into force (art. 49(1))"}, // deposit of 24 June 1975
		{"PA", "ACHR", "1978-07-18", "own entry into force (art. 74(2))"},                 // deposit of 22 June 1978
		{"MX", "CAT", "1987-06-26", "own entry into force (art. 27(1))"},                  // deposit of 23 January 1986
		{"MX", "CED", "2010-12-23", "own entry into force (art. 39(1))"},                  // deposit of 18 March 2008
		{"PA", "ICCPR", "1977-06-08", "three months after deposit (art. 49(2))"},          // deposit of 8 March 1977
	} {
		s := law.StatusOf(c.state, c.treaty, day("2025-09-29"))
		if f := s.Facts[0]; f.InForce != c.day || !strings.Contains(f.Rule, c.rule) || !strings.Contains(s.Why, c.rule) {
			t.Errorf("%s %s: in force %s by %q (%s); want %s by %q", c.state, c.treaty, f.InForce, f.Rule, s.Why, c.day, c.rule)
		} else if strings.Contains(c.rule, "own entry") != strings.Contains(f.Rule, "unverified") {
			t.Errorf("%s %s: the treaty's own day is not checked, and %q does not say it", c.state, c.treaty, f.Rule)
		}
	}
}

// TestNoRecordedActCarriesItsCaveat: the data end, and an answer that rests on silence says so.
func TestNoRecordedActCarriesItsCaveat(t *testing.T) {
	t.Parallel()
	for _, state := range law.States() {
		for _, s := range law.Statuses(state, day("2025-09-29")) {
			recorded := false
			for _, f := range s.Facts {
				recorded = recorded || f.InForce != "" || f.Act == law.Denounced || f.Act == law.Ceased
			}
			none := (s.Bound == law.NotBound || s.Bound == law.SignedOnly) && !recorded
			ends := "August 2022"
			if s.Treaty == "CED" && strings.Contains(fmt.Sprint(s.Facts), "Dziennik Ustaw") {
				ends = "February 2025"
			}
			if none != strings.Contains(s.Caveat, ends) && s.Bound != law.ByOwnLaw {
				t.Errorf("%s %s: %s (%s), caveat %q", state, s.Treaty, s.Bound, s.Why, s.Caveat)
			}
			if none && !strings.Contains(s.Why, ends) {
				t.Errorf("%s %s: %q does not say when the data end", state, s.Treaty, s.Why)
			}
		}
	}
}

// TestEveryTreatyIsAnswered: a treaty that nothing is held on is shown as no data, not left out.
func TestEveryTreatyIsAnswered(t *testing.T) {
	t.Parallel()
	ss := law.Statuses("IR", day("2025-09-29"))
	if len(ss) != len(law.Treaties()) {
		t.Fatalf("%d statuses, want one for each of %d treaties", len(ss), len(law.Treaties()))
	}
	for _, s := range ss {
		if s.Treaty == "ARAB" && (s.Bound != law.NotKnown || !strings.HasPrefix(s.Why, "no data")) {
			t.Errorf("Iran, Arab Charter: %s, %s; want no data", s.Bound, s.Why)
		}
	}
	if got := law.NoDataOn(law.Hop{On: day("2025-09-30"), Actor: "JO", Role: law.Receives}); strings.Join(got, " ") != "RC1951 P1967 CAT ICCPR CED CRC" {
		t.Errorf("Jordan: no data on %v, want all six", got)
	}
	if got := law.NoDataOn(law.Hop{On: day("2025-09-30"), Actor: "IR", Role: law.Receives}); len(got) != 0 {
		t.Errorf("Iran: no data on %v, want none missing", got)
	}
}
