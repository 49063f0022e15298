package archive

import (
	"bytes"
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"

	"github.com/charterwatch/charterwatch/internal/adsb/readsb"
)

// Input is one file that may be a trace. It is not read before Open.
type Input struct {
	Name    string // path inside the folder or archive, slash-separated
	Archive string // file name of the tar that holds it, "" in a folder
	Hex     string // from a name such as trace_full_<hex>.json, "" otherwise; "~" stays
	Size    int64  // bytes as stored

	read func(buf []byte) ([]byte, error)
}

// Open returns the bytes as they are stored.
func (in Input) Open() ([]byte, error) { return in.read(nil) }

// AppendTo appends the bytes as they are stored to buf; after an error they are none.
func (in Input) AppendTo(buf []byte) ([]byte, error) { return in.read(buf) }

// Skip is something that was found and not used.
type Skip struct {
	Name   string `json:"name"`
	Reason string `json:"reason"`
}

// Listing is what was found, in order of name. Close it when its inputs are done with.
type Listing struct {
	Inputs    []Input
	Skipped   []Skip
	NotTraces int // what an archive holds beside its traces: heatmaps, collision warnings, readme

	// Incomplete names each day that lacks some of the 256 folders of its traces.
	Incomplete []Incomplete
	closers    []io.Closer
}

// Close lets go of the files that the inputs read from and removes temporary ones.
func (l Listing) Close() error {
	var errs []error
	for _, c := range slices.Backward(l.closers) {
		errs = append(errs, c.Close())
	}
	return errors.Join(errs...)
}

// Options are what a caller may choose.
type Options struct {
	TempDir string // where compressed tars are unpacked to; "" is the system's
}

// maxStored is the largest file or entry that is read: what is not compressed is
// bound like what is.
const maxStored = maxText

// Walk lists the traces in the files and folders given. What cannot be used is in
// Skipped; the error is only for a cancelled context.
func Walk(ctx context.Context, paths []string, opts Options) (Listing, error) {
	w := walker{ctx: ctx, opts: opts, seen: map[string]bool{}}
	for _, p := range paths {
		if err := w.path(p); err != nil {
			w.Close()
			return Listing{}, fmt.Errorf("walk archives: %w", err)
		}
	}
	slices.SortStableFunc(w.Inputs, func(a, b Input) int {
		return cmp.Or(strings.Compare(a.Name, b.Name), strings.Compare(a.Archive, b.Archive))
	})
	slices.SortStableFunc(w.Skipped, func(a, b Skip) int {
		return cmp.Or(strings.Compare(a.Name, b.Name), strings.Compare(a.Reason, b.Reason))
	})
	w.Incomplete = incomplete(w.Inputs)
	return w.Listing, nil
}

// tooLarge says what to do with a file beyond maxStored, which is refused whole.
func tooLarge(size int64) string {
	return fmt.Sprintf("%d MiB is more than one file may have, %d MiB; cut a large log by the hour, with its header line in each piece", size>>20, maxStored>>20)
}

type walker struct {
	Listing
	ctx  context.Context
	opts Options
	seen map[string]bool // absolute paths already listed
}

func (w *walker) skip(name, format string, args ...any) {
	w.Skipped = append(w.Skipped, Skip{printable(name), fmt.Sprintf(format, args...)})
}

// path lists one path that the user gave.
func (w *walker) path(given string) error {
	name := filepath.Base(given)
	info, err := os.Stat(given) // a link that the user names himself is followed
	switch {
	case err != nil:
		w.skip(name, "cannot be read: %v", bare(err))
		return nil
	case !info.IsDir():
		return w.file(given, name, info)
	}
	return filepath.WalkDir(given, func(at string, entry fs.DirEntry, err error) error {
		if stop := w.ctx.Err(); stop != nil {
			return stop
		}
		rel, _ := filepath.Rel(given, at)
		name := filepath.ToSlash(rel)
		if err != nil {
			w.skip(name, "cannot be read: %v", bare(err))
			return nil
		}
		if entry.IsDir() {
			return nil
		}
		info, err := entry.Info()
		if err != nil {
			w.skip(name, "cannot be read: %v", bare(err))
			return nil
		}
		return w.file(at, name, info)
	})
}

// file lists one file of the disk: a trace, a tar, a piece of one, or something else.
func (w *walker) file(at, name string, info fs.FileInfo) error {
	if err := w.ctx.Err(); err != nil {
		return err
	}
	if abs, err := filepath.Abs(at); err == nil {
		if w.seen[abs] {
			return nil
		}
		w.seen[abs] = true
	}
	switch {
	case info.Mode()&fs.ModeSymlink != 0:
		w.skip(name, "a link, which is not followed; give its target instead")
		return nil
	case !info.Mode().IsRegular():
		w.skip(name, "not a regular file")
		return nil
	case besideTraces(name):
		w.NotTraces++
		return nil
	case isPiece(at):
		return w.pieces(at, name)
	}
	file, err := os.Open(at)
	if err != nil {
		w.skip(name, "cannot be read: %v", bare(err))
		return nil
	}
	content, head := sniff(file, info.Size())
	switch content {
	case aTar, aPackedTar:
		return w.tar(&joined{parts: []part{{file, 0, info.Size()}}, size: info.Size()}, name, head, "")
	}
	file.Close()
	switch {
	case content == nothing:
		w.skip(name, "the file is empty")
	case content != aText:
		w.skip(name, "neither a trace nor an archive of traces: it begins with %q", head[:min(len(head), 8)])
	case info.Size() > maxStored:
		w.skip(name, "%s", tooLarge(info.Size()))
	default:
		w.Inputs = append(w.Inputs, Input{
			Name: printable(name),
			Hex:  readsb.HexOf(name),
			Size: info.Size(),
			read: func(buf []byte) ([]byte, error) {
				raw, err := appendFile(buf, at, info.Size())
				if err != nil {
					return buf, fmt.Errorf("read %s: %w", name, bare(err))
				}
				return raw, nil
			},
		})
	}
	return nil
}

// appendFile appends a file of about a size to buf.
func appendFile(buf []byte, at string, size int64) ([]byte, error) {
	file, err := os.Open(at)
	if err != nil {
		return nil, err
	}
	defer file.Close()
	into := bytes.NewBuffer(slices.Grow(buf, int(size)+bytes.MinRead))
	_, err = into.ReadFrom(file)
	return into.Bytes(), err
}

// besideTraces reports what a globe_history archive holds that is no trace.
func besideTraces(name string) bool {
	for dir := range strings.SplitSeq(path.Dir(name), "/") {
		if dir == "heatmap" || dir == "acas" {
			return true
		}
	}
	base := path.Base(name)
	return strings.HasPrefix(base, "README") || strings.HasPrefix(base, "LICENSE") ||
		base == "truth.json" // what package sim knows about the flights it flew
}

// bare takes the path out of an error of the file system: it is the user's own.
func bare(err error) error {
	var p *fs.PathError
	if errors.As(err, &p) {
		return p.Err
	}
	return err
}

// printable makes a name that may be shown: valid UTF-8 without control characters.
func printable(name string) string {
	if !strings.ContainsFunc(name, func(r rune) bool { return r < ' ' || r >= 0x7f }) {
		return name // as nearly all are
	}
	return strings.Map(func(r rune) rune {
		if r < ' ' || r == 0x7f {
			return '\uFFFD'
		}
		return r
	}, strings.ToValidUTF8(name, "\uFFFD"))
}
