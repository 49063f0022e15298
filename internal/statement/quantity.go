package statement

import (
	"strconv"
	"strings"

	"github.com/charterwatch/charterwatch/internal/place"
)

// phrase is a row of words of a lexicon.
type phrase struct {
	words []string
	value string
}

var (
	units  = readUnits()
	bounds = readPhrases("bounds")
	vague  = readPhrases("vague")
)

func readUnits() map[string]string {
	out := map[string]string{}
	for _, e := range entries("units") {
		out[e[0]] = e[1]
	}
	return out
}

// readPhrases reads phrases by their first word, longest first.
func readPhrases(file string) map[string][]phrase {
	out := map[string][]phrase{}
	for _, e := range entries(file) {
		p := phrase{words: strings.Fields(e[0])}
		if len(e) > 1 {
			p.value = e[1]
		}
		list := append(out[p.words[0]], p)
		for i := len(list) - 1; i > 0 && len(list[i].words) > len(list[i-1].words); i-- {
			list[i], list[i-1] = list[i-1], list[i]
		}
		out[p.words[0]] = list
	}
	return out
}

func (r *reading) matchPhrase(list map[string][]phrase, k, limit int) (phrase, int) {
candidates:
	for _, p := range list[r.tokens[k].low] {
		if k+len(p.words) > limit {
			continue
		}
		for j, w := range p.words {
			if r.tokens[k+j].low != w {
				continue candidates
			}
		}
		return p, k + len(p.words)
	}
	return phrase{}, k
}

// quantities reads the figures and counting words inside one stretch. Years, days of a
// month, ages, times of day and sums of money are none.
func (r *reading) quantities(s stretch) []Quantity {
	var out []Quantity
	for k := s.from; k < s.to; {
		q, to, ok := r.quantityAt(k, s)
		if ok && !r.setAside(k, s) && !r.ofFamily(q, s) {
			out = append(out, q)
		}
		k = max(to, k+1)
	}
	r.scopes(out, s)
	return out
}

// setAside tells whether the figure at k is named only to say that it is not the one: "not the
// 120 announced", "instead of 200".
func (r *reading) setAside(k int, s stretch) bool {
	j := k - 1
	for j >= s.from && (r.tokens[j].low == "the" || r.tokens[j].low == "all") {
		j--
	}
	if j < s.from {
		return false
	}
	before := r.lowAt(j - 1)
	switch r.tokens[j].low {
	case "not": // "54, not 120": and no "did not 120 …"
		return j == s.from || r.tokens[j-1].kind == mark || before == "and" || before == "but"
	case "of":
		return before == "instead"
	case "than":
		return before == "rather"
	case "from":
		return before == "far"
	case "but", "except": // "all but 12 of the 57": those who were not
		return before == "all" || before == "everyone" || before == "everybody"
	}
	return false
}

// kin are the children and siblings that somebody has, in the languages that are read.
var kin = wordSet{"children": true, "child": true, "kids": true, "kid": true, "sons": true, "son": true, "daughters": true, "daughter": true, "siblings": true, "grandchildren": true, "brothers": true, "sisters": true, "hijos": true, "hijas": true, "hijo": true, "hija": true, "ninos": true, "ninas": true, "hermanos": true, "nietos": true, "enfants": true, "enfant": true, "filles": true}

var (
	parents = wordSet{"father": true, "mother": true, "parent": true, "parents": true, "dad": true, "mom": true, "mum": true, "grandmother": true, "grandfather": true, "padre": true, "madre": true, "padres": true, "pere": true, "mere": true}
	having  = wordSet{"has": true, "have": true, "had": true, "having": true, "behind": true, "supports": true, "raising": true, "tiene": true, "tienen": true, "tenia": true, "tenian": true, "a": true, "avait": true, "ont": true}
)

// ofFamily tells whether a figure counts the family of somebody and nobody of the event: "who
// has two children", "a father of three".
func (r *reading) ofFamily(q Quantity, s stretch) bool {
	from, to := r.tokenAt(q.Spans[0].Start), r.tokenAt(q.Spans[0].End-1)+1
	k := from - 1
	if k > s.from && (r.tokens[k].low == "of" || r.tokens[k].low == "de") && parents[r.tokens[k-1].low] {
		return true
	}
	if !kin[r.tokens[to-1].low] && !kin[r.lowIn(to, s)] {
		return false
	}
	for k > s.from && adverbs[r.tokens[k].low] {
		k--
	}
	return k >= s.from && having[r.tokens[k].low] && !r.craftBefore(k, s) && r.lowIn(to, s) != "aboard" && r.lowIn(to, s) != "on"
}

