package statement

import (
	"strconv"
	"strings"

	"github.com/charterwatch/charterwatch/internal/place"
)

// number reads the number at token k: digits of three scripts with their separators, number
// words, "una docena", "une trentaine".
func (l *language) number(r *reading, k, limit int) (value, to int, approx, ok bool) {
	if k >= limit {
		return 0, k, false, false
	}
	if v, to := l.match(r, "dozen", k, limit); to > k {
		n, _ := strconv.Atoi(v)
		return n, to, true, true
	}
	if r.tokens[k].kind == figure {
		value, to, ok = l.digits(r, k, limit)
		return value, to, false, ok
	}
	value, to = l.words(r, k, limit)
	return value, to, false, to > k
}

// digits reads figures: "1.214", "1 214", "۱٬۲۱۴", "1,2 millones".
func (l *language) digits(r *reading, k, limit int) (value, to int, ok bool) {
	s := r.tokens[k].low
	to = k + 1
	for to < limit {
		sep, next := to, to
		if r.tokens[to].low == "," && to+1 < limit && (l.code == "ar" || l.code == "fa") && r.tokens[to].start == r.tokens[to-1].end && r.tokens[to+1].start == r.tokens[to].end {
			next = to + 1
		} else if l.code != "fr" && l.code != "es" || r.tokens[to].start-r.tokens[to-1].end > 3 || strings.ContainsAny(s, ".,") && l.code == "es" {
			break
		}
		if t := r.tokens[next]; t.kind != figure || len(t.low) != 3 || len(s) > 12 || sep == next && len(r.tokens[k].low) > 3 {
			break
		}
		s, to = s+","+r.tokens[next].low, next+1
	}
	value, decimal, ok := separated(s)
	if v, next := l.match(r, "scale", to, limit); next > to {
		scale, _ := strconv.Atoi(v)
		if f := decimal * float64(scale); scale >= 1000 && ok && f <= maxNumber && f == float64(int(f)) {
			return int(f), next, true
		}
	}
	return value, to, ok && decimal == float64(value) && value <= maxNumber
}

// words adds up number words. A scale multiplies what stands before it; the words may be
// joined by "y", "et", "و" or a hyphen.
func (l *language) words(r *reading, k, limit int) (value, to int) {
	total, part, last := 0, 0, 0
	to = k
	take := func(n int) bool {
		switch {
		case l.code == "fr" && n == 20 && part%100 == 4 && last == 4: // quatre-vingts
			part += 76
		case last == 0 || last > n && last >= 20 || l.code == "ar" && last < 10 && n >= 10 && n < 100 || l.code == "fr" && (last == 60 && n <= 16 || last == 10 && n >= 7 && n < 10):
			part += n
		default:
			return false
		}
		last = n
		if l.code == "fr" && n == 20 && part%100 == 80 {
			last = 80
		}
		return true
	}
	for j := k; j < limit && j < k+12; {
		if pieces := strings.Split(r.tokens[j].low, "-"); len(pieces) > 1 && len(pieces) < 6 {
			ok := true
			for _, p := range pieces {
				n, scale, known := l.numberWord(p)
				switch {
				case known && scale == 0:
					ok = ok && take(n)
				case known && scale == 100:
					part, last = max(part, 1)*100, 100
				default:
					ok = ok && p == "et"
				}
			}
			if !ok {
				break
			}
			j, to = j+1, j+1
			continue
		}
		if v, next := l.match(r, "scale", j, limit); next > j {
			n, _ := strconv.Atoi(v)
			if n == 100 {
				if part > 9 {
					break
				}
				part, last = max(part, 1)*100, 100
			} else {
				total, part, last = total+max(part, 1)*n, 0, 0
			}
			j, to = next, next
			continue
		}
		if v, next := l.match(r, "number", j, limit); next > j {
			n, _ := strconv.Atoi(v)
			if !take(n) {
				break
			}
			j, to = next, next
			continue
		}
		if _, next := l.match(r, "and", j, limit); next > j && j > k && r.tokens[j].low != "," {
			if _, after := l.match(r, "number", next, limit); after > next && j == to {
				j = next
				continue
			}
			if l.code != "ar" { // in Arabic it is joined to the word
				break
			}
		}
		break
	}
	if total+part > maxNumber {
		return 0, k
	}
	return total + part, to
}

func (l *language) numberWord(w string) (n, scale int, ok bool) {
	for _, kind := range []string{"number", "scale"} {
		for _, p := range l.kinds[kind][w] {
			if len(p.words) == 1 {
				n, err := strconv.Atoi(p.value)
				if kind == "scale" {
					return 0, n, err == nil
				}
				return n, 0, err == nil
			}
		}
	}
	return 0, 0, false
}

// quantities reads the figures of a stretch: only those that name what they count.
func (l *language) quantities(r *reading, s stretch) []Quantity {
	out := []Quantity{}
	for k := s.from; k < s.to; {
		q, to, ok := l.quantityAt(r, k, s)
		if ok {
			out = append(out, q)
		}
		k = max(to, k+1)
	}
	return out
}

