package web

import (
	"cmp"
	"slices"
	"unicode/utf8"
)

// wordsmith finds a free place on a map for each piece of text: it tries eight sides, the
// most important text first, and leaves a candidate's text out rather than print over another.
type wordsmith struct {
	w, h  float64
	taken []area
	asked []wish
}

type area struct{ x0, y0, x1, y1 float64 }

type wish struct {
	at   xy
	text string
	rank int // 0 fields, 1 gaps, 2 lost ends, 3 candidates
	soft bool
}

// The size of the letters, in pixels of the view box: those of a telephone, where the style
// sheet makes them largest beside the map. Elsewhere the text has room to spare.
const (
	letterWidth  = 13.5
	letterHeight = 26.0
)

// avoid keeps text off a point.
func (s *wordsmith) avoid(q xy, r float64) {
	s.taken = append(s.taken, area{q.X - r, q.Y - r, q.X + r, q.Y + r})
}

func (s *wordsmith) say(at xy, text string, rank int, soft bool) {
	s.asked = append(s.asked, wish{at, text, rank, soft})
}

// settle places what was asked for.
func (s *wordsmith) settle(c *chart) {
	slices.SortStableFunc(s.asked, func(a, b wish) int { return cmp.Compare(a.rank, b.rank) })
	for _, w := range s.asked {
		wide := letterWidth * float64(utf8.RuneCountInString(w.text))
		best, bestArea, bestHits := label{}, area{}, 1<<30
		for _, try := range s.sides(w.at, wide) {
			l, a := try.label, try.area
			if a.x0 < 2 || a.y0 < 2 || a.x1 > s.w-2 || a.y1 > s.h-2 {
				continue
			}
			if hits := s.hits(a); hits < bestHits {
				best, bestArea, bestHits = l, a, hits
			}
			if bestHits == 0 {
				break
			}
		}
		if bestHits == 1<<30 || bestHits > 0 && w.rank == 3 {
			continue
		}
		best.Text, best.Soft = w.text, w.soft
		c.Words = append(c.Words, best)
		s.taken = append(s.taken, bestArea)
	}
}

type side struct {
	label
	area
}

// sides are the places around a point where its text may stand, best first.
func (s *wordsmith) sides(q xy, wide float64) []side {
	const off, h = 12.0, letterHeight
	put := func(x, y float64, anchor string) side {
		x0 := x
		switch anchor {
		case "end":
			x0 = x - wide
		case "middle":
			x0 = x - wide/2
		}
		return side{label{xy: xy{x, y}, Anchor: anchor}, area{x0, y - h + 3, x0 + wide, y + 4}}
	}
	out := []side{}
	for _, d := range []float64{off, 2.2 * off, 3.6 * off} {
		out = append(out,
			put(q.X+d, q.Y+5, "start"), put(q.X-d, q.Y+5, "end"),
			put(q.X, q.Y-d, "middle"), put(q.X, q.Y+d+h-4, "middle"),
			put(q.X+d, q.Y-d, "start"), put(q.X-d, q.Y-d, "end"),
			put(q.X+d, q.Y+d+h-6, "start"), put(q.X-d, q.Y+d+h-6, "end"))
	}
	return out
}

func (s *wordsmith) hits(a area) int {
	n := 0
	for _, t := range s.taken {
		if a.x0 < t.x1 && t.x0 < a.x1 && a.y0 < t.y1 && t.y0 < a.y1 {
			n++
		}
	}
	return n
}
