package fleet

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"time"
)

// Known is everything that is known of one address, as the workspace gives it. Order does not
// matter, and nothing of it is believed: Identify only sets side by side who says what.
type Known struct {
	Hex    string
	Heard  []Sighting // its legs
	Claims []Claim    // what the producers of its traces said of it
	Pulled []Pulled   // rows of registries for it, and for the call-sign prefixes that it used
	Pulls  []Pull     // every registry that was pulled, those that do not know it among them
	Others []Sighting // legs of other aircraft that used its call signs, and all legs of those aircraft
}

// Sighting is one leg of one address, as far as identity goes.
type Sighting struct {
	Leg, Hex  string
	From, To  time.Time
	Callsigns []string
}

// Claim is what the producer of one trace file said of the aircraft.
type Claim struct {
	Registration string `json:"registration,omitempty"`
	Type         string `json:"type,omitempty"`
	Description  string `json:"description,omitempty"`
	Operator     string `json:"operator,omitempty"` // owner or operator: producers do not tell them apart
	Withheld     bool   `json:"withheld,omitempty"` // one is named who is not kept, see Organisation
	Year         string `json:"year,omitempty"`
	Flags        Flags  `json:"flags,omitempty"`

	Day    string `json:"-"` // of the file's first position, 2006-01-02
	Source string `json:"-"` // the file
}

// NewClaim cleans what a trace says about its aircraft and keeps no private owner.
func NewClaim(registration, typ, description, operator, year string, f Flags) Claim {
	c := Claim{Registration: Clean(registration), Type: Clean(typ), Description: Clean(description), Year: Clean(year), Flags: f}
	c.Operator, c.Withheld = holder(operator)
	return c
}

// Pull is one registry as it was pulled on a day.
type Pull struct {
	Seq       int64     `json:"record"` // place in the ledger
	Name      string    `json:"name"`   // tar1090-db, faa, or the file's name
	Format    string    `json:"format"`
	URL       string    `json:"url,omitempty"`
	Hash      string    `json:"sha256"`
	Day       string    `json:"day"` // that the table speaks of
	Retrieved time.Time `json:"retrieved"`
}

// Pulled is one row of one pull.
type Pulled struct {
	Pull
	Entry
}

// Identity is who an aircraft is said to be, over time. Nothing in it is resolved: where
// sources differ, each value stands with its source, its days and how many say otherwise.
type Identity struct {
	Hex       string    `json:"hex"`
	Country   string    `json:"address_block_of"` // ISO 3166-1 alpha-2; empty where no state has the block
	Name      string    `json:"name"`             // a registration that a page may head itself with; empty where none is said
	First     string    `json:"first_heard"`      // day
	Last      string    `json:"last_heard"`
	Legs      int       `json:"legs"`
	Temporary []string  `json:"temporary"` // why the address may have been another aircraft's at another time
	Said      []Said    `json:"said"`
	Conflicts []Differ  `json:"conflicts"`
	Callsigns []Use     `json:"callsigns"`
	Blocks    []Block   `json:"blocks"`
	Overlap   []Overlap `json:"overlap"`
	Swaps     []Swap    `json:"swaps"`
	Pulls     []Pull    `json:"registries"`
}

// Said is one statement about an aircraft.
type Said struct {
	Field     string `json:"field"`
	Value     string `json:"value"`
	From      string `json:"from"` // first day for which it is said; empty: not known
	To        string `json:"to"`   // last one; empty: no end known
	Times     int    `json:"times"`
	Of        string `json:"of"` // what Times counts: days, pulls
	Source    string `json:"source"`
	Kind      string `json:"kind"` // computed, producer, registry, typed in
	Grade     Grade  `json:"grade"`
	Otherwise int    `json:"otherwise"` // how many other sources say otherwise

	Withheld bool `json:"withheld,omitempty"` // the value stands for a name that is not kept
}

// The fields.
const (
	FieldRegistration = "registration"
	FieldType         = "type"
	FieldDescription  = "description"
	FieldYear         = "built"
	FieldOperator     = "operator"
	FieldOwnOp        = "owner or operator"
	FieldOwner        = "registered owner"
	FieldCountry      = "country of the address block"
	FieldFlag         = "flag"
	FieldKnownFor     = "known for"
)

