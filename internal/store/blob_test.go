package store_test

import (
	"bytes"
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"time"

	"github.com/charterwatch/charterwatch/internal/adsb"
	"github.com/charterwatch/charterwatch/internal/store"
	"github.com/charterwatch/charterwatch/internal/store/storetest"
)

// A process that was killed leaves a temporary file. The next that keeps something removes it,
// and leaves alone what another process may be writing.
func TestLeftTemporaryFilesGo(t *testing.T) {
	t.Parallel()
	dir := initialised(t, 1)
	folder := filepath.Join(dir, "blobs", "ab")
	if err := os.Mkdir(folder, 0o700); err != nil {
		t.Fatal(err)
	}
	put := func(name string, age time.Duration) string {
		path := filepath.Join(folder, name)
		at := storetest.Start.Add(-age)
		if err := errors.Join(os.WriteFile(path, []byte("half of a tra"), 0o600), os.Chtimes(path, at, at)); err != nil {
			t.Fatal(err)
		}
		return path
	}
	old, fresh := put(".tmp-123", 2*time.Hour), put(".tmp-456", 10*time.Minute)
	blob := put(strings.Repeat("0", 62), 48*time.Hour)

	s, err := store.Open(ctx, dir, storetest.Options())
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	if _, err := s.PutBlob([]byte("something new")); err != nil {
		t.Fatal(err)
	}
	for path, want := range map[string]bool{old: false, fresh: true, blob: true} {
		if _, err := os.Stat(path); errors.Is(err, fs.ErrNotExist) == want {
			t.Errorf("%s is there: %t, want %t", filepath.Base(path), !want, want)
		}
	}
}

// part is a part of n files with their bytes.
func part(id string, n int) store.ScanPart {
	p := store.ScanPart{ID: id, Method: "test", Source: "test"}
	for i := range n {
		m := storetest.Member(fmt.Sprintf("%06x", i), "day.json", storetest.Start, storetest.Start.Add(time.Hour))
		m.Raw = bytes.Repeat([]byte{byte(i), byte(i >> 8), 'x'}, 2000)
		m.Hash = sha256Of(m.Raw)
		p.Aircraft = append(p.Aircraft, store.Aircraft{Hex: m.Hex, Members: []store.StoredMember{m}})
	}
	return p
}

func sha256Of(b []byte) string { return fmt.Sprintf("%x", sha256.Sum256(b)) }

func TestAPartKeepsItsBytesTogether(t *testing.T) {
	t.Parallel()
	s := storetest.OpenSQLite(t)
	p := part("p-1", 100)
	twice := p.Aircraft[1].Members[0] // the same bytes under another name
	twice.Member = adsb.Member{Name: "other.json", Hash: twice.Hash}
	p.Aircraft[1].Members = append(p.Aircraft[1].Members, twice)
	if _, err := s.AddScan(ctx, p); err != nil {
		t.Fatal(err)
	}
	for _, a := range p.Aircraft {
		for _, m := range a.Members {
			if got, err := s.Blob(m.Hash); err != nil || !bytes.Equal(got, m.Raw) {
				t.Errorf("%s of %s: %d bytes of %d, %v", m.Name, m.Hex, len(got), len(m.Raw), err)
			}
		}
	}
	if left, _ := filepath.Glob(filepath.Join(s.Dir(), "blobs", "*", ".tmp-*")); len(left) > 0 {
		t.Errorf("left behind: %v", left)
	}
	if report, err := s.Check(ctx, nil); err != nil || len(report.Problems) > 0 || report.Blobs != 100 {
		t.Errorf("check: %+v, %v", report, err)
	}
}

// When one file of a part cannot be kept, no record says that the part is there.
func TestAPartThatCannotBeKeptIsNotRecorded(t *testing.T) {
	t.Parallel()
	s := storetest.OpenSQLite(t)
	p := part("p-1", 40)
	inTheWay := filepath.Join(s.Dir(), "blobs", "packs")
	if err := os.WriteFile(inTheWay, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := s.AddScan(ctx, p); err == nil || !strings.Contains(err.Error(), inTheWay) {
		t.Errorf("a part with a pack that cannot be written: %v", err)
	}
	stopped, stop := context.WithCancel(ctx)
	stop()
	if _, err := s.AddScan(stopped, p); !errors.Is(err, context.Canceled) {
		t.Errorf("interrupted: %v", err)
	}
	if there, err := s.HasScan(ctx, p.ID); there || err != nil {
		t.Errorf("the part is recorded: %t, %v", there, err)
	}
	if err := os.Remove(inTheWay); err != nil {
		t.Fatal(err)
	}
	if r, err := s.AddScan(ctx, p); err != nil || r.MembersAdded != 40 {
		t.Errorf("again: %+v, %v", r, err)
	}
}

func TestAKeyThatOthersCanReadIsRefused(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("Windows has no such modes")
	}
	t.Parallel()
	dir := initialised(t, 1)
	key := filepath.Join(dir, "ledger.key")
	for _, mode := range []os.FileMode{0o644, 0o640, 0o604, 0o620} {
		if err := os.Chmod(key, mode); err != nil {
			t.Fatal(err)
		}
		_, err := store.Open(ctx, dir, storetest.Options())
		if err == nil || !strings.Contains(err.Error(), "chmod 600 "+key) {
			t.Errorf("open with a key of mode %#o: %v", mode, err)
		}
	}
	for _, mode := range []os.FileMode{0o600, 0o400} {
		if err := os.Chmod(key, mode); err != nil {
			t.Fatal(err)
		}
		s, err := store.Open(ctx, dir, storetest.Options())
		if err != nil {
			t.Fatalf("open with a key of mode %#o: %v", mode, err)
		}
		s.Close()
	}
}
