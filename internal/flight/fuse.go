package flight

import (
	"fmt"
	"math"
	"slices"
	"time"

	"github.com/charterwatch/charterwatch/internal/fleet"
	"github.com/charterwatch/charterwatch/internal/place"
)

// join lets neighbouring ends inform each other: each arrival and the departure after it,
// and each end in the air with positions on the ground that were heard next to its leg.
func (w *trail) join(spans []span, starts, ends []*guess) {
	w.remember(starts, ends)
	for i, s := range spans {
		if next := s.to; s.to == s.land && next < len(w.Points) && w.onGround(next) {
			w.fuse(ends[i], w.onField(block{from: next, to: w.edge(next, true), ground: true}, next, true))
		} else if i+1 < len(spans) {
			w.fuse(ends[i], starts[i+1])
		}
		if last := s.from - 1; s.air == s.from && last >= 0 && w.onGround(last) {
			w.fuse(w.onField(block{from: w.edge(last, false), to: last + 1, ground: true}, last, false), starts[i])
		}
	}
}

// fuse multiplies what an arrival and the next departure say of the one field where the
// aircraft stood between them. How far that is believed depends on whether there was time
// to fly elsewhere and come back unheard; the rest keeps what each end said alone, less
// the fields from which the next position could not have been reached.
func (w *trail) fuse(arrive, leave *guess) {
	if arrive.kind == roll && leave.kind == roll {
		return
	}
	gap := leave.at.Sub(arrive.at)
	nm := place.Distance(arrive.point, leave.point)
	near := nm < fuseNM && arrive.kind != dark && leave.kind != dark
	pairs := w.pairs(arrive, leave, near)
	belief, total, ceiling := w.belief(pairs, arrive, leave, gap, near)
	both := posterior(pairs, total, ceiling)
	w.settleFused(arrive, leave, both, belief, gap)
	w.settleFused(leave, arrive, both, belief, gap)
}

// pairs are the fields that either end thinks of, with the product of their fits.
func (w *trail) pairs(arrive, leave *guess, near bool) []fit {
	var out []fit
	seen := map[string]bool{}
	for _, g := range []*guess{arrive, leave} {
		for _, f := range g.fits {
			if seen[f.Airport.Code] {
				continue
			}
			seen[f.Airport.Code] = true
			a, b := arrive.fitOf(f, g == arrive), leave.fitOf(f, g == leave)
			f.like, f.prior, f.suit = a*b*w.inTime(arrive, leave, f.Airport, near), max(1, f.gain)*w.prior(f.Airport), w.suits(f.Airport)
			if _, known := fleet.FuelStop(f.Airport.Code); known && !near {
				f.prior = fuelPrior * max(f.prior, priorScheduled)
			}
			if f.like > 1e-9 {
				out = append(out, f)
			}
		}
	}
	return inOrder(out)
}

// fitOf is the fit of a field, own when it is one of the guess's own fits. A guess with
// nothing to go by still prefers what is near.
func (g *guess) fitOf(f fit, own bool) float64 {
	if own {
		return f.like
	}
	n := place.Nearby{Airport: f.Airport, NM: place.Distance(g.point, f.Airport.At)}
	if g.of == nil {
		return 1 / (1 + n.NM*n.NM/(40*40))
	}
	return g.of(n)
}

// parked reports that one of two ends was heard on the ground: it need not have stayed there for
// any time before, or after, the other was heard.
func parked(arrive, leave *guess) bool { return arrive.kind == roll || leave.kind == roll }

// inTime says whether a stop at a field fits between the last position and the next.
func (w *trail) inTime(arrive, leave *guess, a *place.Airport, near bool) float64 {
	if parked(arrive, leave) && !near {
		return 1
	}
	spare := w.spare(arrive, leave, a)
	if near {
		if spare < 0 {
			return 0
		}
		return 1
	}
	if spare < hiddenMin {
		return bell(hiddenMin-spare, 10) * hiddenLeast
	}
	return max(hiddenLeast, bell(math.Log(spare/hiddenUsual), hiddenSigma))
}

