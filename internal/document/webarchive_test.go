package document

import (
	"archive/zip"
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/klauspost/compress/gzip"
)

const archivedPage = `<html><head><title>Flight to Panama</title></head><body><article><h1>Flight to Panama</h1><p>Officials said that 119 people were flown to Panama on Wednesday, and that two more flights were planned in the same week for others.</p><p>The ministry did not say who they were, and lawyers said that they had not been told about the flight in advance.</p></article></body></html>`

// warcRecord writes one record; headers end each with a line break.
func warcRecord(kind, url, headers string, block []byte) []byte {
	return []byte(fmt.Sprintf("WARC/1.1\r\nWARC-Type: %s\r\nWARC-Target-URI: %s\r\nWARC-Date: 2025-02-14T09:30:00Z\r\nWARC-Record-ID: <urn:uuid:1>\r\n%sContent-Length: %d\r\n\r\n%s\r\n\r\n", kind, url, headers, len(block), block))
}

func httpAnswer(status, headers, body string) []byte {
	return []byte("HTTP/1.1 " + status + "\r\n" + headers + "\r\n" + body)
}

func packed(t *testing.T, records ...[]byte) []byte {
	t.Helper()
	var b bytes.Buffer
	for _, r := range records { // one gzip member a record, as the format asks for
		z := gzip.NewWriter(&b)
		if _, err := z.Write(r); err != nil {
			t.Fatal(err)
		}
		if err := z.Close(); err != nil {
			t.Fatal(err)
		}
	}
	return b.Bytes()
}

func sha(b string) string {
	s := sha256.Sum256([]byte(b))
	return "sha256:" + hex.EncodeToString(s[:])
}

const httpType = "Content-Type: application/http; msgtype=response\r\n"

func exampleRecords() [][]byte {
	chunked := fmt.Sprintf("%x\r\n%s\r\n0\r\n\r\n", len(archivedPage), archivedPage)
	return [][]byte{
		warcRecord("warcinfo", "", "", []byte("software: x\r\n")),
		warcRecord("request", "https://a.example/1", "Content-Type: application/http; msgtype=request\r\n", []byte("GET / HTTP/1.1\r\n\r\n")),
		warcRecord("response", "https://a.example/1", httpType+"WARC-IP-Address: 192.0.2.7\r\nWARC-Payload-Digest: "+sha(archivedPage)+"\r\n", httpAnswer("200 OK", "Content-Type: text/html; charset=utf-8\r\nTransfer-Encoding: chunked\r\n", chunked)),
		warcRecord("response", "https://a.example/pic", httpType, httpAnswer("200 OK", "Content-Type: image/png\r\n", "PNG")),
		warcRecord("response", "https://a.example/old", httpType, httpAnswer("301 Moved", "Location: /1\r\nContent-Type: text/html\r\n", "moved")),
		warcRecord("resource", "file:///note.txt", "Content-Type: text/plain\r\n", []byte("A note that somebody kept about the flight to Panama.")),
	}
}

func TestPagesOfAWARC(t *testing.T) {
	for name, raw := range map[string][]byte{"plain": bytes.Join(exampleRecords(), nil), "packed record by record": packed(t, exampleRecords()...)} {
		t.Run(name, func(t *testing.T) {
			docs, err := Read(raw, Hints{File: "day.warc.gz"})
			if err != nil {
				t.Fatal(err)
			}
			if len(docs) != 2 {
				t.Fatalf("%d documents, want the page and the note", len(docs))
			}
			d := docs[0]
			if err := Verify(d); err != nil {
				t.Error(err)
			}
			if d.Kind != HTML || d.URL != "https://a.example/1" || d.RawHash != strings.TrimPrefix(sha(archivedPage), "sha256:") {
				t.Errorf("kind %s of %s with bytes %s: want the page's own bytes, without chunks", d.Kind, d.URL, d.RawHash)
			}
			if want := time.Date(2025, 2, 14, 9, 30, 0, 0, time.UTC); !d.Retrieved.Equal(want) {
				t.Errorf("retrieved %v, want the record's %v", d.Retrieved, want)
			}
			tr := d.Transfer
			if tr == nil || tr.Status != 200 || tr.Remote != "192.0.2.7" || tr.Archive != "day.warc.gz" || tr.Record != "urn:uuid:1" || len(tr.Headers["Content-Type"]) != 1 {
				t.Errorf("transfer %+v", tr)
			}
			if strings.Contains(strings.Join(d.Warnings, " "), "digest") {
				t.Errorf("a digest that fits is warned of: %q", d.Warnings)
			}
		})
	}
}

func TestWARCWithAnotherDigestSaysSo(t *testing.T) {
	raw := warcRecord("response", "https://a.example/1", httpType+"WARC-Payload-Digest: "+sha("other bytes")+"\r\n", httpAnswer("200 OK", "Content-Type: text/html\r\n", archivedPage))
	docs, err := Read(raw, Hints{})
	if err != nil || len(docs) != 1 || !strings.Contains(strings.Join(docs[0].Warnings, "\n"), "digest of this page is another") {
		t.Fatalf("%v, %d documents: want one with a warning", err, len(docs))
	}
}

