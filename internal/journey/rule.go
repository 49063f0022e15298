package journey

import (
	"bytes"
	"embed"
	"errors"
	"fmt"
	"io/fs"
	"slices"
	"strconv"
	"strings"
	"time"
)

// Rule says what one counts. A rule set is a small file that a monitor can read and change;
// those of the monitors themselves are built in, see Rules.
type Rule struct {
	Name   string `toml:"name" json:"name"`
	Title  string `toml:"title" json:"title"`
	By     string `toml:"by" json:"by"`         // who counts so
	Source string `toml:"source" json:"source"` // where that is said
	Date   string `toml:"date" json:"date"`     // as of when: 2021, 2021-12 or 2021-12-31

	Unit  Unit    `toml:"unit" json:"unit"`
	Least float64 `toml:"least" json:"least"` // least probability of a leg's purpose, above 0 to 1

	Returns    Standing `toml:"returns" json:"returns"`
	Laterals   Standing `toml:"laterals" json:"laterals"`
	Military   Standing `toml:"military" json:"military"`
	Guantanamo Standing `toml:"guantanamo" json:"guantanamo"` // legs to and from the base
	Simulated  bool     `toml:"simulated" json:"simulated"`   // what a simulator flew counts too

	Categories  []Category   `toml:"category" json:"categories"` // the first that has a purpose takes it
	Lateral     Lateral      `toml:"lateral" json:"lateral"`
	MilitaryBy  MilitaryBy   `toml:"military_by" json:"military_by"`
	Corrections []Correction `toml:"correction" json:"corrections,omitempty"`

	Digest string `toml:"-" json:"digest"` // SHA-256 of the file: two rules of one name are told apart
	Text   string `toml:"-" json:"-"`      // the file
}

// Unit is what one is.
type Unit string

// The units. A mission is a journey; a destination is a place of one journey where people
// can have left the aircraft.
const (
	Legs         Unit = "legs"
	Missions     Unit = "missions"
	Destinations Unit = "destinations"
)

// Standing says where a leg stands to the total.
type Standing string

// The standings.
const (
	In     Standing = "in"     // counted in the total
	Beside Standing = "beside" // counted in a line of its own beside the total
	Out    Standing = "out"    // seen, not counted
)

// Category is a name for some purposes.
type Category struct {
	Name     string  `toml:"name" json:"name"`
	Purposes []Value `toml:"purposes" json:"purposes"`
}

// Lateral says which transfers are laterals: those that come down at one of the airports,
// from one day to another (2006-01-02, both inclusive, empty for no bound).
type Lateral struct {
	Airports []string `toml:"airports" json:"airports"`
	From     string   `toml:"from" json:"from,omitempty"`
	To       string   `toml:"to" json:"to,omitempty"`
}

// MilitaryBy says how a military leg is known: by call-sign prefixes before the digits, or by
// blocks of addresses such as "adf7c8-afffff".
type MilitaryBy struct {
	CallSigns []string `toml:"call_signs" json:"call_signs"`
	Addresses []string `toml:"addresses" json:"addresses"`
}

// Attempted and NotCounted are what a correction can say beside a purpose.
const (
	Attempted  = "attempted"
	NotCounted = "not counted"
)

// Correction is a person's word on one leg or journey: what flight data cannot know.
type Correction struct {
	Leg     string `toml:"leg" json:"leg"`           // its ID, or that of a journey (j-…) for all its legs
	CountAs string `toml:"count_as" json:"count_as"` // Attempted, NotCounted or a purpose
	Why     string `toml:"why" json:"why"`
	Source  string `toml:"source" json:"source"`
}

//go:embed rules/*.toml
var ruleFiles embed.FS

// Rules returns the built-in rule sets by name.
func Rules() ([]Rule, error) {
	paths, err := fs.Glob(ruleFiles, "rules/*.toml")
	if err != nil {
		return nil, fmt.Errorf("list rules: %w", err)
	}
	var rules []Rule
	for _, path := range paths {
		text, err := ruleFiles.ReadFile(path)
		if err != nil {
			return nil, fmt.Errorf("read rule: %w", err)
		}
		r, err := ParseRule(path, bytes.NewReader(text))
		if err != nil {
			return nil, err
		}
		rules = append(rules, r)
	}
	slices.SortFunc(rules, func(a, b Rule) int { return strings.Compare(a.Name, b.Name) })
	return rules, nil
}

// ErrNoRule is returned for a name that no built-in rule set has.
var ErrNoRule = errors.New("no such rule")

// RuleNamed returns a built-in rule set. The error names those that there are.
func RuleNamed(name string) (Rule, error) {
	rules, err := Rules()
	if err != nil {
		return Rule{}, err
	}
	var names []string
	for _, r := range rules {
		if r.Name == name {
			return r, nil
		}
		names = append(names, r.Name)
	}
	return Rule{}, fmt.Errorf("rule %q: %w; built in are %s", name, ErrNoRule, strings.Join(names, ", "))
}

// category is the index of the category that a purpose is in, -1 for none.
func (r Rule) category(p Value) int {
	return slices.IndexFunc(r.Categories, func(c Category) bool { return slices.Contains(c.Purposes, p) })
}

// Category is the name of the category that a purpose is in, "" for none.
func (r Rule) Category(p Value) string {
	if i := r.category(p); i >= 0 {
		return r.Categories[i].Name
	}
	return ""
}

// isLateral reports that a leg of this purpose is a lateral.
func (r Rule) isLateral(h Hop, p Value) bool {
	day := h.Start.Heard.At.UTC().Format(time.DateOnly)
	return p == Transfer && within(r.Lateral.Airports, h.End.Airport) &&
		r.Lateral.From <= day && (r.Lateral.To == "" || day <= r.Lateral.To)
}

// military says by what a leg is military, "" when nothing says so.
func (r Rule) military(h Hop) string {
	if call := prefixed(h.Callsigns, r.MilitaryBy.CallSigns); call != "" {
		return "call sign " + call
	}
	address, err := strconv.ParseUint(h.Hex, 16, 24)
	for _, block := range r.MilitaryBy.Addresses {
		if first, last, ok := addressBlock(block); err == nil && ok && first <= address && address <= last {
			return "address block " + block
		}
	}
	return ""
}

// addressBlock reads "adf7c8-afffff".
func addressBlock(s string) (first, last uint64, ok bool) {
	a, b, both := strings.Cut(s, "-")
	first, err1 := strconv.ParseUint(a, 16, 24)
	last, err2 := strconv.ParseUint(b, 16, 24)
	return first, last, both && err1 == nil && err2 == nil && first <= last
}

// correction is the person's word on a leg, if there is one; one on the leg goes before one
// on its journey.
func (r Rule) correction(leg, journey string) (Correction, bool) {
	for _, id := range []string{leg, journey} {
		for _, c := range r.Corrections {
			if c.Leg == id {
				return c, true
			}
		}
	}
	return Correction{}, false
}
