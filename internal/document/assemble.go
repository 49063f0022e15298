package document

import "strings"

// page is what was found in HTML, before it becomes one text.
type page struct {
	headline   string
	standfirst string
	body       []block
	captions   []string
	entries    []*Stamp // of a live blog, the time of each entry
}

// block is one paragraph, list item, table row or caption as a reader sees it.
type block struct {
	text  string
	tight bool // follows the block before it on the next line: items of one list, rows of one table
	entry int  // of a live blog, counted from 1; 0 outside
}

// assemble joins a page to the canonical text: headline, standfirst, body, then the
// captions, so that the body reads through. One part for the body, one for each caption.
func (d *Document) assemble(p page) {
	var b strings.Builder
	put := func(kind PartKind, text, gap string) {
		text = strings.TrimFunc(strings.ToValidUTF8(text, "\ufffd"), blank)
		if text == "" {
			return
		}
		if b.Len() > 0 {
			b.WriteString(gap)
		}
		start := b.Len()
		b.WriteString(text)
		if n := len(d.Parts); kind == Body && n > 0 && d.Parts[n-1].Kind == Body {
			d.Parts[n-1].End = b.Len()
			return
		}
		d.Parts = append(d.Parts, Part{kind, start, b.Len()})
	}
	put(Headline, p.headline, "")
	put(Standfirst, p.standfirst, "\n\n")
	for i, bl := range p.body {
		gap := "\n\n"
		if bl.tight && i > 0 {
			gap = "\n"
		}
		before := b.Len()
		put(Body, bl.text, gap)
		if bl.entry > 0 && b.Len() > before {
			d.extendEntry(bl.entry, len(d.Entries), before, b.Len(), p.entries)
		}
	}
	for _, c := range p.captions {
		put(Caption, c, "\n\n")
	}
	d.Text = b.String()
	d.Title = p.headline
}

// extendEntry adds a block that was just written to its entry, which is the last one or a new
// one; a block begins behind the blank lines before it.
func (d *Document) extendEntry(number, have, before, end int, times []*Stamp) {
	if have > 0 && d.Entries[have-1].number == number {
		d.Entries[have-1].End = end
		return
	}
	start := before
	if before > 0 {
		start += len("\n\n")
	}
	d.Entries = append(d.Entries, Entry{Start: start, End: end, At: times[number-1], number: number})
}
