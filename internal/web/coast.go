package web

import (
	"math"
	"strconv"

	"github.com/charterwatch/charterwatch/internal/place"
)

// coast draws rings of land as one SVG path: projected, cut to the window, in whole pixels
// and relative steps, so that a map of half the world stays some twenty kilobytes.
func coast(p projection, rings []place.Ring) string {
	var out []byte
	for _, ring := range rings {
		poly := p.ring(dense(ring.Points))
		out = appendRing(out, clipTo(poly, xy{-4, -4}, xy{p.w + 4, p.h + 4}))
	}
	return string(out)
}

// dense adds points to long edges, which a cut along a meridian leaves, so that they bend
// with the projection as they should.
func dense(ring []place.Point) []place.Point {
	const longest = 5.0 // degrees
	var out []place.Point
	for i, b := range ring {
		a := ring[(i+len(ring)-1)%len(ring)]
		n := int(math.Max(math.Abs(b.Lat-a.Lat), math.Abs(b.Lon-a.Lon)) / longest)
		for k := 1; k <= n; k++ {
			f := float64(k) / float64(n+1)
			out = append(out, place.Point{Lat: a.Lat + f*(b.Lat-a.Lat), Lon: a.Lon + f*(b.Lon-a.Lon)})
		}
		out = append(out, b)
	}
	return out
}

// ring projects one ring. What lies beyond reach is moved to the edge of reach, outside the
// window; a ring that closes around the far side of the globe gets the edge as its rim.
func (p *projection) ring(ring []place.Point) []xy {
	if len(ring) < 3 {
		return nil
	}
	cosReach := math.Cos(p.reach)
	var out []xy
	var sum vec
	var turn, last float64
	seen := false
	for i := 0; i <= len(ring); i++ {
		v := toVec(ring[i%len(ring)])
		sum = vec{sum[0] + v[0], sum[1] + v[1], sum[2] + v[2]}
		azimuth := math.Atan2(dot(v, p.east), dot(v, p.north))
		if i > 0 {
			step := math.Remainder(azimuth-last, 2*math.Pi)
			turn += step
			if dot(v, p.up) < cosReach {
				out = p.arc(out, last, step)
			}
		}
		last = azimuth
		if dot(v, p.up) >= cosReach {
			seen = true
			out = append(out, p.put(p.plane(v)))
		} else {
			out = append(out, p.rim(azimuth))
		}
	}
	if !seen && (math.Abs(turn) < math.Pi || dot(sum, p.up) < 0) {
		return nil // wholly on the far side
	}
	if math.Abs(turn) > math.Pi && dot(sum, p.up) < 0 {
		// The ring goes once around and holds the antipode: its inside is outside. With the
		// rim in the same path and the even-odd rule the window shows it so.
		out = p.arc(append(out, p.rim(0)), 0, 2*math.Pi)
	}
	return out
}

// rim is the point at the edge of reach in a direction.
func (p *projection) rim(azimuth float64) xy {
	rho := 2 * math.Sin(p.reach/2)
	return p.put(xy{rho * math.Sin(azimuth), rho * math.Cos(azimuth)})
}

// arc appends points along the edge of reach, so that no chord cuts the window.
func (p *projection) arc(out []xy, from, step float64) []xy {
	const stride = math.Pi / 18
	for n, i := int(math.Abs(step)/stride), 1; i <= n; i++ {
		out = append(out, p.rim(from+step*float64(i)/float64(n+1)))
	}
	return out
}

// clipTo cuts a polygon to a box: Sutherland and Hodgman, one side at a time.
func clipTo(poly []xy, lo, hi xy) []xy {
	sides := []func(xy) float64{
		func(q xy) float64 { return q.X - lo.X }, func(q xy) float64 { return hi.X - q.X },
		func(q xy) float64 { return q.Y - lo.Y }, func(q xy) float64 { return hi.Y - q.Y },
	}
	for _, in := range sides {
		if len(poly) == 0 {
			return nil
		}
		next := make([]xy, 0, len(poly)+4)
		a := poly[len(poly)-1]
		da := in(a)
		for _, b := range poly {
			db := in(b)
			if (da < 0) != (db < 0) {
				f := da / (da - db)
				next = append(next, xy{a.X + f*(b.X-a.X), a.Y + f*(b.Y-a.Y)})
			}
			if db >= 0 {
				next = append(next, b)
			}
			a, da = b, db
		}
		poly = next
	}
	return poly
}

// appendRing writes one closed ring in whole pixels; one that is less than three pixels is left out.
func appendRing(out []byte, poly []xy) []byte {
	type cell struct{ x, y int }
	cells := make([]cell, 0, len(poly))
	lo, hi := cell{1 << 30, 1 << 30}, cell{-1 << 30, -1 << 30}
	for _, q := range poly {
		c := cell{int(math.Round(q.X)), int(math.Round(q.Y))}
		if n := len(cells); n > 0 && cells[n-1] == c {
			continue
		}
		cells = append(cells, c)
		lo, hi = cell{min(lo.x, c.x), min(lo.y, c.y)}, cell{max(hi.x, c.x), max(hi.y, c.y)}
	}
	if len(cells) < 3 || hi.x-lo.x < 3 && hi.y-lo.y < 3 {
		return out
	}
	out = append(out, 'M')
	out = strconv.AppendInt(out, int64(cells[0].x), 10)
	out = append(out, ' ')
	out = strconv.AppendInt(out, int64(cells[0].y), 10)
	out = append(out, 'l')
	for i := 1; i < len(cells); i++ {
		dx, dy := cells[i].x-cells[i-1].x, cells[i].y-cells[i-1].y
		if i > 1 && dx >= 0 {
			out = append(out, ' ')
		}
		out = strconv.AppendInt(out, int64(dx), 10)
		if dy >= 0 {
			out = append(out, ' ')
		}
		out = strconv.AppendInt(out, int64(dy), 10)
	}
	return append(out, 'z')
}
