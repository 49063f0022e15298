package statement

import (
	"github.com/charterwatch/charterwatch/internal/document"
)

// resolver follows who speaks through the document: names, "the official", "he", and the
// outlets they spoke to. It reads attributions in the order of the text.
type resolver struct {
	r    *reading
	here Hop // this document
	home string
	seen []known
}

// known is a speaker met earlier, with the relays between it and this document.
type known struct {
	speaker  speaker
	hops     []Hop // origin first, without this document
	sentence int
}

func newResolver(r *reading, d document.Document) *resolver {
	here := Hop{Text: "this document", Class: ThisDocument, Key: d.ID}
	if here.Key == "" {
		here.Key = "this-document"
	}
	home := here.Key
	if d.Publisher != "" {
		here.Text = d.Publisher
		toks := tokenize(nil, d.Publisher, 0, len(d.Publisher))
		pub := &reading{text: d.Publisher, tokens: toks}
		if n, ok := pub.nameIn(stretch{0, len(toks)}); ok && medium(n.class) {
			home = n.key
		} else {
			home = lower(d.Publisher)
		}
	}
	return &resolver{r: r, here: here, home: home}
}

// own is the chain of what the document states itself.
func (v *resolver) own() []Hop { return []Hop{v.here} }

// chain resolves one attribution and remembers its speaker. inherited is the chain of the
// attribution whose source this one borrows, or nil.
func (v *resolver) chain(a attribution, inherited []Hop) (hops []Hop, source stretch, class Class) {
	r := v.r
	source = a.source
	relays := v.relays(a)
	if source.empty() && len(inherited) > 0 {
		hops = markInferred(inherited, a.inferred)
		if len(hops) == 1 && len(relays) > 0 {
			hops = append(hops, relays...)
		}
		return append(hops, v.here), source, hops[0].Class
	}
	sp := r.describe(source)
	if sp.pronoun && !sp.plural {
		v.introduce(a.sentence, sp.person)
	}
	if held := r.heldBy(source); !held.empty() && len(relays) == 0 {
		if n, ok := r.nameIn(held); ok && medium(n.class) {
			relays = []Hop{{Text: r.slice(held), Class: n.class, State: n.state, Key: n.key}}
		}
	}
	if source.empty() {
		hops = append(hops, Hop{Class: NotStated, Key: "not-stated"})
		hops = append(hops, relays...)
		return append(hops, v.here), source, NotStated
	}
	if medium(sp.class) || sp.role == mediumRole || v.citesOthers(a, sp) {
		return v.mediumChain(a, sp, source)
	}
	if subject, ok := v.contentSubject(a, sp); ok { // "Amnesty has documented 19 cases, it said"
		sp = subject
		hops = v.resolve(sp, a.sentence, relays)
		hops[0].Inferred = true
	} else {
		hops = v.resolve(sp, a.sentence, relays)
	}
	v.seen = append(v.seen, known{speaker: v.merged(sp, hops[0]), hops: hops, sentence: a.sentence})
	return append(append([]Hop{}, hops...), v.here), source, hops[0].Class
}

// introduce remembers the person whom the sentence right before names as its subject
// without quoting them: "Ann Lee, the mayor, disagreed. She said …", or the body that "it" is.
func (v *resolver) introduce(sentence int, person bool) {
	j := sentence - 1
	if j < 0 || v.r.sentences[j].paragraph != v.r.sentences[sentence].paragraph || len(v.seen) > 0 && v.seen[len(v.seen)-1].sentence >= j {
		return
	}
	s := v.r.sentences[j]
	subject := v.r.clauseSubject(s.from, min(s.to, s.from+16), true)
	if subject.empty() {
		return
	}
	sp := v.r.describe(subject)
	if sp.pronoun || person && (!sp.person || sp.surname == "") || !person && sp.class != Institution && sp.class != NGO {
		return
	}
	v.seen = append(v.seen, known{speaker: sp, hops: v.resolve(sp, j, nil), sentence: j})
}

// contentSubject is the body whose name begins the content of a trailing "it said".
func (v *resolver) contentSubject(a attribution, sp speaker) (speaker, bool) {
	if !sp.pronoun || sp.person || len(a.content) == 0 || a.direct || a.content[0].to > a.source.from {
		return speaker{}, false
	}
	c := a.content[0]
	to := c.from
	for to < min(c.to, c.from+8) && !v.r.verbLike(to) {
		to++
	}
	if to == c.from || to == c.to {
		return speaker{}, false
	}
	body := v.r.describe(stretch{c.from, to})
	switch body.class {
	case Institution, NGO, Experts:
		return body, true
	}
	return speaker{}, false
}

