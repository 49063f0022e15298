package statement

import (
	"strconv"
	"strings"
	"time"

	"github.com/charterwatch/charterwatch/internal/document"
	"github.com/charterwatch/charterwatch/internal/place"
)

// ListExtractor is the name and version of what reads the rows of a list of legs.
const ListExtractor = "list/2"

// Craft is an aircraft as a text names it; words for one, never who it was.
type Craft struct {
	Kind  CraftKind `json:"kind"`
	Text  string    `json:"text"`
	Spans []Span    `json:"spans"`
}

// CraftKind is what kind of name an aircraft is given.
type CraftKind string

// The kinds of names.
const (
	ByRegistration CraftKind = "registration"
	ByCallsign     CraftKind = "callsign"
	ByAddress      CraftKind = "address" // the 24-bit address
	ByType         CraftKind = "type"
)

// Words is the name with what kind it is: "call sign TYSON45".
func (c Craft) Words() string {
	switch c.Kind {
	case ByCallsign:
		return "call sign " + c.Text
	case ByRegistration, ByAddress, ByType:
		return string(c.Kind) + " " + c.Text
	}
	return c.Text
}

// craftColumns are the columns of a list that name an aircraft.
var craftColumns = map[document.Column]CraftKind{
	document.ColumnRegistration: ByRegistration,
	document.ColumnCallsign:     ByCallsign,
	document.ColumnAddress:      ByAddress,
	document.ColumnType:         ByType,
}

// legRows makes one statement of each row of a list of legs: what its keeper, or the network
// that estimated it, states to have happened. It is a report however exact it looks.
func (p *proposer) legRows() []Statement {
	estimates := p.d.Estimates()
	for _, row := range p.d.Rows() {
		s := Statement{
			Document: p.d.ID, Source: Source{Passage: Passage{Spans: []Span{}}, Class: ThisDocument}, Cue: Passage{Spans: []Span{}},
			Content: passageAt(p.d.Text, Span{row.Start, row.End, p.d.Text[row.Start:row.End]}),
			Chain:   p.keeper(estimates), Speech: Asserts, Event: rowEvent(row), Topic: TopicFlight,
			Nationalities: []string{}, Quantities: []Quantity{}, Dates: []Date{}, Route: []Move{},
			Part: document.Body, Band: Amber, Extractor: ListExtractor,
		}
		if estimates {
			s.Speech = Estimates
		}
		for _, c := range row.Cells {
			if kind := craftColumns[c.Column]; kind != "" && !nothingStated(c.Text) {
				s.Aircraft = append(s.Aircraft, Craft{kind, c.Text, []Span{cellSpan(c)}})
			}
		}
		if d, ok := rowDate(row); ok {
			s.Dates = append(s.Dates, d)
		}
		if m, ok := rowMove(row, s.Event, p.d.Language); ok {
			s.Route = append(s.Route, m)
		}
		if c, ok := row.Cell(document.ColumnPeople); ok && !nothingStated(c.Text) {
			s.Quantities = append(s.Quantities, peopleCell(c))
		}
		p.out = append(p.out, s)
	}
	return p.settled()
}

// keeper is the chain of a list: its publisher where somebody is named, else the list alone.
func (p *proposer) keeper(estimates bool) []Hop {
	here := Hop{Text: "this document", Class: ThisDocument, Key: p.d.ID}
	switch {
	case p.d.Publisher != "":
		return []Hop{{Text: p.d.Publisher, Class: DocumentSource, Key: "list:" + strings.ToLower(p.d.Publisher)}, here}
	case estimates:
		return []Hop{{Text: "OpenSky's table of flights", Class: DocumentSource, Key: "list:opensky", Inferred: true}, here}
	}
	return []Hop{here}
}

func cellSpan(c document.Cell) Span { return Span{c.Start, c.End, c.Text} }

// nothingStated is a cell that only says that there is nothing.
func nothingStated(s string) bool {
	switch strings.ToLower(strings.Trim(s, " .?-–—")) {
	case "", "n/a", "na", "none", "null", "nil", "unk", "unkn", "unknown", "tbd", "tba", "blocked",
		"s/d", "n/d", "nd", "desconocido", "desconocida", "desconocidos", "inconnu", "inconnue", "non communiqué":
		return true
	}
	return false
}

