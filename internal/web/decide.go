package web

import (
	"cmp"
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"github.com/charterwatch/charterwatch/internal/document"
	"github.com/charterwatch/charterwatch/internal/release"
	"github.com/charterwatch/charterwatch/internal/statement"
	"github.com/charterwatch/charterwatch/internal/store"
)

// decide takes an analyst's accept, edit, reject or undo from a form and leads on to the
// next statement that nobody has decided.
func (p *pages) decide(w http.ResponseWriter, r *http.Request, _ format) error {
	ctx, id := r.Context(), r.PathValue("id")
	form := r.PostForm
	s, err := p.keep.Statement(ctx, form.Get("statement"))
	if err != nil {
		return err
	}
	if s.Document != id {
		return fmt.Errorf("statement %s stands in document %s, not in %s: %w", s.ID, s.Document, clip(id, 40), errBadInput)
	}
	d := store.Decision{Statement: s.ID, Verdict: form.Get("verdict"), By: p.By, Note: clip(strings.TrimSpace(form.Get("note")), 2000)}
	if err := release.Refuse("the note", d.Note); err != nil {
		return fmt.Errorf("%w: %w", err, errBadInput)
	}
	switch d.Verdict {
	case "accept", "reject", "undo":
	case "edit":
		doc, err := p.keep.Document(ctx, id)
		if err != nil {
			return err
		}
		edited, err := edit(doc, s.Statement, form)
		if err != nil {
			return err
		}
		d.Edited = &edited
	default:
		return fmt.Errorf("verdict %q is none of accept, edit, reject, undo: %w", clip(d.Verdict, 40), errBadInput)
	}
	if _, err := p.keep.Decide(ctx, d); err != nil {
		return err
	}
	if form.Get("back") == "review" {
		next := form.Get("next")
		if d.Verdict == "undo" {
			next = s.ID
		}
		http.Redirect(w, r, "/review?"+url.Values{"s": {next}, "done": {s.ID}}.Encode(), http.StatusSeeOther)
		return nil
	}
	next := s.ID
	if d.Verdict == "accept" || d.Verdict == "reject" {
		all, err := p.keep.Statements(ctx, id)
		if err != nil {
			return err
		}
		inOrder(all)
		next = nextOpen(all, s.ID)
	}
	q := url.Values{"s": {next}, "done": {s.ID}}
	http.Redirect(w, r, "/documents/"+url.PathEscape(id)+"?"+q.Encode()+"#"+url.PathEscape(next), http.StatusSeeOther)
	return nil
}

// nextOpen is the first undecided statement after one, going around; itself when none is left.
func nextOpen(all []store.Reviewed, id string) string {
	at := slices.IndexFunc(all, func(s store.Reviewed) bool { return s.ID == id })
	for k := 1; k < len(all); k++ {
		if s := all[(at+k)%len(all)]; s.Verdict == "" && statement.InDomain(s.Statement) {
			return s.ID
		}
	}
	return id
}

// inOrder sorts statements as the text has them.
func inOrder(all []store.Reviewed) {
	start := func(s store.Reviewed) int {
		if len(s.Content.Spans) == 0 {
			return 0
		}
		return s.Content.Spans[0].Start
	}
	slices.SortStableFunc(all, func(a, b store.Reviewed) int { return start(a) - start(b) })
}

// edit applies a form to a statement. The words must stand in the text; they are widened to
// whole words. Figures, days, route and
// event are read anew from them where the form says nothing else, because a statement carries
// only what its own words say.
func edit(d document.Document, s statement.Statement, form url.Values) (statement.Statement, error) {
	if len(s.Content.Spans) == 0 {
		return s, fmt.Errorf("statement %s has no words to edit: %w", s.ID, errBadInput)
	}
	span := statement.Span{Start: s.Content.Spans[0].Start, End: s.Content.Spans[len(s.Content.Spans)-1].End}
	old, moved := s, false
	place := span
	for _, field := range []struct {
		name string
		to   *int
	}{{"start", &place.Start}, {"end", &place.End}} {
		if v := form.Get(field.name); v != "" {
			n, err := strconv.Atoi(v)
			if err != nil || n < 0 || n > len(d.Text) {
				return s, fmt.Errorf("%s %q is no place in a text of %d bytes: %w", field.name, clip(v, 20), len(d.Text), errBadInput)
			}
			*field.to = n
		}
	}
	words := strings.TrimSpace(form.Get("words"))
	otherWords, otherPlace := words != "" && squeeze(words) != squeeze(s.Content.Text), place != span
	switch {
	case otherPlace && otherWords:
		// A handle moves both; the place says which of several equal passages is meant.
		at := snap(d.Text, place)
		if inside := snapped(d.Text, words, at); !inside {
			return s, fmt.Errorf("the words %q do not stand at bytes %d to %d; change the one or the other: %w", clip(words, 120), place.Start, place.End, errBadInput)
		}
		span, moved = place, true
	case otherPlace:
		span, moved = place, true
	case otherWords:
		at, ok := locate(d.Text, words, span.Start)
		if !ok {
			return s, fmt.Errorf("the words %q do not stand in the text: %w", clip(words, 120), errBadInput)
		}
		span, moved = at, true
	}
	if moved {
		span = snap(d.Text, span)
		if span.Start >= span.End {
			return s, fmt.Errorf("the passage is empty: %w", errBadInput)
		}
		s = statement.Narrow(d, s, span)
		if s.Event == statement.EventUnknown && sameSentence(d.Text, ends(old.Content), span) {
			s.Event = old.Event // the rest of the sentence told it
		}
	}
	s, err := attribute(d, old, s, form)
	if err != nil {
		return s, err
	}
	if v := statement.Event(form.Get("event")); v != "" && (!moved || v != old.Event) {
		if !v.Valid() {
			return s, fmt.Errorf("event %q is not one of the list: %w", clip(string(v), 40), errBadInput)
		}
		s.Event = v
	}
	if v := statement.Speech(form.Get("speech")); v != "" {
		if !v.Valid() {
			return s, fmt.Errorf("speech %q is not one of the list: %w", clip(string(v), 40), errBadInput)
		}
		s.Speech = v
	}
	if value, bound := figureField(old); typed(form, "value", value) || typed(form, "bound", string(bound)) {
		if len(s.Quantities) == 0 && strings.TrimSpace(form.Get("value")) != "" {
			return s, fmt.Errorf("the words hold no figure; widen the words so that it is inside: %w", errBadInput)
		}
		if len(s.Quantities) > 0 {
			q, err := editFigure(s.Quantities[0], form)
			if err != nil {
				return s, err
			}
			s.Quantities = append([]statement.Quantity{q}, s.Quantities[1:]...)
		}
	}
	if err := statement.Check(d, s); err != nil {
		return s, fmt.Errorf("%w: %w", err, errBadInput)
	}
	return s, nil
}

