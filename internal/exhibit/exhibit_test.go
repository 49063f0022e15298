package exhibit_test

import (
	"bytes"
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"math/rand/v2"
	"path"
	"slices"
	"strings"
	"testing"

	"golang.org/x/net/html"

	"github.com/charterwatch/charterwatch/internal/exhibit"
	"github.com/charterwatch/charterwatch/internal/release"
	"github.com/charterwatch/charterwatch/internal/statement"
)

// The sheet says what the evidence says, each fact beside its bytes.
func TestSheetLeadsEachFactToItsEvidence(t *testing.T) {
	t.Parallel()
	files := build(t)
	page := string(data(t, files, "sheet.html"))
	for _, want := range []string{
		"Reconstruction: flown by a simulator.",
		"120 people should be flown home over the next couple of days",
		hashOf([]byte(ministry)), hashOf([]byte(wire)),
		"Alexandria (KAEX) observed", "Doha (OTHH) observed",
		"2025-09-29 22:14:49Z", "2025-09-29 17:14:49 -05:00", // the wheels leave the ground at Alexandria
		"2025-09-30 17:05:59 &#43;03:00", "America/Chicago", // last heard over Iraq
		"Who was aboard, how many", "Not legal advice", "accepted by a person", "not reviewed by a person",
		"1967 Protocol",
	} {
		if !strings.Contains(page, want) {
			t.Errorf("the sheet does not say %q", want)
		}
	}
	if strings.Contains(strings.ToLower(page), "<script") || strings.Contains(page, "A4") || strings.Contains(page, "letter") {
		t.Error("the sheet holds a script or fixes a paper size")
	}
	if !strings.Contains(page, "max-width: 52rem") {
		t.Error("the column is not 52 rem")
	}

	var s exhibit.Sheet
	if err := json.Unmarshal(data(t, files, "facts.json"), &s); err != nil {
		t.Fatal(err)
	}
	for _, f := range s.Facts {
		if f.Mark == "seen" && len(f.Tracks) == 0 || f.Section == "Said: who stated what" && f.Mark == "said" && len(f.Passages) == 0 {
			t.Errorf("fact %d (%s) leads to no evidence", f.N, f.Head)
		}
		if !strings.Contains(page, `id="f`) || !strings.Contains(page, html.EscapeString(f.Head)) && !strings.Contains(page, strings.ReplaceAll(html.EscapeString(f.Head), "+", "&#43;")) {
			t.Errorf("fact %d is not on the sheet: %s", f.N, f.Head)
		}
	}
}

// What a lawyer said stands in quotation; our own words draw no conclusion.
func TestSheetDrawsNoConclusion(t *testing.T) {
	t.Parallel()
	files := build(t)
	var out strings.Builder
	var quoted []release.Span
	quoting, start := "", 0
	for z := html.NewTokenizer(bytes.NewReader(data(t, files, "sheet.html"))); ; {
		kind := z.Next()
		if kind == html.ErrorToken {
			break
		}
		tok := z.Token()
		switch {
		case kind == html.TextToken:
			out.WriteString(tok.Data)
		case kind == html.StartTagToken && (tok.Data == "blockquote" || tok.Data == "style"):
			quoting, start = tok.Data, out.Len()
		case kind == html.EndTagToken && tok.Data == quoting:
			quoted, quoting = append(quoted, release.Span{Start: start, End: out.Len()}), ""
		case kind == html.EndTagToken:
			out.WriteString("\n\n")
		}
	}
	if !strings.Contains(out.String(), "illegally") {
		t.Fatal("the example no longer quotes a conclusion: this test would hold of anything")
	}
	for _, f := range release.CheckWording(out.String(), quoted...) {
		t.Errorf("%q in %q", f.Word, f.Sentence)
	}
}

func TestSameInputSameBytes(t *testing.T) {
	t.Parallel()
	in, _ := example(t)
	first, err := exhibit.Build(in)
	if err != nil {
		t.Fatal(err)
	}
	for range 5 {
		rand.Shuffle(len(in.Documents), func(i, j int) { in.Documents[i], in.Documents[j] = in.Documents[j], in.Documents[i] })
		rand.Shuffle(len(in.Records), func(i, j int) { in.Records[i], in.Records[j] = in.Records[j], in.Records[i] })
		rand.Shuffle(len(in.Statements), func(i, j int) { in.Statements[i], in.Statements[j] = in.Statements[j], in.Statements[i] })
		again, err := exhibit.Build(in)
		if err != nil {
			t.Fatal(err)
		}
		if !bytes.Equal(zipped(t, first), zipped(t, again)) {
			t.Fatal("the same input gave other bytes")
		}
	}
}

