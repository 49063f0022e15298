package store

import (
	"context"
	"encoding/json"
	"fmt"
	"strings"
	"time"

	"github.com/charterwatch/charterwatch/internal/flight"
)

// LegFilter says which legs are asked for. Empty fields ask for nothing.
type LegFilter struct {
	IDs           []string
	Hex           string
	Airport       string    // ICAO code of either end
	Callsign      string    // the whole call sign
	From, To      time.Time // legs heard at any time in [From, To)
	Limit, Offset int       // Limit 0: no limit
}

// legOrder is the newest first, and the same order always.
const legOrder = ` ORDER BY t_from DESC, scan DESC, ord DESC`

// maxIDs bounds the IDs of one question: each is an argument of one SQL statement.
const maxIDs = 10_000

// Legs returns the current legs that match, the newest first, and how many match.
func (s *Store) Legs(ctx context.Context, f LegFilter) (legs []flight.Leg, total int, err error) {
	if len(f.IDs) > maxIDs {
		return nil, 0, fmt.Errorf("list legs: %d IDs in one question, at most %d", len(f.IDs), maxIDs)
	}
	where, args := f.where()
	err = s.read(ctx, func(q queryer) error {
		if _, err := one(ctx, q, `SELECT count(*) FROM legs WHERE `+where, args, &total); err != nil {
			return err
		}
		return each(ctx, q, `SELECT body FROM legs WHERE `+where+legOrder+limit(f.Limit, f.Offset),
			args, func(scan func(...any) error) error {
				leg, err := scanLeg(scan)
				legs = append(legs, leg)
				return err
			})
	})
	if err != nil {
		return nil, 0, fmt.Errorf("list legs: %w", s.explain(err))
	}
	return legs, total, nil
}

func (f LegFilter) where() (string, []any) {
	conditions, args := []string{"superseded = 0"}, []any(nil)
	add := func(condition string, values ...any) {
		for i := range values {
			condition = strings.Replace(condition, "?", fmt.Sprintf("$%d", len(args)+i+1), 1)
		}
		conditions, args = append(conditions, condition), append(args, values...)
	}
	if len(f.IDs) > 0 {
		conditions[0] = "superseded + 0 = 0" // the sum keeps SQLite from walking all current legs in order
		in := places(len(args)+1, len(f.IDs))
		for _, id := range f.IDs {
			args = append(args, id)
		}
		conditions = append(conditions, "id IN ("+in+")")
	}
	if f.Hex != "" {
		add("hex = ?", strings.ToLower(f.Hex))
	}
	if f.Airport != "" {
		code := strings.ToUpper(f.Airport)
		add("(start_airport = ? OR end_airport = ?)", code, code)
	}
	if f.Callsign != "" {
		add(`callsigns LIKE ? ESCAPE '\'`, "% "+escapeLike(callsignWord(f.Callsign))+" %")
	}
	if !f.From.IsZero() {
		add("t_to >= ?", f.From.UnixMilli())
	}
	if !f.To.IsZero() {
		add("t_from < ?", f.To.UnixMilli())
	}
	return strings.Join(conditions, " AND "), args
}

// Leg returns one leg: its current version, or the last one when a later scan superseded it
// by a leg of another ID.
func (s *Store) Leg(ctx context.Context, id string) (flight.Leg, error) {
	v, err := legByID(ctx, s.reader, id)
	if err != nil {
		return flight.Leg{}, fmt.Errorf("leg %s: %w", id, s.explain(err))
	}
	return v.leg, nil
}

// version is one row of a leg.
type version struct {
	scan, ord, superseded int64
	body                  string
	leg                   flight.Leg
}

func legByID(ctx context.Context, q queryer, id string) (version, error) {
	var v version
	found, err := one(ctx, q, `SELECT scan, ord, superseded, body FROM legs WHERE id = $1
		ORDER BY CASE superseded WHEN 0 THEN 0 ELSE 1 END, scan DESC, ord DESC LIMIT 1`, []any{id},
		&v.scan, &v.ord, &v.superseded, &v.body)
	if err != nil {
		return version{}, err
	}
	if !found {
		return version{}, ErrNotFound
	}
	return v, json.Unmarshal([]byte(v.body), &v.leg)
}

// legsFor returns what a leg is today: its current version, or the current legs of the
// aircraft that overlap it when a later scan superseded it by legs of other IDs. When that
// scan left nothing there, it is the leg's last version.
func legsFor(ctx context.Context, q queryer, id string) (legs []flight.Leg, err error) {
	v, err := legByID(ctx, q, id)
	if err != nil {
		return nil, err
	}
	if v.superseded != 0 {
		c := columnsOf(v.leg)
		err = each(ctx, q, `SELECT body FROM legs WHERE hex = $1 AND superseded = 0 AND t_from < $2 AND t_to > $3
			ORDER BY t_from`, []any{c.hex, c.to, c.from}, func(scan func(...any) error) error {
			leg, err := scanLeg(scan)
			legs = append(legs, leg)
			return err
		})
	}
	if len(legs) == 0 {
		legs = []flight.Leg{v.leg}
	}
	return legs, err
}

func scanLeg(scan func(...any) error) (flight.Leg, error) {
	var body string
	if err := scan(&body); err != nil {
		return flight.Leg{}, err
	}
	var leg flight.Leg
	return leg, json.Unmarshal([]byte(body), &leg)
}

// legColumns are the columns of a leg that make questions fast: all derived from the leg.
type legColumns struct {
	id, hex    string
	from, to   int64
	start, end string
	callsigns  string
}

func columnsOf(l flight.Leg) legColumns {
	c := legColumns{id: l.ID, hex: l.Hex, from: l.Start.Heard.At.UnixMilli(), to: l.End.Heard.At.UnixMilli()}
	if l.Start.Airport != nil {
		c.start = *l.Start.Airport
	}
	if l.End.Airport != nil {
		c.end = *l.End.Airport
	}
	if len(l.Callsigns) > 0 {
		words := make([]string, len(l.Callsigns))
		for i, w := range l.Callsigns {
			words[i] = callsignWord(w)
		}
		c.callsigns = " " + strings.Join(words, " ") + " "
	}
	return c
}

// callsignWord is a call sign as one word that both databases take.
func callsignWord(s string) string {
	s = strings.ReplaceAll(strings.ToValidUTF8(s, ""), "\x00", "")
	return strings.ToUpper(strings.Join(strings.Fields(s), "_"))
}
