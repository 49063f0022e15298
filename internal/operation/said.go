package operation

import (
	"cmp"
	"slices"
	"sort"
	"strings"
	"time"

	"github.com/charterwatch/charterwatch/internal/statement"
)

// The questions that rows answer, in the order in which they are printed.
const (
	howMany      = "how many"
	whichFlight  = "when and by what route"
	whoAndWhy    = "who and how"
	acknowledged = "acknowledged"
	assured      = "assured"
	warned       = "warned"
	consent      = "consent"
	aroundIt     = "around it"
)

var questionOrder = []string{howMany, whichFlight, whoAndWhy, consent, acknowledged, assured, warned, aroundIt}

// said writes one row for each answer of each origin. Reports that repeat an origin are
// counted in its row; they never make a row of their own. A report that names no source has
// its own row and is no origin.
func (t *table) said(conflicts []Conflict) []SaidRow {
	rows := map[rowKey]*rowParts{}
	for _, g := range t.groups {
		for _, o := range g.Origins {
			for _, id := range o.Statements {
				s := t.statement[id]
				if s.Speech == statement.NotAcknowledged && o.State != "" && o.State == s.About {
					t.addRows(rows, g, itself, s) // the state is what the sentence is about, not who says it
					continue
				}
				if first := s.Origin(); first.Key != o.Key && medium(first.Class) {
					// Counted with a source that spoke through it, and shown as what it is.
					t.addRows(rows, g, statement.Origin{Key: o.Key, Text: t.name(first.Key) + bare, Class: first.Class}, s)
					continue
				}
				o.Text = t.originName(o)
				t.addRows(rows, g, o, s)
			}
		}
		for _, r := range g.Reports {
			for _, id := range r.Statements {
				o := itself
				if by := r.RepeatsIn(id); by != "" {
					o.Text, o.Inferred = "the report itself, which names no source (by the same figure, inferred: a repeat of "+t.name(by)+")", true
				}
				t.addRows(rows, g, o, t.statement[id])
			}
		}
	}
	out := make([]SaidRow, 0, len(rows)+2)
	for k, p := range rows {
		r := t.row(k, p)
		if r.Note = t.note(r, p.statements, conflicts); r.Note == "" && p.added {
			r.Note = noteAdded
		}
		out = append(out, r)
	}
	sort.Slice(out, func(i, j int) bool { return lessRow(out[i], out[j]) })
	return t.withUnknownStages(out)
}

// itself stands where an origin would, for what a report states without naming a source.
var itself = statement.Origin{Text: "the report itself, which names no source", Class: statement.ThisDocument}

// bare follows the name of a medium that states something and names no source for it.
const bare = ", naming no source here"

// originName is the one name under which an origin is shown: of a medium the same everywhere.
func (t *table) originName(o statement.Origin) string {
	if medium(o.Class) {
		return t.name(o.Key)
	}
	return oneLine(o.Text)
}

// originNames lists the origins that are counted, each with the medium it spoke through, so
// that a reader can count them too.
func (t *table) originNames() []string {
	out := []string{}
	for _, o := range t.origins() {
		name := t.originName(o)
		through := map[string]bool{}
		for _, id := range o.Statements {
			for _, h := range t.statement[id].Chain {
				if h.Key != "" && h.Key != o.Key && medium(h.Class) {
					through[t.name(h.Key)] = true
				}
			}
		}
		if len(through) > 0 {
			name += ", through " + list(keysOf(through))
		}
		out = append(out, name)
	}
	return out
}

// rowKey is what makes two statements one row.
type rowKey struct{ question, stage, answer, origin, text, scope string }

type rowParts struct {
	origin     statement.Origin
	statements []statement.Statement
	through    map[string]bool
	added      bool // the figure counts people beside others: "4 more people"
}

func (t *table) addRows(rows map[rowKey]*rowParts, g statement.Group, o statement.Origin, s statement.Statement) {
	if s.ID == "" {
		return
	}
	question := t.question(g, s)
	added := false
	add := func(question, stage, answer string) {
		k := rowKey{question, stage, answer, o.Key, o.Text, scope(s)}
		p := rows[k]
		if p == nil {
			p = &rowParts{origin: o, through: map[string]bool{}}
			rows[k] = p
		}
		p.statements = append(p.statements, s)
		p.added = p.added || added
		for _, h := range s.Chain {
			if h.Key != o.Key && h.Key != s.Origin().Key && h.Class != statement.ThisDocument && h.Key != "" {
				p.through[h.Key] = true
			}
		}
	}
	counted := false
	if question == howMany || question == whoAndWhy || question == aroundIt || question == whichFlight {
		for _, q := range s.Quantities {
			if !ofPeople(q) {
				continue
			}
			counted, added = true, q.Scope == statement.Additional
			answer := headcount(q)
			if question == aroundIt {
				answer += tail(moves(s))
				add(aroundIt, t.stageOf(s), answer)
			} else {
				add(howMany, t.stageOf(s), answer)
			}
		}
	}
	added = false
	if where := strings.Trim(moves(s)+tail(dates(s.Dates)), ", "); question == whichFlight && where != "" {
		add(whichFlight, t.stageOf(s), where)
		return
	}
	if !counted {
		add(question, t.stageOf(s), speechWords(s))
	}
}

