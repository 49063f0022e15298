package fleet

import (
	"slices"
	"strings"
	"unicode"
)

// organisations are the words, in capitals, that say that a name is an organisation's. A name
// without one of them is taken for a person's: a company that is missed is a gap in a table,
// a pilot who is printed is a harm.
var organisations = wordSet(`
	INC INCORPORATED LLC LTD LIMITED CORP CORPORATION COMPANY CO PLC LP LLP LLLP GMBH AG KG SA SAS SARL SPA SRL
	BV NV OY OYJ AB AS ASA APS KFT DOO OOO PAO JSC PJSC BHD SDN PTY PTE LDA LTDA SL SLU EOOD
	AIR AIRLINE AIRLINES AIRWAYS AIRCRAFT AVIATION AERO AEROSPACE AEROLINEAS AIRLIFT AIRBUS BOEING FLIGHT FLYING
	HELICOPTER HELICOPTERS JET JETS CHARTER CHARTERS LEASING LEASE HOLDING HOLDINGS BANK FINANCE FINANCIAL CAPITAL
	SERVICES SERVICE GROUP PARTNERS INTERNATIONAL INDUSTRIES ENTERPRISES LOGISTICS CARGO EXPRESS TRANSPORT MANAGEMENT
	UNIVERSITY COLLEGE SCHOOL ACADEMY CLUB ASSOCIATION FOUNDATION SOCIETY INSTITUTE HOSPITAL MUSEUM CHURCH
	DEPARTMENT DEPT MINISTRY GOVERNMENT GOVT STATE COUNTY CITY MUNICIPALITY POLICE SHERIFF FORCE ARMY NAVY MARINES
	MILITARY GUARD FEDERAL NATIONAL ADMINISTRATION AGENCY BUREAU AUTHORITY COMMISSION REPUBLIC KINGDOM HOMELAND
	CUSTOMS PATROL FORESTRY NASA USAF USCG RAF LUFTWAFFE
	KLM TUI TRANSAVIA CORENDON NETJETS LUFTHANSA RYANAIR EASYJET EMIRATES QANTAS IBERIA AVIANCA CONVIASA AVELO GLOBALX`)

// personal are words that make a name a person's although another word says otherwise: a
// family's trust, an estate, somebody trading under a firm's name.
var personal = wordSet(`MR MRS MS DR FAMILY LIVING REVOCABLE IRREVOCABLE ESTATE DBA JR SR`)

// incorporated forms are organisations even where a personal word stands with them: SMITH FAMILY
// AVIATION LLC is registered as a company.
var incorporated = wordSet(`INC INCORPORATED LLC LTD LIMITED CORP CORPORATION PLC GMBH BANK LLP LLLP`)

// Organisation reports whether a name of a registry says of itself that it is an
// organisation. Registries name everybody who owns a small aeroplane; what this package does
// not recognise as an organisation is never kept, printed or exported. A person's company
// bears the person's name and is shown: it is the company that is registered.
func Organisation(name string) bool {
	all := words(name)
	in := func(set map[string]bool) bool { return slices.ContainsFunc(all, func(w string) bool { return set[w] }) }
	return in(incorporated) || in(organisations) && !in(personal)
}

// Withheld stands for a name that is not kept.
const Withheld = "a private owner or a name that does not say that it is an organisation: not kept"

// holder is a name as it may be kept: itself, nothing, or withheld.
func holder(name string) (kept string, withheld bool) {
	name = Clean(name)
	switch {
	case name == "":
		return "", false
	case Organisation(name):
		return name, false
	}
	return "", true
}

// maxText is how much of one cell is kept, in runes: the longest names of registries are
// under a hundred.
const maxText = 160

// Clean makes a word of outside data harmless to print: one line, no control characters, none
// of the marks that turn the direction of a line around, no longer than a name is.
func Clean(s string) string {
	if plain(s) {
		return s
	}
	var b strings.Builder
	n, space := 0, false
	for _, r := range strings.ToValidUTF8(s, "") {
		if unicode.IsSpace(r) {
			space = b.Len() > 0
			continue
		}
		if !unicode.IsPrint(r) { // control, format (bidi, zero width), private use, unassigned
			continue
		}
		if space {
			b.WriteByte(' ')
			n, space = n+1, false
		}
		b.WriteRune(r)
		if n++; n >= maxText {
			b.WriteString("…")
			break
		}
	}
	return b.String()
}

// plain reports what Clean would leave as it is, for the many words that are.
func plain(s string) bool {
	for i := range len(s) {
		if c := s[i]; c < ' ' || c > '~' || c == ' ' && (i == 0 || i == len(s)-1 || s[i+1] == ' ') {
			return false
		}
	}
	return len(s) <= maxText
}

func words(name string) []string {
	return strings.FieldsFunc(strings.ToUpper(strings.ReplaceAll(name, ".", "")), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })
}

func wordSet(s string) map[string]bool {
	out := map[string]bool{}
	for _, w := range strings.Fields(s) {
		out[w] = true
	}
	return out
}
