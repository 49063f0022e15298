package store

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"github.com/charterwatch/charterwatch/internal/flight"
	"github.com/charterwatch/charterwatch/internal/journey"
	"github.com/charterwatch/charterwatch/internal/operation"
	"github.com/charterwatch/charterwatch/internal/place"
)

// Evidence gathers what is attached to an operation, for operation.Confront: documents with
// their statements, single statements with the document that they stand in, and legs chained
// to journeys. Documents are as they were read last, legs as they were scanned last. Edits are
// applied; what was rejected is left out, and Decisions still says so.
func (s *Store) Evidence(ctx context.Context, slug string, asked time.Time) (operation.Evidence, error) {
	return s.EvidenceAsOf(ctx, slug, AsOf{Asked: asked})
}

// gathering is one run of Evidence.
type gathering struct {
	ctx        context.Context
	s          *Store
	q          queryer
	out        operation.Evidence
	documents  map[string]bool
	statements map[string]bool
	legs       []flight.Leg
}

func (g *gathering) operation(slug string) error {
	var err error
	if g.out.Operation, err = operationBySlug(g.ctx, g.q, slug); err != nil {
		return err
	}
	ruled, err := rulings(g.ctx, g.q)
	if err != nil {
		return err
	}
	for _, k := range ruled {
		g.out.Rulings = append(g.out.Rulings, k.Ruling)
	}
	attachments, err := attachmentsOf(g.ctx, g.q, slug)
	if err != nil {
		return err
	}
	for _, a := range attachments {
		err := g.attachment(a)
		if errors.Is(err, ErrErased) || errors.Is(err, ErrNotFound) { // the latter: asked as of before the erasure
			err = g.erased(a, err)
		}
		if err != nil {
			return fmt.Errorf("attached %s %s: %w", a.Kind, a.Ref, err)
		}
	}
	g.out.Journeys = journey.Build(g.legs, place.Embedded())
	return nil
}

func (g *gathering) attachment(a Attachment) error {
	switch a.Kind {
	case "document":
		if err := g.document(a.Ref); err != nil {
			return err
		}
		all, err := statementsOf(g.ctx, g.q, a.Ref)
		for _, r := range all {
			g.statement(r)
		}
		return err
	case "statement":
		r, _, err := statementByID(g.ctx, g.q, a.Ref)
		if err != nil {
			return err
		}
		g.statement(r)
		return g.document(r.Document)
	case "leg":
		legs, err := legsFor(g.ctx, g.q, a.Ref)
		for _, l := range legs {
			if !slices.ContainsFunc(g.legs, func(m flight.Leg) bool { return m.ID == l.ID }) {
				g.legs = append(g.legs, l)
			}
		}
		return err
	}
	return fmt.Errorf("unknown kind: this workspace was written by a newer charterwatch")
}

func (g *gathering) document(id string) error {
	if g.documents[id] {
		return nil
	}
	g.documents[id] = true
	d, err := g.s.document(g.ctx, g.q, id)
	g.out.Documents = append(g.out.Documents, d)
	return err
}

// statement takes a statement once, unless it was rejected. A text that two documents carry
// gives each its statements, since each is a report.
func (g *gathering) statement(r Reviewed) {
	key := r.Document + " " + r.ID
	if g.statements[key] {
		return
	}
	g.statements[key] = true
	if r.Verdict != "" {
		g.out.Decisions[r.ID] = r.Verdict
	}
	if r.Verdict != "reject" {
		g.out.Statements = append(g.out.Statements, r.Statement)
	}
}
