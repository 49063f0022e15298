package statement

import (
	"strings"

	"github.com/charterwatch/charterwatch/internal/place"
)

// speaker is what the words of a source tell about who speaks.
type speaker struct {
	text     string // the words
	class    Class
	state    string // ISO code, as far as the words tell
	key      string // canonical; empty when the words only point back ("he", "the official")
	surname  string
	person   bool // a human being or several
	role     role
	pronoun  bool
	definite bool // "the official": points back when something before fits
	oneOf    bool // "one of the officials": points back, unless the words name whom they told
	plural   bool
	gender   byte    // 'm' or 'f' where the words tell, otherwise 0
	cited    stretch // "which cited S": the speaker behind an outlet
}

// describe reads the words of a source.
func (r *reading) describe(s stretch) speaker {
	sp := speaker{text: r.slice(s), class: UnspecifiedClass}
	if s.empty() {
		sp.class = NotStated
		return sp
	}
	first := r.tokens[s.from]
	sp.gender = r.genderIn(s)
	if s.to-s.from == 1 && personal[first.low] {
		sp.pronoun, sp.person, sp.class = true, first.low != "it", UnspecifiedClass
		sp.plural = first.low == "they" || first.low == "we"
		return sp
	}
	head := r.headPhrase(s)
	sp.state = r.stateIn(s)
	if n, ok := r.nameIn(head); ok && medium(n.class) && !r.roleBefore(head) && r.heldBy(head).empty() {
		sp.class, sp.key, sp.text = n.class, n.key, r.slice(stretch{s.from, head.to})
		sp.state = n.state
		sp.role, sp.cited = mediumRole, r.citedIn(stretch{head.to, s.to})
		return sp
	}
	r.describeRole(&sp, s, head)
	return sp
}

// headPhrase is the source up to its first comma, dash or relative pronoun.
func (r *reading) headPhrase(s stretch) stretch {
	for k := s.from; k < s.to; k++ {
		if t := r.tokens[k]; t.low == "," || t.low == "—" || t.low == "(" || (k > s.from && (t.low == "who" || t.low == "which")) {
			if k > s.from {
				return stretch{s.from, k}
			}
		}
	}
	return s
}

