package cli

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/charterwatch/charterwatch/internal/document"
	"github.com/charterwatch/charterwatch/internal/document/fetch"
	"github.com/charterwatch/charterwatch/internal/document/pdf"
	"github.com/charterwatch/charterwatch/internal/statement"
	"github.com/charterwatch/charterwatch/internal/store"
)

// readCmd reads reports to proposed statements.
type readCmd struct {
	Inputs         []string `arg:"" help:"Files, folders are not walked; - is standard input; http(s) addresses are fetched."`
	Published      string   `placeholder:"DATE" help:"Day or time of publication, when the report does not carry it: 2025-09-30."`
	Publisher      string   `help:"Who published it, when the report does not say."`
	Zone           string   `help:"The outlet's time zone, such as Europe/London."`
	Reconstruction bool     `help:"Mark as a reconstruction, not a captured report."`
	All            bool     `help:"Show what the domain filter folds, too."`
	Brief          bool     `help:"One line a statement."`
	JSON           bool     `help:"Print documents and statements as JSON."`
	DryRun         bool     `help:"Read and print, keep nothing; needs no workspace."`
	AllowPrivate   bool     `help:"Let a URL lead to a private or loopback address (your own server)."`
	IgnoreRobots   bool     `help:"Fetch although the site's robots.txt asks automatic readers to stay away."`
}

// reading is one document with its proposals, as read --json prints it.
type reading struct {
	Document   document.Document     `json:"document"`
	Statements []statement.Statement `json:"statements"`
	Folded     int                   `json:"folded"` // statements outside the domain, shown by --all
	Added      bool                  `json:"added"`  // false: the workspace held it already
}

func (c readCmd) Run(a *app) error {
	if c.DryRun {
		return c.read(a, nil)
	}
	return a.withStore(func(st *store.Store) error { return c.read(a, st) })
}

func (c readCmd) read(a *app, st *store.Store) error {
	var all []reading
	failed := 0
	for _, in := range c.Inputs {
		rs, err := c.one(a, st, in)
		all = append(all, rs...)
		if err != nil {
			if a.ctx.Err() != nil {
				return err
			}
			failed++
			fmt.Fprintf(a.stderr, "skipped: %s: %v\n", in, err)
		}
	}
	if len(all) == 0 {
		return exitError{Nothing, fmt.Errorf("read: none of %d input(s) could be read", len(c.Inputs))}
	}
	if c.JSON {
		var out any = all
		if len(all) == 1 {
			out = all[0]
		}
		if err := a.printJSON(out); err != nil {
			return err
		}
	} else {
		for _, r := range all {
			if c.Brief {
				a.printBrief(r)
			} else {
				a.printReading(r)
			}
		}
	}
	return skippedError(failed)
}

// one reads one input. A feed gives several readings; what was good before a fault is kept.
func (c readCmd) one(a *app, st *store.Store, in string) ([]reading, error) {
	raw, h, err := c.bytes(a, in)
	if err != nil {
		return nil, err
	}
	docs, partial := document.Read(raw, h)
	if partial != nil && !errors.Is(partial, document.ErrPartial) {
		return nil, partial
	}
	out := make([]reading, 0, len(docs))
	for _, d := range docs {
		r := reading{Document: d, Statements: []statement.Statement{}}
		proposals := statement.Propose(d)
		for _, s := range proposals {
			if c.All || statement.InDomain(s) {
				r.Statements = append(r.Statements, s)
			} else {
				r.Folded++
			}
		}
		if st != nil {
			if r.Added, err = st.AddDocument(a.ctx, d, d.Raw, proposals); err != nil {
				return out, fmt.Errorf("keep %s: %w", in, err)
			}
		}
		out = append(out, r)
	}
	return out, partial
}

