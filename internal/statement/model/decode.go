package model

import "math"

// decode finds the sequence of labels with the largest sum of scores and steps (Viterbi).
// Of equals the lower label wins, so that the answer is always the same.
func decode(n int, score func(i int) weights, steps [labels + 1][labels]float64) []label {
	if n == 0 {
		return nil
	}
	best := make([]weights, n)
	from := make([][labels]label, n)
	for i := range n {
		s := score(i)
		for l := range labels {
			top, via := math.Inf(-1), outside
			if i == 0 {
				if follows(outside, l) {
					top, via = steps[labels][l], outside
				}
			} else {
				for b := range labels {
					if v := best[i-1][b] + steps[b][l]; follows(b, l) && v > top {
						top, via = v, b
					}
				}
			}
			best[i][l], from[i][l] = top+s[l], via
		}
	}
	out := make([]label, n)
	last := outside
	for l := range labels {
		if best[n-1][l] > best[n-1][last] {
			last = l
		}
	}
	for i := n - 1; i >= 0; i-- {
		out[i] = last
		last = from[i][last]
	}
	return out
}
