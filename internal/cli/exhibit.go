package cli

import (
	"bufio"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"time"

	"github.com/charterwatch/charterwatch/internal/adsb/archive"
	"github.com/charterwatch/charterwatch/internal/adsb/decode"
	"github.com/charterwatch/charterwatch/internal/exhibit"
	"github.com/charterwatch/charterwatch/internal/journey"
	"github.com/charterwatch/charterwatch/internal/ledger/verify"
	"github.com/charterwatch/charterwatch/internal/operation"
	"github.com/charterwatch/charterwatch/internal/store"
)

// exhibitCmd makes one operation into a folder and a zip.
type exhibitCmd struct {
	Slug string `arg:"" help:"The operation."`
	Out  string `placeholder:"DIR" help:"The folder to make, and beside it DIR.zip; exhibit-SLUG in the current folder if not given."`
	AsOf string `placeholder:"DATE" help:"As of the end of this day; today if not given."`

	Facts string `placeholder:"N,N-N" help:"Only these facts, by their numbers on the whole sheet, and only the evidence that they rest on."`
	At    string `placeholder:"TIME" help:"Where each aircraft can have been in one minute, with a map: 2025-03-15T22:48Z, with an offset, or without on the clock of --court."`
	Court string `placeholder:"ZONE" help:"The court's zone, such as America/New_York: a third clock beside the place's and UTC."`
}

// exhibitLeaves is what the size of the log is filled up to a multiple of before a checkpoint
// that goes into an exhibit is signed: a reader learns from it neither how much was recorded
// nor, from two exhibits, how fast.
const exhibitLeaves = 256

func (c exhibitCmd) Run(a *app) error {
	day := a.now().UTC().Truncate(24 * time.Hour) // a whole day, so that the same evidence gives the same bytes all day
	if c.AsOf != "" {
		var err error
		if day, err = time.Parse(time.DateOnly, c.AsOf); err != nil {
			return exitError{Usage, fmt.Errorf("--as-of %q: give a day such as 2025-11-12", c.AsOf)}
		}
	}
	ask, err := c.ask()
	if err != nil {
		return err
	}
	out := c.Out
	if out == "" {
		out = "exhibit-" + c.Slug
	}
	out = filepath.Clean(out)
	if err := free(out); err != nil {
		return err
	}
	return a.withStore(func(st *store.Store) error {
		in, err := a.exhibitInput(st, c.Slug, day, ask)
		if err != nil {
			return err
		}
		files, err := exhibit.Build(in)
		if err != nil {
			return err
		}
		if s := operation.AliasWords(in.View.AskedAs, in.View.Operation.Slug); s != "" {
			fmt.Fprintln(a.stdout, s)
		}
		if err := writeFolder(out, files); err != nil {
			return err
		}
		if err := writeZip(out+".zip", filepath.Base(out), files); err != nil {
			return err
		}
		fmt.Fprintf(a.stdout, "%s: %d files, %d records of the ledger, under a checkpoint of the log as it stands\n%s.zip: the same\nFingerprint %s (SHA-256 of SHA256SUMS): give it to the reader by another way.\nA reader checks it with: sh verify.sh; or charterwatch verify %s\n",
			out, len(files), len(in.Records), out, exhibit.Fingerprint(files), out)
		return nil
	})
}

// exhibitAsk is which part of an operation is asked for.
type exhibitAsk struct {
	facts []int
	at    time.Time // zero where no minute was asked for
	court *time.Location
}

func (c exhibitCmd) ask() (ask exhibitAsk, err error) {
	if c.Facts != "" {
		if ask.facts, err = exhibit.ParseFacts(c.Facts); err != nil {
			return ask, exitError{Usage, fmt.Errorf("exhibit: --facts: %w", err)}
		}
	}
	if c.Court != "" {
		if ask.court, err = time.LoadLocation(c.Court); err != nil || c.Court == "Local" {
			return ask, exitError{Usage, fmt.Errorf("exhibit: --court %q: give a zone by its IANA name, such as America/New_York", c.Court)}
		}
	}
	if c.At != "" {
		if ask.at, err = operation.ParseMoment(c.At, ask.court); err != nil {
			return ask, exitError{Usage, fmt.Errorf("exhibit: --at: %w", err)}
		}
	}
	return ask, nil
}

