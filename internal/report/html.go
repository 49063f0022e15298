package report

import (
	_ "embed"
	"fmt"
	"html/template"
	"io"
	"strings"

	"github.com/charterwatch/charterwatch/internal/journey"
)

//go:embed report.html
var page string

var pageTemplate = template.Must(template.New("report").Funcs(template.FuncMap{
	"named": named, "unknown": orUnknown, "thousands": thousands,
	"join":   func(s []string) string { return strings.Join(s, " ") },
	"anchor": func(section Section, f Figure) string { return "f-" + section.Key + "-" + slug(f.Key) },
}).Parse(page))

// HTML writes the report as one page that needs no other file, no script and no network.
func (r Report) HTML(w io.Writer) error {
	shown := map[string]bool{}
	var listed []Leg
	flown := false
	for _, l := range r.Legs {
		flown = flown || l.Simulated
		if l.Known || l.Standing != journey.Out {
			shown[l.Line.Leg] = true
			listed = append(listed, l)
		}
	}
	err := pageTemplate.Execute(w, struct {
		Report
		Listed []Leg
		Shown  map[string]bool
		Flown  bool
	}{r, listed, shown, flown})
	if err != nil {
		return fmt.Errorf("write report as HTML: %w", err)
	}
	return nil
}

// slug keeps letters and digits, so that a key can be an anchor; other bytes become their
// number, so that two keys never share one.
func slug(s string) string {
	var b strings.Builder
	for _, c := range []byte(s) {
		if c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' {
			b.WriteByte(c)
		} else {
			fmt.Fprintf(&b, "_%02x", c)
		}
	}
	return b.String()
}
