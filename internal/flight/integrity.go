package flight

import (
	"fmt"

	"github.com/charterwatch/charterwatch/internal/adsb"
	"github.com/charterwatch/charterwatch/internal/fleet"
	"github.com/charterwatch/charterwatch/internal/place"
)

// Integrity is what the transmitter itself said of how far its positions can be trusted
// (DO-260B). Low values flag, they never drop: old transmitters send them with good positions.
type Integrity struct {
	PointsWith int       `json:"points_with"` // positions that said anything of it; readsb keeps it with one row in four
	PoorShare  float64   `json:"poor_share"`  // of those, with NIC 0 or NACp 2 or less
	Start      Vouchsafe `json:"start"`
	End        Vouchsafe `json:"end"`
}

// Vouchsafe is the lowest that was sent near an end of a leg; null where nothing was.
type Vouchsafe struct {
	NIC  *int `json:"nic"`   // 0: the error has no stated bound, 8: 0.1 NM
	NACp *int `json:"nac_p"` // 2: 95 % within 4 NM, 8: within 0.05 NM
	SIL  *int `json:"sil"`   // 0: how often the bound fails is not known, 3: once in ten million hours
	poor int  // positions near the end with NIC 0 or NACp 2 or less
	said int  // positions near the end that said anything
	row  int32
}

// unvouched is the most that an end may have when most positions that decided it came with
// NIC 0 or NACp of 2 or less: the transmitter itself does not vouch for 4 NM, the distance
// between neighbouring fields, so the word "confirmed", which starts at 0.9, is not earned
// by its positions alone. Lower would punish old transmitters, of which many send NIC 0
// with good positions.
const unvouched, worstNACp = 0.89, 2

// integrity says what the positions of a span said of themselves, nil where none did.
func (w *trail) integrity(s span) *Integrity {
	var in Integrity
	poor := 0
	left, landed := w.Points[min(s.air, s.to-1)].Time, w.Points[max(s.land-1, s.from)].Time
	for i := s.from; i < s.to; i++ {
		p := &w.Points[i]
		if p.NIC < 0 && p.NACp < 0 && p.SIL < 0 {
			continue
		}
		in.PointsWith++
		bad := p.NIC == 0 || p.NACp >= 0 && p.NACp <= worstNACp
		if bad {
			poor++
		}
		if d := p.Time - left; d <= look.Milliseconds() && -d <= look.Milliseconds() {
			in.Start.add(p, bad)
		}
		if d := p.Time - landed; d <= look.Milliseconds() && -d <= look.Milliseconds() {
			in.End.add(p, bad)
		}
	}
	if in.PointsWith == 0 {
		return nil
	}
	in.PoorShare = float64(poor) / float64(in.PointsWith)
	return &in
}

func (v *Vouchsafe) add(p *adsb.Point, bad bool) {
	v.said++
	if bad {
		v.poor++
		v.row = p.Row
	}
	for _, x := range []struct {
		to  **int
		val int8
	}{{&v.NIC, p.NIC}, {&v.NACp, p.NACp}, {&v.SIL, p.SIL}} {
		if n := int(x.val); n >= 0 && (*x.to == nil || n < **x.to) {
			*x.to = &n
		}
	}
}

// vouch lowers what the two ends of a leg say where their positions do not bear it.
func (w *trail) vouch(s span, l *Leg) {
	var in Integrity
	if l.Integrity != nil {
		in = *l.Integrity
	}
	w.doubt(&l.Start, in.Start, max(s.from, s.air-1))
	w.doubt(&l.End, in.End, min(s.land, s.to-1))
}

// doubt lowers what an end says where its positions do not bear it: the transmitter did not
// vouch for them, or the field is one to which false positions are moved.
func (w *trail) doubt(e *End, v Vouchsafe, at int) {
	if e.Airport == nil {
		return
	}
	alone := e.Before == nil
	if 2*v.poor > v.said {
		text := fmt.Sprintf("the transmitter did not vouch for %d of %d positions that decided this end (NIC 0 or NACp 2 or less: an error of miles is possible)", v.poor, v.said)
		weight := ""
		if alone {
			weight = fmt.Sprintf("at most %.2f", unvouched)
			e.limit(unvouched)
		}
		e.Why = append(e.Why, Reason{Rule: "integrity", Text: text, Rows: []int{int(v.row)}, Weight: weight})
	}
	fact, decoy := fleet.Decoy(*e.Airport)
	if !decoy || !alone || !fact.On(e.Heard.At) {
		return
	}
	if why := w.notAt(e, at); why != "" {
		e.Why = append(e.Why, Reason{Rule: "decoy", Rows: []int{int(w.Points[at].Row)}, Weight: fmt.Sprintf("at most %.2f", notNamed),
			Text: fmt.Sprintf("false satellite positions are known to be moved to %s, and %s: it is not taken for the field of this end", *e.Airport, why)})
		e.limit(notNamed)
	}
}

// notAt says why positions near point at are no proof of having been at a decoy field: ""
// where the altitude was that of an approach, a climb or the ground, the speed sent is the
// speed flown, and nothing was rejected as false nearby.
func (w *trail) notAt(e *End, at int) string {
	for _, r := range w.rejected {
		d := w.Points[at].Time - r.Time
		if (r.Reason == adsb.Decoyed || r.Reason == adsb.ParkedAloft) && d < falseFor && -d < falseFor {
			return "false positions were rejected within hours of it"
		}
	}
	if !e.Heard.Ground && e.Heard.AltFt != nil {
		if a, ok := w.airports.Lookup(*e.Airport); ok && float64(*e.Heard.AltFt-a.ElevationFt) > lowFt {
			return fmt.Sprintf("the altitude was still %d ft", *e.Heard.AltFt)
		}
	}
	from, to := at, at
	for from > 0 && w.between(from-1, at) <= look {
		from--
	}
	for to+1 < len(w.Points) && w.between(at, to+1) <= look {
		to++
	}
	sent, n := 0.0, 0
	for i := from; i <= to; i++ {
		if p := &w.Points[i]; p.Is(adsb.HasSpeed) {
			sent, n = sent+float64(p.GS), n+1
		}
	}
	hours := w.between(from, to).Hours()
	if n == 0 || hours == 0 {
		return "no speed was sent with the positions"
	}
	sent /= float64(n)
	way := 0.0
	for i := from; i < to; i++ {
		way += place.Distance(w.at(i), w.at(i+1))
	}
	if flown := way / hours; flown > 1.5*sent+60 || sent > 1.5*flown+60 {
		return fmt.Sprintf("the speed sent was %.0f kt and the positions moved at %.0f kt", sent, flown)
	}
	return ""
}

// limit lowers the candidates of an end so that none has more than most; the rest is unknown.
func (e *End) limit(most float64) {
	_, best := top(e.Candidates)
	if best <= most {
		return
	}
	for i := range e.Candidates {
		e.Candidates[i].Probability *= most / best // trim gives the rest to unknown
	}
	e.Candidates = trim(e.Candidates)
	e.Probability = most
	switch {
	case most < 0.5:
		e.Airport, e.Status = nil, Possible
	case e.Status == Confirmed && most < 0.9:
		e.Status = Estimated
	}
}
