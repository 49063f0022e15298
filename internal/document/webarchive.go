package document

import (
	"archive/zip"
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"path"
	"slices"
	"strings"

	"github.com/klauspost/compress/gzip"
)

// maxUnpacked is the most that a web archive may unpack to: a browser's capture of a day of
// articles with their pictures is a tenth of it.
const maxUnpacked = 512 << 20

// isArchive recognises WARC, gzipped WARC and WACZ by their bytes.
func isArchive(raw []byte) bool {
	switch {
	case bytes.HasPrefix(raw, []byte("WARC/1.")):
		return true
	case bytes.HasPrefix(raw, []byte("\x1f\x8b")):
		z, err := gzip.NewReader(bytes.NewReader(raw))
		if err != nil {
			return false
		}
		head := make([]byte, 7)
		n, _ := io.ReadFull(z, head)
		return string(head[:n]) == "WARC/1."
	}
	return isWACZ(raw)
}

// isWACZ recognises a web archive's zip by the names that its format asks for.
func isWACZ(raw []byte) bool {
	if !bytes.HasPrefix(raw, []byte("PK\x03\x04")) {
		return false
	}
	z, err := zip.NewReader(bytes.NewReader(raw), int64(len(raw)))
	if err != nil {
		return false
	}
	return slices.ContainsFunc(z.File, func(f *zip.File) bool {
		return strings.HasPrefix(f.Name, "archive/") && (strings.HasSuffix(f.Name, ".warc") || strings.HasSuffix(f.Name, ".warc.gz"))
	})
}

// readArchive reads the pages that a web archive holds: one document a page, each with the
// bytes, headers and time of its own record. Pictures, styles, redirects and requests are
// passed over; the error is ErrPartial where what should have been a page could not be read.
func readArchive(raw []byte, h Hints) ([]Document, error) {
	a := webArchive{hints: h, left: maxUnpacked, passed: map[string]int{}}
	var err error
	switch {
	case bytes.HasPrefix(raw, []byte("PK")):
		err = a.wacz(raw)
	case bytes.HasPrefix(raw, []byte("WARC/1.")):
		err = a.warc(bytes.NewReader(raw))
	default:
		var z *gzip.Reader
		if z, err = gzip.NewReader(bytes.NewReader(raw)); err == nil {
			err = a.warc(z)
		}
	}
	if err != nil {
		a.faults = append(a.faults, err.Error())
	}
	switch {
	case len(a.docs) == 0 && len(a.faults) > 0:
		return nil, fmt.Errorf("read %s: %s", h.name(), strings.Join(a.faults, "; "))
	case len(a.docs) == 0:
		return nil, fmt.Errorf("read %s: a web archive without a page in it: %s", h.name(), counted(a.passed))
	case len(a.faults) > 0:
		return a.docs, fmt.Errorf("read %s: %w: %s", h.name(), ErrPartial, strings.Join(a.faults[:min(len(a.faults), 20)], "; "))
	}
	return a.docs, nil
}

// webArchive gathers the pages of an archive.
type webArchive struct {
	hints  Hints
	pages  map[string]bool // addresses that the archive lists as pages; nil: every page counts
	left   int64           // bytes that may still be unpacked
	docs   []Document
	passed map[string]int // what was passed over, by what it was
	faults []string
}

// wacz reads a zip of WARC files (Web Archive Collection Zipped 1.1.1). Its list of pages
// says which responses are pages and which only belong to one.
func (a *webArchive) wacz(raw []byte) error {
	z, err := zip.NewReader(bytes.NewReader(raw), int64(len(raw)))
	if err != nil {
		return fmt.Errorf("open the WACZ: %w", err)
	}
	for _, f := range z.File {
		if f.Name == "pages/pages.jsonl" {
			if err := a.inZip(f, a.listPages); err != nil {
				return err
			}
		}
	}
	for _, f := range z.File {
		dir, name := path.Split(f.Name)
		if dir != "archive/" || f.Mode()&^0o777 != 0 {
			continue
		}
		read := a.warc
		if strings.HasSuffix(name, ".gz") {
			read = func(r io.Reader) error {
				z, err := gzip.NewReader(r)
				if err != nil {
					return err
				}
				return a.warc(z)
			}
		}
		if err := a.inZip(f, read); err != nil {
			return err
		}
	}
	return nil
}

func (a *webArchive) inZip(f *zip.File, read func(io.Reader) error) error {
	r, err := f.Open()
	if err != nil {
		return fmt.Errorf("%s in the WACZ: %w", f.Name, err)
	}
	defer r.Close()
	if err := read(r); err != nil {
		return fmt.Errorf("%s in the WACZ: %w", f.Name, err)
	}
	return nil
}

func (a *webArchive) listPages(r io.Reader) error {
	lines := bufio.NewScanner(io.LimitReader(r, 16<<20))
	lines.Buffer(nil, 1<<20)
	for lines.Scan() {
		var p struct {
			URL string `json:"url"`
		}
		if json.Unmarshal(lines.Bytes(), &p) == nil && p.URL != "" {
			if a.pages == nil {
				a.pages = map[string]bool{}
			}
			a.pages[p.URL] = true
		}
	}
	return lines.Err()
}

// page reads one response or resource as a document, or counts why it is none.
func (a *webArchive) page(r record) {
	if a.pages != nil && !a.pages[r.url] {
		a.passed["parts of pages"]++
		return
	}
	h := a.hints
	h.URL, h.Retrieved, h.Headers, h.ContentType = r.url, r.at, r.headers, r.contentType
	h.Transfer = &Transfer{Asked: r.url, Remote: r.remote, Status: r.status, Headers: r.headers, Archive: a.hints.File, Record: r.id}
	if isArchive(r.body) {
		a.faults = append(a.faults, fmt.Sprintf("%s: an archive inside the archive is not read", r.url))
		return
	}
	docs, err := Read(r.body, h)
	if err != nil {
		a.faults = append(a.faults, err.Error())
	}
	for _, d := range docs {
		d.Warnings = append(d.Warnings, r.warnings...)
		a.docs = append(a.docs, d)
	}
	if len(a.docs) > MaxFeedItems {
		a.docs = a.docs[:MaxFeedItems]
	}
}

var errTooMuch = errors.New("it unpacks to more than 512 MiB: split it")

// counted lists what was passed over: "images 12, redirects 3".
func counted(n map[string]int) string {
	var what []string
	for w := range n {
		what = append(what, w)
	}
	slices.Sort(what)
	for i, w := range what {
		what[i] = fmt.Sprintf("%s %d", w, n[w])
	}
	if len(what) == 0 {
		return "no record in it"
	}
	return strings.Join(what, ", ")
}
