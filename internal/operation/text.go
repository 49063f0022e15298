package operation

import (
	"cmp"
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"github.com/charterwatch/charterwatch/internal/law"
	"github.com/charterwatch/charterwatch/internal/statement"
)

const (
	columns   = 100 // a terminal's width that everybody has
	mostQuote = 600 // characters of a quotation before it is cut, and said to be cut
	mostRefs  = 4   // steps to the evidence on one row before the rest is counted
)

var marks = map[Mark]string{Seen: "▲", Said: "●", Silent: "○", Owed: "§", Unknown: "□"}

// Symbol is the shape of a mark, that of unknown for a word that is none. A word always
// stands beside it.
func (m Mark) Symbol() string {
	if s, ok := marks[m]; ok {
		return s
	}
	return marks[Unknown]
}

// Text writes the view as "operation show" prints it, at most 100 columns wide. Quotations
// stand in “ ” with whitespace folded and control characters left out; every figure is
// followed by the ID that "charterwatch show" takes.
func (v View) Text(w io.Writer) error {
	p := &printer{}
	p.para("", "", title(v))
	p.line(strings.Repeat("=", min(columns, utf8.RuneCountInString(clean(title(v))))))
	if v.Operation.Reconstruction != "" {
		p.para("", "", "//// "+v.Operation.Reconstruction+" ////")
	}
	p.alias(v.AskedAs, v.Operation)
	p.para("", "", v.Answer)
	p.para("", "  ", fmt.Sprintf("Grade: %s (%s)", v.Grade, v.GradeRule))
	p.para("", "  ", fmt.Sprintf("As of %s. Rules: %s, %s.", asOf(v.AsOf), v.Method, law.Version))
	v.custodyText(p)
	v.pathText(p)
	v.questionText(p)
	v.saidText(p)
	v.seenText(p)
	v.conflictText(p)
	v.silentText(p)
	v.owedText(p)
	v.assuranceText(p)
	v.transfersText(p)
	p.section("Unknown")
	for _, u := range v.Unknown {
		p.para("  □ ", "    ", u)
	}
	p.line("")
	p.line("Nothing here is averaged or decided between origins. Not legal advice.")
	_, err := io.WriteString(w, p.b.String())
	if err != nil {
		return fmt.Errorf("print operation %s: %w", v.Operation.Slug, err)
	}
	return nil
}

// OwedText writes only the duties, as "law show OPERATION" prints them.
func (v View) OwedText(w io.Writer) error {
	p := &printer{}
	p.para("", "", title(v))
	p.alias(v.AskedAs, v.Operation)
	v.owedText(p)
	p.line("")
	p.line("Every status is a sourced claim, to be refreshed from the depositary. Not legal advice.")
	if _, err := io.WriteString(w, p.b.String()); err != nil {
		return fmt.Errorf("print the duties of %s: %w", v.Operation.Slug, err)
	}
	return nil
}

// alias says that the operation asked for is a part of the one shown, which took its evidence.
func (p *printer) alias(askedAs string, o Operation) {
	if s := AliasWords(askedAs, o.Slug); s != "" {
		p.para("", "  ", s)
	}
}

// AliasWords is the sentence for who asked for an operation that was joined into another; empty
// where it was asked for by its own slug.
func AliasWords(askedAs, slug string) string {
	if askedAs == "" {
		return ""
	}
	return askedAs + " was joined into " + slug + " and is a part of it now: this is " + slug + ". What " + askedAs + " was before stands under --as-of a record before that; operation history says which, and operation undo takes it back."
}

func title(v View) string {
	if v.Operation.Title != "" {
		return v.Operation.Title
	}
	return v.Operation.Slug
}

func asOf(t time.Time) string {
	if t.IsZero() {
		return "now, no day given"
	}
	if t.Equal(t.Truncate(24 * time.Hour)) {
		return "the end of " + dayWords(t)
	}
	return t.Format("2 Jan 2006 15:04Z")
}

func (v View) custodyText(p *printer) {
	p.section("Custody path: who held the people on each hop, and how it is known")
	if len(v.Custody) == 0 {
		p.para("  □ ", "    ", "nothing is seen or stated")
	}
	for _, h := range v.Custody {
		mark := ""
		for _, m := range h.Marks {
			mark += m.Symbol()
		}
		head := h.Place
		if h.Time != "" {
			head += ", " + h.Time
		}
		p.para("  "+pad(mark, 2)+" ", "     ", head+" ("+strings.Join(h.How, ", ")+")")
		if h.Detail != "" {
			p.para("     ", "     ", h.Detail)
		}
		p.para("     ", "     ", heldBy(h.Holder))
		p.refs("     ", h.Refs)
	}
}

