package operation

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/charterwatch/charterwatch/internal/flight"
	"github.com/charterwatch/charterwatch/internal/journey"
	"github.com/charterwatch/charterwatch/internal/place"
	"github.com/charterwatch/charterwatch/internal/statement"
)

// figure writes a quantity with its bound; empty for one without a number.
func figure(q statement.Quantity) string {
	n := func(v *int) string { return thousands(*v) }
	switch {
	case q.Value != nil:
		switch q.Bound {
		case statement.Approx:
			return "about " + n(q.Value)
		case statement.AtLeast:
			return "at least " + n(q.Value)
		case statement.MoreThan:
			return "more than " + n(q.Value)
		case statement.AtMost:
			return "at most " + n(q.Value)
		case statement.UpTo:
			return "up to " + n(q.Value)
		case statement.Nearly:
			return "nearly " + n(q.Value)
		}
		return n(q.Value)
	case q.Low != nil && q.High != nil:
		return n(q.Low) + " to " + n(q.High)
	case q.Low != nil:
		return "at least " + n(q.Low)
	case q.High != nil:
		return "up to " + n(q.High)
	}
	return ""
}

func thousands(n int) string {
	s := fmt.Sprint(n)
	for i := len(s) - 3; i > 0 && s[i-1] != '-'; i -= 3 {
		s = s[:i] + "," + s[i:]
	}
	return s
}

// ofPeople tells whether a quantity counts people and has a number. A figure whose unit the
// text does not give may count anything: "11 of 14" can be detention centres.
func ofPeople(q statement.Quantity) bool { return q.Unit == persons && figure(q) != "" }

// persons is the unit that the extractor gives to a figure of people.
const persons = "persons"

// headcount writes a figure with the people it counts, as the text names them.
func headcount(q statement.Quantity) string {
	population := oneLine(q.Population)
	if q.Value != nil && *q.Value == 1 {
		switch low := strings.ToLower(population); {
		case low == "people" || low == "persons":
			population = "person"
		case slices.Contains(generalPeople, low):
			population = strings.TrimSuffix(population, "s")
		}
	}
	return strings.TrimSpace(figure(q) + " " + population)
}

// interval is what a figure allows; high is -1 when nothing bounds it above.
func interval(q statement.Quantity) (low, high int) {
	if q.Value == nil {
		low, high = 0, -1
		if q.Low != nil {
			low = *q.Low
		}
		if q.High != nil {
			high = *q.High
		}
		return low, high
	}
	v := *q.Value
	reach := int(float64(v)*approxShare + 0.5)
	switch q.Bound {
	case statement.Approx:
		return v - reach, v + reach
	case statement.Nearly:
		return v - reach, v
	case statement.AtLeast:
		return v, -1
	case statement.MoreThan:
		return v + 1, -1
	case statement.AtMost, statement.UpTo:
		return 0, v
	}
	return v, v
}

// apart tells whether two figures cannot both be right of one thing.
func apart(a, b statement.Quantity) bool {
	al, ah := interval(a)
	bl, bh := interval(b)
	return (ah >= 0 && ah < bl) || (bh >= 0 && bh < al)
}

// dates writes the days that a statement gives.
func dates(ds []statement.Date) string {
	var out []string
	for _, d := range ds {
		if d.From == nil {
			continue
		}
		from := d.From.UTC()
		switch {
		case d.Granularity == "year":
			out = append(out, from.Format("2006"))
		case d.Granularity == "month":
			out = append(out, from.Format("January 2006"))
		case d.To == nil:
			out = append(out, "from "+dayWords(from))
		default:
			last := d.To.UTC().AddDate(0, 0, -1)
			if last.After(from) {
				out = append(out, dayWords(from)+" to "+dayWords(last))
			} else {
				out = append(out, dayWords(from))
			}
		}
	}
	return strings.Join(out, ", ")
}

func dayWords(t time.Time) string { return t.UTC().Format("2 Jan 2006") }

