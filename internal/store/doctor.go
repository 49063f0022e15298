package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"time"
)

// Finding is one thing that Examine looked at: whether it is well, what it saw, what to do.
type Finding struct {
	Well bool   `json:"well"`
	What string `json:"what"`
	Do   string `json:"do,omitempty"`
}

// The least room that a workspace should have: less than this and the next scan fails.
const leastRoom = 256 << 20

// Examine looks at the workspace in dir as a physician: from the folder to the last byte of
// the ledger, as far as each step allows the next. It changes nothing but what opening a
// workspace always finishes (an interrupted erasure or rotation).
func Examine(ctx context.Context, dir string, o Options) []Finding {
	e := &examination{ctx: ctx, dir: dir, o: o}
	if e.files() && e.database() {
		e.ledger()
	}
	return e.out
}

type examination struct {
	ctx context.Context
	dir string
	o   Options
	out []Finding
}

func (e *examination) well(format string, args ...any) {
	e.out = append(e.out, Finding{Well: true, What: fmt.Sprintf(format, args...)})
}

func (e *examination) ill(do, format string, args ...any) {
	e.out = append(e.out, Finding{What: fmt.Sprintf(format, args...), Do: do})
}

// files looks at the folder, its room, its permissions and what killed programs left.
func (e *examination) files() bool {
	for _, name := range []string{databaseFile, keyFile, blobFolder} {
		if _, err := os.Stat(filepath.Join(e.dir, name)); errors.Is(err, fs.ErrNotExist) {
			e.ill("name the right folder with --workspace, or restore the workspace from a backup (charterwatch restore)", "%s is missing in %s", name, e.dir)
			return false
		} else if err != nil {
			e.ill("see that this user may read the folder", "%v", err)
			return false
		}
	}
	if err := private(filepath.Join(e.dir, keyFile)); err != nil {
		e.ill("run chmod 600 on it; if somebody may have copied it, run charterwatch ledger compromised", "%v", err)
		return false
	}
	if f, err := os.CreateTemp(e.dir, tempPrefix+"*"); err != nil {
		e.ill("copy the workspace to a place that you can write, or mount it for writing", "the folder cannot be written: %v", err)
		return false
	} else {
		_ = errors.Join(f.Close(), os.Remove(f.Name()))
	}
	e.well("the folder has a database, a key that is its owner's alone, and blobs, and can be written")
	var disk syscall.Statfs_t
	if err := syscall.Statfs(e.dir, &disk); err == nil {
		if room := int64(disk.Bavail) * disk.Bsize; room < leastRoom {
			e.ill("make room: a step that does not fit is taken back whole, and nothing that was recorded is lost", "only %d MB are free on the disk", room>>20)
		} else {
			e.well("%d MB are free on the disk", room>>20)
		}
	}
	if _, err := os.Stat(filepath.Join(e.dir, pendingFile)); err == nil {
		e.ill("close other programs that use this workspace and open it once: it goes on by itself", "an erasure was interrupted and is not finished")
	}
	e.leftovers()
	return true
}

// leftovers counts what killed programs left: it does no harm, but a snapshot holds content.
func (e *examination) leftovers() {
	snapshots, _ := filepath.Glob(filepath.Join(e.dir, snapshotPrefix+"*"))
	var temp int
	for _, pattern := range []string{"*/" + tempPrefix + "*", "packs/*" + tempPrefix + "*"} {
		names, _ := fs.Glob(os.DirFS(filepath.Join(e.dir, blobFolder)), pattern)
		temp += len(names)
	}
	if len(snapshots) > 0 {
		e.ill("when no backup is running, remove them: they are copies of the database", "%d unfinished backup(s): %s", len(snapshots), strings.Join(snapshots, ", "))
	}
	if temp > 0 {
		e.well("%d temporary file(s) of programs that were killed; they go by themselves after an hour", temp)
	}
}

