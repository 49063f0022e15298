package document

import (
	"bufio"
	"bytes"
	"crypto/sha1"
	"crypto/sha256"
	"encoding/base32"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"mime"
	"net/textproto"
	"strconv"
	"strings"
	"time"

	"github.com/klauspost/compress/gzip"
	"github.com/klauspost/compress/zlib"
)

// record is one page of a WARC file: what a server sent, and what the archive says of it.
type record struct {
	id, url, remote string
	at              time.Time
	status          int
	contentType     string
	headers         map[string][]string
	body            []byte
	warnings        []string
}

// warc reads records one after the other (ISO 28500, WARC 1.0 and 1.1). A record that is
// damaged ends the reading, since nothing says where the next one begins.
func (a *webArchive) warc(r io.Reader) error {
	in := bufio.NewReaderSize(&bounded{r, &a.left}, 64<<10)
	for n := 1; ; n++ {
		if err := skipBlank(in); errors.Is(err, io.EOF) {
			return nil
		} else if err != nil {
			return fmt.Errorf("record %d: %w", n, err)
		}
		line, err := in.ReadString('\n')
		if err != nil || !strings.HasPrefix(line, "WARC/1.") {
			return fmt.Errorf("record %d does not begin as a WARC record: %.40q", n, line)
		}
		head, err := textproto.NewReader(in).ReadMIMEHeader()
		if err != nil {
			return fmt.Errorf("record %d: its headers: %w", n, err)
		}
		length, err := strconv.ParseInt(head.Get("Content-Length"), 10, 64)
		if err != nil || length < 0 {
			return fmt.Errorf("record %d: no length: %q", n, head.Get("Content-Length"))
		}
		if length > MaxRaw {
			if _, err := io.CopyN(io.Discard, in, length); err != nil {
				return fmt.Errorf("record %d (%d bytes): %w", n, length, err)
			}
			a.faults = append(a.faults, fmt.Sprintf("record %d is of %d bytes, over the limit for one document", n, length))
			continue
		}
		block := make([]byte, 0, min(length, 1<<20))
		got := bytes.NewBuffer(block)
		if m, err := io.CopyN(got, in, length); err != nil {
			return fmt.Errorf("record %d ends after %d of %d bytes: %w", n, m, length, err)
		}
		a.record(n, head, got.Bytes())
	}
}

// record decides what a record is.
func (a *webArchive) record(n int, head textproto.MIMEHeader, block []byte) {
	r := record{id: strings.Trim(head.Get("WARC-Record-ID"), "<>"), url: strings.Trim(head.Get("WARC-Target-URI"), "<>"), remote: head.Get("WARC-IP-Address"), contentType: head.Get("Content-Type")}
	r.at, _ = time.Parse(time.RFC3339, head.Get("WARC-Date"))
	if r.at.IsZero() {
		r.warnings = append(r.warnings, "the archive's record states no time that can be read")
	}
	switch kind := head.Get("WARC-Type"); kind {
	case "response":
		if strings.HasPrefix(r.contentType, "application/http") {
			if err := r.answer(block, head.Get("WARC-Payload-Digest")); err != nil {
				a.faults = append(a.faults, fmt.Sprintf("record %d (%s): %v", n, r.url, err))
				return
			}
		} else {
			r.body = block
		}
	case "resource", "conversion":
		r.body = block
	default:
		a.passed[kind+" records"]++
		return
	}
	switch {
	case r.status != 0 && (r.status < 200 || r.status > 299):
		a.passed[fmt.Sprintf("answers %d", r.status)]++
	case len(bytes.TrimSpace(r.body)) == 0:
		a.passed["empty answers"]++
	case !readable(r.contentType):
		a.passed["pictures, styles, scripts and data"]++
	default:
		a.page(r)
	}
}

// readable says whether a content type is one that documents have.
func readable(contentType string) bool {
	t, _, err := mime.ParseMediaType(contentType)
	if err != nil {
		return contentType == ""
	}
	switch t {
	case "text/html", "application/xhtml+xml", "text/plain", "application/pdf", "application/rss+xml", "application/atom+xml", "application/xml", "text/xml", "text/csv":
		return true
	}
	return false
}

