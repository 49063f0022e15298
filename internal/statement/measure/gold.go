package measure

import (
	"embed"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/charterwatch/charterwatch/internal/document"
	"github.com/charterwatch/charterwatch/internal/statement"
)

//go:embed gold/*.txt
var goldFiles embed.FS

// Part is a part of the gold.
type Part string

// The parts: what rules were tuned on, and what only counts.
const (
	Tune  Part = "tune"
	Test  Part = "test"
	Fresh Part = "fresh" // single sentences of general news, marked before the rules read them
)

// Text is one annotated document.
type Text struct {
	Name, Kind string
	Doc        document.Document
	Marked     []Mark
}

// Mark is one attribution that a person marked: who, by which cue, what.
type Mark struct {
	Source, Cue, Content []statement.Span // Source is empty where the text names nobody; Cue too where the document states it itself
	Layers               *Layers          // nil: not marked
	Own                  bool             // the document states it itself
}

// Gold is the annotated documents of a part. A line that does not parse is a mistake in
// this package and stops every program that asks for it.
func Gold(part Part) []Text {
	files, err := goldFiles.ReadDir("gold")
	if err != nil {
		panic(fmt.Sprintf("read gold: %v", err))
	}
	var out []Text
	for _, f := range files {
		if !strings.HasPrefix(f.Name(), string(part)+"-") {
			continue
		}
		raw, err := goldFiles.ReadFile("gold/" + f.Name())
		if err != nil {
			panic(fmt.Sprintf("read gold %s: %v", f.Name(), err))
		}
		texts, err := Parse(string(raw))
		if err != nil {
			panic(fmt.Sprintf("gold %s: %v", f.Name(), err))
		}
		out = append(out, texts...)
	}
	return out
}

// Parse reads annotated documents:
//
//	== name | 2025-09-30 | kind
//	[t1 The road is closed], [s1 the mayor] [c1 said].
//	#1 from=the mayor/unnamed_official; event=happened; n=120 exact; date=2025-09-30..2025-10-01; route=US>IR via QA
//
// s is a source, c a cue, t a content, o what the document states itself; one label twice is one part in two pieces; brackets
// nest, and "[s1,s2 …]" is the source of two. The error names the document and the label.
func Parse(raw string) ([]Text, error) {
	var out []Text
	for section := range strings.SplitSeq("\n"+raw, "\n== ") {
		if strings.TrimSpace(section) == "" {
			continue
		}
		t, err := parseText(section)
		if err != nil {
			return nil, err
		}
		out = append(out, t)
	}
	return out, nil
}

func parseText(section string) (Text, error) {
	head, body, _ := strings.Cut(section, "\n")
	fields := strings.Split(head, " | ")
	if len(fields) != 3 {
		return Text{}, fmt.Errorf("%q: name, day of publication and kind expected", head)
	}
	t := Text{Name: strings.TrimSpace(fields[0]), Kind: strings.TrimSpace(fields[2])}
	var text strings.Builder
	layers := map[int]*Layers{}
	for line := range strings.Lines(body) {
		if !strings.HasPrefix(line, "#") {
			text.WriteString(line)
			continue
		}
		n, rest, _ := strings.Cut(strings.TrimSpace(line[1:]), " ")
		label, err := strconv.Atoi(n)
		if err != nil {
			return t, fmt.Errorf("%s: %q begins with no label", t.Name, line)
		}
		if layers[label], err = parseLayers(rest); err != nil {
			return t, fmt.Errorf("%s: #%d: %w", t.Name, label, err)
		}
	}
	plain, parts, err := unmark(strings.TrimRight(text.String(), "\n") + "\n")
	if err != nil {
		return t, fmt.Errorf("%s: %w", t.Name, err)
	}
	docs, err := document.Read([]byte(plain), document.Hints{File: t.Name + ".txt", Published: strings.TrimSpace(fields[1])})
	if err != nil || len(docs) != 1 || docs[0].Text != plain {
		return t, fmt.Errorf("%s: the canonical text is not the annotated one (%w)", t.Name, err)
	}
	t.Doc = docs[0]
	labels := map[int]*Mark{}
	for _, p := range parts {
		m := labels[p.label]
		if m == nil {
			m = &Mark{Layers: layers[p.label]}
			labels[p.label] = m
		}
		switch p.part {
		case 's':
			m.Source = append(m.Source, p.span)
		case 'c':
			m.Cue = append(m.Cue, p.span)
		case 't', 'o':
			m.Own = m.Own || p.part == 'o'
			m.Content = append(m.Content, p.span)
		}
	}
	for label, m := range labels {
		if (len(m.Cue) == 0) != m.Own || len(m.Content) == 0 {
			return t, fmt.Errorf("%s: label %d has no cue or no content", t.Name, label)
		}
		t.Marked = append(t.Marked, *m)
	}
	for label := range layers {
		if labels[label] == nil {
			return t, fmt.Errorf("%s: #%d describes a label that the text has not", t.Name, label)
		}
	}
	slices.SortFunc(t.Marked, func(a, b Mark) int { return a.at() - b.at() })
	return t, nil
}

// at is where an attribution stands: its cue, else its content.
func (m Mark) at() int {
	if len(m.Cue) > 0 {
		return m.Cue[0].Start
	}
	return m.Content[0].Start
}

// piece is one bracket of a marked text, in bytes of the plain one.
type piece struct {
	part  byte
	label int
	span  statement.Span
}

// unmark takes the brackets out.
func unmark(text string) (plain string, parts []piece, err error) {
	var out strings.Builder
	var open [][]piece
	for i := 0; i < len(text); i++ {
		switch text[i] {
		case '[':
			labels, rest, ok := strings.Cut(text[i+1:], " ")
			var pieces []piece
			for l := range strings.SplitSeq(labels, ",") {
				n, convErr := strconv.Atoi(strings.TrimLeft(l, "scto"))
				if len(l) < 2 || convErr != nil {
					ok = false
					break
				}
				pieces = append(pieces, piece{part: l[0], label: n, span: statement.Span{Start: out.Len()}})
			}
			if !ok {
				out.WriteByte('[') // a bracket of the text
				open = append(open, nil)
				continue
			}
			open = append(open, pieces)
			i = len(text) - len(rest) - 1
		case ']':
			if len(open) == 0 {
				return "", nil, fmt.Errorf("byte %d: a bracket closes that none opened", i)
			}
			pieces := open[len(open)-1]
			open = open[:len(open)-1]
			if pieces == nil {
				out.WriteByte(']')
			}
			for _, p := range pieces {
				p.span.End = out.Len()
				parts = append(parts, p)
			}
		default:
			out.WriteByte(text[i])
		}
	}
	if len(open) > 0 {
		return "", nil, fmt.Errorf("%d brackets are not closed", len(open))
	}
	return out.String(), parts, nil
}
