package place

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"pgregory.net/rapid"
)

// show writes mentions as "text=kind:code" with what else they may mean in brackets.
func show(found []Mention) []string {
	var list []string
	for _, m := range found {
		s := fmt.Sprintf("%s=%s:%s", m.Text, m.Kind, m.Code)
		if m.Ambiguous != nil {
			s += fmt.Sprint(m.Ambiguous)
		}
		list = append(list, s)
	}
	return list
}

func TestFind(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		text string
		want []string
	}{
		// countries, abbreviations, peoples
		{"Iran took back Iranians.", []string{"Iran=country:IR", "Iranians=demonym:IR"}},
		{"The US, the U.S. and the USA are one; us is not.", []string{"US=country:US", "U.S.=country:US", "USA=country:US"}},
		{"the United States of America", []string{"United States of America=country:US"}},
		{"Iran's answer, Iran’s plane, US-chartered, anti-Iranian", []string{"Iran=country:IR", "Iran=country:IR", "US=country:US", "Iranian=demonym:IR"}},
		{"IRAN AND QATAR AGREE", []string{"IRAN=country:IR", "QATAR=country:QA"}},
		{"the DR Congo, South Sudan, Guinea-Bissau, Equatorial Guinea and Papua New Guinea", []string{"DR Congo=country:CD", "South Sudan=country:SS", "Guinea-Bissau=country:GW", "Equatorial Guinea=country:GQ", "Papua New Guinea=country:PG"}},
		{"Côte d’Ivoire, Cote d'Ivoire and Ivory Coast", []string{"Côte d’Ivoire=country:CI", "Cote d'Ivoire=country:CI", "Ivory Coast=country:CI"}},
		{"two Nigeriens and a Nigerian", []string{"Nigeriens=demonym:NE", "Nigerian=demonym:NG"}},
		{"a line\nbreak in South\nSudan", []string{"South\nSudan=country:SS"}},

		// words, not parts of words, and not in small letters
		{"Iranology, turkey for dinner, a chad, polish, Omani", []string{"Omani=demonym:OM"}},
		{"Indiana is not India", []string{"Indiana=state:US-IN", "India=country:IN"}},
		{"New Mexico and Mexico; New Jersey and Jersey", []string{"New Mexico=state:US-NM", "Mexico=country:MX", "New Jersey=state:US-NJ", "Jersey=country:JE[US-NJ]"}},

		// what only holds a place's name
		{"The New York Times, the Miami Herald and the Washington Post reported.", nil},
		{"Kuwait Airways, Qatar Airways and American Airlines", nil},
		{"the University of Washington and Georgetown University", nil},
		{"the Gulf of Mexico, Latin America and Central American states", nil},
		{"Iran International and the Tehran Times", nil},
		{"US$400 a head", nil},
		{"the US Air Force", []string{"US=country:US"}},

		// one word, several meanings
		{"He spoke of Georgia.", []string{"Georgia=country:GE[US-GA]"}},
		{"They are held in Lumpkin, Georgia.", []string{"Lumpkin=city:US-GA", "Georgia=state:US-GA"}},
		{"They landed in Tbilisi, Georgia.", []string{"Tbilisi=city:UGTB", "Georgia=country:GE"}},
		{"From Atlanta it is not far across Georgia.", []string{"Atlanta=city:US-GA", "Georgia=state:US-GA"}},
		{"Jordan said no.", []string{"Jordan=country:JO[person]"}},
		{"They are in Jordan now.", []string{"Jordan=country:JO"}},
		{"analyst Austin Kocher wrote", []string{"Austin=city:KAUS[person]"}},
		{"Mr. Jordan and Judge Houston", nil},
		{"a Congolese man", []string{"Congolese=demonym:CD[CG]"}},

		// states and cities
		{"It left Louisiana for Texas.", []string{"Louisiana=state:US-LA", "Texas=state:US-TX"}},
		{"from Alexandria to Harlingen and Mesa", []string{"Alexandria=city:KAEX[EG US-VA]", "Harlingen=city:KHRL", "Mesa=city:KIWA"}},
		{"from Alexandria, Louisiana,", []string{"Alexandria=city:KAEX", "Louisiana=state:US-LA"}},
		{"from Alexandria, La., to", []string{"Alexandria=city:KAEX"}},
		{"a court in Alexandria, Virginia", []string{"Alexandria=city:US-VA", "Virginia=state:US-VA"}},
		{"the port of Alexandria, Egypt", []string{"Alexandria=city:HEBA", "Egypt=country:EG"}},
		{"flown to Doha, Kuwait and Cairo", []string{"Doha=city:OTHH", "Kuwait=country:KW", "Cairo=city:HECA"}},

		// governments that are cities
		{"The deal marks a rare moment of cooperation with Tehran.", []string{"Tehran=government:IR[IR-23]"}},
		{"Washington and Tehran rarely cooperate", []string{"Washington=government:US[US-WA US-DC]", "Tehran=government:IR[IR-23]"}},
		{"The plane landed in Tehran.", []string{"Tehran=city:IR-23"}},
		{"a flight from Doha to Tehran", []string{"Doha=city:OTHH", "Tehran=city:IR-23"}},
		{"a message to Tehran", []string{"Tehran=government:IR[IR-23]"}},
		{"the White House said", []string{"White House=government:US"}},
		{"fires in Washington state", []string{"Washington state=state:US-WA"}},

		// airports
		{"at Soto Cano, also called Palmerola", []string{"Soto Cano=airport:MHSC", "Palmerola=airport:MHSC"}},
		{"landed at Comayagua", []string{"Comayagua=city:MHSC"}},
		{"Tehran's Imam Khomeini International Airport", []string{"Tehran=government:IR[IR-23]", "Imam Khomeini International Airport=airport:OIIE"}},
		{"Guantanamo Bay and Guantánamo", []string{"Guantanamo Bay=airport:MUGM", "Guantánamo=airport:MUGM[MUGT]"}},
		{"Alexandria International Airport", []string{"Alexandria International Airport=airport:KAEX"}},
		{"the Harlingen airport", []string{"Harlingen airport=airport:KHRL"}},
		{"Monseñor Óscar Arnulfo Romero International Airport", []string{"Monseñor Óscar Arnulfo Romero International Airport=airport:MSLP"}},
		{"from KAEX via OTHH to OIIE", []string{"KAEX=airport:KAEX", "OTHH=airport:OTHH", "OIIE=airport:OIIE"}},
		{"PLEASE SAVE THEM FROM KAEX", nil},
		{"NATO, UNHCR and ICAO", nil},
	} {
		if got := show(Find(c.text)); !slices.Equal(got, c.want) {
			t.Errorf("%q\n got %q\nwant %q", c.text, got, c.want)
		}
	}
}

