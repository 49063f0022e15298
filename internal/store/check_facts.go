package store

import (
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"math/bits"
	"os"

	"github.com/charterwatch/charterwatch/internal/flight"
	"github.com/charterwatch/charterwatch/internal/ledger/verify"
	"github.com/charterwatch/charterwatch/internal/operation"
	"github.com/charterwatch/charterwatch/internal/statement"
)

// fact checks the rows and blobs that a record accounts for.
func (c *checking) fact(e *entry) error {
	switch e.typ {
	case "workspace":
		return checkAs(c, e, c.workspace)
	case "capture":
		return checkAs(c, e, c.capture)
	case "decision":
		return checkAs(c, e, c.decision)
	case "scan":
		return checkAs(c, e, c.scan)
	case "leg of interest":
		return checkAs(c, e, c.interest)
	case "operation":
		return checkAs(c, e, c.operation)
	case "attachment", "detachment":
		return checkAs(c, e, c.attachment)
	case "pull":
		return checkAs(c, e, c.pull)
	case "verdict":
		return checkAs(c, e, c.verdict)
	case "ruling":
		return checkAs(c, e, c.ruling)
	case "joining":
		return checkAs(c, e, c.joining)
	case "rotation", "compromise":
		return checkAs(c, e, c.keyNote)
	case Timestamp, Anchor, Cosigned:
		return checkAs(c, e, c.attestation)
	case "erasure":
		return checkAs(c, e, c.erasure)
	case "padding", "backup":
		return nil
	case "answer":
		return checkAs(c, e, c.answer)
	case "checkpoint":
		return checkAs(c, e, c.checkpoint)
	}
	c.about(e, "this program does not know records of type %q", e.typ)
	return nil
}

// checkAs decodes the fact of a record for its check.
func checkAs[F any](c *checking, e *entry, check func(*entry, F) error) error {
	var f F
	if err := json.Unmarshal(e.envelope.Fact, &f); err != nil {
		c.about(e, "its fact is not that of a %s: %v", e.typ, err)
		return nil
	}
	return check(e, f)
}

func (c *checking) workspace(e *entry, f workspaceFact) error {
	if e.seq != 0 {
		c.about(e, "only the first record is of type workspace")
	}
	keys, err := verify.Trust(f.Verifier)
	if err != nil {
		c.about(e, "%v", err)
		return nil
	}
	if e.seq == 0 {
		c.keys = keys
	}
	return nil
}

// keyNote follows a note about keys: the key in force signed it for this place of the log.
func (c *checking) keyNote(e *entry, f keyFact) error {
	c.same(e, "subject", e.id, keyID)
	if len(c.keys.Keys()) == 0 {
		c.about(e, "the log names no key that could have signed its note")
		return nil
	}
	keys, err := c.keys.With([]byte(f.Note))
	if err != nil {
		c.about(e, "%v", err)
		return nil
	}
	c.keys = keys
	if now := keys.Current(); e.typ == "rotation" && (now.Verifier != f.Key || now.After != e.seq) {
		c.about(e, "its note is of another key or another place than the record")
	}
	return nil
}

func (c *checking) capture(e *entry, f captureFact) error {
	d := f.Document
	c.row(e, "documents", d.ID, d.RawHash, d.TextHash, documentSearch(d))
	c.same(e, "document", e.id, d.ID)
	c.blob(e, "the captured bytes", d.RawHash)
	c.blob(e, "the text", d.TextHash)
	if d.ByHand != nil && d.ByHand.Image != nil {
		c.blob(e, "the picture", d.ByHand.Image.Hash)
	}

	var lines []string
	err := c.each("statements", `SELECT ord, id, body FROM statements WHERE capture = $1 ORDER BY ord`, []any{e.seq},
		func(scan func(...any) error) error {
			var ord int64
			var id, body string
			if err := scan(&ord, &id, &body); err != nil {
				return err
			}
			var s statement.Statement
			if err := json.Unmarshal([]byte(body), &s); err != nil || s.ID != id || ord != int64(len(lines)) {
				c.about(e, "its proposed statement %d, %s, has other columns than its body", ord, id)
			}
			lines = append(lines, body)
			return nil
		})
	if err != nil {
		return err
	}
	if hash, n := hashLines(lines); len(lines) != f.Statements || hash != f.StatementsHash || n != f.StatementsBytes {
		c.otherRows(e, "proposed statements", len(lines), f.Statements)
	}
	return nil
}