// citesOthers tells whether a speaker that the lexicons do not know reports another's words,
// as outlets do: "The Ledger, citing two officials, reported".
func (v *resolver) citesOthers(a attribution, sp speaker) bool {
	between := stretch{a.source.to, a.cue[0].from}
	unknown := sp.class == UnspecifiedClass && !sp.pronoun || sp.class == NamedPerson && sp.definite // "The Ledger" is nobody's name
	if !unknown {
		return false
	}
	return !between.empty() && !v.r.citedIn(between).empty() || a.verb.lemma == "report" && !v.citedAfter(a, a.source).empty()
}

// citedAfter finds S in "…, according to OUTLET, citing S.": the words right behind the
// attribution.
func (v *resolver) citedAfter(a attribution, source stretch) stretch {
	at, end := max(source.to, a.cueEnd()), v.r.sentences[a.sentence].to
	if at+1 >= end || v.r.tokens[at].low != "," {
		return stretch{}
	}
	switch v.r.tokens[at+1].low {
	case "citing", "quoting":
	default:
		return stretch{}
	}
	cited := v.r.citedIn(stretch{at + 1, end})
	for cited.to > cited.from && v.r.tokens[cited.to-1].kind == mark {
		cited.to--
	}
	return cited
}

// mediumChain is the chain of "OUTLET said", "OUTLET, citing S, reported", "the newspaper said".
func (v *resolver) mediumChain(a attribution, sp speaker, source stretch) ([]Hop, stretch, Class) {
	outlet := Hop{Text: sp.text, Class: sp.class, State: sp.state, Key: sp.key}
	if sp.key == "" || (sp.definite && sp.role == mediumRole && !medium(sp.class)) {
		if last, ok := v.lastOutlet(sp); ok {
			outlet = last
			outlet.Inferred = true
		} else if lastWord(sp.text) == "agency" && sp.class == Institution { // no wire before: an agency of a state
			hops := v.resolve(sp, a.sentence, v.relays(a))
			v.seen = append(v.seen, known{speaker: v.merged(sp, hops[0]), hops: hops, sentence: a.sentence})
			return append(append([]Hop{}, hops...), v.here), source, hops[0].Class
		} else if sp.key == "" {
			outlet.Key = unnamedOutlet + v.here.Key
		}
	}
	if outlet.Class == Institution || outlet.Class == UnspecifiedClass {
		outlet.Class = Outlet
	}
	cited := sp.cited
	if cited.empty() { // "OUTLET, citing S, reported": S stands between source and cue
		cited = v.r.citedIn(stretch{source.to, a.cue[0].from})
	}
	if cited.empty() && len(a.content) > 0 && a.content[0].from > a.cueEnd() { // "OUTLET reported, citing S, that"
		cited = v.r.citedIn(stretch{a.cueEnd(), a.content[0].from})
	}
	if cited.empty() {
		cited = v.citedAfter(a, source)
	}
	if !cited.empty() {
		origin := v.resolve(v.r.describe(cited), a.sentence, []Hop{outlet})
		v.seen = append(v.seen,
			known{speaker: speaker{class: outlet.Class, key: outlet.Key, role: mediumRole}, hops: []Hop{outlet}, sentence: a.sentence},
			known{speaker: v.merged(v.r.describe(cited), origin[0]), hops: origin, sentence: a.sentence})
		return append(append([]Hop{}, origin...), v.here), cited, origin[0].Class
	}
	hops := append([]Hop{outlet}, v.relays(a)...)
	if len(hops) > 1 && hops[1].Key == outlet.Key {
		hops = hops[:1]
	}
	v.seen = append(v.seen, known{speaker: speaker{class: outlet.Class, key: outlet.Key, role: mediumRole}, hops: hops, sentence: a.sentence})
	return append(append([]Hop{}, hops...), v.here), source, outlet.Class
}

// resolve gives the hops from a speaker to the last relay; what points back takes the chain
// of what it points to.
func (v *resolver) resolve(sp speaker, sentence int, relays []Hop) []Hop {
	origin := Hop{Text: sp.text, Class: sp.class, State: sp.state, Key: sp.key}
	if k, ok := v.pointsTo(sp, sentence); ok && !(sp.oneOf && len(relays) > 0) {
		first := k.hops[0]
		named := sp.surname != ""
		if origin.State == "" {
			origin.State = first.State
		}
		origin.Class, origin.Key, origin.Text = first.Class, first.Key, first.Text
		if sp.class == NamedOfficial {
			origin.Class = NamedOfficial
		}
		origin.Inferred = !named
		if len(relays) == 0 {
			relays = markInferred(k.hops[1:], true)
		}
		return append([]Hop{origin}, relays...)
	}
	hops := append([]Hop{origin}, relays...)
	stateOfMedium(hops)
	origin = hops[0]
	if unnamed(origin.Class) {
		origin.Key = v.unnamedKey(sp, origin, relays)
	}
	if origin.Key == "ngo:" || origin.Class == UnspecifiedClass && !sp.pronoun && !v.properName(sp.text) { // "villagers" of two reports are not one voice
		origin.Key += "@" + v.home
	}
	if origin.Class == UnspecifiedClass && sp.pronoun {
		origin.Class, origin.Key = NotStated, "not-stated@"+v.home
	}
	return append([]Hop{origin}, relays...)
}

