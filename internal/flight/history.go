package flight

import (
	"fmt"
	"slices"
)

// remember lets the fields where the aircraft was heard on the ground elsewhere in the track
// weigh a little more for the ends that were not observed. The stop that an end shares with
// its neighbour is continuity's business, see fuse.
func (w *trail) remember(starts, ends []*guess) {
	type stop struct {
		code string
		k    int // the stop before leg k
	}
	var stops []stop
	add := func(g *guess, k int) {
		if code, p := top(g.list); g.kind == roll && p >= 0.9 && !slices.Contains(stops, stop{code, k}) {
			stops = append(stops, stop{code, k})
		}
	}
	for i := range starts {
		add(starts[i], i)
		add(ends[i], i+1)
	}
	if len(stops) == 0 {
		return
	}
	weigh := func(g *guess, k int) {
		times := map[string]int{}
		for _, s := range stops {
			if s.k != k {
				times[s.code]++
			}
		}
		w.revisit(g, times)
	}
	for i := range starts {
		weigh(starts[i], i)
		weigh(ends[i], i+1)
	}
}

// revisit weighs the fields of a guess by how often the aircraft stood there.
func (w *trail) revisit(g *guess, times map[string]int) {
	if g.kind == roll || g.kind == blind {
		return
	}
	found := false
	for i := range g.fits {
		f := &g.fits[i]
		switch times[f.Airport.Code] {
		case 0:
			continue
		case 1:
			f.gain = visited
		default:
			f.gain = visitedOften
		}
		f.prior *= f.gain
		found = true
	}
	if !found {
		return
	}
	slices.SortFunc(g.fits, compareFits)
	if g.kind == path && !g.aside && g.ceiling >= notNamed && g.ceiling < notConfirmed {
		g.ceiling = min(notConfirmed, mostBy(flatShare(g.fits, 0), flatSure))
	}
	g.settle()
	for _, f := range g.fits {
		if f.gain > 0 && slices.ContainsFunc(g.list, func(c Candidate) bool { return c.Airport == f.Airport.Code }) {
			g.why = append(g.why, Reason{Rule: "history", Weight: fmt.Sprintf("prior times %.0f", f.gain),
				Text: fmt.Sprintf("elsewhere in this track the same aircraft was heard on the ground at %s, %s", f.Airport.Code, often(times[f.Airport.Code]))})
		}
	}
}

func often(n int) string {
	if n == 1 {
		return "once"
	}
	return fmt.Sprintf("%d times", n)
}
