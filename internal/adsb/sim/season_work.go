package sim

// The work of a season. Each piece starts where the aircraft stands and leaves it where it ends.

// seasonLoads are where removal flights of a season leave the country, by their share in a
// hundred; most from the four staging facilities, as the monitors' tables have it, some from
// airports that no table names.
var seasonLoads = []struct {
	code  string
	share int
}{
	{"KAEX", 32}, {"KHRL", 21}, {"KELP", 13}, {"KIWA", 12}, {"KMIA", 7}, {"KBRO", 5}, {"KSAT", 4}, {"KIAH", 3}, {"KLRD", 1}, {"KTUS", 1}, {"KJAX", 1},
}

// Where people are picked up and moved to inside the country.
var seasonPickups = []string{
	"KAEX", "KAEX", "KAEX", "KIWA", "KIWA", "KELP", "KELP", "KHRL", "KHRL", "KMIA", "KSAT", "KBRO", "KIAH", "KDFW", "KDEN", "KLAS", "KOAK",
	"KBFI", "KYKM", "KMDT", "KRIC", "KJAX", "KEWR", "KMSP", "KGYY", "KOMA", "KATL", "KCSG", "KSLC", "KMCI", "KBUF", "KYNG", "KDTW", "KMHT", "KBWI", "KTUS", "KSAN", "KLRD",
}

var (
	seasonNear = []string{ // where people are flown to, as often as they stand here
		"MGGT", "MGGT", "MGGT", "MGGT", "MHLM", "MHLM", "MHLM", "MHSC", "MSLP", "MSLP", "MNMG", "MMTP", "MMVA", "MMMX", "MDSD", "MKJP", "MTCH",
		"SEGU", "SKBO", "SKRG", "SPJC", "MROC", "MPTO", "MUHA", "MMTG", "TNCC"}
	seasonFar   = []string{"FKYS", "HRYR", "FDSK", "DGAA", "DNMM", "VIAR", "UTTT", "OPIS", "SBCF", "SVMI", "SVMI", "FNLU", "GQNO", "LLBG", "VTBS", "FCPP", "HJJJ"}
	seasonFuel  = []string{"TJSJ", "GOBD", "EINN", "LPLA", "GVAC", "TISX"}
	seasonCuba  = []string{"MUPB", "MUCC", "MUHA", "MUHA", "MUVR", "MUSC", "MUHG", "MUCU"}
	seasonSun   = []string{"MMUN", "MMUN", "MDPC", "MDPC", "MKJS", "TNCA", "MMSD", "MMPR", "MYNN", "MRLB", "MZBZ", "MBPV"}
	seasonTown  = []string{"KSAT", "KMCI", "KIAH", "KDFW", "KMSP", "KDEN", "KMIA", "KORD", "KATL", "KBOS", "KPHL", "KSLC", "KAUS", "KCLE", "KELP", "KTUS", "KBFI", "KEWR", "KJAX"}
	seasonSlots = []string{"KENV", "KIFP", "KIFP", "KGPT", "KUTA", "KACY", "KRNO"}
	seasonArmy  = []string{"KHOP", "KPOB", "KGRK", "KBIF", "KLSF", "KSVN", "KAEX", "KAEX", "KCOS"}
	seasonShed  = []string{"KGSO", "KMZJ", "KLCQ", "KMIA", "MSLP", "MROC", "KGWO"}
)

// agency is a day of removals or of transfers.
func (s *season) agency() {
	switch at := s.rnd.Float64(); {
	case at < 0.35:
		s.transfers()
	case at < 0.37:
		s.attempt()
	case at < 0.52 && s.reaches("EGLL"):
		s.farRemoval()
	default:
		s.nearRemoval()
	}
}

func (s *season) transfers() {
	s.work = "transfer"
	s.fly(pick(s.rnd, seasonPickups), "positioning")
	for range 2 + s.rnd.IntN(4) {
		to := pick(s.rnd, seasonPickups)
		s.fly(to, "transfer")
	}
	s.home(0.4)
}