// rowEvent reads the status of a row; a list without one lists what its keeper holds to have happened.
func rowEvent(row document.Row) Event {
	c, ok := row.Cell(document.ColumnStatus)
	if !ok {
		return Happened
	}
	switch strings.ToLower(c.Text) {
	case "landed", "arrived", "completed", "flown", "confirmed", "done",
		"aterrizó", "aterrizado", "llegó", "completado", "realizado", "atterri", "arrivé", "effectué", "réalisé":
		return Happened
	case "scheduled", "planned", "filed", "expected", "programado", "previsto", "planificado", "programmé", "prévu":
		return Planned
	case "airborne", "en route", "enroute", "departed", "active", "en vuelo", "en ruta", "en vol":
		return UnderWay
	case "cancelled", "canceled", "cancelado", "annulé":
		return Cancelled
	}
	return EventUnknown
}

func rowDate(row document.Row) (Date, bool) {
	c, ok := row.Cell(document.ColumnDay)
	if !ok {
		return Date{}, false
	}
	d := Date{Granularity: "day", Spans: []Span{cellSpan(c)}}
	if !row.Day.IsZero() {
		from, to := row.Day, row.Day.Add(24*time.Hour)
		d.From, d.To = &from, &to
	}
	return d, true
}

// rowMove is the route of a row; a place that is not known by its words is left out.
func rowMove(row document.Row, ev Event, language string) (Move, bool) {
	m := Move{Via: []string{}, Event: ev}
	for _, c := range row.Cells { // in the order of the text, as spans have to be
		var end *string
		switch c.Column {
		case document.ColumnOrigin:
			end = &m.From
		case document.ColumnDestination:
			end = &m.To
		default:
			continue
		}
		if code := placeOf(c.Text, language); code != "" && *end == "" {
			*end = code
			m.Spans = append(m.Spans, cellSpan(c))
		}
	}
	return m, len(m.Spans) > 0
}

var (
	airportCode    = late(`^[A-Z][A-Z0-9]{2,3}$`)
	codeInBrackets = late(`[(\[]([A-Z][A-Z0-9]{2,3})[)\]]`)
)

// placeOf reads a cell such as "KAEX", "AEX", "Alexandria, LA (AEX)" or "Guatemala City";
// empty where its words do not settle which place is meant.
func placeOf(s, language string) string {
	if nothingStated(s) {
		return ""
	}
	code := s
	if m := codeInBrackets.FindStringSubmatch(s); m != nil {
		code = m[1]
	}
	if airportCode.MatchString(code) {
		if a, ok := place.Embedded().Lookup(code); ok {
			return a.Code
		}
		return ""
	}
	found := place.Find("a flight to " + s) // in such a column a capital is a place, not its government
	if base := baseLanguage(language); base == "es" || base == "fr" {
		for _, m := range place.FindIn(base, s) {
			if m.Start == 0 { // not "México" in the name of a state of another country
				found = append(found, m)
			}
		}
	}
	for _, m := range found {
		if len(m.Ambiguous) == 0 && (m.Kind == place.KindAirport || m.Kind == place.KindCity || m.Kind == place.KindCountry) {
			return m.Code
		}
	}
	return ""
}

var (
	wholeNumber = late(`(?i)^(about |approx\.? |around |unos |unas |alrededor de |aprox\.? |environ |env\.? |~ ?|≈ ?|c\. ?)?(\d{1,4})(\+)?$`)
	numberRange = late(`^(\d{1,4}) ?(?:-|–|to|a|à) ?(\d{1,4})$`)
)

// peopleCell reads how many people a row states: a number, a range, or words without a number.
func peopleCell(c document.Cell) Quantity {
	q := Quantity{Bound: Vague, Unit: "persons", Population: "people", Spans: []Span{cellSpan(c)}}
	if m := wholeNumber.FindStringSubmatch(c.Text); m != nil {
		n, _ := strconv.Atoi(m[2])
		q.Value, q.Bound = &n, Exact
		switch {
		case m[3] != "":
			q.Bound = AtLeast
		case m[1] != "":
			q.Bound = Approx
		}
		return q
	}
	if m := numberRange.FindStringSubmatch(c.Text); m != nil {
		low, _ := strconv.Atoi(m[1])
		high, _ := strconv.Atoi(m[2])
		if low <= high {
			q.Low, q.High, q.Bound = &low, &high, Range
		}
	}
	return q
}