var fieldOrder = []string{FieldRegistration, FieldType, FieldDescription, FieldYear, FieldOperator, FieldOwnOp, FieldOwner, FieldCountry, FieldFlag, FieldKnownFor}

// The kinds.
const (
	Computed = "computed"
	Producer = "producer"
	InTable  = "registry"
	TypedIn  = "typed in"
)

// Differ is a field about which sources differ.
type Differ struct {
	Field  string  `json:"field"`
	Values []Value `json:"values"`
}

// Value is one of several values, with those who say it.
type Value struct {
	Value   string   `json:"value"`
	Sources []string `json:"sources"`
	Dated   []string `json:"dated"` // the sources again, each with the days for which it says so
}

// Identify sets side by side what is said of an aircraft. The same facts in another order
// give the same answer.
func Identify(k Known) Identity {
	id := Identity{Hex: k.Hex, Country: Country(k.Hex), Temporary: []string{}, Said: []Said{}, Conflicts: []Differ{}, Pulls: slices.Clone(k.Pulls)}
	if id.Pulls == nil {
		id.Pulls = []Pull{}
	}
	slices.SortFunc(id.Pulls, func(a, b Pull) int { return cmp.Or(strings.Compare(a.Day, b.Day), cmp.Compare(a.Seq, b.Seq)) })
	for _, s := range k.Heard {
		id.Legs++
		id.First, id.Last = earlier(id.First, dayOf(s.From)), later(id.Last, dayOf(s.To))
	}
	b := statements{hex: k.Hex}
	b.computed()
	b.claimed(k.Claims)
	b.pulled(k.Pulled, id.Pulls)
	b.typedIn()
	id.Said = b.sorted()
	id.Name = b.name()
	id.Conflicts = b.differ(id.Said)
	id.Callsigns = uses(k.Heard)
	id.Blocks = blocksOf(k.Heard, b.registrations(), k.Pulled)
	id.Overlap, id.Swaps = overlaps(k.Heard, k.Others)
	id.Temporary = b.temporary(k, id)
	return id
}

// statements gathers Said.
type statements struct {
	hex  string
	list []Said
}

func (b *statements) add(s Said) {
	if s.Value != "" {
		b.list = append(b.list, s)
	}
}

func (b *statements) computed() {
	if n, ok := NNumber(b.hex); ok {
		b.add(Said{Field: FieldRegistration, Value: n, Source: "computed from the address by the published algorithm of the United States", Kind: Computed, Grade: Primary})
	}
	if c := Country(b.hex); c != "" {
		b.add(Said{Field: FieldCountry, Value: c, Source: "ICAO Annex 10, volume III, table 9-1", Kind: Computed, Grade: Primary})
	}
}

// claimed counts on which days the producers of traces said what.
func (b *statements) claimed(claims []Claim) {
	type key struct {
		field, value string
		withheld     bool
	}
	days := map[key]map[string]bool{}
	note := func(field, value, day string, withheld bool) {
		if value == "" {
			return
		}
		k := key{field, value, withheld}
		if days[k] == nil {
			days[k] = map[string]bool{}
		}
		days[k][day] = true
	}
	for _, c := range claims {
		note(FieldRegistration, c.Registration, c.Day, false)
		note(FieldType, c.Type, c.Day, false)
		note(FieldDescription, c.Description, c.Day, false)
		note(FieldYear, c.Year, c.Day, false)
		note(FieldOwnOp, c.Operator, c.Day, false)
		if c.Withheld {
			note(FieldOwnOp, Withheld, c.Day, true)
		}
		for _, w := range c.Flags.Words() {
			note(FieldFlag, w, c.Day, false)
		}
	}
	for k, on := range days {
		s := Said{Field: k.field, Value: k.value, Times: len(on), Of: "days", Source: "the producer of the traces", Kind: Producer, Grade: OneOutlet, Withheld: k.withheld}
		for d := range on {
			s.From, s.To = earlier(s.From, d), later(s.To, d)
		}
		b.add(s)
	}
}