// load brings the aircraft to where it leaves the country: empty, or by way of a feeder.
func (s *season) load() {
	from, share := "", s.rnd.IntN(100)
	for _, l := range seasonLoads {
		if share -= l.share; share < 0 {
			from = l.code
			break
		}
	}
	fed := 0.35
	if from == "KMIA" || from == "KSAT" || from == "KIAH" {
		fed = 0.75 // few people are held near these; most come by a flight
	}
	if s.rnd.Float64() < fed {
		s.fly(pick(s.rnd, seasonPickups), "positioning")
		if s.rnd.Float64() < 0.4 {
			s.fly(pick(s.rnd, seasonPickups), "transfer")
		}
		s.fly(from, "connection")
		return
	}
	s.fly(from, "positioning")
}

func (s *season) nearRemoval() {
	s.work = "removal"
	s.load()
	s.nearDrops()
}

// nearDrops flies from where people were loaded to one place or two of the region, and home.
func (s *season) nearDrops() {
	to := pick(s.rnd, seasonNear)
	if !s.reaches(to) {
		to = "MMTP"
	}
	s.fly(to, "removal")
	if s.rnd.Float64() < 0.18 {
		if next := pick(s.rnd, seasonNear[:14]); s.reaches(next) {
			s.fly(next, "removal continuation")
		}
	}
	if s.rnd.Float64() < 0.1 {
		s.ground(300, 900) // the crew rests, or nobody lets the aircraft go
	}
	s.comesBack()
}

// farRemoval flies to one place or two overseas, mostly by way of a fuel stop. Where people are
// to be let off is settled before the aircraft leaves: one that cannot come within reach of such
// a place, with or without the fuel stop, flies to the region instead. (Until 2026-11-24 it left all
// the same, came to a fuel stop and turned home with nobody let off anywhere, and the way out
// was called a return.)
func (s *season) farRemoval() {
	s.work = "removal"
	s.load()
	fuel, from := "", s.perch
	if s.rnd.Float64() < 0.7 {
		if stop := pick(s.rnd, seasonFuel); s.reaches(stop) {
			fuel, from = stop, stop
		}
	}
	var drops []string
	for range 1 + s.rnd.IntN(2) {
		if to := pick(s.rnd, seasonFar); to != from && s.within(from, to) {
			drops, from = append(drops, to), to
		}
	}
	if len(drops) == 0 {
		s.nearDrops()
		return
	}
	purpose := "removal"
	switch fuel {
	case "":
	case "TJSJ", "TISX":
		s.fly(fuel, "connection") // not out of the country yet
	default:
		s.fly(fuel, purpose)
		purpose = "removal continuation"
	}
	for _, to := range drops {
		s.fly(to, purpose)
		purpose = "removal continuation"
	}
	if s.rnd.Float64() < 0.5 {
		s.ground(500, 1200) // crew rest
	}
	if s.rnd.Float64() < 0.6 && s.reaches("GOBD") && s.perch != "GOBD" {
		s.fly("GOBD", "return") // on the way home, for fuel
	}
	s.comesBack()
}

// comesBack flies the aircraft home from abroad, and on to its base at times.
func (s *season) comesBack() {
	to := s.base
	if s.rnd.Float64() < 0.6 {
		to = pick(s.rnd, []string{"KAEX", "KAEX", "KHRL", "KELP", "KIWA", "KMIA", "KSAT"})
	}
	s.fly(to, "return")
	s.home(0.3)
}

func (s *season) attempt() {
	s.work = "removal"
	s.fly(pick(s.rnd, []string{"KBRO", "KHRL", "KAEX"}), "positioning")
	s.fly(s.perch, "attempted")
}

// home flies to the base with some probability.
func (s *season) home(often float64) {
	if s.rnd.Float64() < often {
		s.fly(s.base, "positioning")
	}
}

