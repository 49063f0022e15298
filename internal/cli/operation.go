package cli

import (
	"errors"
	"fmt"
	"regexp"
	"strings"

	"github.com/charterwatch/charterwatch/internal/journey"
	"github.com/charterwatch/charterwatch/internal/law"
	"github.com/charterwatch/charterwatch/internal/operation"
	"github.com/charterwatch/charterwatch/internal/statement"
	"github.com/charterwatch/charterwatch/internal/store"
)

// operationCmd puts evidence together.
type operationCmd struct {
	New     operationNewCmd     `cmd:"" help:"Begin an operation."`
	Attach  operationAttachCmd  `cmd:"" help:"Attach documents, statements, legs or journeys."`
	Detach  operationDetachCmd  `cmd:"" help:"Take evidence off again; the record of both stays."`
	Show    operationShowCmd    `cmd:"" help:"Said, Seen, Silent, Owed, and what conflicts."`
	At      operationAtCmd      `cmd:"" help:"Where each aircraft can have been in one minute, and what the clocks showed."`
	History operationHistoryCmd `cmd:"" help:"What changed, when, and through which evidence."`
	Merge   operationMergeCmd   `cmd:"" help:"Make one operation a part of another."`
	Split   operationSplitCmd   `cmd:"" help:"Begin an operation with a part of another's evidence."`
	Undo    operationUndoCmd    `cmd:"" help:"Take a merge or a split back, as a record of its own."`
	Propose operationProposeCmd `cmd:"" help:"Which evidence seems to belong together, with reasons."`
}

type operationNewCmd struct {
	Slug           string   `arg:"" help:"What URLs and commands call it: iran-2025-09."`
	Title          string   `required:"" help:"Route and dates, such as 'Louisiana – Doha – Tehran, 29–30 September 2025'."`
	From           string   `placeholder:"DATE" help:"First day."`
	To             string   `placeholder:"DATE" help:"Last day."`
	States         []string `help:"ISO codes in order: who sends, transit, who receives: US,QA,IR."`
	Reconstruction string   `placeholder:"SENTENCE" help:"When the evidence is simulated or retold: what every page says of it."`
}

var slugForm = regexp.MustCompile(`^[a-z0-9]+(-[a-z0-9]+)*$`)

func (c operationNewCmd) Run(a *app) error {
	if lower := strings.ToLower(c.Slug); lower != c.Slug && slugForm.MatchString(lower) {
		return exitError{Usage, fmt.Errorf("operation new: slug %q: lower-case letters only; write %s", c.Slug, lower)}
	}
	if strings.TrimSpace(c.Title) == "" {
		return exitError{Usage, fmt.Errorf("operation new: --title is empty: give route and dates, such as --title 'Louisiana – Doha – Tehran, 29–30 September 2025'")}
	}
	if !slugForm.MatchString(c.Slug) {
		return exitError{Usage, fmt.Errorf("operation new: slug %q: use lower-case letters, digits and single hyphens", c.Slug)}
	}
	from, err := parseDay("--from", c.From)
	if err != nil {
		return err
	}
	to, err := parseDay("--to", c.To)
	if err != nil {
		return err
	}
	if c.To != "" && to.Before(from) {
		return exitError{Usage, fmt.Errorf("operation new: it ends (%s) before it begins (%s)", c.To, c.From)}
	}
	for i, s := range c.States {
		code, ok := countryCode(s)
		if name, ended := law.Former(strings.ToUpper(s)); ended {
			return exitError{Usage, fmt.Errorf("operation new: --states: %s was %s; %s", s, name, law.NoState(strings.ToUpper(s), a.now()))}
		}
		if !ok {
			return exitError{Usage, fmt.Errorf("operation new: --states: %q is neither a state's ISO code (US, QA, IR) nor its name", s)}
		}
		c.States[i] = code
	}
	if err := wording("operation new", c.Title, c.Reconstruction); err != nil {
		return err
	}
	return a.withStore(func(st *store.Store) error {
		op := operation.Operation{Slug: c.Slug, Title: c.Title, From: c.From, To: c.To, States: c.States, Created: a.now().UTC(), Reconstruction: c.Reconstruction}
		if err := st.NewOperation(a.ctx, op); err != nil {
			return err
		}
		fmt.Fprintf(a.stdout, "%s begun: %s\n", op.Slug, op.Title)
		for _, s := range op.States {
			if none := law.NoState(s, from); none != "" {
				fmt.Fprintf(a.stdout, "of %s: %s\n", s, none)
			}
		}
		return nil
	})
}

