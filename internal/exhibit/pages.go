package exhibit

import (
	"bytes"
	"crypto/sha256"
	"embed"
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"html/template"
	"slices"
	"strings"
	texttemplate "text/template"

	"golang.org/x/net/html"

	"github.com/charterwatch/charterwatch/internal/ledger"
	"github.com/charterwatch/charterwatch/internal/operation"
	"github.com/charterwatch/charterwatch/internal/release"
)

//go:embed sheet.html README.txt declaration.txt verify.sh verify.html
var templates embed.FS

var (
	sheetTemplate  = template.Must(template.New("sheet.html").Funcs(template.FuncMap{"spans": spans, "capital": capital}).ParseFS(templates, "sheet.html"))
	plainTemplates = texttemplate.Must(texttemplate.ParseFS(templates, "README.txt", "declaration.txt"))
)

// Sheet is facts.json: what sheet.html prints, for machines, and for Verify to check that each
// passage and row stands where the sheet says.
type Sheet struct {
	Format      string              `json:"format"`
	Version     string              `json:"version"`
	Operation   operation.Operation `json:"operation"`
	AsOf        string              `json:"as_of"`
	Answer      string              `json:"answer"`
	Grade       string              `json:"grade"`
	GradeRule   string              `json:"grade_rule"`
	Chosen      string              `json:"chosen,omitempty"` // which part of the facts a person chose to show
	Methods     []string            `json:"methods"`
	Measured    []Measured          `json:"measured"`
	Facts       []Fact              `json:"facts"`
	Clocks      []Moment            `json:"clocks"`
	At          *At                 `json:"at,omitempty"` // the minute that somebody asked about
	Attested    []Attested          `json:"attested"`
	Unknown     []string            `json:"unknown"`
	NotProved   []string            `json:"not_proved"`
	Origins     int                 `json:"origins"`
	Reports     int                 `json:"reports"`
	Statements  int                 `json:"statements"`
	Reviewed    int                 `json:"reviewed"`
	Simulated   bool                `json:"simulated"`
	Log         string              `json:"log"`
	Size        int64               `json:"log_size"`
	VerifierKey string              `json:"verifier_key"`
}

// At is a minute, the clocks around it and what no flight data says of it.
type At struct {
	From       string               `json:"from"`
	Court      string               `json:"court,omitempty"` // the zone of the third clock
	Clocks     []operation.ClockRow `json:"clocks"`
	Unknowable []string             `json:"unknowable"`
	Method     string               `json:"method"`
}

// section is facts under one heading.
type section struct {
	Title string
	Facts []Fact
}

// evidenceFile is a row of the list of files; record a row of the list of records.
type evidenceFile struct {
	Name, Hash, What string
	Size             int
}

type record struct {
	Seq                int64
	Type, ID, At, File string
}

// printed is what the templates see.
type printed struct {
	Sheet
	Title    string
	Sections []section
	Files    []evidenceFile
	Records  []record
}

func (p printed) declared() map[string]any {
	return map[string]any{"Sheet": p.Sheet, "Files": p.Files, "Records": p.Records}
}

// pages writes the sheet, facts.json, README.txt, the draft declaration and verify.sh.
func (b *builder) pages() error {
	s := b.sheet()
	var machine bytes.Buffer
	e := json.NewEncoder(&machine)
	e.SetEscapeHTML(false) // as verify.sh compares it with the bytes of a text
	e.SetIndent("", " ")
	if err := e.Encode(s); err != nil {
		return err
	}
	page := printed{s, b.title(), sections(s.Facts), b.evidenceFiles(), b.records()}
	var out bytes.Buffer
	if err := sheetTemplate.Execute(&out, page); err != nil {
		return err
	}
	if err := wording(out.Bytes()); err != nil {
		return err
	}
	script, err := templates.ReadFile("verify.sh")
	if err != nil {
		return err
	}
	var readme, declaration bytes.Buffer
	if err := plainTemplates.ExecuteTemplate(&readme, "README.txt", map[string]any{"Sheet": s, "Title": page.Title, "Records": page.Records, "Script": string(script)}); err != nil {
		return err
	}
	if err := plainTemplates.ExecuteTemplate(&declaration, "declaration.txt", page.declared()); err != nil {
		return err
	}
	b.files["sheet.html"], b.files["facts.json"] = out.Bytes(), machine.Bytes()
	if b.files["verify.html"], err = verifyPage(); err != nil {
		return err
	}
	b.files["README.txt"], b.files["declaration.txt"], b.files["verify.sh"] = readme.Bytes(), declaration.Bytes(), script
	return nil
}

