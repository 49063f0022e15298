package flight

import "time"

// Method names the rules and constants below; a leg carries it. It changes when any of
// them does.
const Method = "legs/2"

// The constants of the method. Each line gives the unit, why it has this value, and
// where that comes from. "Measured" means on the real traces of the tests.
const (
	// quiet is the longest silence inside unbroken reception: a producer of traces keeps
	// an airborne position at least every 20-30 s and marks one stale after 20 s, so ten
	// missed in a row are a hole (readsb 3.14, json-trace-interval).
	quiet = 5 * time.Minute

	// groundSpeedLimit, knots: a row marked "ground" and faster than this is in the air.
	// No airliner rolls above about 200 kt; readsb keeps a stale ground state when the
	// altitude is invalid (globe_index.c).
	groundSpeedLimit = 250

	// touchLast and touchSlow: a ground run shorter than touchLast, or than touchBrief
	// and never under touchSlow knots, is a touch-and-go. A full stop and a new take-off
	// need two minutes of line-up and checks; circuits in real general-aviation traces
	// roll 10-30 s above 40 kt.
	touchLast  = 120 * time.Second
	touchBrief = 45 * time.Second
	touchSlow  = 40 // knots

	// shortest and nearest: what is shorter or stays closer than this is a movement on
	// the ground, a hop or a circuit, not a leg. leastRows positions are needed because
	// fewer cannot be told from stray fixes.
	shortest  = 4 * time.Minute
	nearestNM = 4.32 // 8 km
	leastRows = 5

	// roundFt: a flight that goes round and lands where it began (a circuit, sightseeing) came
	// not far, but flew nearest along its way and rose by this: circuits are flown at 500-1,500 ft.
	roundFt = 500

	// What was heard of a flight may be short: an approach seen from a tower, an overflight at
	// the edge of reception. It is a flight if its positions moved at flyingKT or more for
	// briefest, and as far as the speeds sent with them say, within astray of it. No scatter
	// does so: an error of 0.1 NM on each side is 25 % of the way at 80 kt in 18 s.
	flyingKT  = 80
	fastestKT = 600
	briefest  = 15 * time.Second
	astray    = 0.35

	// overFt: a span in the air whose heights differ by less than this, and that was no higher
	// than a field beside it may be by a wrong pressure setting, never left it: twenty seconds
	// of an approach lose 250 ft, and heights come in steps of 25 ft.
	overFt = 100

	// wait is the longest that a leg keeps of the time on the ground before its take-off and
	// after its landing: taxi and queue. Longer is parking, and belongs to no leg.
	wait = 30 * time.Minute

	// sinkFPM and climbFPM, feet a minute: the mean rates of airliners below
	// cruise, used for the least time that a stop inside a hole takes.
	sinkFPM  = 1700
	climbFPM = 1800

	// fastestFPM, feet a minute: nothing gets to the ground or up from it faster, so it
	// bounds the times that were not observed (twice the steepest usual descent).
	fastestFPM = 6000

	// fasterKT: nothing on an approach or a departure gains more than this over the way to the
	// field, less runwayNM for where on (or short of) the runway the wheels touch.
	fasterKT = 60
	runwayNM = 1.5

	// What bounds a time that nothing later (or earlier) bounds. With the fuel of its type an
	// aircraft flies at most fuelMargin times its range and fuelHours more at its holding
	// speed; on the way to a named field at most bend times the distance at approachKT, and
	// holdMinutes for a hold and a second approach, after a departure bendMinutes. All of
	// 2,400 simulated approaches and departures with vectors and holds, and of 45 real
	// ones cut at nine heights, kept within (TestNeighbours, TestRadarTracksCutInTheApproach).
	fuelMargin, fuelHours    = 1.3, 1.0
	bend, approachKT         = 3.0, 150.0
	holdMinutes, bendMinutes = 25.0, 10.0

	// highestField and pressureFt, feet: what a bound on a time allows for where the field is
	// not known (only a few towns' fields lie higher), and for the difference between the
	// standard pressure and the day's (30 hPa at 27 ft each).
	highestField = 9500
	pressureFt   = 800

	// jumpFPM, feet a minute: an altitude that would need more from its neighbour is wrong.
	jumpFPM = 10000

	// wheelsKnown: closer than this the last position in the air and the first on the
	// ground give the time of landing (readsb keeps every change of state exactly).
	wheelsKnown = time.Minute

	// progress is the share of the descent and climb that a stop adds to a flight that
	// goes on the same way, since the rest also covers distance (a descent at 0.65 of the
	// cruise speed loses a third).
	progress = 0.35

	// turnround, minutes: the shortest stop that a hole can hide, landing roll to take-off.
	turnround = 12

	// hopSpare, minutes: what taxi, climb and descent add to the direct flight between two
	// fields on the ground; another stop on the way would add more. Between the ground and the air
	// a stop elsewhere is a whole flight more, which takes a jet no less.
	hopSpare = 45

	// windShare is the part of a hole that wind and a bent route may add to a direct
	// flight at the speed seen on its two sides (a 25 kt error of a mean of 480 kt).
	windShare = 0.05

	// hereNM: a stop in a hole whose sides are closer than this was at one field between
	// them; farther apart it was hidden somewhere (250 km, a descent and a climb).
	hereNM = 135

	// levelExtra, minutes: how much longer than the least a hole must be when the aircraft
	// was level on both sides, where work in an area explains it as well as a landing.
	levelExtra = 30

	// workExtra, minutes: the same where the aircraft circled before and after the hole, as
	// surveys, tankers and gliders do for hours. It circled where in the last (or first)
	// workLook its way was workTurns times as long as it came far; a flight to a field is 1.
	workExtra = 120
	workLook  = 30 * time.Minute
	workTurns = 2.5

	// levelFPM, feet a minute: a slower change of height is level flight (the steps of 25 ft
	// and of readsb's rate make ±128 common in level flight).
	levelFPM = 250

	// pathSlope and climbSlope, feet of height for each km still to go or already flown:
	// a descent of 3 degrees loses 172 ft/km; jets climb at 2,000-2,500 ft/min and 250-300 kt.
	pathSlope  = 172
	climbSlope = 250

	// padKM and pathSigma shape the match of distance to height: lognormal on
	// (km+4)/(ideal+4) with sigma 0.45, wide enough for vectors and level segments (measured).
	padKM     = 4
	pathSigma = 0.45

	// coneDeg, degrees: how far off the bow a field may be on the way down or behind on the
	// way up; it opens by nearCone, squared, inside nearKM, where aircraft turn on to final
	// and, over the field, fly any way.
	coneDeg  = 35
	nearCone = 145
	nearKM   = 15

	// padLowKM, sigmaLow: the same on the runway, growing to those above at vectorFt over the
	// field: below it aircraft are on final and a level segment is rare. oddPath is the share
	// of paths that keep to neither (steep city approaches, visual circuits).
	padLowKM = 2
	sigmaLow = 0.3
	vectorFt = 2500
	oddPath  = 0.05

	// Above vectorFt and within about vectorNM of a field a controller may turn an aircraft any
	// way: downwind, to a hold, across the field. vectored is that part beside the cone. Without
	// it all 7 names given to radar tracks cut at 6,000 ft near London were wrong.
	vectored = 0.25
	vectorNM = 25

	// goodLike: where even the best field fits less, all fields together lose in proportion.
	goodLike = 0.15

	// The straight line to a threshold: flying within lineDeg of the runway, inside lineNM and
	// lineFt above the field, off the line by lineWidthNM and lineSpread of the distance (more
	// on the way out, where departures turn), weighs lineGain: an aircraft that is not on final
	// is that near the line, with that track, about once in thirty times, and half of those on
	// final are established there. middleGain and middleWidth of the half-width: the same for a
	// field of which only the middle is known.
	lineDeg       = 12
	lineNM        = 14
	lineFt        = 6000
	lineWidthNM   = 0.1
	lineSpread    = 0.025
	lineSpreadOut = 0.06
	// lineOutNM: from two miles on departures turn, and what flies on in line with a runway
	// behind it may have left another. Without it and rollOut four of 304 rough departures beside
	// Spokane and El Paso were confirmed at the wrong field (measured: TestRoughFlying).
	lineOutNM   = 3
	lineGain    = 15
	middleGain  = 4
	middleWidth = 0.35

	// How much an approach or climb may say in all, by the height above the best field;
	// the rest is "unknown". Above highFt no single field is named without a second source.
	// Between the heights it falls evenly: flights that go to each of several neighbours alike
	// are named wrongly at 6,000 ft as often as stated only so (measured: TestNeighbours).
	lowFt, lowTotal = 3000, 0.95
	midFt, midTotal = 8000, 0.65
	highFt          = 10000
	topTotal        = 0.60
	levelTotal      = 0.15

	// asideDeg: what is more than lowFt above a field and flies farther off the way to it than this
	// is in its area, not yet on its approach: alone it names nothing. It may be on a downwind, or on
	// its way to another field after an approach that nobody heard broken off (seed 2717).
	asideDeg = 45

	// Scheduled service says which of two neighbours is likelier and never confirms one: where
	// the best field has less than flatSure of the fit without its prior, no name gets more
	// than notConfirmed, nor more than habit above that share. Without the first 4 in 1,000
	// confirmed names among neighbours were wrong; without the second, where flights go to each
	// neighbour alike, of the names with a share under 0.25 four in five, at a stated 0.6
	// (measured: TestNeighbours).
	flatSure       = 0.75
	habit          = 0.1
	flatSureMiddle = 0.85 // without runway data, and for departures
	notConfirmed   = 0.89

	// middleTotal: without runway data the distance is to the middle of a field, which can be
	// miles from the runway in use (KDEN, KDFW).
	middleTotal = 0.98

	// A helicopter lands anywhere. By its type, or in the air slower than hangKT more than hangFt
	// above a field, it is at none; on the ground farther than hangKM from a runway it is at a
	// pad, and no field is named. No wing flies at 30 kt over ground but in a storm.
	hangKT = 30
	hangFt = 300
	hangKM = 1

	// notNamed keeps one name under the 0.5 at which an end is named; silent keeps it under
	// the 0.2 of "possible", for a first position at cruise, which says nothing of where from.
	notNamed = 0.49
	silent   = 0.19

	// rollKM: on the ground the probability falls with exp(-d/1.2 km) from the runway
	// (half the length of a short taxiway system). Where the runways are not known the
	// distance is to the reference point, less the size of a field of its class.
	rollKM                                 = 1.2
	largeKM, mediumKM, smallKM             = 4.5, 2.2, 1.2
	groundTotal                            = 0.99
	groundReachNM                          = 6
	jetRunwayFt                            = 5000 // the shortest that narrow-bodies use
	wideRunwayFt                           = 7000 // and wide-bodies
	lightRunwayFt                          = 3500 // and light and business jets
	shortRunway                            = 0.05
	priorScheduledLarge, priorMilitary     = 1.0, 0.4
	priorScheduled, priorEntry, priorOther = 0.6, 0.3, 0.12

	// jetKT and jetFt: what is often faster, or higher, is a jet, and so is a type of which
	// the range is listed (see ranges).
	jetKT = 300
	jetFt = 29000

	// A transmitter that never says "ground" stood on it where it stayed within stillDeg for
	// stillFor, less than stillFt above or below a field within stillNM: slower than taxi,
	// and no wing flies so; barometric heights are up to 800 ft wrong.
	stillDeg = 0.004 // degrees of latitude, 0.24 NM
	stillFor = 60 * time.Second
	stillFt  = 800
	stillNM  = 3
	stillTop = 15000 // feet: no airport lies higher

	// crawlKT: a wing that often flew faster than crawlSure does not fly slower than this.
	// The slowest stall speeds of aircraft that cruise above 100 kt are about 40 kt; the
	// rest is for wind. Helicopters hover and are excepted.
	// A jet stalls at 95 kt or more.
	crawlKT, crawlSure       = 30, 100
	crawlJetKT, crawlSureJet = 75, 200

	// holdNM: rows "in the air" that stay this near to a row on the ground for stillFor are on
	// the ground. A take-off roll passes it in seconds.
	holdNM = 0.1

	// stuckKT and stuckNM: "ground" rows that are never slower than this over a way longer
	// than this are a state that stuck. The longest runways are 2.7 NM (5,000 m) and nobody
	// rolls faster than 100 kt from one end of one to the other.
	stuckKT = 100
	stuckNM = 3

	// The cone of a flight lost at cruise. Off the nose by directDeg on a great circle (a
	// third of flights), aheadDeg on airways (more than a third), turnDeg with one turn still to
	// come (a quarter), anywhere ahead for the rest: the numbers below are those shares divided by
	// the width of each, relative to the nose. Nothing is nearer than the top of descent,
	// todNM for each foot.
	directDeg, direct  = 4, 0.653
	aheadDeg, straight = 10, 0.293
	turnDeg, turned    = 40, 0.049
	anyTurn            = 0.005
	widest             = 100 // degrees: farther back is another flight
	todNM              = 0.0032
	// The share of a large field's arrivals that a medium one has, and for aircraft that fly
	// farther than wideBodyNM, which are wide-bodies and long-range jets.
	mediumShare, mediumWide = 0.6, 0.1
	wideBodyNM              = 5000
	// See routePrior: the mean lengths by which flights get fewer (narrow-bodies, and what flies
	// farther than wideBodyNM), the distance within which fields do not multiply, and how much
	// more, within about regionalNM, a flight that nobody heard again ends near where it was lost.
	narrowNM, wideNM     = 900.0, 3000.0
	fieldsNM             = 150
	regional, regionalNM = 3, 200
	// knownField: for a field that reports name for staging removal flights or their fuel.
	knownField = 3
	// leastShare: a field this many times less likely than the best is not considered.
	leastShare = 1000
	// A set of fields holds setShare of what the model gives to all fields together; for what
	// flies farther than wideBodyNM setShareWide, since it goes to more kinds of places than the
	// model knows; setShareNext where a next position low or on the ground took part, setShareBoth
	// where the other side of the silence was at cruise too, setShareSteep for one lost high in its
	// descent, where real vectors bend more than the simulator's paths. These were the shares at
	// which the truth was in 95 % (setHolds) of the sets of masked flights: 1,244 ends of the
	// simulator's design seeds 1 to 999 (sim.Lost), and TestFeasibleSetsHoldTheTruth. A set has at
	// most setMost fields; one that is cut there says the smaller probability.
	setShare, setShareWide, setShareNext, setShareBoth, setShareSteep = 0.82, 0.95, 0.58, 0.85, 0.88
	setHolds, setMost                                                 = 0.95, 250
	// The way so far and to a field, over the direct way from the origin, less a usual 3 %:
	// detourSigma; anyWay is the weight of a field that is on no sensible way.
	detourSigma, anyWay = 0.10, 0.10
	darkTotal           = 0.80
	darkStartTotal      = 0.60

	// fuseNM: two ends closer than this are one stop (350 km); farther apart only the time
	// says so. stayed is the time constant after which an aircraft may have flown elsewhere
	// and come back unheard, counted from stayFrom.
	fuseNM   = 190
	stayFrom = 6 * time.Hour
	stayed   = 72 * time.Hour

	// visited, visitedOften: how much more a field weighs where the same aircraft was heard on the
	// ground once, or more often, elsewhere in the track. Charters come back to the fields of
	// their work; modest, since the next flight may be other work.
	visited, visitedOften = 2.0, 3.0

	// goodFit: where no field fits the two ends better (root of the product), they are so
	// much less likely to be one stop.
	goodFit = 0.2

	// turnedBack is the fit of a field behind an aircraft lost at cruise: a few flights are
	// refused on the way and turn back, and only the next position can say so.
	turnedBack = 0.002

	// A stop in a hole: at least hiddenMin minutes on the ground, most often hiddenUsual
	// (charters' stops are 40-150), spread as a lognormal of hiddenSigma; a long wait is
	// never less likely than hiddenLeast.
	hiddenMin, hiddenUsual   = 20, 80
	hiddenSigma, hiddenLeast = 0.6, 0.1
	// fuelPrior: a stop hidden on a long way is most often for fuel, so the fields that
	// reports name for it (package fleet, dated) weigh more than their class.
	fuelPrior = 1.5
	// oneStop: a hole with more spare time than this may hold several flights, so its two
	// sides say nothing about each other except what is within reach.
	oneStop = 4 * time.Hour

	// An approach given up: down by goAroundFt and up again by as much, lowest within dipFt
	// over a field and dipKM of its runways (a decision is made at 200-1,000 ft and within
	// 2 NM; heights are up to 800 ft wrong). More than manyDips are practice or calibration.
	goAroundFt = 500
	dipFt      = 1200
	dipNM      = 6
	dipKM      = 3.7
	manyDips   = 3
	// practice: with this many approaches given up in one flight a further one names nothing alone; with
	// fewer it confirms nothing. Airliners give up about two approaches in a thousand, and two in one
	// flight hardly ever; calibration and training do little else (measured on the real flights of three
	// calibration aircraft: TestRealTracksWithStretchesHidden).
	practice = 2
	// grazeFt: the heights beside a touch-and-go, and a wrong pressure setting.
	grazeFt = 1500

	// soonBack: a return to the field is one within the hour; later it may be a day's work.
	soonBack = time.Hour
	// A flight that turned away from where it was going: awayLast at least, at awayFt or more
	// and awayNM or more from where it landed, it flew more than awayDeg off the way there.
	// Departures and holds turn for minutes, near fields and lower.
	awayLast = 6 * time.Minute
	awayFt   = 18000
	awayNM   = 80
	awayDeg  = 110
	oneTurn  = 1.15 // its way over the direct one to the turn and back: airways add 5-10 %
)
