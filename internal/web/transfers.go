package web

import (
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/charterwatch/charterwatch/internal/law"
	"github.com/charterwatch/charterwatch/internal/operation"
	"github.com/charterwatch/charterwatch/internal/release"
	"github.com/charterwatch/charterwatch/internal/store"
)

// transfersPage is the sheet of an operation on third countries: nationality against place, the
// questions with their answers about each state on the path, what is said to have come after
// landing, and the material on the destination with the days between it and the removal.
type transfersPage struct {
	Operation   operation.Operation `json:"operation"`
	Transfers   operation.Transfers `json:"transfers"`
	Forms       []stateForm         `json:"forms"`
	Removal     string              `json:"removal"` // first day; empty not known
	Material    []gapRow            `json:"material"`
	OneSided    []string            `json:"material_one_sided"`
	Recognition []law.Recognition   `json:"recognition"`
	Caveat      string              `json:"recognition_caveat,omitempty"`
	Answers     []law.Answer        `json:"-"`
	Token       string              `json:"-"`
	Today       string              `json:"-"`
	passage     map[string]string
}

// stateForm is the form about one state.
type stateForm struct {
	State string    `json:"state"`
	Role  law.Role  `json:"role"`
	Rows  []law.Row `json:"questions"`
	Open  int       `json:"unknown"`
	Own   bool      `json:"own_state"` // as far as is stated, all the people are its own nationals
}

// Href is the address of a piece of evidence.
func (t transfersPage) Href(ref operation.Ref) string {
	return operationPage{passage: t.passage}.Href(ref)
}

// Stage is a stage of asylum decisions in words.
func (transfersPage) Stage(code string) string { return law.StageName(code) }

func (p *pages) transfers(w http.ResponseWriter, r *http.Request, slug string, f format) error {
	ctx := r.Context()
	evidence, err := p.keep.Evidence(ctx, slug, p.Now().UTC())
	if err != nil || moved(w, r, evidence) {
		return err
	}
	view := p.confront(evidence)
	g := glanceOf(view)
	answered, err := p.keep.Answers(ctx, slug)
	if err != nil {
		return err
	}
	page := transfersPage{Operation: view.Operation, Transfers: view.Transfers, Forms: []stateForm{}, Material: []gapRow{}, OneSided: []string{}, Recognition: []law.Recognition{},
		Answers: []law.Answer{law.Yes, law.No, law.UnknownYet, law.Withdrawn}, Token: p.token("/transfers/" + slug + "/answer"), Today: p.Now().UTC().Format(time.DateOnly), passage: map[string]string{}}
	for _, s := range evidence.Statements {
		page.passage[s.ID] = s.Document
	}
	if !g.Removal.IsZero() {
		page.Removal = g.Removal.Format(time.DateOnly)
	}
	states := view.Operation.States
	for i, s := range states {
		if i == 0 || slices.ContainsFunc(page.Forms, func(f stateForm) bool { return f.State == s }) {
			continue
		}
		form := stateForm{State: s, Role: law.Transit, Rows: law.Form(s, answered)}
		if i == len(states)-1 {
			form.Role = law.Receives
		}
		form.Own = len(g.Nationalities) == 1 && g.Nationalities[0] == s
		for _, row := range form.Rows {
			if row.Answer == law.UnknownYet {
				form.Open++
			}
		}
		page.Forms = append(page.Forms, form)
	}
	if n := len(states); n > 1 {
		items, err := p.riskOf(ctx, states[n-1])
		if err != nil {
			return err
		}
		page.Material, page.OneSided = gapsTo(items, g.Removal), oneSided(items)
		for _, nationality := range g.Nationalities {
			rows, table, err := p.recognitionOf(ctx, nationality, states[0])
			if err != nil {
				return err
			}
			if table != nil {
				page.Caveat = law.RecognitionCaveat
			}
			page.Recognition = append(page.Recognition, rows...)
		}
	}
	switch f {
	case asJSON:
		return writeJSON(w, http.StatusOK, page)
	case asCSV:
		return writeCSV(w, slug+"-transfers", page.table())
	}
	return p.page(w, r, http.StatusOK, "transfers", frame{Title: "Third countries: " + view.Operation.Title, Section: "operations",
		Banner: banner(view.Operation.Reconstruction, nil, evidence.Documents), JSON: as(r, asJSON), CSV: as(r, asCSV), Body: page})
}

