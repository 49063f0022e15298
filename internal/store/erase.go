package store

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/charterwatch/charterwatch/internal/document"
	"github.com/charterwatch/charterwatch/internal/ledger"
)

// ErrErased is what is asked for and was destroyed on purpose.
var ErrErased = errors.New("erased")

// pendingFile says, until an erasure is finished, what it still has to destroy: a program that
// is killed in the middle leaves it, and the next one that opens the workspace goes on.
const pendingFile = "erase.pending"

// erasureFact is the fact of a record "erasure": that something was destroyed, and why. It
// names a document by its mark and holds nothing of the content.
type erasureFact struct {
	ID      string     `json:"id"` // e-…, see mark; of a raw file its hash
	Rule    string     `json:"rule"`
	By      string     `json:"by"`
	Records []int64    `json:"records"` // places of the records whose salt and body were destroyed
	At      []int64    `json:"at"`      // when each was recorded, Unix milliseconds: its commitment does not say any more
	Left    []leftOver `json:"left"`    // records of which a part was destroyed
	Raw     bool       `json:"raw"`     // a kept raw file: its rows stay
}

// Erasure is what was destroyed.
type Erasure struct {
	ID, Rule, By string // ID is what an erased document is called from now on
	At           time.Time
	Records      int
	Quotes       int      // records of which only the words or the identifier that led to it were destroyed
	Elsewhere    []string // other documents that carry five words of it in a row, or a word that was named
	Blobs        int      // files destroyed
	Shared       int      // files kept, because something else rests on the same bytes
	Renewed      []string // backups that were made again without it
	Missing      []string // backups that we made and that are not where they were put: destroy them by hand
}

// pending is the pending file.
type pending struct {
	ID      string   `json:"id"`
	Blobs   []string `json:"blobs"`
	Backups []backup `json:"backups"`
}

// Erase destroys a document (d-…: its bytes, text, proposals and the decisions on them) or one
// kept raw file (its SHA-256) everywhere: rows, records with their salts, blobs and packs, free
// pages, write-ahead log, and the backups that this workspace made. Notes, reasons, answers and
// titles of other records go too where they are about the document, quote it, or hold one of
// words (a name, say). A redaction record says that it happened and under which rule; each
// destroyed record leaves its salted commitment, so that every proof still holds.
func (s *Store) Erase(ctx context.Context, id, rule, by string, words ...string) (Erasure, error) {
	out, err := s.erase(ctx, id, rule, by, words)
	if err != nil {
		return out, fmt.Errorf("erase %s: %w", id, s.explain(err))
	}
	return out, nil
}

func (s *Store) erase(ctx context.Context, id, rule, by string, words []string) (out Erasure, err error) {
	if strings.TrimSpace(rule) == "" {
		return out, errors.New("under which rule? an erasure without a reason could be a cover-up: give one")
	}
	if _, err := os.Stat(s.pendingPath()); err == nil {
		if err := s.finishErasure(ctx, nil); err != nil {
			return out, fmt.Errorf("an earlier erasure has to be finished first: %w", err)
		}
	}
	err = s.write(ctx, func(w *writing) error {
		fact, statements, blobs, err := w.toErase(id)
		if err != nil {
			return err
		}
		fact.Rule, fact.By = rule, by
		p := pending{ID: fact.ID}
		quotes, err := w.quoting(id, fact, statements, words)
		if err != nil {
			return err
		}
		for _, q := range quotes.records {
			fact.Left = append(fact.Left, q.leftOver)
		}
		for _, hash := range blobs {
			shared, err := w.sharedBlob(hash, fact)
			if err != nil {
				return err
			}
			if shared {
				out.Shared++
			} else {
				p.Blobs = append(p.Blobs, hash)
			}
		}
		if p.Backups, err = backupsOf(ctx, w); err != nil {
			return err
		}
		text, err := json.Marshal(p)
		if err != nil {
			return err
		}
		if err := writeWhole(s.pendingPath(), text, 0o600); err != nil {
			return err
		}
		if err := errors.Join(w.destroyRows(fact), w.redact(quotes)); err != nil {
			return err
		}
		r, err := w.append("erasure", fact.ID, fact)
		out.ID, out.Rule, out.By, out.At, out.Records = fact.ID, rule, by, r.At, len(fact.Records)
		out.Quotes, out.Elsewhere = len(fact.Left), quotes.elsewhere
		return err
	})
	if err != nil {
		return out, err
	}
	if err := s.finishErasure(ctx, &out); err != nil {
		return out, fmt.Errorf("it is out of the database, but not yet everywhere: %w; close other programs that use the workspace and run the same command again, or open the workspace: it goes on", err)
	}
	return out, nil
}

