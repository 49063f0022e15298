package store

import (
	"archive/tar"
	"context"
	"crypto/sha256"
	"database/sql"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strings"

	"filippo.io/age"

	"github.com/charterwatch/charterwatch/internal/ledger"
)

// snapshotPrefix begins the name of a copy of the database while a backup is made.
const snapshotPrefix = ".backup-"

// backup is the fact of a record "backup": where a copy of everything was put, so that an
// erasure reaches it.
type backup struct {
	File       string   `json:"file"` // absolute path on this machine
	SHA256     string   `json:"sha256"`
	Recipients []string `json:"recipients"` // age; empty: not encrypted
}

// BackupReport is what a backup holds.
type BackupReport struct {
	File      string
	Records   int64
	Blobs     int // files of kept bytes
	Bytes     int64
	Encrypted bool
}

// Backup writes everything of a workspace into one file: a tar of a snapshot of the database,
// the key, and the kept bytes; encrypted with age when there are recipients. Others may go on
// writing: the snapshot is of one moment, and bytes are on the disk before the record that
// names them.
func (s *Store) Backup(ctx context.Context, file string, recipients []string) (BackupReport, error) {
	r, err := s.backup(ctx, file, recipients)
	if err != nil {
		return r, fmt.Errorf("backup to %s: %w", file, s.explain(err))
	}
	return r, nil
}

func (s *Store) backup(ctx context.Context, file string, recipients []string) (r BackupReport, err error) {
	if s.engine.name != "sqlite3" {
		return r, errors.New("the rows of a shared workspace are in PostgreSQL: use pg_dump for them and copy the folder after it")
	}
	if file, err = filepath.Abs(file); err != nil {
		return r, err
	}
	if _, err := os.Lstat(file); err == nil {
		return r, fmt.Errorf("%s %w: a backup replaces nothing", file, ErrExists)
	}
	if r, err = s.writeBackup(ctx, file, recipients); err != nil {
		return r, err
	}
	return r, nil
}

// writeBackup writes a backup under its name, whole or not at all, and records it.
func (s *Store) writeBackup(ctx context.Context, file string, recipients []string) (r BackupReport, err error) {
	to, err := parseRecipients(recipients)
	if err != nil {
		return r, err
	}
	f, err := os.CreateTemp(filepath.Dir(file), tempPrefix+"*")
	if err != nil {
		return r, err
	}
	temp := f.Name()
	defer os.Remove(temp)
	defer f.Close()
	note, err := s.noteUnfinished(temp)
	if err != nil {
		return r, err
	}
	defer os.Remove(note)
	sum := sha256.New()
	var w io.WriteCloser = nopCloser{io.MultiWriter(f, sum)}
	if len(to) > 0 {
		if w, err = age.Encrypt(w, to...); err != nil {
			return r, err
		}
	}
	before, err := s.erasures(ctx)
	if err != nil {
		return r, err
	}
	r.File, r.Encrypted = file, len(to) > 0
	if err := s.tarWorkspace(ctx, w, &r); err != nil {
		return r, err
	}
	if err := errors.Join(w.Close(), f.Chmod(0o600), f.Sync()); err != nil {
		return r, err
	}
	if after, err := s.erasures(ctx); err != nil || after != before {
		return r, errors.Join(err, errors.New("something was erased meanwhile: run the backup again"))
	}
	fact := backup{File: file, SHA256: hex.EncodeToString(sum.Sum(nil)), Recipients: recipients}
	if fact.Recipients == nil {
		fact.Recipients = []string{}
	}
	// Recorded before it has its name: a backup that nobody knows of could not be erased from.
	if err := s.write(ctx, func(w *writing) error {
		_, err := w.append("backup", fact.SHA256[:16], fact)
		return err
	}); err != nil {
		return r, err
	}
	if err := os.Rename(temp, file); err != nil {
		return r, err
	}
	return r, syncFolder(filepath.Dir(file))
}

// unfinishedEnding ends the name of a note in the workspace that says where a backup is being
// written: what a kill leaves there holds everything, and an erasure has to find it.
const unfinishedEnding = ".to"

func (s *Store) noteUnfinished(temp string) (note string, err error) {
	note = filepath.Join(s.dir, snapshotPrefix+filepath.Base(temp)+unfinishedEnding)
	return note, writeWhole(note, []byte(temp), 0o600)
}

// destroyUnfinished destroys what a note of noteUnfinished names. Anything else it leaves alone.
func destroyUnfinished(note string) error {
	if !strings.HasSuffix(note, unfinishedEnding) {
		return nil
	}
	text, err := os.ReadFile(note)
	if err != nil {
		return err
	}
	temp := string(text)
	if !filepath.IsAbs(temp) || !strings.HasPrefix(filepath.Base(temp), tempPrefix) {
		return nil
	}
	if _, err := os.Lstat(temp); errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	return errors.Join(destroyBytes(temp), os.Remove(temp))
}