// S12: the airport has four names in reports of 23 March 2025, one of them a mistake.
func TestFourNamesOfOneRunway(t *testing.T) {
	t.Parallel()
	for _, name := range []string{"Soto Cano", "Soto Cano Air Base", "Palmerola", "Palmerola International Airport", "Comayagua"} {
		found := Find("It stopped at " + name + " for an hour.")
		if len(found) != 1 || found[0].Code != "MHSC" || found[0].Country != "HN" || found[0].Text != name {
			t.Errorf("%s: %+v", name, found)
		}
	}
	found := Find("It stopped in Tegucigalpa for an hour.")
	if len(found) != 1 || found[0].Country != "HN" || !slices.Contains(found[0].Airports, "MHSC") {
		t.Errorf("Tegucigalpa may be MHSC: %+v", found)
	}
}

// The places of the report that the project starts from, in its order.
func TestFindInTheOriginReport(t *testing.T) {
	t.Parallel()
	b, err := os.ReadFile(filepath.Join("..", "..", "..", "shared", "data", "origin-report.txt"))
	if err != nil {
		t.Skipf("the report is not here: %v", err)
	}
	found := Find(string(b))
	codes := map[string]int{}
	for _, m := range found {
		codes[string(m.Kind)+":"+m.Code]++
		if m.Text != string(b[m.Start:m.End]) {
			t.Errorf("%+v is not its own text", m)
		}
	}
	for want, n := range map[string]int{
		"state:US-LA": 1, "country:QA": 1, "country:PA": 1, "country:MX": 1, "country:IR": 3,
		"government:IR": 2, "government:US": 2, "demonym:IR": 5,
	} {
		if codes[want] != n {
			t.Errorf("%s is named %d times, want %d", want, codes[want], n)
		}
	}
	for _, m := range found {
		if m.Kind == KindCity || m.Code == "US-NY" {
			t.Errorf("no city is named in it: %+v", m)
		}
	}
}

