package cli

import (
	"bytes"
	"fmt"
	"math/rand/v2"
	"os"
	"strings"

	"github.com/charterwatch/charterwatch/internal/document"
	"github.com/charterwatch/charterwatch/internal/statement"
	"github.com/charterwatch/charterwatch/internal/statement/measure"
	"github.com/charterwatch/charterwatch/internal/statement/model"
	"github.com/charterwatch/charterwatch/internal/store"
)

// trainCmd makes a model of the analyst's own decisions. It runs only when it is asked to.
type trainCmd struct {
	Out   string `default:"attribution.model" placeholder:"FILE" help:"Where the model goes; read --model uses it."`
	Least int    `default:"40" help:"The fewest accepted or edited statements that are worth learning from."`
	Seed  uint64 `default:"1" help:"The same decisions and seed give the same bytes."`
}

func (c trainCmd) Run(a *app) error {
	return a.withStore(func(st *store.Store) error {
		texts, err := a.decided(st)
		if err != nil {
			return err
		}
		marks, documents := 0, map[string]bool{}
		for _, t := range texts {
			marks += len(t.Marked)
			documents[t.Name] = true
		}
		if marks < c.Least {
			return exitError{Nothing, fmt.Errorf("train: %d accepted or edited statements with words that attribute, in paragraphs that are decided whole; at least %d are needed (--least)", marks, c.Least)}
		}
		m := model.Train(examples(texts), rand.New(rand.NewPCG(c.Seed, 0)).Shuffle)
		var b bytes.Buffer
		if err := m.Write(&b); err != nil {
			return err
		}
		if err := writeWhole(c.Out, func(f *os.File) error { _, err := f.Write(b.Bytes()); return err }); err != nil {
			return fmt.Errorf("train: %w", err)
		}
		fmt.Fprintf(a.stdout, "learned from %d statements in %d paragraphs of %d documents; written to %s (%s)\n", marks, len(texts), len(documents), c.Out, m.Hash()[:12])
		c.heldOut(a, texts)
		return nil
	})
}

// heldOut tells how a model of four fifths of the documents does on the fifth, beside the rules.
func (c trainCmd) heldOut(a *app, texts []measure.Text) {
	var learn, check []measure.Text
	seen := map[string]int{}
	for _, t := range texts {
		if _, ok := seen[t.Name]; !ok {
			seen[t.Name] = len(seen)
		}
		if seen[t.Name]%5 == 4 {
			check = append(check, t)
		} else {
			learn = append(learn, t)
		}
	}
	if len(check) == 0 {
		fmt.Fprintln(a.stdout, "too few documents to keep some apart: how good the model is was not measured")
		return
	}
	m := model.Train(examples(learn), rand.New(rand.NewPCG(c.Seed, 0)).Shuffle)
	byModel := measure.Run(check, func(d document.Document) []statement.Statement {
		return statement.FromMarks(d, m.Mark(d.Text), "model/1")
	})
	byRules := measure.Run(check, statement.Propose)
	fmt.Fprintf(a.stdout, "on every fifth document, kept apart: model F1 %.2f, rules F1 %.2f (source, cue and content each at half or more)\n", byModel.Reporting.F1(), byRules.Reporting.F1())
}

func examples(texts []measure.Text) []model.Example {
	out := make([]model.Example, len(texts))
	for i, t := range texts {
		out[i].Text = t.Doc.Text
		for _, m := range t.Marked {
			out[i].Marks = append(out[i].Marks, statement.Mark{Source: m.Source, Cue: m.Cue, Content: m.Content})
		}
	}
	return out
}

// decided are the paragraphs of which every proposed attribution was accepted, edited or
// rejected: only there is silence an answer too.
func (a *app) decided(st *store.Store) ([]measure.Text, error) {
	docs, err := a.allDocuments(st)
	if err != nil {
		return nil, err
	}
	var out []measure.Text
	for _, listed := range docs {
		d, err := st.Document(a.ctx, listed.ID)
		if err != nil {
			return nil, err
		}
		reviewed, err := st.Statements(a.ctx, d.ID)
		if err != nil {
			return nil, err
		}
		at := 0
		for line := range strings.Lines(d.Text) {
			if t, ok := paragraph(d, reviewed, at, at+len(line)); ok {
				out = append(out, t)
			}
			at += len(line)
		}
	}
	return out, nil
}

// paragraph is one line of a document's text as an example; ok is false where something in it
// is undecided or nothing in it was decided.
func paragraph(d document.Document, reviewed []store.Reviewed, from, to int) (measure.Text, bool) {
	text := strings.TrimRight(d.Text[from:to], "\r\n")
	t := measure.Text{Name: d.ID, Doc: document.Document{ID: d.ID, Text: text, Published: d.Published, Parts: []document.Part{{Kind: document.Body, Start: 0, End: len(text)}}}}
	some := false
	for _, r := range reviewed {
		if len(r.Cue.Spans) == 0 || r.Cue.Spans[0].Start < from || r.Cue.Spans[0].Start >= to {
			continue
		}
		some = true
		switch r.Verdict {
		case "accept", "edit":
			m := measure.Mark{Source: within(r.Source.Spans, from, len(text)), Cue: within(r.Cue.Spans, from, len(text)), Content: within(r.Content.Spans, from, len(text))}
			if len(m.Content) > 0 {
				t.Marked = append(t.Marked, m)
			}
		case "reject":
		default:
			return t, false
		}
	}
	return t, some && text != ""
}

// within moves spans to a paragraph, without those that lie outside it.
func within(spans []statement.Span, from, length int) []statement.Span {
	var out []statement.Span
	for _, s := range spans {
		if s.Start >= from && s.End <= from+length {
			out = append(out, statement.Span{Start: s.Start - from, End: s.End - from, Text: s.Text})
		}
	}
	return out
}