type operationAttachCmd struct {
	Slug string   `arg:"" help:"The operation."`
	IDs  []string `arg:"" help:"Documents (d-…), statements (s-…), legs, journeys (j-…)."`
	By   string   `help:"Who attaches; your user name if not given."`
	Note string   `help:"Why, in a sentence."`
}

func (c operationAttachCmd) Run(a *app) error {
	if err := wording("operation attach", c.Note); err != nil {
		return err
	}
	return a.withStore(func(st *store.Store) error {
		var refs []reference
		for _, id := range c.IDs {
			more, err := a.resolve(st, id)
			if err != nil {
				return err
			}
			refs = append(refs, more...)
		}
		for _, r := range refs {
			added, err := st.Attach(a.ctx, store.Attachment{Operation: c.Slug, Kind: r.kind, Ref: r.id, By: by(c.By), Note: c.Note, At: a.now().UTC()})
			if err != nil {
				return err
			}
			word := "attached"
			if !added {
				word = "was attached before"
			}
			fmt.Fprintf(a.stdout, "%s %s: %s\n", r.kind, r.id, word)
		}
		return nil
	})
}

type operationDetachCmd struct {
	Slug string   `arg:"" help:"The operation."`
	IDs  []string `arg:"" help:"What to take off."`
	By   string   `help:"Who detaches; your user name if not given."`
	Note string   `help:"Why, in a sentence."`
}

func (c operationDetachCmd) Run(a *app) error {
	if err := wording("operation detach", c.Note); err != nil {
		return err
	}
	return a.withStore(func(st *store.Store) error {
		for _, id := range c.IDs {
			refs, err := a.resolve(st, id)
			if err != nil {
				return err
			}
			for _, r := range refs {
				if err := st.Detach(a.ctx, store.Attachment{Operation: c.Slug, Kind: r.kind, Ref: r.id, By: by(c.By), Note: c.Note, At: a.now().UTC()}); err != nil {
					return err
				}
				fmt.Fprintf(a.stdout, "%s %s: detached\n", r.kind, r.id)
			}
		}
		return nil
	})
}

// reference is one piece of evidence by the kind that the store keeps.
type reference struct{ kind, id string }

// resolve finds what an identifier names. A journey is the legs that it chains today: they are
// what is attached, so that a later chaining cannot change the evidence.
func (a *app) resolve(st *store.Store, id string) ([]reference, error) {
	switch {
	case strings.HasPrefix(id, "d-"):
		_, err := st.Document(a.ctx, id)
		return []reference{{"document", id}}, err
	case strings.HasPrefix(id, "s-"):
		_, err := st.Statement(a.ctx, id)
		return []reference{{"statement", id}}, err
	case strings.HasPrefix(id, "j-"):
		j, err := a.journey(st, id)
		if err != nil {
			return nil, err
		}
		refs := make([]reference, len(j.Hops))
		for i, h := range j.Hops {
			refs[i] = reference{"leg", h.ID}
		}
		return refs, nil
	}
	_, err := st.Leg(a.ctx, id)
	if errors.Is(err, store.ErrNotFound) {
		if _, no := st.Operation(a.ctx, id); no == nil {
			return nil, exitError{Usage, fmt.Errorf("%s is an operation, which holds evidence and no operation: charterwatch operation merge %s INTO makes it a part of another", id, id)}
		}
		return nil, fmt.Errorf("%q: %w: evidence is a document (d-…, from documents), a statement (s-…, from statements), a leg (ADDRESS-TIME such as d00001-20250929T2210Z, from legs) or a journey (j-…, from journeys)%s", id, err, a.beginning(st, id))
	}
	return []reference{{"leg", id}}, err
}

// journey finds one journey by its identifier, among the legs of its aircraft around its time.
func (a *app) journey(st *store.Store, id string) (journey.Journey, error) {
	first, err := st.Leg(a.ctx, strings.TrimPrefix(id, "j-"))
	if err != nil {
		return journey.Journey{}, fmt.Errorf("journey %s: %w", id, err)
	}
	js, err := a.journeys(st, store.LegFilter{Hex: first.Hex, From: first.Start.Heard.At.Add(-journey.Around), To: first.End.Heard.At.Add(journey.Around)})
	if err != nil {
		return journey.Journey{}, err
	}
	if j, ok := journey.Containing(js, first.ID); ok && j.ID == id {
		return j, nil
	} else if ok {
		return journey.Journey{}, fmt.Errorf("journey %s: %w: its first leg is now part of journey %s", id, store.ErrNotFound, j.ID)
	}
	return journey.Journey{}, fmt.Errorf("journey %s: %w", id, store.ErrNotFound)
}

