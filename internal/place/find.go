package place

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Find lists the places, peoples and governments that an English text names, in the
// order of the text. At each word the longest name wins; names are whole words, written
// with a capital (or all in capitals). A newspaper, a carrier or a university named
// after a place is passed over.
//
// It reads words, not meanings: what the words around do not settle stands in
// Ambiguous. It never fails: a text without a name has no mentions.
func Find(text string) []Mention { return findBy(text, locates) }

// findBy is Find with the words of place or travel of a language.
func findBy(text string, locates func(before, word string) bool) []Mention {
	g := gazetteer()
	var found []Mention
	before := ""  // the word before
	located := -1 // the end of the last name that words of place or travel lead to
	for i := 0; i < len(text); {
		word := wordAt(text[i:])
		if word == "" {
			_, n := utf8.DecodeRuneInString(text[i:])
			i += n
			continue
		}
		next := i + len(word)
		if first, _ := utf8.DecodeRuneInString(word); unicode.IsUpper(first) {
			if h := g.longest(text[i:], word); h.length > 0 {
				next = i + h.length
				there := locates(text[:i], before) || located >= 0 && joins(text[located:i])
				if m, ok := g.settle(text, i, before, there, h); ok {
					found, next = append(found, m), m.End
				}
				if there {
					located = next
				}
				word = lastWord(text[i:next])
			} else if m, ok := byICAO(text, i, word); ok {
				found = append(found, m)
			}
		}
		before, i = word, next
	}
	settleGeorgia(text, found)
	return found
}

// hit is the longest name at a place in the text. A seat of government is a city too.
type hit struct {
	length                 int
	name, city, government *name
}

// longest finds the longest name that begins text, whose first word is word.
func (g *names) longest(text, word string) hit {
	var h hit
	for _, k := range g.byWord[strings.ToUpper(word)] {
		n := &g.list[k]
		length := matches(text, n.text)
		if length == 0 || length < h.length {
			continue
		}
		if length > h.length {
			h = hit{length: length, name: n}
		}
		switch {
		case n.kind == KindCity && h.city == nil:
			h.city = n
		case n.kind == KindGovernment && h.government == nil:
			h.government = n
		}
	}
	return h
}

// matches reports how many bytes at the beginning of text the name takes, 0 for none: byte
// for byte, or in another case where the text shouts in capitals; any run of white space
// for a space, any apostrophe for an apostrophe. The name must end where a word ends.
func matches(text, name string) int {
	i := 0
	for j := 0; j < len(name); {
		if i >= len(text) {
			return 0
		}
		want, nj := utf8.DecodeRuneInString(name[j:])
		got, ni := utf8.DecodeRuneInString(text[i:])
		switch {
		case got == want:
		case want == ' ' && unicode.IsSpace(got):
		case isApostrophe(want) && isApostrophe(got):
		case i > 0 && got == unicode.ToUpper(want) && inCapitals(text, i):
		default:
			return 0
		}
		i, j = i+ni, j+nj
		for want == ' ' && i < len(text) {
			r, n := utf8.DecodeRuneInString(text[i:])
			if !unicode.IsSpace(r) {
				break
			}
			i += n
		}
	}
	if r, _ := utf8.DecodeRuneInString(text[i:]); i < len(text) && isWordRune(r) {
		return 0
	}
	return i
}

// inCapitals reports whether the rune before text[i:] is a capital or no letter at all,
// as it is inside a word that is all in capitals.
func inCapitals(text string, i int) bool {
	r, _ := utf8.DecodeLastRuneInString(text[:i])
	return !unicode.IsLower(r)
}

// settle turns a hit into a mention by the words around it, or drops it; there says that
// words of place or travel lead to it.
func (g *names) settle(text string, start int, before string, there bool, h hit) (Mention, bool) {
	end := start + h.length
	after := text[end:]
	if h.name.kind == kindNone || strings.HasPrefix(after, "$") || isTitle(before) || isInstitution(text[:start], after) {
		return Mention{}, false
	}
	n := h.name
	ambiguous := n.ambiguous
	switch {
	case h.government == nil || h.city == nil:
	case there:
		n, ambiguous = h.city, h.city.ambiguous
	default:
		n, ambiguous = h.government, slices.Concat(h.city.ambiguous, []string{h.city.code})
	}
	m := Mention{Start: start, End: end, Kind: n.kind, Code: n.code, Country: n.country, Region: n.region, Airports: n.airports, Ambiguous: ambiguous}
	if n.kind == KindCity && !g.settleCity(&m, n, before, after, there) {
		return Mention{}, false
	}
	if comesFirst(before, "in", "into", "near", "via", "outside", "inside") {
		m.Ambiguous = slices.DeleteFunc(slices.Clone(m.Ambiguous), func(s string) bool { return s == person })
	} else if mayBePerson(text, start, m.End, before, m.Kind) && !slices.Contains(m.Ambiguous, person) {
		m.Ambiguous = append(slices.Clone(m.Ambiguous), person)
	}
	if len(m.Ambiguous) == 0 {
		m.Ambiguous = nil
	}
	m.Text = text[m.Start:m.End]
	return m, true
}

