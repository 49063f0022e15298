package statement

import (
	"slices"
	"testing"

	"github.com/charterwatch/charterwatch/internal/document"
)

// One figure that two pages share in two languages makes no translation; a page that says so, or
// one built as the other is, does.
func TestSharedFigureIsNoTranslation(t *testing.T) {
	t.Parallel()
	const (
		english = "The Spanish Interior Ministry said 57 Colombians were deported to Colombia on 29 September 2025."
		rest    = " The aircraft left at 09:40 with 4 guards, and 90 people are to follow on 3 October."
	)
	for name, c := range map[string]struct {
		english, spanish string
		want             bool
	}{
		"another article":  {english + rest, "Migración Colombia informó que 57 colombianos fueron deportados a Colombia el 29 de septiembre de 2025. Llegaron 12 mujeres, 3 menores, 2 perros y 18 guardias a las 13:55.", false},
		"the same article": {english + rest, "El Ministerio del Interior español dijo que 57 colombianos fueron deportados a Colombia el 29 de septiembre de 2025. El avión salió a las 09:40 con 4 guardias, y 90 personas seguirán el 3 de octubre.", true},
		"it says so":       {english, "El Ministerio dijo que 57 colombianos fueron deportados a Colombia. Traducido del inglés.", true},
		"only a figure":    {english, "El Ministerio dijo que 57 colombianos fueron deportados a Colombia.", false},
	} {
		a := dated(t, "d-en", "2025-09-30", c.english)
		b := dated(t, "d-es", "2025-10-01", c.spanish)
		a.Language, b.Language = "en", "es"
		found := false
		for _, s := range Propose(a) {
			for _, o := range Propose(b) {
				found = found || Compare(Placed{s, a}, Placed{o, b}).Kind == Translates
			}
		}
		if found != c.want {
			t.Errorf("%s: translates %v, want %v", name, found, c.want)
		}
	}
}

// A group's name says whose acknowledgement of whom it is, with or without the people.
func TestGroupsOfAcknowledgementAreNamed(t *testing.T) {
	t.Parallel()
	var docs []document.Document
	var all []Statement
	for i, text := range []string{
		"57 people were put on a deportation flight. A Spanish government spokesman declined to comment on the deportations.",
		"57 Colombians were deported on Monday. Colombia's foreign ministry said it had not been informed of the flight.",
	} {
		d := document.Document{ID: []string{"d-1", "d-2"}[i], Text: text, Language: "en"}
		docs, all = append(docs, d), append(all, Propose(d)...)
	}
	var names []string
	for _, g := range Origins(docs, all) {
		if g.Kind == AboutAcknowledgement {
			names = append(names, g.About)
		}
	}
	if want := []string{"acknowledgement by CO, nationals of CO, no date", "acknowledgement by ES, no date"}; !slices.Equal(names, want) {
		t.Errorf("groups %q, want %q", names, want)
	}
}
