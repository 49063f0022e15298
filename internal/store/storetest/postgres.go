package storetest

import (
	"database/sql"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"os/user"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"syscall"
	"testing"

	_ "github.com/jackc/pgx/v5/stdlib" // the driver "pgx"

	"github.com/charterwatch/charterwatch/internal/store"
)

// Cluster is a PostgreSQL of this test process: its own folder, no network, a database for
// each test.
type Cluster struct {
	once     sync.Once
	dir      string
	err      error
	template string // folder of the workspace that every database is a copy of
	n        atomic.Int64
}

// errNoPostgres says that there is nothing to start.
var errNoPostgres = errors.New("no PostgreSQL server binaries (Debian: apt-get install postgresql)")

// Open makes an empty shared workspace. Where PostgreSQL is not installed the test is
// skipped, or fails when CHARTERWATCH_REQUIRE lists postgres.
func (c *Cluster) Open(t *testing.T) *store.Store {
	t.Helper()
	s, err := store.OpenPostgres(t.Context(), c.Database(t), c.Folder(t), Options())
	if err != nil {
		t.Fatalf("open: %v", err)
	}
	t.Cleanup(func() {
		if err := s.Close(); err != nil {
			t.Errorf("close: %v", err)
		}
	})
	return s
}

// Database makes a database that holds an empty workspace and returns its DSN.
func (c *Cluster) Database(t *testing.T) (dsn string) {
	t.Helper()
	c.start(t)
	name := fmt.Sprintf("test%d", c.n.Add(1))
	c.admin(t, "CREATE DATABASE "+name+" TEMPLATE template_charterwatch")
	t.Cleanup(func() { c.admin(t, "DROP DATABASE "+name+" WITH (FORCE)") })
	return c.dsn(name)
}

// Folder makes the folder of a workspace, with the key that its database knows.
func (c *Cluster) Folder(t *testing.T) string {
	t.Helper()
	c.start(t)
	dir := t.TempDir()
	key, err := os.ReadFile(filepath.Join(c.template, "ledger.key"))
	if err == nil {
		err = errors.Join(os.WriteFile(filepath.Join(dir, "ledger.key"), key, 0o600), os.Mkdir(filepath.Join(dir, "blobs"), 0o700))
	}
	if err != nil {
		t.Fatal(err)
	}
	return dir
}

// Stop ends the server and removes its folder: call it when all tests have ended.
func (c *Cluster) Stop() error {
	if c.dir == "" {
		return nil
	}
	stop, err := command("pg_ctl", "stop", "-D", filepath.Join(c.dir, "data"), "-m", "immediate", "-w")
	if err == nil {
		err = run(stop)
	}
	return errors.Join(err, os.RemoveAll(c.dir))
}

func (c *Cluster) start(t *testing.T) {
	t.Helper()
	c.once.Do(func() { c.err = c.begin(t) })
	switch {
	case c.err == nil:
	case errors.Is(c.err, errNoPostgres) && !strings.Contains(os.Getenv("CHARTERWATCH_REQUIRE"), "postgres"):
		t.Skip(c.err)
	default:
		t.Fatal(c.err)
	}
}

// begin makes the cluster and the template. Its folder is short: a socket's path has 107 bytes.
func (c *Cluster) begin(t *testing.T) error {
	initdb, err := command("initdb")
	if err != nil {
		return err
	}
	if c.dir, err = os.MkdirTemp("", "cwpg"); err != nil {
		return err
	}
	if id := initdb.SysProcAttr; id != nil {
		if err := os.Chown(c.dir, int(id.Credential.Uid), int(id.Credential.Gid)); err != nil {
			return err
		}
	}
	data := filepath.Join(c.dir, "data")
	initdb.Args = append(initdb.Args, "-D", data, "-U", "postgres", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8", "--no-sync")
	if err := run(initdb); err != nil {
		return err
	}
	start, err := command("pg_ctl", "start", "-D", data, "-w", "-l", filepath.Join(c.dir, "log"),
		"-o", "-c listen_addresses= -c fsync=off -c max_connections=400 -k "+c.dir)
	if err != nil {
		return err
	}
	if err := run(start); err != nil {
		return err
	}
	c.admin(t, "CREATE DATABASE template_charterwatch")
	c.template = filepath.Join(c.dir, "template")
	if err := os.Mkdir(c.template, 0o700); err != nil {
		return err
	}
	s, err := store.OpenPostgres(t.Context(), c.dsn("template_charterwatch"), c.template, Options())
	if err != nil {
		return err
	}
	return s.Close()
}

func (c *Cluster) dsn(database string) string {
	return "host=" + c.dir + " user=postgres dbname=" + database
}

// admin runs one statement outside of any test's database.
func (c *Cluster) admin(t *testing.T, statement string) {
	t.Helper()
	db, err := sql.Open("pgx", c.dsn("postgres"))
	if err == nil {
		_, err = db.Exec(statement)
		err = errors.Join(err, db.Close())
	}
	if err != nil {
		t.Errorf("%s: %v", statement, err)
	}
}

// command is a PostgreSQL program, run as the user postgres when we are root, since the
// server refuses to be root.
func command(name string, args ...string) (*exec.Cmd, error) {
	path, err := exec.LookPath(name)
	if err != nil {
		found, _ := filepath.Glob("/usr/lib/postgresql/*/bin/" + name) // Debian keeps them off the path
		if len(found) == 0 {
			return nil, errNoPostgres
		}
		path = found[len(found)-1]
	}
	cmd := exec.Command(path, args...)
	cmd.Dir = os.TempDir()
	if os.Getuid() != 0 {
		return cmd, nil
	}
	u, err := user.Lookup("postgres")
	if err != nil {
		return nil, errNoPostgres
	}
	uid, err1 := strconv.ParseUint(u.Uid, 10, 32)
	gid, err2 := strconv.ParseUint(u.Gid, 10, 32)
	if err := errors.Join(err1, err2); err != nil {
		return nil, err
	}
	cmd.SysProcAttr = &syscall.SysProcAttr{Credential: &syscall.Credential{Uid: uint32(uid), Gid: uint32(gid)}}
	return cmd, nil
}

func run(cmd *exec.Cmd) error {
	// A file, not a pipe: the server that pg_ctl leaves behind would hold a pipe open.
	out, err := os.CreateTemp("", "cwpg-out")
	if err != nil {
		return err
	}
	defer os.Remove(out.Name())
	defer out.Close()
	cmd.Stdout, cmd.Stderr = out, out
	if err := cmd.Run(); err != nil {
		text, _ := os.ReadFile(out.Name())
		return fmt.Errorf("%s: %w: %s", strings.Join(cmd.Args, " "), err, text)
	}
	return nil
}
