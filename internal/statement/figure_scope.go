package statement

import (
	"slices"
	"strings"
)

// tokenAt is the first token that ends after a byte.
func (r *reading) tokenAt(at int) int {
	i, _ := slices.BinarySearchFunc(r.tokens, at, func(t token, at int) int {
		if t.end <= at {
			return -1
		}
		return 1
	})
	return i
}

// scopes says of each figure of a stretch what it is a count of, where the words beside it
// say so: a part of another figure, one flight or each, an addition, a total, a programme.
// Nothing is carried from figure to figure: what the words do not say stays empty.
func (r *reading) scopes(list []Quantity, s stretch) {
	for i := range list {
		q := &list[i]
		from := r.tokenAt(q.Spans[0].Start)
		to := r.tokenAt(q.Spans[0].End-1) + 1
		if i > 0 && q.Value != nil && list[i-1].Value != nil && *list[i-1].Value > *q.Value && r.partAhead(list[i-1], from, s) {
			whole := *list[i-1].Value
			q.PartOf, q.Scope = &whole, PartScope
			continue
		}
		if i+1 < len(list) && q.Value != nil && list[i+1].Value != nil && *list[i+1].Value >= *q.Value {
			if next := r.tokenAt(list[i+1].Spans[0].Start); r.onlyOf(to, next) {
				whole := *list[i+1].Value
				q.PartOf, q.Scope = &whole, PartScope
				continue
			}
		}
		q.Scope = r.scopeAt(q, from, to, s)
	}
}

// partAhead tells whether a figure before token from is the whole of the one there: "of the 400,
// 120 have left", "of those 54 people only 12 agreed".
func (r *reading) partAhead(whole Quantity, from int, s stretch) bool {
	begin, end := r.tokenAt(whole.Spans[0].Start), r.tokenAt(whole.Spans[0].End-1)+1
	k := begin - 1
	for k >= s.from && (r.tokens[k].low == "the" || r.tokens[k].low == "those" || r.tokens[k].low == "these" || r.tokens[k].low == "some" || r.tokens[k].low == "all") {
		k--
	}
	if k < s.from || r.tokens[k].low != "of" || k > s.from && r.tokens[k-1].kind == word && !conjunctions[r.tokens[k-1].low] && cues[r.tokens[k-1].low].cueVerb == nil && r.tokens[k-1].low != "that" {
		return false // "a group of 400"
	}
	if from-end > 8 {
		return false
	}
	for j := end; j < from; j++ {
		if r.verbLike(j) && !strings.HasSuffix(r.tokens[j].low, "ed") || r.tokens[j].low == "and" || r.tokens[j].low == ";" {
			return false
		}
	}
	return true
}

// onlyOf tells whether nothing but "of the" or "out of" stands between two figures.
func (r *reading) onlyOf(from, to int) bool {
	of := false
	for k := from; k < to; k++ {
		switch r.tokens[k].low {
		case "of":
			of = true
		case "out", "the", "those", "about", "some", "a", "total", "their", "all", "roughly", "around":
		default:
			return false
		}
	}
	return of && to-from <= 5
}

var (
	carryVerbs = wordSet{"carried": true, "carrying": true, "carries": true, "carry": true, "with": true, "took": true, "brought": true, "transported": true, "transporting": true, "had": true, "taking": true, "held": true}
	oneCraft   = wordSet{"flight": true, "plane": true, "jet": true, "aircraft": true, "charter": true, "airliner": true}
	programmes = wordSet{"agreement": true, "deal": true, "programme": true, "program": true, "arrangement": true, "scheme": true, "accord": true, "pact": true}
)

func (r *reading) scopeAt(q *Quantity, from, to int, s stretch) Scope {
	for k := from; k < to; k++ {
		switch low := r.tokens[k].low; {
		case low == "another" || low == "further" || low == "additional" || low == "extra", low == "more" && k > from && r.lowIn(k+1, s) != "than" && r.lowAt(k-1) != "or":
			return Additional
		case low == "total" && r.lowIn(k+1, s) == "of":
			return InTotal
		}
	}
	after := [4]string{}
	for i := range after {
		after[i] = r.lowIn(to+i, s)
	}
	switch {
	case after[0] == "in" && (after[1] == "all" || after[1] == "total"), after[0] == "altogether", after[0] == "overall":
		return InTotal
	case (after[0] == "per" || after[0] == "a" || after[0] == "each" || after[0] == "every") && oneCraft[after[1]],
		(after[0] == "on" || after[0] == "in" || after[0] == "for" || after[0] == "aboard") && (after[1] == "each" || after[1] == "every") && oneCraft[after[2]]:
		return PerFlight
	}
	people := q.Unit == "persons" || q.Unit == "families" || q.Unit == "staff"
	for i, w := range after {
		if w == "under" && (programmes[r.lowIn(to+i+2, s)] || programmes[r.lowIn(to+i+3, s)] || programmes[r.lowIn(to+i+1, s)]) {
			return Programme
		}
	}
	if people {
		for i, w := range after[:3] {
			next := r.lowIn(to+i+2, s)
			if w == "aboard" || w == "on" && (r.lowIn(to+i+1, s) == "board" || (r.lowIn(to+i+1, s) == "the" || r.lowIn(to+i+1, s) == "that") && oneCraft[next]) {
				return OneFlight
			}
			if w == "," || w == "and" {
				break
			}
		}
		for j := from - 1; j >= max(s.from, from-4); j-- {
			if low := r.tokens[j].low; carryVerbs[low] && r.craftBefore(j, s) {
				return OneFlight
			} else if low == "," || low == "and" {
				break
			}
		}
	}
	return ""
}

