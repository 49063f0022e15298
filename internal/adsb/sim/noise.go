package sim

import (
	"math"
	"math/rand/v2"

	"github.com/charterwatch/charterwatch/internal/adsb"
	"github.com/charterwatch/charterwatch/internal/place"
)

// spoil draws what is wrong with a recording and does it to a track that is not finished
// yet: what receivers, altimeters and feeds do to every real one. It never moves what
// really happened. It says in words what it did.
func spoil(t *adsb.Track, rnd *rand.Rand) []string {
	var traits []string
	for _, fault := range []struct {
		name  string
		oneIn int
		do    func(*adsb.Track, *rand.Rand)
	}{
		{"altimeter setting", 4, setting},
		{"fields missing", 4, without},
		{"a stretch by multilateration", 5, scattered},
		{"rows of the ground after the take-off", 6, sticky},
		{"positions far off", 4, strays},
		{"altitudes that jump", 5, jumps},
		{"a second feed", 4, secondFeed},
		{"rows twice", 4, twice},
	} {
		if rnd.IntN(fault.oneIn) == 0 && len(t.Points) > 0 {
			fault.do(t, rnd)
			traits = append(traits, fault.name)
		}
	}
	return traits
}

// setting shifts every barometric altitude by up to 30 hPa, the range of the usual weather.
func setting(t *adsb.Track, rnd *rand.Rand) {
	shift := int32(rnd.IntN(33)-16) * 50
	for i := range t.Points {
		if t.Points[i].Is(adsb.HasAlt) {
			t.Points[i].AltFt += shift
		}
	}
}

// without takes some kinds of fields out of all rows, and single ones out of some.
func without(t *adsb.Track, rnd *rand.Rand) {
	var never adsb.Has
	for _, h := range []adsb.Has{adsb.HasGeom, adsb.HasRate, adsb.HasTrack, adsb.HasSpeed} {
		if rnd.IntN(4) == 0 {
			never |= h
		}
	}
	for i := range t.Points {
		drop := never
		if rnd.IntN(10) == 0 {
			drop |= []adsb.Has{adsb.HasAlt, adsb.HasRate, adsb.HasTrack, adsb.HasSpeed}[rnd.IntN(4)]
		}
		t.Points[i].Has &^= drop
	}
}

// scattered makes a stretch of the track one that was computed from arrival times: off by
// some hundred metres, with the speeds that follow from it.
func scattered(t *adsb.Track, rnd *rand.Rand) {
	from := rnd.IntN(len(t.Points))
	to := min(len(t.Points), from+len(t.Points)/4)
	for i := from; i < to; i++ {
		p := &t.Points[i]
		if p.Is(adsb.OnGround) {
			continue
		}
		move(p, math.Abs(rnd.NormFloat64())*0.3, rnd)
		p.GS += float32(rnd.NormFloat64() * 15)
		p.Track = float32(math.Mod(float64(p.Track)+rnd.NormFloat64()*6+360, 360))
		p.Source, p.NIC, p.NACp, p.SIL = adsb.MLAT, -1, -1, -1
	}
}

// sticky keeps the mark "on the ground" for the first seconds after each take-off.
func sticky(t *adsb.Track, rnd *rand.Rand) {
	rolled, until := false, int64(0)
	for i := range t.Points {
		p := &t.Points[i]
		if p.Is(adsb.OnGround) {
			rolled = true
			continue
		}
		if rolled {
			until = p.Time + int64(2+rnd.IntN(8))*1000
		}
		if rolled = false; p.Time < until {
			p.Has = p.Has&^(adsb.HasAlt|adsb.HasRate) | adsb.OnGround
		}
	}
}

// strays moves up to six single rows far away.
func strays(t *adsb.Track, rnd *rand.Rand) {
	for range 1 + rnd.IntN(6) {
		move(&t.Points[rnd.IntN(len(t.Points))], 30+rnd.Float64()*900, rnd)
	}
}

// jumps puts up to six altitudes where the aircraft was not.
func jumps(t *adsb.Track, rnd *rand.Rand) {
	for range 1 + rnd.IntN(6) {
		p := &t.Points[rnd.IntN(len(t.Points))]
		if p.Is(adsb.HasAlt) {
			p.AltFt = int32(rnd.IntN(45000))
		}
	}
}

// secondFeed adds some of the rows again as another network has them: a moment later, in
// a file of its own.
func secondFeed(t *adsb.Track, rnd *rand.Rand) {
	member := uint16(len(t.Members))
	t.Members = append(t.Members, adsb.Member{Name: "second.json"})
	late := int64(50 + rnd.IntN(900))
	for i, n := 0, len(t.Points); i < n; i++ {
		if rnd.IntN(3) == 0 {
			p := t.Points[i]
			spot := place.Offset(place.Point{Lat: p.Lat, Lon: p.Lon}, float64(p.Track), float64(p.GS)*float64(late)/3.6e6)
			p.Time, p.Lat, p.Lon, p.Member, p.Row = p.Time+late, spot.Lat, spot.Lon, member, int32(i)
			t.Points = append(t.Points, p)
		}
	}
}

// twice repeats rows.
func twice(t *adsb.Track, rnd *rand.Rand) {
	for range 1 + len(t.Points)/50 {
		t.Points = append(t.Points, t.Points[rnd.IntN(len(t.Points))])
	}
}

func move(p *adsb.Point, nm float64, rnd *rand.Rand) {
	spot := place.Offset(place.Point{Lat: p.Lat, Lon: p.Lon}, rnd.Float64()*360, nm)
	p.Lat, p.Lon = spot.Lat, spot.Lon
}
