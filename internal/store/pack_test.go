package store_test

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/charterwatch/charterwatch/internal/store"
	"github.com/charterwatch/charterwatch/internal/store/storetest"
)

// packs are the pack files of a workspace.
func packs(t *testing.T, s *store.Store) []string {
	t.Helper()
	found, err := filepath.Glob(filepath.Join(s.Dir(), "blobs", "packs", "*.pack"))
	if err != nil {
		t.Fatal(err)
	}
	return found
}

// files counts what is kept alone.
func files(t *testing.T, s *store.Store) int {
	t.Helper()
	found, err := filepath.Glob(filepath.Join(s.Dir(), "blobs", "??", "*"))
	if err != nil {
		t.Fatal(err)
	}
	return len(found)
}

func held(t *testing.T, s *store.Store, p store.ScanPart) {
	t.Helper()
	for _, a := range p.Aircraft {
		for _, m := range a.Members {
			if got, err := s.Blob(m.Hash); err != nil || !bytes.Equal(got, m.Raw) {
				t.Errorf("%s of %s: %d bytes of %d, %v", m.Name, m.Hex, len(got), len(m.Raw), err)
			}
		}
	}
}

func add(t *testing.T, s *store.Store, p store.ScanPart) {
	t.Helper()
	if _, err := s.AddScan(ctx, p); err != nil {
		t.Fatal(err)
	}
}

func TestAPartIsOneFile(t *testing.T) {
	t.Parallel()
	s := storetest.OpenSQLite(t)
	add(t, s, part("p-1", 30))
	if n := len(packs(t, s)); n != 1 || files(t, s) != 0 {
		t.Errorf("%d packs and %d files, want one pack", n, files(t, s))
	}
	// Another part with the same files and two more keeps the two.
	add(t, s, part("p-2", 32))
	held(t, s, part("p-2", 32))
	var size int64
	for _, path := range packs(t, s) {
		fi, err := os.Stat(path)
		if err != nil {
			t.Fatal(err)
		}
		size += fi.Size()
	}
	if want := int64(32 * 6000); size < want || size > want+32*100+100 {
		t.Errorf("32 files of 6000 bytes take %d bytes", size)
	}
}

// A workspace from before packs has its files alone; they are found and not kept again.
func TestFilesThatAreKeptAloneStay(t *testing.T) {
	t.Parallel()
	s := storetest.OpenSQLite(t)
	p := part("p-1", 5)
	for _, a := range p.Aircraft {
		if _, err := s.PutBlob(a.Members[0].Raw); err != nil {
			t.Fatal(err)
		}
	}
	add(t, s, p)
	if n := len(packs(t, s)); n != 0 {
		t.Errorf("%d packs of files that were there", n)
	}
	held(t, s, p)
}

// A part that was interrupted between its pack and its record is tried again with more files.
func TestAPackIsNeverReplaced(t *testing.T) {
	t.Parallel()
	s := storetest.OpenSQLite(t)
	if _, err := s.PrepareScan(ctx, part("p-1", 10)); err != nil {
		t.Fatal(err)
	}
	first := packs(t, s)
	before, err := os.ReadFile(first[0])
	if err != nil {
		t.Fatal(err)
	}
	add(t, s, part("p-1", 12))
	after, err := os.ReadFile(first[0])
	if err != nil || !bytes.Equal(before, after) || len(packs(t, s)) != 1 || files(t, s) != 2 {
		t.Errorf("the pack changed: %t; %d packs and %d files, %v", !bytes.Equal(before, after), len(packs(t, s)), files(t, s), err)
	}
	held(t, s, part("p-1", 12))
	if report, err := s.Check(ctx, nil); err != nil || len(report.Problems) > 0 || report.Blobs != 12 {
		t.Errorf("check: %+v, %v", report, err)
	}
}

func TestEveryChangedByteOfAPackIsFound(t *testing.T) {
	t.Parallel()
	s := storetest.OpenSQLite(t)
	p := part("p-1", 3)
	for i := range p.Aircraft {
		m := &p.Aircraft[i].Members[0]
		m.Raw = fmt.Appendf(nil, "raw file %d", i)
		m.Hash = sha256Of(m.Raw)
	}
	add(t, s, p)
	path := packs(t, s)[0]
	whole, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	try := func(what string, bytes []byte) {
		if err := os.WriteFile(path, bytes, 0o600); err != nil {
			t.Fatal(err)
		}
		report, err := s.Check(ctx, nil)
		if err != nil || len(report.Problems) == 0 {
			t.Errorf("%s: nothing found, %v", what, err)
		}
	}
	for at := range whole {
		bad := bytes.Clone(whole)
		bad[at] ^= 0x20
		try(fmt.Sprintf("byte %d changed", at), bad)
	}
	try("cut", whole[:len(whole)-1])
	try("longer", append(bytes.Clone(whole), 'x'))
	try("empty", nil)
	if err := os.Remove(path); err != nil {
		t.Fatal(err)
	}
	if _, err := s.Blob(p.Aircraft[0].Members[0].Hash); err == nil || !strings.Contains(err.Error(), "not") {
		t.Errorf("a blob of a pack that is gone: %v", err)
	}
	if report, err := s.Check(ctx, nil); err != nil || len(report.Problems) != 3 {
		t.Errorf("the pack removed: %+v, %v", report.Problems, err)
	}
}