// questionText lists each question with its grade and how its answers stand to each other;
// the answers themselves follow under Said and Seen.
func (v View) questionText(p *printer) {
	p.section("Questions: a grade each, by the rule that it names")
	for _, q := range v.Questions {
		rule, _, _ := strings.Cut(q.Rule, ":")
		mark := Unknown
		if len(q.Answers) > 0 {
			mark = q.Answers[0].Mark
		}
		head := pad(q.Text, 24) + " " + q.Grade + " (" + rule + ")"
		if n := len(q.Answers); n > 0 {
			head += ", " + plural(n, "answer")
		} else {
			head += ", unknown"
		}
		p.line("  " + mark.Symbol() + " " + head)
		kinds := map[string]int{}
		for _, r := range q.Relations {
			kinds[r.Kind]++
		}
		var words []string
		for _, k := range slices.Sorted(maps.Keys(kinds)) {
			words = append(words, fmt.Sprintf("%s %s: %d", relationSign(k), k, kinds[k]))
		}
		if len(words) > 0 {
			p.para("      ", "      ", "between them: "+strings.Join(words, "; "))
		}
	}
}

func heldBy(holder string) string {
	if strings.HasPrefix(holder, "holder not stated") {
		return holder
	}
	return "held by: " + holder
}

// pathText lists the way hop by hop.
func (v View) pathText(p *printer) {
	p.section("Path: each hop by whom and how, seen, stated or unknown")
	for i, s := range v.Path {
		mark := ""
		for _, m := range s.Marks {
			mark += m.Symbol()
		}
		head := fmt.Sprintf("%d. %s: %s", i+1, s.Mode, cmp.Or(s.From, "not known"))
		if s.Mode != Held {
			head += " – " + cmp.Or(s.To, "not known")
		}
		if s.Start != "" {
			head += ", " + s.Start
		}
		if len(s.Carriers) > 0 {
			head += "; " + strings.Join(s.Carriers, ", ")
		}
		if len(s.Nationalities) > 0 {
			head += "; nationals of " + list(stateNames(s.Nationalities))
		}
		if s.Disputed {
			head += "; disputed"
		}
		if s.Break {
			head += "; no evidence tells this way"
		}
		p.para("  "+pad(mark, 2)+" ", "     ", head)
		p.refs("     ", s.Refs)
	}
}

func (v View) saidText(p *printer) {
	p.section(fmt.Sprintf("Said: %s, %s; %d of %s reviewed by a person", plural(v.Origins, "origin"), plural(v.Reports, "report"), v.Reviewed, plural(v.Statements, "statement")))
	if len(v.Named) > 0 {
		p.para("  "+plural(v.Origins, "origin")+": ", "    ", strings.Join(v.Named, "; "))
	}
	question := ""
	for _, r := range v.Said {
		if r.Question != question {
			question = r.Question
			p.line("  " + question)
		}
		mark := "●"
		if r.Answer == "unknown" {
			mark = "□"
		}
		stage := r.Stage
		if stage == "" {
			stage = "-"
		}
		text := r.Answer + ": " + r.Origin
		if r.Class != "" && r.Answer != "unknown" {
			text += " (" + classWords(r.Class) + ")"
		}
		if len(r.Through) > 0 {
			text += ", through " + list(r.Through)
		}
		if r.Stated != "" {
			text += ", reported " + dayText(r.Stated)
		}
		if r.Reports > 0 {
			text += ", " + plural(r.Reports, "report")
		}
		if r.Inferred && r.Class != statement.ThisDocument { // of a report's own figure its origin says it
			text += ", a part of the chain is inferred"
		}
		if r.Note != "" {
			text += "; " + r.Note
		}
		p.para("    "+mark+" "+pad(stage, 14)+" ", strings.Repeat(" ", 21), text)
		p.quote(strings.Repeat(" ", 21), r.Quote)
		p.refs(strings.Repeat(" ", 21), r.Refs)
	}
}

