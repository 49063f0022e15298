package statement

import (
	"cmp"
	"maps"
	"slices"
	"strings"
)

// ownWords is a statement that no source that counts stands behind.
type ownWords struct {
	f       *framed
	key     string // the origin that it would have been, where it was one; empty: none
	repeats string // key of the origin that it repeats, where that is known
	reason  string // why it counts as none; empty: it names no source
}

// toOrigins follows what repeats an origin that was itself found to repeat another one.
func toOrigins(own []ownWords, byKey map[string]*Origin) {
	moved := map[string]string{}
	for _, w := range own {
		if w.key != "" {
			moved[w.key] = w.repeats
		}
	}
	for i := range own {
		for range own { // a circle ends
			if to := moved[own[i].repeats]; to == "" || byKey[own[i].repeats] != nil {
				break
			}
			own[i].repeats = moved[own[i].repeats]
		}
	}
}

// bare tells whether an origin is an outlet that names no source.
func (o *Origin) bare() bool {
	return medium(o.Class) || len(o.own) > 0 && !slices.ContainsFunc(o.own, func(f *framed) bool { return !isOutlet(f.s.Origin()) })
}

// foldBare looks at the outlets that name no source. Whether such an outlet knew it from
// somebody else is not known, and what is not known adds nothing: it is counted with the
// origin that spoke through it, or that stated its figure, or with the first outlet that had
// the figure, or with those that it cites and that cite it. What is given to an outlet whose
// own pages have another figure counts as nothing at all.
func (n *desk) foldBare(byKey map[string]*Origin, cycles [][]string) (own []ownWords) {
	var bare []string
	for _, k := range slices.Sorted(maps.Keys(byKey)) {
		if byKey[k].bare() {
			bare = append(bare, k)
		}
	}
	slices.SortStableFunc(bare, func(a, b string) int {
		return cmp.Or(cmp.Compare(cmp.Or(byKey[a].since, "9999"), cmp.Or(byKey[b].since, "9999")), strings.Compare(a, b))
	})
	circle := map[string]int{}
	for i, c := range cycles {
		for _, k := range c {
			circle[k] = i + 1
		}
	}
	figures := map[string]map[string]bool{}
	for k, o := range byKey {
		figures[k] = o.figures()
	}
	keys := slices.Sorted(maps.Keys(byKey))
	for i, k := range bare {
		o := byKey[k]
		o.Circular = circle[k] > 0
		to := ""
		for _, other := range keys {
			if x := byKey[other]; x != nil && other != k && !slices.Contains(bare, other) && slices.Contains(x.Through, k) {
				to = other
				break
			}
		}
		if to == "" && n.contradictedAtHome(k, o) {
			for _, f := range o.own {
				own = append(own, ownWords{f: f, reason: "given to " + o.Text + ", whose own pages kept here have another figure: it counts as no origin"})
			}
			delete(byKey, k)
			continue
		}
		if to == "" && len(figures[k]) > 0 {
			for _, other := range keys {
				if byKey[other] != nil && !slices.Contains(bare, other) && holds(figures[other], figures[k]) {
					to = other
					break
				}
			}
		}
		for _, other := range bare[:i] {
			if to == "" && byKey[other] != nil && (circle[k] > 0 && circle[k] == circle[other] || len(figures[k]) > 0 && holds(figures[other], figures[k])) {
				to = other
			}
		}
		if to != "" {
			byKey[to].take(o)
			delete(byKey, k)
		}
	}
	return own
}

// contradictedAtHome tells whether the outlet's own pages in these documents give figures,
// and none of those that others give in its name.
func (n *desk) contradictedAtHome(key string, o *Origin) bool {
	said := o.figures()
	if len(said) == 0 {
		return false
	}
	given := false
	for _, f := range n.byPublisher(key) {
		for _, k := range figureKeys(f.s) {
			if said[k] {
				return false
			}
			given = given || f.kind == o.own[0].kind && f.who == o.own[0].who
		}
	}
	return given
}

func (n *desk) byPublisher(key string) []*framed {
	if n.published == nil {
		n.published = map[string][]*framed{}
		for _, f := range n.frames {
			if f.publisher != "" {
				n.published[f.publisher] = append(n.published[f.publisher], f)
			}
		}
	}
	return n.published[key]
}

func holds(outer, inner map[string]bool) bool {
	for k := range inner {
		if !outer[k] {
			return false
		}
	}
	return true
}

// foldNameless takes unnamed speakers of pages whose publisher nobody knows, and whose figure
// another origin states already: that they are somebody else is not shown. They stay a
// statement of their page and are no new origin.
func (n *desk) foldNameless(byKey map[string]*Origin) (own []ownWords) {
	keys := slices.Sorted(maps.Keys(byKey))
	nameless := func(k string) bool {
		_, home, ok := strings.Cut(k, "@")
		p := n.papers[home]
		return ok && unnamed(byKey[k].Class) && p != nil && p.Publisher == ""
	}
	var list []string
	for _, k := range keys {
		if nameless(k) {
			list = append(list, k)
		}
	}
	slices.SortStableFunc(list, func(a, b string) int {
		return cmp.Or(cmp.Compare(cmp.Or(byKey[b].since, "9999"), cmp.Or(byKey[a].since, "9999")), strings.Compare(b, a)) // the last first
	})
	figures := map[string]map[string]bool{}
	stated := map[string][]string{} // figure to those who state it, ordered
	for _, k := range keys {
		figures[k] = byKey[k].figures()
		for fig := range figures[k] {
			stated[fig] = append(stated[fig], k)
		}
	}
	folded := map[string]string{}
	for _, k := range list {
		if len(figures[k]) == 0 {
			continue
		}
		first := slices.Min(slices.Collect(maps.Keys(figures[k])))
		for _, other := range stated[first] {
			if other != k && byKey[other] != nil && holds(figures[other], figures[k]) {
				for _, f := range byKey[k].own {
					own = append(own, ownWords{f: f, key: k, repeats: other})
				}
				folded[k] = other
				delete(byKey, k)
				break
			}
		}
	}
	for i := range own {
		for folded[own[i].repeats] != "" {
			own[i].repeats = folded[own[i].repeats]
		}
		own[i].reason = "an unnamed source of a page without a publisher has the figure that " + own[i].repeats + " stated; that it is somebody else is not shown: no new origin"
	}
	return own
}