// answer takes an HTTP response apart: status, headers, and the body without its transfer
// and content codings.
func (r *record) answer(block []byte, digest string) error {
	in := bufio.NewReader(bytes.NewReader(block))
	line, err := in.ReadString('\n')
	fields := strings.Fields(line)
	if err != nil || len(fields) < 2 || !strings.HasPrefix(fields[0], "HTTP/") {
		return fmt.Errorf("no HTTP answer: %.40q", line)
	}
	if r.status, err = strconv.Atoi(fields[1]); err != nil {
		return fmt.Errorf("no HTTP status: %.40q", line)
	}
	head, err := textproto.NewReader(in).ReadMIMEHeader()
	if err != nil {
		return fmt.Errorf("its HTTP headers: %w", err)
	}
	r.headers, r.contentType = head, head.Get("Content-Type")
	body, err := io.ReadAll(in)
	if err != nil {
		return err
	}
	plain := body
	if strings.EqualFold(head.Get("Transfer-Encoding"), "chunked") {
		if whole, ok := dechunked(body); ok {
			plain = whole
		} // captures often state the header of a body that they stored whole
	}
	if ok, known := digestIs(digest, body, plain); known && !ok {
		r.warnings = append(r.warnings, "the archive's own digest of this page is another: the bytes are not those that were archived")
	}
	r.body, err = unpacked(plain, head.Get("Content-Encoding"))
	return err
}

// dechunked joins the chunks of a body (RFC 9112, 7.1); ok is false where it is not chunked.
func dechunked(b []byte) (whole []byte, ok bool) {
	for {
		line, rest, found := bytes.Cut(b, []byte("\r\n"))
		size, _, _ := strings.Cut(string(line), ";")
		n, err := strconv.ParseUint(strings.TrimSpace(size), 16, 31)
		if !found || err != nil || int(n) > len(rest) {
			return nil, false
		}
		if n == 0 {
			return whole, true
		}
		whole = append(whole, rest[:n]...)
		if b, found = bytes.CutPrefix(rest[n:], []byte("\r\n")); !found {
			return nil, false
		}
	}
}

// unpacked undoes a content coding.
func unpacked(b []byte, coding string) ([]byte, error) {
	var r io.Reader
	var err error
	switch strings.ToLower(strings.TrimSpace(coding)) {
	case "", "identity":
		return b, nil
	case "gzip", "x-gzip":
		if !bytes.HasPrefix(b, []byte("\x1f\x8b")) {
			return b, nil // stored unpacked under its old header
		}
		r, err = gzip.NewReader(bytes.NewReader(b))
	case "deflate":
		r, err = zlib.NewReader(bytes.NewReader(b))
	default:
		return nil, fmt.Errorf("packed as %q, which is not read: capture it again without", coding)
	}
	if err != nil {
		return nil, fmt.Errorf("packed as %s: %w", coding, err)
	}
	out, err := io.ReadAll(io.LimitReader(r, MaxRaw+1))
	if err != nil {
		return nil, fmt.Errorf("packed as %s: %w", coding, err)
	}
	if len(out) > MaxRaw {
		return nil, fmt.Errorf("packed as %s, it unpacks to more than %d MiB", coding, MaxRaw>>20)
	}
	return out, nil
}

// digestIs compares an archive's digest with any of the bodies; known is false where the
// archive gives none that can be checked. Writers disagree on whether chunks count.
func digestIs(digest string, bodies ...[]byte) (ok, known bool) {
	name, value, found := strings.Cut(digest, ":")
	if !found {
		return false, false
	}
	for _, b := range bodies {
		var sum []byte
		switch strings.ToLower(name) {
		case "sha1":
			s := sha1.Sum(b)
			sum = s[:]
		case "sha256", "sha-256":
			s := sha256.Sum256(b)
			sum = s[:]
		default:
			return false, false
		}
		if strings.EqualFold(value, hex.EncodeToString(sum)) || strings.EqualFold(value, base32.StdEncoding.EncodeToString(sum)) {
			return true, true
		}
	}
	return false, true
}

// skipBlank passes over the empty lines between records.
func skipBlank(in *bufio.Reader) error {
	for {
		c, err := in.ReadByte()
		if err != nil {
			return err
		}
		if c != '\r' && c != '\n' {
			return in.UnreadByte()
		}
	}
}

// bounded stops a stream that unpacks to too much.
type bounded struct {
	r    io.Reader
	left *int64
}

func (b *bounded) Read(p []byte) (int, error) {
	if *b.left <= 0 {
		return 0, errTooMuch
	}
	n, err := b.r.Read(p[:min(int64(len(p)), *b.left)])
	*b.left -= int64(n)
	return n, err
}
