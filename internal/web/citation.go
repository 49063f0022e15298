package web

import (
	"fmt"

	"github.com/charterwatch/charterwatch/internal/statement"
)

// drawing is who cites whom, from left to right:
//
//	reports                 relays              origins
//	┌────────────────┐
//	│ □ Morning Post │ ───────────┐
//	└────────────────┘            ▼
//	┌────────────────┐    ┌──────────────┐    ┌──────────────┐
//	│ □ Gazette      │ ─▶ │ ▸ Tasnim     │ ─▶ │ ● Noushabadi │
//	└────────────────┘    └──────────────┘    └──────────────┘
//
// A line that rests on an inference is dashed; what drifted stands on the line.
type drawing struct {
	Width, Height int
	Boxes         []citeBox
	Lines         []citeLine
	Columns       [3]int // where each column begins
	Left          int    // nodes that are only in the tables
}

type citeBox struct {
	X, Y, W, H    int
	Class         string
	Title, Second string
	Href          string
}

type citeLine struct {
	Path     string
	Inferred bool
	Words    string    // for a reader who hovers or listens
	Label    [2]string // the drift: what it was, what it became; empty without one
	LX, LY   int
}

// The measures of the drawing, in units of its own view box.
const (
	citeWidth  = 1060
	citeBoxW   = 210
	citeBoxH   = 44
	citeGap    = 16
	citeTop    = 34
	citeColumn = (citeWidth - 3*citeBoxW) / 2 // between two columns
	mostDrawn  = 24                           // boxes in a column
	citeTitle  = 20                           // letters of a box's title
	citeLabel  = 28                           // letters of a line of a label
)

// draw lays a group's graph out. Nodes come in a settled order, so the drawing is the same
// whenever the evidence is.
func draw(t statement.Trace) drawing {
	d := drawing{Width: citeWidth}
	for i := range d.Columns {
		d.Columns[i] = i * (citeBoxW + citeColumn)
	}
	value := map[string][2]string{} // what a document's figure had become
	whose := map[string]string{}    // whose figure it was
	for _, trail := range t.Drift {
		for i, s := range trail.Steps {
			if _, told := value[s.Document]; i > 0 && !told {
				value[s.Document], whose[s.Document] = [2]string{clip(trail.Steps[i-1].Value, citeLabel-2) + " →", clip(s.Value, citeLabel)}, trail.Of
			}
		}
	}
	at := map[string]citeBox{}
	rows := [3]int{}
	for _, n := range t.Graph.Nodes {
		column := map[statement.NodeKind]int{statement.NodeDocument: 0, statement.NodeRelay: 1}[n.Kind]
		mark := map[statement.NodeKind]string{statement.NodeDocument: "□ ", statement.NodeRelay: "▸ ", statement.NodeOrigin: "● ", statement.NodeNone: "○ "}[n.Kind]
		if n.Kind == statement.NodeOrigin || n.Kind == statement.NodeNone {
			column = 2
		}
		if rows[column] >= mostDrawn {
			d.Left++
			continue
		}
		b := citeBox{X: column * (citeBoxW + citeColumn), Y: citeTop + rows[column]*(citeBoxH+citeGap), W: citeBoxW, H: citeBoxH,
			Class: string(n.Kind), Title: mark + clip(n.Text, citeTitle), Second: classWords(n.Class)}
		switch {
		case n.Kind == statement.NodeDocument:
			b.Href, b.Second = "/documents/"+n.ID, "day not known"
			if n.Published != "" {
				b.Second = isoDay(n.Published)
			}
		case n.Kind == statement.NodeNone:
			b.Second = "weight nothing"
		case n.Circular:
			b.Second += ", in a circle"
		}
		rows[column]++
		at[n.ID] = b
		d.Boxes = append(d.Boxes, b)
	}
	d.Height = citeTop + max(rows[0], rows[1], rows[2])*(citeBoxH+citeGap)
	carries := map[string]string{} // document to the end of the line that carries its drift
	for _, e := range t.Graph.Edges {
		if _, drifts := value[e.From]; drifts && at[e.From].X < at[e.To].X && (carries[e.From] == "" || whose[e.From] == e.To) {
			carries[e.From] = e.To
		}
	}
	for _, e := range t.Graph.Edges {
		from, ok := at[e.From]
		to, ok2 := at[e.To]
		if !ok || !ok2 {
			continue
		}
		line := citeLine{Path: curve(from, to), Inferred: e.Inferred, Words: fmt.Sprintf("%s %s %s: “%s”", from.Title, e.Kind, to.Title, clip(e.Text, 200))}
		if carries[e.From] == e.To {
			carries[e.From] = "" // once
			line.Label, line.LX, line.LY = value[e.From], from.X+citeBoxW+8, from.Y+citeBoxH/2-3
		}
		d.Lines = append(d.Lines, line)
	}
	return d
}

// curve is a line from the right side of a box to the left side of another; within a column
// it bows to the left of both.
func curve(a, b citeBox) string {
	ay, by := a.Y+citeBoxH/2, b.Y+citeBoxH/2
	if a.X == b.X {
		return fmt.Sprintf("M%d %d C%d %d %d %d %d %d", a.X+citeBoxW, ay, a.X+citeBoxW+36, ay, b.X+citeBoxW+36, by, b.X+citeBoxW, by)
	}
	ax, bx := a.X+citeBoxW, b.X
	if a.X > b.X {
		ax, bx = a.X, b.X+citeBoxW
	}
	mid := (ax + bx) / 2
	return fmt.Sprintf("M%d %d C%d %d %d %d %d %d", ax, ay, mid, ay, mid, by, bx, by)
}