func (r *reading) quantityAt(k int, s stretch) (Quantity, int, bool) {
	start := k
	bound := Exact
	if p, to := r.matchPhrase(bounds, k, s.to); to > k && to < s.to {
		if _, _, _, ok := r.number(to, s.to); ok {
			bound, k = Bound(p.value), to
		} else if to+1 < s.to && (r.tokens[to].low == "a" || r.tokens[to].low == "the") {
			if _, _, _, ok := r.number(to+1, s.to); ok {
				bound, k = Bound(p.value), to+1
			}
		}
	}
	if k == start {
		if q, to, ok := r.vagueAt(k, s); ok {
			return q, to, true
		}
		if q, to, ok := r.yearOrTwo(k, s); ok {
			return q, to, true
		}
	}
	if q, to, ok := r.hyphenRange(k, s); ok {
		return q, to, ok
	}
	value, to, approx, ok := r.number(k, s.to)
	if !ok || (k == start && r.noCount(k, to, s)) || r.labelled(k, to) {
		return Quantity{}, k + 1, false
	}
	if approx && bound == Exact {
		bound = Approx
	}
	q := Quantity{Value: &value, Bound: bound}
	if high, next, ok := r.rangeTo(k, to, s); ok {
		low := value * r.sharedMultiplier(k, to, next)
		q.Value, q.Low, q.High, q.Bound = nil, &low, &high, Range
		if k > s.from && r.tokens[k-1].low == "between" {
			start = k - 1
		}
		to = next
	}
	if to+1 < s.to && r.tokens[to].low == "or" && q.Value != nil {
		switch r.tokens[to+1].low {
		case "more":
			q.Bound, to = AtLeast, to+2
		case "so":
			q.Bound, to = Approx, to+2
		case "fewer", "less":
			q.Bound, to = AtMost, to+2
		}
	}
	end := r.unitAfter(&q, to, s)
	if value == 1 && r.tokens[k].kind == word && to < s.to && r.tokens[to].low == "of" {
		return Quantity{}, k + 1, false // "one of the women" counts nobody
	}
	if q.Unit == "" && value == 1 && r.tokens[k].kind == word {
		return Quantity{}, k + 1, false // "one" is a pronoun here
	}
	if q.Unit == "" && bound == Exact && r.tokens[k].kind == figure && isYear(r.tokens[k].low) {
		return Quantity{}, k + 1, false
	}
	q.Spans = []Span{r.span(stretch{start, max(end, to)})}
	return q, max(end, to), true
}

// sharedMultiplier is the dozen of "two to three dozen", which both figures count.
func (r *reading) sharedMultiplier(k, to, next int) int {
	if to-k != 1 || next < 2 {
		return 1
	}
	switch r.tokens[next-1].low {
	case "dozen":
		return 12
	case "hundred":
		return 100
	case "thousand":
		return 1000
	}
	return 1
}

// rangeTo reads the second figure of "between 100 and 120", "100 to 120".
func (r *reading) rangeTo(k, to int, s stretch) (high, next int, ok bool) {
	if to >= s.to || to+1 >= s.to {
		return 0, to, false
	}
	join := r.tokens[to].low
	between := k > s.from && r.tokens[k-1].low == "between" && join == "and"
	from := join == "to" || join == "–" || join == "or"
	if !between && !from {
		return 0, to, false
	}
	value, _, _, _ := r.number(k, s.to)
	high, next, _, ok = r.number(to+1, s.to)
	return high, next, ok && high > value
}

// hyphenRange reads "100-120".
func (r *reading) hyphenRange(k int, s stretch) (Quantity, int, bool) {
	a, b, ok := strings.Cut(r.tokens[k].low, "-")
	if !ok || (k+1 < s.to && monthWords[r.tokens[k+1].low]) {
		return Quantity{}, k, false
	}
	low, errLow := strconv.Atoi(a)
	high, errHigh := strconv.Atoi(b)
	if errLow != nil || errHigh != nil || low >= high || low < 0 || high > maxNumber {
		return Quantity{}, k, false
	}
	q := Quantity{Low: &low, High: &high, Bound: Range}
	end := r.unitAfter(&q, k+1, s)
	q.Spans = []Span{r.span(stretch{k, max(end, k+1)})}
	return q, max(end, k+1), q.Unit != ""
}