// dayText writes a day of the form 2006-01-02 as a reader reads it.
func dayText(day string) string {
	if t, err := time.Parse(time.DateOnly, day); err == nil {
		return dayWords(t)
	}
	return day
}

func clock(t time.Time) string { return t.UTC().Format("2 Jan 15:04Z") }

// moves writes the route that a statement gives, each stretch with its modality.
func moves(s statement.Statement) string {
	var out []string
	for _, m := range s.Route {
		var parts []string
		if m.From != "" {
			parts = append(parts, "from "+statedPlace(m.From, s.Content.Text))
		}
		for _, v := range m.Via {
			parts = append(parts, "via "+statedPlace(v, s.Content.Text))
		}
		if m.To != "" {
			parts = append(parts, "to "+statedPlace(m.To, s.Content.Text))
		}
		if len(parts) == 0 {
			continue
		}
		words := strings.Join(parts, " ")
		if m.Event != "" && m.Event != statement.EventUnknown && m.Event != statement.NotApplicable {
			words += " (" + eventWords(m.Event) + ")"
		}
		out = append(out, words)
	}
	return strings.Join(out, "; ")
}

func eventWords(e statement.Event) string { return strings.ReplaceAll(string(e), "_", " ") }

func classWords(c statement.Class) string {
	switch c {
	case statement.SemiOfficial:
		return "semi-official medium"
	case statement.ThisDocument:
		return "this report"
	case statement.Experts:
		return "UN experts"
	case statement.NotStated, statement.UnspecifiedClass, "":
		return "not stated"
	}
	return strings.ReplaceAll(string(c), "_", " ")
}

// stateName is the English name of a state; the code itself where it is not known.
func stateName(code string) string {
	if c, ok := place.CountryByCode(code); ok {
		return c.Name
	}
	return code
}

// inState is the name of a state inside a sentence, with its article where it has one.
func inState(code string) string {
	switch code {
	case "US", "GB", "NL", "AE", "PH", "DO", "CF", "CD", "CG", "BS", "GM", "MV":
		return "the " + stateName(code)
	}
	return stateName(code)
}

// statedPlace writes a place of a statement. A region stands in reports by the capital that
// names it: "Tehran, Iran" where the words say Tehran, the country alone where they do not.
func statedPlace(code, text string) string {
	if len(code) > 3 && code[2] == '-' && regionNames[code] == "" {
		if c, ok := place.CountryByCode(code[:2]); ok {
			for _, city := range c.Governments {
				if strings.Contains(text, city) {
					return city + ", " + c.Name
				}
			}
		}
	}
	return placeName(code)
}

// placeName writes a place as statements and legs name it: an airport with its city, a state by its name.
func placeName(code string) string {
	if len(code) == 2 {
		return stateName(code)
	}
	if region := regionNames[code]; region != "" {
		return region
	}
	if len(code) > 3 && code[2] == '-' {
		return stateName(code[:2])
	}
	if a, ok := place.Embedded().Lookup(code); ok {
		if a.City != "" {
			return a.City + " (" + code + ")"
		}
		return a.Name + " (" + code + ")"
	}
	return code
}

