package statement

import "slices"

// plainHouses are the words by which a report names a ministry that it names in full elsewhere.
var plainHouses = wordSet{"ministry": true, "the ministry": true, "ministerio": true, "el ministerio": true, "ministère": true, "le ministère": true}

// FullHouses gives "Ministry" and "the ministry" of a report the one house that the same report
// names in full, such as the Spanish Interior Ministry: a headline and its article are one origin.
// Where a report names two, or none, nothing is put together. Statements are copied where they
// change, and the hop is marked as inferred.
func FullHouses(statements []Statement) []Statement {
	full := map[string]map[string]Hop{} // by document and key, the longest name
	for _, s := range statements {
		for _, h := range s.Chain {
			if h.Class != Institution || h.State == "" || h.Key != "ministry:"+h.State {
				continue
			}
			if full[s.Document] == nil {
				full[s.Document] = map[string]Hop{}
			}
			if have := full[s.Document][h.Key]; len(h.Text) > len(have.Text) || len(h.Text) == len(have.Text) && h.Text < have.Text {
				full[s.Document][h.Key] = h
			}
		}
	}
	copied := false
	for i, s := range statements {
		if len(full[s.Document]) != 1 {
			continue
		}
		for j, h := range s.Chain {
			if h.Class != Institution || h.State != "" || !plainHouses[lower(h.Text)] {
				continue
			}
			if !copied {
				statements, copied = slices.Clone(statements), true
			}
			chain := slices.Clone(statements[i].Chain)
			for _, house := range full[s.Document] {
				chain[j].Text, chain[j].State, chain[j].Key, chain[j].Inferred = house.Text, house.State, house.Key, true
			}
			statements[i].Chain = chain
		}
	}
	return statements
}
