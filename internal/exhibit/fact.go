package exhibit

import (
	"fmt"
	"html/template"
	"strings"
	"time"

	"github.com/charterwatch/charterwatch/internal/document"
	"github.com/charterwatch/charterwatch/internal/flight"
	"github.com/charterwatch/charterwatch/internal/law"
	"github.com/charterwatch/charterwatch/internal/operation"
	"github.com/charterwatch/charterwatch/internal/statement"
)

// Fact is one numbered line of the sheet with what it rests on.
type Fact struct {
	N        int            `json:"n"`
	Mark     operation.Mark `json:"mark"` // seen, said, silent, owed; unknown where nothing states it
	Section  string         `json:"section"`
	Head     string         `json:"head"`
	Text     []string       `json:"text"` // in our words
	Passages []Passage      `json:"passages,omitempty"`
	Tracks   []Track        `json:"tracks,omitempty"`

	Documents []string      `json:"documents,omitempty"` // named in Text, by ID
	Map       template.HTML `json:"-"`                   // drawn on the sheet
}

// Passage is words of a document at their place.
type Passage struct {
	Statement string           `json:"statement"`
	Document  string           `json:"document"`
	Label     string           `json:"label"` // publisher, title and date of the document
	Quote     string           `json:"quote"` // the slices at Spans, joined by " … "
	Spans     []statement.Span `json:"spans"` // bytes of Text
	Text      string           `json:"text_file"`
	Raw       string           `json:"raw_file"`
	Hash      string           `json:"raw_sha256"`
	Record    int64            `json:"record"`
	Review    string           `json:"review,omitempty"`
	Source    bool             `json:"source,omitempty"` // the words that name who stated the passage before it
}

// Track is the rows of one file that a leg was read from.
type Track struct {
	Leg    string `json:"leg"`
	Name   string `json:"name"`                   // inside its archive
	Raw    string `json:"raw_file"`               // empty where the file holds other aircraft too and is not here
	Hash   string `json:"raw_sha256"`             // of the whole file
	Own    string `json:"extract_file,omitempty"` // then the rows of this aircraft, as whoever made the exhibit took them out
	First  int32  `json:"first_row"`
	Last   int32  `json:"last_row"`
	Points int    `json:"points"` // rows that were used
	Record int64  `json:"record"`
	Rows   []Row  `json:"rows"` // those that a time of the leg rests on
}

// Row is one row as it stands in the file.
type Row struct {
	Row  int    `json:"row"` // counted from 0
	What string `json:"what"`
	Text string `json:"text"`
}

// The sections of the sheet in their order.
const (
	sectionSeen      = "Seen: what receivers heard"
	sectionSaid      = "Said: who stated what"
	sectionSilent    = "Silent: who has acknowledged it"
	sectionConflict  = "Conflicts: evidence that differs"
	sectionOwed      = "Owed: duties that bear on each hop"
	sectionAssurance = "Assurances: fifteen points, without a score"
	sectionMoment    = "Position at a moment: where each aircraft can have been"
)

// gather turns the view into numbered facts.
func (b *builder) gather() error {
	v := b.in.View
	for _, row := range v.Seen {
		b.seen(row)
	}
	for _, row := range v.Said {
		if err := b.said(row); err != nil {
			return err
		}
	}
	for _, e := range v.Erased {
		b.add(Fact{Mark: operation.Unknown, Section: sectionSaid, Head: "A document that was attached and is gone", Text: []string{e + ". What it told is not in this exhibit."}})
	}
	for _, s := range v.Silent {
		if err := b.silent(s); err != nil {
			return err
		}
	}
	for _, c := range v.Conflicts {
		if err := b.conflict(c); err != nil {
			return err
		}
	}
	for _, h := range v.Owed {
		b.owed(h)
	}
	for _, a := range v.Assurances {
		if err := b.assurance(a); err != nil {
			return err
		}
	}
	return b.whereabouts()
}

func (b *builder) add(f Fact) {
	f.N = len(b.facts) + 1
	b.facts = append(b.facts, f)
}

func (b *builder) seen(row operation.SeenRow) {
	l := row.Leg
	f := Fact{Mark: operation.Seen, Section: sectionSeen, Head: row.From + " – " + row.To}
	identity := "address " + l.Hex
	if l.Registration != "" {
		identity += fmt.Sprintf(", registration %s and type %s as a database says", l.Registration, orUnknown(l.Type))
	}
	if len(l.Callsigns) > 0 {
		identity += ", call sign sent " + strings.Join(l.Callsigns, ", ")
	}
	f.Text = append(f.Text, fmt.Sprintf("Leg %s: %s.", l.ID, identity),
		fmt.Sprintf("Left %s. %s. Gaps: %s.", row.Depart, reached(row), row.Gaps))
	for _, end := range []flight.End{l.Start, l.End} {
		for _, why := range end.Why {
			f.Text = append(f.Text, "Why: "+why.Text+".")
		}
	}
	if l.Purpose.Value != "" {
		f.Text = append(f.Text, fmt.Sprintf("Purpose, inferred and never a fact: %s %.2f.", l.Purpose.Value, l.Purpose.Probability))
	}
	if l.Simulated {
		f.Text = append(f.Text, "This track was flown by a simulator and is not a recording.")
	}
	f.Tracks = b.tracks(l.Leg)
	b.add(f)
}

