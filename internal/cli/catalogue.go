package cli

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/charterwatch/charterwatch/internal/document"
	"github.com/charterwatch/charterwatch/internal/fleet"
	"github.com/charterwatch/charterwatch/internal/store"
)

// documentsCmd lists what was read.
type documentsCmd struct {
	JSON bool `help:"Print as JSON."`
}

func (c documentsCmd) Run(a *app) error {
	return a.withStore(func(st *store.Store) error {
		docs, err := a.allDocuments(st)
		if err != nil {
			return err
		}
		if c.JSON {
			if docs == nil {
				docs = []document.Document{}
			}
			return a.printJSON(docs)
		}
		for _, d := range docs {
			published := "published unknown"
			if d.Published != nil {
				published = "published " + stampWords(d.Published)
			}
			fmt.Fprintf(a.stdout, "%s  %s, %s: %s\n", d.ID, orUnknown(d.Publisher), published, d.Title)
		}
		fmt.Fprintf(a.stdout, "%d document(s)\n", len(docs))
		return nil
	})
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

// aircraftCmd lists the aircraft that legs were read of.
type aircraftCmd struct {
	JSON bool `help:"Print as JSON."`
}

func (c aircraftCmd) Run(a *app) error {
	return a.withStore(func(st *store.Store) error {
		legs, _, err := st.Legs(a.ctx, store.LegFilter{})
		if err != nil {
			return err
		}
		byHex := map[string]*seenAs{}
		for _, l := range slices.Backward(legs) { // oldest first
			s := byHex[l.Hex]
			if s == nil {
				s = &seenAs{Hex: l.Hex, Block: fleet.Country(l.Hex), First: l.Start.Heard.At.Format("2006-01-02T15:04:05Z"), Registrations: []string{}, Types: []string{}, Callsigns: []string{}}
				byHex[l.Hex] = s
			}
			s.Legs++
			s.Last = l.End.Heard.At.Format("2006-01-02T15:04:05Z")
			s.Registrations, s.Types = once(s.Registrations, l.Registration), once(s.Types, l.Type)
			for _, sign := range l.Callsigns {
				s.Callsigns = once(s.Callsigns, sign)
			}
		}
		list := []*seenAs{}
		for _, hex := range slices.Sorted(maps.Keys(byHex)) {
			list = append(list, byHex[hex])
		}
		if c.JSON {
			return a.printJSON(list)
		}
		for _, s := range list {
			fmt.Fprintf(a.stdout, "%s  %s  %s  %d leg(s) from %s to %s  call signs: %s\n", s.Hex, orUnknown(strings.Join(s.Registrations, ", ")),
				orUnknown(strings.Join(s.Types, ", ")), s.Legs, s.First, s.Last, orUnknown(strings.Join(s.Callsigns, " ")))
		}
		fmt.Fprintf(a.stdout, "%d aircraft\n", len(list))
		return nil
	})
}

// once appends a word that is not there yet.
func once(list []string, word string) []string {
	if word == "" || slices.Contains(list, word) {
		return list
	}
	return append(list, word)
}
