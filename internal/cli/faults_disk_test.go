//go:build linux

package cli_test

import (
	"crypto/rand"
	"database/sql"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/charterwatch/charterwatch/internal/cli"
	"github.com/charterwatch/charterwatch/internal/store"
)

// disk mounts a small disk of its own, where this user may.
func disk(t *testing.T, size string) string {
	t.Helper()
	dir := t.TempDir()
	if err := syscall.Mount("none", dir, "tmpfs", 0, "size="+size); errors.Is(err, syscall.EPERM) {
		t.Skip("this user may not mount a disk")
	} else if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := syscall.Unmount(dir, 0); err != nil {
			t.Error(err)
		}
	})
	return dir
}

func reportOf(t *testing.T, dir, name string, lines int) string {
	t.Helper()
	path := filepath.Join(dir, name+".txt")
	text := "A minister said that 120 people should be deported. " + name + "\n\n" + strings.Repeat("It rained in "+name+".\n", lines)
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

// On a disk that is really full each step is done or refused whole: what was acknowledged is
// there, the ledger matches, and the refused step passes when there is room again.
func TestDiskIsReallyFull(t *testing.T) {
	t.Parallel()
	where, elsewhere := disk(t, "3m"), t.TempDir()
	w := filepath.Join(where, "w")
	must(t, "init", w)
	acknowledged := map[string]bool{}
	var refused string
	for i := 0; refused == "" && i < 100; i++ {
		path := reportOf(t, elsewhere, fmt.Sprint("report", i), 4000)
		out, errs, code := say(t, "-w", w, "read", path)
		switch {
		case code == cli.Done:
			acknowledged[path] = true
		case !strings.Contains(out+errs, "full") && !strings.Contains(out+errs, "no space"):
			t.Fatalf("it says neither full nor no space: %s%s", out, errs)
		default:
			refused = path
		}
	}
	if refused == "" || len(acknowledged) == 0 {
		t.Fatalf("%d were read, refused %q", len(acknowledged), refused)
	}
	if out, _, code := say(t, "-w", w, "doctor"); code != cli.Skipped || !strings.Contains(out, "make room") {
		t.Errorf("doctor, %d:\n%s", code, out)
	}
	if err := syscall.Mount("none", where, "tmpfs", syscall.MS_REMOUNT, "size=64m"); err != nil {
		t.Fatal(err)
	}
	must(t, "-w", w, "ledger", "check")
	if out := must(t, "-w", w, "documents"); strings.Count(out, "d-") < len(acknowledged) {
		t.Errorf("%d were acknowledged:\n%s", len(acknowledged), out)
	}
	must(t, "-w", w, "read", refused)
	must(t, "-w", w, "ledger", "check")
}

// A workspace on a disk that cannot be written is named, and is whole when it can be again.
func TestReadOnlyDisk(t *testing.T) {
	t.Parallel()
	where := disk(t, "64m")
	w := filepath.Join(where, "w")
	must(t, "init", w)
	report := reportOf(t, t.TempDir(), "report", 1)
	must(t, "-w", w, "read", report)
	if err := syscall.Mount("none", where, "tmpfs", syscall.MS_REMOUNT|syscall.MS_RDONLY, "size=64m"); err != nil {
		t.Fatal(err)
	}
	for _, args := range [][]string{{"doctor"}, {"read", report}, {"ledger", "check"}} {
		out, errs, code := say(t, append([]string{"-w", w}, args...)...)
		if code == cli.Done || !strings.Contains(out+errs, "cannot be written") && !strings.Contains(out+errs, "read-only") {
			t.Errorf("%v, %d: %s%s", args, code, out, errs)
		}
	}
	if err := syscall.Mount("none", where, "tmpfs", syscall.MS_REMOUNT, "size=64m"); err != nil {
		t.Fatal(err)
	}
	must(t, "-w", w, "ledger", "check")
}

// A damaged page is named by the check too, and the backup has what was acknowledged before it.
func TestDamagedPageAndRestore(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	w, file := filepath.Join(dir, "w"), filepath.Join(dir, "backup")
	must(t, "init", w)
	must(t, "-w", w, "read", reportOf(t, dir, "report", 1))
	must(t, "-w", w, "backup", file)
	path := filepath.Join(w, "charterwatch.db")
	b, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	for i := 4096; i < len(b); i++ { // every page but the first
		b[i] ^= 0x55
	}
	if err := os.WriteFile(path, b, 0o600); err != nil {
		t.Fatal(err)
	}
	for _, args := range [][]string{{"ledger", "check"}, {"doctor"}} {
		out, errs, code := say(t, append([]string{"-w", w}, args...)...)
		if code == cli.Done || !strings.Contains(out+errs, "damaged") && !strings.Contains(out+errs, "malformed") || !strings.Contains(out+errs, "restore") && !strings.Contains(out+errs, "doctor") {
			t.Errorf("%v, %d: %s%s", args, code, out, errs)
		}
	}
	back := filepath.Join(dir, "back")
	must(t, "restore", file, back)
	if out := must(t, "-w", back, "documents"); !strings.Contains(out, "d-") {
		t.Errorf("restored: %s", out)
	}
}

// A torn tile of what was published is named with what to do; the log itself is not touched by it.
func TestTornTile(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	w, out := filepath.Join(dir, "w"), filepath.Join(dir, "log")
	must(t, "init", w)
	key := strings.TrimSpace(must(t, "-w", w, "ledger", "key"))
	must(t, "-w", w, "ledger", "export", out)
	tile := filepath.Join(out, "tile", "0", "000")
	if err := os.Truncate(tile, 100); err != nil {
		t.Fatal(err)
	}
	if _, errs, code := say(t, "verify", out, "--key", key); code == cli.Done || !strings.Contains(errs, "tile/0/000") || !strings.Contains(errs, "export the log again into an empty folder") {
		t.Errorf("verify, %d: %s", code, errs)
	}
	if _, errs, code := say(t, "-w", w, "ledger", "export", out); code == cli.Done || !strings.Contains(errs, "tile/0/000") || !strings.Contains(errs, "empty folder") {
		t.Errorf("export over it, %d: %s", code, errs)
	}
	must(t, "-w", w, "ledger", "export", filepath.Join(dir, "again"))
	must(t, "verify", filepath.Join(dir, "again"), "--key", key)
	must(t, "-w", w, "ledger", "check")
}

// A program that writes is seen, and waited for; a clock set back stops nothing and is said.
func TestAnotherWriterAndAnEarlierClock(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	w := filepath.Join(dir, "w")
	must(t, "init", w)
	must(t, "-w", w, "read", reportOf(t, dir, "report", 1))
	st, err := store.Open(t.Context(), w, store.Options{Now: func() time.Time { return time.Now().Add(-48 * time.Hour) }, Rand: rand.Reader})
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = st.Close() }()
	if err := st.Pad(t.Context(), 16); err != nil { // records of the day before yesterday
		t.Fatal(err)
	}
	must(t, "-w", w, "ledger", "check")
	db, err := sql.Open("sqlite", "file:"+filepath.Join(w, "charterwatch.db")+"?_txlock=immediate")
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = db.Close() }()
	tx, err := db.BeginTx(t.Context(), nil)
	if err != nil {
		t.Fatal(err)
	}
	out, _, _ := say(t, "-w", w, "doctor")
	if err := tx.Rollback(); err != nil {
		t.Fatal(err)
	}
	for _, words := range []string{"another program is writing", "set back in between", "match what was accepted"} {
		if !strings.Contains(out, words) {
			t.Errorf("it does not say %q:\n%s", words, out)
		}
	}
}
