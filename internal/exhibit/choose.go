package exhibit

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/charterwatch/charterwatch/internal/document"
	"github.com/charterwatch/charterwatch/internal/ledger"
	"github.com/charterwatch/charterwatch/internal/operation"
	"github.com/charterwatch/charterwatch/internal/statement"
)

// maxChosen bounds a list of facts: a sheet of more is never wanted whole by number.
const maxChosen = 10_000

// ParseFacts reads a choice of facts by their numbers on the whole sheet: "1,3,5-8".
func ParseFacts(text string) ([]int, error) {
	var out []int
	for part := range strings.SplitSeq(text, ",") {
		first, last, ranged := strings.Cut(strings.TrimSpace(part), "-")
		if !ranged {
			last = first
		}
		from, err := strconv.Atoi(first)
		to, err2 := strconv.Atoi(last)
		if err != nil || err2 != nil || from < 1 || to < from || to > maxChosen {
			return nil, fmt.Errorf("facts %q: %q is no number of a fact or a range of them; write 1,3,5-8, counted as on the sheet of the whole exhibit", text, part)
		}
		for n := from; n <= to; n++ {
			out = append(out, n)
		}
	}
	slices.Sort(out)
	return slices.Compact(out), nil
}

// choose keeps the facts that a person chose, and of the evidence only what they rest on:
// what nobody chose is not shown, and neither is that its document or leg is there.
func (b *builder) choose() (*builder, error) {
	if len(b.in.Facts) == 0 {
		return b, nil
	}
	var facts []Fact
	asked := 0 // the facts of a moment, which was asked for by itself, stay
	for _, f := range b.facts {
		if f.Section != sectionMoment {
			asked++
		}
		if f.Section == sectionMoment || slices.Contains(b.in.Facts, f.N) {
			facts = append(facts, f)
		}
	}
	if last := b.in.Facts[len(b.in.Facts)-1]; last > asked {
		return nil, fmt.Errorf("fact %d was chosen, and the whole sheet has %d", last, asked)
	}
	in, err := b.narrow(facts)
	if err != nil {
		return nil, err
	}
	out, err := newBuilder(in)
	if err != nil {
		return nil, err
	}
	out.whole, out.narrowed = asked, true
	if err := out.evidence(); err != nil {
		return nil, err
	}
	for _, f := range facts {
		out.add(f)
	}
	for _, m := range b.moments {
		if _, ok := out.legs[m.Leg]; ok {
			out.moments = append(out.moments, m)
		}
	}
	return out, nil
}

// narrow is the input with only the documents, statements, legs and records that facts cite.
func (b *builder) narrow(facts []Fact) (Input, error) {
	in := b.in
	documents, statements, legs := map[string]bool{}, map[string]bool{}, map[string]bool{}
	for _, f := range facts {
		for _, p := range f.Passages {
			documents[p.Document], statements[p.Statement] = true, true
		}
		for _, d := range f.Documents {
			documents[d] = true
		}
		for _, t := range f.Tracks {
			legs[t.Leg] = true
		}
	}
	in.Documents = slices.DeleteFunc(slices.Clone(in.Documents), func(d document.Document) bool { return !documents[d.ID] })
	in.Statements = slices.DeleteFunc(slices.Clone(in.Statements), func(s statement.Statement) bool { return !statements[s.ID] })
	in.View.Seen = slices.DeleteFunc(slices.Clone(in.View.Seen), func(r operation.SeenRow) bool { return !legs[r.Leg.ID] })
	records := make([]ledger.Record, len(in.Records))
	for i, r := range in.Records {
		records[i] = r.Record
	}
	bearing, err := Bearing(records, in.View, keys(documents), keys(statements))
	if err != nil {
		return in, err
	}
	in.Records = slices.DeleteFunc(slices.Clone(in.Records), func(p Proved) bool {
		return !slices.ContainsFunc(bearing, func(r ledger.Record) bool { return r.Seq == p.Seq })
	})
	return in, nil
}

func keys(m map[string]bool) []string { return sortedKeys(m) }
