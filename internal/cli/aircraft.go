package cli

import (
	"fmt"
	"strconv"
	"strings"
	"time"

	"github.com/charterwatch/charterwatch/internal/fleet"
	"github.com/charterwatch/charterwatch/internal/place"
	"github.com/charterwatch/charterwatch/internal/store"
	"github.com/charterwatch/charterwatch/internal/web"
)

// aircraftCmd lists the aircraft that legs were read of, or says who one of them is said to be.
type aircraftCmd struct {
	ID   string `arg:"" optional:"" placeholder:"HEX|REG" help:"An address or a registration; without one, the list."`
	JSON bool   `help:"Print as JSON."`
	CSV  bool   `help:"Print as CSV."`
}

func (c aircraftCmd) Run(a *app) error {
	return a.withStore(func(st *store.Store) error {
		if c.ID == "" {
			return c.list(a, st)
		}
		hex, err := a.hexOf(st, c.ID)
		if err != nil {
			return err
		}
		if !c.JSON && !c.CSV {
			return a.printAircraft(st, hex)
		}
		k, err := st.Known(a.ctx, hex)
		if err != nil {
			return err
		}
		if c.CSV {
			return web.CSV(a.stdout, fleet.Identify(k).Table())
		}
		return a.printJSON(fleet.Identify(k))
	})
}

// hexOf is the address that an address or a registration stands for.
func (a *app) hexOf(st *store.Store, id string) (string, error) {
	if hex := strings.ToLower(id); isHex(hex) {
		return hex, nil
	}
	hexes, err := st.HexesOf(a.ctx, id)
	switch {
	case err != nil:
		return "", err
	case len(hexes) == 0:
		return "", fmt.Errorf("aircraft %s: %w: no leg and no pulled registry has this registration, and only those of the United States can be computed; charterwatch fleet pull adds a registry", id, store.ErrNotFound)
	case len(hexes) > 1:
		return "", exitError{Usage, fmt.Errorf("aircraft %s: said of %d addresses: %s; name one", id, len(hexes), strings.Join(hexes, ", "))}
	}
	return hexes[0], nil
}

// seenAs is one address and what its legs said of it. Registration and type are claims of the
// data's producer, not observations.
type seenAs struct {
	Hex           string   `json:"hex"`
	Block         string   `json:"address_block_of"` // ISO 3166-1 alpha-2; empty where no state has the block
	Registrations []string `json:"registrations"`
	Types         []string `json:"types"`
	Callsigns     []string `json:"callsigns"`
	Legs          int      `json:"legs"`
	First         string   `json:"first_heard"`
	Last          string   `json:"last_heard"`
}

func (c aircraftCmd) list(a *app, st *store.Store) error {
	frames, total, err := st.Airframes(a.ctx, store.Page{})
	if err != nil {
		return err
	}
	list := make([]seenAs, len(frames))
	table := [][]string{{"hex", "address_block_of", "registrations", "types", "callsigns", "legs", "first_heard", "last_heard"}}
	for i, f := range frames {
		list[i] = seenAs{Hex: f.Hex, Block: fleet.Country(f.Hex), Registrations: some(f.Registrations), Types: some(f.Types), Callsigns: some(f.Callsigns),
			Legs: f.Legs, First: f.First.Format(time.RFC3339), Last: f.Last.Format(time.RFC3339)}
		s := list[i]
		table = append(table, []string{s.Hex, s.Block, strings.Join(s.Registrations, " "), strings.Join(s.Types, " "), strings.Join(s.Callsigns, " "), strconv.Itoa(s.Legs), s.First, s.Last})
	}
	switch {
	case c.JSON:
		return a.printJSON(list)
	case c.CSV:
		return web.CSV(a.stdout, table)
	}
	for _, s := range list {
		fmt.Fprintf(a.stdout, "%s  %s  %s  %d leg(s) from %s to %s  call signs: %s\n", s.Hex, orUnknown(strings.Join(s.Registrations, ", ")),
			orUnknown(strings.Join(s.Types, ", ")), s.Legs, s.First, s.Last, orUnknown(strings.Join(s.Callsigns, " ")))
	}
	fmt.Fprintf(a.stdout, "%d aircraft\n", total)
	return nil
}

// some is a list that prints as a list even when it is empty.
func some(list []string) []string { return append([]string{}, list...) }

// printAircraft prints who an aircraft is said to be.
func (a *app) printAircraft(st *store.Store, hex string) error {
	k, err := st.Known(a.ctx, hex)
	if err != nil {
		return err
	}
	id := fleet.Identify(k)
	fmt.Fprintf(a.stdout, "%s  %s  address block of: %s\n", hex, orUnknown(id.Name), countryName(id.Country))
	if id.Legs > 0 {
		fmt.Fprintf(a.stdout, "  heard on %d leg(s), %s to %s\n", id.Legs, id.First, id.Last)
	} else {
		fmt.Fprintln(a.stdout, "  not heard in this workspace; that is no sign that it did not fly")
	}
	for _, w := range id.Temporary {
		fmt.Fprintf(a.stdout, "  note: %s\n", w)
	}
	for _, s := range id.Said {
		fmt.Fprintf(a.stdout, "  %s: %s  [%s; %s, grade %s%s]\n", s.Field, s.Value, s.When(), s.By(), s.Grade, otherwiseWords(s))
	}
	for _, d := range id.Conflicts {
		fmt.Fprintf(a.stdout, "  sources differ about %s; none is chosen:\n", d.Field)
		for _, v := range d.Values {
			fmt.Fprintf(a.stdout, "    %s: %s\n", v.Value, strings.Join(v.Dated, "; "))
		}
	}
	for _, b := range id.Blocks {
		fmt.Fprintf(a.stdout, "  call signs %s: %d on %d leg(s), %s to %s\n", b.Name, b.Signs, b.Legs, b.First, b.Last)
		for _, s := range b.Says {
			fmt.Fprintf(a.stdout, "    said of the prefix: %s: %s  [%s, grade %s]\n", s.Field, s.Value, s.Source, s.Grade)
		}
	}
	for _, o := range id.Overlap {
		fmt.Fprintf(a.stdout, "  %s was flown by %d aircraft, so it names no operator:\n", o.Sign, len(o.Users))
		for _, u := range o.Users {
			fmt.Fprintf(a.stdout, "    %s: %d leg(s), %s to %s%s\n", u.Name(), u.Legs, u.First, u.Last, u.AlsoWords())
		}
	}
	for _, s := range id.Swaps[:min(len(id.Swaps), 10)] {
		fmt.Fprintf(a.stdout, "  %s was flown by %s within a day: %s and %s\n", s.Sign, s.Hex, s.Mine, s.Other)
	}
	if len(id.Pulls) == 0 {
		fmt.Fprintln(a.stdout, "  no registry was pulled; charterwatch fleet pull tar1090-db adds one")
	}
	return nil
}

func otherwiseWords(s fleet.Said) string {
	switch s.Otherwise {
	case 0:
		return ""
	case 1:
		return "; 1 other source says otherwise"
	}
	return fmt.Sprintf("; %d other sources say otherwise", s.Otherwise)
}

func countryName(code string) string {
	if c, ok := place.CountryByCode(code); ok {
		return c.Name
	}
	return orUnknown(code)
}