// describeRole fills class, key and role of a speaker that is no outlet.
func (r *reading) describeRole(sp *speaker, s, head stretch) {
	var headRole, anyRole role
	roleWord := ""
	for k := s.from; k < s.to; k++ {
		t := r.tokens[k]
		if n, ok := r.nameAt(k, s.to); ok && t.capital && len(n.words) > 1 {
			k += len(n.words) - 1 // the "witness" of a name is no witness
			continue
		}
		ro, ok := roles[t.base()]
		if !ok || t.possessive() || ro == documentRole && headRole == sensorRole { // "tracking data"
			continue
		}
		if t.low == "data" && k > s.from && observed[r.tokens[k-1].low] {
			ro = sensorRole // "flight data, court papers and interviews": the first counts
		}
		if k < head.to && (headRole == "" || !r.afterPreposition(k, head.from)) {
			headRole, roleWord = ro, t.base()
		}
		if anyRole == "" || ro == office {
			anyRole = ro
		}
	}
	first := r.tokens[s.from]
	sp.definite = first.low == "the" || first.low == "that" || first.low == "his" || first.low == "her" || first.low == "their"
	for k := s.from; k < head.to && sp.definite; k++ { // "the prime minister's spokesman" points back to no spokesman
		sp.definite = !r.tokens[k].possessive() || k == s.from
	}
	sp.plural = strings.HasSuffix(roleWord, "s") || roleWord == "people" || r.severalIn(head)
	if first.low == "one" && r.lowIn(s.from+1, head) == "of" && s.from+2 < head.to && (r.tokens[s.from+2].low == "the" || r.tokens[s.from+2].low == "those") {
		sp.definite, sp.oneOf = true, true
	}
	inst, known := r.nameIn(s)
	if known && inst.state != "" && !medium(inst.class) {
		sp.state = inst.state
	}
	name, surname := r.personName(r.beforePreposition(head))
	if name == "" && (headRole != "" || first.low == "one") && head.to+1 < s.to && r.tokens[head.to].low == "," && r.tokens[head.to+1].capital {
		name, surname = r.personName(r.headPhrase(stretch{head.to + 1, s.to})) // "Panama's president, X"
	}
	switch {
	case r.stateMedium(head):
		sp.class, sp.role, sp.key = StateMedium, mediumRole, "state-media:"+sp.state
	case known && inst.class == NamedOfficial && r.startsName(head, inst) && headRole != stateOrgan:
		sp.class, sp.key, sp.surname, sp.person, sp.role = NamedOfficial, inst.key, inst.key, true, office
	case name != "":
		sp.class, sp.key, sp.surname, sp.person, sp.role = NamedPerson, surname, surname, true, anyRole
		if (anyRole == office || anyRole == stateOrgan) && !r.ofGroup(s) {
			sp.class = NamedOfficial
		}
		if anyRole == returneeRole {
			sp.class = Returnee
		}
	case headRole == office:
		sp.class, sp.person, sp.role = UnnamedOfficial, true, office
		sp.key = "official"
	case headRole == sourceRole:
		sp.class, sp.person, sp.role, sp.key = UnnamedSource, true, sourceRole, "source"
	case headRole == returneeRole:
		sp.class, sp.person, sp.role, sp.key = Returnee, true, returneeRole, "returnee"
	case headRole == expertRole:
		sp.class, sp.role, sp.key, sp.person = Experts, expertRole, "experts", true
		if r.has(s, "un") || r.has(s, "u.n.") || r.has(s, "united") {
			sp.key = "un-experts"
		}
	case known && !(inst.class == NamedOfficial && headRole == stateOrgan) && (headRole != documentRole && headRole != sensorRole || r.heldBy(head).empty()):
		sp.class, sp.key, sp.role = inst.class, inst.key, stateOrgan
		if inst.state == "" && sp.state != "" && inst.class == Institution {
			sp.key += ":" + sp.state // "the Iranian interests section"
		}
		if inst.class == NGO {
			sp.role = ngoRole
		}
	case headRole == stateOrgan:
		sp.class, sp.role, sp.key = Institution, stateOrgan, roleWord
		if sp.state != "" {
			sp.key = roleWord + ":" + sp.state
		}
		if roleWord == "agency" && sp.state == "" {
			sp.role = mediumRole
		}
	case headRole == ngoRole:
		sp.class, sp.role, sp.key = NGO, ngoRole, "ngo:"
		if rest := head; r.startsSentence(head.from) && head.to-head.from > 1 && !determiners[first.low] && !r.tokens[head.from+1].capital {
			rest.from++ // the capital of the sentence, not of a name
			sp.key += r.capitals(rest)
		} else {
			sp.key += r.capitals(head)
		}
	case headRole == mediumRole:
		sp.class, sp.role = Outlet, mediumRole
		if c := r.capitals(head); c != "" {
			sp.key = c
		}
	case headRole == documentRole:
		sp.class, sp.role, sp.key = DocumentSource, documentRole, "document:"+roleWord
	case headRole == sensorRole:
		sp.class, sp.role, sp.key = Sensor, sensorRole, "sensor"
	case sp.state != "" && r.onlyPlace(head):
		sp.class, sp.role, sp.key = Institution, stateOrgan, strings.ToLower(sp.state)
	case units[r.tokens[head.to-1].low] == "persons" || units[r.firstNoun(head)] == "persons":
		sp.class, sp.person, sp.role, sp.key = UnnamedSource, true, sourceRole, "source"
		if r.has(s, "deported") || r.has(s, "expelled") || r.has(s, "removed") {
			sp.class, sp.role, sp.key = Returnee, returneeRole, "returnee"
		}
	case bodies[r.tokens[r.beforePreposition(head).to-1].low] && determiners[first.low]:
		noun := r.tokens[r.beforePreposition(head).to-1].low
		sp.class, sp.role, sp.key = Institution, stateOrgan, noun
		if sp.state != "" {
			sp.key = noun + ":" + sp.state
		}
	case r.agentNoun(head):
		sp.class, sp.person, sp.role, sp.key = UnnamedSource, true, sourceRole, "source"
	default:
		sp.key = strings.TrimPrefix(strings.ToLower(r.slice(head)), "the ")
	}
}