// spare is how many minutes are left for the ground if the aircraft stopped at a field.
func (w *trail) spare(arrive, leave *guess, a *place.Airport) float64 {
	way := place.Distance(arrive.point, a.At) + place.Distance(a.At, leave.point)
	extra := progress * (arrive.height()/sinkFPM + leave.height()/climbFPM)
	return leave.at.Sub(arrive.at).Minutes() - way/w.pace()*60 - extra
}

// belief is the probability that the two ends are one stop, how much all its fields get,
// and the most that one may have.
func (w *trail) belief(pairs []fit, arrive, leave *guess, gap time.Duration, near bool) (belief, total, ceiling float64) {
	if len(pairs) == 0 {
		return 0, 0, 0
	}
	total = 1 - (1-arrive.weight())*(1-leave.weight())
	quality := 0.0
	for _, f := range pairs {
		quality = max(quality, math.Sqrt(f.like))
	}
	ceiling = 1
	if near {
		belief = math.Exp(-max(0, gap-stayFrom).Hours() / stayed.Hours())
	} else {
		spare := time.Duration(w.spare(arrive, leave, pairs[0].Airport) * float64(time.Minute))
		if spare > oneStop && !arrive.low() && !leave.low() {
			return 0, 0, 0
		}
		belief = math.Exp(-max(0, spare-90*time.Minute).Hours() / stayFrom.Hours())
		if parked(arrive, leave) && spare <= hopSpare*time.Minute {
			return belief, total, ceiling
		}
		total = min(total, midTotal)
	}
	belief *= min(1, quality/goodFit)
	switch {
	case !arrive.low() && !leave.low():
		total, ceiling = min(total, darkTotal), notNamed
	case arrive.kind != roll && leave.kind != roll && flatShare(pairs, 0) < flatSure:
		ceiling = notConfirmed
	}
	return belief, total, ceiling
}

// low reports that a guess saw the aircraft on the ground or on its way to or from it.
func (g *guess) low() bool { return g.kind == roll || g.kind == path && g.ceiling >= notNamed }

// weight is how much a guess says about fields in all.
func (g *guess) weight() float64 {
	if g.kind == blind {
		return levelTotal
	}
	return g.total
}

// settleFused gives one end its fused posterior. What was seen on the ground stays.
func (w *trail) settleFused(g, other *guess, both []Candidate, belief float64, gap time.Duration) {
	if g.kind == roll {
		return
	}
	own := g.all
	if g.kind == dark || g.kind == steep {
		own = posterior(w.reachable(g, other), g.total, g.ceiling)
	}
	p := map[string]float64{}
	for _, c := range both {
		p[c.Airport] += belief * c.Probability
	}
	for _, c := range own {
		p[c.Airport] += (1 - belief) * c.Probability
	}
	mixed := make([]Candidate, 0, len(p))
	for code, v := range p {
		mixed = append(mixed, Candidate{code, v})
	}
	before := g.list
	if g.settleOn(mixed); slices.Equal(before, g.list) {
		return
	}
	if g.before == nil {
		g.before = before
	}
	g.other = other
	g.why = append(g.why, w.continuity(g, other, belief, gap))
}

// reachable are the fits from which the other position can be reached with a turn-round.
func (w *trail) reachable(g, other *guess) []fit {
	arrive, leave := g, other
	if g.start {
		arrive, leave = other, g
	}
	var out []fit
	for _, f := range g.fits {
		if w.spare(arrive, leave, f.Airport) >= hiddenMin {
			out = append(out, f)
		}
	}
	return out
}

func (w *trail) continuity(g, other *guess, belief float64, gap time.Duration) Reason {
	next := "next heard"
	if g.start {
		next = "last heard"
	}
	where := fmt.Sprintf("at %.0f ft", other.alt)
	if other.ground || math.IsNaN(other.alt) {
		where = "on the ground"
	}
	if code, p := top(other.list); p >= 0.5 {
		where += " near " + code
	}
	before, p := top(g.before)
	if before == "" {
		before = "no field"
	}
	return Reason{Rule: "continuity", Rows: []int{int(w.Points[other.i].Row)},
		Text:   fmt.Sprintf("%s %s, %s away in time and %.0f NM away: the aircraft stood at one field between them unless it flew unheard", next, where, lasting(gap), place.Distance(g.point, other.point)),
		Weight: fmt.Sprintf("one stop %.2f; alone this end said %s %.2f", belief, before, p)}
}