type operationShowCmd struct {
	Slug  string `arg:"" help:"The operation."`
	AsOf  string `placeholder:"DATE|N" help:"${as_of}"`
	Brief bool   `help:"The answer and one line a finding."`
	JSON  bool   `help:"Print as JSON."`
}

func (c operationShowCmd) Run(a *app) error {
	moment, err := a.parseAsOf(c.AsOf)
	if err != nil {
		return err
	}
	return a.withStore(func(st *store.Store) error { return a.showOperation(st, c.Slug, moment, c.JSON, c.Brief) })
}

func (a *app) showOperation(st *store.Store, slug string, moment store.AsOf, asJSON, brief bool) error {
	ev, err := a.evidenceAsOf(st, slug, moment)
	if err != nil {
		return err
	}
	view := operation.Confront(ev)
	if asJSON {
		return a.printJSON(view)
	}
	if brief {
		return view.Brief(a.stdout)
	}
	return view.Text(a.stdout)
}

// flags writes pairs of a flag and its value, those without a value left out.
func flags(pairs ...string) string {
	var out strings.Builder
	for i := 0; i+1 < len(pairs); i += 2 {
		if pairs[i+1] != "" {
			out.WriteString(" " + pairs[i] + " " + pairs[i+1])
		}
	}
	return out.String()
}

// noOperation says which operations there are when the one asked for is not.
func (a *app) noOperation(st *store.Store, slug string) error {
	ops, total, err := st.Operations(a.ctx, store.Page{Limit: 5})
	if err != nil {
		return err
	}
	if total == 0 {
		return fmt.Errorf("operation %q: %w: there is none yet; begin one with charterwatch operation new, or see charterwatch operation propose", slug, store.ErrNotFound)
	}
	names := make([]string, len(ops))
	for i, o := range ops {
		names[i] = o.Slug
	}
	return fmt.Errorf("operation %q: %w: there are %d, the newest %s; charterwatch operations lists them", slug, store.ErrNotFound, total, strings.Join(names, ", "))
}

type operationProposeCmd struct {
	JSON bool `help:"Print as JSON."`
}

func (c operationProposeCmd) Run(a *app) error {
	return a.withStore(func(st *store.Store) error {
		docs, err := a.allDocuments(st)
		if err != nil {
			return err
		}
		reviewed, err := statementsListCmd{}.gather(a, st)
		if err != nil {
			return err
		}
		list := make([]statement.Statement, 0, len(reviewed))
		for _, r := range reviewed {
			if r.Verdict != "reject" {
				list = append(list, r.Statement)
			}
		}
		journeys, err := a.journeys(st, store.LegFilter{Limit: 100000})
		if err != nil {
			return err
		}
		proposals := operation.Propose(docs, list, journeys)
		if c.JSON {
			return a.printJSON(proposals)
		}
		for _, p := range proposals {
			fmt.Fprintf(a.stdout, "%s  score %.2f\n  %s\n", p.Slug, p.Score, p.Title)
			for _, r := range p.Reasons {
				fmt.Fprintf(a.stdout, "  - %s\n", r)
			}
			fmt.Fprintf(a.stdout, "  charterwatch operation new %s --title %q%s\n", p.Slug, p.Title, flags("--from", p.From, "--to", p.To, "--states", strings.Join(p.States, ",")))
			fmt.Fprintf(a.stdout, "  charterwatch operation attach %s %s\n", p.Slug, strings.Join(append(append([]string{}, p.Documents...), p.Journeys...), " "))
		}
		fmt.Fprintf(a.stdout, "%d proposal(s) from %d document(s), %d statement(s) and %d journey(s)\n", len(proposals), len(docs), len(list), len(journeys))
		if len(proposals) == 0 {
			fmt.Fprintln(a.stdout, "Evidence is grouped by people or destination and by day: reports read without --published have no days, and an unclear journey proposes nothing alone.")
		}
		return nil
	})
}
