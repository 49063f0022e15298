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
	Inputs         []string     `arg:"" help:"Files, folders are not walked; - is standard input; http(s) addresses are fetched."`
	Published      string       `placeholder:"DATE" help:"Day or time of publication, when the report does not carry it: 2025-09-30."`
	Publisher      string       `help:"Who published it, when the report does not say."`
	Zone           string       `help:"The outlet's time zone, such as Europe/London."`
	Address        string       `placeholder:"URL" help:"Where a pasted, typed or saved text stood; nothing is fetched from there."`
	TranscriptOf   string       `placeholder:"IMAGE" help:"The input was typed from this picture (PNG or JPEG), which is kept beside it."`
	By             string       `help:"Who typed or pasted the text; your user name if not given."`
	TranslationOf  string       `placeholder:"ID" help:"The input translates this document of the workspace, which stays beside it."`
	TranslatedBy   string       `placeholder:"WHO" help:"Who translated it: human or machine."`
	Items          int          `placeholder:"N" default:"1000" help:"How many entries of a feed are read, the first in its order."`
	Readers        readersFlags `embed:""`
	Reconstruction bool         `help:"Mark as a reconstruction, not a captured report."`
	All            bool         `help:"Show what the domain filter folds, too."`
	Brief          bool         `help:"One line a statement."`
	JSON           bool         `help:"Print documents and statements as JSON."`
	DryRun         bool         `help:"Read and print, keep nothing; needs no workspace."`
	AllowPrivate   bool         `help:"Let a URL lead to a private or loopback address (your own server)."`
	IgnoreRobots   bool         `help:"Fetch although the site's robots.txt asks automatic readers to stay away."`
}

// reading is one document with its proposals, as read --json prints it.
type reading struct {
	Document   document.Document     `json:"document"`
	Statements []statement.Statement `json:"statements"`
	Folded     int                   `json:"folded"` // statements outside the domain, shown by --all
	Added      bool                  `json:"added"`  // false: the workspace held it already
}

func (c readCmd) Run(a *app) error {
	if c.TranscriptOf != "" && (len(c.Inputs) != 1 || isURL(c.Inputs[0])) {
		return exitError{Usage, errors.New("read: --transcript-of goes with one file that holds what was typed, or with -")}
	}
	if c.Items < 1 {
		return exitError{Usage, fmt.Errorf("read: --items %d: give how many entries of a feed to read, 1 or more", c.Items)}
	}
	if err := publishedFlag(c.Published); err != nil {
		return err
	}
	if c.DryRun {
		return c.read(a, nil)
	}
	return a.withStore(func(st *store.Store) error { return c.read(a, st) })
}

// publishedFlag refuses a time of publication that is none, before anything is read or fetched.
func publishedFlag(text string) error {
	text = strings.TrimSpace(text)
	if _, err := time.Parse(time.DateOnly, text); text == "" || err == nil {
		return nil
	}
	if _, err := time.Parse(time.RFC3339, text); err != nil {
		return exitError{Usage, fmt.Errorf("read: --published %q: give a day as 2025-09-30 or a time as 2025-09-30T21:05:00+02:00", text)}
	}
	return nil
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
	picture, err := c.transcript(&h)
	if err != nil {
		return nil, err
	}
	docs, partial := document.Read(raw, h)
	if partial != nil && !errors.Is(partial, document.ErrPartial) {
		return nil, partial
	}
	if err := unnamed(docs, c.TranslationOf != ""); err != nil {
		return nil, err
	}
	if picture != nil && st != nil {
		if _, err := st.PutBlob(picture); err != nil {
			return nil, fmt.Errorf("keep %s: %w", c.TranscriptOf, err)
		}
	}
	out, err := c.each(a, st, in, docs)
	var rest *document.Unread
	if errors.As(partial, &rest) {
		partial = fmt.Errorf("%w; --items %d reads them all", partial, rest.Of)
	}
	return out, errors.Join(err, partial)
}

func (c readCmd) bytes(a *app, in string) ([]byte, document.Hints, error) {
	h := document.Hints{Published: c.Published, Publisher: c.Publisher, Zone: c.Zone, Simulated: c.Reconstruction, Retrieved: a.now().UTC(), FeedItems: c.Items, PDF: a.readPDF}
	switch {
	case isURL(in):
		if c.Address != "" {
			return nil, h, errors.New("--address says where a text stood that was not fetched; this input is fetched from its own")
		}
		raw, meta, err := fetch.Get(a.ctx, in, fetch.Options{AllowPrivate: c.AllowPrivate, IgnoreRobots: c.IgnoreRobots, Now: a.now})
		if err != nil {
			return nil, h, err
		}
		h.URL, h.ContentType, h.Headers, h.Retrieved = meta.FinalURL, meta.ContentType, meta.Headers, meta.Retrieved
		h.Transfer = &document.Transfer{Asked: in, Redirects: meta.Redirects, Remote: meta.Remote, Status: meta.Status, Sent: meta.Sent, Headers: meta.Headers}
		return raw, h, nil
	case in == "-":
		h.File, h.URL = "standard-input", c.Address
		h.ByHand = &document.ByHand{How: document.Pasted, By: by(c.By)}
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
	h.File, h.URL = filepath.Base(in), c.Address
	raw, err := readLimited(f, in)
	return raw, h, err
}

func isURL(in string) bool {
	return strings.HasPrefix(in, "http://") || strings.HasPrefix(in, "https://")
}

// transcript marks a text as typed from a picture, and returns the picture's bytes.
func (c readCmd) transcript(h *document.Hints) ([]byte, error) {
	if c.TranscriptOf == "" {
		return nil, nil
	}
	f, err := os.Open(c.TranscriptOf)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	raw, err := readLimited(f, c.TranscriptOf)
	if err != nil {
		return nil, err
	}
	picture, err := document.ReadImage(raw, c.TranscriptOf)
	if err != nil {
		return nil, err
	}
	h.ByHand = &document.ByHand{How: document.Transcript, By: by(c.By), Image: &picture}
	return raw, nil
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
	a.printOrigin(d)
	for _, credit := range d.Credits {
		fmt.Fprintf(a.stdout, "  credits, for no one statement: %s\n", credit)
	}
	a.printNotes(r)
	a.printStatements(r.Statements, nil)
	if r.Folded > 0 {
		fmt.Fprintf(a.stdout, "  %d statement(s) outside the domain left out; --all shows them\n", r.Folded)
	}
}

// printOrigin says how the bytes came here.
func (a *app) printOrigin(d document.Document) {
	switch h := d.ByHand; {
	case h == nil:
	case h.Image != nil:
		fmt.Fprintf(a.stdout, "  typed by %s from the picture %s (%s, %d by %d, SHA-256 %s), which is kept: a transcript, not the outlet's own bytes\n",
			h.By, h.Image.File, h.Image.Type, h.Image.Width, h.Image.Height, short(h.Image.Hash))
	default:
		fmt.Fprintf(a.stdout, "  pasted by %s: not the outlet's own bytes\n", h.By)
	}
	if d.URL != "" {
		fmt.Fprintf(a.stdout, "  address: %s\n", d.URL)
	}
	if t := d.Transfer; t != nil && len(t.Sent) > 0 {
		fmt.Fprintf(a.stdout, "  fetched %s: %d request(s) sent, status %d from %s; --json prints what was sent and the headers that came\n",
			d.Retrieved.Format("2006-01-02 15:04:05Z"), len(t.Sent), t.Status, t.Remote)
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