// yearOrTwo reads "a year or two": a duration of one to two years, no date.
func (r *reading) yearOrTwo(k int, s stretch) (Quantity, int, bool) {
	if k+3 >= s.to || (r.tokens[k].low != "a" && r.tokens[k].low != "an") || r.tokens[k+2].low != "or" || r.tokens[k+3].low != "two" {
		return Quantity{}, k, false
	}
	unit := units[r.tokens[k+1].low]
	if !timeUnits[unit] {
		return Quantity{}, k, false
	}
	low, high := 1, 2
	return Quantity{Low: &low, High: &high, Bound: Range, Unit: unit, Spans: []Span{r.span(stretch{k, k + 4})}}, k + 4, true
}

var timeUnits = wordSet{"hours": true, "minutes": true, "days": true, "weeks": true, "months": true, "years": true, "decades": true}

// vagueAt reads dozens, some, many, others, a record number; and months or years that
// stand for an unnamed number of them.
func (r *reading) vagueAt(k int, s stretch) (Quantity, int, bool) {
	t := r.tokens[k]
	p, to := r.matchPhrase(vague, k, s.to)
	if to == k {
		if u := units[t.low]; (u == "months" || u == "years" || u == "weeks" || u == "days" || u == "decades" || u == "hours") && strings.HasSuffix(t.low, "s") && k > s.from-1 && r.bareDuration(k, s) {
			return Quantity{Bound: Vague, Unit: u, Spans: []Span{r.span(stretch{k, k + 1})}}, k + 1, true
		}
		return Quantity{}, k, false
	}
	if t.low == "others" && k > 0 && (r.tokens[k-1].kind == figure || r.tokens[k-1].low == "and") && r.tokens[k-1].low != "and" {
		return Quantity{}, k, false
	}
	if (t.low == "some" || t.low == "most" || t.low == "half" || t.low == "few" || t.low == "many") && k > 0 && (r.tokens[k-1].low == "the" || r.tokens[k-1].low == "at" || r.tokens[k-1].low == "how" || r.tokens[k-1].low == "as") {
		return Quantity{}, k, false
	}
	q := Quantity{Bound: Vague}
	end := r.unitAfter(&q, to, s)
	if q.Unit == "" {
		if !(p.words[0] == "some" || p.words[0] == "most" || p.words[0] == "many" || p.words[0] == "others" || p.words[0] == "several" || p.words[0] == "dozens" || p.words[0] == "hundreds" || p.words[0] == "thousands") {
			return Quantity{}, to, false
		}
		if to < s.to && !r.verbLike(to) && !auxiliaries[r.tokens[to].low] && r.tokens[to].kind == word && !conjunctions[r.tokens[to].low] && !r.predicate(to) {
			return Quantity{}, to, false
		}
		q.Unit = "persons"
	}
	q.Spans = []Span{r.span(stretch{k, max(end, to)})}
	return q, max(end, to), true
}

// predicate tells whether token k begins what is said of "some": "some frightened".
func (r *reading) predicate(k int) bool {
	return strings.HasSuffix(r.tokens[k].low, "ed")
}

// bareDuration tells whether "months" counts an unnamed number: "for months", "months of talks".
func (r *reading) bareDuration(k int, s stretch) bool {
	if k > s.from {
		p := r.tokens[k-1]
		if p.kind == figure || numberWords[p.low] > 0 || p.low == "of" || p.low == "few" || p.low == "next" || p.low == "coming" || p.low == "last" || p.low == "the" || p.low == "several" || p.low == "dozens" {
			return false
		}
		if p.low == "for" || p.low == "after" || p.low == "took" {
			return true
		}
	}
	return k+1 < s.to && r.tokens[k+1].low == "of"
}