// bodies are nouns that name a public body only where nothing else in the phrase does: "the
// migration institute", and not "economists at the Brook Institute".
var bodies = wordSet{"institute": true, "authority": true, "council": true, "secretariat": true, "registry": true, "treasury": true}

// severalIn tells whether a phrase joins two speakers: "two Iranian officials and a US official".
func (r *reading) severalIn(head stretch) bool {
	and, n := false, 0
	for k := head.from; k < head.to; k++ {
		t := r.tokens[k]
		if ro := roles[t.base()]; ro == office || ro == sourceRole {
			n++
			and = and || n > 1 && strings.HasSuffix(t.low, "s")
		}
		if t.low == "and" && n > 0 {
			and = true
		}
	}
	return and && n > 1
}

// ofGroup tells whether a title is one in a group of citizens and in no organ of a state: "a
// coordinator with the group".
func (r *reading) ofGroup(s stretch) bool {
	group := false
	for k := s.from; k < s.to; k++ {
		switch roles[r.tokens[k].base()] {
		case stateOrgan:
			return false
		case ngoRole:
			group = true
		}
		if n, ok := r.nameAt(k, s.to); ok && r.tokens[k].capital {
			if n.class == Institution {
				return false
			}
			group = group || n.class == NGO
		}
	}
	return group
}

// agentNoun tells whether a source in lower case is somebody who does something: "a ground
// handler at the airport", "the driver". Its noun ends as such nouns do and is no thing.
func (r *reading) agentNoun(head stretch) bool {
	head = r.beforePreposition(head)
	if head.to-head.from < 2 || !determiners[r.tokens[head.from].low] {
		return false
	}
	t := r.tokens[head.to-1]
	if t.kind != word || t.capital || len(t.low) < 5 || notAgents[t.low] {
		return false
	}
	for _, end := range []string{"er", "or", "ist", "ian", "man", "woman"} {
		if strings.HasSuffix(t.low, end) {
			return true
		}
	}
	return false
}

// notAgents are things whose names end like those of people.
var notAgents = wordSet{"number": true, "order": true, "letter": true, "paper": true, "chapter": true, "computer": true, "container": true, "tanker": true, "carrier": true, "charter": true, "border": true, "matter": true, "other": true, "center": true, "tower": true, "poster": true, "banner": true, "register": true, "calendar": true, "error": true, "mirror": true, "motor": true, "sector": true, "factor": true, "corridor": true, "floor": true, "answer": true, "transfer": true, "helicopter": true, "ledger": true, "newsletter": true, "folder": true, "server": true, "scanner": true, "printer": true, "twitter": true, "power": true, "river": true, "ticker": true, "tracker": true, "monitor": true, "barometer": true, "disclaimer": true, "sticker": true, "list": true, "checklist": true, "behavior": true, "manifest": true, "airliner": true, "bomber": true, "weather": true, "winter": true, "summer": true, "insurer": true, "maker": true, "lender": true, "retailer": true, "manufacturer": true, "supplier": true, "publisher": true, "shipper": true, "brewer": true, "builder": true, "operator": true, "contractor": true, "provider": true, "regulator": true}

// observed are what data of aircraft in flight are called by.
var observed = wordSet{"flight": true, "tracking": true, "ads-b": true, "radar": true, "transponder": true, "aircraft": true}

// beforePreposition is the head without "at the Brook Institute": names there are not the
// speaker's.
func (r *reading) beforePreposition(head stretch) stretch {
	for k := head.from + 1; k < head.to; k++ {
		switch r.tokens[k].low {
		case "at", "of", "for", "from", "with", "in", "by":
			return stretch{head.from, k}
		}
	}
	return head
}

// afterPreposition tells whether token k stands inside "of …", "for …" of the phrase from.
func (r *reading) afterPreposition(k, from int) bool {
	for j := from + 1; j < k; j++ {
		if l := r.tokens[j].low; l == "of" || l == "for" || l == "at" || l == "from" || l == "in" || l == "with" || l == "on" || l == "to" || l == "by" {
			return true
		}
	}
	return false
}

// heldBy is the outlet in "a letter obtained by the Guardian": it passes on what the letter
// says.
func (r *reading) heldBy(head stretch) stretch {
	thing := false
	for k := head.from; k+2 < head.to; k++ {
		ro := roles[r.tokens[k].low]
		thing = thing || ro == documentRole || ro == sensorRole
		if thing && r.tokens[k+1].low == "by" && strings.HasSuffix(r.tokens[k].low, "ed") || thing && r.tokens[k].low == "seen" && r.tokens[k+1].low == "by" {
			return stretch{k + 2, head.to}
		}
	}
	return stretch{}
}

