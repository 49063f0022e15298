package fleet

import (
	"cmp"
	"maps"
	"slices"
	"strings"
	"time"
)

// Use is how often and when a call sign was heard from an aircraft.
type Use struct {
	Sign  string `json:"callsign"`
	First string `json:"first"` // day
	Last  string `json:"last"`
	Legs  int    `json:"legs"`
}

// Block is a run of an aircraft's call signs: the same prefix and the same numbers but for
// the last two digits. Says is what is known of the prefix; it names no operator of this
// aircraft.
type Block struct {
	Name  string `json:"block"` // GXA61xx
	Signs int    `json:"callsigns"`
	First string `json:"first"`
	Last  string `json:"last"`
	Legs  int    `json:"legs"`
	Says  []Said `json:"says"`
}

// Overlap is one special call sign with every aircraft that flew it: why it names no operator.
type Overlap struct {
	Sign  string    `json:"callsign"`
	Users []SignUse `json:"aircraft"` // this one first
}

// SignUse is one aircraft under a special call sign.
type SignUse struct {
	Hex          string   `json:"hex"`
	Registration string   `json:"registration"` // computed; empty outside the United States
	First        string   `json:"first"`
	Last         string   `json:"last"`
	Legs         int      `json:"legs"`
	Also         []string `json:"also"` // prefixes of the other call signs that it was heard with
}

// Swap is a call sign that two aircraft flew within a day of each other: one may have stood
// in for the other, or it was the return.
type Swap struct {
	Sign  string    `json:"callsign"`
	Mine  string    `json:"leg"`       // ID of this aircraft's leg
	Other string    `json:"other_leg"` // of the other's
	Hex   string    `json:"other_hex"`
	At    time.Time `json:"at"` // the other leg's first position
}

// swapWithin is how far apart two legs under one call sign may begin: a flight number is
// flown once a day, and a replacement flies the same day or the next.
const swapWithin = 24 * time.Hour

// Prefix is the letters at the head of a call sign that has a number, "" for what has none.
func Prefix(sign string) string {
	sign = upper(sign)
	i := strings.IndexAny(sign, "0123456789")
	if i <= 0 || strings.Trim(sign[:i], "ABCDEFGHIJKLMNOPQRSTUVWXYZ") != "" {
		return ""
	}
	return sign[:i]
}

// IsSpecial reports whether a call sign's prefix is one that names no operator.
func IsSpecial(sign string) bool {
	p := Prefix(sign)
	return p != "" && pick("callsign:"+p, time.Time{}, SpecialSign) != nil
}

// blockOfSign is the run that a call sign belongs to.
func blockOfSign(sign string, registrations []string) string {
	bare := strings.ReplaceAll(sign, "-", "")
	if slices.ContainsFunc(registrations, func(r string) bool { return strings.ReplaceAll(r, "-", "") == bare }) {
		return "its own registration"
	}
	p := Prefix(sign)
	number := sign[len(p):]
	switch {
	case p == "":
		return "without a number"
	case strings.Trim(number, "0123456789") != "":
		return p + "… with letters"
	case len(number) <= 2:
		return p + "xx"
	}
	return p + number[:len(number)-2] + "xx"
}

func uses(heard []Sighting) []Use {
	by := map[string]*Use{}
	for _, h := range heard {
		for _, sign := range signsOf(h) {
			u := by[sign]
			if u == nil {
				u = &Use{Sign: sign}
				by[sign] = u
			}
			u.Legs++
			u.First, u.Last = earlier(u.First, dayOf(h.From)), later(u.Last, dayOf(h.From))
		}
	}
	out := []Use{}
	for _, sign := range slices.Sorted(maps.Keys(by)) {
		out = append(out, *by[sign])
	}
	return out
}

// signsOf are the call signs of a leg, each once.
func signsOf(h Sighting) []string {
	var out []string
	for _, s := range h.Callsigns {
		if s = upper(Clean(s)); s != "" && !slices.Contains(out, s) {
			out = append(out, s)
		}
	}
	return out
}