// unitAfter reads what is counted, from token k on: at most three words may describe it.
// It returns the token after it, or k when nothing is named.
func (r *reading) unitAfter(q *Quantity, k int, s stretch) int {
	at := k
	if at+1 < s.to && r.tokens[at].low == "out" && r.tokens[at+1].low == "of" {
		at++
	}
	if at < s.to && r.tokens[at].low == "of" {
		at++
		if at < s.to {
			if _, to, _, ok := r.number(at, s.to); ok { // "11 of 14 detention centres": the noun is theirs
				r.unitAfter(q, to, s)
				return k
			}
		}
		for at < s.to && (r.tokens[at].low == "the" || r.tokens[at].low == "those" || r.tokens[at].low == "these" || r.tokens[at].low == "its" || r.tokens[at].low == "their" || r.tokens[at].low == "about") {
			at++
		}
		if at < s.to && at > k+1 {
			if _, to, _, ok := r.number(at, s.to); ok { // "120 of the 400 Iranians"
				r.unitAfter(q, to, s)
				return k
			}
		}
		if at < s.to && (r.tokens[at].low == "them" || r.tokens[at-1].low == "those") && units[r.tokens[at].low] == "" {
			q.Unit, q.Population = "persons", r.slice(stretch{at, at + 1})
			return at + 1
		}
	}
	for j := at; j < min(s.to, at+5); j++ {
		t := r.tokens[j]
		if t.kind == mark && t.low == "%" {
			q.Unit = "percent"
			return j + 1
		}
		if t.low == "per" && j == at && r.lowIn(j+1, s) == "cent" {
			q.Unit = "percent"
			return j + 2
		}
		if t.kind == mark || (prepositions[t.low] && t.low != "to") || conjunctions[t.low] || t.kind == figure || t.low == "a" || t.low == "an" || t.low == "the" {
			break
		}
		u, ok := units[t.low]
		if ok && j+1 < s.to && units[r.tokens[j+1].low] != "" && !timeUnits[u] {
			continue // "passenger flights"
		}
		if !ok {
			if m := r.placeAt(j); m != nil && m.Kind == place.KindDemonym && r.peopleNoun(j, s) || !t.capital && demonymOf(t.low) != "" {
				u, ok = "persons", true
			}
		}
		if ok {
			end := j + 1
			q.Unit, q.Population = u, r.slice(stretch{at, r.populationEnd(end, s)})
			if timeUnits[u] {
				q.Population = ""
			}
			return end
		}
		if auxiliaries[t.low] || plainVerbs[t.low] || (j > at && r.verbLike(j)) || t.low == "should" {
			break
		}
		if r.pluralNoun(j) && (j+1 >= s.to || units[r.tokens[j+1].low] == "") {
			if j == at {
				q.Unit, q.Population = t.low, r.slice(stretch{at, j + 1}) // "two releases": the thing itself
				return j + 1
			}
			return k // counted is a thing that no list knows: never people further right
		}
	}
	if k < s.to && (auxiliaries[r.tokens[k].low] || plainVerbs[r.tokens[k].low]) && q.Value != nil {
		if !r.thingsBefore(k-1, s) {
			q.Unit = "persons" // "54 were aboard": the sentence leaves the people out
		}
		for j := k + 1; j < min(s.to, k+4); j++ { // "207 were removal flights"
			if t := r.tokens[j]; t.kind == mark || prepositions[t.low] {
				break
			} else if u := units[t.low]; u != "" && !timeUnits[u] && (j+1 >= s.to || units[r.tokens[j+1].low] == "") {
				q.Unit = u
				break
			}
		}
	}
	return k
}

// pluralNoun tells whether token k looks like a common noun in the plural that is no name of
// a people: "centres", "envelopes".
func (r *reading) pluralNoun(k int) bool {
	t := r.tokens[k]
	if t.kind != word || t.capital || t.possessive() || len(t.low) < 4 || !strings.HasSuffix(t.low, "s") || adverbs[t.low] || cues[t.low].cueVerb != nil {
		return false
	}
	for _, end := range []string{"ss", "us", "is"} {
		if strings.HasSuffix(t.low, end) {
			return false
		}
	}
	return demonymOf(t.low) == ""
}

// thingsBefore tells whether the last thing counted left of token k, in its stretch, is no
// people: in "of 14 flights, three were late" three are flights.
func (r *reading) thingsBefore(k int, s stretch) bool {
	for j := k - 1; j >= s.from; j-- {
		if u := units[r.tokens[j].low]; u != "" && !timeUnits[u] {
			return u != "persons" && u != "families" && strings.HasSuffix(r.tokens[j].low, "s")
		}
		if m := r.placeAt(j); m != nil && m.Kind == place.KindDemonym && strings.HasSuffix(r.tokens[j].low, "s") {
			return false
		}
	}
	return false
}

// demonymOf is the ISO code of the people that a plural in lower case names: "iranians".
func demonymOf(low string) string {
	if len(low) < 5 || !strings.HasSuffix(low, "ans") && !strings.HasSuffix(low, "is") {
		return ""
	}
	m := place.Find(strings.ToUpper(low[:1]) + low[1:])
	if len(m) != 1 || m[0].Kind != place.KindDemonym {
		return ""
	}
	return m[0].Country
}

// peopleNoun tells whether a demonym is the noun itself: "400 Iranians", not "Iranian flights".
func (r *reading) peopleNoun(j int, s stretch) bool {
	if j+1 >= s.to {
		return true
	}
	n := r.tokens[j+1]
	return n.kind == mark || auxiliaries[n.low] || prepositions[n.low] || conjunctions[n.low] || relatives[n.low] || r.verbLike(j+1) || strings.HasSuffix(r.tokens[j].low, "s") && units[n.low] == ""
}