// verifyPage is the page that verifies in a browser. Its policy names its one script by hash
// and lets it reach nothing.
func verifyPage() ([]byte, error) {
	page, err := templates.ReadFile("verify.html")
	if err != nil {
		return nil, err
	}
	_, script, _ := bytes.Cut(page, []byte("<script>"))
	script, _, ok := bytes.Cut(script, []byte("</script>"))
	if !ok {
		return nil, errors.New("verify.html has no script")
	}
	hash := sha256.Sum256(script)
	return bytes.Replace(page, []byte("sha256-SCRIPT"), []byte("sha256-"+base64.StdEncoding.EncodeToString(hash[:])), 1), nil
}

func (b *builder) sheet() Sheet {
	v := b.in.View
	s := Sheet{
		Format: Format, Version: b.in.Version, Operation: v.Operation, AsOf: asOf(v.AsOf), Answer: v.Answer, Grade: v.Grade, GradeRule: v.GradeRule,
		Methods: b.methods(), Facts: b.facts, Clocks: b.moments, Unknown: v.Unknown,
		Origins: v.Origins, Reports: v.Reports, Statements: v.Statements, Reviewed: v.Reviewed,
		Log: b.checkpoint.Origin, Size: b.checkpoint.Size, VerifierKey: b.in.Verifier,
	}
	s.Measured, s.Attested = measured(s.Methods), b.attested
	if b.whole > 0 {
		s.Answer, s.Grade, s.GradeRule = "", "", "" // they rest on evidence that may not be shown here
		s.Chosen = fmt.Sprintf("%d of the %d facts of the operation, chosen by whoever made the exhibit and numbered anew", len(s.Facts)-b.ofMoment(), b.whole)
	}
	if m := b.in.Moment; m != nil {
		s.At = &At{From: m.From.Format("2006-01-02 15:04Z"), Court: m.Court, Clocks: b.shownClocks(m.Clocks), Unknowable: m.Unknowable, Method: m.Method}
	}
	s.NotProved = b.notProved()
	if len(b.extracts) > 0 {
		s.NotProved = append(s.NotProved, "That the rows in extract/ stand in the files that they were taken out of. Those files hold other aircraft too and are not given; the log has their hashes, and who keeps them can show them to a court.")
	}
	for _, d := range b.in.Documents {
		s.Simulated = s.Simulated || d.Simulated
	}
	for _, row := range v.Seen {
		s.Simulated = s.Simulated || row.Leg.Simulated
	}
	return s
}

func (b *builder) title() string {
	if t := b.in.View.Operation.Title; t != "" {
		return t
	}
	return b.in.View.Operation.Slug
}