// roleBefore tells whether a person or office stands before the outlet's name: "an editor at".
func (r *reading) roleBefore(head stretch) bool {
	for k := head.from; k < head.to; k++ {
		if ro := roles[r.tokens[k].low]; ro == office || ro == sourceRole {
			return true
		}
	}
	return false
}

// stateMedium tells whether a source is a state's media that no list names.
func (r *reading) stateMedium(s stretch) bool {
	for k := s.from; k < s.to; k++ {
		t, next := r.tokens[k].low, r.lowIn(k+1, s)
		if t == "state-run" || t == "state-linked" || t == "state" && (next == "media" || next == "television" || next == "tv" || next == "radio" || next == "broadcaster" || next == "news") {
			return true
		}
	}
	return false
}

// firstNoun is the word before the first preposition or relative of a phrase: its noun.
func (r *reading) firstNoun(s stretch) string {
	for k := s.from + 1; k < s.to; k++ {
		if l := r.tokens[k].low; prepositions[l] || relatives[l] {
			return r.tokens[k-1].low
		}
	}
	return ""
}

// nameIn finds the longest known outlet or institution in s; the first one counts.
func (r *reading) nameIn(s stretch) (name, bool) {
	for k := s.from; k < s.to; k++ {
		n, ok := r.nameAt(k, s.to)
		if ok && (r.tokens[k].capital || n.class == Institution && len(n.words) > 1) { // "the US state department"
			return n, true
		}
	}
	return name{}, false
}

func (r *reading) nameAt(k, limit int) (name, bool) {
candidates:
	for _, n := range names[r.tokens[k].base()] {
		if k+len(n.words) > limit {
			continue
		}
		for j, w := range n.words {
			t := r.tokens[k+j]
			if t.low != w && (j != len(n.words)-1 || t.base() != w) {
				continue candidates
			}
		}
		if end := k + len(n.words); len(n.words) == 1 && end < limit && r.tokens[end].capital && r.tokens[end].kind == word && n.class != NamedOfficial && !medium(n.class) {
			continue // a longer name that only begins like this one
		}
		return n, true
	}
	return r.paperAt(k, limit)
}

func (r *reading) startsName(head stretch, n name) bool {
	found, ok := r.nameIn(head)
	return ok && found.key == n.key
}

func medium(c Class) bool {
	return c == Outlet || c == Wire || c == StateMedium || c == SemiOfficial
}

// citedIn finds S in ", which cited S" or ", citing S".
func (r *reading) citedIn(s stretch) stretch {
	for k := s.from; k < s.to; k++ {
		switch r.tokens[k].low {
		case "citing", "cited", "cites", "quoting", "quoted", "quotes":
			from := k + 1
			to := from
			for to < s.to && r.tokens[to].low != "," && r.tokens[to].low != "as" {
				to++
			}
			return stretch{from, to}
		}
	}
	return stretch{}
}

// personName finds a name of a person in the head of a source: capitals that are no place,
// no outlet, no institution and no office.
func (r *reading) personName(s stretch) (full, surname string) {
	run := 0
	for k := s.from; k <= s.to; k++ {
		if k < s.to {
			t := r.tokens[k]
			if n, ok := r.nameAt(k, s.to); ok && t.capital && n.class != NamedOfficial {
				run = 0
				k += len(n.words) - 1
				continue // an institution or an outlet
			}
			if t.capital && t.kind == word && !determiners[t.low] && !pronouns[t.low] && !personal[t.low] && roles[t.base()] == "" && !titles[t.low] && r.placeAt(k) == nil && !upperCase(r.text[t.start:t.end]) && !prepositions[t.low] && (k > s.from || !r.startsSentence(k) || k+1 < s.to && r.tokens[k+1].capital || s.to-s.from == 1 && r.mayBeName(t)) {
				run++
				continue
			}
			if run > 0 && (t.low == "al" || t.low == "bin" || t.low == "de" || t.low == "van" || t.low == "von" || strings.HasPrefix(t.low, "al-")) {
				run++
				continue
			}
		}
		if run > 0 {
			last := r.tokens[k-1]
			followedByNoun := k < s.to && r.tokens[k].kind == word && !prepositions[r.tokens[k].low] && !relatives[r.tokens[k].low]
			if !last.possessive() && !(followedByNoun && run == 1) && !(k < s.to && roles[r.tokens[k].base()] != "") {
				return r.slice(stretch{k - run, k}), last.base()
			}
			run = 0
		}
	}
	return "", ""
}