func (c readCmd) bytes(a *app, in string) ([]byte, document.Hints, error) {
	h := document.Hints{Published: c.Published, Publisher: c.Publisher, Zone: c.Zone, Simulated: c.Reconstruction, Retrieved: a.now().UTC(), PDF: a.readPDF}
	switch {
	case strings.HasPrefix(in, "http://"), strings.HasPrefix(in, "https://"):
		raw, meta, err := fetch.Get(a.ctx, in, fetch.Options{AllowPrivate: c.AllowPrivate, IgnoreRobots: c.IgnoreRobots, Now: a.now})
		if err != nil {
			return nil, h, err
		}
		h.URL, h.ContentType, h.Headers, h.Retrieved = meta.FinalURL, meta.ContentType, meta.Headers, meta.Retrieved
		h.Transfer = &document.Transfer{Asked: in, Redirects: meta.Redirects, Remote: meta.Remote, Status: meta.Status, Sent: meta.Sent, Headers: meta.Headers}
		return raw, h, nil
	case in == "-":
		h.File = "standard-input"
		raw, err := readLimited(a.stdin, in)
		return raw, h, err
	}
	f, err := os.Open(in)
	if err != nil {
		return nil, h, err
	}
	defer f.Close()
	if info, err := f.Stat(); err == nil && info.IsDir() {
		return nil, h, fmt.Errorf("%s is a folder; name the files in it", in)
	}
	h.File = filepath.Base(in)
	raw, err := readLimited(f, in)
	return raw, h, err
}

// pdfTime is how long a PDF may take, the engine's start included; a report of ten pages
// takes a tenth of a second after it.
const pdfTime = 2 * time.Minute

// readPDF reads a PDF's text, with the engine's compiled code kept in the user's cache.
func (a *app) readPDF(raw []byte) ([]string, error) {
	ctx, cancel := context.WithTimeout(a.ctx, pdfTime)
	defer cancel()
	cache := ""
	if dir, err := os.UserCacheDir(); err == nil {
		cache = filepath.Join(dir, "charterwatch", "pdf")
	}
	return pdf.Text(ctx, raw, cache)
}

// readLimited refuses an input over the document limit without reading it whole.
func readLimited(r io.Reader, name string) ([]byte, error) {
	raw, err := io.ReadAll(io.LimitReader(r, document.MaxRaw+1))
	if err != nil {
		return nil, fmt.Errorf("read %s: %w", name, err)
	}
	if len(raw) > document.MaxRaw {
		return nil, fmt.Errorf("%s is larger than %d MiB at byte %d; a report is text, so cut out the part that matters", name, document.MaxRaw>>20, document.MaxRaw)
	}
	return raw, nil
}

func (a *app) printReading(r reading) {
	d := r.Document
	title := d.Title
	if title == "" {
		title = "(no headline)"
	}
	fmt.Fprintf(a.stdout, "%s  %s\n", d.ID, title)
	fmt.Fprintf(a.stdout, "  bytes %s, canonical text %s (%d bytes, %s)\n", short(d.RawHash), short(d.TextHash), len(d.Text), d.Extractor)
	if d.Published == nil {
		fmt.Fprintln(a.stdout, "  published: unknown, so weekdays and months stay unresolved; give --published")
	} else {
		fmt.Fprintf(a.stdout, "  published: %s (%s)\n", stampWords(d.Published), d.Published.Source)
	}
	for _, credit := range d.Credits {
		fmt.Fprintf(a.stdout, "  credits, for no one statement: %s\n", credit)
	}
	a.printNotes(r)
	a.printStatements(r.Statements, nil)
	if r.Folded > 0 {
		fmt.Fprintf(a.stdout, "  %d statement(s) outside the domain left out; --all shows them\n", r.Folded)
	}
}

// printNotes says what a reader must know before relying on a reading.
func (a *app) printNotes(r reading) {
	if !r.Added {
		fmt.Fprintln(a.stdout, "  not added: a dry run, or the workspace holds these bytes already, read like this or with a --published or --reconstruction that is missing here")
	}
	for _, w := range r.Document.Warnings {
		fmt.Fprintf(a.stdout, "  note: %s\n", w)
	}
}

// printBrief prints one line a statement: who, what kind, the words.
func (a *app) printBrief(r reading) {
	title := r.Document.Title
	if title == "" {
		title = "(no headline)"
	}
	fmt.Fprintf(a.stdout, "%s  %s: %d statement(s), %d outside the domain\n", r.Document.ID, title, len(r.Statements), r.Folded)
	a.printNotes(r)
	for _, s := range r.Statements {
		fmt.Fprintf(a.stdout, "  %-34.34s %-12s “%s”\n", oneLine(s.Origin().Text), s.Event, oneLine(s.Content.Text))
	}
}

func stampWords(s *document.Stamp) string {
	if s.Date {
		return s.At.Format("2006-01-02")
	}
	return s.At.Format("2006-01-02 15:04Z")
}

func short(hash string) string {
	if len(hash) > 12 {
		return hash[:12] + "…"
	}
	return hash
}