func checkMentions(t interface{ Errorf(string, ...any) }, text string, found []Mention) {
	last := 0
	for _, m := range found {
		if m.Start < last || m.End <= m.Start || m.End > len(text) || text[m.Start:m.End] != m.Text {
			t.Errorf("%q: mention %+v", text, m)
			return
		}
		last = m.End
		if m.Country == "" || m.Code == "" || m.Kind == "" || m.Kind == kindNone {
			t.Errorf("%q: mention without a code, a country or a kind: %+v", text, m)
		}
		if _, ok := CountryByCode(m.Country); !ok {
			t.Errorf("%q: unknown country %q", text, m.Country)
		}
	}
}

// Text that was made to be slow is read in time that grows with its length, not its square.
func TestFindInHostileText(t *testing.T) {
	t.Parallel()
	for name, part := range map[string]string{
		"one name": "Iran ", "spaces": "New              ", "commas": "Alexandria, ", "prefixes": "Washington to to to to ",
		"no spaces": "IranIran", "capitals": "KAEX ", "hyphens": "US-", "towns": "Lumpkin, Georgia ", "other towns": "Alexandria, Virginia ", "invalid": "\xff\xfeIran",
	} {
		text := strings.Repeat(part, 1<<20/len(part))
		found := Find(text)
		if len(found) > 0 && text[found[len(found)-1].Start:found[len(found)-1].End] != found[len(found)-1].Text {
			t.Errorf("%s: the last mention is not its own text", name)
		}
	}
	if found := Find("They landed in " + strings.Repeat("Iran. ", 1<<17)); len(found) != 1<<17 {
		t.Errorf("%d mentions after one located place", len(found))
	}
	long := strings.Repeat("x", 8<<20)
	if found := Find(long + " Iran"); len(found) != 1 || found[0].Start != len(long)+1 {
		t.Errorf("after a long word: %v", show(found))
	}
}

func FuzzFind(f *testing.F) {
	for _, s := range []string{"", "Iran", "U.S.", "N'Djamena, Chad", "\xff Iran \xfe", "Alexandria, ", "Alexandria, V", "US$", "KAEX", "to Tehran", "Mesa airport", "\u202eIran", "New York\u00a0City", "Washington, D.C."} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, text string) { checkMentions(t, text, Find(text)) })
}

// Whatever stands around a name in a sentence of its own, the name is found, and as itself.
func TestFindIsNotDisturbed(t *testing.T) {
	t.Parallel()
	all := Countries()
	rapid.Check(t, func(t *rapid.T) {
		c := all[rapid.IntRange(0, len(all)-1).Draw(t, "country")]
		before := rapid.StringMatching(`[a-z ,.]{0,20}`).Draw(t, "before")
		after := rapid.StringMatching(`[a-z ,.]{0,20}`).Draw(t, "after")
		text := before + " said. " + c.Name + "; " + after
		found := Find(text)
		checkMentions(t, text, found)
		if len(found) != 1 || found[0].Country != c.Code && !slices.Contains(found[0].Ambiguous, c.Code) || found[0].Text != c.Name {
			t.Fatalf("%q: %v", text, show(found))
		}
	})
}

// What was typed in names fields, countries and regions that are held.
func TestAliasesPointSomewhere(t *testing.T) {
	t.Parallel()
	airports := Embedded()
	for n, line := range strings.Split(strings.TrimSuffix(aliasLines, "\n"), "\n") {
		f := strings.Split(line, "\t")
		if strings.HasPrefix(line, "#") || len(f) > 1 && f[1] == "-" {
			continue
		}
		if len(f) != 7 {
			t.Errorf("line %d has %d columns: %q", n+1, len(f), line)
			continue
		}
		for _, code := range listOf(f[5]) {
			a, ok := airports.Lookup(code)
			if !ok || a.Code != code {
				t.Errorf("line %d: %s: airport %s is %q", n+1, f[0], code, a.Code)
			}
		}
		if f[1] == string(KindAirport) {
			a, _ := airports.Lookup(f[2])
			if a.Code != f[2] || a.Country != f[3] || a.Region != f[4] {
				t.Errorf("line %d: %s is %s in %s, %s by the airport", n+1, f[0], a.Code, a.Country, a.Region)
			}
		}
		if _, ok := CountryByCode(f[3]); !ok {
			t.Errorf("line %d: country %q", n+1, f[3])
		}
		if f[4] != "" && !strings.HasPrefix(f[4], f[3]+"-") {
			t.Errorf("line %d: %s: region %q is not in %s", n+1, f[0], f[4], f[3])
		}
		if !utf8.ValidString(line) {
			t.Errorf("line %d is not UTF-8", n+1)
		}
	}
}