// craftBefore tells whether one aircraft or flight is the subject of the verb at k.
func (r *reading) craftBefore(k int, s stretch) bool {
	for j := k - 1; j >= max(s.from, k-3); j-- {
		low := r.tokens[j].low
		if oneCraft[low] {
			return !r.numberBefore(j, s)
		}
		if !auxiliaries[low] && !adverbs[low] {
			return false
		}
	}
	return false
}

// numberBefore tells whether a figure over one stands before token k: "two aircraft".
func (r *reading) numberBefore(k int, s stretch) bool {
	for j := max(s.from, k-3); j < k; j++ {
		if n, _, _, ok := r.number(j, k); ok && n > 1 {
			return true
		}
	}
	return false
}

// asOf gives a figure the date up to which or from which it counts: "since 20 January", "by
// 31 October", "as of Monday", "so far this year". It must follow the figure closely.
func (r *reading) asOf(list []Quantity, dates []Date, s stretch, c calendar) {
	for i := range list {
		q := &list[i]
		if timeUnits[q.Unit] {
			continue
		}
		to := r.tokenAt(q.Spans[0].End-1) + 1
		for _, d := range dates {
			k := r.tokenAt(d.Spans[0].Start)
			if k < to || k-to > 6 || i+1 < len(list) && list[i+1].Spans[0].Start < d.Spans[0].Start {
				continue
			}
			if when, ok := r.countsTo(d, k, to, c); ok {
				q.AsOf = &when
				break
			}
		}
		if q.AsOf == nil && !timeUnits[q.Unit] {
			r.asOfAhead(q, list, i, dates, s, c)
		}
	}
}

// asOfAhead reads the date where it opens the clause that has the figure: "since January 2,253
// people have been removed", "the total since January has risen to 21,400", "as of Monday, 54".
func (r *reading) asOfAhead(q *Quantity, list []Quantity, i int, dates []Date, s stretch, c calendar) {
	from := r.tokenAt(q.Spans[0].Start)
	for _, d := range dates {
		k := r.tokenAt(d.Spans[0].Start)
		end := r.tokenAt(d.Spans[len(d.Spans)-1].End-1) + 1
		if end > from || from-end > 8 || i > 0 && list[i-1].Spans[0].End > d.Spans[0].Start && !timeUnits[list[i-1].Unit] {
			continue
		}
		broken := false
		for j := end; j < from; j++ {
			low := r.tokens[j].low
			broken = broken || clauseEnds[low] || low == "when" || relatives[low]
		}
		opening := k-2 <= s.from || k-3 <= s.from || r.tokens[max(s.from, k-2)].kind == mark || counters[r.lowAt(k-2)] || counters[r.lowAt(k-4)] && r.lowAt(k-3) == "of"
		if by := r.lowAt(k-1) == "by" || r.lowAt(k-1) == "until"; broken || !opening || by && !r.has(stretch{end, min(s.to, from+6)}, "had") {
			continue // "by Friday the plane left with 40" counts nothing up to Friday
		}
		if when, ok := r.countsTo(d, k, max(s.from, k-4), c); ok {
			q.AsOf = &when
			return
		}
	}
}

// countsTo reads the words between a figure and a date.
func (r *reading) countsTo(d Date, k, after int, c calendar) (Date, bool) {
	for j := k - 1; j >= max(after, k-4); j-- {
		switch low := r.tokens[j].low; {
		case low == "since":
			d.To, d.Granularity = nil, "open"
			return d, d.From != nil
		case low == "of" && r.lowAt(j-1) == "as":
			return d, true
		case low == "by" || low == "until" || low == "through":
			if d.Granularity == "open" || d.To == nil {
				return d, d.To != nil
			}
			return Date{To: d.To, Granularity: "open", Spans: d.Spans}, true
		case low == "far" && r.lowAt(j-1) == "so":
			if c.anchor != nil && d.To != nil {
				if end := c.anchor.AddDate(0, 0, 1); d.To.After(end) {
					d.To = &end
				}
			}
			return d, true
		case low == "the" || low == "end" || low == "of" || low == "start" || low == "beginning" || low == "mid":
		default:
			return d, false
		}
	}
	return d, false
}