type nopCloser struct{ io.Writer }

func (nopCloser) Close() error { return nil }

func parseRecipients(texts []string) (out []age.Recipient, err error) {
	for _, text := range texts {
		r, err := age.ParseRecipients(strings.NewReader(text))
		if err != nil {
			return nil, fmt.Errorf("recipient %.80q: %w", text, err)
		}
		out = append(out, r...)
	}
	return out, nil
}

func (s *Store) erasures(ctx context.Context) (n int, err error) {
	_, err = one(ctx, s.reader, `SELECT count(*) FROM records WHERE type = 'erasure'`, nil, &n)
	return n, err
}

// tarWorkspace writes the database first: every byte that it names was kept before it.
func (s *Store) tarWorkspace(ctx context.Context, out io.Writer, r *BackupReport) error {
	snapshot, err := s.snapshot(ctx, r)
	if err != nil {
		return err
	}
	defer func() { _ = destroyBytes(snapshot); _ = os.Remove(snapshot) }()
	w := tar.NewWriter(out)
	if err := addFile(w, databaseFile, snapshot, r); err != nil {
		return err
	}
	for _, name := range []string{keyFile, "policy", "authorities"} {
		err := addFile(w, name, filepath.Join(s.dir, name), r)
		if err != nil && (name == keyFile || !errors.Is(err, fs.ErrNotExist)) {
			return err
		}
	}
	root := filepath.Join(s.dir, blobFolder)
	err = filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
		if err != nil || !d.Type().IsRegular() || ctx.Err() != nil {
			return errors.Join(err, ctx.Err())
		}
		name, err := filepath.Rel(s.dir, path)
		if err != nil || !inBackup.MatchString(filepath.ToSlash(name)) {
			return err // a temporary file of another writer
		}
		r.Blobs++
		return addFile(w, filepath.ToSlash(name), path, r)
	})
	return errors.Join(err, w.Close())
}

// snapshot copies the database as it is at one moment, without its free pages.
func (s *Store) snapshot(ctx context.Context, r *BackupReport) (path string, err error) {
	path, err = filepath.Abs(filepath.Join(s.dir, databaseFile))
	if err != nil {
		return "", err
	}
	db, err := sql.Open("sqlite", dsn(path, "busy_timeout(30000)"))
	if err != nil {
		return "", err
	}
	defer func() { _ = db.Close() }()
	temp, err := os.CreateTemp(s.dir, snapshotPrefix+"*")
	if err != nil {
		return "", err
	}
	if err := temp.Close(); err != nil {
		return "", err
	}
	if _, err := db.ExecContext(ctx, `VACUUM INTO $1`, temp.Name()); err != nil {
		return "", errors.Join(err, os.Remove(temp.Name()))
	}
	copied, err := sql.Open("sqlite", dsn(temp.Name()))
	if err != nil {
		return "", err
	}
	defer func() { _ = copied.Close() }()
	_, err = one(ctx, copied, `SELECT size FROM head WHERE one = 1`, nil, &r.Records)
	return temp.Name(), err
}

func addFile(w *tar.Writer, name, path string, r *BackupReport) error {
	f, err := os.Open(path)
	if err != nil {
		return err
	}
	defer f.Close()
	fi, err := f.Stat()
	if err != nil {
		return err
	}
	if err := w.WriteHeader(&tar.Header{Typeflag: tar.TypeReg, Name: name, Size: fi.Size(), Mode: 0o600, Format: tar.FormatPAX}); err != nil {
		return err
	}
	n, err := io.Copy(w, f)
	r.Bytes += n
	return err
}

// inBackup are the only names that a backup has.
var inBackup = regexp.MustCompile(`^(charterwatch\.db|ledger\.key|policy|authorities|blobs/[0-9a-f]{2}/[0-9a-f]{62}|blobs/packs/[0-9a-f]{64}\.pack)$`)

// Restore makes a workspace in dir, which must be missing or empty, out of a backup. Nothing
// is there under its name before everything is. The caller runs Check.
func Restore(ctx context.Context, in io.Reader, identities []age.Identity, dir string) error {
	if err := mayInit(dir); err != nil {
		return fmt.Errorf("restore to %s: %w", dir, err)
	}
	made, err := makePath(dir)
	if err == nil {
		err = restoreInside(ctx, in, identities, dir)
	}
	if err != nil {
		for _, folder := range made {
			err = errors.Join(err, os.RemoveAll(folder))
		}
		return fmt.Errorf("restore to %s: %w", dir, err)
	}
	return nil
}