// pulled says what each registry said, from its first to its last pull that says so without
// another pull of it between them that does not.
func (b *statements) pulled(rows []Pulled, pulls []Pull) {
	type key struct{ name, field, value string }
	said := map[key]map[int64]Said{}
	for _, r := range rows {
		if strings.HasPrefix(r.Key, "callsign:") {
			continue
		}
		for _, s := range fieldsOf(r) {
			k := key{r.Name, s.Field, s.Value}
			if said[k] == nil {
				said[k] = map[int64]Said{}
			}
			said[k][r.Seq] = s
		}
	}
	for k, by := range said {
		var run *Said
		end := func() {
			if run != nil {
				b.add(*run)
			}
			run = nil
		}
		for _, p := range pulls {
			if p.Name != k.name {
				continue
			}
			s, ok := by[p.Seq]
			switch {
			case !ok:
				end()
			case run == nil:
				run = &s
			default:
				run.To, run.Times = p.Day, run.Times+1
			}
		}
		end()
	}
}

// fieldsOf is what one row says, field by field.
func fieldsOf(r Pulled) []Said {
	grade := OneOutlet
	if r.Format == "FAA" {
		grade = Primary
	}
	base := Said{From: r.Day, To: r.Day, Times: 1, Of: "pulls", Source: r.Name, Kind: InTable, Grade: grade}
	owner := FieldOwner
	if r.Format == "tar1090-db" {
		owner = FieldOwnOp
	}
	var out []Said
	add := func(field, value string) {
		if value != "" {
			s := base
			s.Field, s.Value = field, value
			out = append(out, s)
		}
	}
	add(FieldRegistration, r.Registration)
	add(FieldType, r.Type)
	add(FieldDescription, r.Description)
	add(FieldYear, r.Year)
	add(FieldOperator, r.Operator)
	value := r.Owner
	if r.Withheld {
		value = Withheld
	}
	if r.Owner != "" && r.Since != "" {
		value += " (since " + r.Since + ")"
	}
	add(owner, value)
	if r.Withheld {
		out[len(out)-1].Withheld = true
	}
	if strings.Contains(r.Key, "-") {
		add(FieldCountry, r.Country)
	}
	for _, w := range r.Flags.Words() {
		add(FieldFlag, w)
	}
	return out
}

// typedIn adds the facts of this package about the registrations that are said.
func (b *statements) typedIn() {
	for _, reg := range b.registrations() {
		for _, f := range pick("tail:"+reg, time.Time{}, SeenWith, SeenAs, OtherWork) {
			s := Said{Field: FieldKnownFor, Value: f.Value, From: f.From, To: f.To, Source: reg + ": " + f.Source, Kind: TypedIn, Grade: f.Grade}
			switch f.Predicate {
			case SeenWith:
				s.Field = FieldOperator
			case SeenAs:
				s.Value = "seen under " + f.Value
			}
			b.add(s)
		}
	}
}

// registrations are those that anybody says, sorted.
func (b *statements) registrations() []string {
	var out []string
	for _, s := range b.list {
		if s.Field == FieldRegistration && !slices.Contains(out, s.Value) {
			out = append(out, s.Value)
		}
	}
	slices.Sort(out)
	return out
}

// name is what a page may call the aircraft: what its producers said on most days, otherwise
// what is computed, otherwise what a registry says.
func (b *statements) name() string {
	best := Said{}
	rank := map[string]int{Producer: 3, Computed: 2, InTable: 1}
	for _, s := range b.sorted() {
		if s.Field != FieldRegistration {
			continue
		}
		if best.Value == "" || rank[s.Kind] > rank[best.Kind] || rank[s.Kind] == rank[best.Kind] && s.Times > best.Times {
			best = s
		}
	}
	return best.Value
}

func (b *statements) sorted() []Said {
	slices.SortFunc(b.list, func(x, y Said) int {
		return cmp.Or(cmp.Compare(slices.Index(fieldOrder, x.Field), slices.Index(fieldOrder, y.Field)), strings.Compare(x.From, y.From),
			strings.Compare(x.Kind, y.Kind), strings.Compare(x.Value, y.Value), strings.Compare(x.Source, y.Source), strings.Compare(x.To, y.To))
	})
	return b.list
}

// question is the field that a statement answers, for the search of differences: who operates
// an aircraft and who "owns or operates" it are one question; who is its registered owner, a
// bank often, is another.
func question(field string) string {
	switch field {
	case FieldOwnOp:
		return FieldOperator
	case FieldRegistration, FieldType, FieldYear, FieldOperator, FieldOwner, FieldCountry:
		return field
	}
	return ""
}

