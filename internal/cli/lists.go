package cli

import (
	"fmt"
	"slices"
	"strings"
	"text/tabwriter"
	"time"

	"github.com/charterwatch/charterwatch/internal/flight"
	"github.com/charterwatch/charterwatch/internal/journey"
	"github.com/charterwatch/charterwatch/internal/operation"
	"github.com/charterwatch/charterwatch/internal/place"
	"github.com/charterwatch/charterwatch/internal/store"
	"github.com/charterwatch/charterwatch/internal/web"
)

// legFlags are the filters that legs and journeys share.
type legFlags struct {
	Hex      string `help:"Only this address."`
	Airport  string `help:"Only with a start or an end here."`
	Callsign string `help:"Only with this call sign."`
	From     string `placeholder:"DATE" help:"Heard on or after this day."`
	To       string `placeholder:"DATE" help:"Heard on or before this day."`
	Limit    int    `default:"100" help:"How many at the most."`
	JSON     bool   `help:"Print as JSON."`
	CSV      bool   `help:"Print as CSV."`
}

func (f legFlags) filter() (store.LegFilter, error) {
	out := store.LegFilter{Hex: strings.ToLower(f.Hex), Callsign: strings.ToUpper(f.Callsign), Limit: f.Limit}
	if f.Airport != "" {
		ap, ok := place.Embedded().Lookup(f.Airport)
		if !ok {
			return out, exitError{Usage, fmt.Errorf("--airport %q is no code that the data holds; look it up with charterwatch airports %q", f.Airport, f.Airport)}
		}
		out.Airport = ap.Code
	}
	if f.Hex != "" && !isHex(out.Hex) {
		return out, exitError{Usage, fmt.Errorf("--hex %q is no address of six hex digits", f.Hex)}
	}
	var err error
	if out.From, err = parseDay("--from", f.From); err != nil {
		return out, err
	}
	if out.To, err = parseDay("--to", f.To); err == nil && !out.To.IsZero() {
		out.To = out.To.AddDate(0, 0, 1) // the whole of that day
	}
	return out, err
}

// legsCmd lists legs.
type legsCmd struct {
	legFlags
}

func (c legsCmd) Run(a *app) error {
	f, err := c.filter()
	if err != nil {
		return err
	}
	return a.withStore(func(st *store.Store) error {
		if !c.JSON && !c.CSV {
			return a.printLegs(st, f)
		}
		journeys, err := a.journeys(st, f)
		if err != nil {
			return err
		}
		if c.CSV {
			return web.CSV(a.stdout, journey.Table(journeys))
		}
		hops := []journey.Hop{}
		for _, j := range journeys {
			hops = append(hops, j.Hops...)
		}
		return a.printJSON(hops)
	})
}

// journeys loads the legs that the filter names and chains them.
func (a *app) journeys(st *store.Store, f store.LegFilter) ([]journey.Journey, error) {
	legs, _, err := st.Legs(a.ctx, f)
	if err != nil {
		return nil, err
	}
	airports, err := a.airports()
	if err != nil {
		return nil, err
	}
	return journey.Build(legs, airports), nil
}

// printLegs prints one line a leg, oldest first.
func (a *app) printLegs(st *store.Store, f store.LegFilter) error {
	legs, total, err := st.Legs(a.ctx, f)
	if err != nil {
		return err
	}
	if total == 0 {
		counts, err := st.Counts(a.ctx)
		if err != nil {
			return err
		}
		fmt.Fprintf(a.stdout, "none of the %d leg(s) here match; that is no sign that nothing flew\n", counts.Legs)
		return nil
	}
	w := tabwriter.NewWriter(a.stdout, 0, 4, 2, ' ', 0)
	fmt.Fprintln(w, "LEG\tREGISTRATION\tCALL SIGN\tFROM\tTO\tPOINTS\tGAPS")
	for i := len(legs) - 1; i >= 0; i-- {
		l := legs[i]
		fmt.Fprintf(w, "%s\t%s\t%s\t%s\t%s\t%d\t%s\n", l.ID, orUnknown(l.Registration), orUnknown(strings.Join(l.Callsigns, " ")),
			endWords(l.Start), endWords(l.End), l.Points, gapWords(l.Gaps))
	}
	if err := w.Flush(); err != nil {
		return err
	}
	fmt.Fprintf(a.stdout, "%d of %d leg(s)\n", len(legs), total)
	return nil
}

func endWords(e flight.End) string {
	name := "unknown"
	if e.Airport != nil {
		name = *e.Airport
	}
	if e.Status == flight.Unknown {
		return name
	}
	words := fmt.Sprintf("%s %s %.2f", name, e.Status, e.Probability)
	if e.Time != nil {
		words += e.Time.Format(" 01-02 15:04Z")
	}
	return words
}

func gapWords(gaps []flight.Gap) string {
	var total time.Duration
	for _, g := range gaps {
		total += g.To.Sub(g.From)
	}
	if len(gaps) == 0 {
		return "none"
	}
	return fmt.Sprintf("%d, %d min not heard", len(gaps), int(total.Minutes()))
}

func orUnknown(s string) string {
	if s == "" {
		return "unknown"
	}
	return s
}

// operationsCmd lists operations.
type operationsCmd struct {
	AsOf string `placeholder:"DATE|N" help:"As it stood: of a day the operations whose first day had come; of a number N what the first N records of the log hold."`
	JSON bool   `help:"Print as JSON."`
}

func (c operationsCmd) Run(a *app) error {
	moment, err := a.parseAsOf(c.AsOf)
	if err != nil {
		return err
	}
	return a.withStore(func(st *store.Store) error {
		ops, _, err := st.OperationsAsOf(a.ctx, store.Page{Limit: 10000}, moment)
		if err != nil {
			return err
		}
		if c.AsOf != "" && moment.Size == 0 {
			ops = slices.DeleteFunc(ops, func(o operation.Operation) bool { return o.From > moment.Asked.Format(time.DateOnly) })
		}
		if c.JSON {
			if ops == nil {
				ops = []operation.Operation{}
			}
			return a.printJSON(ops)
		}
		for _, o := range ops {
			fmt.Fprintf(a.stdout, "%-20s %s – %s  %s\n", o.Slug, orUnknown(o.From), orUnknown(o.To), o.Title)
		}
		fmt.Fprintf(a.stdout, "%d operation(s)\n", len(ops))
		return nil
	})
}

// airportsCmd looks airports up.
type airportsCmd struct {
	Query []string `arg:"" help:"Codes, or words of a name."`
	JSON  bool     `help:"Print as JSON."`
}

func (c airportsCmd) Run(a *app) error {
	found := []place.Airport{}
	for _, q := range c.Query {
		if ap, ok := place.Embedded().Lookup(q); ok {
			found = append(found, ap)
			continue
		}
		for ap := range place.Embedded().All() {
			if strings.Contains(place.Fold(ap.Name+" "+ap.City), place.Fold(q)) {
				found = append(found, *ap)
			}
		}
	}
	if c.JSON {
		return a.printJSON(found)
	}
	for _, ap := range found {
		elevation := "elevation unknown"
		if ap.ElevationKnown {
			elevation = fmt.Sprintf("%d ft", ap.ElevationFt)
		}
		fmt.Fprintf(a.stdout, "%-5s %-4s %s, %s, %s  %.4f %.4f  %s\n", ap.Code, ap.IATA, ap.Name, ap.City, ap.Country, ap.At.Lat, ap.At.Lon, elevation)
	}
	if len(found) == 0 {
		return exitError{Nothing, fmt.Errorf("airports: nothing by %q", strings.Join(c.Query, " "))}
	}
	return nil
}
