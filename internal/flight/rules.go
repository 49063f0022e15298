package flight

// RuleSays is what a rule of the method says, in one plain sentence, by the name that a
// Reason carries; "" for a name that is no rule.
func RuleSays(name string) string { return rules[name] }

var rules = map[string]string{
	"on the ground": "An aircraft that says it is on the ground, or that stood still at the height of a field, is at the field whose runway is nearest; the farther the runway, the less sure.",
	"path": "An aircraft on its way down follows a slope of about three degrees towards a runway, so its height says how far it still has to go, and its direction where; " +
		"on the way up the same backwards. Fields are weighed by how well height, distance, direction and the line to a runway agree, and by what usually flies there.",
	"no runway data": "Where the positions of the runways are not loaded, distances are to the middle of the field and the line to a runway is not tested, so an answer counts for a little less.",
	"aside":          "What is lost above 3,000 ft over a field and was not flying towards it was in its area: it may have gone elsewhere, so alone it names nothing.",
	"given up":       "A flight that gave up an approach may give up the next: after one such approach nothing heard in the air is confirmed, after two nothing is named, without the neighbouring flight.",
	"neighbours":     "Where two fields lie so close that the positions do not tell them apart, what usually flies there may suggest one but confirms none.",
	"cruise":         "An aircraft lost at height, not on its way down, may go anywhere ahead that its range allows: a set of fields can be given, never one name.",
	"circled":        "An aircraft that circled in one area says by its heading nothing of where it began or ended: no field is weighed.",
	"helicopter":     "A helicopter, or an aircraft that hovers, lands anywhere: no field is named unless it was seen on the ground there.",
	"none":           "What is not near a field, nor on a path to or from one, says nothing of where a flight began or ended.",
	"history":        "A field where the same aircraft was heard on the ground before or after is likelier than another; this weighs, and names nothing alone.",
	"continuity":     "An aircraft leaves from where it landed: the end of one flight and the start of the next tell of the same field, unless there was time to fly elsewhere unheard and come back.",
	"unheard stop": "A silence is a stop if the time left over after the direct flight is enough to come down, stand for at least twelve minutes and climb again, " +
		"and the flying on its two sides, a new call sign or the length of the silence speaks for it.",
	"hidden stop": "Where a silence is far longer than the direct flight between its two sides and these lie far apart, a stop was made somewhere out of reach: " +
		"the flight is two legs, and where it stopped is a list of fields.",
	"integrity": "A transmitter says with its positions how far off they may be; where it does not vouch for miles, an end is not called confirmed by them alone.",
	"decoy": "False satellite signals move positions to certain fields: there a landing is believed only with an altitude near the ground and a speed that the positions confirm, " +
		"and where nothing was rejected as false within hours.",
	"two transmitters": "Positions that one aircraft cannot have flown between were sent under one address: the flights of each transmitter are kept apart, and whose they are is in doubt.",

	"touch_and_go":       "A run on a runway of less than two minutes that was never slow is a touch and no landing: the flight goes on.",
	"go_around":          "A descent low over a field, a climb of at least 500 ft and a landing at the same field afterwards is one flight with an approach given up.",
	"low_approach":       "A descent low over a field and a climb of at least 500 ft is an approach that did not end in a landing.",
	"low_approaches":     "More than three approaches without a landing are practice or the calibration of instruments: one flight, whatever it came near.",
	"return_to_field":    "A flight that lands where it left within the hour came back: a fault, weather, a test or sightseeing.",
	"possible_diversion": "A flight that gave up an approach and landed elsewhere, or that flew well away from where it ended, may have been going elsewhere; the track cannot say why.",
}

// meaning explains the five words.
var meaning = map[Status]string{
	Observed:  "\"Observed\" means that positions on the ground were received there.",
	Confirmed: "\"Confirmed\" means that it was not observed on the ground, and that the approach or climb, or the next or last flight, give one field at least 0.9.",
	Estimated: "\"Estimated\" means that it was not observed, and that one field has between 0.5 and 0.9: more likely than all others together, not sure.",
	Possible:  "\"Possible\" means that no field reaches 0.5: a list of fields, and no name.",
	Unknown:   "\"Unknown\" means that nothing that was heard points to a field.",
}

// wanting says what would change an answer.
func wanting(e End, start bool) string {
	other, before := "a later flight of the aircraft from another field", "heard lower down or on the ground"
	if start {
		other, before = "an earlier flight of the aircraft to another field", "heard lower down or on the ground before it climbed"
	}
	switch e.Status {
	case Observed:
		return "positions from other receivers that contradict these, or proof that another transmitter used the address."
	case Confirmed, Estimated:
		return "positions on the ground at this field would make it observed; positions on the ground elsewhere, or " + other + " soon after or before, would overturn it."
	}
	return "one position " + before + " by another receiver; " + other + "; or a report or record that names the field, which is a statement and stands beside this, not in it."
}