// answerQuestion records an answer that the form brings.
func (p *pages) answerQuestion(w http.ResponseWriter, r *http.Request, _ format) error {
	slug, form := r.PathValue("id"), r.PostForm
	a := law.Answered{Operation: slug, State: form.Get("state"), Question: form.Get("question"), Answer: law.Answer(form.Get("answer")),
		Evidence: clip(strings.TrimSpace(form.Get("evidence")), 4000), Known: form.Get("known"), By: p.By}
	if who := strings.TrimSpace(clip(form.Get("by"), 100)); who != "" {
		a.By = who
	}
	if err := release.Refuse("the answer", a.Evidence); err != nil {
		return fmt.Errorf("%w: %w", err, errBadInput)
	}
	if err := a.Check(); err != nil {
		return fmt.Errorf("%w: %w", err, errBadInput)
	}
	o, err := p.keep.Operation(r.Context(), slug)
	if err != nil {
		return err
	}
	if !slices.Contains(o.States, a.State) {
		return fmt.Errorf("state %q is not on the path of %s: %w", clip(a.State, 10), slug, errBadInput)
	}
	if e, err := p.keep.EvidenceAsOf(r.Context(), slug, store.AsOf{}); err != nil {
		return err
	} else if e.AskedAs != "" { // it would stand on no page
		return fmt.Errorf("operation %s is a part of %s now: answer there: %w", slug, e.Operation.Slug, store.ErrConflict)
	}
	if _, err := p.keep.AnswerQuestion(r.Context(), a); err != nil {
		return err
	}
	http.Redirect(w, r, "/transfers/"+url.PathEscape(slug)+"#"+url.PathEscape(a.State+"-"+a.Question), http.StatusSeeOther)
	return nil
}

func (t transfersPage) table() [][]string {
	out := [][]string{{"kind", "state", "subject", "value", "date", "evidence", "by", "record"}}
	for _, r := range t.Transfers.Rows {
		out = append(out, []string{"nationality against place", r.Place, r.Nationality, string(r.Moved), "", r.Why, "", ""})
	}
	for _, l := range t.Transfers.Landed {
		out = append(out, []string{"after landing", "", l.Kind, l.Quote, l.Stated, l.Refs[0].ID, l.Origin, ""})
	}
	for _, f := range t.Forms {
		for _, row := range f.Rows {
			line := []string{"question", f.State, row.Text, string(row.Answer), "", "", "", ""}
			if a := row.InForce; a != nil {
				line[4], line[5], line[6], line[7] = a.Known, a.Evidence, a.By, strconv.FormatInt(a.Seq, 10)
			}
			out = append(out, line)
		}
	}
	for _, w := range t.Transfers.Warnings {
		out = append(out, []string{"warning", "", w.Subject, w.Bears, w.On, w.Source + " (" + string(w.Verified) + ")", w.By, ""})
	}
	for _, m := range t.Material {
		gap := "days to the removal not known"
		if m.Gap != nil {
			gap = m.Gap.Words
		}
		if m.Period != nil {
			gap += "; " + m.Period.Words
		}
		out = append(out, []string{"risk material, " + m.Item.Direction, m.Item.Destination, m.Item.Profile, m.Item.Treatment + " [" + m.Item.Frequency + "]", m.Item.Date, gap, m.Item.Source, strconv.FormatInt(m.Item.Record, 10)})
	}
	for _, x := range t.Recognition {
		out = append(out, []string{"asylum decisions, " + x.Unit, x.Asylum, x.Origin + " " + x.Stage, fmt.Sprintf("%d recognised, %d other, %d rejected, %d closed", x.Recognized, x.Other, x.Rejected, x.Closed), strconv.Itoa(x.Year), t.Caveat, "UNHCR", ""})
	}
	return out
}