// class says what kind of speaker it is. One who is "the report itself" needs no second name.
func class(c statement.Class) string {
	if c == statement.ThisDocument {
		return "its own words"
	}
	return words(string(c))
}

func reached(row operation.SeenRow) string {
	if strings.HasPrefix(row.Arrive, "last heard") {
		return capital(row.Arrive)
	}
	return "Reached " + row.Arrive
}

func (b *builder) said(row operation.SaidRow) error {
	f := Fact{Mark: operation.Said, Section: sectionSaid, Head: capital(row.Question)}
	if row.Stage != "" {
		f.Head += ", " + row.Stage
	}
	f.Head += ": " + row.Answer
	text := fmt.Sprintf("Stated by %s (%s)", row.Origin, class(row.Class))
	if row.Answer == "unknown" {
		f.Mark, text = operation.Unknown, row.Origin
	}
	if len(row.Through) > 0 {
		text += ", through " + strings.Join(row.Through, ", ")
	}
	if row.Stated != "" {
		text += fmt.Sprintf("; earliest report here of %s, %s in all", row.Stated, plural(row.Reports, "report"))
	}
	if row.Inferred {
		text += "; a part of the chain is inferred"
	}
	f.Text = append(f.Text, text+".")
	if row.Note != "" {
		f.Text = append(f.Text, capital(row.Note)+".")
	}
	return b.addWith(f, row.Refs)
}

func (b *builder) silent(s operation.Silence) error {
	f := Fact{Mark: operation.Said, Section: sectionSilent, Head: fmt.Sprintf("%s, %s: %s", country(s.State), s.Role, s.Stance)}
	if s.IsSilent() {
		f.Mark = operation.Silent
	}
	switch {
	case s.Days != nil && s.Through != "":
		f.Head += fmt.Sprintf(", in the attached reports from %s to %s (%s)", s.Since, s.Through, plural(*s.Days, "day"))
	case s.Since != "":
		f.Head += ", since " + s.Since
	}
	f.Text = append(f.Text, capital(s.Text)+".")
	return b.addWith(f, s.Refs)
}

func (b *builder) conflict(c operation.Conflict) error {
	return b.addWith(Fact{Mark: operation.Said, Section: sectionConflict, Head: c.Title, Text: []string{c.Text, "Neither side is preferred here."}},
		append([]operation.Ref{c.A, c.B}, c.More...))
}

func (b *builder) owed(h operation.HopDuties) {
	who := fmt.Sprintf("%s: %s", h.Hop, h.Role)
	if h.State == "" {
		b.add(Fact{Mark: operation.Unknown, Section: sectionOwed, Head: who, Text: []string{"Which state that is, is not known."}})
		return
	}
	who = fmt.Sprintf("%s: %s, %s", h.Hop, country(h.State), h.Role)
	if h.NoState != "" {
		b.add(Fact{Mark: operation.Unknown, Section: sectionOwed, Head: who, Text: []string{capital(h.NoState) + "."}})
	}
	for _, d := range h.Duties {
		f := Fact{Mark: operation.Owed, Section: sectionOwed, Head: fmt.Sprintf("%s: %s [%s]", who, d.Instrument.Name, d.Instrument.ID)}
		f.Text = append(f.Text, capital(d.Why)+".", fmt.Sprintf("The rule, in our words: protects %s; %s. Source: %s (%s).", d.Instrument.Protects, d.Instrument.Absolute, d.Instrument.Citation, d.Instrument.Verified))
		for _, fact := range d.Relies {
			f.Text = append(f.Text, fmt.Sprintf("Relies on: %s %s %s %s; %s, retrieved %s, %s.", country(fact.State), fact.Treaty, words(string(fact.Act)), fact.Date, fact.Source, fact.Retrieved, fact.Verified))
			for _, r := range fact.Remarks {
				f.Text = append(f.Text, capital(r)+".")
			}
		}
		for _, u := range d.Unknown {
			f.Text = append(f.Text, "Unknown: "+u+".")
		}
		b.add(f)
	}
	if len(h.NotBound) > 0 {
		f := Fact{Mark: operation.Owed, Section: sectionOwed, Head: who + ": treaties that would bear and do not bind it"}
		for _, s := range h.NotBound {
			f.Text = append(f.Text, fmt.Sprintf("%s: %s. %s.", s.Treaty, s.Bound, capital(s.Why)))
		}
		b.add(f)
	}
}