func restoreInside(ctx context.Context, in io.Reader, identities []age.Identity, dir string) error {
	if len(identities) > 0 {
		plain, err := age.Decrypt(in, identities...)
		if err != nil {
			return fmt.Errorf("decrypt: %w", err)
		}
		in = plain
	}
	tmp, err := os.MkdirTemp(dir, ".restore-*")
	if err != nil {
		return err
	}
	defer os.RemoveAll(tmp)
	if err := os.MkdirAll(filepath.Join(tmp, blobFolder), 0o700); err != nil {
		return err
	}
	seen := map[string]bool{}
	for r := tar.NewReader(in); ; {
		h, err := r.Next()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return fmt.Errorf("it is no whole backup: %w (an encrypted one needs --identity)", err)
		}
		if h.Typeflag != tar.TypeReg || !inBackup.MatchString(h.Name) || seen[h.Name] {
			return fmt.Errorf("it holds %.200q, which no backup of ours does", h.Name)
		}
		seen[h.Name] = true
		if err := extract(ctx, filepath.Join(tmp, filepath.FromSlash(h.Name)), r, h.Size); err != nil {
			return err
		}
	}
	if !seen[databaseFile] || !seen[keyFile] {
		return fmt.Errorf("it is no whole backup: %s or %s is not in it", databaseFile, keyFile)
	}
	for _, name := range []string{"policy", "authorities", keyFile, blobFolder, databaseFile} {
		err := os.Rename(filepath.Join(tmp, name), filepath.Join(dir, name))
		if err != nil && !errors.Is(err, fs.ErrNotExist) {
			return err
		}
	}
	return syncFolder(dir)
}

func extract(ctx context.Context, path string, r io.Reader, size int64) error {
	if err := errors.Join(ctx.Err(), os.MkdirAll(filepath.Dir(path), 0o700)); err != nil {
		return err
	}
	f, err := os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if err != nil {
		return err
	}
	n, err := io.Copy(f, r)
	if err == nil && n != size {
		err = io.ErrUnexpectedEOF
	}
	return errors.Join(err, f.Sync(), f.Close())
}

// backupsOf returns the backups that the log knows of, each file once, as it was made last.
func backupsOf(ctx context.Context, q queryer) (out []backup, err error) {
	at := map[string]int{}
	err = each(ctx, q, `SELECT body FROM records WHERE type = 'backup' ORDER BY seq`, nil, func(scan func(...any) error) error {
		var body string
		var b backup
		if err := errors.Join(scan(&body), ledger.Fact([]byte(body), &b)); err != nil {
			return err
		}
		if i, there := at[b.File]; there {
			out[i] = b
			return nil
		}
		at[b.File] = len(out)
		out = append(out, b)
		return nil
	})
	return out, err
}

// erasingEnding ends the name of a backup that is being made again: a kill may leave it.
const erasingEnding = ".erasing"

// renewBackups puts new backups in the place of those that may hold what was erased. After a
// kill it goes on where it was.
func (s *Store) renewBackups(ctx context.Context, list []backup, e erased, out *Erasure) error {
	for _, b := range list {
		old := b.File + erasingEnding
		_, thereErr := os.Stat(b.File)
		_, asideErr := os.Stat(old)
		if thereErr != nil && asideErr != nil {
			out.Missing = append(out.Missing, b.File)
			continue
		}
		again, err := s.madeSince(ctx, b.File, e.seq)
		if err != nil {
			return err
		}
		if thereErr == nil && !again {
			if err := os.Rename(b.File, old); err != nil { // it takes the place of an older one that was set aside
				return err
			}
			thereErr, asideErr = fs.ErrNotExist, nil
		}
		if thereErr != nil {
			if _, err := s.writeBackup(ctx, b.File, b.Recipients); err != nil {
				return errors.Join(fmt.Errorf("make the backup %s again without %s: %w", b.File, e.ID, err), os.Rename(old, b.File))
			}
		}
		if asideErr == nil {
			if err := errors.Join(destroyBytes(old), os.Remove(old), syncFolder(filepath.Dir(old))); err != nil {
				return err
			}
		}
		out.Renewed = append(out.Renewed, b.File)
	}
	return nil
}

// madeSince says whether a backup was recorded after a place of the log.
func (s *Store) madeSince(ctx context.Context, file string, seq int64) (made bool, err error) {
	err = each(ctx, s.reader, `SELECT body FROM records WHERE type = 'backup' AND seq > $1`, []any{seq}, func(scan func(...any) error) error {
		var body string
		var b backup
		err := errors.Join(scan(&body), ledger.Fact([]byte(body), &b))
		made = made || b.File == file
		return err
	})
	return made, err
}
