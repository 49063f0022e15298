package store

import (
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"

	"github.com/charterwatch/charterwatch/internal/fleet"
)

// Known gathers what the workspace knows of one address, for fleet.Identify.
func (s *Store) Known(ctx context.Context, hex string) (fleet.Known, error) {
	k := fleet.Known{Hex: hex}
	members, err := s.Members(ctx, hex)
	if err != nil {
		return k, fmt.Errorf("identity of %s: %w", hex, err)
	}
	for _, m := range members {
		if m.Said != (fleet.Claim{}) {
			c := m.Said
			c.Day, c.Source = m.From.UTC().Format(time.DateOnly), m.Name
			k.Claims = append(k.Claims, c)
		}
	}
	err = s.read(ctx, func(q queryer) error {
		var legs []fleet.Claim
		if k.Heard, legs, err = sightings(ctx, q, `hex = $1`, hex); err != nil {
			return err
		}
		if len(k.Claims) == 0 { // scanned by a version that kept no claims of the files
			k.Claims = legs
		}
		prefixes := prefixesOf(k.Heard)
		list, err := pulls(ctx, q, PullFleet)
		if err != nil {
			return err
		}
		for _, p := range list {
			k.Pulls = append(k.Pulls, p.Pull)
		}
		if k.Pulled, err = pulledRows(ctx, q, list, hex, prefixes); err != nil {
			return err
		}
		k.Others, err = others(ctx, q, hex, k.Heard)
		return err
	})
	if err != nil {
		return k, fmt.Errorf("identity of %s: %w", hex, s.explain(err))
	}
	return k, nil
}

// sightings are the current legs that a condition names, and what each says of its aircraft.
func sightings(ctx context.Context, q queryer, where string, args ...any) (out []fleet.Sighting, claims []fleet.Claim, err error) {
	err = each(ctx, q, `SELECT id, hex, t_from, t_to, callsigns, body FROM legs WHERE superseded = 0 AND `+where+` ORDER BY t_from, id`, args,
		func(scan func(...any) error) error {
			var v fleet.Sighting
			var from, to int64
			var signs, body string
			if err := scan(&v.Leg, &v.Hex, &from, &to, &signs, &body); err != nil {
				return err
			}
			var said struct {
				Registration string `json:"registration"`
				Type         string `json:"type"`
			}
			if err := json.Unmarshal([]byte(body), &said); err != nil {
				return fmt.Errorf("leg %s: %w", v.Leg, err)
			}
			v.From, v.To, v.Callsigns = time.UnixMilli(from).UTC(), time.UnixMilli(to).UTC(), strings.Fields(signs)
			out = append(out, v)
			c := fleet.NewClaim(said.Registration, said.Type, "", "", "", 0)
			c.Day = v.From.Format(time.DateOnly)
			claims = append(claims, c)
			return nil
		})
	return out, claims, err
}

func prefixesOf(heard []fleet.Sighting) []string {
	var out []string
	for _, h := range heard {
		for _, sign := range h.Callsigns {
			if p := fleet.Prefix(sign); p != "" && !slices.Contains(out, p) {
				out = append(out, p)
			}
		}
	}
	slices.Sort(out)
	return out
}

// others are the legs of other aircraft that shared a call sign with this one: for a special
// call sign all legs of those aircraft, so that what else they fly is seen; for another one
// those within two days of this aircraft's use of it.
func others(ctx context.Context, q queryer, hex string, heard []fleet.Sighting) ([]fleet.Sighting, error) {
	mine := map[string][]time.Time{}
	for _, h := range heard {
		for _, sign := range h.Callsigns {
			if fleet.Prefix(sign) != "" {
				mine[sign] = append(mine[sign], h.From)
			}
		}
	}
	signs := slices.Sorted(maps.Keys(mine))
	var rows []rowKey
	// First the index of times, which holds the call signs, then only the legs that share one.
	for part := range slices.Chunk(signs, maxIDs/4) {
		conditions, args := make([]string, len(part)), []any(nil)
		for i, sign := range part {
			conditions[i] = fmt.Sprintf(`callsigns LIKE $%d ESCAPE '\'`, i+1)
			args = append(args, "% "+escapeLike(sign)+" %")
		}
		err := each(ctx, q, `SELECT scan, ord, t_from, callsigns FROM legs WHERE superseded = 0 AND (`+strings.Join(conditions, " OR ")+`)`, args,
			func(scan func(...any) error) error {
				var k rowKey
				var from int64
				var words string
				if err := scan(&k.scan, &k.ord, &from, &words); err != nil {
					return err
				}
				if slices.ContainsFunc(strings.Fields(words), func(sign string) bool {
					return fleet.IsSpecial(sign) && mine[sign] != nil || near(mine[sign], time.UnixMilli(from))
				}) {
					rows = append(rows, k)
				}
				return nil
			})
		if err != nil {
			return nil, err
		}
	}
	var out []fleet.Sighting
	sharing := map[string]bool{}
	take := func(scan func(...any) error) error {
		var v fleet.Sighting
		var from, to int64
		var signs string
		if err := scan(&v.Leg, &v.Hex, &from, &to, &signs); err != nil {
			return err
		}
		v.From, v.To, v.Callsigns = time.UnixMilli(from).UTC(), time.UnixMilli(to).UTC(), strings.Fields(signs)
		if v.Hex == hex || slices.ContainsFunc(out, func(o fleet.Sighting) bool { return o.Leg == v.Leg }) {
			return nil
		}
		for _, sign := range v.Callsigns {
			times := mine[sign]
			if times == nil {
				continue
			}
			if fleet.IsSpecial(sign) {
				sharing[v.Hex] = true
			} else if near(times, v.From) {
				out = append(out, v)
			}
			break
		}
		return nil
	}
	for _, k := range rows {
		if err := each(ctx, q, `SELECT id, hex, t_from, t_to, callsigns FROM legs WHERE scan = $1 AND ord = $2`, []any{k.scan, k.ord}, take); err != nil {
			return nil, err
		}
	}
	slices.SortFunc(out, func(a, b fleet.Sighting) int {
		return cmp.Or(a.From.Compare(b.From), strings.Compare(a.Leg, b.Leg))
	})
	for other := range sharing {
		all, _, err := sightings(ctx, q, `hex = $1`, other)
		if err != nil {
			return nil, err
		}
		out = append(slices.DeleteFunc(out, func(v fleet.Sighting) bool { return v.Hex == other }), all...)
	}
	return out, nil
}

