package sim

import (
	"fmt"
	"time"

	"github.com/charterwatch/charterwatch/internal/place"
)

// ExampleSeed is the seed that the bundled example is flown with.
const ExampleSeed = 20250929

// ExampleFlights is the aircraft of the bundled example: a reconstruction, from public
// reports, of the flight of 29-30 September 2025 from Louisiana by way of Doha to
// Tehran. The airports and days are the reports'; the aircraft is invented and marked
// so (SIM-1, a reserved address), and so are the hours, the wind and what it did after.
//
// Receivers hear it at both ends of the first flight and not over the Atlantic. On the
// second it is lost at cruise over southern Iraq at 14:06 UTC, and it is next heard at
// Doha on 3 October; how it came back there nobody heard.
func ExampleFlights(airports *place.Airports) ([]Flight, Receivers, error) {
	var at [4]place.Airport
	for i, code := range [...]string{"KAEX", "OTHH", "OIIE", "EINN"} {
		var ok bool
		if at[i], ok = airports.Lookup(code); !ok {
			return nil, Receivers{}, fmt.Errorf("simulate the example: there is no airport %s in the table", code)
		}
	}
	louisiana, doha, tehran, shannon := at[0], at[1], at[2], at[3]
	utc := func(month time.Month, day, hour, minute int) time.Time {
		return time.Date(2025, month, day, hour, minute, 0, 0, time.UTC)
	}
	plane := Flight{Hex: Hex(1), Registration: Registration(1), Type: "B763", Callsign: "SIM001"}
	leg := func(from, to place.Airport, depart time.Time) Flight {
		f := plane
		f.From, f.To, f.Depart = from, to, depart
		return f
	}

	out := leg(louisiana, doha, utc(time.September, 29, 22, 14))
	out.TailwindKt = 53.5 // lands at 11:42, which leaves 1 h 31 min until the next take-off
	out.GateAfter = 15 * time.Minute

	onward := leg(doha, tehran, utc(time.September, 30, 13, 13))
	// North-west over the Gulf and Kuwait to Iraq and from there north-east, not across the
	// water to the north: it is lost a few minutes after that turn.
	onward.Via = []place.Point{{Lat: 29.3, Lon: 48.2}, {Lat: 29.9, Lon: 47.5}}

	back := leg(tehran, doha, utc(time.September, 30, 19, 30))
	later := leg(doha, shannon, utc(time.October, 3, 10, 20))
	later.GateBefore = 20 * time.Minute

	return []Flight{out, onward, back, later}, Receivers{
		OceanNM: 180, // what receivers on a coast reach at cruise
		Holes: []Hole{
			{Centre: place.Point{Lat: 60.5, Lon: -43}, RadiusNM: 420}, // Greenland has hardly any receivers
			{From: utc(time.September, 30, 14, 6), To: utc(time.October, 3, 9, 50)},
		},
	}, nil
}
