package law

import "time"

// Warning is what a body said of promises or of transfers, on one day and about one subject.
// It speaks of nothing else: a page that shows it says the day and the subject.
type Warning struct {
	By       string   `json:"by"`
	On       string   `json:"on"`            // the day it was given, 2006-01-02, or 2006
	Subject  string   `json:"subject"`       // what it was about, in our words
	Third    bool     `json:"third_country"` // it was about transfers to a country that is not the person's own
	Source   string   `json:"source"`
	Verified Verified `json:"verified"`
	Bears    string   `json:"bears"` // how it stands to the transfer that it is shown beside
}

// Moved says between whom a transfer was, as far as that is stated: whether the destination is
// the people's own state.
type Moved string

// The relations of nationality and destination.
const (
	OwnState     Moved = "own state"
	ThirdCountry Moved = "third country"
	NotStated    Moved = "unknown"
)

var warnings = []Warning{
	{
		By: "UNHCR", On: "2006",
		Subject: "diplomatic assurances and refugees: not normally legally binding; for recognised refugees and return to the country of origin, no weight; removal agreements with general clauses",
		Source:  "UNHCR Note on Diplomatic Assurances and International Refugee Protection, August 2006, §§4, 5, 30", Verified: Documented,
	},
	{
		By: "Committee against Torture", On: "2017",
		Subject: "assurances in general: a formal commitment, not to be used as a loophole where substantial grounds exist; individual assessment, remedy with suspensive effect, monitoring",
		Source:  "General Comment 4 (2017), §§19-20", Verified: Unverified,
	},
	{
		By: "eleven experts of the United Nations Human Rights Council", On: "2025-07-08", Third: true,
		Subject: "transfers by the United States to third countries, after the ruling of its Supreme Court: assurances of the receiving states are not to be taken at face value, and an individual and country-specific assessment is still required",
		Source:  "statement of 8 July 2025, as carried by the press (radarafrica.com, theaztecjournal.com)", Verified: Documented,
	},
}

// Warnings lists the standing warnings that had been given by the day, each with its day, its
// subject and how it stands to a transfer to the people's own state, to a third country, or
// with that unknown. A warning of a later day is left out; one with only a year counts from
// the last day of that year.
func Warnings(moved Moved, on time.Time) []Warning {
	out := []Warning{}
	for _, w := range warnings {
		if _, last, ok := days(w.On); !ok || on.IsZero() || on.Before(last) {
			continue
		}
		switch {
		case !w.Third:
			w.Bears = "about promises in general; not about this transfer"
		case moved == ThirdCountry:
			w.Bears = "about transfers to third countries, as this one is stated to be; not about this transfer itself"
		case moved == OwnState:
			w.Bears = "about transfers to third countries; this transfer is stated to be to the people’s own state, so the warning is not about its like"
		default:
			w.Bears = "about transfers to third countries; whether this transfer is one is not known"
		}
		out = append(out, w)
	}
	return out
}
