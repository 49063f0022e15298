package law

import (
	"bytes"
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/BurntSushi/toml"

	"github.com/charterwatch/charterwatch/internal/place"
)

// RiskItem is what one source says of how people of one profile are treated in one country: a
// passage to be read, never a score and never a forecast about anybody. Practice and the law
// on the books are two items.
type RiskItem struct {
	Destination string `json:"destination" toml:"destination"` // ISO code of the country spoken of
	Profile     string `json:"profile" toml:"profile"`         // one of Profiles, or general
	Source      string `json:"source" toml:"source"`           // who published it, and its title
	URL         string `json:"url" toml:"url"`
	Date        string `json:"date" toml:"date"`               // of publication: 2006-01-02, 2006-01 or 2006
	PeriodFrom  string `json:"period_from" toml:"period_from"` // that it covers; empty not stated
	PeriodTo    string `json:"period_to" toml:"period_to"`
	Scope       string `json:"scope" toml:"scope"`                 // where in the country
	About       string `json:"about" toml:"about"`                 // practice, or law
	Treatment   string `json:"treatment" toml:"treatment"`         // what is said to happen or not, in the analyst's words or quoted
	Frequency   string `json:"frequency" toml:"frequency"`         // the source's own word for how often: "routinely", "some"
	Method      string `json:"method" toml:"method"`               // how the source knows
	Direction   string `json:"direction" toml:"direction"`         // adverse, reassuring, or mixed
	Superseded  string `json:"superseded_by" toml:"superseded_by"` // a later item of the same source; the old one stays
}

// Profiles lists the codes that a risk item or a claim about a group can carry; never a person.
func Profiles() []string { return slices.Clone(profiles) }

var profiles = []string{
	"general", "womens_rights_defender", "political_dissident", "journalist", "religious_minority", "convert_or_apostasy", "lgbtq",
	"ethnic_minority", "military_or_security_objector", "dual_national_or_alleged_spy", "asylum_seeker_known_to_authorities",
	"illegal_exit", "trafficking_victim", "child", "stateless",
}

// The directions of a risk item.
const (
	Adverse    = "adverse"
	Reassuring = "reassuring"
	Mixed      = "mixed"
)

// maxItems bounds one file of risk items: more than a person can have read.
const maxItems = 5000

// ParseRisk reads risk items from TOML ([[item]] tables) or JSON ({"item": […]}). A file with
// one item that cannot be used is refused whole, naming the items by their place in it: such a
// file is written by hand and mended in a minute. Items come back in order of country, profile,
// date and source.
func ParseRisk(raw []byte) ([]RiskItem, error) {
	var file struct {
		Item []RiskItem `json:"item" toml:"item"`
	}
	if trimmed := bytes.TrimSpace(raw); len(trimmed) > 0 && trimmed[0] == '{' {
		d := json.NewDecoder(bytes.NewReader(trimmed))
		d.DisallowUnknownFields()
		if err := d.Decode(&file); err != nil {
			return nil, fmt.Errorf("risk items as JSON: %w", err)
		}
		if d.More() {
			return nil, errors.New("risk items as JSON: something follows the first object")
		}
	} else {
		meta, err := toml.Decode(string(raw), &file)
		if err != nil {
			return nil, fmt.Errorf("risk items as TOML: %w", err)
		}
		if extra := meta.Undecoded(); len(extra) > 0 {
			return nil, fmt.Errorf("risk items as TOML: there is no field %q", extra[0].String())
		}
	}
	if len(file.Item) == 0 {
		return nil, errors.New("risk items: none found; each stands under [[item]]")
	}
	if len(file.Item) > maxItems {
		return nil, fmt.Errorf("risk items: %d of them, at most %d in one file", len(file.Item), maxItems)
	}
	for i, it := range file.Item {
		if err := it.check(); err != nil {
			return nil, fmt.Errorf("risk item %d: %w", i+1, err)
		}
	}
	slices.SortStableFunc(file.Item, func(a, b RiskItem) int {
		return cmp.Or(strings.Compare(a.Destination, b.Destination), strings.Compare(a.Profile, b.Profile), strings.Compare(a.Date, b.Date), strings.Compare(a.Source, b.Source), strings.Compare(a.Treatment, b.Treatment))
	})
	return file.Item, nil
}

