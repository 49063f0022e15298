package measure

import "slices"

// Full is the probability that a feasible set states where its list may be as long as it needs.
const Full = 0.95

// Dark is how the feasible sets stated for ends out of coverage did.
type Dark struct {
	Set        Ratio   `json:"set"`         // a set is stated, of the ends out of coverage
	Held       Ratio   `json:"held"`        // the truth is in the set, of the sets that state 0.95
	HeldLess   Ratio   `json:"held_less"`   // the same of the sets that state less
	Stated     float64 `json:"stated"`      // mean probability that the latter state
	MedianSize int     `json:"median_size"` // fields in a set
	NineSize   int     `json:"nine_size"`   // nine sets in ten have no more fields
	Above      Ratio   `json:"above"`       // one field with more than 0.6 though no other source says so
}

// Dark measures the sets of the origins (or destinations) that were out of coverage. Where a
// leg does not begin (or end) with any flight there is no truth to hold, and it does not count.
func (s Score) Dark(start bool) Dark {
	var d Dark
	var sizes []int
	for _, e := range s.Ends {
		if e.Start != start || e.Reach != Away || e.Truth == unknownField {
			continue
		}
		d.Above.add(e.P > 0.6)
		d.Set.add(e.Set > 0)
		if e.Set == 0 {
			continue
		}
		sizes = append(sizes, e.Set)
		if e.Stated >= Full {
			d.Held.add(e.InSet)
		} else {
			d.HeldLess.add(e.InSet)
			d.Stated += e.Stated
		}
	}
	d.Stated /= float64(max(1, d.HeldLess.Of))
	if slices.Sort(sizes); len(sizes) > 0 {
		d.MedianSize, d.NineSize = sizes[len(sizes)/2], sizes[len(sizes)*9/10]
	}
	return d
}