func (v View) seenText(p *printer) {
	p.section("Seen: " + plural(len(v.Seen), "leg"))
	if len(v.Seen) == 0 {
		p.para("  □ ", "    ", "no flight is attached; that nothing was heard says nothing without coverage")
	}
	for _, r := range v.Seen {
		head := fmt.Sprintf("%s, %s", route(r.Leg), aircraft(r.Leg))
		if r.Leg.Simulated {
			head += ", flown by a simulator"
		}
		p.para("  ▲ ", "    ", head)
		if r.Outside {
			p.para("    ", "      ", outsideWords(v.Operation))
		}
		p.para("    ", "      ", "from "+r.From+"; left "+r.Depart)
		p.para("    ", "      ", "to "+r.To+"; "+arrived(r))
		if f := r.Leg.Start.Feasible; f != nil {
			p.para("    ", "      ", f.Words(true))
		}
		if f := r.Leg.End.Feasible; f != nil {
			p.para("    ", "      ", f.Words(false))
		}
		p.para("    ", "      ", "gaps: "+r.Gaps)
		if r.Leg.Purpose.Value != "" {
			p.para("    ", "      ", fmt.Sprintf("purpose: %s %.2f, inferred", r.Leg.Purpose.Value, r.Leg.Purpose.Probability))
		}
		p.refs("    ", r.Refs)
	}
}

// outsideWords says of a leg why nothing but its own row is made of it.
func outsideWords(o Operation) string {
	days := dayText(o.From)
	if o.To != "" && o.To != o.From {
		days = strings.TrimSpace(days + " to " + dayText(o.To))
	}
	return "attached, outside the operation's days (" + days + ")"
}

func arrived(r SeenRow) string {
	if strings.HasPrefix(r.Arrive, "last heard") {
		return r.Arrive
	}
	return "reached " + r.Arrive
}

func (v View) conflictText(p *printer) {
	p.section(fmt.Sprintf("Conflicts: %d", len(v.Conflicts)))
	if len(v.Conflicts) == 0 {
		p.line("  none found by the rules")
	}
	for _, c := range v.Conflicts {
		p.para("  ≠ ", "    ", c.Title+". "+c.Text)
		for _, side := range []struct {
			ref   Ref
			quote string
		}{{c.A, c.QuoteA}, {c.B, c.QuoteB}} {
			p.quote("    ", side.quote)
			p.refs("    ", []Ref{side.ref})
		}
		if len(c.More) > 0 {
			p.para("    ", "    ", "and also")
			p.refs("    ", c.More)
		}
	}
}

func (v View) silentText(p *printer) {
	p.section("Silent: who has acknowledged it")
	if len(v.Silent) == 0 {
		p.line("  no states are named for this operation")
	}
	for _, s := range v.Silent {
		mark := "●"
		if s.IsSilent() {
			mark = "○"
		}
		text := fmt.Sprintf("%s, %s: %s", stateName(s.State), s.Role, s.Stance)
		if s.Days != nil {
			text += fmt.Sprintf(", %s to %s (%s)", dayText(s.Since), dayText(s.Through), plural(*s.Days, "day"))
		} else if s.Since != "" && !s.IsSilent() {
			text += ", since " + dayText(s.Since)
		}
		p.para("  "+mark+" ", "    ", text)
		p.para("    ", "    ", s.Text)
		for _, o := range s.Organs {
			words := o.Organ + ": " + o.Stance
			if o.Since != "" {
				words += ", reported " + dayText(o.Since)
			}
			p.para("    - ", "      ", words)
		}
		p.refs("    ", s.Refs)
	}
	p.para("  "+Silent.Symbol()+" ", "    ", v.Hidden.Text)
	p.refs("    ", v.Hidden.Refs)
}

func (v View) owedText(p *printer) {
	p.section("Owed: duties that bear on each hop; nothing here says that one was not kept")
	if len(v.Owed) == 0 {
		p.line("  no hop is known")
	}
	label := ""
	for _, h := range v.Owed {
		if h.Hop != label {
			label = h.Hop
			p.para("  ", "  ", label)
		}
		if h.State == "" {
			p.para("    □ ", "      ", strings.TrimSuffix(fmt.Sprintf("%s: unknown; %s", h.Role, h.Inferred), "; "))
			continue
		}
		p.para("    § ", "      ", strings.TrimSuffix(fmt.Sprintf("%s, %s; %s", stateName(h.State), h.Role, h.Inferred), "; "))
		switch {
		case h.NoState != "":
			p.para("      □ ", "        ", h.NoState)
		case len(h.Duties) == 0:
			p.line("      no status of it is held here")
		}
		remarked := map[string]bool{}
		for _, d := range h.Duties {
			p.para("      - ", "        ", fmt.Sprintf("%s [%s]: %s", d.Instrument.Name, d.Instrument.ID, d.Why))
			for _, f := range d.Relies {
				for _, r := range append(slices.Clone(f.Remarks), f.Territory) {
					if r == "" {
						continue
					}
					if remarked[f.Treaty+r] {
						continue // printed under the rule before, of the same treaty
					}
					remarked[f.Treaty+r] = true
					p.para("          ", "          ", f.Treaty+": "+r)
				}
			}
			p.para("          ", "          ", "unknown: "+strings.Join(d.Unknown, "; "))
		}
		if not := notBoundWords(h.NotBound); not != "" {
			p.para("      ", "        ", "not bound by: "+not)
		}
		if len(h.NoData) > 0 {
			p.para("      ", "        ", "no data here on: "+strings.Join(h.NoData, ", "))
		}
	}
}

