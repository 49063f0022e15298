package document

import (
	"fmt"
	"strings"
	"time"
)

// corrects matches the words in which an outlet says that it changed a text. They count only
// where they were added, and a change elsewhere is not made good by them: the page shows both.
var corrects = late(`(?i)^\W*(?:correction|corrections|clarification|editor[’']s note|update|updated|amended)\s*(?:\([^)]{1,60}\)|,[^:]{1,60}|\d[^:]{1,60})?\s*:|` +
	`\b(?:this|the) (?:article|story|report|page|post|headline|piece) (?:was|has been|is being) (?:updated|amended|corrected|changed|edited|revised)\b|` +
	`\b(?:an|the) earlier version of th(?:is|e) (?:article|story|report|page|post|headline|piece)\b|` +
	`\b(?:was|has been) (?:amended|corrected) on \d|` +
	`\bfe de erratas\b|^\W*(?:corrección|rectificación|rectificatif|erratum)\b|` +
	`\b(?:actualizado|actualizada|mis à jour|mise à jour)\b (?:el|le|a las|à)\b|` +
	`^\W*(?:تصحيح|تنويه|اصلاحیه|تصحیح)\s*:`)

// judge says whether the outlet declared the edit, and what a reader must know of it.
func (e *Edit) judge(a, b Document) {
	e.stamps(a, b)
	e.notes()
	if a.Extractor != b.Extractor {
		e.Cautions = append(e.Cautions, fmt.Sprintf("the two texts were made by other readers (%s, %s): a difference can be theirs, and the bytes of both are kept", a.Extractor, b.Extractor))
	}
	if a.Kind != b.Kind {
		e.Cautions = append(e.Cautions, fmt.Sprintf("the one was read as %s, the other as %s: they are not versions of one text", a.Kind, b.Kind))
	}
	if one, other := Address(a.URL), Address(b.URL); one != other {
		e.Cautions = append(e.Cautions, "the two have other addresses: they are compared because somebody asked, not as versions")
	}
	if a.ByHand != nil || b.ByHand != nil {
		e.Cautions = append(e.Cautions, "a text was typed or pasted by a person: a difference can be theirs")
	}
	if !a.Retrieved.IsZero() && b.Retrieved.Before(a.Retrieved) {
		e.Cautions = append(e.Cautions, "the second was received before the first")
	}
	switch {
	case e.Removed == 0 && e.Added == 0 && !e.rearranged():
		e.Kind = NoEdit
	case a.Extractor != b.Extractor || a.Kind != b.Kind || a.ByHand != nil || b.ByHand != nil:
		e.Kind = UnclearEdit
	case len(e.Declared) > 0:
		e.Kind = DeclaredEdit
	default:
		e.Kind = SilentEdit
	}
}

// rearranged is true where anything but white space differs: moved paragraphs, marks.
func (e *Edit) rearranged() bool {
	for _, c := range e.Changes {
		if c.Kind == ParagraphMoved {
			return true
		}
		for _, r := range c.Runs {
			if r.Op != Same && strings.TrimSpace(r.Text) != "" {
				return true
			}
		}
	}
	return false
}

// stamps names times of the document's own that moved. The time of update declares an edit;
// another time of publication declares nothing, it is one more thing that was changed.
func (e *Edit) stamps(a, b Document) {
	words := func(s *Stamp) string {
		if s == nil {
			return "none"
		}
		if s.Date {
			return s.At.Format(time.DateOnly)
		}
		return s.At.UTC().Format("2006-01-02 15:04Z")
	}
	if b.Updated != nil && (a.Updated == nil || b.Updated.At.After(a.Updated.At)) {
		e.Declared = append(e.Declared, fmt.Sprintf("its time of update is %s (%s), before it was %s; what was changed it does not say", words(b.Updated), b.Updated.Source, words(a.Updated)))
	}
	stated := func(s *Stamp) bool { return s != nil && s.Source == "--published" }
	if !stated(a.Published) && !stated(b.Published) && words(a.Published) != words(b.Published) {
		e.Cautions = append(e.Cautions, fmt.Sprintf("its time of publication was %s and is %s: relative days in it count from there", words(a.Published), words(b.Published)))
	}
}