func TestDamagedWebArchives(t *testing.T) {
	whole := bytes.Join(exampleRecords(), nil)
	for _, c := range []struct {
		name string
		raw  []byte
		docs int
		want string
	}{
		{"cut inside the last record", whole[:len(whole)-20], 1, "ends after"},
		{"text between the records", append(bytes.Join(exampleRecords()[:3], nil), "garbage\r\n"...), 1, "does not begin as a WARC record"},
		{"a length that is none", []byte("WARC/1.0\r\nWARC-Type: response\r\nContent-Length: many\r\n\r\n"), 0, "no length"},
		{"nothing but pictures", exampleRecords()[3], 0, "pictures, styles, scripts and data 1"},
		{"packed in a way that is not read", warcRecord("response", "https://a.example/1", httpType, httpAnswer("200 OK", "Content-Type: text/html\r\nContent-Encoding: br\r\n", "xyz")), 0, "packed as \"br\""},
		{"an archive in an archive", warcRecord("resource", "https://a.example/1", "Content-Type: text/plain\r\n", exampleRecords()[5]), 0, "an archive inside the archive"},
	} {
		t.Run(c.name, func(t *testing.T) {
			docs, err := Read(c.raw, Hints{File: "x.warc"})
			if err == nil || !strings.Contains(err.Error(), c.want) || len(docs) != c.docs {
				t.Fatalf("%d documents and %v; want %d and %q", len(docs), err, c.docs, c.want)
			}
			if c.docs > 0 && !errors.Is(err, ErrPartial) {
				t.Errorf("%v is not ErrPartial", err)
			}
		})
	}
}

func TestWebArchiveBomb(t *testing.T) {
	var b bytes.Buffer
	z, _ := gzip.NewWriterLevel(&b, gzip.BestSpeed)
	fmt.Fprintf(z, "WARC/1.0\r\nWARC-Type: resource\r\nContent-Length: %d\r\n\r\n", int64(8)<<30)
	zeros := make([]byte, 1<<20)
	for range (maxUnpacked >> 20) + 10 {
		if _, err := z.Write(zeros); err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	if _, err := Read(b.Bytes(), Hints{File: "bomb.warc.gz"}); err == nil || !strings.Contains(err.Error(), "512 MiB") {
		t.Fatalf("error %v, want that it unpacks to too much", err)
	}
}

// The list of pages of a WACZ says what is a page and what only belongs to one.
func TestPagesOfAWACZ(t *testing.T) {
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for _, f := range []struct {
		name string
		data []byte
	}{
		{"datapackage.json", []byte("{}")},
		{"pages/pages.jsonl", []byte("{\"format\":\"json-pages-1.0\"}\n{\"url\":\"https://a.example/1\",\"ts\":\"2025-02-14T09:30:00Z\"}\n")},
		{"archive/data.warc.gz", packed(t, exampleRecords()...)},
		{"../archive/evil.warc", []byte("WARC/1.0\r\n")},
	} {
		w, err := z.Create(f.name)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := w.Write(f.data); err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	docs, err := Read(b.Bytes(), Hints{File: "session.wacz"})
	if err != nil {
		t.Fatal(err)
	}
	if len(docs) != 1 || docs[0].URL != "https://a.example/1" {
		t.Fatalf("%d documents, want the one listed page", len(docs))
	}
}

func FuzzWebArchive(f *testing.F) {
	for _, r := range exampleRecords() {
		f.Add(r)
	}
	f.Fuzz(func(t *testing.T, raw []byte) {
		docs, _ := Read(append([]byte("WARC/1.1\r\n"), raw...), Hints{})
		for _, d := range docs {
			if err := Verify(d); err != nil {
				t.Fatal(err)
			}
		}
	})
}

// Lines of a page become paragraphs; a hyphen that is the word's own stays.
func TestParagraphsOfPages(t *testing.T) {
	text, joined := paragraphsOf([]string{
		"MINISTRY STATEMENT\r\nThe ministry said on Tuesday that a long-\r\nrange jet had left with 119 people and that de\u0002\r\nported citizens of several states were aboard.\r\nA second flight was planned for the same week, with\r\nothers.\r\n",
		"The text of page two.",
	})
	want := "MINISTRY STATEMENT\n\nThe ministry said on Tuesday that a long-range jet had left with 119 people and that deported citizens of several states were aboard. A second flight was planned for the same week, with others.\n\nThe text of page two."
	if text != want || joined != 1 {
		t.Errorf("got %d joined and\n%s\nwant 1 and\n%s", joined, text, want)
	}
}

func TestPDFIsReadWhereAReaderIsGiven(t *testing.T) {
	raw := []byte("%PDF-1.4 …")
	d := readOne(t, string(raw), Hints{File: "x.pdf", PDF: func([]byte) ([]string, error) {
		return []string{"MINISTRY STATEMENT\nThe ministry said on Tuesday that 119 people had been flown to Panama."}, nil
	}})
	if d.Kind != PDF || d.Text == "" || d.RawHash == d.TextHash || d.Extractor != pdfVersion {
		t.Errorf("document %+v", d)
	}
	if _, err := Read(raw, Hints{File: "x.pdf"}); err == nil || !strings.Contains(err.Error(), "PDF") {
		t.Errorf("error %v, want that no reader of PDFs was given", err)
	}
}
