package archive

import (
	"archive/tar"
	"bytes"
	"errors"
	"fmt"
	"io"
	"os"
	"path"
	"slices"
	"strings"

	"github.com/charterwatch/charterwatch/internal/adsb/readsb"
)

// maxTar bounds what a compressed tar may unpack to on disk: twenty of the largest days.
const maxTar = 80 << 30

// tar lists the entries of one tar. next names the piece that would follow, "" for a whole tar.
func (w *walker) tar(file *joined, name string, head []byte, next string) error {
	w.closers = append(w.closers, file)
	if !isTar(head) {
		spooled, err := w.spool(file, name)
		if spooled == nil {
			return err
		}
		file = spooled
	}
	section := io.NewSectionReader(&ahead{of: file}, 0, file.size)
	if err := w.plainEntries(file, section, name); err != nil {
		return err
	}
	return w.entries(file, section, name, next)
}

// plainEntries lists entries from the start for as long as their headers are plain, going from
// header to header, and leaves the section at the first one that is not: the end, if nothing else.
func (w *walker) plainEntries(file *joined, section *io.SectionReader, archive string) error {
	block := make([]byte, blockSize)
	for at, n := int64(0), 0; ; n++ {
		if n&63 == 0 {
			if err := w.ctx.Err(); err != nil {
				return err
			}
		}
		if n, err := section.ReadAt(block, at); n < blockSize && err != nil {
			block = block[:0]
		}
		name, size, folder, ok := plainHeader(block)
		from := at + blockSize
		beyond := from + (size+blockSize-1)/blockSize*blockSize
		if !ok || beyond > file.size { // the last entry of a tar that is cut is told by the other
			_, err := section.Seek(at, io.SeekStart)
			return err
		}
		if !folder {
			w.entry(file, section, name, size, from, archive)
		}
		at = beyond
	}
}

// entries lists what is left of a tar, with whatever forms of headers it has.
func (w *walker) entries(file *joined, section *io.SectionReader, name, next string) error {
	entries := tar.NewReader(section)
	for {
		if err := w.ctx.Err(); err != nil {
			return err
		}
		header, err := entries.Next()
		at, _ := section.Seek(0, io.SeekCurrent)
		if err == io.EOF {
			if !endMark(file, at) {
				w.skip(name, "the tar ends at byte %d without its end mark: entries may be missing%s", at, orPiece(next))
			}
			return nil
		}
		if err != nil {
			w.skip(name, "the tar cannot be read from byte %d on: %v%s; the entries before it are kept", at, err, orPiece(next))
			return nil
		}
		if at+header.Size > file.size && header.Typeflag == tar.TypeReg {
			w.skip(header.Name, "cut in the middle: the entry at byte %d of %s has %d bytes and only %d are there%s", at, path.Base(name), header.Size, file.size-at, orPiece(next))
			return nil
		}
		if why := notAFile(header); why != "" {
			w.skip(header.Name, "%s, %s", why, placeIn(name, at))
		} else if header.Typeflag != tar.TypeDir && header.Typeflag != tar.TypeXGlobalHeader {
			w.entry(file, section, header.Name, header.Size, at, name)
		}
	}
}

// notAFile says why an entry that is no folder cannot be read as a file, "" where it can.
func notAFile(header *tar.Header) string {
	switch header.Typeflag {
	case tar.TypeReg, tar.TypeRegA: //nolint:staticcheck // old tars have it
	case tar.TypeDir, tar.TypeXGlobalHeader:
		return ""
	case tar.TypeLink, tar.TypeSymlink:
		return "a link, which is not followed"
	default:
		return "not a regular file"
	}
	for key := range header.PAXRecords {
		if strings.HasPrefix(key, "GNU.sparse") {
			return "a sparse entry"
		}
	}
	return ""
}

func placeIn(archive string, at int64) string {
	return fmt.Sprintf("at byte %d of %s", at, path.Base(archive))
}

// ahead reads a little more than it is asked for, from where it is asked: the end of one
// entry, the header of the next and its first bytes then take one call of the system and not four.
type ahead struct {
	of   io.ReaderAt
	from int64
	have int
	buf  [2 * blockSize]byte
}

func (a *ahead) ReadAt(p []byte, at int64) (int, error) {
	if len(p) > len(a.buf) {
		return a.of.ReadAt(p, at)
	}
	if at < a.from || at+int64(len(p)) > a.from+int64(a.have) {
		n, err := a.of.ReadAt(a.buf[:], at)
		a.from, a.have = at, n
		if n < len(p) {
			return copy(p, a.buf[:n]), err
		}
	}
	return copy(p, a.buf[at-a.from:]), nil
}