// properName tells whether a capital stands after the first word.
func (v *resolver) properName(words string) bool {
	for i, t := range tokenize(nil, words, 0, len(words)) {
		if i > 0 && t.capital {
			return true
		}
	}
	return false
}

func official(c Class) bool { return c == NamedOfficial || c == UnnamedOfficial }
func unnamed(c Class) bool  { return c == UnnamedOfficial || c == UnnamedSource || c == Returnee }

// unnamedKey names an unnamed speaker by role, state and the outlet that spoke to them;
// two of them are never one across outlets.
func (v *resolver) unnamedKey(sp speaker, origin Hop, relays []Hop) string {
	outlet := v.home
	if len(relays) > 0 {
		outlet = relays[0].Key
	}
	return sp.key + ":" + origin.State + "@" + outlet
}

// relays are the outlets that an attribution names between its source and this document.
func (v *resolver) relays(a attribution) []Hop {
	opening := stretch{v.r.sentences[a.sentence].from, a.start} // "In a statement carried by IRNA, the ministry said"
	if opening.empty() || !prepositions[v.r.tokens[opening.from].low] && !interviewed[v.r.tokens[opening.from].low] || v.r.tokens[a.start-1].low != "," || v.contentIn(a, opening) {
		opening = stretch{}
	}
	for _, s := range []stretch{a.relay, a.tail, opening} {
		if s.empty() {
			continue
		}
		n, ok := v.r.nameIn(s)
		if ok && medium(n.class) {
			hop := Hop{Text: v.r.slice(v.outletWords(s)), Class: n.class, State: n.state, Key: n.key}
			return append([]Hop{hop}, v.carriedBy(s, n.key)...)
		}
		if s == a.tail && v.r.stateMedium(s) { // "told state television"
			state := v.r.stateIn(s)
			return []Hop{{Text: v.r.slice(s), Class: StateMedium, State: state, Key: "state-media:" + state}}
		}
		if s == a.relay {
			sp := v.r.describe(s)
			if sp.role == mediumRole {
				if last, ok := v.lastOutlet(sp); ok {
					last.Inferred = true
					return []Hop{last}
				}
				return []Hop{{Text: sp.text, Class: Outlet, State: sp.state, Key: sp.key}}
			}
		}
	}
	return nil
}

// interviewed are participles that open a sentence with the outlet somebody spoke to.
var interviewed = wordSet{"interviewed": true, "speaking": true, "talking": true, "quoted": true, "writing": true, "reached": true}

// carriedBy finds the second outlet of "told Reuters in an interview carried by the Tribune".
func (v *resolver) carriedBy(s stretch, first string) []Hop {
	for k := s.from + 1; k+1 < s.to; k++ {
		switch v.r.tokens[k].low {
		case "carried", "published", "broadcast", "aired", "reprinted", "picked":
		default:
			continue
		}
		rest := stretch{k + 1, s.to}
		if n, ok := v.r.nameIn(rest); ok && medium(n.class) && n.key != first {
			return []Hop{{Text: v.r.slice(v.outletWords(rest)), Class: n.class, State: n.state, Key: n.key}}
		}
	}
	return nil
}

// contentIn tells whether a part of the content stands in s.
func (v *resolver) contentIn(a attribution, s stretch) bool {
	for _, c := range a.content {
		if c.from < s.to && s.from < c.to {
			return true
		}
	}
	return false
}

// outletWords narrows "in an interview with CNN on Tuesday" to the words around the outlet.
func (v *resolver) outletWords(s stretch) stretch {
	r := v.r
	for k := s.from; k < s.to; k++ {
		n, ok := r.nameAt(k, s.to)
		if !ok || !r.tokens[k].capital || !medium(n.class) {
			continue
		}
		from, to := k, k+len(n.words)
		for from > s.from && !prepositions[r.tokens[from-1].low] && r.tokens[from-1].kind == word && !hearers[r.tokens[from-1].low] && r.tokens[from-1].low != "with" {
			from--
		}
		for to < s.to && (r.tokens[to].low == "news" || r.tokens[to].low == "agency" || r.tokens[to].low == "newspaper" || r.tokens[to].low == "television") {
			to++
		}
		return stretch{from, to}
	}
	return s
}