// mayBeName tells whether the first word of a sentence can be a name: a plural such as
// "Villagers" only when the document has it with a capital inside a sentence too.
func (r *reading) mayBeName(t token) bool {
	if !strings.HasSuffix(t.low, "s") {
		return true
	}
	if r.proper == nil {
		r.proper = map[string]bool{}
		for k, t := range r.tokens {
			if t.capital && k > 0 && r.tokens[k-1].kind != mark && !r.startsSentence(k) {
				r.proper[t.base()] = true
			}
		}
	}
	return r.proper[t.low]
}

var titles = wordSet{"mr": true, "mrs": true, "ms": true, "dr": true, "sir": true, "sen": true, "gov": true, "rep": true, "gen": true, "col": true, "foreign": true, "interior": true, "prime": true, "vice": true, "homeland": true, "press": true, "state": true, "former": true, "acting": true, "democratic": true, "republican": true, "democrats": true, "republicans": true, "critics": true, "analysts": true, "senate": true, "house": true, "white": true, "national": true, "international": true, "human": true, "rights": true, "security": true, "university": true}

func (r *reading) startsSentence(k int) bool {
	return k == 0 || r.tokens[k-1].kind == mark || strings.HasSuffix(r.tokens[k-1].low, ".")
}

func upperCase(s string) bool { return len(s) > 1 && strings.ToUpper(s) == s }

// capitals is the capitalised words of a phrase, as a key.
func (r *reading) capitals(s stretch) string {
	var out []string
	for k := s.from; k < s.to; k++ {
		if t := r.tokens[k]; t.capital && t.kind == word && !determiners[t.low] {
			out = append(out, t.base())
		}
	}
	return strings.Join(out, "-")
}

func (r *reading) has(s stretch, low string) bool {
	for k := s.from; k < s.to; k++ {
		if r.tokens[k].low == low {
			return true
		}
	}
	return false
}

// stateIn is the state that the words name, by country, people or seat of government.
func (r *reading) stateIn(s stretch) string {
	for k := s.from; k < s.to; k++ {
		if m := r.placeAt(k); m != nil && m.Country != "" {
			return m.Country
		}
	}
	return ""
}

// onlyPlace tells whether a source is just a country or its capital: the state itself.
func (r *reading) onlyPlace(s stretch) bool {
	for k := s.from; k < s.to; k++ {
		t := r.tokens[k]
		if m := r.placeAt(k); (m == nil || m.Kind == place.KindDemonym) && t.low != "the" && t.low != "and" && t.kind == word {
			return false
		}
	}
	return true
}

// placeAt is the place mention that covers token k, or nil.
func (r *reading) placeAt(k int) *place.Mention {
	lo, hi := 0, len(r.places)
	start := r.tokens[k].start
	for lo < hi {
		mid := (lo + hi) / 2
		if r.places[mid].End <= start {
			lo = mid + 1
		} else {
			hi = mid
		}
	}
	if lo < len(r.places) && r.places[lo].Start <= start {
		return &r.places[lo]
	}
	return nil
}

func (r *reading) slice(s stretch) string {
	if s.empty() {
		return ""
	}
	return r.text[r.tokens[s.from].start:r.tokens[s.to-1].end]
}

// genderIn is what words such as Mr, she, spokeswoman tell; a name tells nothing.
func (r *reading) genderIn(s stretch) byte {
	for k := s.from; k < s.to; k++ {
		switch r.tokens[k].low {
		case "he", "him", "mr", "man", "spokesman", "king", "prince", "congressman", "sir", "father", "husband", "son", "brother":
			return 'm'
		case "she", "mrs", "ms", "woman", "spokeswoman", "queen", "princess", "congresswoman", "mother", "wife", "daughter", "sister":
			return 'f'
		}
	}
	return 0
}
