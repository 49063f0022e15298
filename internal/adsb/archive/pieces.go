package archive

import (
	"errors"
	"io"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"sort"
)

// A day that is too large for one download is cut by split(1): x.tar.aa, x.tar.ab and so on.
var pieceName = regexp.MustCompile(`^(.+\.(?:tar|tar\.gz|tgz|tar\.zst))\.([a-z]{2})$`)

// isPiece reports whether a name is that of a piece. Of two letters, gz and xz mean a compressed tar.
func isPiece(name string) bool {
	m := pieceName.FindStringSubmatch(filepath.Base(name))
	return m != nil && m[2] != "gz" && m[2] != "xz"
}

// pieces joins the piece at a path with its siblings and lists the tar that they make.
// A missing piece is named, and what comes before it is used.
func (w *walker) pieces(at, name string) error {
	dir, parts := filepath.Dir(at), pieceName.FindStringSubmatch(filepath.Base(at))
	stem := parts[1]
	entries, err := os.ReadDir(dir)
	if err != nil {
		w.skip(name, "its other pieces cannot be looked for: %v", bare(err))
		return nil
	}
	last := parts[2]
	for _, e := range entries {
		if m := pieceName.FindStringSubmatch(e.Name()); m != nil && m[1] == stem && isPiece(e.Name()) {
			last = max(last, m[2])
			if abs, err := filepath.Abs(filepath.Join(dir, e.Name())); err == nil {
				w.seen[abs] = true
			}
		}
	}
	whole := &joined{}
	suffix := "aa"
	missing := ""
	for ; suffix <= last; suffix = after(suffix) {
		file, err := os.Open(filepath.Join(dir, stem+"."+suffix))
		if err != nil {
			missing = stem + "." + suffix
			w.skip(path.Join(path.Dir(name), missing), "this piece of the split tar is missing (%v); pieces from here on are not read, put all of them into one folder", bare(err))
			break
		}
		if err := whole.add(file); err != nil {
			w.skip(path.Join(path.Dir(name), stem+"."+suffix), "cannot be read: %v", bare(err))
			file.Close()
			break
		}
	}
	if len(whole.parts) == 0 {
		return nil
	}
	next := stem + "." + suffix
	if missing != "" {
		next = missing
	}
	stemName := path.Join(path.Dir(name), stem)
	content, head := sniff(whole, whole.size)
	if content != aTar && content != aPackedTar {
		w.skip(stemName, "its pieces do not make a tar: they begin with %q", head[:min(len(head), 8)])
		return whole.Close()
	}
	return w.tar(whole, stemName, head, next)
}

// after counts as split does: aa, ab, … az, ba.
func after(suffix string) string {
	if suffix[1] < 'z' {
		return suffix[:1] + string(suffix[1]+1)
	}
	return string(suffix[0]+1) + "a"
}

// joined is several files read as one.
type joined struct {
	parts []part
	size  int64
}

type part struct {
	file       *os.File
	from, size int64
}

func (j *joined) add(file *os.File) error {
	info, err := file.Stat()
	switch {
	case err != nil:
		return err
	case !info.Mode().IsRegular():
		return errors.New("not a regular file")
	}
	j.parts = append(j.parts, part{file, j.size, info.Size()})
	j.size += info.Size()
	return nil
}

// ReadAt reads across the borders of the files; many may read at once.
func (j *joined) ReadAt(b []byte, off int64) (int, error) {
	i := sort.Search(len(j.parts), func(i int) bool { return off < j.parts[i].from+j.parts[i].size })
	read := 0
	for ; i < len(j.parts) && read < len(b); i++ {
		p := j.parts[i]
		from := off + int64(read) - p.from
		n, err := p.file.ReadAt(b[read:min(int64(len(b)), int64(read)+p.size-from)], from)
		read += n
		if err != nil && err != io.EOF {
			return read, err
		}
		if from+int64(n) < p.size && read < len(b) {
			return read, io.ErrUnexpectedEOF // the file has shrunk
		}
	}
	if read < len(b) {
		return read, io.EOF
	}
	return read, nil
}

func (j *joined) Close() error {
	var errs []error
	for _, p := range j.parts {
		errs = append(errs, p.file.Close())
	}
	return errors.Join(errs...)
}
