package operation

import (
	"time"

	"github.com/charterwatch/charterwatch/internal/document"
	"github.com/charterwatch/charterwatch/internal/journey"
	"github.com/charterwatch/charterwatch/internal/law"
	"github.com/charterwatch/charterwatch/internal/statement"
)

// Operation is a planned or flown transfer of people that evidence is gathered about.
type Operation struct {
	Slug           string    `json:"slug"` // what URLs and commands call it; a person chooses it
	Title          string    `json:"title"`
	From           string    `json:"from"` // first day, 2006-01-02; empty when not given
	To             string    `json:"to"`
	States         []string  `json:"states"` // ISO codes in order: sender, transits, receiver
	Created        time.Time `json:"created"`
	Reconstruction string    `json:"reconstruction,omitempty"` // when the evidence is simulated or retold: the sentence that every page shows
}

// Evidence is everything that was attached to an operation, decisions applied.
type Evidence struct {
	Operation  Operation
	Documents  []document.Document
	Statements []statement.Statement
	Decisions  map[string]string  // statement ID to the verdict in force: accept, edit, reject
	Rulings    []statement.Ruling // what a person decided of origins
	Journeys   []journey.Journey
	Asked      time.Time // the view is as of this moment
	AskedAs    string    // the slug that was asked for, where that operation is a part of this one now
}

// Mark is one of the four marks of a page, and unknown.
type Mark string

// The marks: shape and word, colour last.
const (
	Seen    Mark = "seen"
	Said    Mark = "said"
	Silent  Mark = "silent"
	Owed    Mark = "owed"
	Unknown Mark = "unknown"
)

// Ref is one step to the evidence: a statement, a leg, a journey, a document or a law fact.
type Ref struct {
	Kind  string `json:"kind"` // statement, leg, journey, document, law
	ID    string `json:"id"`
	Label string `json:"label"`
}

// CustodyHop is one box of the custody strip.
type CustodyHop struct {
	Place  string   `json:"place"` // ICAO code or a name as stated
	Time   string   `json:"time"`  // already in words: an instant, an interval, or empty
	Holder string   `json:"holder"`
	Detail string   `json:"detail"`
	Marks  []Mark   `json:"marks"`
	How    []string `json:"how"` // one phrase a mark
	Refs   []Ref    `json:"refs"`
}

// SaidRow is what one origin stated on one question; reports that repeat it are counted, not added.
type SaidRow struct {
	Question string          `json:"question"` // how many, when, by what route, acknowledged, assured, warned, consent
	Stage    string          `json:"stage"`    // planned, under way, happened, ... in words
	Answer   string          `json:"answer"`   // the figure or words with their bound
	Origin   string          `json:"origin"`
	Class    statement.Class `json:"class"`
	Through  []string        `json:"through"`
	Stated   string          `json:"stated"` // day of the earliest report that carries it: when it was reported, not when it was said
	Reports  int             `json:"reports"`
	Inferred bool            `json:"inferred"`
	Note     string          `json:"note,omitempty"` // what the confrontation found about this row: a plan told as a fact, a figure under another's name
	Quote    string          `json:"quote"`
	Refs     []Ref           `json:"refs"`
}

// SeenRow is one leg as it bears on the operation.
type SeenRow struct {
	Leg     journey.Hop `json:"leg"`
	From    string      `json:"from"` // words: KAEX observed
	To      string      `json:"to"`
	Depart  string      `json:"depart"`
	Arrive  string      `json:"arrive"`
	Gaps    string      `json:"gaps"`
	Outside bool        `json:"outside,omitempty"` // attached, and outside the operation's days: shown, and used for nothing else
	Refs    []Ref       `json:"refs"`
}

// Conflict is a pair of statements, or a statement and an observation, that do not agree.
// It names how they differ and never which is right.
type Conflict struct {
	Kind   string `json:"kind"` // plan_to_fact, figures, acknowledgement, route, date, population
	Title  string `json:"title"`
	Text   string `json:"text"`
	A      Ref    `json:"a"`
	B      Ref    `json:"b"`
	QuoteA string `json:"quote_a"`
	QuoteB string `json:"quote_b"`
	More   []Ref  `json:"more,omitempty"` // further statements on B's side that the text counts
}

// Silence is one state's stance in the attached reports, as of the day of the view. It says
// what the reports hold and not what the state did: after the latest report nobody looked.
type Silence struct {
	State   string `json:"state"`
	Role    string `json:"role"`
	Stance  string `json:"stance"`            // acknowledged on record, acknowledged in general terms, anonymous officials only, denied, neither confirms nor denies, silent
	Since   string `json:"since"`             // day the stance dates from
	Days    *int   `json:"days"`              // days from the operation's first day through Through; null when not silent or not datable
	Through string `json:"through,omitempty"` // day of the latest attached report, or the view's day where that is earlier: as far as the evidence can carry a silence
	Reports int    `json:"reports"`           // attached reports that the stance was looked for in
	Text    string `json:"text"`
	Refs    []Ref  `json:"refs"`

	Organs []OrganStance `json:"organs"` // each organ that spoke, with its own stance
}

// HopDuties is the duties that bear on one hop for one state.
type HopDuties struct {
	Hop      string       `json:"hop"` // KAEX - OTHH, 29 Sep 2025
	State    string       `json:"state"`
	Role     law.Role     `json:"role"`
	Duties   []law.Duty   `json:"duties"`
	NotBound []law.Status `json:"not_bound"`
	NoData   []string     `json:"no_data"` // treaties open to every state on which nothing is held about it

	NoState  string `json:"no_state,omitempty"` // that there was no such state on the day, and whose territory it was
	Inferred string `json:"inferred,omitempty"` // how the state was inferred, where nobody states its part
}

// View is the operation page as data: everything printed, shown or exported comes from here.
type View struct {
	Operation  Operation         `json:"operation"`
	AskedAs    string            `json:"asked_as,omitempty"` // the slug asked for, where that operation is a part of this one
	AsOf       time.Time         `json:"as_of"`
	Answer     string            `json:"answer"`
	Grade      string            `json:"grade"` // confirmed, fair, weak, contested, discounted, unassessed
	GradeRule  string            `json:"grade_rule"`
	Custody    []CustodyHop      `json:"custody"`
	Path       []Stretch         `json:"path"` // the way hop by hop, whoever carried them: heard and stated stretches joined
	Said       []SaidRow         `json:"said"`
	Origins    int               `json:"origins"`
	Named      []string          `json:"origin_names"` // the origins that are counted, with the medium each spoke through
	Reports    int               `json:"reports"`
	Statements int               `json:"statements"` // statements in the view
	Reviewed   int               `json:"reviewed"`   // of them, how many a person accepted or edited
	Seen       []SeenRow         `json:"seen"`
	Journeys   []journey.Journey `json:"journeys"` // as far as their legs lie within the operation's days
	Silent     []Silence         `json:"silent"`
	Hidden     Hidden            `json:"hidden"` // how long it stood before the first attached report
	Owed       []HopDuties       `json:"owed"`
	Assurances []law.Assurance   `json:"assurances"`
	Transfers  Transfers         `json:"transfers"`
	Conflicts  []Conflict        `json:"conflicts"`
	Questions  []Question        `json:"questions"`        // each with its answers by origin, their relations and a grade
	Erased     []string          `json:"erased,omitempty"` // attached documents that were erased since: identifier, day and rule
	Unknown    []string          `json:"unknown"`          // what nobody states and nothing shows
	Method     string            `json:"method"`
}
