package document

import "testing"

func TestTranslates(t *testing.T) {
	t.Parallel()
	original := Document{ID: "d-1", Language: "fa"}
	d := Document{ID: "d-2"}
	if err := d.Translates(original, MachineTranslator); err != nil || d.TranslationOf != "d-1" || d.TranslatedBy != "machine" {
		t.Errorf("%v %+v", err, d)
	}
	for name, bad := range map[string]error{
		"by nobody":        new(Document).Translates(original, ""),
		"of itself":        (&Document{ID: "d-1"}).Translates(original, HumanTranslator),
		"of a translation": (&Document{ID: "d-3"}).Translates(d, HumanTranslator),
	} {
		if bad == nil {
			t.Errorf("%s is taken", name)
		}
	}
}