// other is a day of anything else.
func (s *season) other() {
	switch at := s.rnd.Float64(); {
	case at < 0.17:
		s.cuba()
	case at < 0.27:
		s.outAndBack("casino", seasonSlots, append([]string{"KHRL", "KELP", "KBRO", "KIWA"}, seasonTown...))
	case at < 0.43:
		s.team()
	case at < 0.57:
		s.outAndBack("holiday", seasonSun, append([]string{"KIWA", "KHRL", "KBRO"}, seasonTown...))
	case at < 0.63:
		s.outAndBack("charter abroad", []string{"MGGT", "MHLM", "MROC", "SKBO", "MDSD", "MSLP", "SEGU", "MKJP", "CYYC", "CYVR", "TJSJ"}, []string{"KMIA", "KMIA", "KIAH", "KFLL", "KIAD", "KIWA", "KEWR"})
	case at < 0.77:
		s.airline()
	case at < 0.85:
		s.army()
	case at < 0.93:
		s.campaign()
	default:
		s.shed()
	}
}

func (s *season) cuba() {
	s.work = "charter to Cuba"
	s.fly("KMIA", "positioning")
	for range 1 + s.rnd.IntN(2) {
		s.fly(pick(s.rnd, seasonCuba), "other work")
		s.fly("KMIA", "other work")
	}
}

// outAndBack takes guests from a town to a place and others, or the same, back.
func (s *season) outAndBack(work string, places, towns []string) {
	s.work = work
	s.fly(pick(s.rnd, towns), "positioning")
	from, to := s.perch, pick(s.rnd, places)
	if !s.reaches(to) {
		return
	}
	s.fly(to, "other work")
	if work == "casino" && s.rnd.Float64() < 0.4 {
		from = pick(s.rnd, towns) // other guests go home
	}
	s.fly(from, "other work")
	s.home(0.4)
}

func (s *season) team() {
	s.work = "team"
	home := pick(s.rnd, seasonTown)
	s.fly(home, "positioning")
	s.fly(pick(s.rnd, seasonTown), "other work")
	s.ground(240, 1500) // the game, or the night before it
	s.fly(home, "other work")
	s.home(0.5)
}

func (s *season) airline() {
	s.work = "airline"
	s.tyson = ""
	hub := pick(s.rnd, []string{"KMIA", "KLAS", "KMSP", "KBWI", "KIWA", "KFLL"})
	s.fly(hub, "positioning")
	for range 1 + s.rnd.IntN(2) {
		s.fly(pick(s.rnd, seasonTown), "other work")
		s.fly(hub, "other work")
	}
}

func (s *season) army() {
	s.work = "soldiers"
	s.fly(pick(s.rnd, seasonArmy), "positioning")
	if s.reaches("EGLL") && s.rnd.Float64() < 0.6 {
		for _, to := range []string{"KBGR", pick(s.rnd, []string{"EINN", "ETAR", "EDFH"}), pick(s.rnd, []string{"OKKK", "LRCK", "OJAQ"})} {
			s.fly(to, "other work")
		}
		s.ground(500, 1300)
		s.fly("ETAR", "other work")
		s.fly(pick(s.rnd, seasonArmy), "other work")
		return
	}
	s.fly(pick(s.rnd, seasonArmy), "other work")
	s.fly(pick(s.rnd, seasonArmy), "other work")
}

// campaign goes from town to town with the times on the ground of a transfer.
func (s *season) campaign() {
	s.work = "campaign"
	towns := append([]string{"KIWA", "KELP", "KRIC", "KOMA", "KGYY", "KYNG", "KMDT"}, seasonTown...)
	s.fly(pick(s.rnd, towns), "positioning")
	for range 2 + s.rnd.IntN(3) {
		s.fly(pick(s.rnd, towns), "other work")
		s.ground(10, 90)
	}
}

// shed takes the aircraft to be looked after for some days.
func (s *season) shed() {
	s.work = "maintenance"
	if to := pick(s.rnd, seasonShed); s.reaches(to) {
		s.fly(to, "positioning")
		s.ground(3*24*60, 6*24*60)
		s.fly(s.base, "positioning")
	}
}
