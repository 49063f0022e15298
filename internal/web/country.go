package web

import (
	"fmt"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/charterwatch/charterwatch/internal/law"
	"github.com/charterwatch/charterwatch/internal/operation"
	"github.com/charterwatch/charterwatch/internal/place"
	"github.com/charterwatch/charterwatch/internal/store"
)

// The roles of a country in an operation, in the order of a page.
var countryRoles = []string{"origin", "transit", "destination", "nationality"}

// countryRow is one line of the list of countries.
type countryRow struct {
	Code       string         `json:"code"`
	Name       string         `json:"name"`
	Operations map[string]int `json:"operations"` // by role; nationality is not counted on the list
	Facts      int            `json:"status_facts"`
}

// countries lists the states that facts are held about or that an operation names.
func (p *pages) countries(w http.ResponseWriter, r *http.Request, f format) error {
	ops, err := p.allOperations(r.Context())
	if err != nil {
		return err
	}
	rows := map[string]*countryRow{}
	row := func(code string) *countryRow {
		if rows[code] == nil {
			rows[code] = &countryRow{Code: code, Name: country(code), Operations: map[string]int{}, Facts: len(law.Facts(code))}
		}
		return rows[code]
	}
	for _, code := range law.States() {
		row(code)
	}
	for _, o := range ops {
		for role, codes := range rolesOf(o) {
			for _, c := range codes {
				row(c).Operations[role]++
			}
		}
	}
	list := make([]countryRow, 0, len(rows))
	for _, c := range rows {
		list = append(list, *c)
	}
	slices.SortFunc(list, func(a, b countryRow) int { return strings.Compare(a.Name, b.Name) })
	switch f {
	case asJSON:
		return writeJSON(w, http.StatusOK, map[string]any{"countries": list})
	case asCSV:
		out := [][]string{{"code", "name", "origin", "transit", "destination", "status_facts"}}
		for _, c := range list {
			out = append(out, []string{c.Code, c.Name, strconv.Itoa(c.Operations["origin"]), strconv.Itoa(c.Operations["transit"]), strconv.Itoa(c.Operations["destination"]), strconv.Itoa(c.Facts)})
		}
		return writeCSV(w, "countries", out)
	}
	return p.page(w, r, http.StatusOK, "countries", frame{Title: "Countries", Section: "countries", JSON: as(r, asJSON), CSV: as(r, asCSV), Body: list})
}

// rolesOf is which part each state of an operation has by its place on the path.
func rolesOf(o operation.Operation) map[string][]string {
	n := len(o.States)
	out := map[string][]string{}
	for i, s := range o.States {
		role := "transit"
		switch {
		case i == 0:
			role = "origin"
		case i == n-1:
			role = "destination"
		}
		if !slices.Contains(out[role], s) {
			out[role] = append(out[role], s)
		}
	}
	return out
}

// countryOperation is an operation that a country has a part in.
type countryOperation struct {
	Slug           string   `json:"slug"`
	Title          string   `json:"title"`
	From           string   `json:"from"`
	Roles          []string `json:"roles"`
	Reconstruction string   `json:"reconstruction,omitempty"`
}

// countryMonth is how many operations began in a month, by the country's part.
type countryMonth struct {
	Month  string         `json:"month"` // 2006-01; empty where no day is given
	Roles  map[string]int `json:"roles"`
	Number int            `json:"operations"` // each once, whatever its parts
}

// countrySilence is the stance of the country in one operation.
type countrySilence struct {
	Operation string            `json:"operation"`
	Title     string            `json:"title"`
	Silence   operation.Silence `json:"silence"`
}

// countryPromise is an assurance by the country in one operation.
type countryPromise struct {
	Operation string        `json:"operation"`
	Title     string        `json:"title"`
	Assurance law.Assurance `json:"assurance"`
	Yes       int           `json:"true"`
	No        int           `json:"false"`
	Unknown   int           `json:"unknown"`
}

// countryPage is one country by its roles.
type countryPage struct {
	Code        string             `json:"code"`
	Name        string             `json:"name"`
	On          string             `json:"on"` // day of the treaty status
	Operations  []countryOperation `json:"operations"`
	Months      []countryMonth     `json:"months"`
	Statuses    []law.Status       `json:"statuses"`
	Promises    []countryPromise   `json:"assurances"`
	Silent      []countrySilence   `json:"silence"`
	Risk        []importedItem     `json:"risk_material"`
	OneSided    []string           `json:"risk_material_one_sided"`
	Recognition []law.Recognition  `json:"recognition"`
	Table       *store.PullRecord  `json:"recognition_table"`
	Caveat      string             `json:"recognition_caveat,omitempty"`
	NotLooked   int                `json:"operations_not_looked_into"`
	Most        int                `json:"-"` // operations of the fullest month
	Roles       []string           `json:"-"`
	Held        bool               `json:"-"` // status facts are held about it
	PerRole     map[string]int     `json:"operations_by_role"`
}

// Known are the statuses that some source speaks of.
func (c countryPage) Known() []law.Status {
	return slices.DeleteFunc(slices.Clone(c.Statuses), func(s law.Status) bool { return len(s.Facts) == 0 })
}

// NoData are the treaties on which nothing is held about it.
func (c countryPage) NoData() []string {
	out := []string{}
	for _, s := range c.Statuses {
		if len(s.Facts) == 0 {
			out = append(out, treatyShort(s.Treaty))
		}
	}
	return out
}

// Stage is a stage of asylum decisions in words.
func (countryPage) Stage(code string) string { return law.StageName(code) }

// Short is whether a page would grow too long with this row.
func (countryPage) Short(i int) bool { return i < 40 }

