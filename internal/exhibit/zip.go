package exhibit

import (
	"archive/zip"
	"fmt"
	"io"
	"io/fs"
	"strings"
	"time"
)

// zipTime stands on every entry: the first moment that a zip can name, and no clock of ours.
var zipTime = time.Date(1980, 1, 1, 0, 0, 0, 0, time.UTC)

// WriteZip writes files in their order under one folder. Entries are stored and not
// compressed, so that the bytes depend on no compressor's version.
func WriteZip(w io.Writer, folder string, files []File) error {
	z := zip.NewWriter(w)
	for _, f := range files {
		e, err := z.CreateHeader(&zip.FileHeader{Name: folder + "/" + f.Name, Method: zip.Store, Modified: zipTime})
		if err != nil {
			return fmt.Errorf("write zip: %s: %w", f.Name, err)
		}
		if _, err := e.Write(f.Data); err != nil {
			return fmt.Errorf("write zip: %s: %w", f.Name, err)
		}
	}
	if err := z.Close(); err != nil {
		return fmt.Errorf("write zip: %w", err)
	}
	return nil
}

// OpenZip opens the zip of an exhibit from anybody. It refuses what WriteZip does not write:
// links, compressed entries, two entries of one name, names that leave the folder, more files
// or bytes than Verify reads.
func OpenZip(r io.ReaderAt, size int64) (fs.FS, error) {
	z, err := zip.NewReader(r, size)
	if err != nil {
		return nil, fmt.Errorf("open zip: %w", err)
	}
	if len(z.File) > maxFiles {
		return nil, fmt.Errorf("open zip: %d entries, an exhibit has at most %d", len(z.File), maxFiles)
	}
	folder, seen, total := "", map[string]bool{}, uint64(0)
	for _, f := range z.File {
		top, name, _ := strings.Cut(f.Name, "/")
		if folder == "" {
			folder = top
		}
		total += f.UncompressedSize64
		switch {
		case !fs.ValidPath(f.Name) || strings.Contains(f.Name, `\`) || top != folder || name == "" || !knownName.MatchString(name):
			return nil, fmt.Errorf("open zip: entry %.80q is no file of an exhibit", f.Name)
		case !f.Mode().IsRegular():
			return nil, fmt.Errorf("open zip: entry %q is not a plain file", f.Name)
		case f.Method != zip.Store || f.CompressedSize64 != f.UncompressedSize64:
			return nil, fmt.Errorf("open zip: entry %q is compressed, which an exhibit's zip never is: unpack it and verify the folder", f.Name)
		case seen[f.Name]:
			return nil, fmt.Errorf("open zip: two entries are called %q", f.Name)
		case f.UncompressedSize64 > maxTotal || total > maxTotal:
			return nil, fmt.Errorf("open zip: more than %d bytes", int64(maxTotal))
		}
		seen[f.Name] = true
	}
	if folder == "" {
		return nil, fmt.Errorf("open zip: it is empty")
	}
	return fs.Sub(z, folder)
}