func (b *builder) assurance(a law.Assurance) error {
	to := a.To
	if to != "returnees" {
		to = country(to)
	}
	by := "not stated whose"
	if a.By != "" {
		by = country(a.By)
	}
	f := Fact{Mark: operation.Owed, Section: sectionAssurance, Head: fmt.Sprintf("%s, by %s, to %s", capital(words(string(a.Kind))), by, to)}
	for _, w := range a.Weaknesses {
		f.Text = append(f.Text, fmt.Sprintf("%s: %s. %s.", capital(w.Text), w.Answer, capital(w.Evidence)))
	}
	if a.Statement == "" {
		b.add(f)
		return nil
	}
	return b.addWith(f, []operation.Ref{{Kind: "statement", ID: a.Statement}})
}

// addWith adds a fact with the passages and tracks that its references lead to. A reference
// that leads nowhere is an error: the fact would stand without its evidence.
func (b *builder) addWith(f Fact, refs []operation.Ref) error {
	for _, r := range refs {
		switch r.Kind {
		case "statement":
			s, ok := b.statements[r.ID]
			if !ok {
				return fmt.Errorf("fact %q: statement %s is not among the evidence", f.Head, r.ID)
			}
			passages, err := b.passages(s)
			if err != nil {
				return err
			}
			f.Passages = append(f.Passages, passages...)
		case "leg", "journey":
			for _, row := range b.in.View.Seen {
				if row.Leg.ID == strings.TrimPrefix(r.ID, "j-") {
					f.Tracks = append(f.Tracks, b.tracks(row.Leg.Leg)...)
				}
			}
		case "document":
			d, ok := b.documents[r.ID]
			if !ok {
				return fmt.Errorf("fact %q: document %s is not among the evidence", f.Head, r.ID)
			}
			f.Documents = append(f.Documents, d.ID)
			f.Text = append(f.Text, fmt.Sprintf("Document %s: %s, SHA-256 %s.", d.ID, label(d), d.RawHash))
		}
	}
	b.add(f)
	return nil
}

// passages are a statement's content and, where it names one, the words for its source.
func (b *builder) passages(s statement.Statement) ([]Passage, error) {
	d, ok := b.documents[s.Document]
	if !ok {
		return nil, fmt.Errorf("statement %s: document %s is not among the evidence", s.ID, s.Document)
	}
	if err := statement.Check(d, s); err != nil {
		return nil, err
	}
	p := Passage{
		Statement: s.ID, Document: d.ID, Label: label(d), Quote: s.Content.Text, Spans: s.Content.Spans,
		Text: textName(d.TextHash), Raw: rawName(d.RawHash), Hash: d.RawHash, Record: b.captures[d.ID],
		Review: review(b.in.Decisions[s.ID], s.Extractor),
	}
	out := []Passage{p}
	if len(s.Source.Spans) > 0 {
		p.Quote, p.Spans, p.Review, p.Source = s.Source.Text, s.Source.Spans, "", true
		out = append(out, p)
	}
	return out, nil
}

func review(verdict, extractor string) string {
	switch verdict {
	case "accept":
		return "accepted by a person"
	case "edit":
		return "accepted by a person, as edited"
	}
	return "marked by rules (" + extractor + "), not reviewed by a person"
}

// cite cites the files of a leg, and in them the rows of instants.
func (b *builder) cite(l flight.Leg, instants []instant) []Track {
	var out []Track
	for _, s := range l.Sources {
		t := Track{Leg: l.ID, Name: s.Member.Name, Raw: rawName(s.Member.Hash), Hash: s.Member.Hash,
			First: s.Rows[0], Last: s.Rows[1], Points: s.Points, Record: b.legs[l.ID], Rows: []Row{}}
		rows := b.traces[s.Member.Hash]
		if x, ok := b.extracts[Whole{s.Member.Hash, l.Hex}]; ok {
			t.Raw, t.Own, rows = "", x, b.traces[x]
		}
		for _, m := range instants {
			row, p, ok := rows.at(m.at, s.Rows[0], s.Rows[1])
			if !ok {
				continue
			}
			text, _ := rows.text(row)
			t.Rows = append(t.Rows, Row{row, m.what, text})
			b.moment(l, m.what, p, row, t)
		}
		out = append(out, t)
	}
	return out
}

// instant is a time of a leg that was observed: the time of a row.
type instant struct {
	what string
	at   time.Time
}

func instants(l flight.Leg) []instant {
	out := []instant{{"first heard", l.Start.Heard.At}}
	if l.Start.Time != nil {
		out = append(out, instant{"wheels off", *l.Start.Time})
	}
	for _, g := range l.Gaps {
		out = append(out, instant{"last heard before a gap", g.From}, instant{"first heard after a gap", g.To})
	}
	if l.End.Time != nil {
		out = append(out, instant{"wheels on", *l.End.Time})
	}
	return append(out, instant{"last heard", l.End.Heard.At})
}

func label(d document.Document) string {
	var parts []string
	if d.Publisher != "" {
		parts = append(parts, d.Publisher)
	}
	if d.Title != "" {
		parts = append(parts, "“"+strings.Join(strings.Fields(d.Title), " ")+"”")
	}
	if d.Published != nil {
		parts = append(parts, "published "+d.Published.At.UTC().Format("2 Jan 2006"))
	}
	if d.Simulated {
		parts = append(parts, "a reconstruction")
	}
	return strings.Join(parts, ", ")
}