// near tells whether a time lies within two days of one of some: a call sign of a flight is given
// to another aircraft for another flight after that.
func near(times []time.Time, at time.Time) bool {
	return slices.ContainsFunc(times, func(t time.Time) bool { return t.Sub(at).Abs() <= 48*time.Hour })
}

// Airframe is one address of the workspace at a glance. Registrations and types are what the
// data's producers said, in the order of time.
type Airframe struct {
	Hex           string
	First, Last   time.Time
	Legs          int
	Registrations []string
	Types         []string
	Callsigns     []string
	Simulated     bool
}

// Airframes returns a part of the list of aircraft with current legs, the last heard first,
// and how many match. A query is an address or its beginning, a registration, or a call sign
// or its beginning.
func (s *Store) Airframes(ctx context.Context, p Page) (out []Airframe, total int, err error) {
	where, args := "superseded + 0 = 0", []any(nil) // the sum makes SQLite walk the index of addresses, which holds all that is asked for
	if query := strings.TrimSpace(p.Query); query != "" {
		hexes, err := s.HexesOf(ctx, query)
		if err != nil {
			return nil, 0, err
		}
		args = []any{escapeLike(strings.ToLower(query)) + "%", "% " + escapeLike(callsignWord(query)) + "%"}
		where += ` AND (hex LIKE $1 ESCAPE '\' OR callsigns LIKE $2 ESCAPE '\'`
		if len(hexes) > 0 {
			where += ` OR hex IN (` + places(3, len(hexes)) + `)`
			for _, h := range hexes {
				args = append(args, h)
			}
		}
		// Every leg of an aircraft that has a leg that matches.
		where = `superseded = 0 AND hex IN (SELECT hex FROM legs WHERE ` + where + `))`
	}
	err = s.read(ctx, func(q queryer) error {
		if _, err := one(ctx, q, `SELECT count(*) FROM (SELECT hex FROM legs WHERE `+where+` GROUP BY hex) AS found`, args, &total); err != nil {
			return err
		}
		err := each(ctx, q, `SELECT hex, min(t_from), max(t_to), count(*) FROM legs WHERE `+where+` GROUP BY hex ORDER BY max(t_to) DESC, hex`+limit(p.Limit, p.Offset), args,
			func(scan func(...any) error) error {
				var a Airframe
				var from, to int64
				if err := scan(&a.Hex, &from, &to, &a.Legs); err != nil {
					return err
				}
				a.First, a.Last = time.UnixMilli(from).UTC(), time.UnixMilli(to).UTC()
				out = append(out, a)
				return nil
			})
		for i := range out {
			if err == nil {
				err = describe(ctx, q, &out[i])
			}
		}
		return err
	})
	if err != nil {
		return nil, 0, fmt.Errorf("list aircraft: %w", s.explain(err))
	}
	return out, total, nil
}

// describe fills in what the legs of an aircraft say of it.
func describe(ctx context.Context, q queryer, a *Airframe) error {
	return each(ctx, q, `SELECT body FROM legs WHERE hex = $1 AND superseded = 0 ORDER BY t_from, id`, []any{a.Hex}, func(scan func(...any) error) error {
		var body string
		if err := scan(&body); err != nil {
			return err
		}
		var said struct {
			Registration string   `json:"registration"`
			Type         string   `json:"type"`
			Callsigns    []string `json:"callsigns"`
			Simulated    bool     `json:"simulated"`
		}
		if err := json.Unmarshal([]byte(body), &said); err != nil {
			return err
		}
		a.Registrations, a.Types = onceMore(a.Registrations, said.Registration), onceMore(a.Types, said.Type)
		for _, sign := range said.Callsigns {
			a.Callsigns = onceMore(a.Callsigns, sign)
		}
		a.Simulated = a.Simulated || said.Simulated
		return nil
	})
}

// onceMore appends a word that is not there yet.
func onceMore(list []string, word string) []string {
	if word = fleet.Clean(word); word == "" || slices.Contains(list, word) {
		return list
	}
	return append(list, word)
}