func blocksOf(heard []Sighting, registrations []string, rows []Pulled) []Block {
	type run struct {
		Block
		signs  map[string]bool
		prefix string
	}
	by := map[string]*run{}
	for _, h := range heard {
		inLeg := map[string]bool{}
		for _, sign := range signsOf(h) {
			name := blockOfSign(sign, registrations)
			r := by[name]
			if r == nil {
				r = &run{Block: Block{Name: name, Says: []Said{}}, signs: map[string]bool{}}
				by[name] = r
			}
			if name != "its own registration" {
				r.prefix = Prefix(sign)
			}
			r.signs[sign] = true
			if !inLeg[name] {
				inLeg[name] = true
				r.Legs++
			}
			r.First, r.Last = earlier(r.First, dayOf(h.From)), later(r.Last, dayOf(h.From))
		}
	}
	out := []Block{}
	for _, name := range slices.Sorted(maps.Keys(by)) {
		r := by[name]
		r.Signs = len(r.signs)
		if r.prefix != "" {
			r.Says = saysOfPrefix(r.prefix, rows)
		}
		out = append(out, r.Block)
	}
	return out
}

// saysOfPrefix is what is said of a call-sign prefix, by this package and by the registries.
func saysOfPrefix(prefix string, rows []Pulled) []Said {
	out := []Said{}
	for _, f := range pick("callsign:"+prefix, time.Time{}, PrefixOf, SpecialSign) {
		out = append(out, Said{Field: f.Predicate, Value: f.Value, From: f.From, To: f.To, Source: f.Source, Kind: TypedIn, Grade: f.Grade})
	}
	var tables []Said
	for _, r := range rows {
		if r.Key != SignKey(prefix) {
			continue
		}
		i := slices.IndexFunc(tables, func(s Said) bool { return s.Value == r.Operator && s.Source == r.Name })
		if i < 0 {
			tables = append(tables, Said{Field: PrefixOf, Value: r.Operator, From: r.Day, To: r.Day, Of: "pulls", Source: r.Name, Kind: InTable, Grade: OneOutlet})
			i = len(tables) - 1
		}
		t := &tables[i]
		t.Times++
		t.From, t.To = earlier(t.From, r.Day), later(t.To, r.Day)
	}
	slices.SortFunc(tables, func(a, b Said) int {
		return cmp.Or(strings.Compare(a.Value, b.Value), strings.Compare(a.Source, b.Source))
	})
	return append(out, tables...)
}

// overlaps finds who else flew this aircraft's special call signs, and which of its other
// call signs another aircraft flew within a day.
func overlaps(mine, others []Sighting) ([]Overlap, []Swap) {
	everyone := map[string][]Sighting{}
	for _, o := range others {
		everyone[o.Hex] = append(everyone[o.Hex], o)
	}
	shared, swaps := []Overlap{}, []Swap{}
	for _, u := range uses(mine) {
		if !IsSpecial(u.Sign) {
			continue
		}
		o := Overlap{Sign: u.Sign}
		for _, hex := range slices.Sorted(maps.Keys(everyone)) {
			if s, ok := signUse(hex, u.Sign, everyone[hex]); ok {
				o.Users = append(o.Users, s)
			}
		}
		if s, ok := signUse(mine[0].Hex, u.Sign, mine); ok {
			o.Users = slices.Insert(o.Users, 0, s)
		}
		shared = append(shared, o)
	}
	for _, m := range mine {
		for _, sign := range signsOf(m) {
			if Prefix(sign) == "" || IsSpecial(sign) {
				continue
			}
			for _, o := range others {
				if apart := o.From.Sub(m.From).Abs(); apart <= swapWithin && slices.Contains(signsOf(o), sign) {
					swaps = append(swaps, Swap{Sign: sign, Mine: m.Leg, Other: o.Leg, Hex: o.Hex, At: o.From.UTC()})
				}
			}
		}
	}
	slices.SortFunc(swaps, func(a, b Swap) int {
		return cmp.Or(b.At.Compare(a.At), strings.Compare(a.Sign, b.Sign), strings.Compare(a.Mine, b.Mine), strings.Compare(a.Other, b.Other))
	})
	return shared, swaps
}

func signUse(hex, sign string, heard []Sighting) (SignUse, bool) {
	u := SignUse{Hex: hex, Also: []string{}}
	u.Registration, _ = NNumber(hex)
	for _, h := range heard {
		signs := signsOf(h)
		if slices.Contains(signs, sign) {
			u.Legs++
			u.First, u.Last = earlier(u.First, dayOf(h.From)), later(u.Last, dayOf(h.From))
		}
		for _, s := range signs {
			if p := Prefix(s); p != "" && p != Prefix(sign) && !slices.Contains(u.Also, p) && s != u.Registration {
				u.Also = append(u.Also, p)
			}
		}
	}
	slices.Sort(u.Also)
	return u, u.Legs > 0
}