func (s *Store) pendingPath() string { return filepath.Join(s.dir, pendingFile) }

// toErase finds the records, statements and blobs of what is to be destroyed.
func (w *writing) toErase(id string) (f erasureFact, statements, blobs []string, err error) {
	f = erasureFact{ID: id, Records: []int64{}, At: []int64{}, Left: []leftOver{}}
	if isHash(id) {
		var n int
		if _, err := one(w.ctx, w, `SELECT count(*) FROM members WHERE hash = $1`, []any{id}, &n); err != nil || n == 0 {
			return f, nil, nil, errors.Join(err, ErrNotFound)
		}
		f.Raw = true
		return f, nil, []string{id}, nil
	}
	err = each(w.ctx, w, `SELECT d.seq, r.body FROM documents d JOIN records r ON r.seq = d.seq WHERE d.id = $1 ORDER BY d.seq`, []any{id},
		func(scan func(...any) error) error {
			var seq int64
			var body string
			var c captureFact
			if err := errors.Join(scan(&seq, &body), ledger.Fact([]byte(body), &c)); err != nil {
				return err
			}
			f.Records = append(f.Records, seq)
			blobs = append(blobs, c.Document.RawHash, c.Document.TextHash)
			if c.pictured() {
				blobs = append(blobs, c.Document.ByHand.Image.Hash)
			}
			return nil
		})
	if err != nil {
		return f, nil, nil, err
	}
	if len(f.Records) == 0 {
		if e, ok, err := erasureOf(w.ctx, w, id); err != nil || ok {
			return f, nil, nil, errors.Join(err, e.err())
		}
		return f, nil, nil, fmt.Errorf("%w: name a document (d-…) or the SHA-256 of a kept raw file", ErrNotFound)
	}
	if f.ID, err = mark(w.ctx, w, id); err != nil {
		return f, nil, nil, err
	}
	err = each(w.ctx, w, `SELECT DISTINCT s.id FROM statements s JOIN documents d ON d.seq = s.capture WHERE d.id = $1 AND NOT EXISTS
		(SELECT 1 FROM statements o JOIN documents e ON e.seq = o.capture WHERE o.id = s.id AND e.id <> d.id) ORDER BY s.id`, []any{id},
		func(scan func(...any) error) error {
			var statement string
			err := scan(&statement)
			statements = append(statements, statement)
			return err
		})
	if err != nil {
		return f, nil, nil, err
	}
	for _, statement := range statements { // a decision may quote, and its note may too
		err := each(w.ctx, w, `SELECT seq FROM decisions WHERE statement = $1`, []any{statement}, func(scan func(...any) error) error {
			var seq int64
			err := scan(&seq)
			f.Records = append(f.Records, seq)
			return err
		})
		if err != nil {
			return f, nil, nil, err
		}
	}
	slices.Sort(f.Records)
	for _, seq := range f.Records {
		var at int64
		if _, err := one(w.ctx, w, `SELECT at FROM records WHERE seq = $1`, []any{seq}, &at); err != nil {
			return f, nil, nil, err
		}
		f.At = append(f.At, at)
	}
	slices.Sort(blobs)
	return f, statements, slices.Compact(blobs), nil
}

// sharedBlob says whether a record that stays names the same bytes.
func (w *writing) sharedBlob(hash string, f erasureFact) (shared bool, err error) {
	if f.Raw {
		return false, nil // it is the bytes that are to be destroyed, whoever names them
	}
	err = each(w.ctx, w, `SELECT seq FROM records WHERE body LIKE $1 UNION ALL SELECT -1 FROM members WHERE hash = $2`, []any{"%" + hash + "%", hash},
		func(scan func(...any) error) error {
			var seq int64
			err := scan(&seq)
			shared = shared || !slices.Contains(f.Records, seq)
			return err
		})
	return shared, err
}

