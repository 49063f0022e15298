package measure

import "slices"

// Dark is how the sets stated for ends out of coverage did. The set of an end is the list of
// fields that it gives; what it states is the probability of them all together.
type Dark struct {
	Ends       int     `json:"ends"`   // out of coverage
	Held       Ratio   `json:"held"`   // the truth is in the set, of those with a set
	Stated     float64 `json:"stated"` // mean probability stated for the sets: an honest method holds as often
	MedianSize int     `json:"median_size"`
	Above      Ratio   `json:"above"` // one field with more than 0.6 without another source
}

// Dark measures the origins (or destinations) that were out of coverage.
func (s Score) Dark(start bool) Dark {
	var d Dark
	var sizes []int
	for _, e := range s.Ends {
		if e.Start != start || e.Reach != Away || e.Truth == unknownField {
			continue
		}
		d.Ends++
		d.Above.Of++
		if e.P > 0.6 {
			d.Above.Yes++
		}
		if e.Size == 0 {
			continue
		}
		d.Held.Of++
		if e.InSet {
			d.Held.Yes++
		}
		d.Stated += e.Mass
		sizes = append(sizes, e.Size)
	}
	if len(sizes) > 0 {
		d.Stated /= float64(len(sizes))
		slices.Sort(sizes)
		d.MedianSize = sizes[len(sizes)/2]
	}
	return d
}