func (p *pages) country(w http.ResponseWriter, r *http.Request, id string, f format) error {
	ctx := r.Context()
	c, ok := place.CountryByCode(strings.ToUpper(id))
	if !ok {
		return fmt.Errorf("country %q: %w", clip(id, 20), store.ErrNotFound)
	}
	on, err := dayAsked(r, "on")
	if err != nil {
		return err
	}
	if on.IsZero() {
		on = p.Now().UTC()
	}
	ops, err := p.allOperations(ctx)
	if err != nil {
		return err
	}
	found, missed, err := p.glance(ctx, ops, f != asHTML)
	if err != nil {
		return err
	}
	page := p.byRole(c, ops, found)
	page.On, page.NotLooked = on.Format(time.DateOnly), missed
	page.Statuses, page.Held = law.Statuses(c.Code, on), len(law.Facts(c.Code)) > 0
	if page.Risk, err = p.riskOf(ctx, c.Code); err != nil {
		return err
	}
	page.OneSided = oneSided(page.Risk)
	if page.Recognition, page.Table, err = p.recognitionOf(ctx, c.Code); err != nil {
		return err
	}
	page.Recognition = notNil(page.Recognition)
	if page.Table != nil {
		page.Caveat = law.RecognitionCaveat
	}
	switch f {
	case asJSON:
		return writeJSON(w, http.StatusOK, page)
	case asCSV:
		return writeCSV(w, "country-"+c.Code, page.table())
	}
	return p.page(w, r, http.StatusOK, "country", frame{Title: c.Name, Section: "countries", JSON: as(r, asJSON), CSV: as(r, asCSV), Body: page})
}

// byRole gathers the operations that a country has a part in. Parts by the path come from the
// operation itself; that its nationals were among the people comes from what was stated.
func (p *pages) byRole(c place.Country, ops []operation.Operation, found []glance) countryPage {
	page := countryPage{Code: c.Code, Name: c.Name, Operations: []countryOperation{}, Months: []countryMonth{}, Promises: []countryPromise{}, Silent: []countrySilence{},
		Roles: countryRoles, PerRole: map[string]int{}}
	looked := map[string]glance{}
	for _, g := range found {
		looked[g.Slug] = g
	}
	months := map[string]*countryMonth{}
	for _, o := range ops {
		g, known := looked[o.Slug]
		if !known {
			g = glance{Operation: o}
			if d, err := time.Parse(time.DateOnly, o.From); err == nil {
				g.Removal = d
			}
		}
		roles := []string{}
		by := rolesOf(o)
		for _, role := range countryRoles[:3] {
			if slices.Contains(by[role], c.Code) {
				roles = append(roles, role)
			}
		}
		if slices.Contains(g.Nationalities, c.Code) {
			roles = append(roles, "nationality")
		}
		for _, a := range g.Assurances {
			if a.By == c.Code {
				yes, no, unknown := a.Count()
				page.Promises = append(page.Promises, countryPromise{o.Slug, o.Title, a, yes, no, unknown})
			}
		}
		for _, s := range g.Silent {
			if s.State == c.Code {
				page.Silent = append(page.Silent, countrySilence{o.Slug, o.Title, s})
			}
		}
		if len(roles) == 0 {
			continue
		}
		page.Operations = append(page.Operations, countryOperation{o.Slug, o.Title, o.From, roles, o.Reconstruction})
		m := months[g.month()]
		if m == nil {
			m = &countryMonth{Month: g.month(), Roles: map[string]int{}}
			months[g.month()] = m
		}
		m.Number++
		page.Most = max(page.Most, m.Number)
		for _, role := range roles {
			m.Roles[role]++
			page.PerRole[role]++
		}
	}
	for _, m := range months {
		page.Months = append(page.Months, *m)
	}
	slices.SortFunc(page.Months, func(a, b countryMonth) int { return strings.Compare(b.Month, a.Month) })
	return page
}

func (c countryPage) table() [][]string {
	out := [][]string{{"kind", "what", "value", "date", "why", "source", "verified", "reference"}}
	for _, o := range c.Operations {
		out = append(out, []string{"operation", o.Title, strings.Join(o.Roles, " "), o.From, "", "", "", o.Slug})
	}
	for _, m := range c.Months {
		out = append(out, []string{"month", m.Month, strconv.Itoa(m.Number), "", "", "", "", ""})
	}
	for _, s := range c.Statuses {
		out = append(out, []string{"status", s.Treaty, string(s.Bound), c.On, s.Why, "", "", ""})
		for _, x := range s.Facts {
			out = append(out, []string{"status fact", x.Treaty, string(x.Act), x.Date, strings.Join(x.Remarks, "; "), x.Source + ", retrieved " + x.Retrieved, string(x.Verified), x.InForce})
		}
	}
	for _, a := range c.Promises {
		out = append(out, []string{"assurance", a.Title, string(a.Assurance.Kind), a.Assurance.Reported, fmt.Sprintf("%d true, %d false, %d unknown", a.Yes, a.No, a.Unknown), a.Assurance.PromisedBy, "", a.Operation})
	}
	for _, s := range c.Silent {
		out = append(out, []string{"stance", s.Title, s.Silence.Stance, s.Silence.Since, s.Silence.Text, "", "", s.Operation})
	}
	for _, it := range c.Risk {
		out = append(out, []string{"risk material, " + it.Direction, it.Profile, it.Treatment, it.Date, it.Frequency, it.Source, "", it.URL})
	}
	for _, x := range c.Recognition {
		out = append(out, []string{"asylum decisions, " + x.Unit, x.Asylum + " " + x.Stage + " " + x.Procedure, fmt.Sprintf("%d recognised, %d other, %d rejected, %d closed", x.Recognized, x.Other, x.Rejected, x.Closed), strconv.Itoa(x.Year), c.Caveat, "UNHCR Refugee Data Finder", "", ""})
	}
	return out
}
