package place

import (
	"fmt"
	"testing"
)

// TestSeatsOnTheWay: a seat of government that somebody is flown to is a city of its own
// state, whatever verb leads there. Palaces and streets that stand for a government are none.
func TestSeatsOnTheWay(t *testing.T) {
	t.Parallel()
	palaces := setOf("Kremlin Whitehall")
	palaces["Downing Street"], palaces["White House"] = true, true
	for _, c := range countries() {
		for _, seat := range c.Governments {
			if palaces[seat] {
				continue
			}
			for _, way := range []string{
				"The plane left for %s on Monday.", "Forty people were deported to %s on Monday.", "It took off for %s.", "The flight landed in %s.",
				"They were flown from %s to Mbeya.", "A charter to %s left.", "The jet, bound for %s, stopped.", "It flew to %s, where police met it.",
			} {
				text := fmt.Sprintf(way, seat)
				found := Find(text)
				if len(found) == 0 || found[0].Kind != KindCity || found[0].Country != c.Code || found[0].Code == "" {
					t.Errorf("%q: %v, want a city of %s", text, show(found), c.Code)
				}
			}
		}
	}
}

// TestTownsOfRemovals: airports and towns that reports of removals name, after "left for".
func TestTownsOfRemovals(t *testing.T) {
	t.Parallel()
	for town, code := range map[string]string{
		"Malabo": "FGSL", "Lomé": "DXXX", "Tapachula": "MMTP", "Albrook": "MPMG", "Villahermosa": "MMVA", "Yaoundé": "FKYS", "Kabul": "OAKB", "Frankfurt": "EDDF",
		"La Paz": "SLLP", "San Juan": "TJSJ", "Mexico City": "MX-CMX", "La Lima": "MHLM", "Entebbe": "HUEN", "Erbil": "ORER", "Willow Run": "KYIP",
		"Cap-Haïtien": "MTCH", "Bogotá": "SKBO", "Brussels": "EBBR", "Boeing Field": "KBFI", "Teterboro": "KTEB", "Laredo": "KLRD", "Toluca": "MMTO", "Benghazi": "HLLB",
		"Biggs Army Airfield": "KBIF", "Shannon": "EINN", "Sofia": "LBSF", "Manaus": "SBEG", "Gary, Indiana": "KGYY", "Harlingen": "KHRL", "Miramar": "KNKX",
	} {
		text := "The plane left for " + town + " on Monday."
		if found := Find(text); len(found) == 0 || found[0].Code != code {
			t.Errorf("%q: %v, want %s", text, show(found), code)
		}
	}
}