// notes finds notes of correction among what was added.
func (e *Edit) notes() {
	for _, c := range e.Changes {
		if c.Kind != ParagraphAdded && c.Kind != ParagraphChanged {
			continue
		}
		var whole strings.Builder
		added := false
		for _, r := range c.Runs {
			if r.Op != Removed {
				whole.WriteString(r.Text)
			}
			added = added || r.Op == Added && corrects.MatchString(strings.TrimSpace(r.Text))
		}
		if c.Kind == ParagraphAdded || added {
			text := strings.Join(strings.Fields(whole.String()), " ")
			if corrects.MatchString(text) {
				e.Declared = append(e.Declared, "it says: “"+shortened(text, 300)+"”")
			}
		}
	}
}

func shortened(text string, n int) string {
	if len(text) <= n {
		return text
	}
	return strings.ToValidUTF8(text[:n], "") + "…"
}

// Fate is what became of a passage of the earlier text.
type Fate struct {
	Kind FateKind `json:"kind"`
	Text string   `json:"text"` // what stands in its place in the later text; empty when it is gone
}

// FateKind is how a passage came through an edit.
type FateKind string

// The fates of a passage.
const (
	Kept    FateKind = "kept"    // the same words at the same place
	Moved   FateKind = "moved"   // the same words at another place
	Changed FateKind = "changed" // other words in its place
	Gone    FateKind = "gone"
)

// Fate says what became of the bytes start to end of the earlier text, which are given with
// the later text that Difference compared it with.
func (e Edit) Fate(a, b Document, start, end int) Fate {
	if start < 0 || end > len(a.Text) || start >= end {
		return Fate{Kind: Gone}
	}
	touched, survives := false, false
	from, to := -1, -1
	stands := func(at [2]int) {
		if at[0] < at[1] {
			if from < 0 || at[0] < from {
				from = at[0]
			}
			to = max(to, at[1])
		}
	}
	covered := 0 // bytes of the passage that lie in paragraphs with a change
	for _, c := range e.Changes {
		lo, hi := max(start, c.Before[0]), min(end, c.Before[1])
		if lo >= hi {
			continue
		}
		covered += hi - lo
		if c.Kind == ParagraphMoved {
			survives, touched = true, true
			continue
		}
		for _, r := range c.Runs {
			over := r.Before[0] < end && r.Before[1] > start
			inside := r.Op == Added && r.Before[0] > start && r.Before[0] < end
			switch {
			case r.Op == Same && over:
				// Of words that stayed only those inside the passage are its own.
				same := [2]int{r.After[0] + max(0, start-r.Before[0]), r.After[1]}
				if r.Before[1] > end && sameWidth(r) {
					same[1] = r.After[0] + end - r.Before[0]
				}
				if strings.TrimSpace(a.Text[max(start, r.Before[0]):min(end, r.Before[1])]) != "" {
					survives = true
					stands(same)
				}
			case r.Op == Removed && over && strings.TrimSpace(a.Text[max(start, r.Before[0]):min(end, r.Before[1])]) != "":
				touched = true
				stands(r.After)
			case inside, r.Op == Added && over:
				touched = true
				stands(r.After)
			case r.Op == Added && touched && r.Before[0] >= end && strings.TrimSpace(a.Text[end:r.Before[0]]) == "":
				stands(r.After) // what replaces the passage's last words
			}
		}
	}
	if !touched {
		return Fate{Kind: Kept, Text: a.Text[start:end]}
	}
	if words := strings.Join(strings.Fields(a.Text[start:end]), " "); strings.Contains(strings.Join(strings.Fields(b.Text), " "), words) {
		return Fate{Kind: Moved, Text: a.Text[start:end]}
	}
	if !survives && covered >= end-start && from < 0 {
		return Fate{Kind: Gone}
	}
	if from >= 0 && to <= len(b.Text) && from < to {
		from, to = Snap(b.Text, from, to)
		return Fate{Kind: Changed, Text: b.Text[from:to]}
	}
	return Fate{Kind: Changed}
}

// sameWidth says whether a run's words take the same bytes in both texts, as they do unless
// white space in it differs.
func sameWidth(r Run) bool { return r.Before[1]-r.Before[0] == r.After[1]-r.After[0] }