// settleCity reads on after a city: "Alexandria, Virginia", "Harlingen airport". It
// reports false for a small city that no word of place or travel leads to.
func (g *names) settleCity(m *Mention, n *name, before, after string, there bool) bool {
	if in := g.regionAfter(after); in != nil && g.narrow(m, n.text, in) {
		return true
	}
	if length := airportWords(after); length > 0 && len(n.airports) == 1 {
		m.End += length
		m.Kind, m.Code, m.Ambiguous = KindAirport, n.airports[0], nil
		return true
	}
	return !n.weak || there || comesFirst(before, "in", "at", "near", "into", "outside", "through", "via", "toward", "towards", "to", "from", "over")
}

// regionAfter reads what ", Texas", ", Tex." or ", Egypt" after a city names, or nil.
func (g *names) regionAfter(after string) *name {
	after, ok := strings.CutPrefix(after, ", ")
	if !ok {
		return nil
	}
	word := wordAt(after)
	if h := g.longest(after, word); h.length > 0 && (h.name.kind == KindState || h.name.kind == KindCountry) {
		return h.name
	}
	abbreviated := word
	if strings.HasPrefix(after[len(word):], ".") {
		abbreviated += "."
	}
	if code := stateAbbreviations[abbreviated]; code != "" {
		return &name{kind: KindState, code: code, country: "US"}
	}
	return nil
}

// narrow puts a city into the state or country named after it. A state always settles
// it; a country only if it has such a city, because "Doha, Kuwait and Cairo" is a list.
func (g *names) narrow(m *Mention, city string, in *name) bool {
	code, region := in.code, ""
	if in.kind == KindState {
		region = in.code
	} else if in.code == "GE" && m.Country == "US" {
		code, region = "US-GA", "US-GA"
	}
	country := in.country
	if region != "" {
		country = "US"
	}
	switch {
	case region != "" && region == m.Region, region == "" && country == m.Country:
		m.Ambiguous = nil
		return true
	case region == "" && !slices.Contains(m.Ambiguous, country) && len(g.airportsIn(city, country, "")) == 0:
		return false
	}
	airports := g.airportsIn(city, country, region)
	m.Kind, m.Code, m.Country, m.Region, m.Airports, m.Ambiguous = KindCity, code, country, region, airports, nil
	if len(airports) == 1 {
		m.Code = airports[0]
	}
	return true
}

// byICAO takes four capitals that are the code of a large or medium field for it, unless
// the words around are in capitals as well.
func byICAO(text string, at int, word string) (Mention, bool) {
	if len(word) != 4 || strings.Trim(word, "ABCDEFGHIJKLMNOPQRSTUVWXYZ") != "" || codesThatAreWords[word] {
		return Mention{}, false
	}
	for _, neighbour := range []string{lastWord(text[:at]), nextWord(text[at+4:])} {
		if len(neighbour) > 1 && strings.ToUpper(neighbour) == neighbour && strings.ToLower(neighbour) != neighbour {
			if _, ok := Embedded().Lookup(neighbour); !ok {
				return Mention{}, false
			}
		}
	}
	a, ok := Embedded().Lookup(word)
	if !ok || a.Code != word || a.Size == Small {
		return Mention{}, false
	}
	return Mention{Start: at, End: at + 4, Text: text[at : at+4], Kind: KindAirport, Code: a.Code, Country: a.Country, Region: a.Region, Airports: []string{a.Code}}, true
}

// settleGeorgia decides between the state and the country where the text helps: a place
// of either, or "Lumpkin, Georgia" after a word that is not a place of the country.
func settleGeorgia(text string, found []Mention) {
	var country, state bool
	for _, m := range found {
		country = country || m.Country == "GE" && m.Text != "Georgia" && m.Kind != KindAirport
		state = state || m.Region == "US-GA"
	}
	for i := range found {
		m := &found[i]
		if m.Code != "GE" || m.Kind != KindCountry || len(m.Ambiguous) == 0 {
			continue
		}
		town, comma := strings.CutSuffix(text[:m.Start], ", ")
		r, _ := utf8.DecodeRuneInString(lastWord(town))
		afterTown := comma && unicode.IsUpper(r) && !(i > 0 && found[i-1].End == len(town) && found[i-1].Country != "US")
		switch {
		case afterTown, state && !country:
			m.Kind, m.Code, m.Country, m.Region, m.Ambiguous = KindState, "US-GA", "US", "US-GA", nil
		case country && !state:
			m.Ambiguous = nil
		}
	}
}
