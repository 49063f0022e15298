package statement

import (
	"maps"
	"slices"
	"strings"
)

// stamp is what a page puts on itself to be believed; it is shown and changes nothing.
var stamp = late(`(?im)(?:^|[.!?]\s+|[(\[✓✔☑]\s*)((?:100 ?% |fully |independently |officially )?(?:verified|fact[- ]?checked|authenticated|confirmed as true)(?:[^.\n]{0,60}))(?:[.!)\]]|$)`)

// stampsOf are the stamps of a text, each once.
func stampsOf(text string) []string {
	var out []string
	for _, m := range stamp.FindAllStringSubmatch(text, 5) {
		if s := strings.TrimSpace(m[1]); !slices.Contains(out, s) {
			out = append(out, s)
		}
	}
	return out
}

// stamped are the stamps of a paper, looked for once.
func (p *paper) stamped() []string {
	if !p.looked {
		p.stamps, p.looked = stampsOf(p.Text), true
	}
	return p.stamps
}

// reportsOf lists the documents that state it without a source that counts, and whose figure
// each repeats.
func (n *desk) reportsOf(own []ownWords, origins []Origin) []Report {
	type known struct {
		key string
		q   Quantity
	}
	stated := map[string][]known{} // figure to those who stated it, and of which people
	for _, f := range n.framesOfOrigins(origins) {
		for _, q := range f.f.s.Quantities {
			if k := figureKey(q); k != "" {
				stated[k] = append(stated[k], known{f.key, q})
			}
		}
	}
	byDoc := map[string]*Report{}
	for _, w := range own {
		r := byDoc[w.f.s.Document]
		if r == nil {
			r = &Report{Document: w.f.s.Document, Reason: "names no source and no origin states its figure: it has no weight"}
			if p := n.papers[r.Document]; p != nil {
				r.Stamps = p.stamped()
				if p.copyOf != r.Document {
					r.CopyOf = p.copyOf
				}
			}
			byDoc[w.f.s.Document] = r
		}
		r.Statements = append(r.Statements, w.f.s.ID)
		if w.repeats != "" {
			r.repeating(w.f.s.ID, w.repeats)
		}
		if w.reason != "" && r.Repeats == "" {
			r.Repeats, r.Reason = w.repeats, w.reason
			continue
		}
		for _, q := range w.f.s.Quantities {
			for _, by := range stated[figureKey(q)] { // one number of other people repeats nothing
				if !samePopulation(q, by.q) || (q.Scope == Additional) != (by.q.Scope == Additional) {
					continue
				}
				r.repeating(w.f.s.ID, by.key)
				if r.Repeats == "" || by.key < r.Repeats {
					r.Repeats = by.key
					r.Reason = "names no source; its figure is the one that " + by.key + " stated: a repeat, no new origin"
				}
			}
		}
	}
	out := []Report{}
	for _, d := range slices.Sorted(maps.Keys(byDoc)) {
		byDoc[d].Statements = tidyStrings(byDoc[d].Statements)
		out = append(out, *byDoc[d])
	}
	return out
}

// repeating remembers which statement has an origin's figure, of the first origin by the alphabet.
func (r *Report) repeating(id, key string) {
	if r.same == nil {
		r.same = map[string]string{}
	}
	if have := r.same[id]; have == "" || key < have {
		r.same[id] = key
	}
}

// RepeatsIn is the key of the origin whose figure one statement of the report has, of the same
// people; empty where it has none: what else the report states is no repeat of that origin.
func (r Report) RepeatsIn(id string) string { return r.same[id] }

// ofOrigin is a frame with the key of the origin that it is counted under.
type ofOrigin struct {
	f   *framed
	key string
}

func (n *desk) framesOfOrigins(origins []Origin) []ofOrigin {
	if n.byStatement == nil {
		n.byStatement = map[string][]*framed{}
		for _, f := range n.frames {
			n.byStatement[f.s.ID] = append(n.byStatement[f.s.ID], f)
		}
	}
	var out []ofOrigin
	for _, o := range origins {
		for _, id := range o.Statements {
			for _, f := range n.byStatement[id] {
				if _, ok := slices.BinarySearch(o.Documents, f.s.Document); ok {
					out = append(out, ofOrigin{f, o.Key})
				}
			}
		}
	}
	return out
}
