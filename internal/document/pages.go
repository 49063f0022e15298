package document

import (
	"errors"
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"
)

// PDF is the kind of a document whose bytes are a PDF.
const PDF Kind = "pdf"

// PDFReader gives the text of each page of a PDF; package document/pdf has one.
type PDFReader func(raw []byte) (pages []string, err error)

// readPDF makes the canonical text of a PDF: its pages' lines joined to paragraphs, in the
// order of the pages, with an empty line between two.
func readPDF(raw []byte, h Hints) (Document, decoded, error) {
	if h.PDF == nil {
		return Document{}, decoded{}, errors.New("it is a PDF, and no reader of PDFs was given: save its text and read that")
	}
	pages, err := h.PDF(raw)
	if err != nil {
		return Document{}, decoded{}, err
	}
	text, joined := paragraphsOf(pages)
	plain := readPlain(decoded{utf8: []byte(text)}, h)
	plain.Kind, plain.Extractor = PDF, pdfVersion
	plain.Warnings = append(plain.Warnings, fmt.Sprintf("the text of a PDF of %d pages: line breaks are not the PDF's own, and %d words that were broken over two lines were joined", len(pages), joined))
	return plain, decoded{raw: raw}, nil
}

// paragraphsOf joins the lines of pages to paragraphs. A line ends a paragraph where an empty
// one follows, or where it ends like a sentence, well short of the longest lines around it,
// and the next begins like one. A hyphen that the PDF marks as a break goes, and is counted.
func paragraphsOf(pages []string) (text string, joined int) {
	var b strings.Builder
	for _, page := range pages {
		lines := strings.FieldsFunc(strings.ToValidUTF8(page, "\ufffd"), func(r rune) bool { return r == '\n' || r == '\r' })
		longest := 0
		for i := range lines {
			lines[i] = strings.TrimFunc(lines[i], func(r rune) bool { return unicode.IsSpace(r) || r == 0 })
			longest = max(longest, utf8.RuneCountInString(lines[i]))
		}
		open, broken := false, false
		for i, line := range lines {
			if line == "" {
				open = false
				continue
			}
			switch {
			case b.Len() == 0:
			case !open:
				b.WriteString("\n\n")
			case broken:
			default:
				b.WriteByte(' ')
			}
			open = true
			if whole, ok := strings.CutSuffix(line, "\u0002"); ok || strings.HasSuffix(line, "\u00ad") {
				b.WriteString(strings.TrimSuffix(whole, "\u00ad"))
				broken = true
				joined++
				continue
			}
			broken = strings.HasSuffix(line, "-") // "long-" and "range": the hyphen may be the word's own, and stays
			if i+1 < len(lines) && !broken {
				open = !endsParagraph(line, lines[i+1], longest)
			}
			b.WriteString(line)
		}
	}
	return b.String(), joined
}

func endsParagraph(line, next string, longest int) bool {
	last, _ := utf8.DecodeLastRuneInString(strings.TrimRight(line, `"”’»')]`))
	first, _ := utf8.DecodeRuneInString(strings.TrimLeft(next, `"“‘«'([`))
	short := utf8.RuneCountInString(line)*10 < longest*8
	if last == '.' || last == '!' || last == '?' || last == ':' {
		return short && !unicode.IsLower(first)
	}
	return short && utf8.RuneCountInString(line)*2 < longest && unicode.IsUpper(first) // a heading
}