// regionNames are the ISO 3166-2 codes of the states of the United States, from which flights are staged; of other
// regions only the state is printed, never a code.
var regionNames = map[string]string{
	"US-AL": "Alabama", "US-AK": "Alaska", "US-AZ": "Arizona", "US-AR": "Arkansas", "US-CA": "California",
	"US-CO": "Colorado", "US-CT": "Connecticut", "US-DE": "Delaware", "US-FL": "Florida", "US-GA": "Georgia (US)",
	"US-HI": "Hawaii", "US-ID": "Idaho", "US-IL": "Illinois", "US-IN": "Indiana", "US-IA": "Iowa",
	"US-KS": "Kansas", "US-KY": "Kentucky", "US-LA": "Louisiana", "US-ME": "Maine", "US-MD": "Maryland",
	"US-MA": "Massachusetts", "US-MI": "Michigan", "US-MN": "Minnesota", "US-MS": "Mississippi", "US-MO": "Missouri",
	"US-MT": "Montana", "US-NE": "Nebraska", "US-NV": "Nevada", "US-NH": "New Hampshire", "US-NJ": "New Jersey",
	"US-NM": "New Mexico", "US-NY": "New York", "US-NC": "North Carolina", "US-ND": "North Dakota", "US-OH": "Ohio",
	"US-OK": "Oklahoma", "US-OR": "Oregon", "US-PA": "Pennsylvania", "US-RI": "Rhode Island", "US-SC": "South Carolina",
	"US-SD": "South Dakota", "US-TN": "Tennessee", "US-TX": "Texas", "US-UT": "Utah", "US-VT": "Vermont",
	"US-VA": "Virginia", "US-WA": "Washington (state)", "US-WV": "West Virginia", "US-WI": "Wisconsin", "US-WY": "Wyoming",
}

// endWords writes an end of a leg: its airport with the word for how it is known, or its
// candidates; never one name below one half.
func endWords(e flight.End) string {
	switch e.Status {
	case flight.Observed:
		if e.Airport != nil {
			return placeName(*e.Airport) + " observed"
		}
	case flight.Confirmed, flight.Estimated:
		if e.Airport != nil {
			return fmt.Sprintf("%s %s %.2f", placeName(*e.Airport), e.Status, e.Probability)
		}
	}
	if c := candidates(e, 3); c != "" {
		return "not known: " + c
	}
	return "not known"
}

// candidates lists the best candidates of an end with the probability of "unknown".
func candidates(e flight.End, most int) string {
	var out []string
	named, rest, unknown := 0, 0.0, -1.0
	for _, c := range e.Candidates {
		switch {
		case c.Airport == "unknown":
			unknown = c.Probability
		case named < most:
			out = append(out, fmt.Sprintf("%s %.2f", placeName(c.Airport), c.Probability))
			named++
		default:
			rest += c.Probability
		}
	}
	if rest >= 0.005 {
		out = append(out, fmt.Sprintf("other %.2f", rest))
	}
	if unknown >= 0 {
		out = append(out, fmt.Sprintf("unknown %.2f", unknown))
	}
	return strings.Join(out, ", ")
}

// endTime writes when wheels left or touched the ground: an instant, or the interval that bounds it.
func endTime(e flight.End) string {
	if words := e.When("2 Jan 15:04Z"); words != "" {
		return words
	}
	return "not known"
}

// heardWords writes where a leg was last heard.
func heardWords(h flight.Heard) string {
	out := clock(h.At)
	switch {
	case h.Ground:
		out += " on the ground"
	case h.AltFt != nil && *h.AltFt >= 18000:
		out += fmt.Sprintf(" at FL%03d", (*h.AltFt+50)/100)
	case h.AltFt != nil:
		out += fmt.Sprintf(" at %s ft", thousands(*h.AltFt))
	}
	if c := place.CountryAt(h.Point); c != "" {
		out += " over " + stateName(c)
	}
	return out
}

// route writes a leg by its two ends, as short as they allow.
func route(h journey.Hop) string { return endCode(h.Start) + " - " + endCode(h.End) }

func endCode(e flight.End) string {
	if e.Airport == nil || e.Status == flight.Possible || e.Status == flight.Unknown {
		return "not known"
	}
	return *e.Airport
}

func oneLine(s string) string { return strings.Join(strings.Fields(s), " ") }

func plural(n int, one string) string {
	if n == 1 {
		return "1 " + one
	}
	return fmt.Sprintf("%d %ss", n, one)
}

// list joins words with commas and a last "and".
func list(words []string) string {
	switch len(words) {
	case 0:
		return ""
	case 1:
		return words[0]
	}
	return strings.Join(words[:len(words)-1], ", ") + " and " + words[len(words)-1]
}
