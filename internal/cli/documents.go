package cli

import (
	"fmt"
	"strings"

	"github.com/charterwatch/charterwatch/internal/document"
	"github.com/charterwatch/charterwatch/internal/store"
)

// documentsCmd lists documents and compares captures.
type documentsCmd struct {
	List     documentListCmd     `cmd:"" default:"withargs" help:"List documents."`
	Versions documentVersionsCmd `cmd:"" help:"What stood at a document's address, one text after the other, and which edits were silent."`
	Diff     documentDiffCmd     `cmd:"" help:"The difference of two documents, word by word, and the statements that it touches."`
}

// documentVersionsCmd prints the versions of a document's address.
type documentVersionsCmd struct {
	Document string `arg:"" help:"A document's identifier."`
	JSON     bool   `help:"Print as JSON."`
}

func (c documentVersionsCmd) Run(a *app) error {
	return a.withStore(func(st *store.Store) error {
		h, err := st.History(a.ctx, c.Document)
		if err != nil {
			return err
		}
		if c.JSON {
			return a.printJSON(h)
		}
		where := h.Address
		if where == "" {
			where = "no web address, so later captures are not known to be of the same text"
		}
		fmt.Fprintf(a.stdout, "%s: %s\n", historyWords(h), where)
		for i, v := range h.Versions {
			fmt.Fprintf(a.stdout, "  version %d  %s  seen %s", v.Number, strings.Join(v.IDs, " "), v.First.Format("2006-01-02 15:04Z"))
			if v.Last.After(v.First) {
				fmt.Fprintf(a.stdout, " to %s, %d captures", v.Last.Format("2006-01-02 15:04Z"), v.Captures)
			}
			fmt.Fprintf(a.stdout, "  %s\n", oneLine(v.Document.URL))
			if i < len(h.Edits) {
				a.printRevision(h.Edits[i])
			}
		}
		return nil
	})
}

// documentDiffCmd compares two documents.
type documentDiffCmd struct {
	From string `arg:"" help:"The earlier document."`
	To   string `arg:"" help:"The later document."`
	JSON bool   `help:"Print as JSON."`
}

func (c documentDiffCmd) Run(a *app) error {
	return a.withStore(func(st *store.Store) error {
		r, err := st.Revision(a.ctx, c.From, c.To)
		if err != nil {
			return err
		}
		if c.JSON {
			return a.printJSON(r)
		}
		fmt.Fprintf(a.stdout, "%s to %s\n", c.From, c.To)
		a.printRevision(r)
		return nil
	})
}

// historyWords is "3 versions; 2 silent edits since 2025-09-30 08:00Z".
func historyWords(h store.History) string {
	if len(h.Versions) < 2 {
		return "1 version"
	}
	silent, unclear := h.Silent(), 0
	for _, e := range h.Edits {
		if e.Kind == document.UnclearEdit {
			unclear++
		}
	}
	out := fmt.Sprintf("%d versions; %d silent edit(s) since %s", len(h.Versions), silent, h.Versions[0].First.Format("2006-01-02 15:04Z"))
	if declared := len(h.Edits) - silent - unclear; declared > 0 {
		out += fmt.Sprintf(", %d declared", declared)
	}
	if unclear > 0 {
		out += fmt.Sprintf(", %d of which it is unclear whose they are", unclear)
	}
	return out
}

// printRevision prints an edit: removed words in [- -], added ones in {+ +}.
func (a *app) printRevision(r store.Revision) {
	fmt.Fprintf(a.stdout, "    %s\n", r.Words())
	for _, d := range r.Declared {
		fmt.Fprintf(a.stdout, "    declared: %s\n", d)
	}
	for _, c := range r.Cautions {
		fmt.Fprintf(a.stdout, "    note: %s\n", c)
	}
	for _, c := range r.Changes {
		fmt.Fprintf(a.stdout, "    %s %s, byte %d: %s\n", c.Part, c.Kind, whereChanged(c), changeWords(c))
	}
	for _, t := range r.Statements {
		fmt.Fprintf(a.stdout, "    statement %s", t.ID)
		if t.Verdict != "" {
			fmt.Fprintf(a.stdout, " (%s)", t.Verdict)
		}
		fmt.Fprintf(a.stdout, " %s: “%s”", fateWords(t.Fate.Kind), oneLine(t.Words))
		if t.Fate.Kind == document.Changed && t.Fate.Text != "" {
			fmt.Fprintf(a.stdout, " now “%s”", oneLine(t.Fate.Text))
		}
		fmt.Fprintln(a.stdout)
	}
}

// whereChanged is where a change begins: in the later text, or for what was removed in the earlier.
func whereChanged(c document.Change) int {
	if c.Kind == document.ParagraphRemoved {
		return c.Before[0]
	}
	return c.After[0]
}

// fateWords says what became of a statement's words.
func fateWords(k document.FateKind) string {
	return map[document.FateKind]string{document.Kept: "kept", document.Moved: "stands elsewhere", document.Changed: "was changed", document.Gone: "is gone"}[k]
}

// sameWords is how many words of what did not change are printed on each side of a change.
const sameWords = 8

func changeWords(c document.Change) string {
	var out []string
	for i, r := range c.Runs {
		text := strings.Fields(r.Text)
		switch r.Op {
		case document.Removed:
			out = append(out, "[-"+strings.Join(text, " ")+"-]")
		case document.Added:
			out = append(out, "{+"+strings.Join(text, " ")+"+}")
		default:
			head, tail := min(len(text), sameWords), max(0, len(text)-sameWords)
			if i == 0 {
				head = 0
			}
			if i == len(c.Runs)-1 && i > 0 {
				tail = len(text)
			}
			if head >= tail {
				out = append(out, strings.Join(text, " "))
				continue
			}
			out = append(out, strings.Join(append(append(text[:head:head], "…"), text[tail:]...), " "))
		}
	}
	return strings.Join(out, " ")
}
