package place

// Point is a position on the WGS 84 ellipsoid, in degrees; north and east are positive.
type Point struct {
	Lat float64 `json:"lat"`
	Lon float64 `json:"lon"`
}

// Size is how OurAirports classes a field; it serves as a prior between neighbours.
type Size string

// The three classes that are embedded. Heliports, seaplane bases and closed fields are not.
const (
	Large  Size = "large"
	Medium Size = "medium"
	Small  Size = "small"
)

// Airport is one field, as OurAirports describes it.
type Airport struct {
	Code           string // ICAO code where one exists, otherwise the local identifier
	IATA           string // empty where none exists
	Local          string // the local authority's identifier where it differs from Code, such as AEX
	Ident          string // OurAirports' own key, which its runways.csv uses; mostly equal to Code
	Name           string
	City           string
	Country        string // ISO 3166-1 alpha-2
	Region         string // ISO 3166-2, such as US-LA
	At             Point  // the reference point, which can be miles from the runway in use
	ElevationFt    int    // above mean sea level; meaningful only when ElevationKnown
	ElevationKnown bool
	Size           Size
	Scheduled      bool     // scheduled passenger service
	Runways        []Runway // empty until WithRunways
}

// Runway is one strip with its two thresholds.
type Runway struct {
	Name     string // both designators, such as 14/32
	Ends     [2]Threshold
	LengthFt int
	Paved    bool
}

// Threshold is one end of a runway.
type Threshold struct {
	Ident          string
	At             Point
	ElevationFt    int
	ElevationKnown bool
	Heading        float64 // degrees true, landing direction
}

// Nearby is an airport found around a point.
type Nearby struct {
	Airport *Airport
	NM      float64 // to the nearest runway segment where one is known, otherwise to the reference point
	Runway  *Runway // that nearest runway, or nil
}