// No identifier, salt or word of another record is in any file, in any form that it could take.
func TestNoOtherRecordIsInside(t *testing.T) {
	t.Parallel()
	in, others := example(t)
	files, err := exhibit.Build(in)
	if err != nil {
		t.Fatal(err)
	}
	if len(others) < 10 {
		t.Fatalf("only %d other records: too few to search for", len(others))
	}
	for _, f := range files {
		for _, r := range others {
			for what, token := range map[string]string{
				"salt": string(r.Salt[:]), "salt in hex": hex.EncodeToString(r.Salt[:]),
				"salt in base64": base64.StdEncoding.EncodeToString(r.Salt[:]), "body": string(r.Body),
			} {
				if bytes.Contains(f.Data, []byte(token)) {
					t.Errorf("%s holds the %s of record %d (%s)", f.Name, what, r.Seq, r.Type)
				}
			}
		}
		for _, token := range []string{"neighbour", "Ruritania", "of-the-workspace", hashOf([]byte(neighbour))} {
			if bytes.Contains(f.Data, []byte(token)) {
				t.Errorf("%s holds %q of another record", f.Name, token)
			}
		}
	}
}

func TestBuildRefusesWhatWouldNotVerify(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name, says string
		change     func(*exhibit.Input)
	}{
		{"a leg that a later scan changed", "attach it again", func(in *exhibit.Input) { in.View.Seen[0].Leg.Points++ }},
		{"a document without its record", "run the command again", func(in *exhibit.Input) {
			in.Records = slices.DeleteFunc(in.Records, func(p exhibit.Proved) bool { return p.Type == "capture" })
		}},
		{"a trace that was not kept", "not at hand", func(in *exhibit.Input) { in.Traces = nil }},
		{"raw bytes that are others", "document", func(in *exhibit.Input) { in.Documents[0].Raw = []byte("x") }},
		{"a passage that stands elsewhere", "statement", func(in *exhibit.Input) {
			in.Statements = slices.Clone(in.Statements)
			for i := range in.Statements {
				s := &in.Statements[i]
				s.Content.Spans = []statement.Span{{Start: 1, End: 2}}
			}
		}},
		{"a path of another record", "signed root", func(in *exhibit.Input) { in.Records[0].Path = in.Records[1].Path }},
		{"another key", "open checkpoint", func(in *exhibit.Input) {
			in.Verifier = "test.local/log+47690786+AXm1Vi6P5lT5QHixEuipi6eQH4U65pW+1+DjkQutBJZk"
		}},
		{"a conclusion in our own words", "outside a quotation", func(in *exhibit.Input) { in.View.Operation.Title = "The state violated its duty" }},
	} {
		in, _ := example(t)
		c.change(&in)
		if files, err := exhibit.Build(in); err == nil || !strings.Contains(err.Error(), c.says) {
			t.Errorf("%s: %d files, error %v, want one that says %q", c.name, len(files), err, c.says)
		}
	}
}

// A zip holds the files in order, stored, and nothing of the machine.
func TestZipIsPlain(t *testing.T) {
	t.Parallel()
	files := build(t)
	if !slices.IsSortedFunc(files, func(a, b exhibit.File) int { return strings.Compare(a.Name, b.Name) }) {
		t.Error("files are not in order")
	}
	for _, f := range files {
		if path.IsAbs(f.Name) || strings.Contains(f.Name, "..") {
			t.Errorf("file %s", f.Name)
		}
	}
	if got := exhibit.Fingerprint(files); got != hashOf(data(t, files, "SHA256SUMS")) {
		t.Errorf("fingerprint %s", got)
	}
}

func data(t testing.TB, files []exhibit.File, name string) []byte {
	t.Helper()
	for _, f := range files {
		if f.Name == name {
			return f.Data
		}
	}
	t.Fatalf("there is no file %s", name)
	return nil
}

func zipped(t testing.TB, files []exhibit.File) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := exhibit.WriteZip(&b, "exhibit", files); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}