// destroyRows takes rows out and leaves of each record its type and its commitment, in the
// place of the salt.
func (w *writing) destroyRows(f erasureFact) error {
	for _, seq := range f.Records {
		records, err := recordsFrom(w.ctx, w, seq, 1)
		if err != nil || len(records) != 1 || records[0].Seq != seq {
			return errors.Join(err, fmt.Errorf("record %d is missing: run charterwatch ledger check", seq))
		}
		for _, statement := range []string{`DELETE FROM statements WHERE capture = $1`, `DELETE FROM documents WHERE seq = $1`, `DELETE FROM decisions WHERE seq = $1`} {
			if err := w.exec(statement, seq); err != nil {
				return err
			}
		}
		commitment := ledger.Commitment(records[0])
		if err := w.exec(`UPDATE records SET id = '', salt = $1, body = '' WHERE seq = $2`, commitment[:], seq); err != nil {
			return err
		}
	}
	return nil
}

// finishErasure destroys what lies outside of the database's rows, and then the pending file.
func (s *Store) finishErasure(ctx context.Context, out *Erasure) error {
	if out == nil {
		out = &Erasure{}
	}
	text, err := os.ReadFile(s.pendingPath())
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	var p pending
	if err == nil {
		err = json.Unmarshal(text, &p)
	}
	if err != nil {
		return fmt.Errorf("%s: %w", pendingFile, err)
	}
	e, erased, err := erasureOf(ctx, s.reader, p.ID)
	if err != nil {
		return err
	}
	if erased { // else its transaction was never committed, and nothing was promised
		for _, hash := range p.Blobs {
			done, err := s.destroyBlob(hash)
			if err != nil {
				return err
			}
			out.Blobs += done
		}
		if err := s.scrub(ctx); err != nil {
			return err
		}
		if err := s.renewBackups(ctx, p.Backups, e, out); err != nil {
			return err
		}
	}
	if err := destroyBytes(s.pendingPath()); err != nil {
		return err
	}
	return errors.Join(os.Remove(s.pendingPath()), syncFolder(s.dir))
}

// destroyBlob destroys the bytes of a hash, alone or in packs, and returns how many files held them.
func (s *Store) destroyBlob(hash string) (n int, err error) {
	path := s.blobPath(hash)
	if _, err := os.Stat(path); err == nil {
		n++
		if err := errors.Join(destroyBytes(path), os.Remove(path), syncFolder(filepath.Dir(path))); err != nil {
			return n, err
		}
	}
	packs, err := filepath.Glob(filepath.Join(s.dir, blobFolder, packFolder, "*"+packEnding))
	if err != nil {
		return n, err
	}
	for _, pack := range packs {
		x, err := readIndex(pack)
		if err != nil {
			return n, err
		}
		if _, there := x.find(hash); !there {
			continue
		}
		n++
		if err := packWithout(pack, x, hash); err != nil {
			return n, err
		}
	}
	return n, nil
}

// packWithout puts a pack without one file in the place of the one with it.
func packWithout(path string, x index, hash string) error {
	raws := map[string][]byte{}
	var hashes []string
	for _, p := range x {
		if p.hash == hash {
			continue
		}
		b, err := readPacked(path, p.hash)
		if err != nil {
			return err
		}
		if sha256Hex(b) != p.hash {
			return fmt.Errorf("pack %s is damaged: run charterwatch ledger check", path)
		}
		raws[p.hash], hashes = b, append(hashes, p.hash)
	}
	old := path + tempPrefix + "old"
	if err := os.Link(path, old); err != nil && !errors.Is(err, fs.ErrExist) {
		return err
	}
	fresh := path + tempPrefix + "new"
	if err := os.Remove(fresh); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	if err := writePack(fresh, hashes, raws); err != nil {
		return err
	}
	if err := os.Rename(fresh, path); err != nil {
		return err
	}
	return errors.Join(destroyBytes(old), os.Remove(old), syncFolder(filepath.Dir(path)))
}

// scrub takes destroyed rows out of the free pages and logs of the database.
func (s *Store) scrub(ctx context.Context) error {
	if s.engine.name == "postgres" {
		// What the server's own write-ahead log, replicas and base backups hold is the server's keeper's to destroy.
		for _, table := range []string{"records", "documents", "statements", "decisions", "attachments", "rulings", "operations"} {
			if _, err := s.writer.ExecContext(ctx, "VACUUM (FULL, ANALYZE) "+table); err != nil {
				return err
			}
		}
		_, err := s.writer.ExecContext(ctx, "CHECKPOINT")
		return err
	}
	left, err := filepath.Glob(filepath.Join(s.dir, snapshotPrefix+"*"))
	if err != nil {
		return err
	}
	for _, path := range left { // of a backup that was killed
		if err := destroyUnfinished(path); err != nil {
			return err
		}
		if err := errors.Join(destroyBytes(path), os.Remove(path)); err != nil && !errors.Is(err, fs.ErrNotExist) {
			return err
		}
	}
	if _, err := s.writer.ExecContext(ctx, "PRAGMA secure_delete = ON"); err != nil {
		return err
	}
	if _, err := s.writer.ExecContext(ctx, "VACUUM"); err != nil {
		return err
	}
	var busy, frames, done int
	if err := s.writer.QueryRowContext(ctx, "PRAGMA wal_checkpoint(TRUNCATE)").Scan(&busy, &frames, &done); err != nil {
		return err
	}
	if busy != 0 {
		return errors.New("another program is reading the workspace, so that the write-ahead log could not be emptied")
	}
	return nil
}