// notBoundWords lists treaties that do not bind a state, each under what the answer rests on.
func notBoundWords(ss []law.Status) string {
	byWhy := map[string][]string{}
	var order []string
	for _, s := range ss {
		why := s.Caveat
		if s.Bound == law.SignedOnly {
			why = "signed only; " + why
		}
		if byWhy[why] == nil {
			order = append(order, why)
		}
		byWhy[why] = append(byWhy[why], s.Treaty)
	}
	var out []string
	for _, why := range order {
		words := strings.Join(byWhy[why], ", ")
		if why != "" {
			words += " (" + why + ")"
		}
		out = append(out, words)
	}
	return strings.Join(out, "; ")
}

func (v View) assuranceText(p *printer) {
	if len(v.Assurances) == 0 {
		return
	}
	p.section("Assurances: all fifteen weaknesses, true, false or unknown; no score")
	for _, a := range v.Assurances {
		by := "not stated whose"
		if a.By != "" {
			by = stateName(a.By)
		}
		to := a.To
		if to != "returnees" {
			to = stateName(to)
		}
		yes, no, unknown := a.Count()
		p.para("  § ", "    ", fmt.Sprintf("%s, by %s, to %s: %d true, %d false, %d unknown", kindWords(a.Kind), by, to, yes, no, unknown))
		if a.Statement != "" {
			p.refs("    ", []Ref{{Kind: "statement", ID: a.Statement}})
		}
		rows := slices.Clone(a.Weaknesses)
		slices.SortStableFunc(rows, func(x, y law.Weakness) int { return answerOrder(x.Answer) - answerOrder(y.Answer) })
		for _, w := range rows {
			p.para("    "+pad(string(w.Answer), 8), strings.Repeat(" ", 14), w.Text+": "+w.Evidence)
		}
	}
}

func answerOrder(a law.Answer) int {
	return slices.Index([]law.Answer{law.Yes, law.No, law.UnknownYet}, a)
}

func kindWords(k law.AssuranceKind) string {
	if k == law.ToReturnees {
		return "reassurance to returnees, not between states"
	}
	return strings.ReplaceAll(string(k), "_", " ")
}

// printer gathers lines and keeps them inside the columns.
type printer struct{ b strings.Builder }

func (p *printer) line(s string) { p.b.WriteString(strings.TrimRight(s, " ") + "\n") }

func (p *printer) section(head string) {
	p.line("")
	p.para("", "", strings.ToUpper(head[:1])+head[1:])
}

// para writes text after first, with rest before every further line.
func (p *printer) para(first, rest, text string) {
	at, used := first, 0
	for _, word := range strings.Fields(clean(text)) {
		width := utf8.RuneCountInString(word)
		if used > 0 && utf8.RuneCountInString(at)+1+width > columns {
			p.line(at)
			at, used = rest, 0
		}
		if used > 0 {
			at += " "
		}
		at += word
		used++
	}
	p.line(at)
}

func (p *printer) quote(indent, q string) {
	q = oneLine(clean(q))
	if q == "" {
		return
	}
	if n := utf8.RuneCountInString(q); n > mostQuote {
		cut := []rune(q)[:mostQuote]
		p.para(indent+"“", indent, fmt.Sprintf("%s” (cut; %d more characters)", string(cut), n-mostQuote))
		return
	}
	p.para(indent+"“", indent, q+"”")
}

func (p *printer) refs(indent string, refs []Ref) {
	if len(refs) == 0 {
		return
	}
	var words []string
	for i, r := range refs {
		if i == mostRefs && len(refs) > mostRefs+1 {
			words = append(words, fmt.Sprintf("and %d more", len(refs)-mostRefs))
			break
		}
		words = append(words, r.ID)
	}
	p.para(indent+"show ", indent+"     ", strings.Join(words, " "))
}

func pad(s string, n int) string {
	return s + strings.Repeat(" ", max(0, n-utf8.RuneCountInString(s)))
}

// clean leaves out what could drive a terminal or turn a line around.
func clean(s string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r == '\n' || r == '\t' || r == '\r':
			return ' '
		case unicode.Is(unicode.Cc, r), unicode.Is(unicode.Cf, r) && r != '\u200c' && r != '\u200d':
			return -1
		}
		return r
	}, s)
}
