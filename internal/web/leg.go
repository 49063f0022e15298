package web

import (
	"context"
	"net/http"
	"slices"

	"github.com/charterwatch/charterwatch/internal/flight"
	"github.com/charterwatch/charterwatch/internal/journey"
)

// legPage is one leg with everything that it rests on.
type legPage struct {
	journey.Hop
	Journey  string
	Nth, Of  int // its place in the journey
	Route    string
	Map      *chart
	Ends     []endRow
	Ways     []counted // positions by the way that they came, in words
	Rejected []counted
	Where    []leftOut

	Explained string
}

// leftOut is the place of one row that was not used.
type leftOut struct {
	File   string
	Row    int32
	Offset int64 // byte of the unpacked text, -1 unknown
	Reason string
}

// maxLeftOut is how many rows that were not used a page lists; all are counted.
const maxLeftOut = 100

// leg answers with a leg and its evidence.
func (p *pages) leg(w http.ResponseWriter, r *http.Request, id string, f format) error {
	ctx := r.Context()
	leg, err := p.keep.Leg(ctx, id)
	if err != nil {
		return err
	}
	_, j, err := p.journeyOf(ctx, leg)
	if err != nil {
		return err
	}
	i := slices.IndexFunc(j.Hops, func(h journey.Hop) bool { return h.ID == leg.ID })
	switch f {
	case asJSON:
		return writeJSON(w, http.StatusOK, j.Hops[i])
	case asCSV:
		j.Hops = j.Hops[i : i+1]
		return writeCSV(w, leg.ID, journey.Table([]journey.Journey{j}))
	}
	alone := j
	alone.Hops, alone.Stops = j.Hops[i:i+1], nil
	legs := []flight.Leg{leg}
	body := legPage{Hop: j.Hops[i], Journey: j.ID, Nth: i + 1, Of: len(j.Hops), Route: p.routeWords(alone), Map: p.draw(ctx, "path", legs),
		Ends: p.endRows(leg), Ways: ways(leg.HeardBy), Rejected: counts(leg.Rejected), Where: p.leftOut(ctx, leg), Explained: flight.Explain(leg)}
	return p.page(w, r, http.StatusOK, "leg", frame{Title: aircraft(leg.Registration, leg.Hex) + ": " + body.Route, Section: "journeys",
		Banner: banner("", legs, nil), JSON: "/legs/" + leg.ID + ".json", CSV: "/legs/" + leg.ID + ".csv", Body: body})
}

// leftOut lists where the first rows are that were not used; none where the trace is not kept.
func (p *pages) leftOut(ctx context.Context, leg flight.Leg) []leftOut {
	if p.Track == nil || len(leg.Rejected) == 0 {
		return nil
	}
	t, err := p.Track(ctx, leg)
	if err != nil || t == nil {
		return nil
	}
	var out []leftOut
	for _, r := range flight.Rejections(t, leg) {
		if len(out) == maxLeftOut {
			break
		}
		row := leftOut{Row: r.Row, Offset: r.Offset, Reason: r.Reason}
		if int(r.Member) < len(t.Members) {
			row.File = t.Members[r.Member].Name
		}
		out = append(out, row)
	}
	return out
}

// ways says by which ways positions came, for a reader who knows none of the words.
func ways(heard map[string]int) []counted {
	out := counts(heard)
	for i, way := range out {
		if words, ok := wayWords[way.Reason]; ok {
			out[i].Reason = words
		}
	}
	return out
}

var wayWords = map[string]string{
	"adsb":    "sent by the aircraft itself (ADS-B)",
	"adsr":    "sent by the aircraft and repeated by a ground station (ADS-R)",
	"adsc":    "reported by the aircraft by satellite or data link (ADS-C)",
	"mlat":    "worked out by several receivers from times of arrival (MLAT): scattered by some hundred metres and more",
	"tisb":    "by radar, rebroadcast from the ground (TIS-B): not sent by the aircraft",
	"mode_s":  "from a source that had no position of the aircraft’s own",
	"other":   "in another way",
	"unknown": "in a way that the source does not say",
}
