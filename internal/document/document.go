package document

import (
	"sort"
	"time"
)

// Kind is what the raw bytes were.
type Kind string

// The kinds that are read.
const (
	Text Kind = "text"
	HTML Kind = "html"
	Feed Kind = "feed" // one entry of a feed
)

// PartKind is what a stretch of canonical text is in its document.
type PartKind string

// The parts that are kept apart so that nothing is read twice.
const (
	Headline   PartKind = "headline"
	Standfirst PartKind = "standfirst"
	Body       PartKind = "body"
	Caption    PartKind = "caption"
)

// Part is a stretch of the canonical text, in bytes, half-open.
type Part struct {
	Kind  PartKind `json:"kind"`
	Start int      `json:"start"`
	End   int      `json:"end"`
}

// Stamp is a time that a document states of itself or that the user stated for it.
type Stamp struct {
	At     time.Time `json:"at"`     // UTC; for a date alone, midnight UTC of that date
	Date   bool      `json:"date"`   // only the day is known
	Zone   string    `json:"zone"`   // as stated, such as "+02:00" or "America/New_York"; empty when not stated
	Source string    `json:"source"` // where it was found: "--published", "meta article:published_time", "time element", "feed pubDate"...
}

// Document is one report as it was seen: its bytes' hash, and the one text that every span points into.
type Document struct {
	ID        string    `json:"id"`        // "d-" and the first 16 hex digits of RawHash
	RawHash   string    `json:"raw_hash"`  // SHA-256 of the bytes as received
	TextHash  string    `json:"text_hash"` // SHA-256 of Text
	Kind      Kind      `json:"kind"`
	Text      string    `json:"text"`              // canonical UTF-8; for a plain-text file its own bytes
	Parts     []Part    `json:"parts"`             // ascending, not overlapping
	Entries   []Entry   `json:"entries,omitempty"` // of a live blog, in the order of the text
	Title     string    `json:"title"`
	Publisher string    `json:"publisher"` // empty when not stated
	URL       string    `json:"url"`       // empty for a file
	File      string    `json:"file"`      // base name of the file; empty for a URL
	Language  string    `json:"language"`  // BCP 47 as declared or detected; empty when not known
	Published *Stamp    `json:"published"` // null: relative dates stay unresolved
	Updated   *Stamp    `json:"updated"`
	Retrieved time.Time `json:"retrieved"`
	Credits   []string  `json:"credits"` // undeclared upstreams: "Agencies", "AP"
	Warnings  []string  `json:"warnings"`
	Extractor string    `json:"extractor"`         // name and version of what made Text
	Charset   string    `json:"charset,omitempty"` // what Text was converted from; empty when the bytes were UTF-8
	Simulated bool      `json:"simulated,omitempty"`

	// TranslationOf is the ID of the document that this text translates, TranslatedBy who
	// made the translation; empty for an original, which always stands beside it.
	TranslationOf string     `json:"translation_of,omitempty"`
	TranslatedBy  Translator `json:"translated_by,omitempty"`

	Transfer *Transfer `json:"transfer,omitempty"` // null for a file or a pasted text
	ByHand   *ByHand   `json:"by_hand,omitempty"`  // null for bytes that an outlet published

	// Raw is the bytes that RawHash is over: the input, or for a feed the entry's own
	// element as it stands in the feed. It is for the blob store and is not printed.
	Raw []byte `json:"-"`
}

// Transfer is how a document's bytes came: what was asked, and what the server or the archive
// answered beside the bytes.
type Transfer struct {
	Asked     string              `json:"asked"`               // the address that was asked first
	Redirects []string            `json:"redirects,omitempty"` // every address on the way to the last
	Remote    string              `json:"remote,omitempty"`    // network address that answered
	Status    int                 `json:"status,omitempty"`
	Sent      []string            `json:"sent,omitempty"`    // every request as it was sent, in order
	Headers   map[string][]string `json:"headers,omitempty"` // of the answer
	Archive   string              `json:"archive,omitempty"` // file name of the web archive that held it
	Record    string              `json:"record,omitempty"`  // the archive's own identifier of the record
}

// PartAt says which part the byte at offset belongs to; empty between parts and outside.
func (d Document) PartAt(offset int) PartKind {
	i := sort.Search(len(d.Parts), func(i int) bool { return d.Parts[i].End > offset })
	if i < len(d.Parts) && d.Parts[i].Start <= offset {
		return d.Parts[i].Kind
	}
	return ""
}

// Day is the civil day of the stamp in the zone that it states, as midnight UTC: the day
// that "on Monday" counts from. A stamp that is only a date is that date everywhere.
func (s Stamp) Day() time.Time {
	at := s.At.UTC()
	if !s.Date {
		if loc, err := zone(s.Zone); err == nil {
			at = at.In(loc)
		}
	}
	y, m, d := at.Date()
	return time.Date(y, m, d, 0, 0, 0, 0, time.UTC)
}