func (it RiskItem) check() error {
	if _, ok := place.CountryByCode(it.Destination); !ok {
		return fmt.Errorf("destination %q: give the two letters of a country", it.Destination)
	}
	if !slices.Contains(profiles, it.Profile) {
		return fmt.Errorf("profile %q: give one of %s", it.Profile, strings.Join(profiles, ", "))
	}
	if it.Source == "" || it.Treatment == "" || it.Frequency == "" || it.Scope == "" {
		return errors.New("source, treatment, frequency and scope are needed; write \"not stated\" where the source does not say")
	}
	if !slices.Contains([]string{Adverse, Reassuring, Mixed}, it.Direction) {
		return fmt.Errorf("direction %q: give %s, %s or %s", it.Direction, Adverse, Reassuring, Mixed)
	}
	if !slices.Contains([]string{"practice", "law"}, it.About) {
		return fmt.Errorf("about %q: give practice or law: what happens and what is written are two items", it.About)
	}
	for name, d := range map[string]string{"date": it.Date, "period_from": it.PeriodFrom, "period_to": it.PeriodTo} {
		if _, _, ok := days(d); !ok && (name == "date" || d != "") {
			return fmt.Errorf("%s %q: give a day, a month or a year such as 2022-05", name, d)
		}
	}
	if from, _, ok := days(it.PeriodFrom); ok {
		if _, to, ok := days(it.PeriodTo); ok && to.Before(from) {
			return fmt.Errorf("period from %s to %s: it ends before it begins", it.PeriodFrom, it.PeriodTo)
		}
	}
	if u := it.URL; u != "" && !strings.HasPrefix(u, "https://") && !strings.HasPrefix(u, "http://") {
		return fmt.Errorf("url %q: give an http(s) address", u)
	}
	return nil
}

// Gap is how many days lie between a piece of material and a removal, at least and at most:
// two numbers where only a month or a year is known. Negative: the material is later.
type Gap struct {
	Least int    `json:"least"`
	Most  int    `json:"most"`
	Words string `json:"words"`
}

// GapTo counts the days from the publication of an item to a removal; ok is false where
// either day is not known.
func (it RiskItem) GapTo(removal time.Time) (Gap, bool) { return gap(it.Date, "published", removal) }

// PeriodGapTo counts the days from the end of the period that an item covers to a removal; ok
// is false where the source states no period.
func (it RiskItem) PeriodGapTo(removal time.Time) (Gap, bool) {
	return gap(it.PeriodTo, "its period ends", removal)
}

func gap(date, what string, removal time.Time) (Gap, bool) {
	first, last, ok := days(date)
	if !ok || removal.IsZero() {
		return Gap{}, false
	}
	removal = removal.UTC().Truncate(24 * time.Hour)
	g := Gap{Least: int(removal.Sub(last).Hours() / 24), Most: int(removal.Sub(first).Hours() / 24)}
	switch {
	case g.Least == 0 && g.Most == 0:
		g.Words = what + " on the day of the removal"
	case g.Least >= 0:
		g.Words = what + " " + count(g.Least, g.Most) + " before the removal"
	case g.Most <= 0:
		g.Words = what + " " + count(-g.Most, -g.Least) + " after the removal"
	default:
		g.Words = fmt.Sprintf("%s between %s before and %s after the removal", what, count(g.Most, g.Most), count(-g.Least, -g.Least))
	}
	return g, true
}

func count(least, most int) string {
	switch {
	case least != most:
		return fmt.Sprintf("%d to %d days", least, most)
	case least == 1:
		return "1 day"
	}
	return fmt.Sprintf("%d days", least)
}

// OneSided says which direction is missing among the items on one country and profile: both
// are to be looked for, and that one was not found is not that it does not exist. Empty when
// both are there, or none at all.
func OneSided(items []RiskItem) string {
	adverse, reassuring := false, false
	for _, it := range items {
		adverse = adverse || it.Direction != Reassuring
		reassuring = reassuring || it.Direction != Adverse
	}
	switch {
	case adverse && !reassuring:
		return "no reassuring item is in the material that was imported; that says nothing of what exists"
	case reassuring && !adverse:
		return "no adverse item is in the material that was imported; that says nothing of what exists"
	}
	return ""
}

// OneSidedProfiles names each country and profile of which the items, in the order of ParseRisk,
// hold one direction alone.
func OneSidedProfiles(items []RiskItem) []string {
	out := []string{}
	for from := 0; from < len(items); {
		to := from + 1
		for to < len(items) && items[to].Destination == items[from].Destination && items[to].Profile == items[from].Profile {
			to++
		}
		if words := OneSided(items[from:to]); words != "" {
			out = append(out, items[from].Destination+", "+strings.ReplaceAll(items[from].Profile, "_", " ")+": "+words)
		}
		from = to
	}
	return out
}
