package release

import (
	"fmt"
	"regexp"
	"strings"
	"unicode"
)

// Kind is what a text holds of a person.
type Kind string

// The kinds.
const (
	NamedAboard   Kind = "a named person on a flight or among returnees"
	NamedAged     Kind = "a name with an age"
	ANumber       Kind = "an A-number"
	BirthDate     Kind = "a date of birth"
	Document      Kind = "a passport, visa or identity number"
	Phone         Kind = "a phone number"
	Handle        Kind = "a handle or an address for messages"
	BankAccount   Kind = "a bank account"
	whatToDo           = "say it without the person: a role, a number of people, a place; what must be kept goes into a file sealed with age to a key that is not on this machine"
	namePattern        = `\p{Lu}(?:\.|[\p{L}'’-]+)(?: (?:al|el|bin|ibn|de|da|del|van|von|la)[ -])?(?:[ -]\p{Lu}[\p{L}'’-]*){1,3}`
	ofReturnees        = `(?:deportees?|returnees?|detainees?|passengers?|asylum[ -]seekers?|refugees?|migrants?|clients?|deported|expelled|repatriated|flown (?:home|back|out)|put (?:on|aboard)|manifest)`
	wasCarriedOff      = `(?:was|were|is|are|has been|had been|have been|being|got|will be|would be)(?: (?:also|then|later|forcibly|reportedly|never|not))?(?: (?:among|one of|with) the)? (?:aboard|on board|on (?:the|that|this|a) (?:flight|plane|aircraft|jet|charter)|deported|removed|expelled|repatriated|returned to|sent back|flown|put (?:on|aboard)|taken (?:to|aboard)|handed over|passengers?|deportees?|returnees?)`
	boardedItself      = `(?:boarded|got on|stepped off|got off|sat (?:on|in)|landed (?:at|in|with)|left on)`
)

// Person is one place of a text that would tell who somebody is. Found is as it stands, for
// the one who wrote it; it must not be printed anywhere else.
type Person struct {
	Kind  Kind
	Found string
}

type personRule struct {
	kind    Kind
	pattern *regexp.Regexp
	name    int // which group is a name, that must look like one; 0: none
}

// personRules say what is looked for. They are about form: whether a number is really
// somebody's passport nobody here can know, and it is refused all the same.
var personRules = []personRule{
	{NamedAboard, regexp.MustCompile(`(` + namePattern + `)(?:,[^.,;\n]{0,60},)? ` + `(?:` + wasCarriedOff + `|` + boardedItself + `)\b`), 1},
	{NamedAboard, regexp.MustCompile(`\b(?i:` + ofReturnees + `)(?: (?:named|called|known as))?[:,]? (` + namePattern + `)`), 1},
	{NamedAboard, regexp.MustCompile(`\b(?i:aboard|on board)(?: (?:was|were|is|are))?[:,]? (` + namePattern + `)`), 1},
	{NamedAged, regexp.MustCompile(`(` + namePattern + `)(?:, | \(|, aged | aged )\d{1,2}\b(?:[,).;]| years)`), 1},
	{NamedAboard, regexp.MustCompile(`(?i)\b(?:named|called|known as|name is|name:)\s+(` + `(?-i:` + namePattern + `))`), 1},
	{ANumber, regexp.MustCompile(`\b[Aa](?:lien)?[ -]?(?:(?i:file|number|no\.?|#)[ :#-]*)?#?\d{3}[ -]?\d{3}[ -]?\d{2,3}\b`), 0},
	{BirthDate, regexp.MustCompile(`(?i)(?:\b(?:date of birth|birth ?dates?|d\.o\.b\.?|dob|born(?: on| in)?|née? le|nacid[oa] el|fecha de nacimiento|date de naissance)\b|متولد|تاريخ الميلاد)[^.\n]{0,20}\d{2}`), 0},
	{Document, regexp.MustCompile(`(?i)\b(?:passport|visa|travel document|identity card|national id|id card|docket)\b[^\n\d]{0,14}[a-z]{0,3}[ -]?\d{5,12}\b`), 0},
	{BankAccount, regexp.MustCompile(`\b[A-Z]{2}\d{2} ?(?:[A-Z0-9]{4} ?){3,7}[A-Z0-9]{1,4}\b`), 0},
	{Phone, regexp.MustCompile(`(?:^|[^\d.,+-])(?:\+|00)[1-9]\d{0,2}[ .()/-]{0,2}(?:\d[ .()/-]{0,2}){6,12}\d\b`), 0},
	{Phone, regexp.MustCompile(`(?:\(\d{3}\) ?|\b\d{3}[.-])\d{3}[.-]\d{4}\b`), 0},
	{Phone, regexp.MustCompile(`(?i)\b(?:phone|tel|telephone|mobile|cell|whatsapp|signal|viber)\b[^.\n\d]{0,14}\d(?:[ ()-]{0,2}\d){5,}`), 0},
	{Handle, regexp.MustCompile(`(?:^|[\s("'،:])@[\p{L}\d_.]{3,40}`), 0},
	{Handle, regexp.MustCompile(`[\p{L}\d._%+-]+@[\p{L}\d-]+(?:\.[\p{L}\d-]+)+`), 0},
	{Handle, regexp.MustCompile(`(?i)\b(?:t\.me|telegram\.me|wa\.me|facebook\.com|instagram\.com|tiktok\.com|x\.com|twitter\.com)/[\w.@+-]{3,}`), 0},
}

