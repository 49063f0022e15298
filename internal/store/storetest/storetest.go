package storetest

import (
	"io"
	"math/rand/v2"
	"path/filepath"
	"sync"
	"testing"
	"time"

	"github.com/charterwatch/charterwatch/internal/store"
)

// Run runs the conformance suite; open gives an empty workspace that it closes itself.
func Run(t *testing.T, open func(t *testing.T) *store.Store) {
	for _, c := range []struct {
		name string
		test func(t *testing.T, s *store.Store)
	}{
		{"a document is kept with its exact text and once", documents},
		{"the same bytes are read again", readAgain},
		{"documents are listed and searched", documentList},
		{"captures of an address are its versions", versions},
		{"what nobody decided waits", waits},
		{"a transcript keeps its picture", transcript},
		{"a document that does not verify is refused", documentRefused},
		{"decisions are applied, repeated and undone", decisions},
		{"an edit must quote the document", edits},
		{"rulings on origins are records, repeated and undone", originRulings},
		{"answers to the form are records, repeated and withdrawn", formAnswers},
		{"operations are merged and split, and it is undone", joining},
		{"an operation as earlier sizes of the log hold it", asOf},
		{"a scan adds legs once", scanOnce},
		{"a later scan supersedes within its answer", scanSupersedes},
		{"a scan answers for the times of its members", scanMemberTimes},
		{"a part that fails leaves nothing", scanFails},
		{"members are listed with what was kept", members},
		{"legs are filtered", legFilters},
		{"operations are made once and found", operations},
		{"evidence is attached, gathered and detached", evidence},
		{"evidence follows a leg that a later scan read otherwise", evidenceFollows},
		{"a leg of interest needs its raw file", interest},
		{"checkpoints and proofs hold for a stranger", checkpoints},
		{"records account for everything", records},
		{"blobs", blobs},
		{"counts", counts},
		{"pulls are dated, none is overwritten", pulledTables},
		{"an aircraft is gathered from legs, files and registries", known},
		{"aircraft are listed and found", airframes},
		{"verdicts on aircraft are kept, the last is in force", verdicts},
		{"a day is asked for without reading every leg", days},
		{"writers at once", writersAtOnce},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			s := open(t)
			c.test(t, s)
			sound(t, s)
		})
	}
}

// sound fails the test unless everything in the workspace matches its records.
func sound(t *testing.T, s *store.Store) store.CheckReport {
	t.Helper()
	report, err := s.Check(t.Context(), nil)
	if err != nil {
		t.Fatalf("check: %v", err)
	}
	for _, p := range report.Problems {
		t.Errorf("check found %+v", p)
	}
	return report
}

// OpenSQLite makes an empty workspace in a temporary folder.
func OpenSQLite(t *testing.T) *store.Store {
	t.Helper()
	s, err := store.Init(t.Context(), filepath.Join(t.TempDir(), "workspace"), Options())
	if err != nil {
		t.Fatalf("init: %v", err)
	}
	t.Cleanup(func() {
		if err := s.Close(); err != nil {
			t.Errorf("close: %v", err)
		}
	})
	return s
}

// Start is the moment at which the clock of Options begins.
var Start = time.Date(2025, 10, 1, 9, 0, 0, 0, time.UTC)

// Options is a clock that goes on a second at each look, and randomness that repeats.
func Options() store.Options {
	var mu sync.Mutex
	now := Start
	return store.Options{
		Now: func() time.Time {
			mu.Lock()
			defer mu.Unlock()
			now = now.Add(time.Second)
			return now
		},
		Rand: Rand(1),
	}
}

// Rand is randomness that repeats.
func Rand(seed byte) io.Reader {
	return &lockedReader{r: rand.NewChaCha8([32]byte{seed})}
}

type lockedReader struct {
	mu sync.Mutex
	r  io.Reader
}

func (l *lockedReader) Read(p []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.r.Read(p)
}
