package pdf

import (
	"bytes"
	"compress/zlib"
	"context"
	"errors"
	"fmt"
	"os"
	"strings"
	"testing"
	"time"
)

// made writes a PDF of pages, each with lines of text at one size. With script it holds a
// script that runs when a viewer opens it.
func made(script string, pages ...[]string) []byte {
	var b bytes.Buffer
	var at []int
	object := func(format string, args ...any) {
		at = append(at, b.Len())
		fmt.Fprintf(&b, "%d 0 obj\n", len(at))
		fmt.Fprintf(&b, format, args...)
		b.WriteString("\nendobj\n")
	}
	b.WriteString("%PDF-1.4\n")
	open := ""
	if script != "" {
		open = fmt.Sprintf("/OpenAction << /S /JavaScript /JS (%s) >>", script)
	}
	object("<< /Type /Catalog /Pages 2 0 R %s >>", open)
	kids := ""
	for i := range pages {
		kids += fmt.Sprintf("%d 0 R ", 4+2*i)
	}
	object("<< /Type /Pages /Kids [%s] /Count %d >>", kids, len(pages))
	object("<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>")
	for i, lines := range pages {
		object("<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents %d 0 R /Resources << /Font << /F1 3 0 R >> >> >>", 5+2*i)
		content := "BT /F1 11 Tf 14 TL 50 780 Td\n"
		for _, l := range lines {
			content += fmt.Sprintf("(%s) Tj T*\n", l)
		}
		content += "ET"
		object("<< /Length %d >>\nstream\n%s\nendstream", len(content), content)
	}
	start := b.Len()
	fmt.Fprintf(&b, "xref\n0 %d\n0000000000 65535 f \n", len(at)+1)
	for _, o := range at {
		fmt.Fprintf(&b, "%010d 00000 n \n", o)
	}
	fmt.Fprintf(&b, "trailer << /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n", len(at)+1, start)
	return b.Bytes()
}

// cache is the folder of compiled code that all tests share, as a user's runs do.
var cache string

func TestMain(m *testing.M) {
	dir, err := os.MkdirTemp("", "pdf")
	if err != nil {
		panic(err)
	}
	cache = dir
	code := m.Run()
	os.RemoveAll(dir)
	os.Exit(code)
}

func TestTextOfEachPage(t *testing.T) {
	raw := made("app.launchURL('https://example.org')", []string{"The ministry said that 119 people", "were flown to Panama."}, []string{"Page two."})
	for range 2 { // the second time with compiled code from the folder
		pages, err := Text(context.Background(), raw, cache)
		if err != nil {
			t.Fatal(err)
		}
		if len(pages) != 2 || !strings.Contains(pages[0], "119 people") || !strings.Contains(pages[0], "were flown to Panama.") || !strings.Contains(pages[1], "Page two.") {
			t.Errorf("pages %q", pages)
		}
	}
}

func TestPDFsThatCannotBeRead(t *testing.T) {
	whole := made("", []string{"Text."})
	for _, c := range []struct {
		name string
		raw  []byte
		want string
	}{
		{"cut", whole[:len(whole)/3], "open the PDF"},
		{"only its first bytes", []byte("%PDF-1.7\n"), "open the PDF"},
		{"pictures only", made("", []string{}), "holds no text"},
		{"a page whose stream unpacks to 256 MiB", bomb(), ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			ctx, cancel := context.WithTimeout(context.Background(), time.Minute)
			defer cancel()
			_, err := Text(ctx, c.raw, cache)
			if err == nil || !strings.Contains(err.Error(), c.want) {
				t.Errorf("error %v, want %q", err, c.want)
			}
		})
	}
}

// bomb is a PDF whose one page unpacks to 256 MiB of spaces.
func bomb() []byte {
	var packed bytes.Buffer
	z, _ := zlib.NewWriterLevel(&packed, zlib.BestCompression)
	spaces := bytes.Repeat([]byte(" "), 1<<20)
	for range 1 << 8 {
		_, _ = z.Write(spaces)
	}
	_ = z.Close()
	plain := made("", []string{"x"})
	i, j := bytes.Index(plain, []byte("<< /Length")), bytes.Index(plain, []byte("endstream"))
	var b bytes.Buffer
	b.Write(plain[:i])
	fmt.Fprintf(&b, "<< /Length %d /Filter /FlateDecode >>\nstream\n", packed.Len())
	b.Write(packed.Bytes())
	b.WriteString("\n")
	b.Write(plain[j:])
	return b.Bytes()
}

func TestReadingStopsWithItsContext(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if _, err := Text(ctx, made("", []string{"Text."}), ""); !errors.Is(err, context.Canceled) {
		t.Errorf("error %v, want that it was stopped", err)
	}
}