// Roles are the classes of people who may be named: in their office, and for what they say or
// do in it. A name beside one of these words passes the rules about names, and no other rule.
var Roles = []string{
	"minister", "president", "secretary", "ambassador", "consul", "spokesman", "spokeswoman", "spokesperson", "official", "officer of state",
	"director", "commissioner", "judge", "justice", "governor", "senator", "congressman", "congresswoman", "deputy", "mayor", "general", "rapporteur", "prosecutor",
	"lawyer", "attorney", "counsel", "journalist", "reporter", "editor", "professor",
}

var besideRole = regexp.MustCompile(`(?i)\b(?:` + strings.Join(Roles, "|") + `)s?\b`)

// notNames are words with a capital that people's names do not have: of states, offices,
// companies, aircraft, months, places and papers. A run of words with one of them is no name.
var notNames = regexp.MustCompile(`(?i)\b(?:air|airlines?|airways|airport|aviation|charter|charters|jet|jets|boeing|airbus|gulfstream|flight|flights|operation|united|states|kingdom|union|republic|islamic|north|south|east|west|northern|southern|eastern|western|central|new|saudi|arabia|sri|lanka|costa|rica|el|salvador|puerto|rico|hong|kong|san|los|las|fort|port|guantanamo|bay|sudan|africa|african|korea|zealand|guinea|leone|iranians?|americans?|mexicans?|nigerians?|afghans?|europeans?|federal|national|international|human|rights|watch|amnesty|ministry|department|agency|court|high|supreme|homeland|security|immigration|customs|enforcement|border|force|guard|police|embassy|consulate|press|news|times|post|journal|guardian|radio|television|service|services|association|committee|council|office|university|act|convention|protocol|treaty|article|january|february|march|april|may|june|july|august|september|october|november|december|monday|tuesday|wednesday|thursday|friday|saturday|sunday|the|a|an|this|that|these|those|all|some|most|many|both|no|two|three|people|nobody|everyone|someone|who|they|he|she|it|we|at|in|on|from|to|after|before|when|while|aircraft|leg|legs|document|statement|source|sources|record|town|city|county|province|island|islands|beach|lake|river|mount|saint|st|alexandria|louisiana|texas|arizona|doha|tehran|qatar|iran|bogota|miami|houston|dallas|phoenix|washington|york|london|global|crossing|eastern|omni|world|atlantic)\b`)

// CheckPersons lists what in a text would tell who somebody is. It reads letters and digits of
// any script alike and is not turned by marks that print nothing.
func CheckPersons(text string) []Person {
	plain := plainLetters(text)
	var out []Person
	for _, rule := range personRules {
		for _, m := range rule.pattern.FindAllStringSubmatchIndex(plain, -1) {
			if rule.name > 0 {
				from, to := m[2*rule.name], m[2*rule.name+1]
				if notNames.MatchString(plain[from:to]) || inRole(plain, m[0], m[1]) {
					continue
				}
			}
			out = append(out, Person{rule.kind, strings.TrimSpace(plain[m[0]:m[1]])})
		}
	}
	return out
}

// Identifies says whether a published text tells who a returnee is: a name aboard or with an
// age, or a number of theirs. The telephone of a newspaper does not.
func Identifies(text string) []Person {
	var out []Person
	for _, p := range CheckPersons(text) {
		switch p.Kind {
		case NamedAboard, ANumber, BirthDate, Document:
			out = append(out, p)
		}
	}
	return out
}

// inRole looks for an office within the few words around a name, in its sentence.
func inRole(text string, from, to int) bool {
	const near = 60
	start, end := max(0, from-near), min(len(text), to+near)
	if i := strings.LastIndexAny(text[start:from], ".!?;\n"); i >= 0 {
		start += i + 1
	}
	if i := strings.IndexAny(text[to:end], ".!?;\n"); i >= 0 {
		end = to + i
	}
	return besideRole.MatchString(strings.ToValidUTF8(text[start:end], " "))
}

// plainLetters drops marks that print nothing, and writes digits and signs of other scripts
// and widths as ASCII.
func plainLetters(text string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case unicode.Is(unicode.Cf, r):
			return -1
		case r == '\u00a0' || r == '\u2009' || r == '\u202f' || r == '\u3000':
			return ' '
		case r >= '\uff01' && r <= '\uff5e':
			return r - '\uff01' + '!'
		case r == '\u2010' || r == '\u2011' || r == '\u2212':
			return '-'
		case unicode.IsDigit(r) && r > unicode.MaxASCII:
			zero := r
			for unicode.IsDigit(zero-1) && r-zero < 9 {
				zero--
			}
			return '0' + (r - zero)
		}
		return r
	}, text)
}

// Refuse says why a text of an analyst cannot be taken: it draws a conclusion outside
// quotation marks, or tells who somebody is. Nil: it can. The error does not repeat what
// tells who it is, because errors are kept in logs.
func Refuse(what, text string) error {
	if found := CheckWording(text); len(found) > 0 {
		return fmt.Errorf("%s: %q draws a conclusion (%q); %s", what, found[0].Sentence, found[0].Word, found[0].Suggestion)
	}
	if err := RefusePersons(text); err != nil {
		return fmt.Errorf("%s: %w", what, err)
	}
	return nil
}

// RefusePersons is the part of Refuse that is about persons, for words that draw no conclusion:
// a name, a code, a file's entry.
func RefusePersons(text string) error { return refuse(CheckPersons(text)) }

// RefuseIdentity refuses what Identifies finds, and a name with an age: for outlets, addresses and the names of
// files, and for who decides.
func RefuseIdentity(text string) error {
	var found []Person
	for _, p := range CheckPersons(text) {
		if p.Kind == NamedAged {
			found = append(found, p)
		}
	}
	return refuse(append(found, Identifies(text)...))
}

func refuse(found []Person) error {
	if len(found) == 0 {
		return nil
	}
	return fmt.Errorf("it holds %s, which is never kept here; %s", found[0].Kind, whatToDo)
}