// database has SQLite look at every page, reading only.
func (e *examination) database() bool {
	path, err := filepath.Abs(filepath.Join(e.dir, databaseFile))
	if err != nil {
		e.ill("", "%v", err)
		return false
	}
	db, err := sql.Open("sqlite", dsn(path, "busy_timeout(5000)", "query_only(1)"))
	if err != nil {
		e.ill("", "%v", err)
		return false
	}
	defer func() { _ = db.Close() }()
	const restore = "keep this copy, restore a backup into a new folder (charterwatch restore), and read again what came after it; the records that are still whole can be listed with charterwatch ledger list"
	rows, err := db.QueryContext(e.ctx, "PRAGMA integrity_check(5)")
	var said []string
	if err == nil {
		for rows.Next() {
			var line string
			if err := rows.Scan(&line); err == nil {
				said = append(said, line)
			}
		}
		err = errors.Join(rows.Err(), rows.Close())
	}
	if err != nil || len(said) != 1 || said[0] != "ok" {
		e.ill(restore, "the database file is damaged: %s", strings.Join(append(said, errText(err)...), "; "))
		return false
	}
	e.well("every page of the database is whole")
	e.clock(db)
	e.others(path)
	return true
}

func errText(err error) []string {
	if err == nil {
		return nil
	}
	return []string{err.Error()}
}

// clock compares the clock with the last record.
func (e *examination) clock(db *sql.DB) {
	var last, largest int64
	err := db.QueryRowContext(e.ctx, `SELECT at, (SELECT max(at) FROM records) FROM records ORDER BY seq DESC LIMIT 1`).Scan(&last, &largest)
	if err != nil {
		return // the ledger's part says what is wrong
	}
	now := e.o.Now().UTC()
	const slack = 5 * 60 * 1000
	stamp := func(ms int64) string { return time.UnixMilli(ms).UTC().Format("2006-01-02T15:04:05Z") }
	switch {
	case now.UnixMilli()+slack < largest:
		e.ill("set the clock right. The order of the log does not rest on it; have the next checkpoint timestamped (charterwatch ledger timestamp), which bounds the time of what stands before it", "this machine's clock says %s, and a record says %s: the clock was set back, or was wrong then", now.Format("2006-01-02T15:04:05Z"), stamp(largest))
	case last+slack < largest:
		e.ill("nothing is lost: the order of the log does not rest on clocks. Say so when times of records are relied on; timestamps of checkpoints bound them", "the last record says %s, an earlier one %s: the clock was set back in between", stamp(last), stamp(largest))
	default:
		e.well("the clock stands after the last record")
	}
}

// others sees whether another program is writing this moment.
func (e *examination) others(path string) {
	db, err := sql.Open("sqlite", dsn(path, "busy_timeout(0)")+"&_txlock=immediate")
	if err != nil {
		return
	}
	defer func() { _ = db.Close() }()
	tx, err := db.BeginTx(e.ctx, nil)
	if err != nil {
		e.ill("that is no damage: each waits its turn for up to 30 seconds. If none should be running, look for charterwatch serve or scan", "another program is writing to the workspace: %v", err)
		return
	}
	_ = tx.Rollback()
	e.well("no other program is writing")
}

// ledger opens the workspace and derives everything again.
func (e *examination) ledger() {
	s, err := Open(e.ctx, e.dir, e.o)
	if err != nil {
		e.ill("the message says what to do", "%v", err)
		return
	}
	defer func() { _ = s.Close() }()
	report, err := s.Check(e.ctx, nil)
	if err != nil {
		e.ill("the message says what to do", "%v", err)
		return
	}
	const kept = "keep this copy as evidence of the change; restore a backup into a new folder and compare"
	for i, p := range report.Problems {
		if i == 10 {
			e.ill(kept, "%d more; charterwatch ledger check lists all", len(report.Problems)-i)
			break
		}
		e.ill(kept, "record %d (%s %s): %s", p.Seq, p.Type, p.ID, p.What)
	}
	if len(report.Problems) == 0 {
		e.well("%d record(s), %d blob(s), %d leg(s), %d checkpoint(s) match what was accepted", report.Records, report.Blobs, report.Legs, report.Checkpoints)
	}
	backups, err := backupsOf(e.ctx, s.reader)
	if err != nil {
		return
	}
	if len(backups) == 0 {
		e.ill("make one on another disk: charterwatch backup FILE -r AGE1…", "there is no backup that this workspace knows of")
	}
	for _, b := range backups {
		if _, err := os.Stat(b.File); err != nil {
			e.ill("if it was moved, an erasure will not reach it: destroy it yourself then", "the backup %s is not where it was put", b.File)
		}
	}
}
