package fleet

import "sort"

// block is a run of addresses that was allotted to one state.
type block struct {
	first, last int
	country     string // ISO 3166-1 alpha-2
}

// Country returns the state whose block a 24-bit address in hexadecimal lies in, as an
// ISO 3166-1 alpha-2 code; "" where no state was allotted it, and for what is no address
// (a leading "~" marks one that a radar made up). It is the state of registry in law; an
// address can be mis-set or, by PIA, be another one of the same state for a time.
func Country(hex string) string {
	n, err := address(hex)
	if err != nil {
		return ""
	}
	i := sort.Search(len(blocks), func(i int) bool { return blocks[i].last >= n })
	if i == len(blocks) || n < blocks[i].first {
		return ""
	}
	return blocks[i].country
}
