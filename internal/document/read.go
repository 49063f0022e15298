package document

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"path/filepath"
	"time"
	"unicode/utf8"
)

// Hints is what the caller knows about the bytes from elsewhere. All of it is optional.
type Hints struct {
	File        string              // name of the file; only its base name is kept
	URL         string              // address that the bytes came from
	ContentType string              // Content-Type as the server gave it
	Published   string              // what the user stated: 2006-01-02 or RFC 3339; wins over what the document states
	Publisher   string              // wins over what the document states
	Zone        string              // of the outlet: IANA name or an offset such as +02:00; for times that state none
	Retrieved   time.Time           // when the bytes were received; zero when not known
	Simulated   bool                // a made example, not a report
	Headers     map[string][]string // response headers as received
	Transfer    *Transfer           // how the bytes came, where they came over a network or out of an archive
	ByHand      *ByHand             // a person typed or pasted the text
	FeedItems   int                 // how many entries of a feed are read, the first in its order; 0: DefaultFeedItems
	PDF         PDFReader           // reads PDFs; nil: they are refused
}

// ErrPartial marks an input of which only a part could be read: the documents returned
// beside it are good, the rest of the input is not among them.
var ErrPartial = errors.New("read in part")

// Read turns bytes that somebody published into documents: one, or for a feed one an
// entry. What the bytes are is found from the bytes; names and labels only help. Where
// only part of a feed can be read, that part is returned with an error that is ErrPartial.
func Read(raw []byte, h Hints) ([]Document, error) {
	name := h.name()
	if len(raw) > MaxRaw {
		return nil, fmt.Errorf("read %s: %d bytes is over the limit of %d (64 MiB) for one document: split it", name, len(raw), MaxRaw)
	}
	if isArchive(raw) {
		return readArchive(raw, h)
	}
	stated, err := statedStamp(h)
	if err != nil {
		return nil, fmt.Errorf("read %s: %w", name, err)
	}
	if bytes.HasPrefix(raw, []byte("%PDF-")) {
		d, text, err := readPDF(raw, h)
		if err != nil {
			return nil, fmt.Errorf("read %s: %w", name, err)
		}
		finish(&d, text, h, stated)
		return []Document{d}, nil
	}
	if err := refuse(raw); err != nil {
		return nil, fmt.Errorf("read %s: %w", name, err)
	}
	text, err := decode(raw, h)
	if err != nil {
		return nil, fmt.Errorf("read %s: %w", name, err)
	}
	if at := notText(text.utf8); at >= 0 {
		return nil, fmt.Errorf("read %s: it is not a text: more than one byte in %d is a control character, the first at byte %d; give the report itself", name, maxControlShare, at)
	}
	list, isList := readList(text)
	if !isList && isJSON(text.utf8) {
		return nil, fmt.Errorf("read %s: it is JSON, which is data and not a report; a trace of positions goes to scan", name)
	}
	var docs []Document
	switch kind := sniff(text.utf8, h); {
	case isList:
		docs = []Document{list}
	case kind == Feed:
		docs, err = readFeed(text, h)
	case kind == HTML:
		docs = []Document{readHTML(text, h)}
	default:
		docs = []Document{readPlain(text, h)}
		if almostList(string(text.utf8)) {
			docs[0].Warnings = append(docs[0].Warnings, almostListNote)
		}
	}
	for i := range docs {
		finish(&docs[i], text, h, stated)
	}
	if err != nil {
		return docs, fmt.Errorf("read %s: %w", name, err)
	}
	if len(docs) == 1 && len(docs[0].Parts) == 0 {
		return nil, fmt.Errorf("read %s: no text in %d bytes of %s", name, len(raw), docs[0].Kind)
	}
	return docs, nil
}

// finish fills what is the same for every kind: identity, provenance, the stamps that are
// believed, and the warnings about the text.
func finish(d *Document, text decoded, h Hints, stated *Stamp) {
	if d.Raw == nil {
		d.Raw = text.raw
	}
	d.RawHash = hash(d.Raw)
	d.ID = "d-" + d.RawHash[:16]
	d.TextHash = hash([]byte(d.Text))
	d.Charset = text.charset
	d.Retrieved = h.Retrieved.UTC()
	d.Simulated = d.Simulated || h.Simulated
	d.Transfer = h.Transfer
	d.ByHand = h.ByHand
	if d.URL == "" {
		d.URL = h.URL
	}
	if d.URL == "" && h.File != "" {
		d.File = filepath.Base(h.File)
	}
	if h.Publisher != "" {
		d.Publisher = h.Publisher
	}
	settleLanguage(d)
	settleStamps(d, h, stated)
	if d.Credits == nil {
		d.Credits = credits(d)
	}
	d.Warnings = append(append([]string{}, text.warnings...), d.Warnings...)
	d.Warnings = append(d.Warnings, strangeCharacters(d.Text)...)
	d.Warnings = append(d.Warnings, suspicions(d)...)
	if len(d.Warnings) > MaxWarnings {
		d.Warnings = append(d.Warnings[:MaxWarnings-1], fmt.Sprintf("%d further warnings", len(d.Warnings)-MaxWarnings+1))
	}
	if d.Parts == nil {
		d.Parts = []Part{}
	}
}

// Verify says whether a document is whole: its hashes, its identifier, and every part
// inside the text, in order, on character boundaries. Raw is checked where it is present.
func Verify(d Document) error {
	if d.Raw != nil && hash(d.Raw) != d.RawHash {
		return fmt.Errorf("verify document %s: the bytes' hash is %s, recorded is %s", d.ID, hash(d.Raw), d.RawHash)
	}
	if len(d.RawHash) != 64 || d.ID != "d-"+d.RawHash[:16] {
		return fmt.Errorf("verify document %s: identifier does not follow from the bytes' hash %q", d.ID, d.RawHash)
	}
	if got := hash([]byte(d.Text)); got != d.TextHash {
		return fmt.Errorf("verify document %s: the text's hash is %s, recorded is %s", d.ID, got, d.TextHash)
	}
	if (d.Kind == Text || d.Kind == List) && d.Charset == "" && d.TextHash != d.RawHash {
		return fmt.Errorf("verify document %s: the text of a %s document is not its own bytes", d.ID, d.Kind)
	}
	end := 0
	for i, p := range d.Parts {
		switch {
		case p.Start < end || p.End <= p.Start || p.End > len(d.Text):
			return fmt.Errorf("verify document %s: part %d [%d,%d) is out of order or outside the text of %d bytes", d.ID, i, p.Start, p.End, len(d.Text))
		case !utf8.RuneStart(d.Text[p.Start]) || p.End < len(d.Text) && !utf8.RuneStart(d.Text[p.End]):
			return fmt.Errorf("verify document %s: part %d [%d,%d) cuts a character", d.ID, i, p.Start, p.End)
		case p.Kind != Headline && p.Kind != Standfirst && p.Kind != Body && p.Kind != Caption:
			return fmt.Errorf("verify document %s: part %d has unknown kind %q", d.ID, i, p.Kind)
		}
		end = p.End
	}
	return nil
}

func (h Hints) name() string {
	switch {
	case h.URL != "":
		return h.URL
	case h.File != "":
		return h.File
	}
	return "document"
}

func hash(b []byte) string {
	sum := sha256.Sum256(b)
	return hex.EncodeToString(sum[:])
}
