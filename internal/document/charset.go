package document

import (
	"bytes"
	"errors"
	"fmt"
	"mime"
	"strings"
	"unicode/utf8"

	"golang.org/x/net/html/charset"
	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/unicode"
)

// decoded is an input as UTF-8, with what it was before.
type decoded struct {
	raw      []byte
	utf8     []byte // raw itself where raw is UTF-8
	charset  string // what it was converted from; empty for UTF-8
	warnings []string
}

// decode turns the input into UTF-8. Bytes that are UTF-8 stay as they are whatever
// their label says. Others are converted by, in this order, a byte order mark, the
// declared charset, and windows-1252, in which every byte means something.
func decode(raw []byte, h Hints) (decoded, error) {
	d := decoded{raw: raw, utf8: raw}
	if enc, name := byteOrderMark(raw); enc != nil {
		return d.convert(enc, name, "its byte order mark says so")
	}
	label, where := declaredCharset(raw, h)
	enc, name := charset.Lookup(label)
	if name == "replacement" || name == "x-user-defined" {
		enc, name = nil, ""
	}
	if label != "" && enc == nil {
		d.warnings = append(d.warnings, fmt.Sprintf("charset %q in the %s is not one that is known", label, where))
	}
	bad := firstInvalid(raw)
	if bad < 0 {
		switch {
		case enc == nil || name == "utf-8":
		case name == "utf-16le" || name == "utf-16be":
			if parity(raw) == name {
				return d.convert(enc, name, "declared in the "+where)
			}
		case name == "iso-2022-jp" && bytes.IndexByte(raw, 0x1b) >= 0:
			return d.convert(enc, name, "declared in the "+where)
		case !ascii(raw):
			d.warnings = append(d.warnings, fmt.Sprintf("the %s says charset %s, but the bytes are UTF-8: read as UTF-8", where, name))
		}
		return d, nil
	}
	if name := parity(raw); name != "" {
		enc, _ := charset.Lookup(name)
		return d.convert(enc, name, fmt.Sprintf("byte %d is not UTF-8 and every other byte is 0", bad))
	}
	if binary(raw) {
		return d, fmt.Errorf("byte %d is not text, and control bytes stand all over the file: it is in a format that is not read", bad)
	}
	if enc != nil && name != "utf-8" {
		return d.convert(enc, name, fmt.Sprintf("declared in the %s; the first byte that is not UTF-8 is at %d", where, bad))
	}
	if n, good := invalidBytes(raw); good >= 4*n {
		d.utf8, d.charset = bytes.ToValidUTF8(raw, []byte("\ufffd")), "utf-8"
		d.warnings = append(d.warnings, fmt.Sprintf("%d bytes are not UTF-8, the first at byte %d: each stretch of them reads as U+FFFD", n, bad))
		return d, nil
	}
	enc, name = charset.Lookup("windows-1252")
	return d.convert(enc, name, fmt.Sprintf("a guess, no usable charset is declared; the first byte that is not UTF-8 is at %d", bad))
}

func (d decoded) convert(enc encoding.Encoding, name, why string) (decoded, error) {
	out, err := enc.NewDecoder().Bytes(d.raw)
	if err != nil {
		return d, fmt.Errorf("convert from %s (%s): %w", name, why, err)
	}
	if len(bytes.TrimSpace(out)) == 0 {
		return d, errors.New("convert from " + name + ": nothing is left")
	}
	d.utf8, d.charset = bytes.ToValidUTF8(out, []byte("\ufffd")), name
	d.warnings = append(d.warnings, fmt.Sprintf("converted from %s (%s): offsets count bytes of the converted text", name, why))
	if i := bytes.Index(d.utf8, []byte("\ufffd")); i >= 0 {
		d.warnings = append(d.warnings, fmt.Sprintf("some bytes mean nothing in %s; the first reads as U+FFFD at byte %d of the converted text", name, i))
	}
	return d, nil
}

func byteOrderMark(raw []byte) (encoding.Encoding, string) {
	switch {
	case bytes.HasPrefix(raw, []byte{0xff, 0xfe}):
		return unicode.UTF16(unicode.LittleEndian, unicode.ExpectBOM), "utf-16le"
	case bytes.HasPrefix(raw, []byte{0xfe, 0xff}):
		return unicode.UTF16(unicode.BigEndian, unicode.ExpectBOM), "utf-16be"
	}
	return nil, ""
}

var (
	xmlCharset  = late(`(?i)^\s*<\?xml[^>]*?\sencoding\s*=\s*["']([\w.:-]+)["']`)
	metaCharset = late(`(?i)<meta\s[^>]*?charset\s*=\s*["']?\s*([\w.:-]+)`)
)

// declaredCharset is the label of the response header, or else of the document itself,
// and where it stands.
func declaredCharset(raw []byte, h Hints) (label, where string) {
	contentType := h.ContentType
	for k, v := range h.Headers {
		if contentType == "" && strings.EqualFold(k, "Content-Type") && len(v) > 0 {
			contentType = v[0]
		}
	}
	if _, params, err := mime.ParseMediaType(contentType); err == nil && params["charset"] != "" {
		return params["charset"], "Content-Type header"
	}
	head := raw[:min(len(raw), 4096)]
	if m := xmlCharset.FindSubmatch(head); m != nil {
		return string(m[1]), "XML declaration"
	}
	if m := metaCharset.FindSubmatch(head); m != nil && sniff(head, h) == HTML {
		return string(m[1]), "meta element"
	}
	return "", ""
}

func firstInvalid(b []byte) int {
	if utf8.Valid(b) {
		return -1
	}
	for i := 0; i < len(b); {
		r, n := utf8.DecodeRune(b[i:])
		if r == utf8.RuneError && n <= 1 {
			return i
		}
		i += n
	}
	return -1
}

// invalidBytes counts bytes that are not UTF-8 and characters of several bytes that are.
func invalidBytes(b []byte) (invalid, multibyte int) {
	for i := 0; i < len(b); {
		if b[i] < utf8.RuneSelf {
			i++
			continue
		}
		r, n := utf8.DecodeRune(b[i:])
		if r == utf8.RuneError && n <= 1 {
			invalid++
		} else {
			multibyte++
		}
		i += n
	}
	return invalid, multibyte
}

func ascii(b []byte) bool {
	for _, c := range b {
		if c >= utf8.RuneSelf {
			return false
		}
	}
	return true
}

// parity recognises UTF-16 without a byte order mark: a third of the bytes are 0 and
// nearly all of them stand on one side of the pairs.
func parity(b []byte) string {
	b = b[:min(len(b), 64<<10)]
	var even, odd int
	for i, c := range b {
		if c == 0 && i%2 == 0 {
			even++
		} else if c == 0 {
			odd++
		}
	}
	switch {
	case len(b) < 4 || (even+odd)*3 < len(b):
		return ""
	case odd > 20*even:
		return "utf-16le"
	case even > 20*odd:
		return "utf-16be"
	}
	return ""
}

// binary is true where more than one byte in twenty is a control byte that no text has.
func binary(b []byte) bool {
	b = b[:min(len(b), 64<<10)]
	n := 0
	for _, c := range b {
		if c < 0x20 && c != '\t' && c != '\n' && c != '\r' && c != '\f' && c != 0x1b {
			n++
		}
	}
	return n*20 > len(b)
}