// pointsTo finds the earlier speaker that a name, a pronoun or "the official" means.
func (v *resolver) pointsTo(sp speaker, sentence int) (known, bool) {
	for i := len(v.seen) - 1; i >= 0 && i >= len(v.seen)-40; i-- {
		k := v.seen[i]
		switch {
		case sp.surname != "":
			if k.speaker.surname == sp.surname {
				return k, true
			}
		case sp.pronoun && sp.person:
			if k.speaker.person && (!sp.plural || k.speaker.plural) && (sp.gender == 0 || k.speaker.gender == 0 || sp.gender == k.speaker.gender) && (sp.plural || !k.speaker.plural) && sentence-k.sentence <= 8 {
				return k, true
			}
		case sp.pronoun:
			if !k.speaker.person && sentence-k.sentence <= 4 {
				return k, true
			}
		case sp.definite && sp.role != "":
			same := k.speaker.role == sp.role && k.speaker.plural == sp.plural
			if same && (sp.state == "" || k.hops[0].State == "" || sp.state == k.hops[0].State) && (sp.role == office || sp.role == sourceRole || sp.role == returneeRole || sp.role == expertRole || k.speaker.key == sp.key) && (sp.role != office || sp.state == "" || k.hops[0].State == sp.state) {
				return k, true
			}
		}
	}
	return known{}, false
}

// lastOutlet finds the outlet that "the newspaper", "the agency" or "it" means.
func (v *resolver) lastOutlet(sp speaker) (Hop, bool) {
	for i := len(v.seen) - 1; i >= 0 && i >= len(v.seen)-200; i-- {
		for _, h := range v.seen[i].hops {
			if !medium(h.Class) {
				continue
			}
			if sameKindOfOutlet(sp.text, h.Class) {
				return h, true
			}
		}
	}
	return Hop{}, false
}

func lastWord(s string) string {
	for i := len(s) - 1; i >= 0; i-- {
		if s[i] == ' ' {
			return lower(s[i+1:])
		}
	}
	return lower(s)
}

// merged is the speaker as later sentences may point to it.
func (v *resolver) merged(sp speaker, origin Hop) speaker {
	sp.class, sp.state, sp.key = origin.Class, origin.State, origin.Key
	if sp.pronoun { // "he said" keeps pointing to the name behind it
		for i := len(v.seen) - 1; i >= 0 && i >= len(v.seen)-40; i-- {
			if k := v.seen[i].speaker; k.key == origin.Key {
				k.state = origin.State
				k.gender = sp.gender
				return k
			}
		}
	}
	return sp
}

func markInferred(hops []Hop, inferred bool) []Hop {
	out := append([]Hop{}, hops...)
	for i := range out {
		out[i].Inferred = out[i].Inferred || inferred
	}
	return out
}

// carryBack gives a speaker who names an outlet once in the document that outlet where the
// sentence names none: marked inferred. A state known once is known everywhere.
func carryBack(statements []Statement) {
	relays := map[string][]Hop{}
	mixed := map[string]bool{}
	states := map[string]string{}
	classes := map[string]Class{}
	for _, s := range statements {
		if len(s.Chain) == 0 {
			continue
		}
		o := s.Chain[0]
		if o.State != "" {
			states[o.Key] = o.State
		}
		if o.Class == NamedOfficial {
			classes[o.Key] = NamedOfficial
		}
		if (o.Class != NamedOfficial && o.Class != NamedPerson) || len(s.Chain) < 3 {
			continue
		}
		through := s.Chain[1 : len(s.Chain)-1]
		if old, ok := relays[o.Key]; ok && old[0].Key != through[0].Key {
			mixed[o.Key] = true
		} else if !ok {
			relays[o.Key] = through
		}
	}
	for i := range statements {
		c := statements[i].Chain
		if len(c) == 0 {
			continue
		}
		if c[0].State == "" {
			c[0].State = states[c[0].Key]
		}
		if c[0].Class == NamedPerson && classes[c[0].Key] == NamedOfficial {
			c[0].Class = NamedOfficial
			statements[i].Source.Class = NamedOfficial
		}
		if through, ok := relays[c[0].Key]; ok && len(c) == 2 && !mixed[c[0].Key] && c[0].Key != "" {
			statements[i].Chain = append(append([]Hop{c[0]}, markInferred(through, true)...), c[1])
		}
		stateOfMedium(statements[i].Chain)
	}
}

// stateOfMedium takes an official whose state nobody names, and who spoke to a state's own
// medium, for that state's.
func stateOfMedium(c []Hop) {
	for _, h := range c[1:] {
		if c[0].State == "" && official(c[0].Class) && h.State != "" && (h.Class == StateMedium || h.Class == SemiOfficial) {
			c[0].State = h.State
		}
	}
}
