package document

import (
	"fmt"
	"slices"
)

// Translator is what made a translation.
type Translator string

// The translators.
const (
	HumanTranslator   Translator = "human"
	MachineTranslator Translator = "machine"
)

// Translates marks d as a translation of another document that is kept. It is a text of its
// own: the original stays what was seen, and its words are what counts.
func (d *Document) Translates(original Document, by Translator) error {
	switch {
	case by != HumanTranslator && by != MachineTranslator:
		return fmt.Errorf("translation of %s: made by %q: say human or machine", original.ID, by)
	case original.ID == d.ID:
		return fmt.Errorf("translation of %s: it is the same bytes", original.ID)
	case original.TranslationOf != "":
		return fmt.Errorf("translation of %s: that is itself a translation, of %s: name the original", original.ID, original.TranslationOf)
	}
	d.TranslationOf, d.TranslatedBy = original.ID, by
	return nil
}

// Readable tells whether rules read the document's language.
func (d Document) Readable() bool { return slices.Contains(ReadLanguages, ReadingLanguage(d)) }
