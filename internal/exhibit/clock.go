package exhibit

import (
	"cmp"
	"fmt"

	"github.com/charterwatch/charterwatch/internal/flight"
	"github.com/charterwatch/charterwatch/internal/operation"
	"github.com/charterwatch/charterwatch/internal/place"
)

// Moment is one observed time on the clock of its place.
type Moment struct {
	Leg    string `json:"leg"`
	What   string `json:"what"`
	UTC    string `json:"utc"`
	Local  string `json:"local"` // with the offset; empty over the sea or where no zone is known
	Zone   string `json:"zone"`
	Where  string `json:"where"` // degrees, and the country where there is one
	Height string `json:"height"`
	Row    int    `json:"row"`
	Raw    string `json:"raw_file"`
}

// moment adds a line to the clock table, once for each row and meaning.
func (b *builder) moment(l flight.Leg, what string, p position, row int, t Track) {
	m := Moment{Leg: l.ID, What: what, UTC: p.at.Format("2006-01-02 15:04:05Z"), Height: p.height, Row: row, Raw: cmp.Or(t.Raw, t.Own),
		Where: fmt.Sprintf("%.4f, %.4f", p.point.Lat, p.point.Lon)}
	if c := place.CountryAt(p.point); c != "" {
		m.Where += " " + country(c)
	}
	clock := operation.ClockAt(p.at, &p.point, nil)
	m.Zone, m.Local = clock.Zone, clock.Local
	for _, have := range b.moments {
		if have == m {
			return
		}
	}
	b.moments = append(b.moments, m)
}