func (c *checking) decision(e *entry, f decisionFact) error {
	hash := ""
	if r := c.rows.get("decisions", e.seq); r != nil && r[2] != "" {
		hash = sha256Hex([]byte(r[2]))
		r[2] = "" // compared by its hash
	}
	c.row(e, "decisions", f.Statement, f.Verdict, "")
	c.same(e, "statement", e.id, f.Statement)
	c.same(e, "hash of the edited statement", hash, f.EditedHash)
	return nil
}

func (c *checking) operation(e *entry, o operation.Operation) error {
	c.row(e, "operations", o.Slug, operationSearch(o))
	c.same(e, "slug", e.id, o.Slug)
	return nil
}

func (c *checking) attachment(e *entry, f attachmentFact) error {
	in := "0"
	if e.typ == "attachment" {
		in = "1"
	}
	c.row(e, "attachments", f.Operation, f.Kind, f.Ref, in)
	c.same(e, "operation", e.id, f.Operation)
	return nil
}

func (c *checking) checkpoint(e *entry, f checkpointFact) error {
	c.same(e, "size", fmt.Sprint(e.seq+1), fmt.Sprint(f.Size))
	var text string
	found, err := one(c.ctx, c.q, `SELECT text FROM checkpoints WHERE size = $1`, []any{e.seq + 1}, &text)
	if err != nil {
		return err
	}
	if !found {
		c.about(e, "the checkpoint is missing")
		return nil
	}
	c.report.Checkpoints++
	if what := c.signed(text, e.seq+1, c.roots[e.seq+1]); what != "" {
		c.about(e, "%s", what)
	}
	return nil
}

// interest compares a leg of interest with the row that it was taken from, byte for byte:
// a leg in a canonical body is canonical itself.
func (c *checking) interest(e *entry, f interestFact) error {
	var raw struct {
		Leg json.RawMessage `json:"leg"`
	}
	if err := json.Unmarshal(e.envelope.Fact, &raw); err != nil {
		return err
	}
	var body string
	found, err := one(c.ctx, c.q, `SELECT body FROM legs WHERE scan = $1 AND ord = $2`, []any{f.Scan, f.Ord}, &body)
	if err != nil {
		return err
	}
	switch {
	case !found:
		c.about(e, "the leg that it was taken from (scan %d, leg %d) is missing", f.Scan, f.Ord)
	case body != string(raw.Leg):
		c.about(e, "the leg that it was taken from (scan %d, leg %d) is not the same any more", f.Scan, f.Ord)
	}
	c.same(e, "leg", e.id, f.Leg.ID)
	for _, src := range f.Leg.Sources {
		c.blob(e, "the raw file "+src.Member.Name, src.Member.Hash)
	}
	return nil
}

func (c *checking) scan(e *entry, f scanFact) error {
	c.row(e, "scans", e.id)
	if err := c.scanMembers(e, f.Members); err != nil {
		return err
	}
	if err := c.scanLegs(e, f.Legs); err != nil {
		return err
	}
	set := newSet()
	err := c.each("legs", `SELECT scan, ord FROM legs WHERE superseded = $1 ORDER BY scan, ord`, []any{e.seq},
		func(scan func(...any) error) error {
			var k rowKey
			if err := scan(&k.scan, &k.ord); err != nil {
				return err
			}
			set.add(k.leaf())
			return nil
		})
	set.compare(c, e, "superseded legs", f.Superseded)
	return err
}