// question is which of the page's questions a statement of a group answers.
func (t *table) question(g statement.Group, s statement.Statement) string {
	switch g.Kind {
	case statement.AboutAcknowledgement:
		return acknowledged
	case statement.AboutAssurance:
		return assured
	case statement.AboutWarning:
		return warned
	case statement.AboutConsent:
		return consent
	}
	switch {
	case !t.specific(s):
		return aroundIt
	case g.Kind == statement.AboutFlight:
		return whichFlight
	}
	return whoAndWhy
}

// speechWords says what kind of utterance stands without a figure of its own.
func speechWords(s statement.Statement) string {
	words := map[statement.Speech]string{
		statement.Denies: "denies", statement.Warns: "warns", statement.Assures: "promises", statement.Alleges: "alleges",
		statement.Asks: "asks", statement.Declines: "declines to comment", statement.NeitherNor: "neither confirms nor denies",
		statement.NoReply: "gave no reply", statement.NotAcknowledged: "says that it is not acknowledged",
		statement.Acknowledges: "acknowledges", statement.Estimates: "estimates",
	}[s.Speech]
	if words == "" {
		words = "states"
	}
	if s.Speech == statement.Warns { // a warning is often older than the report that recalls it
		ds := s.Uttered
		if len(ds) == 0 {
			ds = s.Dates
		}
		if d := dates(ds); d != "" {
			return "warned " + prepositions(ds) + d
		}
	}
	if s.About != "" && (s.Speech == statement.NotAcknowledged || s.Speech == statement.NoReply || s.Speech == statement.Declines) {
		words += " (" + stateName(s.About) + ")"
	}
	return words + tail(dates(s.Dates))
}

// prepositions is what stands before days in a sentence: in July, on 3 July, and nothing
// before a range.
func prepositions(ds []statement.Date) string {
	if len(ds) != 1 || ds[0].To == nil {
		return ""
	}
	switch d := ds[0]; {
	case d.Granularity == "month" || d.Granularity == "year":
		return "in "
	case d.To.Sub(*d.From) <= 24*time.Hour:
		return "on "
	}
	return ""
}

func tail(s string) string {
	if s == "" {
		return ""
	}
	return ", " + s
}

func (t *table) row(k rowKey, p *rowParts) SaidRow {
	slices.SortFunc(p.statements, func(a, b statement.Statement) int { return cmp.Compare(a.ID, b.ID) })
	p.statements = slices.CompactFunc(p.statements, func(a, b statement.Statement) bool { return a.ID == b.ID })
	slices.SortFunc(p.statements, func(a, b statement.Statement) int {
		if t.earlier(a, b) {
			return -1
		}
		return 1
	})
	first := p.statements[0]
	r := SaidRow{
		Question: k.question, Stage: k.stage, Answer: k.answer, Origin: oneLine(p.origin.Text), Class: p.origin.Class,
		Through: []string{}, Quote: t.quote(first), Refs: []Ref{}, Inferred: p.origin.Class == statement.ThisDocument && p.origin.Inferred,
	}
	if day, ok := t.stated(first); ok {
		r.Stated = day.Format("2006-01-02")
	}
	docs := map[string]bool{}
	for _, s := range p.statements {
		docs[s.Document] = true
		r.Refs = append(r.Refs, t.refTo(s))
		for _, h := range s.Chain {
			r.Inferred = r.Inferred || h.Inferred
		}
	}
	r.Reports = len(docs)
	for key := range p.through {
		r.Through = append(r.Through, t.name(key))
	}
	sort.Strings(r.Through)
	return r
}

// quote is the statement's own words. Of a stance it is the whole of source, cue and content
// as they stand in the text, since the content alone ("the deal") says nothing.
func (t *table) quote(s statement.Statement) string {
	if s.Topic != statement.TopicAcknowledgement {
		return s.Content.Text
	}
	text := t.document[s.Document].Text
	start, end := len(text), 0
	for _, p := range []statement.Passage{s.Source.Passage, s.Cue, s.Content} {
		for _, span := range p.Spans {
			start, end = min(start, span.Start), max(end, span.End)
		}
	}
	if start < 0 || end > len(text) || start >= end || end-start > mostQuote || !strings.Contains(text[start:end], s.Content.Text) {
		return s.Content.Text
	}
	return text[start:end]
}

