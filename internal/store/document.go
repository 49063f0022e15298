package store

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"github.com/charterwatch/charterwatch/internal/document"
	"github.com/charterwatch/charterwatch/internal/ledger"
	"github.com/charterwatch/charterwatch/internal/statement"
)

// captureFact is the fact of a record "capture": the document without its text, which is a
// blob, and the hash of what was proposed from it.
type captureFact struct {
	Document        document.Document `json:"document"` // Text empty: it is the blob TextHash
	Statements      int               `json:"statements"`
	StatementsHash  string            `json:"statements_sha256"` // over their JSON, a line each
	StatementsBytes int64             `json:"statements_bytes"`
}

// inForce says of a row d of documents that it is the reading in force: the last of its bytes.
const inForce = `NOT EXISTS (SELECT 1 FROM documents later WHERE later.id = d.id AND later.seq > d.seq)`

// AddDocument keeps a document as it was seen, with the statements that were proposed from
// it: raw bytes and text as blobs, one record "capture", one row for the document and one
// for each proposal.
//
// Bytes that are here already can be read again: when anything but Retrieved, Transfer and
// Warnings (which may name that moment) differs, a new capture supersedes the earlier one, and both
// stay. The same reading again adds nothing. Nor does one that comes without the --published
// time, the mark of a reconstruction or the picture that the reading in force has. Where the
// address has shown other bytes since, the same reading is recorded: they came back.
func (s *Store) AddDocument(ctx context.Context, d document.Document, raw []byte, proposals []statement.Statement) (added bool, err error) {
	c, err := s.prepareCapture(ctx, d, raw, proposals)
	if err != nil {
		return false, err
	}
	err = s.write(ctx, func(w *writing) (err error) {
		added, err = w.capture(c)
		return err
	})
	if err != nil {
		return false, fmt.Errorf("add document %s: %w", d.ID, err)
	}
	return added, nil
}

// preparedCapture is a document whose blobs are kept and whose rows are made.
type preparedCapture struct {
	fact      captureFact
	lines     []string
	proposals []statement.Statement
}

// prepareCapture does all of AddDocument that needs no transaction.
func (s *Store) prepareCapture(ctx context.Context, d document.Document, raw []byte, proposals []statement.Statement) (c preparedCapture, err error) {
	if err := checkDocument(d, raw, proposals); err != nil {
		return c, err
	}
	if i := d.ByHand; i != nil && i.Image != nil {
		if _, err := s.Blob(i.Image.Hash); err != nil {
			return c, fmt.Errorf("add document %s: its picture has to be kept first: %w", d.ID, err)
		}
	}
	if err := s.notErased(ctx, d.ID); err != nil {
		return c, fmt.Errorf("add document %s: %w", d.ID, err)
	}
	for _, b := range [][]byte{raw, []byte(d.Text)} {
		if _, err := s.PutBlob(b); err != nil {
			return c, fmt.Errorf("add document %s: %w", d.ID, err)
		}
	}
	c.proposals = proposals
	if c.lines, err = proposalLines(proposals); err != nil {
		return c, fmt.Errorf("add document %s: %w", d.ID, err)
	}
	c.fact = captureFact{Document: d, Statements: len(c.lines)}
	c.fact.Document.Text = ""
	c.fact.StatementsHash, c.fact.StatementsBytes = hashLines(c.lines)
	return c, nil
}

// capture records a reading, if it is news.
func (w *writing) capture(c preparedCapture) (added bool, err error) {
	if news, err := w.isNews(c.fact); err != nil || !news {
		return false, err
	}
	r, err := w.append("capture", c.fact.Document.ID, c.fact)
	if err != nil {
		return false, err
	}
	return true, w.addCapture(r, c.lines, c.proposals)
}

// isNews says whether a reading is to be kept: see AddDocument.
func (w *writing) isNews(f captureFact) (bool, error) {
	_, body, err := capture(w.ctx, w, f.Document.ID)
	if errors.Is(err, ErrNotFound) {
		return true, nil
	}
	if err != nil {
		return false, err
	}
	var last captureFact
	if err := ledger.Fact([]byte(body), &last); err != nil {
		return false, err
	}
	if last.Document.RawHash != f.Document.RawHash {
		return false, fmt.Errorf("%w: other bytes (%s) have this ID", ErrConflict, last.Document.RawHash)
	}
	if last.stated() && !f.stated() || last.Document.Simulated && !f.Document.Simulated || last.pictured() && !f.pictured() {
		return false, nil
	}
	before, err := last.reading()
	if err != nil {
		return false, err
	}
	after, err := f.reading()
	if err != nil || !bytes.Equal(before, after) {
		return err == nil, err
	}
	return w.cameBack(f.Document)
}

// stated says whether the publication time is the user's, as package document marks it.
func (f captureFact) stated() bool {
	return f.Document.Published != nil && f.Document.Published.Source == "--published"
}

// pictured says whether the text is a transcript whose picture is kept.
func (f captureFact) pictured() bool {
	return f.Document.ByHand != nil && f.Document.ByHand.Image != nil
}

// reading is what two captures of the same bytes have in common when nothing new was read.
func (f captureFact) reading() ([]byte, error) {
	f.Document.Retrieved, f.Document.Transfer, f.Document.Warnings = time.Time{}, nil, nil
	return ledger.Canonical(f)
}