// differ finds the fields about which sources differ, and counts for each statement how many
// other sources say otherwise. A name that is not kept is compared with nothing.
func (b *statements) differ(said []Said) []Differ {
	out := []Differ{}
	byField := map[string]map[string]map[string]bool{} // question, same, sources
	shown := map[[2]string]string{}
	for _, s := range said {
		q := question(s.Field)
		if q == "" || s.Withheld {
			continue
		}
		if byField[q] == nil {
			byField[q] = map[string]map[string]bool{}
		}
		same := sameAs(q, s.Value)
		if byField[q][same] == nil {
			byField[q][same] = map[string]bool{}
			shown[[2]string{q, same}] = s.Value
		}
		byField[q][same][s.Source] = true
	}
	for i, s := range said {
		if q := question(s.Field); q != "" && !s.Withheld {
			against := map[string]bool{}
			for same, sources := range byField[q] {
				for source := range sources {
					if same != sameAs(q, s.Value) && source != s.Source && !byField[q][sameAs(q, s.Value)][source] {
						against[source] = true
					}
				}
			}
			said[i].Otherwise = len(against)
		}
	}
	for _, q := range fieldOrder {
		if len(byField[q]) < 2 {
			continue
		}
		d := Differ{Field: q}
		for same, sources := range byField[q] {
			v := Value{Value: shown[[2]string{q, same}]}
			for s := range sources {
				v.Sources = append(v.Sources, s)
			}
			slices.Sort(v.Sources)
			for _, source := range v.Sources {
				v.Dated = append(v.Dated, dated(said, q, same, source))
			}
			d.Values = append(d.Values, v)
		}
		slices.SortFunc(d.Values, func(x, y Value) int { return strings.Compare(x.Value, y.Value) })
		out = append(out, d)
	}
	return out
}

// dated is a source of a value with the days for which it says so.
func dated(said []Said, q, same, source string) string {
	words := source
	for _, s := range said {
		if s.Source == source && question(s.Field) == q && !s.Withheld && sameAs(q, s.Value) == same && s.When() != "no dates" {
			words += ", " + s.When()
		}
	}
	return words
}

// sameAs folds what is the same thing written otherwise: case, hyphens, forms of a company,
// the day since when a registry says so, what stands in brackets.
func sameAs(field, value string) string {
	value, _, _ = strings.Cut(value, " (")
	if field == FieldRegistration {
		return strings.ReplaceAll(upper(value), "-", "")
	}
	var kept []string
	for _, w := range words(value) {
		if !incorporated[w] || w == "BANK" {
			kept = append(kept, w)
		}
	}
	return strings.Join(kept, " ")
}

// temporary says why an address may have been another aircraft's at another time.
func (b *statements) temporary(k Known, id Identity) []string {
	out := []string{}
	for _, s := range id.Said {
		if s.Field == FieldFlag && strings.HasPrefix(s.Value, "PIA") {
			out = append(out, fmt.Sprintf("marked as a privacy address (PIA) by %s, %s to %s: such an address is given for a time and then to another aircraft; what is said of one time does not hold for another", s.Source, s.From, s.To))
		}
	}
	_, civil := NNumber(k.Hex)
	var faa *Pull
	for i, p := range id.Pulls {
		if p.Format == "FAA" {
			faa = &id.Pulls[i]
		}
	}
	switch {
	case civil && faa != nil && !slices.ContainsFunc(k.Pulled, func(r Pulled) bool { return r.Seq == faa.Seq && r.Key == k.Hex }):
		out = append(out, fmt.Sprintf("in no row of the United States' registry of %s: a privacy address for a time, a cancelled registration or one not entered yet look alike", faa.Day))
	case id.Country == "US" && !civil:
		out = append(out, "in the United States' block but above its civil numbers: military or not given out; no registration can be computed")
	case id.Country == "":
		out = append(out, "in no state's block: mis-set, or made up by a ground station")
	}
	for _, d := range id.Conflicts {
		if d.Field == FieldRegistration {
			out = append(out, fmt.Sprintf("%d registrations are said of it: the address passed from one aircraft to another, was mis-set, or a table is wrong", len(d.Values)))
		}
	}
	return out
}

func dayOf(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.UTC().Format(time.DateOnly)
}

// earlier and later take the empty day for none.
func earlier(a, b string) string {
	if a == "" || b != "" && b < a {
		return b
	}
	return a
}

func later(a, b string) string { return max(a, b) }