// populationEnd extends "people" over "from different countries, including Iran".
func (r *reading) populationEnd(k int, s stretch) int {
	if k >= s.to || r.tokens[k].low != "from" {
		return k
	}
	to := k + 1
	for to < min(s.to, k+12) {
		t := r.tokens[to]
		if t.low == "," && to+1 < s.to && (r.tokens[to+1].low == "including" || r.tokens[to+1].low == "among") {
			to++
			continue
		}
		if t.kind == mark || r.verbLike(to) || prepositions[t.low] && t.low != "of" && to > k+1 || t.low == "and" {
			break
		}
		to++
	}
	return to
}

// noCount tells whether the figure at k counts nothing: a day, a year, an age, a time, money.
func (r *reading) noCount(k, to int, s stretch) bool {
	prev, next := token{}, token{}
	if k > 0 {
		prev = r.tokens[k-1]
	}
	if to < len(r.tokens) {
		next = r.tokens[to]
	}
	switch {
	case monthWords[prev.low] && prev.capital, prev.low == "." && k > 1 && monthWords[r.tokens[k-2].low]:
		return true
	case monthWords[next.low] && next.capital:
		return true
	case prev.low == "$" || prev.low == "£" || prev.low == "€" || next.low == "dollars" || next.low == "euros":
		return true
	case (next.low == ":" && next.start == r.tokens[to-1].end) || (prev.low == ":" && prev.end == r.tokens[k].start):
		return true
	case next.low == "am" || next.low == "pm" || next.low == "a.m." || next.low == "p.m." || next.low == "gmt":
		return true
	case r.ratio(k, to, s):
		return true
	case (prev.low == "a" || prev.low == "an") && r.tokens[k].kind == figure: // "a 737"
		return true
	case prev.low == "," && next.low == "," && r.tokens[k].kind == figure:
		return true
	case prev.low == "aged" || prev.low == "age" || prev.low == "number" || prev.low == "no" || prev.low == "article" || prev.low == "section" || prev.low == "title" || prev.low == "boeing" || prev.low == "airbus" || prev.low == "gulfstream" || prev.low == "resolution":
		return true
	case r.tokens[k].kind == figure && isYear(r.tokens[k].low) && (prepositions[prev.low] || determiners[prev.low]) && units[next.low] == "" && !r.demonymAt(to, s):
		return true
	}
	return false
}

// labels are nouns that a number after them names one of: "phase 2", "flight 54".
var labels = wordSet{"phase": true, "group": true, "flight": true, "batch": true, "wave": true, "stage": true, "round": true, "terminal": true, "gate": true, "runway": true, "unit": true, "route": true, "highway": true, "page": true, "paragraph": true, "chapter": true, "part": true, "annex": true, "level": true, "tier": true, "block": true, "pod": true, "room": true, "hangar": true, "concourse": true, "step": true, "option": true, "case": true, "tranche": true}

// labelled tells whether the number at k is the name of one of several and counts nothing.
func (r *reading) labelled(k, to int) bool {
	if k == 0 || to < len(r.tokens) && (units[r.tokens[to].low] != "" || r.tokens[to].low == "more" || r.demonymAt(to, stretch{to, len(r.tokens)})) {
		return false // "on that flight 54 people": a figure
	}
	return labels[r.tokens[k-1].low]
}

// ratio tells whether the number at k is a part of "6 in 10" or "one out of four".
func (r *reading) ratio(k, to int, s stretch) bool {
	if to+1 < s.to && r.tokens[to].low == "in" && r.numberAt(to+1, s) && !isYear(r.tokens[to+1].low) {
		return true
	}
	if k-2 < s.from || r.tokens[k-1].low != "in" || isYear(r.tokens[k].low) {
		return false
	}
	_, end, _, ok := r.number(k-2, k-1)
	return ok && end == k-1
}

func (r *reading) demonymAt(k int, s stretch) bool {
	if k >= s.to {
		return false
	}
	m := r.placeAt(k)
	return m != nil && m.Kind == place.KindDemonym
}

func isYear(s string) bool {
	return len(s) == 4 && (strings.HasPrefix(s, "19") || strings.HasPrefix(s, "20"))
}

// span is the bytes of a stretch.
func (r *reading) span(s stretch) Span {
	return Span{Start: r.tokens[s.from].start, End: r.tokens[s.to-1].end}
}