// typed says whether a field came back with something else than the form was filled with: what
// nobody touched decides nothing about new words.
func typed(form url.Values, name, filled string) bool {
	v := strings.TrimSpace(form.Get(name))
	return form.Has(name) && v != filled && (v != "" || name == "value")
}

// figureField is what the form is filled with: the first figure and its bound.
func figureField(s statement.Statement) (value string, bound statement.Bound) {
	if len(s.Quantities) == 0 {
		return "", ""
	}
	if v := s.Quantities[0].Value; v != nil {
		value = strconv.Itoa(*v)
	}
	return value, s.Quantities[0].Bound
}

func editFigure(q statement.Quantity, form url.Values) (statement.Quantity, error) {
	bound := cmp.Or(statement.Bound(form.Get("bound")), q.Bound)
	if !bound.Valid() {
		return q, fmt.Errorf("bound %q is not one of the list: %w", clip(string(bound), 40), errBadInput)
	}
	value := strings.TrimSpace(form.Get("value"))
	switch {
	case bound == statement.Vague && value != "":
		return q, fmt.Errorf("a vague word never gets a number: leave the figure empty: %w", errBadInput)
	case bound == statement.Vague:
		q.Value, q.Low, q.High = nil, nil, nil
	case bound == statement.Range && value != "":
		return q, fmt.Errorf("a range has two ends, which the words give: leave the figure empty, or choose another bound: %w", errBadInput)
	case bound == statement.Range && (q.Low == nil || q.High == nil):
		return q, fmt.Errorf("the words give no two ends of a range: %w", errBadInput)
	case bound == statement.Range:
		q.Value = nil
	default:
		n, err := strconv.Atoi(value)
		if err != nil || n < 0 {
			return q, fmt.Errorf("figure %q is not a whole number: %w", clip(value, 20), errBadInput)
		}
		q.Value, q.Low, q.High = &n, nil, nil
	}
	q.Bound = bound
	return q, nil
}

// snapped says whether words are what stands at a place, as far as whole words go.
func snapped(text, words string, at statement.Span) bool {
	return at.Start < at.End && squeeze(text[at.Start:at.End]) == squeeze(words)
}

func squeeze(s string) string { return strings.Join(strings.Fields(s), " ") }

// locate finds words in a text, white space aside, and of several places the one nearest to
// where the passage was.
func locate(text, words string, near int) (statement.Span, bool) {
	fields := strings.Fields(words)
	if len(fields) == 0 {
		return statement.Span{}, false
	}
	best, found := statement.Span{}, false
	for from := 0; from < len(text); {
		i := strings.Index(text[from:], fields[0])
		if i < 0 {
			break
		}
		start := from + i
		if end, ok := runsOn(text, start+len(fields[0]), fields[1:]); ok {
			if !found || abs(start-near) < abs(best.Start-near) {
				best, found = statement.Span{Start: start, End: end}, true
			}
		}
		from = start + 1
	}
	return best, found
}

// runsOn says whether the fields follow one another from at, white space between them.
func runsOn(text string, at int, fields []string) (int, bool) {
	for _, f := range fields {
		rest := strings.TrimLeft(text[at:], " \t\r\n\u00a0")
		if len(rest) == len(text)-at || !strings.HasPrefix(rest, f) {
			return 0, false
		}
		at = len(text) - len(rest) + len(f)
	}
	return at, true
}

func abs(n int) int {
	if n < 0 {
		return -n
	}
	return n
}