// methods names the version of each method that made something here.
func (b *builder) methods() []string {
	out := []string{"program charterwatch " + b.in.Version, "confrontation " + b.in.View.Method}
	for _, h := range b.in.View.Owed {
		for _, d := range h.Duties {
			out = append(out, "duties "+d.Version)
		}
	}
	for _, row := range b.in.View.Seen {
		out = append(out, "legs "+row.Leg.Method)
	}
	for _, d := range b.in.Documents {
		out = append(out, "text "+d.Extractor)
	}
	for _, s := range b.statements {
		out = append(out, "statements "+s.Extractor)
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// notProved is printed on every sheet and checked by nobody: it is what no hash can carry.
var notProved = []string{
	"That what a report states is true. The exhibit shows that its bytes were held and not changed since they were recorded.",
	"That the publisher served these bytes, or that every visitor saw them: a capture is what one machine received or was given.",
	"That the positions are those of the aircraft named: a transmitter sends any address and any call sign. Registration and type are what a database says.",
	"Who was aboard, how many, and whether they agreed to go. A track shows none of it.",
	"Where the aircraft was while nothing was heard. No line is drawn there.",
	"That nothing was left out. The exhibit holds what a person attached to the operation.",
	"That the sheet itself is as it was made, unless the fingerprint (the SHA-256 of SHA256SUMS) came to you another way. Passages, rows, records and raw bytes are bound to the signed log; the words around them are not.",
	"Whether any duty was kept or not. That is for people to say.",
}

func (b *builder) notProved() []string {
	clock := "That the clock of the machine that recorded was right. No outside timestamp or witness stands on this checkpoint yet; it shows order, and that nothing recorded was changed after it was signed."
	if len(b.attested) > 0 {
		clock = "That the clock of the machine that recorded was right. What others attest of the checkpoint shows that the records were there by then, and not since when; whom of them to believe is the reader's choice."
	}
	return append(slices.Clone(notProved), clock)
}

// ofMoment counts the facts that --at added.
func (b *builder) ofMoment() (n int) {
	for _, f := range b.facts {
		if f.Section == sectionMoment {
			n++
		}
	}
	return n
}

// shownClocks are the lines of a clock table whose evidence is in the exhibit.
func (b *builder) shownClocks(rows []operation.ClockRow) []operation.ClockRow {
	return slices.DeleteFunc(slices.Clone(rows), func(r operation.ClockRow) bool {
		return slices.ContainsFunc(r.Refs, func(ref operation.Ref) bool {
			_, document := b.documents[ref.ID]
			_, statement := b.statements[ref.ID]
			_, leg := b.legs[ref.ID]
			return !document && !statement && !leg
		})
	})
}

func sections(facts []Fact) []section {
	var out []section
	for _, f := range facts {
		if len(out) == 0 || out[len(out)-1].Title != f.Section {
			out = append(out, section{Title: f.Section})
		}
		out[len(out)-1].Facts = append(out[len(out)-1].Facts, f)
	}
	return out
}

func (b *builder) evidenceFiles() []evidenceFile {
	what := map[string]string{}
	for _, d := range b.in.Documents {
		what[rawName(d.RawHash)] = fmt.Sprintf("the bytes of document %s (%s): %s", d.ID, d.Kind, label(d))
		what[textName(d.TextHash)] = fmt.Sprintf("the text that was read from document %s by %s", d.ID, d.Extractor)
	}
	for _, row := range b.in.View.Seen {
		for _, s := range row.Leg.Sources {
			what[rawName(s.Member.Hash)] = "a trace file as stored: " + s.Member.Name
			if x, ok := b.extracts[Whole{s.Member.Hash, row.Leg.Hex}]; ok {
				what[x] = fmt.Sprintf("the rows of %s alone, taken out of %s (SHA-256 %s), which holds other aircraft too; derived, and named by no record", row.Leg.Hex, s.Member.Name, s.Member.Hash)
			}
		}
	}
	var out []evidenceFile
	for name, data := range b.files {
		if !strings.HasPrefix(name, "raw/") && !strings.HasPrefix(name, "extract/") && !strings.HasPrefix(name, "text/") {
			continue
		}
		w := what[name]
		if w == "" {
			w = "a statement as a person edited it"
		}
		out = append(out, evidenceFile{name, sum(data), w, len(data)})
	}
	slices.SortFunc(out, func(x, y evidenceFile) int { return strings.Compare(x.Name, y.Name) })
	return out
}

func (b *builder) records() []record {
	out := make([]record, len(b.in.Records))
	for i, r := range b.in.Records {
		about := r.ID
		if r.Type == "attachment" {
			var f struct{ Ref string }
			if ledger.Fact(r.Body, &f) == nil {
				about = f.Ref
			}
		}
		out[i] = record{r.Seq, r.Type, about, r.At.UTC().Format("2006-01-02 15:04:05Z"), recordName(r.Seq, "json")}
	}
	return out
}

// wording refuses a sheet that draws a conclusion outside quotations.
func wording(page []byte) error {
	text, quoted := plainText(page)
	if found := release.CheckWording(text, quoted...); len(found) > 0 {
		return fmt.Errorf("the sheet would say %q outside a quotation (%q); %s", found[0].Word, found[0].Sentence, found[0].Suggestion)
	}
	return nil
}

// plainText is the words of a page, a paragraph an element, and which of them stand in an
// element for what others wrote.
func plainText(page []byte) (string, []release.Span) {
	var text strings.Builder
	var quoted []release.Span
	depth, start := 0, 0
	for z := html.NewTokenizer(bytes.NewReader(page)); ; {
		kind := z.Next()
		if kind == html.ErrorToken {
			return text.String(), quoted
		}
		token := z.Token()
		quoting := slices.Contains([]string{"q", "blockquote", "pre", "style"}, token.Data)
		switch {
		case kind == html.TextToken:
			text.WriteString(token.Data)
		case kind == html.StartTagToken && quoting:
			if depth == 0 {
				start = text.Len()
			}
			depth++
		case kind == html.EndTagToken && quoting:
			if depth--; depth == 0 {
				quoted = append(quoted, release.Span{Start: start, End: text.Len()})
			}
		case kind == html.EndTagToken && slices.Contains([]string{"p", "li", "h1", "h2", "h3", "td", "th", "figcaption", "dd", "dt"}, token.Data):
			text.WriteString("\n\n")
		}
	}
}

// spans writes the bytes of a passage, the last one included: what dd and a hex editor count.
func spans(p Passage) string {
	parts := make([]string, len(p.Spans))
	for i, s := range p.Spans {
		parts[i] = fmt.Sprintf("%d to %d", s.Start, s.End-1)
	}
	return strings.Join(parts, ", ")
}
