package place

// MentionKind is what kind of place, or of word for a place, a mention is.
type MentionKind string

// The kinds.
const (
	KindCountry    MentionKind = "country"
	KindDemonym    MentionKind = "demonym" // "Iranians": a nationality, not a place
	KindState      MentionKind = "state"   // a state of the United States
	KindCity       MentionKind = "city"
	KindAirport    MentionKind = "airport"    // by its name, by an alias or by its ICAO code
	KindGovernment MentionKind = "government" // "Tehran", "Washington", where the government is meant
)

// Mention is a place, a people or a government that a text names.
type Mention struct {
	Start int         `json:"start"` // byte offset
	End   int         `json:"end"`   // byte offset, exclusive
	Text  string      `json:"text"`  // the text between the two
	Kind  MentionKind `json:"kind"`

	// Code is as narrow as the words allow: ISO 3166-1 alpha-2 for a country, its people
	// or its government; ISO 3166-2 for a state, and for a city with several airports or
	// none; ICAO for an airport, and for a city that one airport serves.
	Code     string   `json:"code"`
	Country  string   `json:"country"`            // ISO 3166-1 alpha-2
	Region   string   `json:"region,omitempty"`   // ISO 3166-2, for states, cities and airports
	Airports []string `json:"airports,omitempty"` // of a city or a state's city: ICAO, the larger first

	// Ambiguous lists what else the words may mean: other codes, or "person" or
	// "carrier". It is empty where the words or those around them settle it.
	Ambiguous []string `json:"ambiguous,omitempty"`
}
