package fleet

// IsDecoy is the predicate of a field to which false satellite signals move the positions
// of aircraft that are elsewhere; the value says where that was seen from.
const IsDecoy = "decoy of false satellite positions"

// decoys are few and change with the wars that they come from. A missing field is no
// statement that its positions are true: package adsb tells false positions by how they
// move, and this list only asks for more before a landing is believed.
var decoys = []Fact{
	{"airport:OIIE", IsDecoy, "Tehran: positions of flights over Iraq and Iran", "", "", "reports of pilots and monitors, gathered in the project's notes without dates", Unconfirmed},
	{"airport:OIII", IsDecoy, "Tehran: positions of flights over Iraq and Iran", "", "", "reports of pilots and monitors, gathered in the project's notes without dates", Unconfirmed},
	{"airport:OIKB", IsDecoy, "Bandar Abbas: positions of flights about the Strait of Hormuz", "", "", "reports of pilots and monitors, gathered in the project's notes without dates; they name the strait, and the field is inferred", Unconfirmed},
	{"airport:OLBA", IsDecoy, "Beirut: positions of flights over the eastern Mediterranean", "", "", "reports of pilots and monitors, gathered in the project's notes without dates", Unconfirmed},
	{"airport:ORBI", IsDecoy, "Baghdad: positions of flights over Iraq and its neighbours", "", "", "reports of pilots and monitors, gathered in the project's notes without dates", Unconfirmed},
	{"airport:UKLL", IsDecoy, "Lviv: positions of a flight from Istanbul that went on to the Baltic stood and crept near it for 23 minutes", "2024-09-17", "", "measured in a public track (xoolive/traffic, noisy_spoofing)", Primary},
}

// Decoy returns the fact that false positions were seen to stand at a field, by ICAO code.
func Decoy(code string) (Fact, bool) {
	subject := "airport:" + upper(code)
	for _, f := range decoys {
		if f.Subject == subject {
			return f, true
		}
	}
	return Fact{}, false
}