func orPiece(next string) string {
	if next == "" {
		return ""
	}
	return ", perhaps " + next + " is missing"
}

// endMark reports whether the bytes before an offset, or from it on, are the zeros that end a tar.
func endMark(r *joined, at int64) bool {
	block := make([]byte, blockSize)
	if at < blockSize {
		return false
	}
	if n, _ := r.ReadAt(block, at-blockSize); n < blockSize {
		return false
	}
	for _, c := range block {
		if c != 0 {
			return false
		}
	}
	return true
}

// entry lists one file of a tar, whose bytes start at an offset. Its first
// ones are read the way that its header was.
func (w *walker) entry(file *joined, headers io.ReaderAt, name string, size, at int64, archive string) {
	skip := func(format string, args ...any) {
		w.skip(name, format+", "+strings.ReplaceAll(placeIn(archive, at), "%", "%%"), args...)
	}
	slashed := strings.ReplaceAll(name, `\`, "/")
	clean := path.Clean(slashed)
	switch {
	case path.IsAbs(clean) || strings.Contains(slashed, "..") && slices.Contains(strings.Split(slashed, "/"), ".."):
		skip("a path that leaves the archive")
		return
	case besideTraces(clean):
		w.NotTraces++
		return
	case size > maxStored:
		skip("%s", tooLarge(size))
		return
	case size == 0:
		skip("the entry is empty")
		return
	}
	var first [16]byte
	head := first[:min(int64(len(first)), size)]
	if _, err := headers.ReadAt(head, at); err != nil && !errors.Is(err, io.EOF) {
		skip("cannot be read: %v", bare(err))
		return
	}
	if !isGzip(head) && !isZstd(head) && !bytes.HasPrefix(head, []byte("{")) && !w.positions(file, at, size) {
		skip("not a trace: it begins with %q", head)
		return
	}
	w.Inputs = append(w.Inputs, Input{
		Name:    printable(clean),
		Archive: printable(path.Base(archive)),
		Hex:     readsb.HexOf(clean),
		Size:    size,
		read: func(buf []byte) ([]byte, error) {
			raw := append(buf, make([]byte, size)...)
			if _, err := file.ReadAt(raw[len(buf):], at); err != nil && !errors.Is(err, io.EOF) {
				return buf, fmt.Errorf("read %s %s: %w", clean, placeIn(archive, at), bare(err))
			}
			return raw, nil
		},
	})
}

// positions looks at more of an entry than its first bytes.
func (w *walker) positions(file *joined, at, size int64) bool {
	head := make([]byte, min(looked, size))
	n, _ := file.ReadAt(head, at)
	return isPositions(head[:n])
}

// spool unpacks a compressed tar into a temporary file that goes when the listing is
// closed. A tar whose compression is cut is used as far as it goes; nil means that
// nothing can be used.
func (w *walker) spool(file *joined, name string) (*joined, error) {
	head := make([]byte, 16)
	n, _ := file.ReadAt(head, 0)
	text, put, err := unpacker(head[:n], io.NewSectionReader(file, 0, file.size))
	if err != nil || text == nil {
		w.skip(name, "cannot be unpacked: %v", err)
		return nil, nil
	}
	defer put()
	temp, err := os.CreateTemp(w.opts.TempDir, "charterwatch-*.tar")
	if err != nil {
		return nil, fmt.Errorf("unpack %s: %w", name, err)
	}
	whole := &joined{}
	w.closers = append(w.closers, temporary{temp})
	buf := make([]byte, 1<<20)
	var size int64
	for {
		if err := w.ctx.Err(); err != nil {
			return nil, err
		}
		n, err := text.Read(buf)
		if _, err := temp.Write(buf[:n]); err != nil {
			return nil, fmt.Errorf("unpack %s: %w", name, err)
		}
		size += int64(n)
		if tooMuch(size, file.size, maxTar) {
			w.skip(name, "%v (%d bytes from %d so far)", ErrBomb, size, file.size)
			return nil, nil
		}
		if err == io.EOF {
			break
		}
		if err != nil {
			w.skip(name, "%v after %d bytes of the tar; the entries before it are kept", damage(err), size)
			break
		}
	}
	if err := whole.add(temp); err != nil {
		return nil, fmt.Errorf("unpack %s: %w", name, err)
	}
	return whole, nil
}

// temporary is a file that is removed when it is closed.
type temporary struct{ *os.File }

func (t temporary) Close() error {
	return errors.Join(t.File.Close(), os.Remove(t.Name()))
}
