package store_test

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"github.com/charterwatch/charterwatch/internal/flight"
	"github.com/charterwatch/charterwatch/internal/store"
	"github.com/charterwatch/charterwatch/internal/store/storetest"
)

// children are what this test binary does when it is started as another process.
var children = map[string]func(dir string){
	"write": func(dir string) {
		s, err := store.Open(ctx, dir, storetest.Options())
		if err != nil {
			fmt.Println("error", err)
			return
		}
		for i := 0; ; i++ {
			d, raw := storetest.Document(fmt.Sprintf("Report %d of process %d. ", i, os.Getpid()) + storetest.Text)
			if _, err := s.AddDocument(ctx, d, raw, nil); err != nil {
				fmt.Println("error", err)
				return
			}
			fmt.Println("added", d.ID)
		}
	},
	"scan": func(dir string) {
		s, err := store.Open(ctx, dir, storetest.Options())
		for i := 0; i < partsToScan && err == nil; i++ {
			var ready store.PreparedScan
			if ready, err = s.PrepareScan(ctx, flownPart(i)); err != nil {
				break
			}
			fmt.Println("prepared", i)
			if _, err = s.AddPrepared(ctx, ready); err == nil {
				fmt.Println("added", i)
			}
		}
		fmt.Println("error", err)
	},
	"open": func(dir string) {
		s, err := store.Open(ctx, dir, storetest.Options())
		if err == nil {
			d, raw := storetest.Document(storetest.Text)
			_, err = s.AddDocument(ctx, d, raw, nil)
		}
		fmt.Println("error", err)
	},
}

// child starts this test binary as another process and returns what it prints.
func child(t *testing.T, what, dir string, attr *syscall.SysProcAttr) (*exec.Cmd, io.Reader) {
	t.Helper()
	exe, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	if attr != nil { // another user cannot reach the folder that go test builds in
		b, err := os.ReadFile(exe)
		exe = filepath.Join(filepath.Dir(dir), "child")
		if err := errors.Join(err, os.WriteFile(exe, b, 0o755)); err != nil {
			t.Fatal(err)
		}
	}
	cmd := exec.Command(exe)
	cmd.Env = append(os.Environ(), "STORE_TEST_CHILD="+what, "STORE_TEST_DIR="+dir)
	cmd.SysProcAttr = attr
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	cmd.Stderr = os.Stderr
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		_ = cmd.Process.Kill()
		_ = cmd.Wait()
	})
	return cmd, out
}

// A process that is killed while it writes, again and again, loses nothing that it had
// reported and leaves nothing half done; this process writes to the same workspace meanwhile.
func TestKilledWriterAndTwoProcesses(t *testing.T) {
	t.Parallel()
	s := storetest.OpenSQLite(t)
	reported := map[string]bool{}
	for round := range 8 {
		cmd, out := child(t, "write", s.Dir(), nil)
		var wg sync.WaitGroup
		wg.Go(func() {
			d, raw := storetest.Document(fmt.Sprintf("Ours, round %d", round))
			if _, err := s.AddDocument(ctx, d, raw, nil); err != nil {
				t.Errorf("write beside another process: %v", err)
			}
			reported[d.ID] = true
		})
		lines := bufio.NewScanner(out)
		var theirs []string
		for lines.Scan() {
			word, rest, _ := strings.Cut(lines.Text(), " ")
			if word != "added" {
				t.Fatalf("the other process: %s", lines.Text())
			}
			theirs = append(theirs, rest)
			if len(theirs) == 3+round {
				if err := cmd.Process.Kill(); err != nil {
					t.Fatal(err)
				}
			}
		}
		wg.Wait()
		for _, id := range theirs {
			reported[id] = true
		}
	}
	for id := range reported {
		if _, err := s.Document(ctx, id); err != nil {
			t.Errorf("reported as added: %v", err)
		}
	}
	report, err := s.Check(ctx, nil)
	if err != nil || len(report.Problems) > 0 {
		t.Errorf("after the kills: %+v, %v", report.Problems, err)
	}
	if report.Records < 1+len(reported) {
		t.Errorf("%d records for %d reported documents", report.Records, len(reported))
	}
}

const partsToScan = 4

// flownPart is a part of ten aircraft with their files and a leg each.
func flownPart(i int) store.ScanPart {
	p := store.ScanPart{ID: fmt.Sprintf("p-%d", i), Method: "test", Source: "test"}
	for k := range 10 {
		at := storetest.Start.Add(time.Duration(k) * time.Minute)
		m := storetest.Member(fmt.Sprintf("%06x", 100*i+k), fmt.Sprintf("%d-%d.json", i, k), at, at.Add(time.Hour))
		p.Aircraft = append(p.Aircraft, store.Aircraft{Hex: m.Hex, Members: []store.StoredMember{m},
			Legs: []flight.Leg{storetest.Leg(m, "KAEX", "MGGT", at, at.Add(time.Hour))}})
	}
	return p
}

