package operation

import (
	"fmt"
	"maps"
	"slices"
	"time"

	"github.com/charterwatch/charterwatch/internal/statement"
)

// Hidden is how long an operation stood before anybody reported it: from its first day, as
// heard or as stated, to the first attached report that speaks of it.
type Hidden struct {
	From     string `json:"from"`     // its first day; empty when not known
	Reported string `json:"reported"` // day of the first report; empty when none is attached
	Days     *int   `json:"days"`     // null where either day is missing, or the report came first
	Text     string `json:"text"`
	Refs     []Ref  `json:"refs"` // the leg and the statement that the days are from
}

// hidden counts the days. Only reports that are attached are known: an earlier one may exist.
func (t *table) hidden() Hidden {
	h := Hidden{Refs: []Ref{}}
	first, err := time.Parse(time.DateOnly, t.op.From)
	known := err == nil
	if len(t.legs) > 0 {
		first, known = t.legs[0].Start.Heard.At.UTC().Truncate(24*time.Hour), true
		h.Refs = append(h.Refs, legRef(t.legs[0]))
	}
	if known {
		h.From = first.Format(time.DateOnly)
	}
	var earliest *statement.Statement
	var day time.Time
	for _, s := range t.statements {
		d, ok := t.stated(s)
		if ok && t.specific(s) && (earliest == nil || d.Before(day) || d.Equal(day) && s.ID < earliest.ID) {
			earliest, day = &s, d
		}
	}
	switch {
	case earliest == nil && !known:
		h.Text = "neither a first day nor a report is attached"
		return h
	case earliest == nil:
		h.Text = "no attached report speaks of it"
		if !t.asked.IsZero() && !t.asked.Before(first) {
			h.Text += fmt.Sprintf(", %s after %s", plural(int(t.asked.Truncate(24*time.Hour).Sub(first).Hours()/24), "day"), dayWords(first))
		}
		return h
	}
	h.Reported = day.Format(time.DateOnly)
	h.Refs = append(h.Refs, t.refTo(*earliest))
	if !known {
		h.Text = "first report attached: " + dayWords(day) + "; its first day is not known"
		return h
	}
	days := int(day.Sub(first).Hours() / 24)
	if days < 0 {
		h.Text = fmt.Sprintf("reported on %s, %s before its first day", dayWords(day), plural(-days, "day"))
		return h
	}
	h.Days = &days
	h.Text = fmt.Sprintf("hidden for %s: from %s to the first attached report, %s; an earlier one may exist", plural(days, "day"), dayWords(first), dayWords(day))
	return h
}

// OrganStance is what one organ or office of a state said: a ministry and a spokesman can
// stand apart, and a state's stance is no sum of theirs.
type OrganStance struct {
	Organ  string `json:"organ"`
	Stance string `json:"stance"`
	Since  string `json:"since"` // day of the report that first carries it; empty when not known
	Refs   []Ref  `json:"refs"`
}

// organs gives each organ's latest word, in the order of the ladder and then of time.
func (t *table) organs(st stances) []OrganStance {
	type word struct {
		s      statement.Statement
		stance string
	}
	latest := map[string]word{}
	for _, l := range []struct {
		stance string
		list   []statement.Statement
	}{
		{onRecord, st.onRecord}, {denied, st.denied}, {neitherNor, st.glomar}, {"spoke in general terms", st.general},
		{"spoke without a name", st.anonymous}, {"asked, gave no answer", st.declined},
	} {
		for _, s := range l.list {
			o := s.Origin()
			if o.State == "" || o.Key == "" || o.Class == statement.ThisDocument {
				continue
			}
			have, ok := latest[o.Key]
			if !ok || l.stance != have.stance && (ladder(l.stance) < ladder(have.stance) || ladder(l.stance) == ladder(have.stance) && t.statedLater(s, have.s)) {
				latest[o.Key] = word{s, l.stance}
			}
		}
	}
	out := []OrganStance{}
	for _, key := range slices.Sorted(maps.Keys(latest)) {
		w := latest[key]
		o := OrganStance{Organ: t.name(key), Stance: w.stance, Refs: t.refs([]statement.Statement{w.s})}
		if day, ok := t.stated(w.s); ok {
			o.Since = day.Format(time.DateOnly)
		}
		out = append(out, o)
	}
	slices.SortStableFunc(out, func(a, b OrganStance) int { return ladder(a.Stance) - ladder(b.Stance) })
	return out
}

// ladder orders stances: a word on record stands before one in general terms.
func ladder(stance string) int {
	return map[string]int{denied: 1, onRecord: 1, neitherNor: 2, "spoke without a name": 3, "spoke in general terms": 4, "asked, gave no answer": 5}[stance]
}
