package journey

import (
	"slices"
	"strings"
)

// smallTypes are ICAO designators' beginnings of light aircraft, trainers and helicopters (ICAO
// Doc 8643); who is in none stays in. A C-17 and a C-130 begin like a Cessna and are none.
var smallTypes = []string{"C15", "C162", "C170", "C172", "C175", "C177", "C18", "C20", "C21", "P28", "PA", "SR2", "DA4", "DA2", "BE3", "BE5", "M20", "AA5", "RV", "R22", "R44", "R66", "EC", "B06", "B407", "A139", "AS3", "A109", "S76", "H60", "GLID", "ULAC"}

// privateTypes are ICAO designators' beginnings of jets and turboprops with at most nineteen
// seats, which companies and private owners fly by the thousand (ICAO Doc 8643).
var privateTypes = []string{"GLF", "GLEX", "GL5T", "GL7T", "GA5C", "GA6C", "GA7C", "GA8C", "G150", "G280", "GALX", "ASTR", "CL30", "CL35", "CL60",
	"C25", "C50", "C51", "C52", "C55", "C56", "C65", "C68", "C70", "C75", "E35L", "E50P", "E545", "E550", "E55P", "F2TH", "F900", "FA10", "FA20", "FA50", "FA6X", "FA7X", "FA8X",
	"H25", "HA4T", "LJ", "BE40", "PRM1", "HDJT", "PC12", "PC24", "SF50", "EA50", "TBM", "BE9", "BE20", "B350", "P180"}

// kind weighs what group fits into the aircraft, where something that it did speaks for removal
// work: of the rest of the sky there is nothing to weigh.
func (p piece) kind(s *scale) {
	t := p.Hops[p.first].Type
	begins := func(list []string) bool {
		return t != "" && slices.ContainsFunc(list, func(prefix string) bool { return strings.HasPrefix(t, prefix) })
	}
	switch {
	case !s.behaved:
	case begins(smallTypes):
		s.add(smallWeight, "ICAO Doc 8643", "it is a %s, a light aircraft or a helicopter", t)
	case begins(privateTypes):
		s.add(privateWeight, "ICAO Doc 8643", "it is a %s, of a kind that companies and private owners fly; a few of them fly removals", t)
	}
}
