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
