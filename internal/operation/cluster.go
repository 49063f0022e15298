package operation

import (
	"cmp"
	"fmt"
	"slices"
	"sort"
	"time"

	"github.com/charterwatch/charterwatch/internal/document"
	"github.com/charterwatch/charterwatch/internal/statement"
)

// trace is what a statement gives to hold it against others.
type trace struct {
	s           statement.Statement
	people      []string
	from        string
	via         []string
	to          string
	first, last time.Time
	stated      bool // the days are the statement's own, not its report's
	figure      string
}

// traceOf reads a statement; false for one that cannot place an operation.
func traceOf(s statement.Statement, docs map[string]document.Document) (trace, bool) {
	f := trace{s: s, people: slices.Clone(s.Nationalities)}
	sort.Strings(f.people)
	if s.Topic != statement.TopicRemoval && s.Topic != statement.TopicFlight {
		return f, false
	}
	for _, m := range s.Route {
		if c := countryOf(m.From); c != "" && f.from == "" {
			f.from = c
		}
		for _, v := range m.Via {
			if c := countryOf(v); c != "" && !slices.Contains(f.via, c) {
				f.via = append(f.via, c)
			}
		}
		if c := countryOf(m.To); c != "" {
			f.to = c
		}
	}
	for _, q := range s.Quantities {
		if ofPeople(q) && q.Value != nil && f.figure == "" {
			f.figure = fmt.Sprint(*q.Value)
		}
	}
	for _, d := range s.Dates {
		if d.From == nil || d.To == nil || d.To.Sub(*d.From) > mostDays*24*time.Hour {
			continue
		}
		if !f.stated || d.From.Before(f.first) {
			f.first = *d.From
		}
		if !f.stated || d.To.After(f.last) {
			f.last = *d.To
		}
		f.stated = true
	}
	if f.stated && f.last.Sub(f.first) > mostDays*24*time.Hour {
		return f, false
	}
	if !f.stated {
		d, ok := docs[s.Document]
		if !ok || d.Published == nil {
			return f, false
		}
		f.first, f.last = d.Published.At.UTC().Add(-48*time.Hour), d.Published.At.UTC().Add(24*time.Hour)
	}
	return f, len(f.people) > 0 || f.to != "" || s.Topic == statement.TopicFlight && f.from != ""
}

// near tells whether the days of two statements lie together.
func (f trace) near(g trace) bool {
	return f.first.Before(g.last.Add(daySlack)) && g.first.Before(f.last.Add(daySlack))
}

// fit says how well two statements hold together; zero when something speaks against it.
func (f trace) fit(g trace) float64 {
	if ft, gt := f.goal(), g.goal(); ft != "" && gt != "" && ft != gt || len(f.people) > 0 && len(g.people) > 0 && !meet(f.people, g.people) {
		return 0
	}
	if !f.near(g) {
		return 0
	}
	sum := addReportDay
	if f.stated && g.stated {
		sum = addDay
	}
	if meet(f.people, g.people) {
		sum += addNationality
	}
	if f.goal() != "" && f.goal() == g.goal() && (f.to != "" || g.to != "") {
		sum += addDestination
	}
	if f.figure != "" && f.figure == g.figure {
		sum += addFigure
	}
	if f.from != "" && f.from == g.from || meet(f.via, g.via) {
		sum += addPlace
	}
	return sum
}

// goal is where the people are taken: as stated, else the state that all of them are
// nationals of, to which people are usually returned.
func (f trace) goal() string {
	if f.to == "" && len(f.people) == 1 {
		return f.people[0]
	}
	return f.to
}

func meet(a, b []string) bool {
	return slices.ContainsFunc(a, func(x string) bool { return slices.Contains(b, x) })
}

// cluster is statements that hold together.
type cluster struct {
	facts       []trace
	first, last time.Time
}

// clusters joins statements pair by pair, the best fit first, as long as the days stay
// within mostDays. Only statements that share a people or a destination are compared, and of
// those only such as are near in time.
func clusters(facts []trace) []cluster {
	type pair struct {
		a, b int
		fit  float64
	}
	buckets := map[string][]int{}
	for i, f := range facts {
		keys := map[string]bool{}
		for _, n := range f.people {
			keys[n] = true
		}
		if f.to != "" {
			keys[f.to] = true
		}
		for k := range keys {
			buckets[k] = append(buckets[k], i)
		}
	}
	fits := map[[2]int]float64{}
	for _, b := range buckets {
		slices.SortFunc(b, func(i, k int) int { return facts[i].first.Compare(facts[k].first) })
		for n, i := range b {
			for _, k := range b[n+1:] {
				if facts[k].first.After(facts[i].last.Add(daySlack)) {
					break
				}
				if fit := facts[i].fit(facts[k]); fit >= joinAt {
					fits[[2]int{min(i, k), max(i, k)}] = fit
				}
			}
		}
	}
	pairs := make([]pair, 0, len(fits))
	for ik, fit := range fits {
		pairs = append(pairs, pair{ik[0], ik[1], fit})
	}
	slices.SortFunc(pairs, func(x, y pair) int {
		return cmp.Or(cmp.Compare(y.fit, x.fit), cmp.Compare(x.a, y.a), cmp.Compare(x.b, y.b))
	})
	parent := make([]int, len(facts))
	first, last, goal := make([]time.Time, len(facts)), make([]time.Time, len(facts)), make([]string, len(facts))
	for i, f := range facts {
		parent[i], first[i], last[i], goal[i] = i, f.first, f.last, f.goal()
	}
	root := func(i int) int {
		for parent[i] != i {
			parent[i] = parent[parent[i]]
			i = parent[i]
		}
		return i
	}
	for _, p := range pairs {
		a, b := root(p.a), root(p.b)
		f, l := first[a], last[a]
		if first[b].Before(f) {
			f = first[b]
		}
		if last[b].After(l) {
			l = last[b]
		}
		if a == b || l.Sub(f) > mostDays*24*time.Hour || goal[a] != "" && goal[b] != "" && goal[a] != goal[b] {
			continue
		}
		a, b = min(a, b), max(a, b)
		parent[b], first[a], last[a], goal[a] = a, f, l, cmp.Or(goal[a], goal[b])
	}
	goals := map[string][]int{} // document to its statements that name people or a destination
	for i, f := range facts {
		if f.goal() != "" {
			goals[f.s.Document] = append(goals[f.s.Document], i)
		}
	}
	byRoot := map[int]*cluster{}
	var out []*cluster
	for i, f := range facts {
		if len(f.people) == 0 && f.to == "" {
			for _, k := range goals[f.s.Document] { // a departure alone belongs with the same report's other statements
				if f.near(facts[k]) {
					parent[i] = root(k)
					break
				}
			}
			if parent[i] == i {
				continue
			}
		}
		r := root(i)
		if byRoot[r] == nil {
			byRoot[r] = &cluster{first: first[r], last: last[r]}
			out = append(out, byRoot[r])
		}
		byRoot[r].facts = append(byRoot[r].facts, f)
	}
	list := make([]cluster, len(out))
	for i, c := range out {
		list[i] = *c
	}
	return list
}