func (c *checking) scanMembers(e *entry, want rowSet) error {
	set := newSet()
	err := c.each("members", `SELECT ord, hex, hash, body FROM members WHERE scan = $1 ORDER BY ord`, []any{e.seq},
		func(scan func(...any) error) error {
			var ord int64
			var hexAddr, hash, body string
			if err := scan(&ord, &hexAddr, &hash, &body); err != nil {
				return err
			}
			var b memberBody
			if err := json.Unmarshal([]byte(body), &b); err != nil || b.Hex != hexAddr || b.Hash != hash || ord != set.tree.Size() {
				c.about(e, "its member %d, %s, has other columns than its body", ord, hash)
			}
			if b.Kept {
				c.blob(e, "the raw file "+b.Name, b.Hash)
			}
			set.add([]byte(body))
			return nil
		})
	set.compare(c, e, "members", want)
	return err
}

func (c *checking) scanLegs(e *entry, want rowSet) error {
	set := newSet()
	err := c.each("legs", `SELECT ord, id, hex, t_from, t_to, start_airport, end_airport, callsigns, body
		FROM legs WHERE scan = $1 ORDER BY ord`, []any{e.seq}, func(scan func(...any) error) error {
		var ord int64
		var row legColumns
		var body string
		if err := scan(&ord, &row.id, &row.hex, &row.from, &row.to, &row.start, &row.end, &row.callsigns, &body); err != nil {
			return err
		}
		var l flight.Leg
		if err := json.Unmarshal([]byte(body), &l); err != nil || columnsOf(l) != row || ord != set.tree.Size() {
			c.about(e, "its leg %d, %s, has other columns than its body", ord, row.id)
		}
		c.report.Legs++
		set.add([]byte(body))
		return nil
	})
	set.compare(c, e, "legs", want)
	return err
}

// set derives a rowSet again.
type set struct{ tree verify.Tree }

func newSet() *set { return &set{} }

func (s *set) add(leaf []byte) { s.tree.Add(leaf) }

func (s *set) compare(c *checking, e *entry, what string, want rowSet) {
	root := s.tree.Root()
	if s.tree.Size() != int64(want.Count) || base64.StdEncoding.EncodeToString(root[:]) != want.Root {
		c.otherRows(e, what, int(s.tree.Size()), want.Count)
	}
}

// otherRows says how the rows of a set differ from those that were recorded.
func (c *checking) otherRows(e *entry, what string, have, recorded int) {
	if have != recorded {
		c.about(e, "it has %d %s, recorded were %d", have, what, recorded)
		return
	}
	c.about(e, "at least one of its %d %s was changed", have, what)
}

// blob hashes the bytes kept under a hash, once.
func (c *checking) blob(e *entry, what, hash string) {
	wrong, seen := c.blobs[hash]
	if !seen && e.typ == "scan" && c.packed[hash] == c.s.packPath(e.id) {
		// The pack of this very part was hashed a moment ago, and a lone file is not preferred to it.
		if _, err := os.Lstat(c.s.blobPath(hash)); errors.Is(err, fs.ErrNotExist) {
			c.report.Blobs++
			c.blobs[hash], seen = "", true
		}
	}
	if !seen {
		c.report.Blobs++
		b, err := c.s.Blob(hash)
		switch sum := sha256.Sum256(b); {
		case errors.Is(err, ErrNotFound) && c.erasedRaw[hash]:
		case errors.Is(err, ErrNotFound):
			wrong = "the file is missing"
		case err != nil:
			wrong = err.Error()
		case hex.EncodeToString(sum[:]) != hash:
			wrong = "its bytes hash to " + hex.EncodeToString(sum[:])
		}
		c.blobs[hash] = wrong
	}
	if wrong != "" {
		c.about(e, "%s, blob %s: %s", what, hash, wrong)
	}
}

func (c *checking) same(e *entry, what, got, want string) {
	if got != want {
		c.about(e, "its %s is %q, recorded was %q", what, got, want)
	}
}

// hashesBefore is how many hashes a log of n records stores: one for each node of its
// complete subtrees.
func hashesBefore(n int64) int64 { return 2*n - int64(bits.OnesCount64(uint64(n))) }