// exhibitCheckpoint returns the checkpoint to prove under: the last one whose size says
// nothing, with what others attest of it, or a new one when something was recorded since.
func (a *app) exhibitCheckpoint(st *store.Store, in *exhibit.Input) error {
	text, size, err := st.Attestable(a.ctx)
	if err != nil {
		return err
	}
	if size%exhibitLeaves != 0 {
		if err := st.Pad(a.ctx, exhibitLeaves); err != nil {
			return err
		}
		if text, err = st.Checkpoint(a.ctx); err != nil {
			return err
		}
	}
	in.Checkpoint = text
	attested, err := st.Attestations(a.ctx, size)
	if err != nil {
		return err
	}
	for _, t := range attested {
		s := exhibit.Stamp{Kind: t.Kind, From: t.From, Data: []byte(t.Line)}
		if t.Hash != "" {
			if s.Data, err = st.Blob(t.Hash); err != nil {
				return err
			}
		}
		if size%exhibitLeaves == 0 {
			in.Stamps = append(in.Stamps, s)
		}
	}
	return nil
}

// exhibitMoment says where the aircraft shown can have been; legs that the exhibit does not
// show bound nothing in it.
func exhibitMoment(st *store.Store, ev operation.Evidence, ask exhibitAsk, in *exhibit.Input) error {
	if ask.at.IsZero() {
		return nil
	}
	shown := map[string]bool{}
	for _, row := range in.View.Seen {
		shown[row.Leg.ID] = true
	}
	journeys := slices.Clone(ev.Journeys)
	for i := range journeys {
		journeys[i].Hops = slices.DeleteFunc(slices.Clone(journeys[i].Hops), func(h journey.Hop) bool { return !shown[h.ID] })
	}
	ev.Journeys = slices.DeleteFunc(journeys, func(j journey.Journey) bool { return len(j.Hops) == 0 })
	paths, err := paths(st, ev)
	if err != nil {
		return err
	}
	m := operation.At(ev, paths, ask.at, ask.court)
	in.Moment = &m
	return nil
}

// exhibitInput gathers what an exhibit is made of, under a checkpoint that is made first.
func (a *app) exhibitInput(st *store.Store, slug string, day time.Time, ask exhibitAsk) (exhibit.Input, error) {
	in := exhibit.Input{Facts: ask.facts, Decisions: map[string]string{}, Traces: map[string][]byte{}, Extracts: map[exhibit.Whole][]byte{}, Version: Version}
	if _, err := st.Operation(a.ctx, slug); err != nil {
		return in, err
	}
	if err := a.exhibitCheckpoint(st, &in); err != nil {
		return in, err
	}
	log, err := st.Ledger(a.ctx)
	if err != nil {
		return in, err
	}
	in.Verifier = log.VerifierKey
	ev, err := st.Evidence(a.ctx, slug, day)
	if err != nil {
		return in, err
	}
	in.View = operation.Confront(ev)
	if err := exhibitMoment(st, ev, ask, &in); err != nil {
		return in, err
	}
	shown, err := a.exhibitDocuments(st, ev, day, &in)
	if err != nil {
		return in, err
	}
	var statements []string
	for _, s := range ev.Statements {
		if shown[s.Document] {
			in.Statements, statements = append(in.Statements, s), append(statements, s.ID)
		}
	}
	for id, verdict := range ev.Decisions {
		s, err := st.Statement(a.ctx, id)
		if err != nil {
			return in, err
		}
		if shown[s.Document] {
			in.Decisions[id], statements = verdict, append(statements, id)
		}
	}
	for _, row := range in.View.Seen {
		for _, s := range row.Leg.Sources {
			if err := exhibitTrace(st, s.Member.Hash, row.Leg.Hex, &in); err != nil {
				return in, fmt.Errorf("exhibit of %s: leg %s: %s: %w", slug, row.Leg.ID, s.Member.Name, err)
			}
		}
	}
	return in, a.exhibitRecords(st, statements, &in)
}

// exhibitTrace takes a file that a leg was read from; of one that holds other aircraft too,
// the rows of this one alone, so that the exhibit shows nobody who is not its subject.
func exhibitTrace(st *store.Store, hash, hex string, in *exhibit.Input) error {
	raw, err := st.Blob(hash)
	if err != nil {
		return err
	}
	text, err := archive.Decompress(raw, nil)
	if err != nil && len(text) == 0 {
		return err
	}
	if !decode.Many(text) {
		in.Traces[hash] = raw
		return nil
	}
	rows, err := decode.Own(text, hex)
	if err != nil {
		return err
	}
	whole := exhibit.Whole{Hash: hash, Hex: hex}
	in.Extracts[whole], err = exhibit.Extract(whole, rows)
	return err
}