// erasureOf finds the redaction of a document, by its identifier or by its mark, or of a raw file.
func erasureOf(ctx context.Context, q queryer, id string) (e erased, found bool, err error) {
	look := func(id string) error {
		return each(ctx, q, `SELECT seq, at, body FROM records WHERE id = $1 AND type = 'erasure' ORDER BY seq DESC LIMIT 1`, []any{id}, func(scan func(...any) error) error {
			var at int64
			var body string
			if err := errors.Join(scan(&e.seq, &at, &body), ledger.Fact([]byte(body), &e.erasureFact)); err != nil {
				return err
			}
			e.at, found = time.UnixMilli(at).UTC(), true
			return nil
		})
	}
	if err := look(id); err != nil || found || !documentForm.MatchString(id) {
		return e, found, err
	}
	var first int64
	if there, err := one(ctx, q, `SELECT seq FROM records WHERE type = 'erasure' AND id LIKE 'e-%' LIMIT 1`, nil, &first); err != nil || !there {
		return e, false, err // without an erasure nobody waits for a mark
	}
	m, err := mark(ctx, q, id)
	if err == nil {
		err = look(m)
	}
	return e, found, err
}

// erased is an erasure with its time.
type erased struct {
	erasureFact
	seq int64
	at  time.Time
}

// err says what became of what was asked for.
func (e erased) err() error {
	return fmt.Errorf("%w on %s under the rule %q (it is called %s since)", ErrErased, e.at.Format(time.DateOnly), e.Rule, e.ID)
}

// orErased turns ErrNotFound into ErrErased where a redaction record says so.
func orErased(ctx context.Context, q queryer, id string, err error) error {
	if !errors.Is(err, ErrNotFound) {
		return err
	}
	e, found, lookErr := erasureOf(ctx, q, id)
	if lookErr != nil || found {
		return errors.Join(lookErr, e.err())
	}
	return err
}

// notErased refuses to take back what was erased.
func (s *Store) notErased(ctx context.Context, id string) error {
	if e, found, err := erasureOf(ctx, s.reader, id); err != nil || found {
		return errors.Join(err, e.err())
	}
	return nil
}

// erased puts in the place of what was attached and erased a document that says so and holds nothing.
func (g *gathering) erased(a Attachment, otherwise error) error {
	e, found, err := erasureOf(g.ctx, g.s.reader, a.Ref)
	if err != nil || !found {
		return errors.Join(err, otherwise)
	}
	if g.documents[e.ID+" erased"] {
		return nil
	}
	g.documents[e.ID+" erased"] = true
	g.out.Documents = append(g.out.Documents, document.Document{
		ID: e.ID, Title: "Erased on " + e.at.Format(time.DateOnly), Kind: document.Text, Retrieved: e.at,
		Warnings: []string{"this document and what it stated were erased under the rule: " + e.Rule},
		Credits:  []string{}, Parts: []document.Part{},
	})
	return nil
}

// Erasures returns what was erased, in the order of the log.
func (s *Store) Erasures(ctx context.Context) (out []Erasure, err error) {
	err = each(ctx, s.reader, `SELECT at, body FROM records WHERE type = 'erasure' ORDER BY seq`, nil, func(scan func(...any) error) error {
		var at int64
		var body string
		var f erasureFact
		if err := errors.Join(scan(&at, &body), ledger.Fact([]byte(body), &f)); err != nil {
			return err
		}
		out = append(out, Erasure{ID: f.ID, Rule: f.Rule, By: f.By, At: time.UnixMilli(at).UTC(), Records: len(f.Records)})
		return nil
	})
	if err != nil {
		return nil, fmt.Errorf("list erasures: %w", s.explain(err))
	}
	return out, nil
}
