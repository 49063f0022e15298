package sim

import (
	"math/rand/v2"

	"github.com/charterwatch/charterwatch/internal/place"
)

// Fields between which the flights of the hold-out go: where removals start and end by
// public reports, where they stop for fuel, and fields that are easily taken for each other.
var (
	stagingFields = []string{"KAEX", "KIWA", "KELP", "KHRL", "KMIA", "KBRO", "KSAT", "KRIC", "KMDT", "KCSG", "KTOL", "KBFI", "KYKM", "KLRD", "KMFE", "KOPF", "KIAH", "KEWR"}
	nearAbroad    = []string{"MGGT", "MHLM", "MHSC", "MHTG", "MSLP", "MUHA", "MPTO", "MPPA", "MMMX", "MMSM", "MMTP", "MMVA", "SKBO", "SKCL", "SEQM", "SEGU", "SPJC", "MDSD", "MDPC", "MKJP", "MTPP", "MTCH", "MNMG", "SVMI", "SBCF", "SBFZ", "MROC", "MZBZ", "TTPP"}
	fuelStops     = []string{"GOOY", "GVAC", "GVNP", "LPAZ", "LPLA", "EINN", "KBGR", "CYQX", "TJSJ", "TNCC", "LPPT", "LGAV", "OTHH", "OMDB"}
	farAbroad     = []string{"GUCY", "GABS", "DNMM", "DGAA", "FOOL", "FKKD", "FNLU", "GLRB", "GFLL", "HKJK", "HAAB", "FVRG", "OIIE", "OPIS", "VIDP", "VIAR", "VGHS", "UTTT", "UGTB", "UDYZ", "HECA", "DTTA", "GMMN", "DAAG", "VVNB", "RPLL", "ZGGG", "FQMA", "FDMS", "HRYR", "HJJJ", "HUEN", "OJAI", "LTFM", "LROP", "OAKB"}
	neighbours    = []string{"KGEG", "KSKA", "KSFF", "KMIA", "KOPF", "KFLL", "KDAL", "KDFW", "KORD", "KMDW", "KJFK", "KTEB", "KEWR", "KLGA", "KBWI", "KIAD", "KDCA", "KADW", "EGLL", "EGKB", "EGSS", "LFPG", "LFPB", "LFPO", "OMDB", "OMDW", "OIII", "OIIE", "LTFM", "LTFJ", "RJTT", "RJAA", "MMMX", "MMSM", "MMTO", "KDEN", "KBJC", "KAPA", "KSEA", "KBFI", "KLAX", "KVNY", "KBUR", "KLGB"}
)

// itinerary draws the fields of one to three flights, the type, and how it was drawn.
func itinerary(rnd *rand.Rand, airports *place.Airports) ([]place.Airport, string, string) {
	pick := func(codes []string) place.Airport {
		for {
			if a, ok := airports.Lookup(codes[rnd.IntN(len(codes))]); ok {
				return a
			}
		}
	}
	choose := func(kinds ...string) string { return kinds[rnd.IntN(len(kinds))] }
	for {
		var stops []place.Airport
		var kind, style string
		switch rnd.IntN(5) {
		case 0, 1:
			style, kind = "removal", choose("B738", "B737", "B733", "A320", "MD83", "B752", "A319", "B734")
			stops = []place.Airport{pick(stagingFields)}
			if rnd.IntN(2) == 0 {
				stops = append(stops, pick(stagingFields))
			}
			stops = append(stops, pick(nearAbroad))
			if rnd.IntN(2) == 0 {
				stops = append(stops, pick(stagingFields))
			}
		case 2:
			style, kind = "long way", choose("B763", "B772", "A332", "C17", "GLF5", "B763")
			stops = []place.Airport{pick(stagingFields), pick(fuelStops), pick(farAbroad)}
			if rnd.IntN(3) == 0 {
				stops = append(stops, pick(fuelStops))
			}
		case 3:
			style, kind = "any fields", choose("B738", "A320", "A321", "E190", "CRJ9", "AT72", "B763", "B77W", "A333", "GLF4", "BE20")
			all := scheduledFields(airports)
			stops = []place.Airport{all[rnd.IntN(len(all))], all[rnd.IntN(len(all))], all[rnd.IntN(len(all))]}[:2+rnd.IntN(2)]
		default:
			style, kind = "neighbouring fields", choose("B738", "A320", "B763", "CRJ7", "GLF4", "C56X", "E75L")
			stops = []place.Airport{pick(neighbours), pick(neighbours), pick(neighbours), pick(neighbours)}[:2+rnd.IntN(3)]
		}
		if withinRange(stops, performanceOf(kind).rangeNM) {
			return stops, kind, style
		}
	}
}

func withinRange(stops []place.Airport, rangeNM float64) bool {
	for i := 1; i < len(stops); i++ {
		if d := place.Distance(stops[i-1].At, stops[i].At); d < 90 || d > rangeNM*1.1 {
			return false
		}
	}
	return true
}

// scheduledFields are the large and medium fields with scheduled service.
func scheduledFields(airports *place.Airports) []place.Airport {
	var out []place.Airport
	for a := range airports.All() {
		if a.Scheduled && a.Size != place.Small && a.ElevationKnown {
			out = append(out, *a)
		}
	}
	return out
}
