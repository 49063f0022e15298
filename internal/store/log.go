package store

import (
	"context"
	"encoding/base64"
	"fmt"
	"time"

	"golang.org/x/mod/sumdb/tlog"

	"github.com/charterwatch/charterwatch/internal/ledger"
)

// LedgerState is the log at a glance.
type LedgerState struct {
	Size        int64  // records
	Root        string // of all of them, base64
	Last        []byte // the last checkpoint that was asked for; nil when there is none
	VerifierKey string // to publish
}

// checkpointFact is the fact of a record "checkpoint": the log signed itself at this size,
// this record included. A checkpoint that is later missing is thus found.
type checkpointFact struct {
	Size int64 `json:"size"`
}

// Checkpoint signs the log as it stands, keeps the text and returns it. When nothing was
// recorded since the last one it returns that one.
func (s *Store) Checkpoint(ctx context.Context) (text []byte, err error) {
	err = s.write(ctx, func(w *writing) error {
		var last string
		found, err := one(ctx, w, `SELECT text FROM checkpoints WHERE size = $1`, []any{w.size}, &last)
		if err != nil {
			return err
		}
		if found {
			text = []byte(last)
			return nil
		}
		size := w.size + 1
		if _, err := w.append("checkpoint", fmt.Sprintf("%d", size), checkpointFact{size}); err != nil {
			return err
		}
		text, err = w.key.Checkpoint(size, w.hashes())
		if err != nil {
			return err
		}
		return w.exec(`INSERT INTO checkpoints (size, text) VALUES ($1, $2)`, size, string(text))
	})
	if err != nil {
		return nil, fmt.Errorf("ledger checkpoint: %w", err)
	}
	return text, nil
}

// Ledger returns the state of the log.
func (s *Store) Ledger(ctx context.Context) (LedgerState, error) {
	state := LedgerState{VerifierKey: s.key.Load().Verifier()}
	err := s.read(ctx, func(q queryer) error {
		if _, err := one(ctx, q, `SELECT size FROM head WHERE one = 1`, nil, &state.Size); err != nil {
			return err
		}
		root, err := ledger.Root(state.Size, storedHashes(ctx, q))
		if err != nil {
			return err
		}
		state.Root = base64.StdEncoding.EncodeToString(root[:])
		var last string
		found, err := one(ctx, q, `SELECT text FROM checkpoints ORDER BY size DESC LIMIT 1`, nil, &last)
		if found {
			state.Last = []byte(last)
		}
		return err
	})
	if err != nil {
		return LedgerState{}, fmt.Errorf("read the ledger: %w", s.explain(err))
	}
	return state, nil
}

// Records returns up to limit records from place from on, in order; limit 0 means all. One that
// was erased, whole or its free text, has no body: nothing can be proved of it but that it was.
func (s *Store) Records(ctx context.Context, from int64, n int) ([]ledger.Record, error) {
	records, err := recordsFrom(ctx, s.reader, from, n)
	if err != nil {
		return nil, fmt.Errorf("read records: %w", s.explain(err))
	}
	for i, r := range records {
		if len(r.Body) > 0 && r.Body[0] == ledger.Redacted {
			records[i].Body = nil
		}
	}
	return records, nil
}

func recordsFrom(ctx context.Context, q queryer, from int64, n int) ([]ledger.Record, error) {
	var out []ledger.Record
	err := each(ctx, q, `SELECT seq, type, id, at, salt, body FROM records WHERE seq >= $1 ORDER BY seq`+limit(n, 0), []any{from},
		func(scan func(...any) error) error {
			var r ledger.Record
			var at int64
			var salt []byte
			var body string
			if err := scan(&r.Seq, &r.Type, &r.ID, &at, &salt, &body); err != nil {
				return err
			}
			if len(salt) != len(r.Salt) {
				return fmt.Errorf("record %d: salt of %d bytes", r.Seq, len(salt))
			}
			r.At, r.Salt, r.Body = time.UnixMilli(at).UTC(), [32]byte(salt), []byte(body)
			out = append(out, r)
			return nil
		})
	return out, err
}

// ProveInclusion returns the path of record seq in the tree of the first size records.
func (s *Store) ProveInclusion(ctx context.Context, size, seq int64) (path tlog.RecordProof, err error) {
	err = s.read(ctx, func(q queryer) error {
		path, err = ledger.ProveInclusion(size, seq, storedHashes(ctx, q))
		return err
	})
	return path, err
}

// ProveConsistency returns the path that shows that the first size records begin with the first old ones.
func (s *Store) ProveConsistency(ctx context.Context, size, old int64) (path tlog.TreeProof, err error) {
	err = s.read(ctx, func(q queryer) error {
		path, err = ledger.ProveConsistency(size, old, storedHashes(ctx, q))
		return err
	})
	return path, err
}

// Counts is what the front page says of a workspace.
type Counts struct {
	Documents, Statements, Undecided, Legs, Aircraft, Operations, Records int
}

// Counts counts what is in the workspace: legs, aircraft and the readings of documents, with
// what they propose, are the current ones.
func (s *Store) Counts(ctx context.Context) (Counts, error) {
	const proposed = `FROM statements s JOIN documents d ON d.seq = s.capture WHERE ` + inForce
	var c Counts
	err := s.read(ctx, func(q queryer) error {
		for query, n := range map[string]*int{
			`SELECT count(DISTINCT id) FROM documents`:                                                       &c.Documents,
			`SELECT count(*) ` + proposed:                                                                    &c.Statements,
			`SELECT count(*) FROM legs WHERE superseded = 0`:                                                 &c.Legs,
			`SELECT count(*) FROM (SELECT hex FROM legs GROUP BY hex HAVING min(superseded) = 0) AS current`: &c.Aircraft,
			`SELECT count(*) FROM operations o WHERE NOT ` + mergedAway:                                      &c.Operations,
			`SELECT count(*) FROM records`:                                                                   &c.Records,
		} {
			if _, err := one(ctx, q, query, nil, n); err != nil {
				return err
			}
		}
		// A statement whose decisions were all undone waits again.
		decided, err := verdicts(ctx, q, `1 = 1`)
		if err != nil {
			return err
		}
		c.Undecided = c.Statements
		return each(ctx, q, `SELECT s.id `+proposed+` AND s.id IN (SELECT statement FROM decisions)`, nil,
			func(scan func(...any) error) error {
				var id string
				if err := scan(&id); err != nil {
					return err
				}
				if decided[id] != nil {
					c.Undecided--
				}
				return nil
			})
	})
	if err != nil {
		return Counts{}, fmt.Errorf("count the workspace: %w", s.explain(err))
	}
	return c, nil
}
