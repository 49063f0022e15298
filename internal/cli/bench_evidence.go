package cli

import (
	"crypto/rand"
	"crypto/sha256"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"time"

	"github.com/charterwatch/charterwatch/internal/adsb"
	"github.com/charterwatch/charterwatch/internal/operation"
	"github.com/charterwatch/charterwatch/internal/statement"
	"github.com/charterwatch/charterwatch/internal/store"
)

// benchEvidenceCmd measures the ledger: records with their rows a second, and the check of
// everything beside only hashing the same bytes.
type benchEvidenceCmd struct {
	Records int `default:"100000" help:"Records in the workspace that is checked."`
	MB      int `name:"mb" default:"1024" help:"Megabytes of kept bytes."`
	Rounds  int `default:"3" help:"Times that check and hashing take turns."`
}

// evidence targets, from the issue.
const (
	appendTarget = 2000 // records with their row a second, SQLite
	checkTarget  = 3.0  // times the hashing of the same bytes
)

func (c benchEvidenceCmd) Run(a *app) error {
	return inTemp(func(dir string) error {
		dir = filepath.Join(dir, "w")
		st, err := store.Init(a.ctx, dir, store.Options{Now: a.now, Rand: rand.Reader})
		if err != nil {
			return err
		}
		defer func() { _ = st.Close() }()
		if err := c.single(a, st); err != nil {
			return err
		}
		start := time.Now()
		n, err := c.fill(a, st)
		if err != nil {
			return err
		}
		rate := float64(n) / time.Since(start).Seconds()
		fmt.Fprintf(a.stdout, "append  %d records with their rows, %.0f a second (target %d, each in a transaction of many): %s\n", n, rate, appendTarget, met(rate >= appendTarget))
		if err := c.keep(a, st); err != nil {
			return err
		}
		return c.check(a, st, dir)
	})
}

func met(ok bool) string {
	if ok {
		return "met"
	}
	return "MISSED"
}

// single records one operation in a transaction each, as a person at a page does.
func (c benchEvidenceCmd) single(a *app, st *store.Store) error {
	const n = 500
	start := time.Now()
	for i := range n {
		if err := st.NewOperation(a.ctx, operation.Operation{Slug: fmt.Sprint("bench-", i)}); err != nil {
			return err
		}
	}
	fmt.Fprintf(a.stdout, "append  %d records with their rows, %.0f a second, each in a transaction of its own, on the disk before it ends (no target)\n", n, n/time.Since(start).Seconds())
	return nil
}

// fill records rulings, the smallest fact with a row, as an import of many does.
func (c benchEvidenceCmd) fill(a *app, st *store.Store) (int, error) {
	const batch = 500
	n := 0
	for n < c.Records {
		var list []statement.Ruling
		for i := n; i < min(n+batch, c.Records); i++ {
			list = append(list, statement.Ruling{Kind: statement.RuleMerge, A: fmt.Sprintf("official:%d", i), B: fmt.Sprintf("paper:%d", i), Reason: "a benchmark", By: "bench"})
		}
		if err := st.RuleAll(a.ctx, list); err != nil {
			return n, err
		}
		n += len(list)
	}
	return n, nil
}

// keep keeps raw files in parts of a scan, some of a usual size to a pack.
func (c benchEvidenceCmd) keep(a *app, st *store.Store) error {
	const files, size = 64, 256 << 10
	for i := 0; i*files*size < c.MB<<20; i++ {
		part := store.ScanPart{ID: fmt.Sprint("bench-", i), Method: "bench", Source: "bench"}
		for k := range files {
			raw := make([]byte, size)
			if _, err := rand.Read(raw); err != nil {
				return err
			}
			hash := fmt.Sprintf("%x", sha256.Sum256(raw))
			hex := fmt.Sprintf("%06x", i*files+k)
			at := time.Unix(1759104000, 0).UTC()
			part.Aircraft = append(part.Aircraft, store.Aircraft{Hex: hex, Members: []store.StoredMember{{
				Member: adsb.Member{Name: hex + ".json", Hash: hash}, Hex: hex, From: at, To: at, Raw: raw, Points: 1}}})
		}
		if _, err := st.AddScan(a.ctx, part); err != nil {
			return err
		}
	}
	return nil
}

// check takes turns with hashing every byte of the workspace.
func (c benchEvidenceCmd) check(a *app, st *store.Store, dir string) error {
	var ratios []float64
	for range c.Rounds {
		start := time.Now()
		bytes, err := hashAll(dir)
		if err != nil {
			return err
		}
		hashing := time.Since(start)
		start = time.Now()
		report, err := st.Check(a.ctx, nil)
		if err != nil {
			return err
		}
		if len(report.Problems) > 0 {
			return fmt.Errorf("the workspace of the benchmark does not match: %+v", report.Problems[0])
		}
		took := time.Since(start)
		ratios = append(ratios, float64(took)/float64(hashing))
		fmt.Fprintf(a.stdout, "check   %d records, %d blobs: %s; hashing the same %d MB: %s\n", report.Records, report.Blobs, round(took), bytes>>20, round(hashing))
	}
	slices.Sort(ratios)
	middle := ratios[len(ratios)/2]
	fmt.Fprintf(a.stdout, "check   %.2f times hashing, %.2f to %.2f (target at most %.0f): %s\n", middle, ratios[0], ratios[len(ratios)-1], checkTarget, met(middle <= checkTarget))
	return nil
}

func hashAll(dir string) (n int64, err error) {
	h := sha256.New()
	err = filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err != nil || !d.Type().IsRegular() {
			return err
		}
		f, err := os.Open(path)
		if err != nil {
			return err
		}
		defer f.Close()
		k, err := io.Copy(h, f)
		n += k
		return err
	})
	return n, err
}