// note says what the confrontation found about a row, so that its figure is not read alone.
func (t *table) note(r SaidRow, ss []statement.Statement, conflicts []Conflict) string {
	for _, c := range conflicts {
		if (c.Kind == planToFact || c.Kind == misattributed) && slices.ContainsFunc(ss, c.tells) {
			return map[string]string{planToFact: notePlan, misattributed: noteName}[c.Kind]
		}
	}
	if r.Question == howMany {
		for _, s := range ss {
			if scope(s) != "" {
				return noteScope + "“" + oneLine(otherScope.FindString(s.Content.Text)) + "”"
			}
		}
	}
	if r.Question == whichFlight || r.Question == whoAndWhy {
		for _, s := range ss {
			if why := dayReasons(s.Dates); why != "" {
				return "day: " + why
			}
		}
	}
	first, ok := t.firstDay()
	if r.Question == warned && ok {
		for _, s := range ss {
			for _, d := range s.Dates {
				if d.To != nil && !d.To.After(first) {
					return "dates from before this operation; its subject is what its own words name"
				}
			}
		}
	}
	return ""
}

// The notes that change how a figure is read in the answer.
const (
	notePlan  = "≠ a plan told as a fact, see conflicts"
	noteName  = "≠ misattributed, see conflicts"
	noteScope = "its words set it apart: " // and the words follow
	noteAdded = "counted beside others, no total"
)

// tells tells whether a statement stands on the second side of a conflict.
func (c Conflict) tells(s statement.Statement) bool {
	return s.ID == c.B.ID || slices.ContainsFunc(c.More, func(r Ref) bool { return r.ID == s.ID })
}

func lessRow(a, b SaidRow) bool {
	return cmp.Or(
		cmp.Compare(slices.Index(questionOrder, a.Question), slices.Index(questionOrder, b.Question)),
		cmp.Compare(stageOrder[a.Stage], stageOrder[b.Stage]),
		cmp.Compare(blankLast(a.Stated), blankLast(b.Stated)),
		cmp.Compare(a.Origin, b.Origin),
		cmp.Compare(a.Answer, b.Answer),
		cmp.Compare(a.Refs[0].ID, b.Refs[0].ID),
	) < 0
}

func blankLast(s string) string {
	if s == "" {
		return "~"
	}
	return s
}

// withUnknownStages adds a row for the figures that decide what happened and that nobody states.
func (t *table) withUnknownStages(rows []SaidRow) []SaidRow {
	at := 0
	have := map[string]bool{}
	for i, r := range rows {
		if r.Question == howMany {
			have[r.Stage] = true
			at = i + 1
		}
	}
	var missing []SaidRow
	for _, stage := range []string{stageAboard, stageArrived} {
		if !have[stage] {
			missing = append(missing, SaidRow{Question: howMany, Stage: stage, Answer: "unknown", Origin: "no origin states it", Class: statement.NotStated, Through: []string{}, Refs: []Ref{}})
		}
	}
	return slices.Insert(rows, at, missing...)
}

// origins lists who first stated something about the operation. An outlet that names no
// source of its own is not counted beside a source that reached us through it: nobody has
// shown that it had another one. See stand.
func (t *table) origins() []statement.Origin {
	byKey := map[string]statement.Origin{}
	for _, g := range t.groups {
		if g.Kind == statement.AboutWarning {
			continue
		}
		for _, o := range g.Origins {
			if !slices.ContainsFunc(o.Statements, func(id string) bool { return t.specific(t.statement[id]) }) {
				continue
			}
			if have, ok := byKey[o.Key]; !ok || have.Independence == "unknown" && o.Independence != "" {
				byKey[o.Key] = o
			}
		}
	}
	var out []statement.Origin
	for _, o := range sorted(byKey, func(o statement.Origin) string { return o.Key }) {
		if t.stands[o.Key] == o.Key || t.stands[o.Key] == "" {
			out = append(out, o)
		}
	}
	return out
}

// stand finds for each medium that names no source whom it stands for: the source that spoke
// through it, or for a medium without a name ("a newspaper") the named one in the same
// report. Everybody else stands for himself.
func (t *table) stand() {
	t.stands = map[string]string{}
	var bare []statement.Statement
	inReport := map[string][]statement.Statement{}
	for _, s := range t.statements {
		inReport[s.Document] = append(inReport[s.Document], s)
		first := s.Origin()
		if medium(first.Class) {
			bare = append(bare, s)
			continue
		}
		for _, h := range s.Chain[min(1, len(s.Chain)):] {
			if have := t.stands[h.Key]; medium(h.Class) && t.specific(s) && (have == "" || first.Key < have) {
				t.stands[h.Key] = first.Key
			}
		}
	}
	for _, s := range bare {
		key := s.Origin().Key
		if t.stands[key] != "" || !strings.HasPrefix(key, "outlet@") {
			continue
		}
		for _, other := range inReport[s.Document] {
			for _, h := range other.Chain {
				if to := cmp.Or(t.stands[h.Key], h.Key); medium(h.Class) && h.Key != key && (t.stands[key] == "" || to < t.stands[key]) {
					t.stands[key] = to
				}
			}
		}
	}
}