// addCapture writes the rows of a capture from its record.
func (w *writing) addCapture(r ledger.Record, lines []string, proposals []statement.Statement) error {
	var fact captureFact
	if err := ledger.Fact(r.Body, &fact); err != nil {
		return err
	}
	d := fact.Document
	if err := w.exec(`INSERT INTO documents (seq, id, raw_hash, text_hash, search) VALUES ($1, $2, $3, $4, $5)`,
		r.Seq, d.ID, d.RawHash, d.TextHash, documentSearch(d)); err != nil {
		return err
	}
	in := w.insert("statements", "capture", "ord", "id", "body")
	for i, line := range lines {
		if err := in.row(r.Seq, i, proposals[i].ID, line); err != nil {
			return err
		}
	}
	return in.flush()
}

// checkDocument refuses what would not verify later.
func checkDocument(d document.Document, raw []byte, proposals []statement.Statement) error {
	if got := sha256Hex(raw); got != d.RawHash {
		return fmt.Errorf("add document %s: the bytes hash to %s, the document says %s", d.ID, got, d.RawHash)
	}
	if got := sha256Hex([]byte(d.Text)); got != d.TextHash {
		return fmt.Errorf("add document %s: the text hashes to %s, the document says %s", d.ID, got, d.TextHash)
	}
	seen := make(map[string]bool, len(proposals))
	for _, p := range proposals {
		switch {
		case p.ID == "" || seen[p.ID]:
			return fmt.Errorf("add document %s: %w: two proposed statements have the ID %q", d.ID, ErrConflict, p.ID)
		case p.Document != d.ID:
			return fmt.Errorf("add document %s: %w: statement %s says that it is of document %q", d.ID, ErrConflict, p.ID, p.Document)
		}
		seen[p.ID] = true
	}
	return nil
}

func proposalLines(proposals []statement.Statement) ([]string, error) {
	lines := make([]string, len(proposals))
	for i, p := range proposals {
		b, err := json.Marshal(p)
		if err != nil {
			return nil, fmt.Errorf("statement %s: %w", p.ID, err)
		}
		lines[i] = string(b)
	}
	return lines, nil
}

// hashLines hashes lines, each ended by a line feed: no JSON of ours holds one.
func hashLines(lines []string) (hash string, n int64) {
	h := sha256.New()
	for _, l := range lines {
		h.Write([]byte(l))
		h.Write([]byte{'\n'})
		n += int64(len(l)) + 1
	}
	return hex.EncodeToString(h.Sum(nil)), n
}

func sha256Hex(b []byte) string {
	sum := sha256.Sum256(b)
	return hex.EncodeToString(sum[:])
}

// documentSearch is what a search of documents looks in.
func documentSearch(d document.Document) string {
	return searchable(d.ID, d.Title, d.Publisher, d.URL, d.File, d.TranslationOf)
}

// Document returns one document as it was read last, with its text. A text that no longer hashes to its name is an error.
func (s *Store) Document(ctx context.Context, id string) (document.Document, error) {
	d, err := s.document(ctx, s.reader, id)
	if err != nil {
		return document.Document{}, fmt.Errorf("document %s: %w", id, err)
	}
	return d, nil
}

func (s *Store) document(ctx context.Context, q queryer, id string) (document.Document, error) {
	_, body, err := capture(ctx, q, id)
	if err != nil {
		return document.Document{}, s.explain(err)
	}
	return s.fromCapture(body)
}

// capture returns the record of the reading in force of a document.
func capture(ctx context.Context, q queryer, id string) (seq int64, body string, err error) {
	found, err := one(ctx, q, `SELECT r.seq, r.body FROM documents d JOIN records r ON r.seq = d.seq
		WHERE d.id = $1 ORDER BY d.seq DESC LIMIT 1`, []any{id}, &seq, &body)
	if err == nil && !found {
		err = orErased(ctx, q, id, ErrNotFound)
	}
	return seq, body, err
}

// fromCapture is the document of a capture's record body, with its text.
func (s *Store) fromCapture(body string) (document.Document, error) {
	var fact captureFact
	if err := ledger.Fact([]byte(body), &fact); err != nil {
		return document.Document{}, err
	}
	text, err := s.Blob(fact.Document.TextHash)
	if err != nil {
		return document.Document{}, err
	}
	fact.Document.Text = string(text)
	return fact.Document, nil
}

// Documents returns a part of the list of documents, each as it was read last, the last read
// first, and how many there are.
func (s *Store) Documents(ctx context.Context, p Page) (docs []document.Document, total int, err error) {
	where, args := likeWords("d.search", p.Query, nil)
	where += " AND " + inForce
	err = s.read(ctx, func(q queryer) error {
		if _, err := one(ctx, q, `SELECT count(*) FROM documents d WHERE `+where, args, &total); err != nil {
			return err
		}
		return each(ctx, q, `SELECT r.body FROM documents d JOIN records r ON r.seq = d.seq WHERE `+where+
			` ORDER BY d.seq DESC`+limit(p.Limit, p.Offset), args, func(scan func(...any) error) error {
			var body string
			if err := scan(&body); err != nil {
				return err
			}
			d, err := s.fromCapture(body)
			docs = append(docs, d)
			return err
		})
	})
	if err != nil {
		return nil, 0, fmt.Errorf("list documents: %w", s.explain(err))
	}
	return docs, total, nil
}