// exhibitDocuments takes the documents of the view with their raw bytes: those published
// until the end of its day, which is what operation.Confront looks at.
func (a *app) exhibitDocuments(st *store.Store, ev operation.Evidence, day time.Time, in *exhibit.Input) (map[string]bool, error) {
	shown := map[string]bool{}
	for _, d := range ev.Documents {
		if d.Published != nil && !d.Published.At.Before(day.AddDate(0, 0, 1)) {
			continue
		}
		if d.RawHash == "" {
			continue // it was erased: the view says so, and there is nothing to show
		}
		raw, err := st.Blob(d.RawHash)
		if err != nil {
			return nil, fmt.Errorf("exhibit of %s: document %s: %w", ev.Operation.Slug, d.ID, err)
		}
		d.Raw = raw
		in.Documents, shown[d.ID] = append(in.Documents, d), true
	}
	return shown, nil
}

// exhibitRecords takes the records that bear on the view, each with its proof.
func (a *app) exhibitRecords(st *store.Store, statements []string, in *exhibit.Input) error {
	point, err := verify.Open(in.Checkpoint, in.Verifier)
	if err != nil {
		return err
	}
	all, err := st.Records(a.ctx, 0, int(point.Size))
	if err != nil {
		return err
	}
	documents := make([]string, len(in.Documents))
	for i, d := range in.Documents {
		documents[i] = d.ID
	}
	bearing, err := exhibit.Bearing(all, in.View, documents, statements)
	if err != nil {
		return err
	}
	for _, r := range bearing {
		path, err := st.ProveInclusion(a.ctx, point.Size, r.Seq)
		if err != nil {
			return err
		}
		p := exhibit.Proved{Record: r}
		for _, h := range path {
			p.Path = append(p.Path, h)
		}
		in.Records = append(in.Records, p)
	}
	return nil
}

// free refuses a folder that holds something, and a zip that is there: an exhibit that was
// given away is not replaced by another of its name.
func free(out string) error {
	entries, err := os.ReadDir(out)
	switch {
	case errors.Is(err, fs.ErrNotExist):
	case err != nil:
		return fmt.Errorf("exhibit: %w", err)
	case len(entries) > 0:
		return fmt.Errorf("exhibit: %s is not empty: name another folder with --out", out)
	}
	if _, err := os.Lstat(out + ".zip"); !errors.Is(err, fs.ErrNotExist) {
		return errors.Join(fmt.Errorf("exhibit: %s.zip is there already: name another folder with --out", out), err)
	}
	return nil
}

// writeFolder writes files under a temporary name beside dir and moves them there: dir holds
// the whole exhibit or is not there.
func writeFolder(dir string, files []exhibit.File) (err error) {
	parent := filepath.Dir(dir)
	if err := os.MkdirAll(parent, 0o700); err != nil {
		return fmt.Errorf("write exhibit: %w", err)
	}
	tmp, err := os.MkdirTemp(parent, ".exhibit-")
	if err != nil {
		return fmt.Errorf("write exhibit: %w", err)
	}
	defer os.RemoveAll(tmp) // nothing is there after the move
	for _, f := range files {
		path := filepath.Join(tmp, filepath.FromSlash(f.Name))
		if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
			return fmt.Errorf("write exhibit: %w", err)
		}
		if err := writeSynced(path, func(w *bufio.Writer) error { _, err := w.Write(f.Data); return err }); err != nil {
			return fmt.Errorf("write exhibit: %w", err)
		}
	}
	if err := os.Remove(dir); err != nil && !errors.Is(err, fs.ErrNotExist) { // an empty folder gives way; another one does not
		return fmt.Errorf("write exhibit: %w", err)
	}
	if err := os.Rename(tmp, dir); err != nil {
		return fmt.Errorf("write exhibit: %w", err)
	}
	return nil
}

func writeZip(name, folder string, files []exhibit.File) error {
	tmp := filepath.Join(filepath.Dir(name), ".exhibit-"+filepath.Base(name))
	defer os.Remove(tmp)
	if err := writeSynced(tmp, func(w *bufio.Writer) error { return exhibit.WriteZip(w, folder, files) }); err != nil {
		return fmt.Errorf("write exhibit: %w", err)
	}
	if err := os.Rename(tmp, name); err != nil {
		return fmt.Errorf("write exhibit: %w", err)
	}
	return nil
}

// writeSynced writes a new file and has it on the disk before it returns.
func writeSynced(path string, write func(*bufio.Writer) error) error {
	f, err := os.OpenFile(path, os.O_CREATE|os.O_TRUNC|os.O_WRONLY, 0o600)
	if err != nil {
		return err
	}
	w := bufio.NewWriter(f)
	return errors.Join(write(w), w.Flush(), f.Sync(), f.Close())
}
