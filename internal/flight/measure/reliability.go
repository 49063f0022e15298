package measure

import (
	"fmt"
	"strings"
)

// Bin is one row of a reliability table: the ends whose best field was stated with a
// probability from From up to To.
type Bin struct {
	From  float64 `json:"from"`
	To    float64 `json:"to"`
	Ends  int     `json:"ends"`
	Said  float64 `json:"said"`  // mean of what was stated
	Right float64 `json:"right"` // share that was so
}

var edges = [...]float64{0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 0.98, 1.0000001}

// Reliability sets what was stated beside what was so. A method that is honest has the two
// alike in every row; one that says less than it could has more right than said.
func (s Score) Reliability() []Bin {
	bins := make([]Bin, len(edges)-1)
	for i := range bins {
		bins[i].From, bins[i].To = edges[i], min(1, edges[i+1])
	}
	for _, e := range s.Ends {
		if e.Listed == 0 {
			continue
		}
		for i := range bins {
			if e.P >= edges[i] && e.P < edges[i+1] {
				bins[i].Ends++
				bins[i].Said += e.P
				bins[i].Right += one(e.Right)
			}
		}
	}
	for i := range bins {
		if n := float64(bins[i].Ends); n > 0 {
			bins[i].Said, bins[i].Right = bins[i].Said/n, bins[i].Right/n
		}
	}
	return bins
}

// ReliabilitySVG draws the table: stated along, right upwards, the diagonal is honest. The
// area of a dot is the number of ends.
func ReliabilitySVG(bins []Bin) string {
	const side, edge = 400.0, 40.0
	at := func(x, y float64) (float64, float64) { return edge + x*side, edge + (1-y)*side }
	most := 1
	for _, b := range bins {
		most = max(most, b.Ends)
	}
	var w strings.Builder
	fmt.Fprintf(&w, `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %.0f %.0f" font-family="sans-serif" font-size="12">`+"\n", side+2*edge, side+2*edge)
	fmt.Fprintf(&w, `<title>Stated probability and share that was right</title><rect width="100%%" height="100%%" fill="white"/>`+"\n")
	fmt.Fprintf(&w, `<rect x="%.0f" y="%.0f" width="%.0f" height="%.0f" fill="none" stroke="black"/><path d="M%.0f %.0fL%.0f %.0f" stroke="gray" stroke-dasharray="4"/>`+"\n",
		edge, edge, side, side, edge, edge+side, edge+side, edge)
	for _, b := range bins {
		if b.Ends > 0 {
			x, y := at(b.Said, b.Right)
			fmt.Fprintf(&w, `<circle cx="%.1f" cy="%.1f" r="%.1f" fill="none" stroke="black"><title>%.2f to %.2f: %d ends, said %.3f, right %.3f</title></circle>`+"\n",
				x, y, 3+12*float64(b.Ends)/float64(most), b.From, b.To, b.Ends, b.Said, b.Right)
		}
	}
	fmt.Fprintf(&w, `<text x="%.0f" y="%.0f" text-anchor="middle">stated</text><text x="12" y="%.0f" text-anchor="middle" transform="rotate(-90 12 %.0f)">right</text></svg>`+"\n",
		edge+side/2, side+2*edge-12, edge+side/2, edge+side/2)
	return w.String()
}