// A scan that is killed between preparing a part and committing it, or anywhere around, leaves
// whole parts and nothing else; the same scan again ends as if nobody had disturbed it.
func TestKilledScanIsWholeParts(t *testing.T) {
	t.Parallel()
	state := func(s *store.Store) string {
		legs, total, err := s.Legs(ctx, store.LegFilter{})
		if err != nil {
			t.Fatal(err)
		}
		text := fmt.Sprint(total)
		for _, l := range legs {
			text += " " + l.ID
		}
		return text
	}
	quiet := storetest.OpenSQLite(t)
	for i := range partsToScan {
		if _, err := quiet.AddScan(ctx, flownPart(i)); err != nil {
			t.Fatal(err)
		}
	}
	want := state(quiet)
	for kill := 1; kill <= 2*partsToScan; kill++ { // after each line that the scan prints
		s := storetest.OpenSQLite(t)
		cmd, out := child(t, "scan", s.Dir(), nil)
		lines, added := bufio.NewScanner(out), 0
		for n := 1; lines.Scan(); n++ {
			switch word, _, _ := strings.Cut(lines.Text(), " "); {
			case word == "added":
				added++
			case word == "error" && !strings.Contains(lines.Text(), "<nil>"):
				t.Fatalf("the other process: %s", lines.Text())
			}
			if n == kill {
				if err := cmd.Process.Kill(); err != nil {
					t.Fatal(err)
				}
			}
		}
		_ = cmd.Wait()
		there := 0
		for i := range partsToScan {
			found, err := s.HasScan(ctx, fmt.Sprintf("p-%d", i))
			if err != nil {
				t.Fatal(err)
			}
			if found {
				there++
			} else if i < added {
				t.Errorf("killed after line %d: part %d was reported as added and is not there", kill, i)
			}
		}
		if _, total, err := s.Legs(ctx, store.LegFilter{}); err != nil || total != 10*there {
			t.Errorf("killed after line %d: %d legs in %d parts of 10, %v", kill, total, there, err)
		}
		for i := range partsToScan {
			if _, err := s.AddScan(ctx, flownPart(i)); err != nil {
				t.Fatal(err)
			}
		}
		if got := state(s); got != want {
			t.Errorf("killed after line %d: %s, undisturbed %s", kill, got, want)
		}
		if report, err := s.Check(ctx, nil); err != nil || len(report.Problems) > 0 {
			t.Errorf("killed after line %d: %+v, %v", kill, report.Problems, err)
		}
	}
}

func TestReadOnlyFolder(t *testing.T) {
	t.Parallel()
	dir := filepath.Join(t.TempDir(), "workspace")
	s, err := store.Init(ctx, dir, storetest.Options())
	if err != nil {
		t.Fatal(err)
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	var attr *syscall.SysProcAttr
	if os.Getuid() == 0 { // root may write anywhere: be nobody, who may read all but not write
		attr = &syscall.SysProcAttr{Credential: &syscall.Credential{Uid: 65534, Gid: 65534}}
		for p := dir; p != os.TempDir(); p = filepath.Dir(p) {
			if err := os.Chmod(p, 0o755); err != nil {
				t.Fatal(err)
			}
		}
		if err := os.Chown(filepath.Join(dir, "ledger.key"), 65534, 65534); err != nil { // a key is its owner's alone
			t.Fatal(err)
		}
	}
	err = errors.Join(os.Chmod(filepath.Join(dir, "charterwatch.db"), 0o444), os.Chmod(filepath.Join(dir, "ledger.key"), 0o400),
		os.Chmod(dir, 0o555))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = os.Chmod(dir, 0o755) })
	_, out := child(t, "open", dir, attr)
	text, err := io.ReadAll(out)
	if err != nil || !strings.Contains(string(text), "cannot be written") || !strings.Contains(string(text), dir) {
		t.Errorf("a read-only workspace says %q, %v", text, err)
	}
}

// A writer waits for another connection's transaction instead of failing.
func TestSecondWriterWaits(t *testing.T) {
	t.Parallel()
	s := storetest.OpenSQLite(t)
	other, err := store.Open(ctx, s.Dir(), storetest.Options())
	if err != nil {
		t.Fatal(err)
	}
	defer other.Close()
	tx, err := other.DB().BeginTx(ctx, nil) // BEGIN IMMEDIATE: the lock is held
	if err != nil {
		t.Fatal(err)
	}
	done := make(chan error, 1)
	go func() {
		d, raw := storetest.Document(storetest.Text)
		_, err := s.AddDocument(ctx, d, raw, nil)
		done <- err
	}()
	select {
	case err := <-done:
		t.Fatalf("the second writer did not wait: %v", err)
	case <-time.After(200 * time.Millisecond): // long enough to have failed or passed
	}
	if err := tx.Rollback(); err != nil {
		t.Fatal(err)
	}
	if err := <-done; err != nil {
		t.Errorf("the second writer: %v", err)
	}
}