func (l *language) quantityAt(r *reading, k int, s stretch) (Quantity, int, bool) {
	if v, to := l.match(r, "dual", k, s.to); to > k {
		two := 2
		return Quantity{Value: &two, Bound: Exact, Unit: v, Population: r.slice(stretch{k, to}), Spans: []Span{r.span(stretch{k, to})}}, to, true
	}
	start, bound := k, Exact
	between := false
	if v, to := l.match(r, "bound", k, s.to); to > k {
		bound, k = Bound(v), to
		for k < s.to && bound != Exact && (r.tokens[k].low == "de" || r.tokens[k].low == "los" || r.tokens[k].low == "las" || r.tokens[k].low == "unos" || r.tokens[k].low == "les") {
			k++
		}
	} else if _, to := l.match(r, "between", k, s.to); to > k {
		between, k = true, to
	}
	if _, to := l.match(r, "vague", start, s.to); to > start && (k == start || bound == Exact || bound == Approx) {
		if _, _, _, ok := l.number(r, k, s.to); !ok || k == start {
			q := Quantity{Bound: Vague}
			end := l.unitAfter(r, &q, to, s)
			q.Spans = []Span{r.span(stretch{start, max(end, to)})}
			return q, max(end, to), q.Unit != ""
		}
	}
	value, to, approx, ok := l.number(r, k, s.to)
	if !ok || l.noCount(r, k, to, s) {
		return Quantity{}, start + 1, false
	}
	q := Quantity{Value: &value, Bound: bound}
	if approx && bound == Exact {
		q.Bound = Approx
	}
	first := value
	for _, join := range []string{"and", "to", "or"} {
		at := to
		if v, next := l.match(r, join, to, s.to); next > to && (join != "and" || between) {
			_, at = v, next
		} else if between && l.code == "ar" && join == "and" { // "و120" stands in two pieces; "ومئة" in one
		} else if join == "to" && to < s.to && (r.tokens[to].low == "-" || r.tokens[to].low == "–") {
			at = to + 1
		} else {
			continue
		}
		high, next, _, ok := l.number(r, at, s.to)
		if ok && high > first && (at > to || between) {
			low := first
			q.Value, q.Low, q.High, q.Bound = nil, &low, &high, Range
			to = next
			break
		}
	}
	if between && q.Bound != Range {
		start = k
	}
	end := l.unitAfter(r, &q, to, s)
	if v, next := l.match(r, "after", max(end, to), s.to); next > max(end, to) && q.Value != nil {
		q.Bound, end = Bound(v), next
	}
	if q.Unit == "" || value == 1 && r.tokens[k].kind == word && q.Unit != "flights" && q.Bound == Exact {
		return Quantity{}, start + 1, false
	}
	q.Spans = []Span{r.span(stretch{start, max(end, to)})}
	return q, max(end, to), true
}

// noCount tells whether the number is a year, an age, a day of a month or money.
func (l *language) noCount(r *reading, k, to int, s stretch) bool {
	prev, next := r.lowAt(k-1), r.lowIn(to, s)
	if prev == "$" || prev == "€" || next == "$" || next == "€" || next == ":" && to+1 < s.to && r.tokens[to+1].kind == figure {
		return true
	}
	at := to
	if next == "de" || next == "من" {
		at++
	}
	for _, kind := range []string{"month", "solar", "lunar"} {
		if _, end := l.match(r, kind, at, s.to); end > at && (at > to || r.tokens[k].kind == figure) {
			return true
		}
	}
	if _, ok := l.endsWith(r, "inyear", k, s.from); ok && r.tokens[k].kind == figure && len(r.tokens[k].low) == 4 {
		_, unit := l.match(r, "unit", to, s.to)
		return unit == to
	}
	if v, end := l.match(r, "unit", to, s.to); end > to && v == "years" && k-2 >= s.from {
		if at, ok := l.endsWith(r, "age", k, s.from); ok { // "un hombre de 58 años"
			m := l.placeAt(r, at-1)
			u, unit := l.match(r, "unit", at-1, at)
			return r.lowAt(at-1) == "," || unit == at && u == "persons" || m != nil && m.Kind == place.KindDemonym || r.tokens[at-1].capital
		}
		return prev == ","
	}
	return false
}

// unitAfter reads what is counted from token k on, two words of description at most.
func (l *language) unitAfter(r *reading, q *Quantity, k int, s stretch) int {
	for j := k; j < min(s.to, k+4); j++ {
		t := r.tokens[j]
		if m := l.placeAt(r, j); m != nil && m.Kind == place.KindDemonym {
			q.Unit, q.Population = "persons", m.Text
			return j + 1
		}
		if v, to := l.match(r, "unit", j, s.to); to > j {
			q.Unit = v
			end := to
			for n := 0; n < 3 && end < s.to; n++ { // "ciudadanos iraníes", "نفر از اتباع ایرانی"
				m := l.placeAt(r, end)
				u, more := l.match(r, "unit", end, s.to)
				joins := r.tokens[end].low == "از" || r.tokens[end].low == "de" || r.tokens[end].low == "من"
				if m != nil && m.Kind == place.KindDemonym {
					end++
					break
				} else if more > end && l.code == "fa" && u == v {
					end = more
				} else if next := l.placeAt(r, end+1); !joins || end+1 >= s.to || next == nil || next.Kind != place.KindDemonym {
					break
				} else {
					end++
				}
			}
			q.Population = r.slice(stretch{j, end})
			if timeUnits[v] || v == "percent" {
				q.Population = ""
				end = to
			}
			return end
		}
		if t.kind != word && t.low != "%" || l.isVerb(r, j, s) || j > k && t.kind == figure {
			break
		}
	}
	return k
}

func (l *language) isVerb(r *reading, k int, s stretch) bool {
	for _, kind := range []string{"past", "planned", "that", "month", "and"} {
		if _, to := l.match(r, kind, k, s.to); to > k && !(kind == "and" && r.tokens[k].low != "y" && r.tokens[k].low != "et") {
			return true
		}
	}
	return false
}
